"""The command in a process of its own, with little memory and little time, and what it used of both."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent.parent
MEMORY = 512 * 1024 * 1024  # address space, so that nothing above it can become resident
SECONDS = 30

# The limits are set by the child itself: nothing of the parent's memory is counted as the child's.
_CHILD = """
import resource, signal, sys
report, memory, seconds, size = sys.argv[1], *map(int, sys.argv[2:5])
sys.argv[1:] = sys.argv[5:]
if memory:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
if size:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
from hyoka.cli import main
try:
    main()
finally:
    peak = next((line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")), "0")
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY if not size else size, -1 if not size else size))
    with open(report, "w") as file:
        file.write(peak)
"""


class Ran(NamedTuple):
    """What the command said and what it cost."""

    code: int
    out: bytes
    err: str
    seconds: float
    peak: int  # resident bytes at most; 0 where the process was killed

    @property
    def is_one_complaint(self) -> bool:
        """Exit code 2 and one line on the standard error, nothing else."""
        return (
            self.code == 2
            and not self.out
            and self.err.startswith("hyoka: ")
            and len(self.err.splitlines()) == 1
            and "Traceback" not in self.err
            and "予期しない誤り" not in self.err
        )


def run(
    *arguments: str | bytes | Path,
    cwd: Path,
    stdin: bytes = b"",
    memory: int = MEMORY,
    seconds: int = SECONDS,
    file_size: int = 0,
    environment: dict[str, str] | None = None,
) -> Ran:
    """Run `hyoka` with these arguments. A process that goes on for longer than it may is ended."""
    with tempfile.NamedTemporaryFile() as report:
        limits = [report.name, str(memory), str(seconds), str(file_size)]
        begun = time.perf_counter()
        ended = subprocess.run(
            [sys.executable, "-c", _CHILD, *limits, *arguments],
            cwd=cwd,
            input=stdin,
            capture_output=True,
            timeout=2 * seconds,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src"), **(environment or {})},
            check=False,
        )
        taken = time.perf_counter() - begun
        peak = int(Path(report.name).read_text() or 0) * 1024
    return Ran(ended.returncode, ended.stdout, ended.stderr.decode(), taken, peak)


def listing(folder: Path) -> Sequence[tuple[str, int]]:
    """Every file below a folder with its size: what is there before must be there after, and nothing more."""
    return sorted((os.fsencode(str(path)).hex(), path.lstat().st_size) for path in folder.rglob("*"))
