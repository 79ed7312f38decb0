"""業務計画 — project, means, output indicator by fiscal year, course and reason."""

from hyoka.layouts import WorkPlanBlock
from hyoka.sheet import DirectionSheet, Indicator, Means, Project, get
from hyoka.writers.pdf.blocks.series import blank_series, series_rows
from hyoka.writers.pdf.printing import Box, Printing, label_width, spread
from hyoka.writers.pdf.table import table

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

    def set(self, projects: tuple[Project, ...]) -> str:
        rows = [row for project in projects for row in self._project(project)]
        used = sum(max(1, len(project.means)) for project in projects)
        for _ in range(self.block.blank_rows - used):
            rows += self._blank()
        return table(
            [*self.before, self.label, *self.years, *self.after],
            rows,
            self._header(),
            least=self.printing.least,
        )

    def _header(self) -> list[list[Box]]:
        block, label = self.block, self.printing.label
        project, number, means, indicator = self.before
        course, reason, reform = self.after
        years = zip(self.printing.years, self.years, strict=True)
        upper = [
            label(block.project.label.text, project, down=2),
            label(block.means.label.text, number + means, across=2, down=2),
            label(block.indicator.label.text, indicator, down=2),
            label(block.series.text, self.label + sum(self.years), across=1 + len(self.years)),
            label(block.course.label.text, course, down=2),
            label(block.reason.label.text, reason, down=2),
            label(block.reform.label.text, reform, down=2),
        ]
        lower = [
            label(block.year_label.text, self.label),
            *(label(year.short, width) for year, width in years),
        ]
        return [upper, lower]

    def _project(self, project: Project | None) -> list[list[Box]]:
        every: tuple[Means | None, ...] = (project.means if project else ()) or (None,)
        rows = [row for means in every for row in self._means(means)]
        rows[0].insert(0, self.printing.value(project, self.block.project, self.before[0], down=len(rows)))
        return rows

    def _blank(self) -> list[list[Box]]:
        if self.printing.yellow:
            return self._project(None)
        return blank_series(self.before, self.label, self.years, self.after, self.block.rows, self.printing)

    def _means(self, means: Means | None) -> list[list[Box]]:
        block, value, tall = self.block, self.printing.value, len(self.block.rows)
        _, number, text, name = self.before
        course, reason, reform = self.after
        indicator: Indicator | None = means.indicator if means else None
        first, *others = series_rows(indicator, block.rows, self.printing, self.label, self.years)
        row = [
            value(means, block.means_no, number, look="c", down=tall),
            value(means, block.means, text, down=tall),
            value(means, block.indicator, name, down=tall),
            *first,
            value(means, block.course, course, look="c", down=tall),
            value(means, block.reason, reason, down=tall),
            value(means, block.reform, reform, look="c", down=tall),
        ]
        return [row, *others]
