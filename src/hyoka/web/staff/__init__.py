"""職員の画面 — one screen, one folder: views, addresses and templates together."""
