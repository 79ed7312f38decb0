"""担当 — who writes which sheet, who comments on it."""
