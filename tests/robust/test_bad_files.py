"""Whatever file a clerk gives: one Japanese line that says what to do, exit code 2, and nothing left behind."""

import os
import re
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.cli.hyoka_command import Hyoka, is_one_complaint

from .bad_files import ALL, EVERYDAY, JSON, Bad, sheet_json
from .limited import listing, run

HALF_A_GIGABYTE = 512 * 1024 * 1024
LIGHT, HEAVY = [bad for bad in ALL if not bad.heavy], [bad for bad in ALL if bad.heavy]
NEEDS_NO_LAYOUT = {"様式.json"}  # the document is whole; only its form is not to be had
COMMANDS = {
    "read": ("read", "{}", "-o", "out.json"),
    "check": ("check", "{}", "--format", "text"),
    "table": ("table", "indicators", "{}", "-o", "out.csv"),
    "write": ("write", "{}", "-o", "out.pdf"),
    "diff": ("diff", "good.json", "{}"),
}


@pytest.fixture
def hyoka(capsys: pytest.CaptureFixture[str]) -> Hyoka:
    return Hyoka(capsys)


@contextmanager
def _within(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def _good(folder: Path) -> None:
    import json

    (folder / "good.json").write_text(json.dumps(sheet_json()), encoding="utf-8")


@pytest.mark.parametrize("bad", LIGHT, ids=[bad.name for bad in LIGHT])
def test_every_command_refuses_it_in_one_line(bad: Bad, hyoka: Hyoka, tmp_path: Path) -> None:
    _good(tmp_path)
    bad.put(tmp_path)
    before = listing(tmp_path)
    with _within(tmp_path):
        for name, arguments in COMMANDS.items():
            if bad.name in NEEDS_NO_LAYOUT and name in ("read", "table"):
                continue
            ran = hyoka(*(argument.format(bad.name) for argument in arguments))
            assert is_one_complaint(ran), (name, ran)
            assert "予期しない誤り" not in ran.err, (name, ran)
            assert re.search(bad.words, ran.err), (name, ran)
            assert bad.name in ran.err or bad.name in NEEDS_NO_LAYOUT, (name, ran)
            assert listing(tmp_path) == before, name


@pytest.mark.slow
@pytest.mark.parametrize("bad", HEAVY, ids=[bad.name for bad in HEAVY])
def test_a_heavy_one_takes_neither_the_memory_nor_the_day(bad: Bad, tmp_path: Path) -> None:
    """In a process that may have half a gigabyte of address space."""
    bad.put(tmp_path)
    before = listing(tmp_path)
    ran = run("check", bad.name, cwd=tmp_path)
    assert ran.is_one_complaint, ran
    assert re.search(bad.words, ran.err), ran
    assert 0 < ran.peak <= HALF_A_GIGABYTE
    assert listing(tmp_path) == before


def test_the_other_files_are_still_checked(hyoka: Hyoka, tmp_path: Path) -> None:
    _good(tmp_path)
    bad = [bad.put(tmp_path) for bad in (*EVERYDAY[:9], *JSON[:4])]
    ran = hyoka("check", *bad, tmp_path / "good.json")
    assert ran.code == 2
    assert ran.err.count("\n") == len(bad)
    assert "子育て支援課" in ran.out


def test_a_file_that_may_not_be_read(tmp_path: Path, hyoka: Hyoka) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    (tmp_path / "秘.txt").write_text("a")
    (tmp_path / "秘.txt").chmod(0)
    ran = hyoka("check", tmp_path / "秘.txt")
    assert is_one_complaint(ran)
    assert "許されていません" in ran.err


NAMES = {
    "blanks": "第 1 号　評価表 .json",
    "line break": "一行\n二行.json",
    "like an option": "-o",
    "right to left": "評価\u202enosj.exe",
    "terminal": "\x1b[31m赤\x07.json",
    "as long as may be": "評" * 83 + ".jsonx",
    "another encoding": os.fsdecode("評価表".encode("cp932") + b".json"),
    "quotes": "'\"$(touch x)`;|.json",
    "percent": "100%s{0}{name}.json",
    "home": "~root",
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
def test_a_bad_file_by_any_name_is_told_in_one_line(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"\x89PNG")
    ran = run("check", "--", name, cwd=tmp_path)
    assert ran.is_one_complaint, ran
    assert "PNG の画像です" in ran.err
    assert "\x1b" not in ran.err and "\u202e" not in ran.err


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
def test_a_good_file_is_read_by_any_name(name: str, tmp_path: Path) -> None:
    _good(tmp_path)
    (tmp_path / "good.json").rename(tmp_path / name)
    for arguments in (
        ("read", "-o", "a.json", "--", name),
        ("check", "--format", "json", "-o", "b.json", "--", name),
        ("check", "--", name),
        ("table", "sheets", "-o", "c.csv", "--", name),
    ):
        ran = run(*arguments, cwd=tmp_path)
        assert (ran.code, ran.err) == (0, ""), (arguments, ran)


@pytest.mark.parametrize("name", ["x" * 300 + ".json", "a/" * 3_000 + "b.json", "good.json/x.json", ""])
def test_a_name_that_no_file_can_have(name: str, tmp_path: Path, hyoka: Hyoka) -> None:
    _good(tmp_path)
    with _within(tmp_path):
        ran = hyoka("check", name)
    assert is_one_complaint(ran), ran
    assert "予期しない誤り" not in ran.err


def test_a_pipe_that_somebody_writes_to_is_read(tmp_path: Path) -> None:
    _good(tmp_path)
    ran = run("check", "/dev/stdin", cwd=tmp_path, stdin=(tmp_path / "good.json").read_bytes())
    assert (ran.code, ran.err) == (0, ""), ran


def test_the_standard_input_has_the_same_limits(tmp_path: Path) -> None:
    ran = run("check", "-", cwd=tmp_path, stdin=b"a" * (40 << 20))
    assert ran.is_one_complaint, ran
    assert "大きすぎます" in ran.err


def test_a_folder_that_holds_itself_is_walked_once(tmp_path: Path, hyoka: Hyoka) -> None:
    _good(tmp_path)
    (tmp_path / "loop").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe.txt")
    ran = hyoka("check", tmp_path)
    assert (ran.code, ran.err) == (0, ""), ran


def test_the_limits_of_these_tests_do_limit(tmp_path: Path) -> None:
    """In so little memory a good sheet cannot be checked, and in half a gigabyte it can."""
    _good(tmp_path)
    assert run("check", "good.json", cwd=tmp_path, memory=45 << 20).code not in (0, 1)
    assert run("check", "good.json", cwd=tmp_path).code == 0
    assert resource.getrlimit(resource.RLIMIT_AS)[0] == resource.RLIM_INFINITY
