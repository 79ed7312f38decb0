"""システムの状態 — the screen of the doctor."""
