"""設定 — settings, addresses, and the way into the web server. Nothing else reads the environment."""
