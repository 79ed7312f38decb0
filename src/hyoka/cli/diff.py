"""hyoka diff — what changed between two sheets, cell by cell, 前 and 後."""

import json
from collections.abc import Iterator
from itertools import takewhile
from typing import Any

import click

from hyoka.cli.app import FAILED
from hyoka.cli.command import Command, OneOf
from hyoka.cli.files import layout_of, layout_option, output_option, read_sheets
from hyoka.cli.naming import shown, title_of
from hyoka.cli.output import STDOUT, save
from hyoka.cli.words import say
from hyoka.layouts import Layout, describe, printed_fields
from hyoka.layouts.comparing import says_nothing
from hyoka.sheet import Change, Op, Sheet, diff
from hyoka.sheet.matching import match_rows

LONG, CONTEXT = 40, 12


class NotOneSheet(Exception):
    """A file with several sheets cannot be compared as one. The message is meant for the person."""


def _diff(
    before: str, after: str, format: str, everything: bool, layout: str | None, output: str | None
) -> int:
    pair = [_one_sheet(name, layout) for name in (before, after)]
    old, new = pair
    if old is None or new is None:
        return FAILED
    old = match_rows(old, new)
    form = layout_of(new, layout)
    found = diff(old, new)
    changes = found if everything or format == "json" else tuple(_on_paper(form, found))
    if format == "json":
        said = json.dumps(
            [_as_json(form, old, new, change) for change in changes], ensure_ascii=False, indent=1
        )
    else:
        said = "\n".join(_lines(form, old, new, changes, len(found) - len(changes)))
    if output in (None, STDOUT):
        click.echo(said)
    else:
        save(str(output), (click.unstyle(said) + "\n").encode(), read=(before, after))
    return int(bool(changes))


def _one_sheet(name: str, layout: str | None) -> Sheet | None:
    sheets = read_sheets((name,), layout)
    if sheets is None:
        return None
    if len(sheets) != 1:
        raise NotOneSheet(
            say(
                f"評価表が {len(sheets)} 冊あります: {name}（一冊だけのファイルを指定してください）",
                f"{name} holds {len(sheets)} sheets; name files of one sheet each",
            )
        )
    return sheets[0]


def _on_paper(layout: Layout, changes: tuple[Change, ...]) -> Iterator[Change]:
    """The changes that the printed form would show.

    Not the fields it does not print (series, kinds of target …), a year's column with nothing in it, or a cell that
    is blank in the one and not in the source of the other: a sheet read from paper says nothing else by it.
    """
    printed = printed_fields(layout)
    for change in changes:
        if not says_nothing(change, printed):
            yield change


def _lines(layout: Layout, old: Sheet, new: Sheet, changes: tuple[Change, ...], hidden: int) -> Iterator[str]:
    yield f"{say('前', '-')}: {title_of(old)}"
    yield f"{say('後', '+')}: {title_of(new)}"
    yield ""
    for change in changes:
        yield from _change(layout, old, new, change)
    yield (
        say(f"違い {len(changes)} 件", f"{len(changes)} differences")
        if changes
        else say("違いはありません。", "no difference")
    )
    if hidden:
        yield say(
            f"ほかに、様式に印刷されない違いが {hidden} 件あります（--all で表示）。",
            f"{hidden} more that the form does not print (--all shows them)",
        )


def _change(layout: Layout, old: Sheet, new: Sheet, change: Change) -> Iterator[str]:
    where = _where(layout, old, new, change)
    match change.edit.op:
        case Op.ADD:
            yield f"{click.style(say('追加', 'added'), fg='green')}  {where}"
        case Op.REMOVE:
            yield f"{click.style(say('削除', 'removed'), fg='red')}  {where}"
        case Op.MOVE:
            yield f"{click.style(say('移動', 'moved'), fg='blue')}  {where}"
        case Op.SET:
            yield f"{click.style(say('変更', 'changed'), fg='yellow')}  {where}"
            before, after = _side_by_side(layout, change)
            yield f"    {say('前', '-')}  {before}"
            yield f"    {say('後', '+')}  {after}"
    yield ""


def _side_by_side(layout: Layout, change: Change) -> tuple[str, str]:
    """Both values; of long texts the part that differs, with a few characters around it."""
    before, after = change.before, change.edit.value
    if isinstance(before, str) and isinstance(after, str) and max(len(before), len(after)) > LONG:
        return cut_to_difference(before, after)
    return shown(layout, before, after), shown(layout, after, before)


def cut_to_difference(before: str, after: str) -> tuple[str, str]:
    """The part of two texts that differs.

    >>> cut_to_difference("市民が使う手続を三つ増やす。" * 2, "市民が使う手続を三つ増やす。市民が使う手続を五つ増やす。")
    ('…増やす。市民が使う手続を三つ増やす。', '…増やす。市民が使う手続を五つ増やす。')
    """
    start = _alike(before, after)
    end = _alike(before[start:][::-1], after[start:][::-1])
    return _around(before, start, len(before) - end), _around(after, start, len(after) - end)


def _alike(before: str, after: str) -> int:
    """How many characters both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False)))


def _around(text: str, start: int, end: int) -> str:
    first, last = max(start - CONTEXT, 0), min(end + CONTEXT, len(text))
    cut = " ".join(text[first:last].split()) or say("（空欄）", "(blank)")
    return ("…" if first else "") + cut + ("…" if last < len(text) else "")


def _where(layout: Layout, old: Sheet, new: Sheet, change: Change) -> str:
    """A row that went is named by the sheet that had it."""
    return describe(layout, old if change.edit.op is Op.REMOVE else new, change.edit.place)


def _as_json(layout: Layout, old: Sheet, new: Sheet, change: Change) -> dict[str, Any]:
    return {**change.model_dump(mode="json"), "where": _where(layout, old, new, change)}


command = Command(
    name="diff",
    callback=_diff,
    params=[
        click.Argument(["before"], metavar=say("前", "A"), type=click.Path(allow_dash=True)),
        click.Argument(["after"], metavar=say("後", "B"), type=click.Path(allow_dash=True)),
        click.Option(["--format", "format"], type=OneOf(("text", "json")), default="text", metavar="text|json", help=say(
            "text は画面で読む形、json はプログラム向け。", "text to read, json for programs.",
        )),
        click.Option(["--all", "everything"], is_flag=True, help=say(
            "様式に印刷されない違い（系列、空欄か原資料にないか、など）も示す。", "Also what the form does not print.",
        )),
        layout_option(),
        output_option(say("書き出すファイル。省くと画面に出す。", "File to write; the screen when left out.")),
    ],
    help=say(
        """
二つの評価表の違いを、欄ごとに、前と後を並べて示します。行は、同じキーを持つもの、同じ名称、よく似た名称の順に対応させるので、
昨年度と今年度、PDF と Excel のように別々に作られたものも比べられます。

  hyoka diff 提出.xlsx 修正後.xlsx
  hyoka diff 昨年度.pdf 今年度.xlsx

終了コード: 0 示す違いなし。1 違いあり。2 読めないファイルがあった。
""",
        """
Shows what differs between two sheets, cell by cell, before and after. Rows are matched by key, then by name, then by
almost the same name: sheets of two years, or a PDF and a workbook, can be compared.

  hyoka diff submitted.xlsx corrected.xlsx

Exit code: 0 no difference; 1 some; 2 a file could not be read.
""",
    ),
)  # fmt: skip
