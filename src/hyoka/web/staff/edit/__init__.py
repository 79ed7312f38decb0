"""記入の画面 — the official form in the browser, saved cell by cell."""
