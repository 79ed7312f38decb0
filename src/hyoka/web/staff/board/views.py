"""進み具合 — the board as a picture, as a table, as a file."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe

from hyoka.layouts import Season
from hyoka.store.board import BoardFilter, BoardRow, board
from hyoka.store.reach import options, route
from hyoka.web.charts import Bar, Board
from hyoka.web.deadline import JAPAN, left
from hyoka.web.listing import Listed, as_file
from hyoka.web.policy import screen
from hyoka.web.staff.board.asking import asked, choices, in_order, query, sort_key
from hyoka.web.templatetags.words import era
from hyoka.web.words import say, term
from hyoka.workflow import Action, Stage, may
from hyoka.writers.list_file import Cell

_MOST_BARS = 14  # more divisions than that are shown by department


@screen(Action.BOARD)
def page(request: HttpRequest) -> HttpResponse:
    among = choices(request.actor)
    wanted, sort = asked(request, among), sort_key(request)
    rows = in_order(board(request.actor, wanted), sort)
    stages = _stages(rows)
    chart = _chart(rows, stages)
    shown = {
        "among": among,
        "wanted": wanted,
        "title": _title(wanted),
        "seasons": [season.value for season in Season],
        "columns": _columns(stages),
        "rows": [_shown(row, stages, wanted, request) for row in rows],
        "sums": _sums(rows, stages),
        "sort": sort,
        "query": query(wanted),
        "chart": mark_safe(chart.svg()),  # charts escapes every word
        "legend": [(name, mark_safe(swatch)) for name, swatch in chart.legend()],
        "chart_title": chart.title,
        "may_remind": may(request.actor, Action.REMIND, None, options()),
    }
    return render(request, "board/page.html", shown)


@screen(Action.BOARD)
def table(request: HttpRequest, format: str) -> HttpResponse:
    """The same table for Excel; nothing in it can run, and the history tells that it was taken."""
    wanted, sort = asked(request, choices(request.actor)), sort_key(request)
    rows = in_order(board(request.actor, wanted), sort)
    stages = _stages(rows)
    headings = ["部", "課", *(stage.value for stage in stages), "計", "締切", "期限後", "要修正", "うち理由のないもの", "要確認", "未解決のコメント", "最後に触れた日時", "最後に触れた人"]  # fmt: skip
    cells: list[list[Cell]] = [
        [
            row.department, row.name, *(row.stages.get(stage.value, 0) for stage in stages), row.total,
            _stamp(row.deadline), row.late, row.errors, row.unexplained, row.warnings, row.comments,
            _stamp(row.touched_at), row.touched_by,
        ]
        for row in rows
    ]  # fmt: skip
    question = dict(parse_qsl(query(wanted)))
    return as_file(request, Listed("board", say("進み具合", "Progress"), headings, cells, question), format)


def _stamp(moment: datetime | None) -> str:
    return f"{moment.astimezone(JAPAN):%Y-%m-%d %H:%M}" if moment else ""


def _stages(rows: Iterable[BoardRow]) -> list[Stage]:
    """The city's steps, and any other at which a sheet still stands."""
    held = {stage for row in rows for stage in row.stages}
    return [stage for stage in Stage if stage in route() or stage.value in held]


def _title(wanted: BoardFilter) -> str:
    words = (era(wanted.fiscal_year), term(wanted.season), wanted.department)
    return " ".join(word for word in words if word) or say("すべての年度", "All years")


def _columns(stages: Iterable[Stage]) -> list[dict[str, Any]]:
    numbers = [(stage.value, term(stage)) for stage in stages]
    numbers.append(("total", say("計", "Total")))
    told = [
        ("late", term("期限後")),
        ("unexplained", term("要修正")),
        ("warnings", term("要確認")),
        ("comments", say("コメント", "Comments")),
    ]
    return [
        {"key": "division", "label": say("課", "Division")},
        *({"key": key, "label": label, "number": True} for key, label in numbers),
        {"key": "left", "label": say("締切まで", "Days left")},
        *({"key": key, "label": label, "number": True} for key, label in told),
        {"key": "touched", "label": say("最後の動き", "Last touched")},
    ]


def _shown(
    row: BoardRow, stages: Iterable[Stage], wanted: BoardFilter, request: HttpRequest
) -> dict[str, Any]:
    def link(**more: object) -> str:
        held = {"year": wanted.fiscal_year or "", "season": wanted.season, "division": row.division, **more}
        return f"/sheets/?{urlencode(held)}"

    return {
        "row": row,
        "url": link(),
        "stages": [(row.stages.get(stage.value, 0), link(stage=stage.value)) for stage in stages],
        "left": left(row.deadline, request.now),
        "late_url": link(late="1"),
        "unexplained_url": link(findings="unexplained"),
        "warnings_url": link(findings="warnings"),
    }


def _sums(rows: list[BoardRow], stages: Iterable[Stage]) -> dict[str, Any]:
    return {
        "stages": [sum(row.stages.get(stage.value, 0) for row in rows) for stage in stages],
        "total": sum(row.total for row in rows),
        "late": sum(row.late for row in rows),
        "unexplained": sum(row.unexplained for row in rows),
        "warnings": sum(row.warnings for row in rows),
        "comments": sum(row.comments for row in rows),
    }


def _chart(rows: list[BoardRow], stages: list[Stage]) -> Board:
    """Bars by division; by department where there are many."""
    is_short = len(rows) <= _MOST_BARS
    counts: dict[str, list[int]] = {}
    for row in sorted(rows, key=lambda row: (row.order, row.name)):
        bar = counts.setdefault(row.name if is_short else row.department, [0] * len(stages))
        for at, stage in enumerate(stages):
            bar[at] += row.stages.get(stage.value, 0)
    title = (
        say("課ごとの段階", "Stages by division") if is_short else say("部ごとの段階", "Stages by department")
    )
    bars = tuple(Bar(name, tuple(many)) for name, many in counts.items())
    return Board(title, tuple(term(stage) for stage in stages), bars, total_word=say("計", "Total"))
