"""A mistake in a layout file is one clear line that names where it stands."""

from importlib import resources
from pathlib import Path

import pytest

from hyoka.layouts import NoSuchLayout, layout_names, load_layout

FORM = (
    (resources.files("hyoka.layouts") / "forms" / "mishima-2016.toml")
    .read_text(encoding="utf-8")
    .replace('name = "mishima-2016"', 'name = "waga-shi"')
)
BUDGET = 'field = "budget", label = { text = "予算額 (千円)"'


def refusal(folder: Path, right: str, wrong: str) -> str:
    assert right in FORM
    file = folder / "form.toml"
    file.write_text(FORM.replace(right, wrong, 1), encoding="utf-8")
    load_layout.cache_clear()
    with pytest.raises(NoSuchLayout) as refused:
        load_layout(str(file))
    return str(refused.value)


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        (BUDGET, BUDGET.replace("budget", "buget"), "部分「総括表」、3番目の区画（amounts）、「予算額 (千円)」に buget という項目はありません（もしかして: budget）"),
        (BUDGET, BUDGET.replace("budget", "presence"), "「予算額 (千円)」に presence という項目はありません"),
        ("indicator/name", "indicator/nam", "「活動指標」に indicator/nam という項目はありません（もしかして: indicator/name）"),
        ('amended = "budget_amended"', 'amended = "budget"', "budget という項目はありません（もしかして: budget_amended）"),
        ('"/directions/*/plan"', '"/directions/*/pln"', "場所 /directions/*/pln に narratives の区画は置けません（もしかして: /directions/*/plan）"),
        ('"/directions/*/plan"', '"/directions/plan"', "場所 /directions/plan"),
        ('at = "/totals"', 'at = "/outcomes"', "場所 /outcomes に amounts の区画は置けません（使えるもの: /totals）"),
        ('repeat = "direction"', 'repeat = "once"', "施策の方向ごとの部分に置きます"),
        ("{goal_no} {goal}", "{goal_no} {gaol}", "「基本目標」に gaol という項目はありません（もしかして: goal）"),
        ("{goal_no} {goal}", "{goal} {goal}", "「基本目標」の型に同じ項目が二度あります"),
        ("-({no}){name}", "-({number}){name}", "「所管する施策の方向一覧」に number という項目はありません"),
        ("[[<{nickname}>]]", "[[<{nickname}>", "「施策名」の型の括弧が合いません"),
        ("{year}歳出", "{yaer}歳出", "「事業費」に yaer という項目はありません（もしかして: year）"),
        ("{month}月", "{m}月", "「事業名」に m という項目はありません"),
        ('"{year} 行政評価表"', '"{年度} 行政評価表"', "年度 という項目はありません"),
        ("施策{measure_no}-", "施策{measure}-", "「relisted」に measure という項目はありません（もしかして: measure_no）"),
        ('{ field = "department", label', '{ field = "department", pattern = "{division}", label', "「所属部」には field か pattern のどちらか一つが必要です"),
        ('{ field = "department", label', "{ label", "「所属部」には field か pattern のどちらか一つが必要です"),
        ("width = 0.8", "widht = 0.8", "部分「総括表」の 1番目の区画（fields）の 1番目の 欄「正職員数」の widht、知らない項目です（0.8）"),
        ('season = "評価時"', 'season = "評価事"', "欄「決算額 (千円)」の season、決められた語ではありません（'評価事'。使えるもの: 計画時、評価時）"),
        ('kind = "gantt"', 'kind = "ganntt"', "決められた語ではありません（'ganntt'。使えるもの: fields、directions"),
        ('vocabulary = "course"', 'vocabulary = "cours"', "語彙「cours」がありません（欄「今後の取組み方針」）"),
        ('vocabularies = ["achievement"', 'vocabularies = ["achievment"', "語彙「achievment」がありません"),
        ('vocabulary = "progress"', 'vocabulary = "progres"', "語彙「progres」がありません（規則「towards-final」）"),
        ('met = "順調"', 'met = "順当"', "規則「towards-final」のことば「順当」が語彙「progress」にありません"),
        ('name = "towards-final"', 'name = "yearly"', "規則「yearly」が二つあります"),
        ('default_rule = "yearly"', 'default_rule = "yearl"', "規則「yearl」がありません（default_rule）"),
        ('cut_off = "unknown"', 'cut_off = "soso"', "規則「towards-final」の cut_off、数が必要です（'soso'）"),
        ('name = "スケジュール表"', 'name = "総括表"', "部分「総括表」が二つあります"),
        ("first = 2016", "first = 2026", "年度の窓の最初 2026 が、最後 2020 より後です"),
        ("staff_hours = 1868", 'effort_grid = "こまかく"', "effort_grid、数が必要です"),
        ("[years]", "[years", "TOML として読めません（16行目の7文字目）"),
        ('name = "waga-shi"', 'name = "../waga"', "様式の名前「../waga」は英数字と"),
        ('name = "waga-shi"', 'name = "mishima-2016"', "hyoka に付いている様式のものです。別の名前を付けてください"),
        ('name = "waga-shi"', 'name = "waga-shi"\nbase = 3', "base「3」はありません。使える様式: jimujigyo"),
        ('name = "waga-shi"', 'name = "waga-shi"\nbase = "form.toml"', "base「form.toml」はありません"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_place(tmp_path: Path, right: str, wrong: str, told: str) -> None:
    said = refusal(tmp_path, right, wrong)
    assert told in said
    assert "form.toml" in said and "\n" not in said


@pytest.mark.parametrize("text", [FORM, "\ufeff" + FORM])
def test_the_form_without_a_mistake_is_taken(tmp_path: Path, text: str) -> None:
    file = tmp_path / "form.toml"
    file.write_text(text, encoding="utf-8")
    load_layout.cache_clear()
    assert load_layout(str(file)).parts == load_layout("mishima-2016").parts


def test_every_layout_that_ships_names_only_what_the_document_has() -> None:
    assert all(load_layout(name).parts for name in layout_names())
