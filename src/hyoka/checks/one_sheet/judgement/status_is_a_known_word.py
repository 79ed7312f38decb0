"""判定は、様式のことばで書かれている

判定のことばは様式で決まっています。一つの指標は、年度がちがっても同じ組のことば（達成・未達成・未実施か、順調・遅れ）で
判定します。表の中に二つの組があるのはかまいません。
根拠: 様式の語彙
直し方: 様式のことばに直す。指標の途中で組が変わっているなら、どちらの規則で見る指標かを確かめる。
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.one_sheet.judgement.years import Judged
from hyoka.judging import is_stated
from hyoka.layouts import IndicatorSeries, Layout, WorkPlanBlock
from hyoka.sheet import IndicatorKind, Sheet, each_series
from hyoka.values import compare_key


def status_is_a_known_word(sheet: Sheet, around: Around) -> Iterator[Finding]:
    for series in each_series(sheet):
        vocabularies = _vocabularies(around.layout, series.kind)
        stated = [Judged(series, value) for value in series.indicator.values if is_stated(value.status)]
        sets = {int(year.value.fiscal_year): _sets_with(year, vocabularies) for year in stated}
        used = Counter(name for names in sets.values() for name in names)
        usual = {name for name, times in used.items() if times > 1 and times * 2 > len(stated)}
        for year in stated:
            names = sets[int(year.value.fiscal_year)]
            if not names:
                yield _finding(year, f"は様式のことば（{_listed(vocabularies.values())}）にありません")
            elif usual and not usual & names:
                words = _listed(vocabularies[name] for name in sorted(usual))
                yield _finding(year, f"は、ほかの年度の判定のことば（{words}）とちがう組のことばです")


def _vocabularies(layout: Layout, kind: IndicatorKind) -> dict[str, tuple[str, ...]]:
    """The sets of words that the table of this kind of indicator knows."""
    wanted = IndicatorSeries if kind is IndicatorKind.OUTCOME else WorkPlanBlock
    names = [name for block in layout.blocks if isinstance(block, wanted) for name in block.vocabularies]
    names = names or [rule.vocabulary for rule in layout.rules]
    return {name: layout.vocabularies[name].words for name in names if name in layout.vocabularies}


def _sets_with(year: Judged, vocabularies: dict[str, tuple[str, ...]]) -> set[str]:
    word = compare_key(year.value.status or "")
    return {name for name, words in vocabularies.items() if word in map(compare_key, words)}


def _listed(sets: Iterable[tuple[str, ...]]) -> str:
    return "／".join("・".join(words) for words in sets)


def _finding(year: Judged, what: str) -> Finding:
    at = year.place / "status"
    return Finding(
        check="status-is-a-known-word",
        severity=Severity.WARNING,
        at=at,
        message=f"{year.name} の判定「{year.value.status}」{what}。",
        places=(at,),
        fiscal_year=year.value.fiscal_year,
    )
