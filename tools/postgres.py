"""A throw-away PostgreSQL for tests and benchmarks: made in a temporary folder, gone when the command ends.

    python3 tools/postgres.py python -m pytest tests/store      # HYOKA_TEST_DATABASE is set for the command

PostgreSQL refuses to run as root; then it runs as another user (nobody). fsync is on, as in a city: what is measured is
true. `--quick` turns it off, for tests that are not about power loss.
"""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path


def binaries() -> Path:
    """Where the server's programs are. Exits with 3 where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    on_path = shutil.which("pg_ctl")
    if not found and on_path is None:
        print("PostgreSQL is not installed (Debian: apt-get install postgresql)", file=sys.stderr)
        sys.exit(3)
    return found[-1] if found else Path(str(on_path)).parent


def a_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main(command: list[str]) -> int:
    is_quick = command[:1] == ["--quick"]
    command = command[is_quick:]
    programs, port = binaries(), a_free_port()
    folder = Path(tempfile.mkdtemp(prefix="hyoka-postgres-"))
    as_user: list[str] = []
    if os.name != "nt" and os.getuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)
        as_user = ["setpriv", "--reuid=nobody", f"--regid={nobody.pw_gid}", "--clear-groups"]
    data = folder / "data"

    def run(program: str, *arguments: str) -> None:
        subprocess.run(
            [*as_user, str(programs / program), *arguments], check=True, cwd=folder, stdout=subprocess.DEVNULL
        )

    try:
        run("initdb", "-D", str(data), "-U", "hyoka", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8")
        options = f"-k {folder} -h 127.0.0.1 -p {port} -c max_connections=200{' -F' if is_quick else ''}"
        run("pg_ctl", "-D", str(data), "-l", str(folder / "log"), "-o", options, "-w", "start")
        address = f"postgres://hyoka@127.0.0.1:{port}/postgres"
        return subprocess.run(command, env={**os.environ, "HYOKA_TEST_DATABASE": address}).returncode
    finally:
        subprocess.run(
            [*as_user, str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop"],
            cwd=folder,
            stdout=subprocess.DEVNULL,
        )
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
