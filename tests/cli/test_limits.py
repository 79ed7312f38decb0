"""The memory of one command."""

import subprocess
import sys

import pytest

HUNGRY = """
from hyoka.cli import app
def hungry(arguments): bytearray(6 << 30)
app._invoke = hungry
app.main([])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is the kernel's")
def test_a_command_that_wants_too_much_memory_ends_with_one_line() -> None:
    ran = subprocess.run([sys.executable, "-c", HUNGRY], capture_output=True, text=True, check=False)
    assert ran.returncode == 2
    assert ran.stderr == "hyoka: メモリーが足りません。ファイルを減らすか、分けて実行してください。\n"
