"""用事 — what is mine to do now, role by role, each with one obvious link. Words and order only; the rules are below."""

from datetime import datetime
from urllib.parse import urlencode

from hyoka.store.actors import is_valid
from hyoka.store.desk import rounds
from hyoka.store.finding_sheets import seen_by
from hyoka.store.models import Person, Round
from hyoka.store.waiting import waiting_for
from hyoka.store.waits import (
    money_findings,
    newly_fixed,
    open_on,
    own_sheets,
    reminders_for,
    to_comment,
    to_write,
)
from hyoka.web.deadline import JAPAN, left
from hyoka.web.staff.home.office import office
from hyoka.web.staff.home.section import MOST, Figure, Line, Mark, Section, sheet_line, sheet_sub
from hyoka.web.templatetags.words import era, jst
from hyoka.web.words import say, term
from hyoka.workflow import DIVISION_ROLES, Actor, Role, Stage

Rounds = dict[tuple[int, str], Round]
_APPROVERS = frozenset({Role.CHIEF, Role.HEAD, Role.DIRECTOR, Role.OFFICE})


def sections(actor: Actor, now: datetime) -> list[Section]:
    """What waits for this person, most pressing first."""
    taken = rounds()
    found = [*_reminded(actor)]
    of_office = office(actor, taken, now) if Role.OFFICE in actor.roles else []
    found += of_office[:1]
    if actor.roles & _APPROVERS:
        found.append(_to_approve(actor, now))
    if actor.roles & DIVISION_ROLES:
        found += [_to_write(actor, taken, now), *_to_answer(actor, now)]
    found += of_office[1:]
    if Role.FINANCE in actor.roles:
        found.append(_money(actor))
    if Role.EVALUATOR in actor.roles:
        found.append(_to_comment(actor, now))
    if actor.roles & {Role.AUDITOR, Role.ASSEMBLY}:
        found.append(_newly_fixed(actor))
    if Role.ADMIN in actor.roles:
        found.append(_people(now))
    return found


def _reminded(actor: Actor) -> list[Section]:
    """督促 — the latest of each sheet, until it moves on."""
    latest = {one.sheet_id: one for one in reversed(reminders_for(actor))}
    if not latest:
        return []
    lines = [
        Line(
            f"/sheets/{one.sheet.key}/",
            f"{one.sheet.measure_no} {one.sheet.measure}",
            say(f"{sheet_sub(one.sheet)}・{jst(one.at)} に事務局から", f"{sheet_sub(one.sheet)}, {jst(one.at)} by the office"),
            (Mark(say("督促", "Reminder"), "back"),),
            stage=one.stage,
        )
        for one in latest.values()
    ]  # fmt: skip
    return [
        Section("reminded", say("事務局からの督促", "Reminders"), len(lines), tuple(lines[:MOST]), url="/sheets/", action=say("評価表の一覧", "All sheets"))
    ]  # fmt: skip


def _to_write(actor: Actor, taken: Rounds, now: datetime) -> Section:
    records = to_write(actor)
    shown = records[:MOST]
    open_ = open_on(shown, actor)
    lines = []
    for record in shown:
        one = taken.get((record.fiscal_year, record.season))
        mine = (Mark(say("あなたの担当", "Yours"), "ok"),) if record.key in actor.assigned else ()
        due = left(one.deadline, now) if one and not record.correction else None
        lines.append(
            sheet_line(record, now, due=due, open_=open_[record.pk], marks=mine, note=record.returned_note)
        )
    is_writer = Role.CLERK in actor.roles
    return Section(
        "to_write",
        say("記入する評価表", "Sheets to fill in") if is_writer else say("課で作成中の評価表", "Being written in your division"),
        len(records),
        tuple(lines),
        nothing=say("いま記入を待っている評価表はありません。", "Nothing waits to be filled in."),
        url=_list(stage=Stage.DRAFT),
        action=say("作成中の評価表をすべて見る", "All drafts"),
    )  # fmt: skip


def _to_approve(actor: Actor, now: datetime) -> Section:
    records = waiting_for(actor)
    shown = records[:MOST]
    open_ = open_on(shown, actor)
    lines = tuple(
        sheet_line(record, now, open_=open_[record.pk], url=f"/sheets/{record.key}/review")
        for record in shown
    )
    return Section(
        "to_approve",
        say("あなたの承認を待つ評価表", "Waiting for your approval"),
        len(records),
        lines,
        nothing=say("承認を待っている評価表はありません。", "Nothing waits for your approval."),
        url="/review/",
        action=say("まとめて確認・承認する", "Review and approve together"),
    )


def _to_answer(actor: Actor, now: datetime) -> list[Section]:
    """Comments and opinions on sheets that have left the desk: the drafts show theirs above."""
    records = {record.pk: record for record in own_sheets(actor).exclude(stage=Stage.DRAFT.value)}
    open_ = open_on(records.values(), actor)
    asked = [records[pk] for pk, held in open_.items() if held.comments or held.opinions]
    if not asked:
        return []
    lines = tuple(sheet_line(record, now, open_=open_[record.pk]) for record in asked[:MOST])
    title = say("やりとりの続く評価表", "Open questions")
    return [
        Section(
            "to_answer", title, len(asked), lines, url="/sheets/", action=say("評価表の一覧", "All sheets")
        )
    ]


def _money(actor: Actor) -> Section:
    found = money_findings(actor)
    lines = tuple(
        Line(
            f"/sheets/{one.sheet.key}/",
            f"{one.sheet.measure_no} {one.sheet.measure}",
            f"{sheet_sub(one.sheet)}・{one.where}",
            (Mark(term("error"), "error"),),
            one.message,
        )
        for one in found[:MOST]
    )
    return Section(
        "money",
        say("予算額・決算額の食い違い", "Contradictions in budget and settlement"),
        len(found),
        lines,
        nothing=say("金額の食い違いは見つかっていません。", "No contradiction was found."),
        url="/board/",
        action=say("進み具合を見る", "See the progress"),
    )


def _to_comment(actor: Actor, now: datetime) -> Section:
    found = to_comment(actor)
    lines = tuple(
        sheet_line(
            record,
            now,
            marks=(Mark(say("意見を書きました", "Written"), "ok") if is_written else Mark(say("未記入", "Not written yet"), "back"),),
            url=f"/sheets/{record.key}/review",
        )
        for record, is_written in found[:MOST]
    )  # fmt: skip
    return Section(
        "to_comment",
        say("意見を書く評価表", "Sheets to comment on"),
        sum(not is_written for _, is_written in found),
        lines,
        nothing=say(
            "割り当てられた評価表は、まだ事務局の確認に進んでいません。", "Your sheets are not ready yet."
        ),
        url=f"/sheets/?{urlencode({'mine': 1})}",
        action=say("割り当てられた評価表の一覧", "All sheets assigned to you"),
    )


def _newly_fixed(actor: Actor) -> Section:
    found = newly_fixed(actor, most=MOST)
    # A name as this person may see it: a sheet under way may have another already.
    names = dict(seen_by(actor).filter(pk__in=[one.sheet_id for one in found]).values_list("pk", "seen_name"))
    lines = tuple(
        Line(
            f"/sheets/{one.sheet.key}/",
            f"{one.sheet.measure_no} {names.get(one.sheet_id, '')}",
            f"{era(one.sheet.fiscal_year)} {term(one.season)}・{one.sheet.division.name}・{jst(one.at)}",
            (Mark(say("訂正", "Correction"), "back"),) if one.is_correction else (),
            stage=one.stage,
        )
        for one in found
    )
    return Section(
        "newly_fixed",
        say("新しく確定・公表された評価表", "Newly final or published"),
        None,
        lines,
        nothing=say("確定・公表された評価表はまだありません。", "Nothing is final or published yet."),
        url="/sheets/",
        action=say("評価表の一覧", "All sheets"),
    )


def _people(now: datetime) -> Section:
    today = now.astimezone(JAPAN).date()
    people = [person for person in Person.objects.filter(is_active=True) if is_valid(person, today)]
    without = [person for person in people if not person.totp_secret]
    return Section(
        "people",
        say("職員とシステム", "People and system"),
        figures=(
            Figure(len(without), say(f"二要素を使っていない職員（{len(people)}人中）", f"without a second factor (of {len(people)})"), "/staff/", bool(without)),
            Figure(sum(person.must_change_password for person in people), say("パスワードを変える前の職員", "have to change their password"), "/staff/"),
        ),
        url="/health/",
        action=say("システムの状態を見る", "See the state of the system"),
    )  # fmt: skip


def _list(**wanted: object) -> str:
    return f"/sheets/?{urlencode({name: str(value) for name, value in wanted.items()})}"
