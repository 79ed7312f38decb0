"""まとめて印刷 — the screen of books and ZIPs."""
