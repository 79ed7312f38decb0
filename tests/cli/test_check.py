"""hyoka check: what a clerk sees, and what a program gets."""

import json
from pathlib import Path

import pytest
from tests.cli.hyoka_command import Hyoka, is_one_complaint, program, saved
from tests.tables.sample import DIRECTION, H29, a_sheet, cost

from hyoka.checks import Around, Severity, run
from hyoka.cli.findings import DOZEN
from hyoka.example import clean_sheets
from hyoka.sheet import BudgetLine, Sheet, put
from hyoka.values import Entry

RELISTED = DIRECTION.budget_table.lines[1]


def with_lines(*lines: BudgetLine, key: str = "sheet1") -> Sheet:
    """The sample with one direction that holds these budget lines and nothing else to find fault with."""
    direction = type(DIRECTION)(key="dir2", no="2", budget_table={"presence": "present", "lines": lines})  # type: ignore[arg-type]
    return a_sheet(
        key=key,
        directions=(direction,),
        outcomes={"presence": "blank"},
        totals={"presence": "not_in_source"},
        schedule={"presence": "not_in_source"},
    )


def faulty(count: int = 1, key: str = "sheet1") -> Sheet:
    """So many certain faults: relisted lines that carry money."""
    return with_lines(
        *(
            RELISTED.model_copy(
                update={"key": f"lin{index:02}", "no": str(index), "years": (cost(H29, "1,200", "", "", ""),)}
            )
            for index in range(count)
        ),
        key=key,
    )


def errors(sheet: Sheet) -> int:
    return sum(finding.severity is Severity.ERROR for finding in run(sheet, Around.of(sheet)))


CLEAN = with_lines(RELISTED)


def test_the_samples_are_what_they_say() -> None:
    assert errors(CLEAN) == 0
    assert errors(faulty()) == 1
    assert errors(faulty(20)) == 20


def test_a_clean_sheet_is_exit_0(hyoka: Hyoka, tmp_path: Path) -> None:
    ran = hyoka("check", saved(tmp_path / "a.json", CLEAN))
    assert (ran.code, ran.err) == (0, "")
    assert "要修正 0 件" in ran.out


def test_an_error_is_exit_1_with_its_place_in_the_forms_words(hyoka: Hyoka, tmp_path: Path) -> None:
    ran = hyoka("check", saved(tmp_path / "a.json", faulty()))
    assert ran.code == 1
    assert "要修正  予算費目表(2) 各事務事業に対する事業費 0 再掲費目 H29 予算額" in ran.out
    assert "1,200千円" in ran.out
    assert "[relisted-carries-no-money]" in ran.out


def test_a_file_that_cannot_be_read_is_exit_2_and_the_others_are_checked(
    hyoka: Hyoka, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text("{", encoding="utf-8")
    ran = hyoka("check", bad, saved(tmp_path / "a.json", faulty()))
    assert ran.code == 2
    assert "[relisted-carries-no-money]" in ran.out
    assert ran.err.startswith("hyoka: ") and ran.err.count("\n") == 1 and "bad.json" in ran.err


def test_only_an_unreadable_file_is_one_complaint(hyoka: Hyoka, tmp_path: Path) -> None:
    ran = hyoka("check", tmp_path / "no.pdf")
    assert is_one_complaint(ran)
    assert "ファイルがありません" in ran.err


def test_the_screen_shows_a_dozen_and_says_how_many_more(hyoka: Hyoka, tmp_path: Path) -> None:
    path = saved(tmp_path / "a.json", faulty(20))
    ran = hyoka("check", path)
    assert ran.out.count("[relisted-carries-no-money]") == DOZEN == 12
    hidden = sum(finding.severity is not Severity.NOTE for finding in run(faulty(20))) - DOZEN
    assert f"ほか {hidden} 件（--all で表示）" in ran.out
    everything = hyoka("check", path, "--all")
    assert everything.out.count("[relisted-carries-no-money]") == 20
    assert "（--all で表示）" not in everything.out


def test_a_dozen_is_a_dozen_over_all_sheets_and_the_most_serious(hyoka: Hyoka, tmp_path: Path) -> None:
    warned = a_sheet(key="sheet0")
    assert errors(warned) < len([f for f in run(warned) if f.severity is not Severity.NOTE])
    saved(tmp_path / "0.json", warned)
    saved(tmp_path / "1.json", faulty(20))
    ran = hyoka("check", tmp_path)
    assert sum(line.startswith(("要修正  ", "要確認  ")) for line in ran.out.splitlines()) == DOZEN
    assert not any(line.startswith("要確認  ") for line in ran.out.splitlines())
    assert "評価表 2 冊: 要修正" in ran.out


def test_notes_are_shown_only_when_asked_for(hyoka: Hyoka, tmp_path: Path) -> None:
    sheet = a_sheet()
    assert any(finding.severity is Severity.NOTE for finding in run(sheet))
    path = saved(tmp_path / "a.json", sheet)
    brief, everything = hyoka("check", path), hyoka("check", path, "--all")
    assert not any(line.startswith("参考  ") for line in brief.out.splitlines())
    assert "（参考は --all で表示）" in brief.out
    assert any(line.startswith("参考  ") for line in everything.out.splitlines())


def test_json_has_every_finding_with_the_fields_of_the_contract(hyoka: Hyoka, tmp_path: Path) -> None:
    sheet = faulty(20)
    ran = hyoka("check", saved(tmp_path / "a.json", sheet), "--format", "json")
    [entry] = json.loads(ran.out)
    assert ran.code == 1
    assert entry["sheet"] == "平成30年度 情報課 48 電子市役所の構築"
    found = run(sheet)
    assert [finding["check"] for finding in entry["findings"]] == [finding.check for finding in found]
    first = entry["findings"][0]
    assert first["severity"] == "error"
    assert first["at"].startswith("/directions/dir2/budget_table/lin")
    assert isinstance(first["message"], str) and isinstance(first["places"], list)
    assert all(
        ("fiscal_year" in told) is (one.fiscal_year is not None)
        for told, one in zip(entry["findings"], found, strict=True)
    )


def test_json_tells_which_files_could_not_be_read(hyoka: Hyoka, tmp_path: Path) -> None:
    ran = hyoka("check", tmp_path / "no.pdf", saved(tmp_path / "a.json", CLEAN), "--format", "json")
    missing, clean = json.loads(ran.out)
    assert ran.code == 2
    assert "ファイルがありません" in missing["error"]
    assert clean["file"].endswith("a.json")


def test_season_asks_for_what_should_be_filled_in(hyoka: Hyoka, tmp_path: Path) -> None:
    path = saved(tmp_path / "a.json", a_sheet())
    unasked = hyoka("check", path, "--all")
    asked = {
        season: hyoka("check", path, "--all", "--season", season).out
        for season in ("計画時", "plan", "評価時", "evaluation")
    }
    assert asked["計画時"] == asked["plan"]
    assert asked["評価時"] == asked["evaluation"]
    assert len(asked["評価時"]) > len(unasked.out)


def test_effort_grid_is_off_unless_asked_for(hyoka: Hyoka, tmp_path: Path) -> None:
    path = saved(tmp_path / "a.json", a_sheet())
    off = hyoka("check", path, "--all", "--format", "json").out
    on = hyoka("check", path, "--all", "--format", "json", "--effort-grid", "0.07").out
    assert len(json.loads(on)[0]["findings"]) > len(json.loads(off)[0]["findings"])


def test_a_folder_stands_for_the_sheets_in_it(hyoka: Hyoka, tmp_path: Path) -> None:
    (tmp_path / "R01").mkdir()
    saved(tmp_path / "R01" / "a.json", CLEAN)
    saved(tmp_path / "b.json", faulty(key="sheet2"))
    (tmp_path / "~$b.xlsx").write_bytes(b"left behind by Excel")
    (tmp_path / "memo.docx").write_bytes(b"not a sheet")
    ran = hyoka("check", tmp_path, "--format", "json")
    assert [Path(entry["file"]).name for entry in json.loads(ran.out)] == ["a.json", "b.json"]


def test_an_empty_folder_is_one_complaint(hyoka: Hyoka, tmp_path: Path) -> None:
    ran = hyoka("check", tmp_path)
    assert is_one_complaint(ran)
    assert "評価表のファイル" in ran.err


def test_the_standard_input_is_a_file(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.json", faulty())
    ran = program("check", "-", stdin=path.read_bytes())
    assert ran.code == 1
    assert "[relisted-carries-no-money]" in ran.out


def test_an_unknown_layout_is_one_complaint(hyoka: Hyoka, tmp_path: Path) -> None:
    ran = hyoka("check", "--layout", "nope", saved(tmp_path / "a.json", CLEAN))
    assert is_one_complaint(ran)
    assert "様式「nope」はありません。使える様式: " in ran.err


def test_a_sheet_of_an_unknown_layout_does_not_stop_the_others(hyoka: Hyoka, tmp_path: Path) -> None:
    unknown = saved(tmp_path / "u.json", a_sheet(key="sheet9", layout="kuni-2030"))
    ran = hyoka("check", unknown, saved(tmp_path / "a.json", faulty()))
    assert ran.code == 2
    assert "u.json: 様式「kuni-2030」はありません" in ran.err
    assert "[relisted-carries-no-money]" in ran.out


def test_labels_are_english_where_asked(tmp_path: Path) -> None:
    ran = program("check", saved(tmp_path / "a.json", faulty(20)), HYOKA_LANG="en")
    assert "error  予算費目表(2)" in ran.out
    assert "more (--all shows them)" in ran.out
    assert "要修正" not in ran.out


def test_findings_can_go_to_a_file(hyoka: Hyoka, tmp_path: Path) -> None:
    ran = hyoka("check", saved(tmp_path / "a.json", faulty()), "-o", tmp_path / "指摘.txt")
    assert (ran.code, ran.out) == (1, "")
    assert "要修正" in (tmp_path / "指摘.txt").read_text(encoding="utf-8")


@pytest.mark.real
def test_the_real_sheet_says_what_it_holds_against_itself(hyoka: Hyoka, real: Path) -> None:
    ran = hyoka("check", real / "mishima" / "h30-joho-seisaku.txt")
    assert ran.code == 1
    assert "要修正  総括表 IT推進本部会議の開催件数 H30 実績" in ran.out
    assert "6,141件" in ran.out and "6154件" in ran.out


# ── several years together ──


def test_a_sheet_is_compared_with_those_of_the_years_before_that_are_given_too(
    hyoka: Hyoka, tmp_path: Path
) -> None:
    by_year = {int(one.fiscal_year): one for one in clean_sheets() if one.head.division == "図書館"}
    first = by_year[2025].outcomes.indicators[0].key
    typed = put(by_year[2025], f"/outcomes/{first}/2024/actual", Entry.of("9.9冊"))
    old, new = saved(tmp_path / "2024.json", by_year[2024]), saved(tmp_path / "2025.json", typed)
    alone = hyoka("check", str(new), "--all").out
    together = hyoka("check", str(new), str(old), "--all").out  # in whatever order
    assert "past-is-what-was-approved" not in alone
    assert together.count("[past-is-what-was-approved]") == 1 and "「9.9冊」ですが" in together


def test_another_divisions_sheet_is_nobodys_past(hyoka: Hyoka, tmp_path: Path) -> None:
    by_name = {(one.head.division, int(one.fiscal_year)): one for one in clean_sheets()}
    files = [
        saved(tmp_path / f"{division}-{year}.json", by_name[division, year])
        for division, year in (("図書館", 2025), ("商工課", 2024))
    ]
    assert "indicator-goes-on" not in hyoka("check", *map(str, files), "--all").out
