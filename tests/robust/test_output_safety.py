"""What was there stays there until the new file is whole: full disks, killed processes, folders that refuse."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .bad_files import sheet_json
from .limited import ROOT, listing, run

OLD = b"the older file"
OUTPUTS = {
    "read": ("read", "good.json", "-o", "out.json"),
    "check": ("check", "good.json", "--format", "json", "-o", "out.json"),
    "table": ("table", "indicators", "good.json", "-o", "out.csv"),
    "all tables": ("table", "all", "good.json", "-o", "out.zip"),
    "pdf": ("write", "good.json", "-o", "out.pdf"),
    "xlsx": ("write", "good.json", "-o", "out.xlsx"),
    "json": ("write", "good.json", "-o", "out.json"),
    "diff": ("diff", "good.json", "other.json", "-o", "out.json"),
}
EVERY = pytest.mark.parametrize("arguments", OUTPUTS.values(), ids=OUTPUTS)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    sheet = sheet_json()
    (tmp_path / "good.json").write_text(json.dumps(sheet, ensure_ascii=False), encoding="utf-8")
    other = {**sheet, "head": {**sheet["head"], "phone": "000-111-2222" * 300}}
    (tmp_path / "other.json").write_text(json.dumps(other, ensure_ascii=False), encoding="utf-8")
    return tmp_path


@EVERY
def test_a_disk_that_fills_up_leaves_the_older_file(arguments: tuple[str, ...], folder: Path) -> None:
    """Files may grow to 100 bytes only: writing fails in the middle, with an error of the system."""
    out = folder / arguments[-1]
    out.write_bytes(OLD)
    before = listing(folder)
    ran = run(*arguments, cwd=folder, memory=0, file_size=100)
    assert ran.code == 2, ran
    assert ran.err.startswith("hyoka: ") and ran.err.count("\n") == 1 and "予期しない誤り" not in ran.err
    assert out.name in ran.err
    assert out.read_bytes() == OLD
    assert listing(folder) == before


@pytest.mark.skipif(
    os.geteuid() != 0 or shutil.which("mount") is None, reason="only root may mount a small disk"
)
def test_a_full_disk_is_told_and_leaves_the_older_file(folder: Path) -> None:
    disk = folder / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(disk)], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("this machine does not let us mount")
    try:
        (disk / "out.pdf").write_bytes(OLD)
        ran = run("write", "good.json", "-o", "disk/out.pdf", cwd=folder, memory=0)
        assert ran.is_one_complaint, ran
        assert "空きがありません" in ran.err
        assert [(path.name, path.read_bytes()) for path in disk.iterdir()] == [("out.pdf", OLD)]
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_process_killed_at_any_moment_leaves_the_older_file_or_the_whole_new_one(folder: Path) -> None:
    """Killed 12 times, from its first to its last moment: under the name is the old content or all of the new."""
    command = [
        sys.executable,
        "-c",
        "from hyoka.cli import main; main()",
        "write",
        "good.json",
        "-o",
        "out.xlsx",
    ]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    begun = time.perf_counter()
    subprocess.run(command, cwd=folder, env=environment, check=True)
    whole, taken = (folder / "out.xlsx").stat().st_size, time.perf_counter() - begun
    seen = set()
    for turn in range(12):
        (folder / "out.xlsx").write_bytes(OLD)
        process = subprocess.Popen(command, cwd=folder, env=environment)
        time.sleep(taken * (0.5 + turn / 20))
        process.send_signal(signal.SIGKILL)
        process.wait()
        seen.add((folder / "out.xlsx").stat().st_size)
    assert len(OLD) in seen
    assert all(size == len(OLD) or abs(size - whole) < 200 for size in seen)


@EVERY
def test_a_folder_that_is_not_there_is_told(arguments: tuple[str, ...], folder: Path) -> None:
    before = listing(folder)
    ran = run(*arguments[:-1], "nowhere/" + arguments[-1], cwd=folder, memory=0)
    assert ran.is_one_complaint, ran
    assert "フォルダーがありません" in ran.err
    assert listing(folder) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_told(folder: Path) -> None:
    (folder / "locked").mkdir(mode=0o500)
    ran = run("write", "good.json", "-o", "locked/out.json", cwd=folder, memory=0)
    assert ran.is_one_complaint, ran
    assert "許されていません" in ran.err


@EVERY
def test_what_is_read_is_never_written(arguments: tuple[str, ...], folder: Path) -> None:
    """By its own name, by a link, and by a way around."""
    suffix = Path(arguments[-1]).suffix
    source = folder / f"source{suffix}"
    shutil.copy(folder / "good.json", source)
    (folder / f"link{suffix}").symlink_to(source)
    os.link(source, folder / f"twin{suffix}")
    before = listing(folder)
    for name in (source.name, f"link{suffix}", f"twin{suffix}", f"./../{folder.name}/{source.name}"):
        given = [source.name if word == "good.json" else word for word in arguments[:-1]]
        ran = run(*given, name, cwd=folder, memory=0)
        assert ran.is_one_complaint, (name, ran)
        assert "読み込むファイルには書き出せません" in ran.err
        assert listing(folder) == before


@pytest.mark.parametrize(
    ("arguments", "possible"),
    [
        (("write", "ない.json", "-o", "out.doc"), ".pdf、.xlsx、.json"),
        (("write", "ない.json", "-o", "out"), ".pdf、.xlsx、.json"),
        (("table", "costs", "ない.json", "-o", "out.xls"), ".csv, .json, .parquet"),
    ],
)
def test_an_unknown_kind_of_output_is_told_before_any_work(
    arguments: tuple[str, ...], possible: str, folder: Path
) -> None:
    """The file to read is not even looked for."""
    ran = run(*arguments, cwd=folder, memory=0)
    assert ran.is_one_complaint, ran
    assert possible in ran.err
