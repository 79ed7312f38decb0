"""記録 — what is kept: cells and their history, frozen revisions, people, rounds; and its mapping to documents.

Everybody above may read it; only `actions` writes.
"""
