"""試験の大きさ — the short form of CI, and the full form of docs/trust.md (HYOKA_TRUST=full)."""

import os

_TIMES = {
    "T01": (2, 20),  # rounds of kill -9
    "T08": (60, 10_000),  # pairs of simultaneous saves
    "T09": (40, 2_000),  # steps of each of five editors
    "T10": (60, 10_000),  # operations, each replayed
    "T11": (15, 480),  # seconds of typing during slow saves
    "T12": (1, 13),  # times that each of four ways ends the session
    "T13": (20, 1_800),  # seconds of typing on a bad network
    "T14": (40, 5_000),  # interleavings
}


def is_full() -> bool:
    return os.environ.get("HYOKA_TRUST") == "full"


def times(test: str) -> int:
    return _TIMES[test][is_full()]
