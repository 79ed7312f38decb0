"""督促 — choose, look, send; and what was sent."""
