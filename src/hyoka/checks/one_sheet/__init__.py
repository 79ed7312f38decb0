"""一枚の評価表の中だけで分かる点検 — checks whose reach is one sheet."""
