"""頭書きは、総括表とスケジュール表で同じである

所属・職員数・電話番号・施策名は、総括表とスケジュール表に同じものを印刷します。書き方だけの違い（全角と半角、空白）は
指摘しません。
根拠: 様式の頭書きは、一つの事実を二か所に印刷する
直し方: 正しいほうにそろえる。
"""

from collections.abc import Iterator

from hyoka.checks.around import Around, Reprinted
from hyoka.checks.finding import Finding, Severity
from hyoka.layouts import describe
from hyoka.sheet import Sheet, find
from hyoka.values import Entry, compare_key


def head_is_printed_alike(sheet: Sheet, around: Around) -> Iterator[Finding]:
    for reprint in around.reprints:
        written = _written(sheet, reprint)
        if not written or not reprint.written or _are_alike(written, reprint.written):
            continue
        keys = compare_key(written), compare_key(reprint.written)
        is_cut_short = keys[0] in keys[1] or keys[1] in keys[0]
        yield Finding(
            check="head-is-printed-alike",
            severity=Severity.WARNING if is_cut_short else Severity.ERROR,
            at=reprint.place,
            message=(
                f"{describe(around.layout, sheet, reprint.place)} は「{written}」ですが、"
                f"{reprint.where} では「{reprint.written}」です。"
            ),
            places=(reprint.place,),
            fiscal_year=sheet.fiscal_year,
        )


def _written(sheet: Sheet, reprint: Reprinted) -> str | None:
    value = find(sheet, reprint.place)
    return value.written if isinstance(value, Entry) else value if isinstance(value, str) else None


def _are_alike(one: str, other: str) -> bool:
    """The same but for spacing and width, or the same figure: 8人 and 8名."""
    if compare_key(one) == compare_key(other):
        return True
    figures = Entry.of(one).number, Entry.of(other).number
    return figures[0] is not None and figures[0] == figures[1]
