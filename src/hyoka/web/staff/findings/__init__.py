"""指摘の一覧 — what the checks found, across sheets."""
