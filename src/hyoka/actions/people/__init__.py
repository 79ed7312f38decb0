"""人 — accounts, passwords, second factors, posts and divisions: one verb per file, each in the city's chain."""
