"""受付の開閉 — a season of a fiscal year opens with a deadline, gets another deadline, closes, opens again.

Late work is taken and marked 期限後; a closed round parks it. Two years may be open together.
"""

from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from hyoka.actions.editing import NotFound
from hyoka.actions.events import append_city, append_each
from hyoka.actions.moves import move
from hyoka.actions.refusal import NotAllowed, Refusal
from hyoka.layouts import Season
from hyoka.store.desk import begun_with, plans
from hyoka.store.models import CITY, Event, Kind, Round, SheetRecord
from hyoka.store.reach import options
from hyoka.workflow import Action, Actor, Move, may

FIRST, LAST = 1989, 2100  # 平成元年 to beyond any plan of a city


def open_round(
    *, fiscal_year: int, season: Season, deadline: datetime, by: Actor, at: datetime, op_id: str
) -> Round:
    """開く — open a season of a year, or open it again. Raises NotAllowed, Refusal."""
    _ask(by)
    if not FIRST <= fiscal_year <= LAST:
        raise Refusal(
            "E-VALUE", f"年度は {FIRST} から {LAST} の西暦で選んでください（見つかったもの: {fiscal_year}）。"
        )
    _to_come(deadline, at)
    with transaction.atomic():
        taken, _ = Round.objects.select_for_update().get_or_create(
            fiscal_year=fiscal_year, season=season.value
        )
        if _is_known(op_id):
            return taken
        if taken.is_open:
            raise Refusal(
                "E-OPEN",
                f"{season}の受付はもう開いています。締切を変えるときは「締切を変える」から入力してください。",
            )
        what = "reopen" if taken.opened_at else "open"
        taken.is_open, taken.opened_at, taken.closed_at = True, taken.opened_at or at, None
        taken.deadline = deadline
        taken.save()
        _tell(taken, what, by, at, op_id)
        return taken


def change_deadline(*, pk: int, deadline: datetime, by: Actor, at: datetime, op_id: str) -> Round:
    """締切を変える — always to a time to come. Raises NotAllowed, NotFound, Refusal."""
    _ask(by)
    _to_come(deadline, at)
    with transaction.atomic():
        taken = _held(pk)
        if _is_known(op_id) or taken.deadline == deadline:
            return taken
        if not taken.is_open:
            raise Refusal("E-CLOSED", "この受付は閉じています。締切を変えるには、もう一度開いてください。")
        had_passed = taken.deadline is not None and taken.deadline < at
        taken.deadline = deadline
        taken.save()
        if had_passed:
            _forgive(taken, by, at, op_id)
        _tell(taken, "deadline", by, at, op_id)
        return taken


def close_round(*, pk: int, by: Actor, at: datetime, op_id: str) -> Round:
    """閉じる — from now on what is typed is parked in the history. Raises NotAllowed, NotFound."""
    _ask(by)
    with transaction.atomic():
        taken = _held(pk)
        if _is_known(op_id) or not taken.is_open:
            return taken
        taken.is_open, taken.closed_at = False, at
        taken.save()
        _tell(taken, "close", by, at, op_id)
        return taken


class Begun(NamedTuple):
    """What became of one sheet: begun, or why not."""

    record: SheetRecord
    is_begun: bool
    message: str = ""


def begin_evaluation(*, pk: int, by: Actor, at: datetime, op_id: str, most: int | None = None) -> list[Begun]:
    """評価の開始 — every sheet of the year whose plan is fixed goes on to be evaluated, each for itself.

    `most`: so many of them now; called again with the same op id it goes on, and tells of all that it has begun.
    Raises NotAllowed, NotFound, Refusal.
    """
    _ask(by)
    taken = Round.objects.filter(pk=pk).first()
    if taken is None:
        raise NotFound(str(pk))
    if taken.season != Season.EVALUATION.value:
        raise Refusal("E-SEASON", "評価を始められるのは、評価時の受付だけです。")
    done = begun_with(taken.fiscal_year, op_id)
    ready, _ = plans(taken.fiscal_year)
    return [
        *(Begun(record, True) for record in done),
        *(_begin(record, by, at, op_id) for record in ready[:most]),
    ]


def _begin(record: SheetRecord, by: Actor, at: datetime, op_id: str) -> Begun:
    try:
        move(
            key=record.key, move=Move.BEGIN, by=by, at=at, seen=record.cells_seq, op_id=f"{op_id}:{record.pk}"
        )
    except Refusal as refusal:
        return Begun(record, False, refusal.message)
    except NotFound:  # taken away from this person's sight meanwhile
        return Begun(record, False, "この評価表は見つかりませんでした。")
    return Begun(record, True)


def _ask(by: Actor) -> None:
    if not may(by, Action.SEASONS, None, options()):
        raise NotAllowed


def _to_come(deadline: datetime, at: datetime) -> None:
    if deadline <= at:
        raise Refusal("E-DEADLINE", "締切は、いまより後の日時にしてください。")


def _held(pk: int) -> Round:
    taken = Round.objects.select_for_update().filter(pk=pk).first()
    if taken is None:
        raise NotFound(str(pk))
    return taken


def _is_known(op_id: str) -> bool:
    return Event.objects.filter(scope=CITY, kind=Kind.ROUND, body__op_id=op_id).exists()


def _tell(taken: Round, what: str, by: Actor, at: datetime, op_id: str) -> None:
    append_city(
        Kind.ROUND, by, at,
        {
            "op_id": op_id, "what": what, "fiscal_year": taken.fiscal_year, "season": taken.season,
            "deadline": taken.deadline.isoformat() if taken.deadline else "",
        },
    )  # fmt: skip


def _forgive(taken: Round, by: Actor, at: datetime, op_id: str) -> None:
    """延長 — a deadline that had passed was put off: the sheets are not 期限後 any more, and the history of each tells it.
    Each edit keeps its own mark.
    """
    late = SheetRecord.objects.filter(fiscal_year=taken.fiscal_year, season=taken.season, is_late=True)
    records = list(late.select_for_update(of=("self",)).order_by("key"))
    assert taken.deadline is not None
    append_each(
        records, Kind.ROUND, by, at,
        {"op_id": op_id, "what": "put off", "season": taken.season, "deadline": taken.deadline.isoformat()},
    )  # fmt: skip
    late.update(is_late=False)
