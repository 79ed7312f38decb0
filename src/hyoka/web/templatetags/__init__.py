"""テンプレートの語 — tags and filters of the screens."""
