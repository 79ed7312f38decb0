"""検索 — words in names, narratives and comments."""
