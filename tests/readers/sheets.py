"""Synthetic sheets as text: of an invented city, with whatever divisions, directions and years a test wants."""

from collections.abc import Sequence

MONTHS = [f"{month}月" for month in (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)]


def row(*cells: str) -> str:
    return "\t".join(cells)


def head(
    year: str, division: str, measure: str, *, title: str = "行政評価表", department: str = "市民環境部"
) -> str:
    return "\n".join((
        f"{year} {title}", "",
        row("所属部", department, "所属課", division, "正職員数", "12人", "その他職員数", "3人", "電話番号 (内線)", "000-123-4567 (内線301)"),
        "",
        row("総合計画の 位置付け", "基本目標", "II 緑とともに暮らすまち"),
        row("", "基本方針", "3 環境にやさしい暮らし"),
        row("", "施策名", measure), "",
    ))  # fmt: skip


def totals(years: Sequence[str], budget: Sequence[str], settlement: Sequence[str]) -> str:
    return "\n".join((
        row("年度", *years), row("予算額 (千円)", *budget), row("決算額 (千円)", *settlement),
        row("決算額の内 繰越明許分", *["-"] * len(years)), "",
    ))  # fmt: skip


def directions(*lines: str) -> str:
    return "\n".join((row("所管する施策の 方向一覧", lines[0]), *(row("", line) for line in lines[1:]), ""))


def outcomes(years: Sequence[str], *indicators: tuple[str, str, Sequence[Sequence[str]]]) -> str:
    lines = [row("成果指標", "指標計算式(指標の説明)", "年度", *years)]
    for name, formula, (target, actual, status) in indicators:
        lines += [
            row(name, formula, "目標", *target),
            row("", "", "実績", *actual),
            row("", "", "進捗状況", *status),
        ]
    return "\n".join((*lines, ""))


def page(direction: str, stage_texts: Sequence[str]) -> str:
    headings = (
        ("1 当該年度の実施計画(Plan)", "前年度評価に対する今年度の実施(改善)計画", "【行革取組項目】今年度の実施計画"),
        ("2 実施計画に対する取組内容(Do)", "実施(改善)計画に対する今年度の取組内容", "【行革取組項目】計画期間の取組内容(進め方)"),
        ("3 実施内容に対する評価(Check)", "実施(改善)計画に対する今年度の評価", "【行革取組項目】実施計画に対する今年度の評価"),
        ("4 評価結果に対する改善内容(Action)", "次年度の事業のあり方(改善措置)", "【行革取組項目】次年度の対応方針"),
    )  # fmt: skip
    lines = [row("施策の方向", direction), ""]
    for (heading, general, reform), text in zip(headings, stage_texts, strict=True):
        lines += [heading, "", row(general, text), row(reform, ""), ""]
    return "\n".join(lines)


def work_plan(
    years: Sequence[str], *means: tuple[str, str, str, str, Sequence[Sequence[str]], str, str]
) -> str:
    lines = [
        "5 業務計画", "",
        row("事業名", "No.", "手段・業務内容", "活動指標", "目標及び実績", *[""] * len(years), "今後の取組み方針", "", "行政改革大綱における取組"),
        row("", "", "", "", "年度", *years, "改善内容、終了・休止理由、目標値変更理由等", "", ""),
    ]  # fmt: skip
    for project, no, text, indicator, (target, actual, status), course, reason in means:
        lines += [
            row(project, no, text, indicator, "目標", *target, course, reason, ""),
            row("", "", "", "", "実績", *actual, "", "", ""),
            row("", "", "", "", "達成状況", *status, "", "", ""),
        ]
    return "\n".join((*lines, ""))


def budget_table(years: Sequence[str], *lines: tuple[str, Sequence[str], Sequence[str], str, str]) -> str:
    """Two printed rows per line: budget and its general revenue over settlement and its general revenue."""
    wide = [cell for year in years for cell in (f"{year}歳出(千円)", "")]
    made = [
        "6 各事務事業に対する事業費", "",
        row("予算費目の事業名、補助金(細節)名", "事業費", *[""] * (len(wide) - 1), "次年度のコスト方向性", "決算額増減の理由・改善状況等", "行政改革大綱における取組"),
        row("", *wide, "", "", ""),
        row("", *["予算額", "(うち一般財源)"] * len(years), "", "", ""),
        row("", *["決算額", "(うち一般財源)"] * len(years), "", "", ""),
    ]  # fmt: skip
    for name, budget, settlement, course, reason in lines:
        made += [row(name, *budget, course, reason, ""), row("", *settlement, "", "", "")]
    return "\n".join((*made, ""))


def schedule(year: str, division: str, measure: str, *rows: str) -> str:
    return "\n".join((
        head(year, division, measure, title="スケジュール表"),
        row("事業名", *MONTHS, "従事見込時間数", ""), row("", *[""] * 12, "正職員", "その他職員"), *rows, "",
    ))  # fmt: skip
