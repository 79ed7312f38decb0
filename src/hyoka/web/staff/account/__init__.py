"""自分の設定 — password, second factor, sessions, language."""
