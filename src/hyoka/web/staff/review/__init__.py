"""確認 — what changed, the moves, the talk, the record of a sheet; and what waits for one's approval."""
