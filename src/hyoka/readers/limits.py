"""読み取りの限り — how large an upload may be, and what reading it may cost."""

from dataclasses import dataclass

from hyoka.readers.open import MAX_BYTES
from hyoka.readers.xlsx_guard import MOST_BYTES, MOST_RATIO


@dataclass(frozen=True)
class Limits:
    """What one upload may be and may use. Where the system knows no such limits (Windows), only the clock holds."""

    file_bytes: int = MAX_BYTES
    entries: int = 2_000  # of a zip file; a workbook of 320 sheets has 1,940
    unfolded_bytes: int = MOST_BYTES
    ratio: int = MOST_RATIO
    memory: int = 512 << 20  # address space
    cpu_seconds: int = 20
    wall_seconds: float = 30.0
    answer_bytes: int = 64 << 20
    open_files: int = 64
    queue_seconds: float = 30.0  # to wait for one of the places
