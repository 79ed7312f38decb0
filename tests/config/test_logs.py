"""記録 — one JSON object a line, whatever is logged; nothing that a person typed."""

import json
import logging
import subprocess
import sys
from pathlib import Path

import pytest

from hyoka.config.logs import JsonLine, logging_dict

CANARY = "秘密の住所カナリア市一丁目"


def line(message: str = "m", *arguments: object, error: BaseException | None = None, **facts: object) -> str:
    info = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord("hyoka.web", logging.ERROR, __file__, 1, message, arguments, info)
    for name, value in facts.items():
        setattr(record, name, value)
    return JsonLine().format(record)


@pytest.mark.parametrize(
    "sign", ["\n", "\r\n", "\x85", "\u2028", "\u2029", "\x00", "\x1b[31m", "\x0b", "\x0c"]
)
def test_no_text_can_begin_a_line_of_its_own(sign: str) -> None:
    forged = f'a{sign}{{"level": "info", "message": "forged"}}'
    for written in (line(forged), line("%s", forged), line(path=forged), line(sheet=forged)):
        assert len(written.splitlines()) == 1
        assert sign not in json.loads(written).values()
        assert "\x1b" not in written


def test_an_exceptions_own_words_stay_out() -> None:
    def save(text: str) -> None:
        raise ValueError(f"cannot hold {text}")

    try:
        save(CANARY)
    except ValueError as error:
        written = line("fault", error=error, incident="12ab")
    told = json.loads(written)
    assert CANARY not in written
    assert told["exception"] == "ValueError" and told["incident"] == "12ab"
    assert any("save" in step for step in told["trace"])


def test_what_is_no_known_fact_stays_out() -> None:
    written = line("saved", sheet="abc", value=CANARY, name_of_person=CANARY, request=CANARY)
    assert CANARY not in written and json.loads(written)["sheet"] == "abc"


def test_a_long_message_is_cut() -> None:
    assert len(json.loads(line("あ" * 100_000))["message"]) <= 500


@pytest.mark.parametrize("name", ["hyoka.web", "django.request", "some.library"])
def test_whoever_logs_writes_one_json_line_and_only_once(name: str, tmp_path: Path) -> None:
    target = tmp_path / "hyoka.log"
    code = (
        "import logging.config, sys; from hyoka.config.logs import logging_dict;"
        f"logging.config.dictConfig(logging_dict({str(target)!r}));"
        f"logging.getLogger({name!r}).warning('one\\ntwo')"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    (written,) = target.read_text(encoding="utf-8").splitlines()
    assert json.loads(written)["name"] == name
    assert not ran.stdout and not ran.stderr


def test_the_standard_error_is_where_nothing_else_is_set() -> None:
    assert logging_dict("-")["handlers"]["out"]["class"] == "logging.StreamHandler"


@pytest.mark.django_db
def test_a_request_that_fails_leaves_no_word_of_its_body_in_the_log(
    client, caplog: pytest.LogCaptureFixture
) -> None:  # type: ignore[no-untyped-def]
    with caplog.at_level(logging.DEBUG):
        client.post("/sign-in", {"login": CANARY, "password": CANARY})
        client.get("/no-such-page", {"q": CANARY})
        client.post("/sheets/unknown/edits", CANARY, content_type="application/json")
    formatter = JsonLine()
    written = [formatter.format(record) for record in caplog.records if record.levelno >= logging.WARNING]
    assert not any(CANARY in one for one in written)
