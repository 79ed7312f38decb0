"""ことば — reading Japanese sentences about indicators: figures with units, fiscal years, changes, names."""
