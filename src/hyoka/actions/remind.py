"""督促する — tell by e-mail and on the home page whose sheets are waited for.

No letter is sent while the database is held: what is to be sent is written down first, then sent, then marked with
what became of it. Whom the mail server refused is not recorded as reminded, and the person who sends is told the names.
Where the program was stopped in between, nobody knows who has got a letter: that is said, and none is sent by itself.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction

from hyoka.actions.events import append_city
from hyoka.actions.refusal import NotAllowed, Refusal
from hyoka.store.actors import SYSTEM
from hyoka.store.desk import UNDER_WAY, holders, in_open_rounds, rounds
from hyoka.store.models import Kind, Person, Reach, Reminder, Round, SheetRecord
from hyoka.store.reach import options, visible
from hyoka.values import FiscalYear
from hyoka.workflow import Action, Actor, Stage, may

JAPAN = ZoneInfo("Asia/Tokyo")
MOST = 1_000  # sheets at once
LONGEST = timedelta(minutes=10)  # of sending: after that it was interrupted


class Letter(NamedTuple):
    """What one person will get."""

    person: Person
    sheets: tuple[SheetRecord, ...]
    subject: str
    text: str


class Plan(NamedTuple):
    letters: tuple[Letter, ...]
    today: tuple[SheetRecord, ...]  # already reminded today, left out
    nobody: tuple[SheetRecord, ...]  # nobody holds the post that is waited for


class Sent(NamedTuple):
    by_mail: tuple[str, ...]  # names
    on_page: tuple[str, ...]  # no address is known: they see it on their home page
    sheets: int


class MailFailed(Refusal):
    """Some letters did not go out. `reached` is recorded, the others are as if never asked."""

    def __init__(self, reached: Sequence[str], missed: Sequence[str]) -> None:
        got = (
            f"{'、'.join(reached)} には届けました（記録しました）。"
            if reached
            else "だれにも送っていません。"
        )
        super().__init__(
            "E-MAIL",
            f"メールを送れませんでした: {'、'.join(missed)}。{got}"
            "メールのサーバーの設定を管理者に確かめてから、残りの人にもう一度送ってください。",
        )
        self.reached, self.missed = tuple(reached), tuple(missed)


def plan(*, keys: Sequence[str], by: Actor, at: datetime, forced: bool = False) -> Plan:
    """Who would get what, without sending anything. Raises NotAllowed."""
    _ask(by)
    records = _waited_for(keys, by)
    today = () if forced else _reminded_today(records, at)
    asked = [record for record in records if record not in today]
    held = holders(asked, at.astimezone(JAPAN).date())
    of_person: dict[Person, list[SheetRecord]] = {}
    for record in asked:
        for person in held[record.pk]:
            of_person.setdefault(person, []).append(record)
    taken = rounds()
    letters = [
        Letter(person, tuple(sheets), _SUBJECT, _text(person, sheets, taken, at))
        for person, sheets in sorted(of_person.items(), key=lambda pair: pair[0].login)
    ]
    return Plan(tuple(letters), tuple(today), tuple(record for record in asked if not held[record.pk]))


def remind(*, keys: Sequence[str], by: Actor, at: datetime, op_id: str, forced: bool = False) -> Sent:
    """Send the reminders. Sent twice with one op id, they go out once.

    Raises NotAllowed, Refusal, MailFailed.
    """
    _ask(by)
    settle(at=at)
    with transaction.atomic():
        # The sheets are held while it is looked up and written down: nobody else sends the same meanwhile.
        list(SheetRecord.objects.select_for_update(of=("self",)).filter(key__in=keys).order_by("key"))
        known = _known(op_id)
        if known is not None:
            return known
        letters = _claim(keys, by, at, op_id, forced)
    missed = _send(letters)
    return _finish(letters, missed, by, at, op_id)


def settle(*, at: datetime) -> int:
    """途中で止まった督促 — how many were on their way too long and are now said to be unsure. Sending goes on all the same
    where it is only slow, and says in the end what became of each.
    """
    with transaction.atomic():
        stale = Reminder.objects.select_for_update(of=("self",)).filter(
            reach=Reach.SENDING, at__lt=at - LONGEST
        )
        held = list(stale.select_related("person", "sheet").order_by("pk"))
        for op_id in sorted({one.op_id for one in held}):
            mine = [one for one in held if one.op_id == op_id]
            append_city(Kind.REMIND, SYSTEM, at, {"what": "unsure", **_whom(op_id, mine)})
        sent = Reminder.objects.filter(pk__in=[one.pk for one in held])
        sent.filter(person__email="").update(reach=Reach.PAGE)
        sent.filter(reach=Reach.SENDING).update(reach=Reach.UNSURE)
    return len(held)


def _whom(op_id: str, reminders: Iterable[Reminder]) -> dict[str, Any]:
    found = list(reminders)
    return {
        "op_id": op_id,
        "people": sorted({one.person_id for one in found}),
        "sheets": sorted({one.sheet.key for one in found}),
    }


def _claim(keys: Sequence[str], by: Actor, at: datetime, op_id: str, forced: bool) -> tuple[Letter, ...]:
    """Write down what is about to be sent. Raises Refusal."""
    letters = plan(keys=keys, by=by, at=at, forced=forced).letters
    if not letters:
        raise Refusal(
            "E-NOBODY",
            "督促する相手がいません。今日すでに督促したか、評価表が先に進んだか、その役割の人がいません。",
        )
    Reminder.objects.bulk_create(
        Reminder(op_id=op_id, sheet=record, person=letter.person, sent_by_id=by.person or None, at=at, stage=record.stage)
        for letter in letters
        for record in letter.sheets
    )  # fmt: skip
    return letters


def _send(letters: Sequence[Letter]) -> list[Letter]:
    """One connection for all; a letter that fails does not keep the others back. Returns those that failed."""
    addressed = [letter for letter in letters if letter.person.email]
    missed: list[Letter] = []
    connection = get_connection()
    try:
        connection.open()
    except OSError:  # smtplib's own exceptions are OSErrors
        return addressed
    try:
        for letter in addressed:
            message = EmailMessage(
                letter.subject, letter.text, to=[letter.person.email], connection=connection
            )
            try:
                message.send()
            except (OSError, ValueError):  # ValueError: an address that is none
                missed.append(letter)
    finally:
        connection.close()
    return missed


def _finish(letters: Sequence[Letter], missed: list[Letter], by: Actor, at: datetime, op_id: str) -> Sent:
    """Mark what became of each letter. Raises MailFailed where some did not go out."""
    reached = [letter for letter in letters if letter not in missed]
    with transaction.atomic():
        mine = Reminder.objects.filter(op_id=op_id)
        mine.filter(person__in=[letter.person for letter in missed]).delete()
        mine.filter(person__email="").update(reach=Reach.PAGE)
        mine.exclude(person__email="").update(reach=Reach.MAIL)
        if reached:
            append_city(Kind.REMIND, by, at, _whom(op_id, mine.select_related("sheet")))
    if missed:
        raise MailFailed(
            [letter.person.name for letter in reached], [letter.person.name for letter in missed]
        )
    return _known(op_id) or Sent((), (), 0)


def _known(op_id: str) -> Sent | None:
    sent = list(Reminder.objects.filter(op_id=op_id).select_related("person"))
    if not sent:
        return None
    if any(one.reach == Reach.SENDING for one in sent):
        raise Refusal("E-SENDING", "この督促はいま送っています。少し待って、督促の記録を確かめてください。")
    if any(one.reach == Reach.UNSURE for one in sent):
        raise Refusal(
            "E-UNSURE",
            "この督促は送る途中で止まり、メールが届いたか分かりません。ひとりでに送り直すことはありません。"
            "相手に確かめるか、「それでも今日もう一度送る」で送ってください。",
        )
    names = {
        reach: dict.fromkeys(one.person.name for one in sent if one.reach == reach)
        for reach in (Reach.MAIL, Reach.PAGE)
    }
    return Sent(tuple(names[Reach.MAIL]), tuple(names[Reach.PAGE]), len({one.sheet_id for one in sent}))


def _ask(by: Actor) -> None:
    if not may(by, Action.REMIND, None, options()):
        raise NotAllowed


def _waited_for(keys: Sequence[str], by: Actor) -> list[SheetRecord]:
    """Of the sheets asked for those that somebody still has to act on, and may: a closed round waits for nobody."""
    found = visible(by).filter(in_open_rounds(rounds()), key__in=list(keys)[:MOST], stage__in=UNDER_WAY)
    return list(found.order_by("division", "-fiscal_year", "measure_no"))


def _reminded_today(records: Sequence[SheetRecord], at: datetime) -> tuple[SheetRecord, ...]:
    here = at.astimezone(JAPAN)
    midnight = here.replace(hour=0, minute=0, second=0, microsecond=0)
    told = set(
        Reminder.objects.filter(sheet__in=records, at__gte=midnight).values_list("sheet_id", flat=True)
    )
    return tuple(record for record in records if record.pk in told)


# ── the letter: what and by when; nothing of what anybody wrote ───────────

_SUBJECT = "【行政評価】評価表の手続きをお願いします"
_ASKED = {
    Stage.DRAFT: "記入と提出",
    Stage.CHIEF: "係長の確認",
    Stage.HEAD: "課長の確認",
    Stage.DIRECTOR: "部長の確認",
    Stage.OFFICE: "事務局の確認",
}


def _text(
    person: Person, sheets: Sequence[SheetRecord], taken: dict[tuple[int, str], Round], at: datetime
) -> str:
    lines = [f"{person.name} 様", "", "次の評価表の手続きが済んでいません。", ""]
    for record in sheets:
        wareki = FiscalYear(record.fiscal_year).wareki
        one = taken.get((record.fiscal_year, record.season))
        lines.append(
            f"・{wareki} {record.season} {record.division.name} 施策{record.measure_no} {record.measure}"
            f" — {_ASKED[Stage(record.stage)]}{_by_when(one, at)}"
        )
        if settings.HYOKA_URL:
            lines.append(f"  {settings.HYOKA_URL.rstrip('/')}/sheets/{record.key}/")
    return "\n".join([*lines, "", "このメールは行政評価システムから送っています。返信しても届きません。", ""])


def _by_when(taken: Round | None, at: datetime) -> str:
    if taken is None or taken.deadline is None:
        return ""
    here, day = taken.deadline.astimezone(JAPAN), at.astimezone(JAPAN).date()
    passed = f"、{_days(day, here.date())}過ぎています" if at > taken.deadline else ""
    return f"（締切 {here.month}月{here.day}日 {here:%H:%M}{passed}）"


def _days(today: date, due: date) -> str:
    return f"{(today - due).days}日" if today > due else ""
