"""ウェブ — the screens."""
