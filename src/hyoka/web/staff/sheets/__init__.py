"""評価表の一覧 — all sheets that a person may see."""
