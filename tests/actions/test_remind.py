"""督促 — the right people are told once, nobody is recorded who was not reached, nothing private is written."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from tests.office import NOW, a_division, a_person, a_sheet, actor, change, make_move, save

from hyoka.actions import remind as reminding
from hyoka.actions.assign import assign
from hyoka.actions.events import verify
from hyoka.actions.refusal import NotAllowed, Refusal
from hyoka.actions.remind import MailFailed, plan, remind, settle
from hyoka.actions.rounds import close_round
from hyoka.actions.work import Worker
from hyoka.layouts import Season
from hyoka.store.models import CITY, Event, Kind, Reach, Reminder, Round
from hyoka.workflow import Move, Role

pytestmark = pytest.mark.django_db


class OneAddressRefused(EmailBackend):
    """A mail server that does not know one of the people."""

    def send_messages(self, messages):
        for message in messages:
            if message.to == ["chief@example.jp"]:
                raise SMTPRecipientsRefused({"chief@example.jp": (550, b"unknown")})
        return super().send_messages(messages)


class NoServer(EmailBackend):
    def open(self):
        raise SMTPServerDisconnected("nobody there")


@pytest.fixture
def office():
    return a_person("office", Role.OFFICE, name="事務局員")


@pytest.fixture
def clerk():
    return a_person("clerk", Role.CLERK, a_division(), name="担当太郎", email="clerk@example.jp")


def sent(office, *records, op_id="r-1", at=NOW, forced=False):
    keys = [record.key for record in records]
    return remind(keys=keys, by=actor(office), at=at, op_id=op_id, forced=forced)


def names(letters):
    return {letter.person.name: [record.division.name for record in letter.sheets] for letter in letters}


def test_the_clerks_of_the_division_are_told_in_one_letter_each(office, clerk):
    record = a_sheet()
    told = sent(office, record)
    assert (told.by_mail, told.on_page, told.sheets) == (("担当太郎",), (), 1)
    [letter] = mail.outbox
    assert (
        letter.to == ["clerk@example.jp"] and record.measure in letter.body and "締切 7月1日" in letter.body
    )


def test_the_preview_sends_and_records_nothing(office, clerk):
    assert names(plan(keys=[a_sheet().key], by=actor(office), at=NOW).letters) == {"担当太郎": ["図書館"]}
    assert not mail.outbox and not Reminder.objects.exists()


def test_the_preview_is_what_is_sent(office, clerk):
    record = a_sheet()
    [planned] = plan(keys=[record.key], by=actor(office), at=NOW).letters
    sent(office, record)
    assert mail.outbox[0].body == planned.text


def test_an_assigned_clerk_is_told_alone(office, clerk):
    record = a_sheet()
    other = a_person("second", Role.CLERK, a_division(), name="担当花子", email="second@example.jp")
    assign(keys=[record.key], person=other.pk, by=actor(office), at=NOW)
    assert sent(office, record).by_mail == ("担当花子",)


def test_who_holds_the_sheet_is_told_and_not_who_submitted_it(office):
    division = a_division()
    both = a_person("both", Role.CLERK, division, name="兼務係長", email="both@example.jp")
    a_person("both", Role.CHIEF, division)
    a_person("chief", Role.CHIEF, division, name="係長次郎", email="chief@example.jp")
    record = a_sheet()
    make_move(record, both, Move.SUBMIT)
    assert sent(office, record).by_mail == ("係長次郎",)


def test_a_deputy_is_told_only_where_nobody_holds_the_post(office):
    division = a_division()
    a_person("deputy", Role.CLERK, division, name="代理", is_deputy=True)
    record = a_sheet()
    assert names(plan(keys=[record.key], by=actor(office), at=NOW).letters) == {"代理": ["図書館"]}
    a_person("clerk", Role.CLERK, division, name="本人")
    assert names(plan(keys=[record.key], by=actor(office), at=NOW).letters) == {"本人": ["図書館"]}


def test_whose_post_has_ended_is_not_told(office, clerk):
    a_person(
        "gone", Role.CLERK, a_division(), name="異動した人", valid_until=(NOW - timedelta(days=1)).date()
    )
    assert "異動した人" not in names(plan(keys=[a_sheet().key], by=actor(office), at=NOW).letters)


def test_a_sheet_that_nobody_can_act_on_is_named(office):
    record = a_sheet()
    assert plan(keys=[record.key], by=actor(office), at=NOW).nobody == (record,)
    with pytest.raises(Refusal, match="相手がいません"):
        sent(office, record)


def test_without_an_address_the_home_page_tells(office):
    a_person("clerk", Role.CLERK, a_division(), name="担当太郎")
    told = sent(office, a_sheet())
    assert (told.by_mail, told.on_page) == ((), ("担当太郎",))
    assert not mail.outbox and Reminder.objects.get().reach == Reach.PAGE


def test_pressed_twice_it_goes_out_once(office, clerk):
    record = a_sheet()
    assert sent(office, record) == sent(office, record)
    assert len(mail.outbox) == 1 and Event.objects.filter(kind=Kind.REMIND).count() == 1


def test_a_sheet_is_reminded_once_a_day_unless_forced(office, clerk):
    record = a_sheet()
    sent(office, record)
    assert plan(keys=[record.key], by=actor(office), at=NOW).today == (record,)
    with pytest.raises(Refusal, match="今日すでに"):
        sent(office, record, op_id="r-2")
    sent(office, record, op_id="r-3", forced=True)
    sent(office, record, op_id="r-4", at=NOW + timedelta(days=1))
    assert len(mail.outbox) == 3


def test_the_day_is_the_day_in_japan(office, clerk):
    record = a_sheet()
    evening = NOW.replace(hour=14, minute=59)  # 23:59
    sent(office, record, at=evening)
    sent(office, record, op_id="r-2", at=evening + timedelta(minutes=2))
    assert len(mail.outbox) == 2


def test_who_was_not_reached_is_named_and_not_recorded(office, clerk, settings):
    settings.EMAIL_BACKEND = f"{__name__}.OneAddressRefused"
    other = a_sheet("土木課", department="都市整備部")
    a_person("x", Role.CLERK, other.division, name="届かない人", email="chief@example.jp")
    with pytest.raises(MailFailed) as failed:
        sent(office, a_sheet(), other)
    assert (failed.value.reached, failed.value.missed) == (("担当太郎",), ("届かない人",))
    assert "届かない人" in failed.value.message and "担当太郎" in failed.value.message
    assert [one.person.name for one in Reminder.objects.all()] == ["担当太郎"]
    assert Event.objects.get(kind=Kind.REMIND).body["people"] == [clerk.pk]


def test_without_a_mail_server_nothing_is_recorded_and_it_can_be_sent_again(office, clerk, settings):
    record, working = a_sheet(), settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{__name__}.NoServer"
    with pytest.raises(MailFailed, match="だれにも送っていません"):
        sent(office, record)
    assert not Reminder.objects.exists() and not Event.objects.filter(kind=Kind.REMIND).exists()
    settings.EMAIL_BACKEND = working
    assert sent(office, record).by_mail == ("担当太郎",)


def test_nobody_else_sends_while_it_is_being_sent(office, clerk, monkeypatch):
    record = a_sheet()

    def meanwhile(letters):
        with pytest.raises(Refusal, match="いま送っています"):
            sent(office, record)
        with pytest.raises(Refusal, match="今日すでに"):
            sent(office, record, op_id="r-2")
        return []

    monkeypatch.setattr(reminding, "_send", meanwhile)
    sent(office, record)


class Stopped(BaseException):
    """The program is stopped while the letters go out."""


@pytest.fixture
def interrupted(office, clerk, monkeypatch):
    """A reminder that was being sent, to somebody with an address and to somebody without, when the program stopped."""
    a_person("other", Role.CLERK, a_division(), name="担当花子")
    record = a_sheet()

    def stop(letters):
        raise Stopped

    with monkeypatch.context() as patched:
        patched.setattr(reminding, "_send", stop)
        with pytest.raises(Stopped):
            sent(office, record)
    return record


def reaches():
    return dict(Reminder.objects.order_by("person__login").values_list("person__name", "reach"))


def test_what_was_stopped_halfway_is_said_to_be_unsure_and_is_not_sent_again(office, interrupted):
    soon, later = NOW + timedelta(minutes=9), NOW + timedelta(minutes=11)
    assert settle(at=soon) == 0 and set(reaches().values()) == {Reach.SENDING}
    assert [settle(at=later), settle(at=later)] == [2, 0]
    assert reaches() == {"担当太郎": Reach.UNSURE, "担当花子": Reach.PAGE}
    with pytest.raises(Refusal, match="届いたか分かりません") as refused:
        sent(office, interrupted, at=later)
    with pytest.raises(Refusal, match="今日すでに"):
        sent(office, interrupted, op_id="r-2", at=later)
    assert refused.value.code == "E-UNSURE" and not mail.outbox
    assert sent(office, interrupted, op_id="r-3", at=later, forced=True).by_mail == ("担当太郎",)


def test_the_chain_tells_of_what_was_stopped_halfway(interrupted, clerk):
    settle(at=NOW + timedelta(minutes=11))
    event = Event.objects.get(kind=Kind.REMIND)
    assert event.body["what"] == "unsure" and event.body["sheets"] == [interrupted.key]
    assert clerk.pk in event.body["people"] and not list(verify(CITY))


def test_the_worker_and_the_next_reminder_settle_it(office, interrupted):
    Worker().turn(at=NOW + timedelta(minutes=11))
    assert reaches()["担当太郎"] == Reach.UNSURE
    Reminder.objects.update(reach=Reach.SENDING)
    with pytest.raises(Refusal, match="届いたか分かりません"):
        sent(office, interrupted, at=NOW + timedelta(minutes=11))


def test_sending_that_is_only_slow_says_in_the_end_what_became_of_it(office, clerk, monkeypatch):
    send = reminding._send

    def slow(letters):
        settle(at=NOW + timedelta(minutes=11))
        return send(letters)

    monkeypatch.setattr(reminding, "_send", slow)
    assert sent(office, a_sheet()).by_mail == ("担当太郎",)
    assert reaches() == {"担当太郎": Reach.MAIL}


def test_the_letter_holds_nothing_that_anybody_wrote(office, clerk):
    record = a_sheet()
    place = next(p for p in record.cells.values_list("place", flat=True) if p.endswith("2025/actual"))
    save(record, clerk, change(place, "カナリア"))
    make_move(record, clerk, Move.SUBMIT)
    a_person("chief", Role.CHIEF, a_division(), email="c@example.jp")
    record.refresh_from_db()
    make_move(record, clerk, Move.WITHDRAW)
    sent(office, record)
    assert "カナリア" not in mail.outbox[0].subject + mail.outbox[0].body


def test_a_closed_round_and_a_fixed_sheet_wait_for_nobody(office, clerk):
    record = a_sheet(season=Season.PLANNING)
    close_round(pk=Round.objects.get().pk, by=actor(office), at=NOW, op_id="x")
    told = plan(keys=[record.key], by=actor(office), at=NOW)
    assert not told.letters and not told.nobody


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OFFICE])
def test_only_the_office_reminds(role, clerk):
    other = a_person("other", role, a_division())
    with pytest.raises(NotAllowed):
        sent(other, a_sheet())
    with pytest.raises(NotAllowed):
        plan(keys=[], by=actor(other), at=NOW)


def test_the_chain_proves_itself(office, clerk):
    sent(office, a_sheet())
    assert not list(verify(CITY))
