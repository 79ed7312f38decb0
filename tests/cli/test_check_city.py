"""hyoka check with many sheets of one year: what they say against each other stands with the sheet to look at first."""

import json
from pathlib import Path

from tests.checks.sheets import a_direction, a_means, a_project
from tests.checks.whole_city.cities import held_by
from tests.cli.hyoka_command import Hyoka, saved

from hyoka.sheet import Sheet


def with_project(division: str, measure_no: str, **fields: object) -> Sheet:
    means = a_means("読み聞かせ会の回数", [("10回", "12回", "達成")])
    direction = a_direction("1", projects=[a_project("読み聞かせ事業", means)])
    return held_by(division, measure_no, direction, **fields)


ONE, OTHER = with_project("図書館", "31"), with_project("子育て支援課", "11")


def test_a_project_in_two_files_is_told_once(hyoka: Hyoka, tmp_path: Path) -> None:
    ran = hyoka("check", saved(tmp_path / "1.json", ONE), saved(tmp_path / "2.json", OTHER))
    assert ran.code == 0
    assert ran.out.count("[project-is-in-one-sheet]") == 1
    assert "図書館の施策31、子育て支援課の施策11" in ran.out


def test_programs_get_the_other_sheet_and_its_place(hyoka: Hyoka, tmp_path: Path) -> None:
    files = saved(tmp_path / "1.json", ONE), saved(tmp_path / "2.json", OTHER)
    first, second = json.loads(hyoka("check", *files, "--format", "json").out)
    [finding] = [one for one in first["findings"] if one["check"] == "project-is-in-one-sheet"]
    assert not [one for one in second["findings"] if one["check"] == "project-is-in-one-sheet"]
    [there] = finding["elsewhere"]
    assert there["sheet_key"] == OTHER.key and "子育て支援課" in there["sheet"]
    assert "事業名" in there["where"]


def test_the_same_sheet_twice_or_another_year_is_no_city(hyoka: Hyoka, tmp_path: Path) -> None:
    later = with_project("子育て支援課", "11", fiscal_year=2019)
    for name, other in (("same", ONE), ("later", later)):
        files = saved(tmp_path / "1.json", ONE), saved(tmp_path / f"{name}.json", other)
        assert "[project-is-in-one-sheet]" not in hyoka("check", *files, "--all").out


def test_what_is_nowhere_is_told_only_of_the_whole_city(hyoka: Hyoka, tmp_path: Path) -> None:
    relisted = held_by(
        "広報課", "51", a_direction("1", projects=[a_project("読み聞かせ事業", relisted_from=("7", "1"))])
    )
    files = saved(tmp_path / "1.json", ONE), saved(tmp_path / "2.json", relisted)
    assert "[relisting-is-found-elsewhere]" not in hyoka("check", *files, "--all").out
    assert "[relisting-is-found-elsewhere]" in hyoka("check", *files, "--all", "--whole-city").out
