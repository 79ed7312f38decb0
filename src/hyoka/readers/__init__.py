"""読み取り — bytes to Readings: text extracted from a PDF, ruled PDF tables, workbooks and JSON."""

from hyoka.readers.open import MAX_BYTES, read_bytes, read_file
from hyoka.readers.reading import CannotRead, Doubt, Origin, Reading, Reprint, Uncertain, Unread

__all__ = [
    "MAX_BYTES", "CannotRead", "Doubt", "Origin", "Reading", "Reprint", "Uncertain", "Unread", "read_bytes", "read_file",
]  # fmt: skip
