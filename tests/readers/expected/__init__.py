"""What real documents say, written down by hand."""
