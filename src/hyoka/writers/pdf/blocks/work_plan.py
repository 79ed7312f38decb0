"""業務計画 — project, means, output indicator by fiscal year, course and reason."""

from hyoka.layouts import WorkPlanBlock
from hyoka.sheet import DirectionSheet, Indicator, Means, Project, get
from hyoka.writers.pdf.blocks.series import series_rows
from hyoka.writers.pdf.printing import Printing, label_width, spread, table

YEAR_SHARE = 0.95


def print_work_plan(block: WorkPlanBlock, printing: Printing, direction: DirectionSheet) -> str:
    plan = get(printing.sheet, block.at.replace("*", direction.key))
    return printing.heading(block.heading.text) + _Table(block, printing).set(plan.projects)


class _Table:
    """The block's table: the columns are measured once, then rows are set."""

    def __init__(self, block: WorkPlanBlock, printing: Printing) -> None:
        self.block, self.printing = block, printing
        label = label_width([block.year_label.text, *(cell.label.text for cell in block.rows)])
        count = len(printing.years)
        before = [block.project, block.means_no, block.means, block.indicator]
        after = [block.course, block.reason, block.reform]
        shares = [
            *(cell.width for cell in before),
            *[YEAR_SHARE] * count,
            *(cell.width for cell in after),
        ]
        widths = spread(printing.width - label, shares)
        self.before, self.years, self.after = widths[:4], widths[4 : 4 + count], widths[4 + count :]
        self.label = label
        self.tall = f"rowspan: {len(block.rows)}, "

    def set(self, projects: tuple[Project, ...]) -> str:
        cells = [cell for project in projects for cell in self._project(project)]
        used = sum(max(1, len(project.means)) for project in projects)
        for _ in range(self.block.blank_rows - used):
            cells += self._project(None)
        return table([*self.before, self.label, *self.years, *self.after], cells, self._header())

    def _header(self) -> list[str]:
        block, printing = self.block, self.printing
        project, number, means, indicator = self.before
        course, reason, reform = self.after
        both = "rowspan: 2, "
        return [
            printing.label(block.project.label.text, project, both),
            printing.label(block.means.label.text, number + means, f"colspan: 2, {both}"),
            printing.label(block.indicator.label.text, indicator, both),
            printing.label(
                block.series.text, self.label + sum(self.years), f"colspan: {1 + len(self.years)}, "
            ),
            printing.label(block.course.label.text, course, both),
            printing.label(block.reason.label.text, reason, both),
            printing.label(block.reform.label.text, reform, both),
            printing.label(block.year_label.text, self.label),
            *(
                printing.label(year.short, width)
                for year, width in zip(printing.years, self.years, strict=True)
            ),
        ]

    def _project(self, project: Project | None) -> list[str]:
        rows: tuple[Means | None, ...] = (project.means if project else ()) or (None,)
        spans = f"rowspan: {len(self.block.rows) * len(rows)}, "
        cells = [self.printing.value(project, self.block.project, self.before[0], spans=spans)]
        for means in rows:
            cells += self._means(means)
        return cells

    def _means(self, means: Means | None) -> list[str]:
        block, printing, spans = self.block, self.printing, self.tall
        _, number, text, name = self.before
        course, reason, reform = self.after
        indicator: Indicator | None = means.indicator if means else None
        first, *others = series_rows(indicator, block.rows, printing, self.label, self.years)
        return [
            printing.value(means, block.means_no, number, look="c", spans=spans),
            printing.value(means, block.means, text, spans=spans),
            printing.value(means, block.indicator, name, spans=spans),
            *first,
            printing.value(means, block.course, course, look="c", spans=spans),
            printing.value(means, block.reason, reason, spans=spans),
            printing.value(means, block.reform, reform, look="c", spans=spans),
            *(cell for row in others for cell in row),
        ]
