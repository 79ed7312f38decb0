"""持ち帰る — one sheet as PDF, Excel or JSON."""
