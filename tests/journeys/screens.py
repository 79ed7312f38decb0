"""画面と状態 — every screen of the office in every state: who opens what, and what is done to bring the state about.

`{words}` in a path are keys of `everything.found()`.
"""

from collections.abc import Callable, Iterator
from io import BytesIO
from time import time_ns
from typing import Any, NamedTuple

import pikepdf
from playwright.sync_api import Route, expect
from tests.journeys.browser import Person
from tests.journeys.everything import CELL

from hyoka.layouts import Season
from hyoka.workflow import Stage

Keys = dict[str, Any]


class Visit(NamedTuple):
    name: str  # of the address, as the resolver knows it; errors: ""
    who: str  # "": nobody is signed in
    path: str
    state: str = ""
    then: Callable[[Person, Keys], None] | None = None
    is_extra: bool = False  # in the full form only (HYOKA_TRUST=full)
    language: str = "ja"

    @property
    def title(self) -> str:
        words = (self.name or "error", self.who or "anonymous", self.state, self.language)
        return "-".join(word for word in words if word and word != "ja").replace(" ", "-")


# Addresses whose GET answers a program or gives a file; fragments are looked at in the page that fetches them.
NOT_SCREENS = {
    "download", "edit_state", "edit_history", "edit_fragment", "sign_in_again", "staff_export", "sheets_csv",
    "sheets_xlsx", "search_csv", "search_xlsx", "findings_csv", "findings_xlsx", "board_csv", "board_xlsx", "print_download",
    "sign_in_provider", "sign_in_provider_back", "audit_export", "print_jobs",
    "assign_csv", "assign_xlsx", "remind_log_csv", "remind_log_xlsx", "staff_divisions_csv", "staff_divisions_xlsx",
    "reorganise_csv", "reorganise_xlsx",
    "plans_csv", "plans_xlsx", "plans_list_csv", "plans_list_xlsx", "money_csv", "money_xlsx", "findings_city_csv", "findings_city_xlsx",
    "report_csv", "report_xlsx", "report_pdf", "report_behind_csv", "report_behind_xlsx",
}  # fmt: skip


# ── what is done on a page ──


def press(words: str) -> Callable[[Person, Keys], None]:
    def do(person: Person, keys: Keys) -> None:
        person.page.get_by_role("button", name=words, exact=True).first.click()
        person.page.wait_for_load_state("load")

    return do


def fill(words: str, **texts: str) -> Callable[[Person, Keys], None]:
    """Fields by name, as far as they are no longer checked by the browser, and a button."""

    def do(person: Person, keys: Keys) -> None:
        for name, text in texts.items():
            person.page.locator(f"main [name={name}]").first.fill(text)
        person.page.evaluate("document.querySelectorAll('form').forEach(form => { form.noValidate = true; })")
        press(words)(person, keys)

    return do


def on_one_a4(person: Person, keys: Keys) -> None:
    """首長の頁 — what is printed of it is one sheet of paper."""
    with pikepdf.open(BytesIO(person.page.pdf(prefer_css_page_size=True))) as printed:
        sides = [round(float(side) / 72 * 25.4) for side in printed.pages[0].mediabox[2:]]
        assert (len(printed.pages), sorted(sides)) == (1, [210, 297])


def passing_on(person: Person, keys: Keys) -> None:
    """Duties of the library that pass to another division: which of them, is asked next."""
    page = person.page
    page.get_by_role("radio", name="事務移管").check()
    page.locator("input[name=before]").first.check()
    page.get_by_label("後の課").fill("生涯学習推進課")
    page.get_by_label("理由").fill("公民館と合わせて行うため。")
    press("次へ")(person, keys)


def looking_first(person: Person, keys: Keys) -> None:
    passing_on(person, keys)
    person.page.locator("tbody select").nth(2).select_option(index=1)
    press("何が起こるかを見る")(person, keys)


def told(person: Person, keys: Keys) -> None:
    """An act that was told, in the list."""
    person.page.goto(person.page.url + "new")
    looking_first(person, keys)
    press("登録する")(person, keys)


def ready(person: Person, keys: Keys) -> None:
    person.page.locator("#editor[data-ready]").wait_for()


def conflict(person: Person, keys: Keys) -> None:
    """The colleague's text arrives between the typing and the saving; the dialog opens when the cell is left."""
    ready(person, keys)
    person.page.route("**/edits", lambda route: route.fulfill(status=423))
    person.cell(CELL).fill("自分が書いた文。")
    person.server.ask(
        "tests.journeys.everything:write_as_another", keys["draft"], CELL, f"{time_ns()} に同僚が書いた文。"
    )
    person.page.unroute("**/edits")
    expect(person.page.locator("[data-word]")).to_contain_text("食い違って", timeout=60_000)
    person.cell(CELL).press("Tab")
    person.page.locator("#conflict[open]").wait_for()


def by_hand(person: Person, keys: Keys) -> None:
    conflict(person, keys)
    person.page.locator("#conflict [data-choice=hand]").click()


def history(person: Person, keys: Keys) -> None:
    ready(person, keys)
    person.cell(CELL).focus()
    person.page.locator("#save-state [data-history]").click()
    person.page.locator("#history[open] table").wait_for()


def comments(person: Person, keys: Keys) -> None:
    ready(person, keys)
    person.cell(CELL).focus()
    person.page.locator("#save-state [data-comments]").click()
    person.page.locator("#comments-panel .comment").first.wait_for()


def findings(person: Person, keys: Keys) -> None:
    ready(person, keys)
    person.page.locator("#findings summary").click()


def signed_out(person: Person, keys: Keys) -> None:
    """The page finds out by itself: it asks for news."""
    ready(person, keys)
    person.server.ask("tests.journeys.everything:end_sessions", person.login)
    person.page.locator("#sign-in-again[open]").wait_for()


def refused(person: Person, keys: Keys) -> None:
    """A cell that the server refuses: an amount that is none."""
    ready(person, keys)
    figure = person.page.locator('textarea[data-place$="/settlement"]').first
    figure.fill("五百円くらい")
    figure.press("Tab")
    expect(person.page.locator("[data-word]")).not_to_contain_text("保存中", timeout=30_000)


def stale(person: Person, keys: Keys) -> None:
    """The page was drawn before the last edit."""
    person.page.evaluate("document.querySelector('#moves [name=seen]').value = '1'")
    press("提出")(person, keys)


def staff_file(text: str) -> Callable[[Person, Keys], None]:
    def do(person: Person, keys: Keys) -> None:
        data = {"name": "職員.csv", "mimeType": "text/csv", "buffer": text.encode()}
        person.page.set_input_files("main input[type=file]", data)
        person.page.locator("main form button[type=submit]").first.click()
        person.page.wait_for_load_state("load")

    return do


def send_file(person: Person, keys: Keys) -> None:
    data = {"name": "絵.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n0000"}
    person.page.set_input_files("#file", data)
    press("読み取る")(person, keys)


def pick_all(words: str) -> Callable[[Person, Keys], None]:
    def do(person: Person, keys: Keys) -> None:
        person.page.locator("main tbody input[type=checkbox]:enabled").first.check()
        press(words)(person, keys)

    return do


def posted(path: str, kind: str, body: str, *, token: bool = True) -> Callable[[Person, Keys], None]:
    """The browser's next look at a path becomes this POST."""

    def do(person: Person, keys: Keys) -> None:
        cookies = {cookie["name"]: cookie["value"] for cookie in person.context.cookies()}
        value = next((one for name, one in cookies.items() if "csrf" in name), "")
        headers = {"Content-Type": kind, **({"X-CSRFToken": value} if token else {})}
        target = person.server.address + path.format(**keys)

        def change(route: Route) -> None:
            route.continue_(method="POST", headers={**route.request.headers, **headers}, post_data=body)

        person.page.route(target, change)
        person.page.goto(target)
        person.page.unroute(target)

    return do


FORM = "application/x-www-form-urlencoded"
STAFF = "職員番号,氏名,メール,役割,所属課,所属部,開始日,終了日,代決\n9001,山野 花子,,担当者,図書館,,,,\n"


# ── the list ──


def of_the_editor() -> Iterator[Visit]:
    """Each stage × season for the clerk, the office and whoever decides; dialogs over the page."""
    route = {
        Stage.DRAFT: "tanaka", Stage.CHIEF: "suzuki", Stage.HEAD: "sato", Stage.DIRECTOR: "kono",
        Stage.OFFICE: "sano", Stage.FINAL: "noguchi", Stage.PUBLISHED: "matsuo",
    }  # fmt: skip
    for season in Season:
        for stage, decides in route.items():
            here = f"{season} {stage}"
            if season is Season.EVALUATION and stage is Stage.DRAFT:
                continue  # below, in all its states
            who = {
                "評価時 係長確認": "shimizu",
                "評価時 課長確認": "hasegawa",
                "評価時 部長確認": "maruyama",
            }.get(here, decides)
            is_extra = stage in (Stage.CHIEF, Stage.DIRECTOR, Stage.PUBLISHED) or (
                season is Season.PLANNING and stage in (Stage.OFFICE, Stage.FINAL)
            )
            yield Visit("edit", who, f"/sheets/{{{here}}}/", here, ready, is_extra)
            yield Visit(
                "edit",
                "kinoshita" if stage is Stage.DRAFT else "sano",
                f"/sheets/{{{here}}}/",
                here,
                ready,
                True,
            )
    for who in ("tanaka", "sano", "kinoshita", "suzuki"):
        yield Visit("edit", who, "/sheets/{draft}/", "draft", findings, who in ("sano", "suzuki"))
    yield Visit("edit", "yamamoto", "/sheets/{returned}/", "returned", findings)
    yield Visit("edit", "saito", "/sheets/{blank}/", "blank", findings, True)
    yield Visit("edit", "tanaka", "/sheets/{correction}/", "correction", ready)
    yield Visit("edit", "matsuo", "/sheets/{past}/", "frozen", ready)
    yield Visit("edit", "tanaka", "/sheets/{draft}/", "conflict", conflict)
    yield Visit("edit", "tanaka", "/sheets/{draft}/", "by hand", by_hand, True)
    yield Visit("edit", "tanaka", "/sheets/{draft}/", "history", history)
    yield Visit("edit", "tanaka", "/sheets/{draft}/", "comments", comments)
    yield Visit("edit", "tanaka", "/sheets/{draft}/", "refused", refused)
    yield Visit("edit", "tanaka", "/sheets/{draft}/", "", findings, language="en")
    yield Visit("edit", "sato", "/sheets/{draft}/", "signed out", signed_out)


def of_reviewing() -> Iterator[Visit]:
    yield Visit("review_waiting", "hasegawa", "/review/")
    yield Visit("review_waiting", "sano", "/review/", "many")
    yield Visit("review_waiting", "sano", "/review/", "done", pick_all("選んだ評価表を承認する"), True)
    yield Visit("review_waiting", "empty", "/review/", "empty")
    yield Visit("review", "tanaka", "/sheets/{draft}/review", "changes")
    yield Visit("review", "tanaka", "/sheets/{draft}/review", "refused", press("提出"))
    yield Visit("review", "tanaka", "/sheets/{draft}/review", "409", stale)
    yield Visit("review", "hasegawa", "/sheets/{評価時 課長確認}/review", "decides")
    yield Visit("review", "hasegawa", "/sheets/{評価時 課長確認}/review", "no note", press("差戻し"))
    yield Visit("review", "yamamoto", "/sheets/{returned}/review", "returned")
    yield Visit("review", "kinoshita", "/sheets/{draft}/review", "reads", None, True)
    yield Visit("review", "sano", "/sheets/{correction}/review", "correction", None, True)
    yield Visit("review", "sano", "/sheets/{評価時 確定}/review", "final", None, True)
    yield Visit("review", "sano", "/sheets/{計画時 作成中}/review", "no difference", None, True)
    yield Visit("review", "tanaka", "/sheets/{draft}/review", "", language="en")
    yield Visit("review_record", "sano", "/sheets/{opined}/record", "opinions")
    yield Visit("review_record", "evaluator", "/sheets/{opined}/record", "opines")
    yield Visit("review_record", "matsuo", "/sheets/{past}/record", "published", None, True)
    yield Visit("review_record", "yamamoto", "/sheets/{returned}/record", "returned", None, True)
    yield Visit("review_revision", "sano", "/sheets/{past}/revisions/{revision}")
    yield Visit("review_threads", "tanaka", "/sheets/{draft}/threads", "threads")
    yield Visit("review_threads", "saito", "/sheets/{blank}/threads", "empty", None, True)


def of_the_desk() -> Iterator[Visit]:
    for who in ("tanaka", "hasegawa", "sano", "sugawara", "empty"):
        yield Visit("home", who, "/")
    for who in ("kono", "kinoshita", "noguchi", "matsuo", "evaluator", "yamamoto", "nobody"):
        yield Visit("home", who, "/", "", None, True)
    yield Visit("home", "sano", "/", language="en")
    yield Visit("seasons", "sano", "/seasons/")
    yield Visit("seasons", "sano", "/seasons/", "refused", fill("受付を開く", day="2020-01-01"))
    yield Visit("seasons_close", "sano", "/seasons/{round}/close")
    yield Visit("seasons_begin", "sano", "/seasons/{round}/begin")
    yield Visit("seasons_carry", "sano", "/seasons/carry/2025")
    yield Visit("seasons_carry", "sano", "/seasons/carry/2024", "done")
    yield Visit("findings_city", "sano", "/findings/city")
    yield Visit("findings_city", "sano", "/findings/city?year=2026", "found")
    yield Visit("edit_series", "tanaka", "/sheets/{draft}/series")
    yield Visit("overview", "sano", "/overview/", "", on_one_a4)
    yield Visit("overview", "matsuo", "/overview/", "published", None, True)
    yield Visit("overview", "empty", "/overview/", "empty", None, True)
    yield Visit("money", "kinoshita", "/money/")
    yield Visit("money_one", "kinoshita", "/money/{ledger}/", "look")
    yield Visit("money_one", "kinoshita", "/money/{ledger columns}/", "columns")
    yield Visit("money_one", "kinoshita", "/money/{ledger done}/", "done")
    yield Visit("plans", "sano", "/plans/")
    yield Visit("plans", "tanaka", "/plans/", "", None, True)
    yield Visit("plans", "sano", "/plans/?sort=-years", "sorted", None, True)
    yield Visit("plans_new", "sano", "/plans/new")
    yield Visit("plans_new", "sano", "/plans/new", "refused", fill("作る", name="", since="らいねん"))
    yield Visit("plans_renewal", "sano", "/plans/renewal")
    yield Visit("plans_one", "sano", "/plans/{plan}/")
    yield Visit("plans_one", "tanaka", "/plans/{outline}/", "outline")
    yield Visit("plans_head", "sano", "/plans/{plan}/head")
    yield Visit("plans_row", "sano", "/plans/{outline}/row/items")
    yield Visit("plans_row", "sano", "/plans/{plan}/row/nodes", "refused", fill("保存する"))
    yield Visit("plans_item", "sano", "/plans/{outline}/item/{item}")
    yield Visit("plans_file", "sano", "/plans/{plan}/file/nodes")
    yield Visit("plans_version", "sano", "/plans/{plan}/versions/1")
    yield Visit("reorganise", "sano", "/divisions/", "empty")
    yield Visit("reorganise_new", "sano", "/divisions/new")
    yield Visit("reorganise_new", "sano", "/divisions/new", "refused", press("次へ"))
    yield Visit("reorganise_new", "sano", "/divisions/new", "work", passing_on)
    yield Visit("reorganise_new", "sano", "/divisions/new", "look", looking_first)
    yield Visit("reorganise", "sano", "/divisions/", "", told)
    yield Visit("board", "sano", "/board/")
    yield Visit("board", "tanaka", "/board/", "own", None, True)
    yield Visit("board", "empty", "/board/", "empty", None, True)
    yield Visit("board", "sano", "/board/", "", None, True, "en")
    yield Visit("assign", "sano", "/assign/")
    yield Visit("assign", "sano", "/assign/?year=&division=toshokan&measure=11", "empty", None, True)
    yield Visit("assign_people", "sano", "/assign/people")
    yield Visit("remind", "sano", "/remind/")
    yield Visit("remind", "sano", "/remind/?year=1999", "empty", None, True)
    yield Visit("remind", "sano", "/remind/?which=all", "preview", pick_all("送る前に確かめる"))
    yield Visit("remind_log", "sano", "/remind/log")
    yield Visit("print", "tanaka", "/print/", "jobs")
    yield Visit("print", "sano", "/print/", "many", None, True)
    yield Visit("print", "empty", "/print/", "empty", None, True)
    yield Visit("health", "sano", "/health/")
    yield Visit("health", "sugawara", "/health/", "", None, True)


def of_finding() -> Iterator[Visit]:
    yield Visit("sheets", "sano", "/sheets/")
    yield Visit("sheets", "tanaka", "/sheets/?sort=-stage", "sorted", None, True)
    yield Visit("sheets", "matsuo", "/sheets/", "published", None, True)
    yield Visit("sheets", "sano", "/sheets/?q=nosuchsheet", "nothing")
    yield Visit("sheets", "empty", "/sheets/", "empty")
    yield Visit("sheets", "sano", "/sheets/", "", None, True, "en")
    yield Visit("search", "tanaka", "/search/", "asked nothing")
    yield Visit("search", "tanaka", "/search/?q=図書", "found")
    yield Visit("search", "tanaka", "/search/?q=該当なしの語", "nothing")
    yield Visit("search", "tanaka", "/search/?q=図書", "", None, True, "en")
    yield Visit("findings", "sano", "/findings/")
    yield Visit("findings", "empty", "/findings/", "empty", None, True)
    yield Visit("reports", "sano", "/reports/")
    yield Visit("reports", "sano", "/reports/", "", None, True, "en")
    yield Visit("report", "sano", "/reports/results/", "results")
    yield Visit("report", "sano", "/reports/costs/?by=division&year=2025", "costs")
    for name in (
        "plan-indicators",
        "hours",
        "reform",
        "last-year",
        "pending",
        "findings",
        "usual-answers",
        "rejudged",
    ):
        yield Visit("report", "sano", f"/reports/{name}/?year=2025", name, None, True)
    yield Visit(
        "report", "sano", "/reports/rejudged/?year=2025&rules=kitakyushu&show=changed", "rejudged-changed"
    )
    yield Visit(
        "report",
        "sano",
        "/reports/rejudged/?year=2025&rules=nagayo&show=open",
        "rejudged-open",
        None,
        True,
        "en",
    )
    yield Visit("report", "tanaka", "/reports/results/", "sorted", None, True, "en")
    yield Visit("report", "matsuo", "/reports/results/", "published", None, True)
    yield Visit("report", "empty", "/reports/costs/", "empty", None, True)
    behind = "/reports/costs/behind?year=2025&by=division&row=total&column="
    yield Visit("report_behind", "sano", f"{behind}budget")
    yield Visit("report_behind", "sano", f"{behind}rate", "rate", None, True)
    yield Visit("take_in", "tanaka", "/import/")
    yield Visit("take_in", "empty", "/import/", "empty", None, True)
    yield Visit("take_in", "tanaka", "/import/", "refused", send_file)
    yield Visit("take_in_file", "tanaka", "/import/{upload two}/")
    yield Visit("take_in_sheet", "tanaka", "/import/{upload edits}/1/", "edits")
    yield Visit("take_in_sheet", "tanaka", "/import/{upload doubts}/1/", "doubts")
    yield Visit("take_in_sheet", "tanaka", "/import/{upload done}/1/", "result")
    yield Visit("take_in_sheet", "tanaka", "/import/{upload edits}/1/", "", None, True, "en")


def of_people() -> Iterator[Visit]:
    yield Visit("account", "tanaka", "/account")
    yield Visit("account", "ishii", "/account", "second factor", None, True)
    yield Visit("account_password", "tanaka", "/account/password")
    yield Visit(
        "account_password",
        "tanaka",
        "/account/password",
        "refused",
        fill("変える", old="x", new="y", again="z"),
    )
    yield Visit("account_password", "new", "/account/password", "must", None, True)
    yield Visit("account_second_factor", "tanaka", "/account/second-factor")
    yield Visit("staff", "sugawara", "/staff/")
    yield Visit("staff", "sugawara", "/staff/?q=nosuchperson", "nothing", None, True)
    yield Visit("staff_new", "sugawara", "/staff/new")
    yield Visit("staff_new", "sugawara", "/staff/new", "refused", fill("加える", login="tanaka", name="田中"))
    yield Visit("staff_person", "sugawara", "/staff/{person}/")
    yield Visit("staff_import", "sugawara", "/staff/import")
    yield Visit("staff_import", "sugawara", "/staff/import", "preview", staff_file(STAFF))
    yield Visit(
        "staff_import", "sugawara", "/staff/import", "wrong", staff_file(STAFF.replace("図書館", "図所館"))
    )
    yield Visit("staff_import", "sugawara", "/staff/import", "no file", staff_file("氏名\n田中\n"), True)
    yield Visit("staff_divisions", "sugawara", "/staff/divisions/")
    yield Visit("staff_division_new", "sugawara", "/staff/divisions/new")
    yield Visit("staff_division", "sugawara", "/staff/divisions/{division}")
    yield Visit("audit", "sugawara", "/audit/")
    yield Visit("audit", "noguchi", "/audit/?who=nosuchperson", "nothing", None, True)
    yield Visit("audit_check", "sugawara", "/audit/check")
    yield Visit("audit_check", "sugawara", "/audit/check", "checked", press("すべての記録を確かめる"), True)
    yield Visit("sign_in", "", "/sign-in")
    yield Visit(
        "sign_in", "", "/sign-in", "failed", fill("サインイン", login="tanaka", password="chigau-kotoba")
    )
    yield Visit("sign_in", "", "/sign-in", "", None, language="en")
    code = fill("サインイン", login="ishii", password="nagai-kotoba-de-hairu")
    yield Visit("sign_in_code", "", "/sign-in", "asked", code)


def of_errors() -> Iterator[Visit]:
    """Typed errors as pages."""
    wrong = "multipart/form-data; boundary="
    yield Visit("", "tanaka", "/", "400", posted("/import/", wrong, "x"))
    yield Visit("", "tanaka", "/staff/", "403")
    yield Visit("", "tanaka", "/", "token", posted("/language", FORM, "language=en", token=False))
    yield Visit("", "tanaka", "/nosuch", "404")
    yield Visit("", "", "/nosuch", "404 signed out", None, True)
    yield Visit("", "tanaka", "/sheets/{draft}/move", "405")
    words = "理由の文です。" * 20
    yield Visit(
        "",
        "tanaka",
        "/",
        "422",
        posted("/sheets/{draft}/explain", FORM, f"fingerprint=gone&text={words}"),
    )
    yield Visit("", "tanaka", "/", "413", posted("/sheets/{draft}/explain", FORM, "text=" + "a" * 4_300_000))
    yield Visit("", "tanaka", "/nosuch", "404", None, True, "en")


def visits() -> tuple[Visit, ...]:
    groups = (of_the_editor, of_reviewing, of_the_desk, of_finding, of_people, of_errors)
    return tuple(visit for group in groups for visit in group())
