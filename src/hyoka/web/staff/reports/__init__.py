"""集計 — reports over the sheets that a person may read, with the sheets behind every number."""
