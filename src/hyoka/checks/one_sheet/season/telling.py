"""記入もれの言い方 — one finding per row of the form, naming its blank cells."""

from collections.abc import Iterator

from hyoka.checks.finding import Finding, Severity
from hyoka.checks.one_sheet.season.due import Due, blank_parts, blanks
from hyoka.layouts import Layout, Season, describe
from hyoka.sheet import Sheet


def tell(check: str, sheet: Sheet, layout: Layout, season: Season) -> Iterator[Finding]:
    """What is blank in this season."""
    for place, _ in blank_parts(sheet, layout, season):
        yield Finding(
            check=check,
            severity=Severity.WARNING,
            at=place,
            message=f"{describe(layout, sheet, place)} に何も書かれていません（{season.value}に記入。ないときは「なし」と書きます）。",
            places=(place,),
        )
    rows: dict[tuple[str, bool], list[Due]] = {}
    for due in blanks(sheet, layout, season):
        rows.setdefault((due.row, due.is_core), []).append(due)
    for dues in rows.values():
        yield _finding(check, sheet, layout, season, dues)


def _finding(check: str, sheet: Sheet, layout: Layout, season: Season, dues: list[Due]) -> Finding:
    first = dues[0]
    words = "、".join(dict.fromkeys(f"「{due.cell.label.text}」" for due in dues))
    in_year = [due for due in dues if str(int(sheet.fiscal_year)) in due.at.parts]
    return Finding(
        check=check,
        severity=Severity.WARNING if first.is_core else Severity.NOTE,
        at=first.at,
        message=f"{describe(layout, sheet, first.row)} の{words}が空欄です（{season.value}に記入）。",
        places=tuple(due.at for due in dues),
        fiscal_year=sheet.fiscal_year if in_year else None,
    )
