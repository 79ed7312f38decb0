"""職員の画面 — people, their posts, divisions, the yearly file of transfers. For administrators."""
