"""Run the acceptance tests of docs/trust.md and print their figures, on SQLite and on PostgreSQL.

    python tools/trust.py                        # all, short form
    python tools/trust.py T08 T13                # some
    python tools/trust.py T12 --full --on sqlite # the full form (hours for all of them), on one database

PostgreSQL is a throw-away cluster with fsync on (tools/postgres.py). Exit 1 if a test failed, 3 if PostgreSQL is not here.
"""

import argparse
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent


class Part(NamedTuple):
    file: str
    words: str = ""  # of the names of its tests; "": all


TESTS: dict[str, tuple[Part, ...]] = {
    "T01": (Part("tests/trust/test_saving.py", "t01"),),
    "T08": (Part("tests/trust/test_saving.py", "t08"),),
    "T09": (Part("tests/trust/test_saving.py", "t09"), Part("tests/trust/test_machine.py", "t09")),
    "T10": (Part("tests/trust/test_saving.py", "t10"),),
    "T11": (Part("tests/trust/test_browser.py", "t11"),),
    "T12": (Part("tests/trust/test_browser.py", "t12"),),
    "T13": (Part("tests/trust/test_bad_network.py"),),
    "T14": (Part("tests/actions/test_move_races.py"),),
    "T16": (Part("tests/web/test_matrix.py"),),
    "T17": (Part("tests/trust/test_replay.py"),),
    "T20": (Part("tests/trust/test_role_changes.py"),),
    "T21": (
        Part("tests/trust/test_sign_in_attack.py"),
        Part("tests/actions/test_people_sign_in.py"),
        Part("tests/web/test_sign_in.py"),
    ),
    "hostile": (Part("tests/web/test_hostile.py"),),
}
FIGURE = re.compile(r"^\.*((?:T\d\d|hostile)\b.*)$")


class Ran(NamedTuple):
    ok: bool
    seconds: float
    figures: list[str]
    last: str  # pytest's own line, or its complaint


def run(part: Part, on: str, full: bool) -> Ran:
    command = [sys.executable, "-m", "pytest", "-q", "-s", "-p", "no:xdist", "--no-header", part.file]
    if part.words:
        command += ["-k", part.words]
    if on == "postgresql":
        command = [sys.executable, "tools/postgres.py", *command]
    environment = {name: value for name, value in os.environ.items() if name != "HYOKA_TEST_DATABASE"}
    if full:
        environment |= {"HYOKA_TRUST": "full", "HYOKA_RACES": "5000"}
    began = time.monotonic()
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8")
    lines = ran.stdout.splitlines()
    if ran.returncode == 3:
        print(ran.stderr, file=sys.stderr)
        sys.exit(3)
    if ran.returncode:
        print("\n".join(lines[-60:]), file=sys.stderr)
    figures = [found[1] for line in lines if (found := FIGURE.match(line))]
    return Ran(
        ran.returncode == 0, time.monotonic() - began, figures, lines[-1] if lines else ran.stderr[-300:]
    )


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("tests", nargs="*", choices=[[], *TESTS], metavar="Txx", help=" ".join(TESTS))
    ask.add_argument("--full", action="store_true", help="the sizes of TRUST, not those of CI")
    ask.add_argument(
        "--on", choices=["sqlite", "postgresql"], action="append", help="both where it is left out"
    )
    asked = ask.parse_args()
    failed = False
    for name in asked.tests or TESTS:
        for on in asked.on or ("sqlite", "postgresql"):
            for part in TESTS[name]:
                ran = run(part, on, asked.full)
                failed = failed or not ran.ok
                print(
                    f"{name} {on} {'ok' if ran.ok else 'FAILED'} {ran.seconds:.0f} s  {part.file}: {ran.last}"
                )
                for figure in ran.figures:
                    print(f"    {figure}")
                sys.stdout.flush()
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
