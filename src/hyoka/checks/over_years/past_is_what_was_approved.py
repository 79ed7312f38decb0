"""過去の欄の値は、その年度の評価表で確定した値と一致する

前年度までの目標・実績・判定・予算額・決算額は、その年度の評価表で確定しています。翌年度の評価表に写すときの写しちがいか、
訂正がどちらか一方にしか届いていないときに食い違います。書き方だけの違い（全角と半角、桁区切り）は問いません。事務移管のあった年度の総括表の額も問いません。
根拠: 見た目が同じ表を毎年打ち直すことから起こる食い違い。年度の値はその年度の評価表のもの
直し方: 前年度の評価表で確かめる。前年度が誤りなら前年度を訂正し、この評価表が誤りなら直す。
"""

from collections.abc import Iterator

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.over_years.moved import anything_moved
from hyoka.layouts import describe
from hyoka.sheet import Place, Sheet, leaves
from hyoka.sheet.listing import class_of
from hyoka.sheet.part import YearRow
from hyoka.values import Amount, Entry, FiscalYear, Number, compare_key

# Of a column: what a person stated or a table holds. The reason beside a judgement may well be worded anew.
_FIELDS = frozenset({"target", "actual", "status", "budget", "budget_general", "settlement", "settlement_general", "carried_over"})  # fmt: skip


def past_is_what_was_approved(sheet: Sheet, around: Around) -> Iterator[Finding]:
    if not around.before:
        return
    last = around.before[0]
    is_moved = anything_moved((sheet, last), sheet.fiscal_year)
    approved = {str(place): value for place, value in leaves(last)}
    for place, value in leaves(sheet):
        year = _column_of(place)
        if year is None or year > last.fiscal_year or place.parts[-1] not in _FIELDS:
            continue
        if is_moved and place.is_within("/totals"):
            continue  # a total of other work
        there = approved.get(str(place))
        if there is None or not _is_written(value) or not _is_written(there) or _agree(value, there):
            continue
        yield Finding(
            check="past-is-what-was-approved",
            severity=Severity.WARNING,
            at=place,
            message=(
                f"{describe(around.layout, sheet, place)} は「{_words(value)}」ですが、{last.fiscal_year.wareki}の評価表では"
                f"「{_words(there)}」です。"
            ),
            places=(place,),
            fiscal_year=FiscalYear(year),
        )


def _column_of(place: Place) -> int | None:
    parts = place.parts
    if len(parts) < 2 or not parts[-2].isdecimal() or not issubclass(class_of(place.parent), YearRow):
        return None
    return int(parts[-2])


def _words(value: object) -> str:
    return (
        (value.written if isinstance(value, Entry | Amount) else value if isinstance(value, str) else None)
        or ""
    ).strip()


def _is_written(value: object) -> bool:
    """A blank may still be waiting for the figure, a cell that is not in the source says nothing."""
    return bool(_words(value))


def _agree(one: object, other: object) -> bool:
    if compare_key(_words(one)) == compare_key(_words(other)):
        return True
    if isinstance(one, Amount) and isinstance(other, Amount):
        return one.money is not None and one.money == other.money
    if isinstance(one, Entry) and isinstance(other, Entry):
        here, there = one.means, other.means
        return isinstance(here, Number) and isinstance(there, Number) and here == there
    return False
