"""あらゆる状態 — an office that has every state of every screen: the small 見本市, and what its scenes do not have.

What is done by hand here (a stage set, a doubt added to a reading) only stands for a long way there.
"""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from tests.journeys.people import planned
from tests.office import a_division, a_person, example
from tests.server import PASSWORD
from tests.workbook import actual, edited

from hyoka.layouts import Season
from hyoka.sheet import Sheet
from hyoka.values import FiscalYear, derive_key
from hyoka.workflow import Actor, Move, Role, Stage

CELL = f"/directions/{example().directions[0].key}/check/general"
TARGET = actual().replace("actual", "target")
SECRET = "JBSWY3DPEHPK3PXP"


def found() -> dict[str, Any]:
    """The office, and the keys of what is in it."""
    from django.contrib.auth.hashers import make_password

    from hyoka.actions import founding
    from hyoka.actions.refresh_city import refresh_city
    from hyoka.example.plans import outline, plan
    from hyoka.store.models import DivisionRecord, Person, Round, SheetRecord

    at = datetime.now(UTC)
    founding.found(size="small", at=at)
    Person.objects.update(password=make_password(PASSWORD))
    sheets = SheetRecord.objects.filter(fiscal_year=2025, season=Season.EVALUATION)
    keys = {f"{one.season} {one.stage}": one.key for one in sheets.order_by("touched_at", "pk")}
    draft = sheets.get(measure_no="31")
    keys |= {
        "draft": draft.key,
        "returned": sheets.exclude(returned_note="").get().key,
        "blank": sheets.get(measure_no="24", stage=Stage.DRAFT).key,
        "round": Round.objects.get(fiscal_year=2025).pk,
        "division": DivisionRecord.objects.first().key,
        "plan": plan().key,
        "outline": outline().key,
        "item": outline().items[0].key,
    }
    _people(keys)
    _plans(keys, at)
    _correct(keys, at)
    _talk(draft, keys, at)
    _uploads(draft, keys, at)
    _jobs(draft, keys, at)
    _ledgers(draft, keys, at)
    for year in (2025, 2026):
        refresh_city(year, at=at)
    return keys


def _ledgers(draft: Any, keys: dict[str, Any], at: datetime) -> None:
    """A finance file that waits with all kinds of rows, one whose columns nobody knows, and one that was taken in."""
    from hyoka.actions.money import confirm, go_on, held_ledger, look, take_ledger
    from hyoka.finance import Kind
    from hyoka.sheet import each_line
    from hyoka.store.documents import document_of
    from hyoka.store.models import SheetRecord

    by = who("kinoshita")
    other = SheetRecord.objects.get(key=keys["blank"])
    rows = {
        record.key: [line for _, line, _ in each_line(document_of(record)) if line.relisted_from is None]
        for record in (draft, other)
    }
    head = "科目コード,事業名,支出済額,国庫支出金,一般財源"
    some = [f"{line.account_code},{line.name},9123456,100,9123000" for line in rows[draft.key]]
    strange = [
        f"88.1,{rows[draft.key][0].name}費,5,,5",
        "99.9,評価表のない事業,7,,7",
        "1.2,読めない行,なし,,",
    ]
    for name, text in (
        ("ledger", "\n".join([head, *some, *strange])),
        ("ledger columns", "番号,使った額\n1,2\n"),
        (
            "ledger done",
            "\n".join(
                [head, *(f"{line.account_code},{line.name},1000000,,1000000" for line in rows[other.key])]
            ),
        ),
    ):
        held = take_ledger(
            data=text.encode(), name="決算.csv", fiscal_year=2025, kind=Kind.SETTLEMENT, by=by, at=at, most_bytes=1 << 20
        )  # fmt: skip
        keys[name] = held.key
    done = keys["ledger done"]
    confirm(key=done, seen=look(held_ledger(done, by), by).mark, by=by, at=at)
    go_on(key=done, by=by, at=at)


def who(login: str) -> Actor:
    from tests.office import actor

    from hyoka.store.models import Person

    return actor(Person.objects.get(login=login), datetime.now(UTC))


def _people(keys: dict[str, Any]) -> None:
    from hyoka.store.models import Person

    a_person("nobody", name="異動 待子")
    a_person("empty", Role.CLERK, a_division("市民課", "市民部"), name="空野 一枚")
    a_person("new", Role.CLERK, a_division("市民課", "市民部"), name="新任 太郎", must_change_password=True)
    Person.objects.filter(login="ishii").update(totp_secret=SECRET)
    keys["person"] = Person.objects.get(login="suzuki").pk


def _plans(keys: dict[str, Any], at: datetime) -> None:
    """A sheet of the coming year at each stage."""
    from hyoka.actions.indexing import index_revision
    from hyoka.actions.refresh import refresh_now
    from hyoka.actions.take_in import freeze, take_in
    from hyoka.store.actors import SYSTEM
    from hyoka.store.models import DivisionRecord, Level, SheetRecord

    library = DivisionRecord.objects.get(key="toshokan")
    keys["計画時 作成中"] = SheetRecord.objects.get(season=Season.PLANNING, division=library).key
    for number, stage in enumerate(tuple(Stage)[1:]):
        sheet = _of_another_measure(planned(example()), 90 + number)
        record = take_in(sheet=sheet, division=library, season=Season.PLANNING, by=SYSTEM, at=at)
        record.stage = stage.value
        if stage.is_fixed:
            record.final = freeze(record, record.revisions.first().document, move="確定", by=SYSTEM, at=at)
            index_revision(record, record.final, Level.FINAL)
            record.published = record.final if stage is Stage.PUBLISHED else None
        record.save()
        refresh_now(record.pk)
        keys[f"計画時 {stage}"] = record.key


def _of_another_measure(sheet: Sheet, number: int) -> Sheet:
    position = sheet.position.model_copy(
        update={"measure_no": str(number), "measure": f"見本の施策 {number}"}
    )
    facts = {
        "key": derive_key("screens", number),
        "fiscal_year": FiscalYear(2026 if number < 98 else 2025),
        "position": position,
    }
    return sheet.model_copy(update=facts)


def _correct(keys: dict[str, Any], at: datetime) -> None:
    from hyoka.actions.moves import move
    from hyoka.store.models import SheetRecord

    record = SheetRecord.objects.get(fiscal_year=2024, measure_no="31", division__name="図書館")
    move(
        key=record.key, move=Move.CORRECT, by=who("sano"), at=at, seen=record.cells_seq, op_id=str(uuid4()),
        note="利用者数の集計に分室の分が入っていなかったため。",
    )  # fmt: skip
    keys["correction"] = record.key
    past = SheetRecord.objects.filter(fiscal_year=2024, stage=Stage.PUBLISHED)
    keys["past"], keys["revision"] = past.first().key, past.first().published.number


def _talk(draft: Any, keys: dict[str, Any], at: datetime) -> None:
    """Comments open, answered and settled; opinions with an answer and without; a reminder."""
    from hyoka.actions import opinions, remind, talk
    from hyoka.store.models import Assignment, Person

    facts = {"key": draft.key, "at": at}
    first = talk.open_thread(
        place=CELL, text="巡回の効果を一言。", by=who("sato"), op_id=str(uuid4()), **facts
    )
    thread = first.thread
    talk.reply(thread=thread, text="書き足しました。", by=who("tanaka"), op_id=str(uuid4()), **facts)
    other = talk.open_thread(place="", text="全体に短く。", by=who("kono"), op_id=str(uuid4()), **facts)
    talk.settle(thread=other.thread, resolved=True, by=who("tanaka"), op_id=str(uuid4()), **facts)
    held = Assignment.objects.filter(
        sheet__key__in=[keys["評価時 事務局確認"], keys["評価時 確定"], keys["評価時 公表"]]
    )
    assigned = held.select_related("sheet", "person").first()
    if assigned is None:
        key, evaluator = keys["評価時 事務局確認"], Person.objects.get(login="kikuchi")
        from hyoka.store.models import SheetRecord

        assigned = Assignment.objects.create(sheet=SheetRecord.objects.get(key=key), person=evaluator)
    keys["opined"], keys["evaluator"] = assigned.sheet.key, assigned.person.login
    asked = [
        opinions.opine(
            key=assigned.sheet.key,
            text=text,
            by=who(assigned.person.login),
            at=at,
            op_id=str(uuid4()),
        )
        for text in ("目標値の根拠を示してください。", "次の年の見直しに期待します。")
    ]
    opinions.answer(
        key=assigned.sheet.key, opinion=asked[0].pk, text="計画の見直しに合わせて示します。", by=who("sano"), at=at,
        op_id=str(uuid4()),
    )  # fmt: skip
    remind.remind(keys=[draft.key, keys["blank"]], by=who("sano"), at=at, op_id=str(uuid4()))


def _uploads(draft: Any, keys: dict[str, Any], at: datetime) -> None:
    """A workbook with a change, a conflict and a refused cell; a PDF with doubts; a file of two sheets; a result."""
    from hyoka.actions.door import Change, save
    from hyoka.actions.download import Form, download
    from hyoka.actions.merge import merge
    from hyoka.sheet import Op
    from hyoka.store.documents import document_of, revs_of
    from hyoka.store.merging import plan_of
    from hyoka.store.uploads import reading_of
    from hyoka.writers.json import write_json
    from hyoka.writers.pdf import write_sheet

    book = download(key=draft.key, form=Form.XLSX, by=who("tanaka"), at=at).data
    rev = revs_of(draft).get(CELL, 0)
    save(
        key=draft.key, changes=[Change(str(uuid4()), Op.SET, CELL, rev, "係長が先に書き直した評価です。")],
        by=who("suzuki"), at=at,
    )  # fmt: skip
    texts = {actual(): "6.4冊", TARGET: "9.9冊", CELL: "家で書き直した評価です。"}
    keys["upload edits"] = _sent(edited(book, **texts), "持ち帰り.xlsx", at)
    doubtful = _of_another_measure(example(), 98)
    keys["upload doubts"] = _sent(write_sheet(doubtful), "原紙.pdf", at)
    _doubt(keys["upload doubts"])
    keys["upload two"] = _sent(write_json([document_of(draft), doubtful]), "二枚.json", at)
    done = _sent(edited(book, **{actual(): "6.5冊"}), "済み.xlsx", at)
    from hyoka.store.models import Upload

    held = Upload.objects.get(key=done)
    reading = reading_of(held, 1)
    draft.refresh_from_db()
    assert reading is not None
    plan = plan_of(draft, reading, who("tanaka"), salt=done)
    merge(
        key=done, number=1, seen=draft.cells_seq, take=frozenset(item.name for item in plan.items),
        by=who("tanaka"), at=at, op_id=str(uuid4()),
    )  # fmt: skip
    keys["upload done"] = done


def _sent(data: bytes, name: str, at: datetime) -> str:
    from hyoka.actions.upload import upload

    return str(upload(data=data, name=name, by=who("tanaka"), at=at, most_bytes=20_000_000).key)


def _doubt(key: str) -> None:
    from hyoka.store.models import Upload

    held = Upload.objects.get(key=key)
    reading = held.readings[0]
    origin = next(iter(reading["places"].values()))
    reading["unread"] = [{"text": "※別紙参照", "origin": origin, "reason": "どの欄のものか分かりません。"}]
    reading["uncertain"] = [{"place": CELL, "doubt": "途中で切れている", "detail": ""}]
    held.save()


def _jobs(draft: Any, keys: dict[str, Any], at: datetime) -> None:
    from hyoka.actions import jobs, press
    from hyoka.store.models import Job, JobState

    ordered = [
        jobs.order(keys=[draft.key], form=jobs.Form.WORKBOOKS, by=who("tanaka"), at=at, op_id=str(uuid4()))
        for _ in range(2)
    ]
    press.make(key=ordered[0].key, at=at)
    Job.objects.filter(pk=ordered[1].pk).update(
        state=JobState.FAILED,
        ended_at=at,
        message="メモリーが足りません。冊数を分けて、もう一度作ってください。",
    )


def write_as_another(key: str, place: str, text: str) -> int:
    """A colleague is faster."""
    from hyoka.actions.door import Change, save
    from hyoka.sheet import Op
    from hyoka.store.documents import revs_of
    from hyoka.store.models import SheetRecord

    rev = revs_of(SheetRecord.objects.get(key=key)).get(place, 0)
    saved = save(
        key=key,
        changes=[Change(str(uuid4()), Op.SET, place, rev, text)],
        by=who("suzuki"),
        at=datetime.now(UTC),
    )
    assert saved.statuses == {"saved"}, saved.results
    return saved.seq


def end_sessions(login: str) -> None:
    """As when the night has passed."""
    from hyoka.actions.people.sign_out import sign_out_everywhere

    sign_out_everywhere(by=who(login), at=datetime.now(UTC))
