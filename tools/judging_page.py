"""docs/judging.md — the sets of rules that ship, as they judge."""

from hyoka.judging import load_rule_set, rule_set_names
from hyoka.judging.ruleset import BandRule, Measure

INTRO = """
# 判定規則集

指標の判定案は、様式の規則（[様式](layouts.md)）か、様式が年度ごとに名指しした規則集（`judged_by`）が出します。規則集は
`src/hyoka/judging/rulesets/` の TOML ファイルで、版があります。確定した評価表には、そのときの規則、版、入力、計算が残ります。

* 別の規則集で見るには `hyoka judge --rules 名前 評価表…`。書いてある判定は変わりません。
* 減らす指標の達成率には三つの式があります: 目標÷実績、(2×目標−実績)÷目標、(基準−実績)÷(基準−目標)。基準値があれば最後の式です。
* 目標が 0 のときは割り算をせず、守られたかどうかで判定します。実績の 0 は数で、空欄や調査中とは違います。
* 累計は最新の値で判定し、足し合わせません。
"""


def judging_page(made: str) -> str:
    parts = []
    for name in rule_set_names():
        rules = load_rule_set(name)
        lines = [f"## {rules.title}（`{name}`、第{rules.version}版）", "", f"出どころ: {rules.source}", ""]
        lines += ["| 規則 | 目標の種類 | 測り方 | 区分 |", "|---|---|---|---|"]
        lines += [
            f"| {rule.name} | {'、'.join(rule.kinds) or 'すべて'} | {rule.measure} | {_bands(rule)} |"
            for rule in rules.rules
        ]
        if rules.totals:
            lines += ["", "点の合計: " + "、".join(band.word for band in rules.totals)]
        parts.append("\n".join(lines))
    return f"{made}\n{INTRO}\n" + "\n\n".join(parts) + "\n"


def _bands(rule: BandRule) -> str:
    if rule.same:
        return f"同じことば → {rule.same}、違うことば → {rule.other or '人が決める'}"
    if rule.outcomes:
        names = {
            Measure.LAST_YEAR: ("早期に達成", "前年度より良い", "前年度と同じ", "前年度より悪い"),
            Measure.POSITION: (
                "目標を超える",
                "基準を超える",
                f"基準と同水準（{rule.tolerance:%} まで）",
                "基準より下",
            ),
        }[rule.measure]
        return "、".join(f"{what} → {word}" for what, word in zip(names, rule.outcomes, strict=True))
    told = [
        f"{band.least:%}{'以上' if band.is_inclusive else '超'} → {band.word}"
        if band.least is not None
        else f"それ未満 → {band.word}"
        for band in rule.bands
    ]
    if rule.cap is not None:
        told.append(f"上限 {rule.cap:%}")
    return "、".join(told)
