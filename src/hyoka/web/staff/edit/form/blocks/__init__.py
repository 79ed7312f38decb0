"""区画 — one renderer per kind of block."""
