"""操作の記録の画面 — who did what when, and whether the record is whole. For auditors and administrators."""
