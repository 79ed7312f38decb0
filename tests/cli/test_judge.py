"""hyoka judge — other rules beside what is stated."""

import json
from pathlib import Path

from hyoka.example import clean_sheets
from hyoka.judging import rule_set_names
from hyoka.sheet import sheet_to_json


def a_file(tmp_path) -> str:
    path = tmp_path / "図書館.json"
    sheet = next(one for one in clean_sheets() if one.fiscal_year == 2025 and one.head.division == "図書館")
    path.write_text(sheet_to_json(sheet), encoding="utf-8")
    return str(path)


def test_without_a_name_the_sets_are_listed(hyoka) -> None:
    out = hyoka("judge").out
    assert [line.split()[0] for line in out.splitlines()] == list(rule_set_names())


def test_what_is_stated_stands_beside_what_the_rules_say(hyoka, tmp_path) -> None:
    path = a_file(tmp_path)
    before = Path(path).read_text(encoding="utf-8")
    done = hyoka("judge", "--rules", "kitakyushu", path)
    assert done.code == 0 and "図書館" in done.out and "÷" in done.out
    rows = json.loads(hyoka("judge", "--rules", "kitakyushu", "--format", "json", path).out)
    assert {"stated", "status", "rule", "version", "arithmetic", "place", "sheet_key"} <= set(rows[0])
    assert Path(path).read_text(encoding="utf-8") == before


def test_an_unknown_set_is_answered_with_all_of_them(hyoka, tmp_path) -> None:
    done = hyoka("judge", "--rules", "nowhere", a_file(tmp_path))
    assert done.code == 2 and "kitakyushu" in done.err
    assert hyoka("judge", "--rules", "sano").code == 2
