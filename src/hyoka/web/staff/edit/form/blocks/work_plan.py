"""業務計画 — project, means, output indicator by fiscal year, course and reason."""

from django.utils.safestring import SafeString

from hyoka.layouts import WorkPlanBlock
from hyoka.sheet import DirectionSheet, Means, Place, Project, get
from hyoka.web.staff.edit.form.blocks.series import helps, series_rows
from hyoka.web.staff.edit.form.blocks.table import table
from hyoka.web.staff.edit.form.drawing import Drawing
from hyoka.web.staff.edit.form.grid import ROW, Percent, columns
from hyoka.web.staff.edit.form.markup import joined, tag
from hyoka.web.staff.edit.form.rows import add_button, held, row_tools
from hyoka.web.words import say

YEAR_SHARE = 1.3


def draw_work_plan(block: WorkPlanBlock, drawing: Drawing, direction: DirectionSheet) -> SafeString:
    at = Place(block.at.replace("*", direction.key))
    projects: tuple[Project, ...] = get(drawing.sheet, at).projects
    bodies = [_project(block, drawing, at, projects, index) for index in range(len(projects))]
    cells = (block.project, block.means_no, block.means, block.indicator)
    after = (block.course, block.reason, block.reform)
    shares: list[float | Percent] = [
        *(cell.width for cell in cells), ROW, *[YEAR_SHARE] * len(drawing.years), *(cell.width for cell in after),
    ]  # fmt: skip
    return tag(
        "div",
        table(
            block.heading.text,
            columns(shares),
            _header(block, drawing),
            bodies or [_empty(len(shares))],
            "plan",
        ),
        add_button(drawing, at, projects, say("事業を追加", "Add a project")),
        **held(drawing, at),
    )


def _header(block: WorkPlanBlock, drawing: Drawing) -> list[SafeString]:
    label = drawing.label
    upper = [
        label(block.project.label.text, "col", down=2),
        label(block.means.label.text, "colgroup", across=2, down=2),
        label(block.indicator.label.text, "col", down=2),
        label(block.series.text, "colgroup", across=1 + len(drawing.years)),
        *(label(cell.label.text, "col", down=2) for cell in (block.course, block.reason, block.reform)),
    ]
    lower = [label(block.year_label.text, "col"), *(label(year.short, "col") for year in drawing.years)]
    return [tag("tr", *upper), tag("tr", *lower)]


def _project(
    block: WorkPlanBlock, drawing: Drawing, at: Place, projects: tuple[Project, ...], index: int
) -> SafeString:
    project = projects[index]
    here = at / project.key
    rows: list[list[SafeString]] = []
    for number in range(len(project.means)):
        rows += _means(block, drawing, here, project.means, number)
    rows = rows or [[_blank(block, drawing)]]
    name = f"{project.no or ''} {project.name or ''}".strip()
    tools = joined(
        (
            row_tools(drawing, at, projects, index, name),
            add_button(drawing, here, project.means, say("手段を追加", "Add a means")),
        )
    )
    rows[0].insert(0, drawing.value(project, here, block.project, look="name", down=len(rows), below=tools))
    lines = [tag("tr", *row, class_="row--beside" if len(row) == 1 else None) for row in rows]
    return tag("tbody", *lines, data_row=here, **held(drawing, here))


def _means(
    block: WorkPlanBlock, drawing: Drawing, at: Place, every: tuple[Means, ...], index: int
) -> list[list[SafeString]]:
    means = every[index]
    here = at / means.key
    tall = len(block.rows) + 1
    value = drawing.value
    values_at = here / "indicator"
    first, *others = series_rows(means.indicator, values_at, block.rows, drawing, block.vocabularies)
    tools = row_tools(drawing, at, every, index, f"{means.no or ''} {means.text or ''}".strip())
    row = [
        value(means, here, block.means_no, look="figure", down=tall),
        value(means, here, block.means, look="name", down=tall, below=tools),
        value(means, here, block.indicator, look="name", down=tall),
        *first,
        value(means, here, block.course, look="figure", down=tall),
        value(means, here, block.reason, look="name", down=tall),
        value(means, here, block.reform, look="figure", down=tall),
    ]
    return [row, *others, [helps(means.indicator, values_at, drawing)]]


def _blank(block: WorkPlanBlock, drawing: Drawing) -> SafeString:
    words = say("手段・業務内容がまだありません", "No means yet")
    return tag("td", words, class_="cell cell--empty", colspan=7 + len(drawing.years))


def _empty(across: int) -> SafeString:
    words = say("まだ記入がありません", "Nothing filled in yet")
    return tag("tbody", tag("tr", tag("td", words, class_="cell cell--empty", colspan=across)))
