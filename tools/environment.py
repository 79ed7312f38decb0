"""Make .venv what a requirements file says; ./hyoka and ./test call this when it is not.

    python3 tools/environment.py requirements.txt

Needs nothing but Python with venv and pip. Interrupted, it begins from nothing at the next call: pip would
take a half-copied package for an installed one. Two calls at once wait for each other.
"""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
UNFINISHED = ROOT / ".venv-unfinished"  # is there while we work, and stays if we are killed
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
OLDEST = (3, 11)


class CannotInstall(Exception):
    """The message is meant for the person at the keyboard."""


def main(requirements: str) -> None:
    if sys.version_info < OLDEST:
        raise CannotInstall(
            f"Python 3.11 以上が必要です（見つかったのは {sys.version.split()[0]}）。\n"
            f"Python 3.11 or newer is needed (found {sys.version.split()[0]})."
        )
    with one_at_a_time():
        if is_current(requirements):
            return
        print(
            "hyoka: 必要な部品を .venv に入れています（初回と更新時だけ、数分以内）…\n"
            "hyoka: installing what is needed into .venv (first use and updates only)…",
            file=sys.stderr,
        )
        sound = works() and not UNFINISHED.exists()
        UNFINISHED.touch()
        if not sound:
            make_venv()
        for stamp in VENV.glob("made-*"):
            stamp.unlink()
        pip("install", "--require-hashes", "-r", str(ROOT / requirements))
        # The build backend is in the locked set, so nothing unlocked is fetched for the project itself.
        pip("install", "--no-deps", "--no-build-isolation", "-e", str(ROOT))
        for done in {requirements, "requirements.txt"}:  # the dev set contains the other
            shutil.copyfile(ROOT / done, VENV / f"made-from-{done}")
        (VENV / "made-in").write_text(f"{ROOT}\n", encoding="utf-8")
        UNFINISHED.unlink()


def is_current(requirements: str) -> bool:
    """Made here (an environment does not survive its folder being moved) and from this very file."""
    try:
        here = (VENV / "made-in").read_text(encoding="utf-8") == f"{ROOT}\n"
        return (
            here and (VENV / f"made-from-{requirements}").read_bytes() == (ROOT / requirements).read_bytes()
        )
    except OSError:
        return False


def works() -> bool:
    """A half-made environment, or one whose Python has gone, does not."""
    ask = f"import pip, sys; sys.exit(sys.version_info < {OLDEST})"
    try:
        return subprocess.run([PYTHON, "-c", ask], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def make_venv() -> None:
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], capture_output=True, text=True)
    if made.returncode:
        raise CannotInstall(
            "Python の venv と pip が必要です。Debian・Ubuntu では apt install python3-venv で入ります。\n"
            "Python's venv and pip are needed (Debian, Ubuntu: apt install python3-venv).\n"
            + (made.stdout + made.stderr).strip()
        )


def pip(*arguments: str) -> None:
    quiet = ["--quiet", "--disable-pip-version-check", "--no-input"]
    if subprocess.run([PYTHON, "-m", "pip", *arguments, *quiet], stdout=sys.stderr).returncode:
        raise CannotInstall(
            "部品を入れられませんでした。上の pip のメッセージを確認し、もう一度実行してください。\n"
            "Installing failed: see pip's message above, then run the same command again."
        )


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Hold a lock on a file; the system lets go of it when we die, however we die."""
    with (ROOT / ".venv-lock").open("w") as lock:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(lock.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except CannotInstall as problem:
        print(f"hyoka: {problem}", file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
