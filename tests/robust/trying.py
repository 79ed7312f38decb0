"""Mutants put to the readers: a typed refusal or a Reading that all else can work on, in bounded time and memory."""

import json
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path

from hyoka.checks import Around, run
from hyoka.layouts import NoSuchLayout
from hyoka.readers import CannotRead, read_bytes
from hyoka.tables import TABLES
from hyoka.writers.tables import write_table

from .mutants import Mutant, mutants


@dataclass
class Outcome:
    """What became of many mutants of one kind."""

    kind: str
    tried: int = 0
    refused: int = 0
    read: int = 0
    faults: list[str] = field(default_factory=list)
    slowest: float = 0.0
    peak: int = 0

    def add(self, other: "Outcome") -> None:
        self.tried += other.tried
        self.refused += other.refused
        self.read += other.read
        self.faults += other.faults
        self.slowest, self.peak = max(self.slowest, other.slowest), max(self.peak, other.peak)


def try_all(kind: str, count: int, begin: int = 0) -> Outcome:
    """Read each mutant; what could be read is checked, tabled and written as JSON too."""
    outcome = Outcome(kind)
    for mutant in mutants(kind, count, begin):
        started = time.perf_counter()
        try:
            _use(mutant)
            outcome.read += 1
        except (CannotRead, NoSuchLayout) as refused:
            outcome.refused += 1
            if "\n" in str(refused):
                outcome.faults.append(f"{mutant.name}: more than one line: {refused}")
        except Exception as error:
            at = traceback.extract_tb(error.__traceback__)[-1]
            outcome.faults.append(
                f"{mutant.name}: {type(error).__name__} at {Path(at.filename).name}:{at.lineno}: {error}"
            )
        outcome.tried += 1
        outcome.slowest = max(outcome.slowest, time.perf_counter() - started)
    outcome.peak = _peak()
    return outcome


def _use(mutant: Mutant) -> None:
    for reading in read_bytes(mutant.data, mutant.name):
        sheet = reading.sheet
        run(sheet, Around.of(sheet))
        for table in TABLES.values():
            write_table(table, (sheet,), "csv")
        json.dumps(reading.model_dump(mode="json")).encode()


def _peak() -> int:
    status = Path("/proc/self/status")
    if not status.exists():
        return 0
    return next(
        int(line.split()[1]) * 1024 for line in status.read_text().splitlines() if line.startswith("VmHWM")
    )
