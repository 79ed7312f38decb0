"""職員の画面 — the administrator's pages, and what they say when something is refused."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook
from tests.office import a_division, a_person, sign_in

pytestmark = pytest.mark.django_db
HEAD = "職員番号,氏名,メール,役割,所属課,所属部,開始日,終了日,代決\n"


@pytest.fixture
def admin(client):
    from hyoka.workflow import Role

    return sign_in(client, a_person("admin", Role.ADMIN, name="管理 花子"))


def text_of(answer):
    return answer.content.decode()


def test_a_person_is_added_with_a_password_shown_once(admin):
    from hyoka.store.models import Person

    answer = admin.post("/staff/new", {"login": "A9", "name": "新人", "with_password": "1"})
    person = Person.objects.get(login="A9")
    shown = text_of(answer).split('<code class="lead">')[1].split("<")[0]
    assert person.check_password(shown)
    assert shown not in text_of(admin.get(f"/staff/{person.pk}/"))


def test_what_was_typed_comes_back_with_the_refusal(admin):
    answer = admin.post("/staff/new", {"login": "A9", "name": "", "email": "x@city.example"})
    assert answer.status_code == 422
    assert "氏名がありません" in text_of(answer) and "x@city.example" in text_of(answer)


def test_extra_fields_of_a_form_change_nothing(admin):
    person = a_person("A1", name="図書")
    admin.post(
        f"/staff/{person.pk}/",
        {
            "name": "図書 太郎",
            "is_active": "0",
            "login": "root",
            "epoch": "9",
            "password": "x",
            "totp_secret": "x",
        },
    )
    before = (person.login, person.is_active, person.epoch, person.password, person.totp_secret)
    person.refresh_from_db()
    assert person.name == "図書 太郎"
    assert (person.login, person.is_active, person.epoch, person.password, person.totp_secret) == before


def test_a_post_is_given_changed_and_taken_back(admin):
    division = a_division()
    person = a_person("A1")
    admin.post(
        f"/staff/{person.pk}/posts",
        {"role": "課長", "division": division.key, "since": "2026-04-01", "deputy": "1"},
    )
    post = person.appointments.get()
    assert (post.role, post.division, str(post.valid_from), post.is_deputy) == (
        "課長",
        division,
        "2026-04-01",
        True,
    )
    admin.post(f"/staff/{person.pk}/posts/{post.pk}", {"since": "2026-04-01", "until": "2027-03-31"})
    post.refresh_from_db()
    assert (str(post.valid_until), post.is_deputy) == ("2027-03-31", False)
    admin.post(f"/staff/{person.pk}/posts/{post.pk}/take-back")
    assert not person.appointments.exists()


def test_a_post_of_somebody_else_is_not_there(admin):
    from hyoka.workflow import Role

    other = a_person("A2", Role.CLERK, a_division())
    person = a_person("A1")
    answer = admin.post(f"/staff/{person.pk}/posts/{other.appointments.get().pk}/take-back")
    assert answer.status_code == 404 and other.appointments.exists()


def test_one_cannot_close_ones_own_account(admin):
    from hyoka.store.models import Person

    own = Person.objects.get(login="admin")
    answer = admin.post(f"/staff/{own.pk}/disable")
    assert answer.status_code == 422 and "自分のアカウントは止められません" in text_of(answer)


def test_people_are_found_by_name_role_division_and_state(admin):
    from hyoka.workflow import Role

    a_person("A1", Role.HEAD, a_division(), name="図書 太郎")
    a_person("A2", Role.CLERK, a_division("土木課", "建設部"), name="道路 次郎", is_active=False)

    def found(query):
        return [
            login
            for login in ("A1", "A2", "admin")
            if f">{login}</a>" in text_of(admin.get(f"/staff/?{query}"))
        ]

    assert found("text=図書") == ["A1"]
    assert found("role=課長") == ["A1"]
    assert found(f"division={a_division('土木課').key}") == ["A2"]
    assert found("state=closed") == ["A2"]
    assert found("") == ["A1", "A2", "admin"]


@pytest.mark.parametrize(
    "query",
    [
        "role=x",
        "state=x",
        "sort=password",
        "page=0",
        "page=99",
        "page=x",
        "text=%00",
        "text=%F0%9F",
        "division='--",
    ],
)
def test_an_odd_address_is_a_page_all_the_same(admin, query):
    assert admin.get(f"/staff/?{query}").status_code == 200


def test_a_file_is_looked_at_before_it_is_done(admin):
    from hyoka.store.models import Person

    a_division()
    data = (HEAD + "A1,図書 太郎,,課長,図書館,,2026-04-01,,\n").encode("cp932")
    look = admin.post("/staff/import", {"file": SimpleUploadedFile("職員.csv", data), "with_passwords": "1"})
    assert "新しい人" in text_of(look) and not Person.objects.filter(login="A1").exists()
    page = text_of(look)
    seen = page.split('name="seen" value="')[1].split('"')[0]
    text = page.split("<textarea")[1].split(">\n", 1)[1].split("</textarea>")[0]
    done = admin.post("/staff/import/confirm", {"seen": seen, "text": text, "with_passwords": "1"})
    assert done.status_code == 200 and "はじめのパスワード" in text_of(done)
    assert Person.objects.get(login="A1").must_change_password


def test_bad_lines_are_listed_and_cannot_be_confirmed(admin):
    data = (HEAD + "A1,図書 太郎,,社長,,,,,\n,,,課長,,,,,\n").encode()
    look = admin.post("/staff/import", {"file": SimpleUploadedFile("x.csv", data)})
    assert look.status_code == 422
    assert "社長" in text_of(look) and 'name="seen"' not in text_of(look)


@pytest.mark.parametrize("data", [b"", b"\x00", b"PK\x03\x04", b"\xff" * 50, b'"', "氏名\n太郎\n".encode()])
def test_no_file_gives_a_fault(admin, data):
    assert admin.post("/staff/import", {"file": SimpleUploadedFile("x.csv", data)}).status_code == 422


def test_names_are_text_in_every_page(admin):
    evil = "<script>alert(1)</script>"
    person = a_person("A1", name=evil)
    for path in ("/staff/", f"/staff/{person.pk}/", "/audit/"):
        assert evil not in text_of(admin.get(path))


def test_the_list_leaves_as_a_file_and_that_is_told(admin):
    from hyoka.store.models import Event

    a_person("A1", name="=1+1")
    answer = admin.post("/staff/export", {"text": "A1"})
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer.content.decode("utf-8-sig").splitlines()[1] == "A1,'=1+1,,,,,,,"
    assert Event.objects.get(kind="export").body == {
        "what": "staff",
        "format": "csv",
        "rows": 1,
    }
    book = admin.post("/staff/export", {"text": "A1", "format": "xlsx"})
    assert book["Content-Disposition"].endswith('.xlsx"')
    rows = list(load_workbook(BytesIO(book.content)).active.values)
    assert rows[1][:2] == ("A1", "=1+1")  # a text, not a formula: openpyxl gives the formula's own sign below
    assert load_workbook(BytesIO(book.content)).active["B2"].data_type == "s"


def test_divisions_are_put_in_the_order_that_is_asked_for(admin):
    a_division("い課", "甲部"), a_division("あ課", "乙部")
    up, down = (text_of(admin.get(f"/staff/divisions/?sort={sort}")) for sort in ("name", "-name"))
    assert up.index("あ課") < up.index("い課") and down.index("い課") < down.index("あ課")
    assert admin.get("/staff/divisions/?sort=nosuch").status_code == 200


def test_divisions_leave_as_a_file_in_that_order(admin):
    from hyoka.store.models import Event

    a_division("い課", "=1+1"), a_division("あ課", "乙部")
    page = text_of(admin.get("/staff/divisions/?sort=-name"))
    assert "/staff/divisions/export.csv?sort=-name" in page
    assert "/staff/divisions/export.xlsx?sort=-name" in page
    answer = admin.get("/staff/divisions/export.csv?sort=-name")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines == ["課,部,始まり,終わり,職員,並び順", "い課,'=1+1,,,0,0", "あ課,乙部,,,0,0"]
    sheet = load_workbook(BytesIO(admin.get("/staff/divisions/export.xlsx").content)).active
    assert {cell.data_type for row in sheet.rows for cell in row if cell.value is not None} <= {"s", "n"}
    assert sorted(row[:2] for row in sheet.values)[:2] == [("あ課", "乙部"), ("い課", "=1+1")]
    told = [event.body for event in Event.objects.filter(kind="export").order_by("seq")]
    assert [(one["what"], one["format"], one["rows"]) for one in told] == [
        ("divisions", "csv", 2),
        ("divisions", "xlsx", 2),
    ]


@pytest.mark.parametrize("role", ["OFFICE", "CLERK", "AUDITOR"])
def test_files_of_the_administrator_are_not_for_others(client, role):
    from hyoka.store.models import Event
    from hyoka.workflow import Role

    sign_in(client, a_person("other", Role[role], a_division()))
    for address in ("/staff/divisions/export.csv", "/staff/divisions/export.xlsx"):
        assert client.get(address).status_code == 403
    assert client.post("/staff/export", {"format": "xlsx"}).status_code == 403
    assert not Event.objects.filter(kind="export").exists()


def test_staff_are_put_in_the_order_that_is_asked_for_on_the_page_and_in_the_file(admin):
    a_person("A1", name="い"), a_person("A2", name="あ")
    page = text_of(admin.get("/staff/?sort=name&text=A"))
    assert page.index(">A2</a>") < page.index(">A1</a>")
    book = admin.post("/staff/export", {"sort": "name", "text": "A", "format": "xlsx"})
    assert [row[0] for row in load_workbook(BytesIO(book.content)).active.values][1:3] == ["A2", "A1"]


def test_the_record_leaves_as_csv_and_as_excel_and_both_are_told(admin):
    from hyoka.store.models import Event

    person = a_person("A1", name="図書 太郎")
    admin.post(f"/staff/{person.pk}/disable")
    plain = admin.post("/audit/export", {"kind": "staff"}).content.decode("utf-8-sig")
    assert "アカウントを止めた 図書 太郎（A1）" in plain
    book = admin.post("/audit/export", {"kind": "staff", "format": "xlsx"}).content
    assert len(list(load_workbook(BytesIO(book)).active.values)) == len(plain.splitlines())
    told = [event.body for event in Event.objects.filter(kind="export").order_by("seq")]
    assert [(one["what"], one["format"]) for one in told] == [("audit", "csv"), ("audit", "xlsx")]


def test_a_file_is_named_by_the_hour_in_japan():
    from datetime import UTC, datetime

    from hyoka.actions.export import Format
    from hyoka.web.listing import file_answer

    answer = file_answer(b"", "staff", Format.CSV, datetime(2026, 3, 31, 23, 30, tzinfo=UTC))
    assert "staff-20260401-0830.csv" in answer["Content-Disposition"]


# ── the record ──


def test_the_record_tells_who_did_what(admin):
    person = a_person("A1", name="図書 太郎")
    admin.post(f"/staff/{person.pk}/disable")
    page = text_of(admin.get("/audit/?kind=staff"))
    assert "アカウントを止めた 図書 太郎（A1）" in page and "管理 花子" in page
    assert "アカウントを止めた" in text_of(admin.get(f"/audit/?person={person.pk}"))
    assert "アカウントを止めた" not in text_of(admin.get("/audit/?kind=staff&until=2020-01-01"))


def test_the_record_is_put_in_the_order_that_is_asked_for_on_the_page_and_in_the_file(admin):
    import re

    for login in ("A1", "A2"):
        admin.post(f"/staff/{a_person(login, name=f'職員 {login}').pk}/disable")

    def order(text):
        return re.findall(r"アカウントを止めた 職員 (A\d)", text)

    assert order(text_of(admin.get("/audit/?kind=staff"))) == ["A2", "A1"]
    assert order(text_of(admin.get("/audit/?kind=staff&sort=at"))) == ["A1", "A2"]
    assert 'href="?kind=staff&amp;sort=at"' in text_of(admin.get("/audit/?kind=staff"))
    made = admin.post("/audit/export", {"kind": "staff", "sort": "at"}).content.decode("utf-8-sig")
    assert order(made) == ["A1", "A2"]
    for sort in ("person", "-person", "kind", "-kind", "nosuch", "--at"):
        assert order(text_of(admin.get(f"/audit/?kind=staff&sort={sort}"))) == ["A2", "A1"]


def test_in_the_record_of_whoever_looked_no_name_is_left(admin):
    from hyoka.store.models import Event

    assert "その評価表はないので" in text_of(admin.get("/audit/?sheet=図書太郎"))
    admin.post("/audit/export", {"sheet": "図書太郎"})
    assert Event.objects.get(kind="export").body["asked"] == {}


def test_nothing_in_a_file_of_the_record_can_run(admin):
    from hyoka.workflow import Role

    person = a_person("A0", Role.ADMIN, name="=1+1")
    sign_in(admin, person)
    admin.post("/staff/new", {"login": "A9", "name": "新人"})
    assert ",'=1+1," in admin.post("/audit/export", {"person": person.pk}).content.decode("utf-8-sig")
    sheet = load_workbook(
        BytesIO(admin.post("/audit/export", {"person": person.pk, "format": "xlsx"}).content)
    ).active
    assert {cell.data_type for row in sheet.rows for cell in row if cell.value is not None} <= {"s", "n"}
    assert "=1+1" in {cell.value for row in sheet.rows for cell in row}


def test_who_took_a_sheet_out_is_found(admin):
    from tests.office import NOW, a_sheet

    from hyoka.actions.events import append_city
    from hyoka.store.actors import SYSTEM

    record = a_sheet()
    append_city("export", SYSTEM, NOW, {"what": "sheet", "sheet": record.key, "format": "xlsx"})
    append_city("export", SYSTEM, NOW, {"what": "list", "rows": 3})
    page = text_of(admin.get(f"/audit/?kind=export&sheet={record.key}"))
    assert "xlsx" in page and "1件" in page


def test_a_whole_record_proves_itself_and_a_changed_one_says_where(admin):
    from django.db import connection

    from hyoka.store.models import CITY, Event

    person = a_person("A1")
    admin.post(f"/staff/{person.pk}/disable")
    head = Event.objects.filter(scope=CITY).order_by("-seq").first()
    good = admin.post("/audit/check", {"seq": str(head.seq), "hash": head.hash})
    assert "控えとも一致します" in text_of(good)
    assert "控えた番号" in text_of(admin.post("/audit/check", {"seq": str(head.seq), "hash": "0" * 64}))
    assert admin.post("/audit/check", {"seq": "x", "hash": "y"}).status_code == 422
    with connection.cursor() as cursor:  # the planted fault: somebody with the database in hand
        for trigger in _triggers(cursor):
            cursor.execute(trigger)
        cursor.execute("UPDATE store_event SET body = %s WHERE id = %s", ['{"what": "enabled"}', head.pk])
    assert "書き換えられています" in text_of(admin.post("/audit/check"))


def _triggers(cursor):
    from django.db import connection

    if connection.vendor == "postgresql":
        return ["SET LOCAL session_replication_role = replica"]
    cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'store_event'")
    return [f"DROP TRIGGER {name}" for (name,) in cursor.fetchall()]


def test_an_auditor_reads_the_record_but_not_the_staff(client):
    from hyoka.workflow import Role

    sign_in(client, a_person("K1", Role.AUDITOR))
    assert client.get("/audit/").status_code == 200
    assert client.get("/staff/").status_code == 403


@pytest.mark.parametrize(
    "query",
    [
        "since=x",
        "until=2026-99-99",
        "person=x",
        "person=99999999999999999999",
        "sheet=%22",
        "kind=x",
        "page=x",
    ],
)
def test_an_odd_filter_is_a_page_all_the_same(admin, query):
    assert admin.get(f"/audit/?{query}").status_code == 200
