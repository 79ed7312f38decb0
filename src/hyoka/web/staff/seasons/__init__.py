"""年度と締切 — the office opens and closes rounds."""
