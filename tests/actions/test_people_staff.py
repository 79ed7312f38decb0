"""職員の約束 — accounts, posts, divisions, the yearly file: by administrators only, all in the chain, all or nothing."""

from datetime import date

import pytest
from tests.office import NOW, PASSWORD, a_division, a_person, actor

pytestmark = pytest.mark.django_db


def admin():
    from hyoka.workflow import Role

    return actor(a_person("admin", Role.ADMIN))


def plan(text, *, ends_others=False):
    from hyoka.actions.people.import_plan import plan_import

    return plan_import(text=text, ends_others=ends_others, by=admin(), at=NOW)


def do(text, *, ends_others=False, with_passwords=False):
    from hyoka.actions.people.import_staff import import_staff

    return import_staff(
        text=text, ends_others=ends_others, with_passwords=with_passwords,
        seen=plan(text, ends_others=ends_others).mark, by=admin(), at=NOW,
    )  # fmt: skip


HEAD = "職員番号,氏名,メール,役割,所属課,所属部,開始日,終了日,代決\n"


def posts(login):
    from hyoka.store.models import Appointment

    found = sorted(
        Appointment.objects.filter(person__login=login),
        key=lambda post: (str(post.valid_from or ""), post.role),
    )
    return [
        (post.role, str(post.division or post.department), post.valid_from, post.valid_until)
        for post in found
    ]


# ── accounts ──


def test_a_new_person_gets_a_password_that_works_once():
    from hyoka.actions.people.add_person import add_person

    added = add_person(login=" Ａ９ ", name="新人 花子", by=admin(), at=NOW)
    assert added.person.login == "A9"
    assert added.person.check_password(added.password) and added.person.must_change_password


@pytest.mark.parametrize(
    "typed, words",
    [
        ({"login": ""}, "職員番号"),
        ({"login": "a b"}, "空白"),
        ({"login": "ADMIN"}, "もういます"),
        ({"name": " 　"}, "氏名がありません"),
        ({"name": "あ\x00い"}, "使えない文字"),
        ({"email": "x@"}, "メールアドレス"),
        ({"since": "2026-02-30"}, "暦にありません"),
        ({"since": "来年"}, "日付として読めません"),
        ({"since": "2026-04-02", "until": "2026-04-01"}, "前です"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_words(typed, words):
    from hyoka.actions.people.add_person import add_person
    from hyoka.actions.refusal import Refusal

    by = admin()
    with pytest.raises(Refusal, match=words):
        add_person(**{"login": "A9", "name": "新人", **typed}, by=by, at=NOW)


def test_nobody_but_administrators_may_do_any_of_it():
    from hyoka.actions.people import (
        add_person,
        appoint,
        change_person,
        disable,
        import_plan,
        keep_division,
        reset_access,
    )
    from hyoka.actions.refusal import NotAllowed
    from hyoka.store.models import Event
    from hyoka.workflow import Role

    person = a_person("A1", Role.CLERK, a_division())
    everybody = [
        actor(a_person(f"r{number}", role, a_division()))
        for number, role in enumerate(Role)
        if role is not Role.ADMIN
    ]
    before = Event.objects.count()
    for by in everybody:
        told = {"by": by, "at": NOW}
        for act in (
            lambda told=told: add_person.add_person(login="x1", name="x", **told),
            lambda told=told: change_person.change_person(number=person.pk, name="x", email="", since="", until="", **told),
            lambda told=told: disable.disable(number=person.pk, **told),
            lambda told=told: disable.enable(number=person.pk, **told),
            lambda told=told: reset_access.reset_password(number=person.pk, **told),
            lambda told=told: reset_access.reset_second_factor(number=person.pk, **told),
            lambda told=told: appoint.appoint(number=person.pk, role="管理者", division="", department="", is_deputy=False, since="", until="", **told),
            lambda told=told: appoint.change_post(number=person.pk, post=1, since="", until="", is_deputy=False, **told),
            lambda told=told: appoint.take_back(number=person.pk, post=1, **told),
            lambda told=told: keep_division.keep_division(name="x", department="y", **told),
            lambda told=told: import_plan.plan_import(text=HEAD, ends_others=False, **told),
        ):  # fmt: skip
            with pytest.raises(NotAllowed):
                act()
    assert Event.objects.count() == before


def test_the_last_administrator_stays():
    from hyoka.actions.people.appoint import change_post, take_back
    from hyoka.actions.refusal import Refusal
    from hyoka.store.models import Appointment

    by = admin()
    post = Appointment.objects.get(person_id=by.person)
    for act in (
        lambda: take_back(number=by.person, post=post.pk, by=by, at=NOW),
        lambda: change_post(number=by.person, post=post.pk, since="", until="2026-05-31", is_deputy=False, by=by, at=NOW),
    ):  # fmt: skip
        with pytest.raises(Refusal, match="管理者がいなくなります"):
            act()
    assert Appointment.objects.filter(pk=post.pk, valid_until=None).exists()


def test_the_first_administrator_is_made_once():
    from hyoka.actions.people.first_administrator import first_administrator
    from hyoka.actions.refusal import Refusal

    made = first_administrator(login="root1", name="管理 太郎", at=NOW)
    assert made.person.must_change_password
    with pytest.raises(Refusal):
        first_administrator(login="root2", name="管理 次郎", at=NOW)


def test_every_act_is_in_the_chain_without_names():
    from hyoka.actions.events import verify
    from hyoka.actions.people.add_person import add_person
    from hyoka.actions.people.appoint import appoint
    from hyoka.store.models import CITY, Event

    by = admin()
    person = add_person(login="A9", name="匿名 希望子", by=by, at=NOW).person
    division = a_division()
    for _ in range(2):  # a second click gives no second post
        appoint(
            number=person.pk, role="課長", division=division.key, department="", is_deputy=True, since="", until="",
            by=by, at=NOW,
        )  # fmt: skip
    told = [(event.kind, event.body["what"]) for event in Event.objects.filter(scope=CITY)]
    assert told == [("staff", "added"), ("staff", "appointed")]
    assert "希望子" not in str(list(Event.objects.values_list("body", flat=True)))
    assert not list(verify(CITY))


@pytest.mark.parametrize(
    "role, where, words",
    [
        ("課長", {}, "所属課が要ります"),
        ("部長", {}, "所属部が要ります"),
        ("部長", {"department": "ない部"}, "課がありません"),
        ("社長", {}, "役割がありません"),
        ("監査", {"is_deputy": True}, "代決はありません"),
    ],
)
def test_there_are_only_posts_that_can_be(role, where, words):
    from hyoka.actions.people.appoint import appoint
    from hyoka.actions.refusal import Refusal

    person = a_person("A1")
    facts = {"division": "", "department": "", "is_deputy": False, "since": "", "until": "", **where}
    with pytest.raises(Refusal, match=words):
        appoint(number=person.pk, role=role, **facts, by=admin(), at=NOW)


def test_a_renamed_department_keeps_its_director():
    from hyoka.actions.people.keep_division import keep_division
    from hyoka.workflow import Role

    division = a_division()
    a_person("B1", Role.DIRECTOR, division)
    keep_division(key=division.key, name=division.name, department="生涯学習部", by=admin(), at=NOW)
    assert posts("B1")[0][1] == "生涯学習部"


# ── the file ──


def test_a_file_adds_people_with_their_posts():
    a_division()
    text = (
        HEAD
        + "A1,図書 太郎,a1@city.example,課長,図書館,,2026-04-01,,\nA1,,,係長,図書館,,,,代決\nA2,市 花子,,部長,,教育部,令和8年4月1日,,\n"
    )
    done = do(text, with_passwords=True)
    assert (done.people, done.posts, len(done.passwords)) == (2, 3, 2)
    assert len(posts("A1")) == 2 and posts("A2") == [("部長", "教育部", date(2026, 4, 1), None)]


def test_what_is_already_so_changes_nothing():
    a_division()
    text = HEAD + "A1,図書 太郎,,課長,図書館,,2026-04-01,,\n"
    do(text)
    again = plan(text)
    assert (again.changes, again.unchanged, again.problems) == ((), 1, ())


def test_people_whom_the_file_does_not_name_stay():
    from hyoka.workflow import Role

    a_person("B9", Role.CLERK, a_division())
    do(HEAD + "A1,図書 太郎,,課長,図書館,,2026-04-01,,\n", ends_others=True)
    assert posts("B9") == [("担当者", "図書館", None, None)]


def test_transfers_end_the_old_post_on_the_day_before():
    from hyoka.workflow import Role

    a_person("A1", Role.CLERK, a_division())
    a_division("土木課", "建設部")
    do(HEAD + "A1,,,担当者,土木課,,2027-04-01,,\n", ends_others=True)
    assert posts("A1") == [
        ("担当者", "図書館", None, date(2027, 3, 31)),
        ("担当者", "土木課", date(2027, 4, 1), None),
    ]


def test_a_post_that_goes_on_loses_no_day():
    from hyoka.workflow import Role

    a_person("A1", Role.HEAD, a_division())
    text = HEAD + "A1,,,課長,図書館,,2027-04-01,,\n"
    assert not plan(text, ends_others=True).changes


def test_whoever_loses_a_post_today_is_signed_out():
    from hyoka.store.models import Person
    from hyoka.workflow import Role

    a_person("A1", Role.CLERK, a_division())
    a_division("土木課", "建設部")
    do(HEAD + "A1,,,担当者,土木課,,2026-05-01,,\n", ends_others=True)
    assert Person.objects.get(login="A1").epoch == 1


def test_transfer_of_three_hundred_people_ends_the_sessions_of_nobody_before_its_day():
    from hyoka.store.models import Person
    from hyoka.workflow import Role

    library = a_division()
    a_division("土木課", "建設部")
    for number in range(300):
        a_person(f"S{number:03}", Role.CLERK, library)
    text = HEAD + "".join(f"S{number:03},,,担当者,土木課,,2027-04-01,,\n" for number in range(300))
    assert do(text, ends_others=True).posts == 600
    assert set(Person.objects.filter(login__startswith="S").values_list("epoch", flat=True)) == {0}


@pytest.mark.parametrize(
    "line, words",
    [
        (",名無し,,,,,,,", "職員番号"),
        ("A1,,,課長,図書館,,,,", "氏名が要ります"),
        ("A1,太郎,,社長,,,,,", "役割がありません"),
        ("A1,太郎,,課長,ない課,,,,", "課がありません"),
        ("A1,太郎,,課長,図書館,ない部,,,", "課がありません"),
        ("A1,太郎,,課長,,,,,", "所属課が要ります"),
        ("A1,太郎,,,図書館,,,,", "役割がありません"),
        ("A1,太郎,x@@,課長,図書館,,,,", "メールアドレス"),
        ("A1,太郎,,課長,図書館,,2026-13-01,,", "暦にありません"),
        ("A1,太郎,,課長,図書館,,2026-04-01,2026-03-01,", "前です"),
        ("A1,太郎,,課長,図書館,,,,\nA1,次郎,,係長,図書館,,,,", "氏名が違います"),
        ("A1,太郎,,課長,図書館,,,,\nA1,,,課長,図書館,,,,", "重なる期間"),
        ("ADMIN,太郎,,課長,図書館,,,,", "大文字と小文字"),
    ],
)
def test_each_bad_line_is_told_with_its_number_and_nothing_is_done(line, words):
    from hyoka.actions.refusal import Refusal
    from hyoka.store.models import Person

    a_division()
    text = HEAD + line + "\n"
    [problem] = plan(text).problems
    assert problem.line == 2 + line.count("\n")
    assert words in problem.message
    with pytest.raises(Refusal):
        do(text)
    assert not Person.objects.filter(login="A1").exists()


@pytest.mark.parametrize(
    "text", ["", "\n", "名前\nx\n", "職員番号,職員番号\n1,2\n", "職員番号,給料\nA1,1\n", '職員番号\n"A1\n', "職員番号\n" + "A1\n" * 5_001]
)  # fmt: skip
def test_what_is_no_list_of_staff_is_refused(text):
    from hyoka.actions.refusal import Refusal

    with pytest.raises(Refusal):
        plan(text)


def test_both_encodings_of_an_office_are_read():
    from hyoka.actions.people.staff_file import decode
    from hyoka.actions.refusal import Refusal

    text = HEAD + "A1,髙橋 花子,,,,,,,\n"
    assert (
        decode(text.encode("utf-8-sig"))
        == decode(text.encode("utf-8"))
        == decode(text.encode("cp932"))
        == text
    )
    for data in (b"\xff\xfe\x00", b"\x00", b"x" * (2 * 1024 * 1024 + 1)):
        with pytest.raises(Refusal):
            decode(data)


def test_what_has_changed_since_the_look_is_not_done():
    from hyoka.actions.people.import_staff import import_staff
    from hyoka.actions.refusal import Refusal

    a_division()
    text = HEAD + "A1,図書 太郎,,課長,図書館,,2026-04-01,,\n"
    seen = plan(text).mark
    a_person("A1", name="もう いる")
    with pytest.raises(Refusal) as refused:
        import_staff(text=text, ends_others=False, with_passwords=False, seen=seen, by=admin(), at=NOW)
    assert refused.value.code == "E-CHANGED"


def test_the_exported_file_is_the_imported_one_and_holds_no_formula():
    from hyoka.actions.people.export_staff import export_staff
    from hyoka.actions.people.staff_file import decode
    from hyoka.store.finding_staff import find_staff
    from hyoka.workflow import Role

    division = a_division()
    a_person("A1", Role.HEAD, division, name='=HYPERLINK("http://x")', is_deputy=True)
    a_person("A2", name="＋太郎")
    by = admin()
    made = export_staff(people=find_staff(today=NOW.date()), by=by, at=NOW)
    text = decode(made)
    assert ",'=HYPERLINK" in text.replace("\"'=", "'=") and ",'＋太郎" in text
    again = plan(text)
    assert (again.changes, again.problems) == ((), ())


def test_first_passwords_are_not_kept_readable():
    a_division()
    done = do(HEAD + "A1,図書 太郎,,課長,図書館,,,,\n", with_passwords=True)
    [(person, password)] = done.passwords
    assert password not in person.password and person.check_password(password)
    assert password != PASSWORD
