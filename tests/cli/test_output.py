"""Files appear when they are complete, or not at all."""

import os
import stat
import sys
from pathlib import Path

import pytest

from hyoka.cli.output import CannotWrite, save, save_all

posix = pytest.mark.skipif(sys.platform == "win32", reason="files of Unix")


def test_the_file_is_there_and_nothing_else(tmp_path: Path) -> None:
    save(str(tmp_path / "表.csv"), b"a")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("表.csv", b"a")]


def test_an_older_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    save(str(tmp_path / "a"), b"new")
    assert (tmp_path / "a").read_bytes() == b"new"


def test_a_file_that_was_read_is_never_written(tmp_path: Path) -> None:
    source = tmp_path / "a.json"
    source.write_bytes(b"source")
    (tmp_path / "sub").mkdir()
    for name in (source, tmp_path / "sub" / ".." / "a.json"):
        with pytest.raises(CannotWrite, match="読み込むファイルには書き出せません"):
            save(str(name), b"x", read=[str(source)])
    assert source.read_bytes() == b"source"


@posix
def test_nor_by_another_name(tmp_path: Path) -> None:
    source, link = tmp_path / "a.json", tmp_path / "b.json"
    source.write_bytes(b"source")
    link.symlink_to(source)
    with pytest.raises(CannotWrite):
        save(str(link), b"x", read=[str(source)])
    assert source.read_bytes() == b"source"


def test_when_one_of_several_cannot_be_written_none_is(tmp_path: Path) -> None:
    files = {tmp_path / "a": b"1", tmp_path / "nowhere" / "b": b"2"}
    with pytest.raises(CannotWrite, match="フォルダーがありません"):
        save_all(files)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="フォルダーです"):
        save(str(tmp_path), b"x")


@posix
def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not os.path.exists("/dev/full"):
        pytest.skip("no /dev/full")
    with pytest.raises(OSError, match="No space"):
        save("/dev/full", b"x" * 100_000)
    assert list(tmp_path.iterdir()) == []


@posix
def test_a_failure_of_the_disk_leaves_the_older_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_bytes(b"old")

    def fails(handle: int) -> None:
        raise OSError(28, "No space left on device", None)

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(OSError, match="a'"):
        save(str(tmp_path / "a"), b"new")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a", b"old")]


@posix
def test_a_new_file_has_the_usual_mode_and_an_old_one_keeps_its_own(tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(b"")
    (tmp_path / "old").chmod(0o640)
    before = os.umask(0o022)
    try:
        save_all({tmp_path / "old": b"1", tmp_path / "new": b"1"})
    finally:
        os.umask(before)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert modes == {"old": 0o640, "new": 0o644}


@posix
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    save(str(tmp_path / "link"), b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


def test_a_file_that_another_program_holds_is_told_by_its_own_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Windows does while Excel has the file open."""

    def held(source: str, target: Path) -> None:
        raise PermissionError(13, "held", source)

    monkeypatch.setattr(os, "replace", held)
    with pytest.raises(PermissionError) as told:
        save(str(tmp_path / "図書館.xlsx"), b"new")
    assert told.value.filename == str(tmp_path / "図書館.xlsx")
    assert not list(tmp_path.iterdir())
