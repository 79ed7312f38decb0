"""Whatever goes wrong is one line."""

import errno

import click
import pytest

from hyoka.cli.complaint import complain
from hyoka.layouts import NoSuchLayout


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (FileNotFoundError(errno.ENOENT, "No such file", "評価表.pdf"), "ファイルがありません: 評価表.pdf"),
        (PermissionError(errno.EACCES, "denied", "a"), "読み書きが許されていません: a"),
        (IsADirectoryError(errno.EISDIR, "is a directory", "a"), "ファイルではなくフォルダーです: a"),
        (OSError(errno.ENOSPC, "No space", "a"), "ディスクの空きがありません。何も書き出していません: a"),
        (OSError(errno.EIO, "Input/output error", "a"), "ファイルを扱えません（Input/output error）: a"),
        (MemoryError(), "メモリーが足りません。ファイルを減らすか、分けて実行してください。"),
        (NoSuchLayout("様式「x」は\nありません。"), "様式「x」は ありません。"),
        (click.ClickException("a\nb"), "a b"),
    ],
)  # fmt: skip
def test_what_can_be_named_is_named(error: Exception, told: str) -> None:
    assert complain(error) == told


def test_what_cannot_be_named_says_what_to_report() -> None:
    try:
        {}["行\n番号"]
    except KeyError as error:
        told = complain(error)
    assert "\n" not in told
    assert "不具合です" in told
    assert "KeyError" in told
    assert "test_complaint.py:" in told


def test_in_english_where_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HYOKA_LANG", "en")
    assert complain(FileNotFoundError(errno.ENOENT, "No such file", "a")) == "no such file: a"
