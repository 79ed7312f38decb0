"""移管の付記 — what a transfer leaves on the form: 「H31広報広聴課へ事務移管」 in the column of reasons, as cities print it."""

from collections.abc import Collection, Iterator

from hyoka.sheet import Place, Sheet, each_project
from hyoka.values import FiscalYear


def note_of_giving(year: FiscalYear, division: str) -> str:
    """What the sheet says that gives the work away.

    >>> note_of_giving(FiscalYear(2019), "広報広聴課")
    'R01広報広聴課へ事務移管'
    """
    return f"{year.short}{division}へ事務移管"


def note_of_taking(year: FiscalYear, division: str) -> str:
    """What the sheet says that takes it over.

    >>> note_of_taking(FiscalYear(2018), "広報広聴課")
    'H30広報広聴課から事務移管'
    """
    return f"{year.short}{division}から事務移管"


def noted(sheet: Sheet, rows: Collection[str], note: str) -> Iterator[tuple[Place, str]]:
    """The cells in which the note is to stand, each with its new text: the reasons of all means of the moved work.

    `rows`: keys of projects and directions. A reason that has the note already stays as it is.
    """
    for direction, project, at in each_project(sheet):
        if project.key not in rows and direction.key not in rows:
            continue
        for means in project.means:
            said = means.reason or ""
            if note not in said:
                yield at / means.key / "reason", f"{said} {note}".strip()
