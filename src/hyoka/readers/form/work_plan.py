"""業務計画 — projects, their means, and the output indicator of each means."""

import re
from collections.abc import Sequence

from hyoka.layouts import Layout, WorkPlanBlock
from hyoka.readers.form.context import Context
from hyoka.readers.form.desk import Desk, tidy
from hyoka.readers.form.draft import Direction, Found, Part, Qualm, Row
from hyoka.readers.form.labels import key_of
from hyoka.readers.form.series import Group, Section, SeriesRow, lead_text, put_years, read_sections
from hyoka.readers.form.slots import split_number, take_apart_name
from hyoka.readers.form.wrap import split_where_known, split_where_line_ends_early
from hyoka.readers.reading import Doubt

_BEHIND = ("course", "reason", "reform")
_TOGETHER = Qualm(Doubt.MERGED, "手段・業務内容と活動指標が一つの欄になっていたため、行の長さから分けた")
_NOT_APART = Qualm(Doubt.MERGED, "手段・業務内容と活動指標が一つの欄になっていて、分け目が分からない")
_NO_PROJECT = Qualm(Doubt.UNCLEAR, "事業名の行が原資料にないため、どの事業の行か分からない")
_BY_PLACE = Qualm(Doubt.SHIFTED, "この行は欄の数が合わず、どの欄か確かでない")
_GUESSED_COLUMN = Qualm(Doubt.GUESSED, "見出しがないため、並びから推定した")
_NOT_A_COURSE = Qualm(Doubt.UNCLEAR, "方針の語彙にないことば")
_ONLY_NUMBER = re.compile(r"[0-9０-９]{1,3}[.．]?")


def read_work_plan(context: Context, block: int, rows: list[int]) -> None:
    """The work plan of the direction whose page this is."""
    desk = context.desk
    spec = desk.book.blocks[block]
    assert isinstance(spec, WorkPlanBlock)
    for row in rows:
        for column, text in desk.filled(row):
            if "heading" in desk.book.names_in(block, text):
                desk.tick(row, column)
    sections = list(
        read_sections(desk, _below_heading(desk, rows, block), block, spec.rows, _BEHIND, context.years)
    )
    read: list[Row] = []
    form_seen = False
    for section in sections:
        context.learn_years(list(section.years.values()), sure=section.qualm is None)
        for group in section.groups:
            if group.is_unused:
                form_seen = True
            else:
                _add(context, spec, group, section, read)
    direction = context.direction()
    if read and _is_of_another_page(direction, read[0]):
        direction = context.lost_direction()
    context.is_new_page = False
    plan = direction.work_plan
    plan.form_seen |= form_seen
    _join(plan, read)


def _below_heading(desk: Desk, rows: list[int], block: int) -> list[int]:
    return [
        row
        for row in rows
        if not any("heading" in desk.book.names_in(block, text) for _, text in desk.filled(row))
    ]


def _is_of_another_page(direction: Direction, first: Row) -> bool:
    """A second plan that begins again with project 1: the heading of its page is lost."""
    known = direction.work_plan.rows
    number = first.text("no")
    return bool(known and number and any(key_of(row.text("no") or "") == key_of(number) for row in known))


def _join(plan: Part, read: list[Row]) -> None:
    """A plan that goes on behind a page break goes on with its last project."""
    if plan.rows and read and not read[0].cells:
        plan.rows[-1].rows += read[0].rows
        read = read[1:]
    plan.rows += read


def _add(context: Context, spec: WorkPlanBlock, group: Group, section: Section, projects: list[Row]) -> None:
    """The group as a means, in its project."""
    columns = _columns(section)
    project = lead_text(group, columns[0])
    if project is not None and project.text:
        projects.append(Row(cells=take_apart_name(context.layout, spec.project.pattern, project)))
    elif group.first is None:
        projects.append(Row(qualms=[_NO_PROJECT]))
    elif not projects:
        projects.append(Row())
    means = Row()
    _put_names(context.desk, means, spec, group, columns)
    _put_course(context.desk, means, spec, group, section)
    put_years(group, section, means)
    projects[-1].rows.append(means)


def _columns(section: Section) -> tuple[Sequence[int], Sequence[int], Sequence[int]]:
    """The leading columns of the project, of the means (number and text), and of the indicator."""
    lead = section.lead
    heads = [at for at in (section.column("means_no"), section.column("means")) if at is not None]
    means, indicator = min(heads, default=None), section.column("indicator")
    if section.label is not None and lead != section.label:
        means = indicator = None
    if means is None or not 0 < means < lead:
        means = min(1, lead)
    if indicator is None or not means < indicator < lead:
        indicator = max(means, lead - 1)
    return range(means), range(means, indicator), range(indicator, lead)


def _put_names(
    desk: Desk, means: Row, spec: WorkPlanBlock, group: Group, columns: tuple[Sequence[int], ...]
) -> None:
    number, text = _numbered(group, columns[1])
    indicator = lead_text(group, columns[2])
    if number is not None and text is None and indicator is not None and indicator.text:
        raw = _raw(group, columns[2])
        parts = split_where_known(raw, desk.stands_elsewhere) or split_where_line_ends_early(raw)
        if parts:
            text, indicator = (indicator.saying(tidy(part)).doubted(_TOGETHER) for part in parts)
        else:
            indicator = indicator.doubted(_NOT_APART)
            means.qualms.append(_NOT_APART)
    means.put(spec.means_no.field, number)
    means.put(spec.means.field, text)
    means.put(spec.indicator.field, indicator)


def _raw(group: Group, columns: Sequence[int]) -> str:
    assert group.first is not None
    return " ".join(
        found.raw
        for found in (group.first.lead[c] for c in columns if c < len(group.first.lead))
        if found.text
    )


def _numbered(group: Group, columns: Sequence[int]) -> tuple[Found | None, Found | None]:
    """Number and text of a means: in two columns, or one behind the other in one."""
    first = group.first
    if first is None:
        return None, None
    cells = [first.lead[column] for column in columns if column < len(first.lead)]
    if len(cells) >= 2 and (_ONLY_NUMBER.fullmatch(cells[0].text) or not cells[0].text):
        number = cells[0].saying(cells[0].text.rstrip(".．"))
        text = lead_text(group, columns[1:])
        return (number, text) if not text or text.text or not number.text else (number, None)
    found = lead_text(group, columns)
    if found is None:
        return None, None
    if _ONLY_NUMBER.fullmatch(found.text):
        return found, None
    no, name = split_number(found.text)
    return found.saying(no), found.saying(name)


def _put_course(desk: Desk, means: Row, spec: WorkPlanBlock, group: Group, section: Section) -> None:
    """What stands behind the years: future course, reason, reform mark, of which some may share a cell."""
    first = group.first
    if first is None or first.order != 0:
        return
    begin = max(section.years, default=0)
    _doubt_shifted(desk.layout, spec, first, begin)
    cells = first.tail[begin:]
    reform = section.distance("reform", desk)
    if reform is None and section.column("reform") is not None:
        cells = [cell.doubted(_BY_PLACE) if cell else cell for cell in cells]
    if reform is None and section.column("course") is None and len(cells) not in (2, 3):
        for cell in cells:
            if cell is not None and cell.text:
                means.put(spec.course.field, cell.doubted(_GUESSED_COLUMN))
                break
        return
    if reform is None:
        reform = section.tail - 1 if len(cells) >= 2 else section.tail
    before, after = cells[: max(reform - 1 - begin, 0)], cells[max(reform - 1 - begin, 0) :]
    _put_course_and_reason(desk.layout, means, spec, [cell for cell in before if cell is not None])
    marks = [cell for cell in after if cell is not None]
    mark = next((cell for cell in marks if cell.text), marks[0] if marks else None)
    means.put(spec.reform.field, mark)


def _doubt_shifted(layout: Layout, spec: WorkPlanBlock, first: SeriesRow, begin: int) -> None:
    """A course that stands in a year: the row lost a cell, which a short row alone does not tell."""
    words = layout.vocabularies[spec.course.vocabulary].words if spec.course.vocabulary else ()
    if any(
        cell and cell.text and _is_course(cell.text, words) for cell in first.tail[max(begin - 1, 0) : begin]
    ):
        first.tail = [cell.doubted(_BY_PLACE) if cell else cell for cell in first.tail]


def _put_course_and_reason(layout: Layout, means: Row, spec: WorkPlanBlock, cells: list[Found]) -> None:
    words = layout.vocabularies[spec.course.vocabulary].words if spec.course.vocabulary else ()
    if not cells:
        return
    if len(cells) == 1:
        course, reason = _split_course(cells[0], words)
    else:
        course, reason = cells[0], next((cell for cell in cells[1:] if cell.text), cells[1])
        if words and course.text and not _is_course(course.text, words):
            split, rest = _split_course(course, words)
            if _is_course(split.text, words) and not reason.text:
                course, reason = split, rest
            else:
                course = course.doubted(_NOT_A_COURSE)
    means.put(spec.course.field, course)
    means.put(spec.reason.field, reason)


def _split_course(cell: Found, words: Sequence[str]) -> tuple[Found, Found]:
    """A course with its reason behind it in the same cell."""
    head, _, rest = cell.text.partition(" ")
    if not rest or _is_course(head, words):
        if words and head and not _is_course(head, words):
            return cell.doubted(_NOT_A_COURSE), cell.saying("")
        return cell.saying(head), cell.saying(rest.strip())
    return cell.saying("").doubted(_NOT_A_COURSE), cell.doubted(_NOT_A_COURSE)


def _is_course(text: str, words: Sequence[str]) -> bool:
    return key_of(text) in {key_of(word) for word in words}
