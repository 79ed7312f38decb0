"""後片付け — what only the whole sheet can tell: which direction a page without heading is about, which year it is."""

from collections.abc import Sequence

from hyoka.readers.form.draft import Direction, Draft, Found, Qualm
from hyoka.readers.form.labels import key_of
from hyoka.readers.reading import CannotRead, Doubt

_BY_ELIMINATION = Qualm(Doubt.GUESSED, "見出しが原資料にないため、前後の施策の方向と一覧から推定した")
_YEAR_BY_ACTUALS = Qualm(Doubt.GUESSED, "年度の見出しが原資料にないため、実績のある最後の年度とした")
_YEAR_BY_COLUMNS = Qualm(Doubt.GUESSED, "年度の見出しが原資料にないため、表の最初の年度とした")


def settle_directions(draft: Draft) -> None:
    """The list of the summary and the pages, made one. A page whose heading is lost may be the only one left."""
    _name_lost_pages(draft)
    pages = list(draft.pages)
    settled: list[Direction] = []
    for listed in draft.listed:
        page = next((page for page in pages if _same(page, listed)), None)
        if page is None:
            settled.append(listed)
            continue
        while pages[0] is not page and not any(_same(pages[0], other) for other in draft.listed):
            settled.append(pages.pop(0))
        pages.remove(page)
        _take_names(page, listed)
        settled.append(page)
    draft.pages = settled + pages


def _same(page: Direction, listed: Direction) -> bool:
    if page.no and listed.no:
        return key_of(page.no) == key_of(listed.no)
    return bool(page.text("name")) and key_of(page.text("name") or "") == key_of(listed.text("name") or "")


def _take_names(page: Direction, listed: Direction) -> None:
    """The list is printed first; another wording of the heading is kept as the second print."""
    heading = page.cells.get("name")
    for name in ("no", "name"):
        if name in listed.cells:
            page.cells[name] = listed.cells[name]
    if heading is not None and heading.text and key_of(heading.text) != key_of(listed.text("name") or ""):
        page.cells.setdefault("name again", heading)


def _name_lost_pages(draft: Draft) -> None:
    """Pages without heading between two known ones, if the list has exactly as many directions there."""
    index = 0
    while index < len(draft.pages):
        if draft.pages[index].cells.get("no") is not None:
            index += 1
            continue
        end = index
        while end < len(draft.pages) and draft.pages[end].cells.get("no") is None:
            end += 1
        lost = draft.pages[index:end]
        before = draft.pages[index - 1] if index else None
        after = draft.pages[end] if end < len(draft.pages) else None
        able = _between(draft.listed, before, after)
        if len(able) == len(lost):
            for page, listed in zip(lost, able, strict=True):
                page.qualms = [_BY_ELIMINATION]
                for name, found in listed.cells.items():
                    page.cells[name] = found
        index = end


def _between(
    listed: Sequence[Direction], before: Direction | None, after: Direction | None
) -> list[Direction]:
    begin = next(
        (i + 1 for i, one in enumerate(listed) if before and _same(before, one)),
        0 if before is None else None,
    )
    end = next(
        (i for i, one in enumerate(listed) if after and _same(after, one)),
        len(listed) if after is None else None,
    )
    return list(listed[begin:end]) if begin is not None and end is not None else []


def settle_fiscal_year(draft: Draft, layout_years: Sequence[int]) -> tuple[int, tuple[Qualm, ...]]:
    """The sheet's year: as a heading says, else the last year that has an actual.

    Raises CannotRead.
    """
    if draft.fiscal_year:
        return draft.fiscal_year[0], ()
    series = [*draft.outcomes.rows]
    for page in draft.pages:
        series += [means for project in page.work_plan.rows for means in project.rows]
    done = [year for row in series for year, cells in row.years.items() if _holds(cells.get("actual"))]
    done += [year for row in draft.totals.rows for year in row.years if _holds(row.cells.get("settlement"))]
    if done:
        return max(done), (_YEAR_BY_ACTUALS,)
    columns = [year for row in (*series, *draft.totals.rows) for year in row.years] or list(layout_years)
    if columns:
        return min(columns), (_YEAR_BY_COLUMNS,)
    raise CannotRead(
        "評価表の年度が分かりません（「平成30年度 …」のような見出しも、年度の列も見つかりません）。見出しのある頁を含めてください。"
    )


def _holds(found: Found | None) -> bool:
    return bool(found and found.text.strip())
