"""事務局の用事 — rounds, who is late, what waits for the office, what was sent back."""

from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Count, Q

from hyoka.store.desk import stage_counts
from hyoka.store.models import Round, SheetRecord
from hyoka.store.reach import visible
from hyoka.web.deadline import left
from hyoka.web.staff.home.section import MOST, Figure, Line, Mark, Section, sheet_line
from hyoka.web.templatetags.words import era, jst
from hyoka.web.words import say, term
from hyoka.workflow import Actor, Stage

_BEFORE_OFFICE = (Stage.DRAFT, Stage.CHIEF, Stage.HEAD, Stage.DIRECTOR)


def office(actor: Actor, taken: dict[tuple[int, str], Round], now: datetime) -> list[Section]:
    seen = visible(actor)
    return [_figures(seen, taken, now), _rounds(seen, taken, now), _returned(seen, now)]


def _figures(seen, taken: dict[tuple[int, str], Round], now: datetime) -> Section:  # type: ignore[no-untyped-def]
    overdue = Q(pk__in=())
    for (fiscal_year, season), one in taken.items():
        if one.is_open and one.deadline and now > one.deadline:
            overdue |= Q(fiscal_year=fiscal_year, season=season)
    is_before = Q(stage__in=[stage.value for stage in _BEFORE_OFFICE])
    counted = seen.order_by().aggregate(
        overdue=Count("pk", filter=overdue & is_before),
        waiting=Count("pk", filter=Q(stage=Stage.OFFICE.value)),
        late=Count("pk", filter=Q(is_late=True) & ~Q(stage__in=(Stage.FINAL.value, Stage.PUBLISHED.value))),
        ready=Count("pk", filter=Q(stage=Stage.FINAL.value)),
    )
    return Section(
        key="figures",
        title=say("いまの様子", "At a glance"),
        figures=(
            Figure(counted["waiting"], say("事務局の確認待ち", "Waiting for the office"), _list(stage=Stage.OFFICE), counted["waiting"] > 0),
            Figure(counted["overdue"], say("締切を過ぎて未提出", "Overdue"), "/remind/", counted["overdue"] > 0),
            Figure(counted["late"], say("期限後に動いた", "Handed in late"), _list(late="1")),
            Figure(counted["ready"], say("確定・公表前", "Final, not published"), _list(stage=Stage.FINAL)),
        ),
        url="/board/",
        action=say("進み具合を見る", "See the progress"),
    )  # fmt: skip


def _rounds(seen, taken: dict[tuple[int, str], Round], now: datetime) -> Section:  # type: ignore[no-untyped-def]
    stages = stage_counts(seen)
    lines = []
    for key, one in taken.items():
        if not one.is_open:
            continue
        counts = stages.get(key, {})
        done = sum(many for stage, many in counts.items() if Stage(stage).is_fixed)
        due = left(one.deadline, now)
        lines.append(
            Line(
                f"/board/?{urlencode({'year': key[0], 'season': key[1]})}",
                f"{era(key[0])} {term(key[1])}",
                say(
                    f"確定 {done} ／ {sum(counts.values())} 件・締切 {jst(one.deadline)}",
                    f"{done} of {sum(counts.values())} final, due {jst(one.deadline)}",
                ),
                (Mark(due.words, "late" if due.tone == "late" else "plain"),) if due else (),
            )
        )
    return Section(
        key="rounds",
        title=say("受付中の年度と時期", "Open rounds"),
        count=len(lines),
        lines=tuple(lines),
        nothing=say("開いている受付はありません。", "No round is open."),
        url="/seasons/",
        action=say("年度と締切を開閉する", "Open and close rounds"),
    )


def _returned(seen, now: datetime) -> Section:  # type: ignore[no-untyped-def]
    found = seen.filter(stage=Stage.DRAFT.value).exclude(returned_note="")
    records: list[SheetRecord] = list(found.order_by("-stage_since", "pk"))
    return Section(
        key="returned",
        title=say("差し戻して直しを待つ評価表", "Sent back, not yet mended"),
        count=len(records),
        lines=tuple(sheet_line(record, now, note=record.returned_note) for record in records[:MOST]),
        nothing=say("差戻し中の評価表はありません。", "None."),
        url="/remind/",
        action=say("督促する", "Send reminders"),
    )


def _list(**wanted: object) -> str:
    return f"/sheets/?{urlencode({name: str(value) for name, value in wanted.items()})}"
