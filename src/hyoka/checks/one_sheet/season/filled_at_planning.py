"""計画時に書く欄が埋まっている

年度の初めに、計画、取組内容、業務計画、目標、予算を書きます。点検する時期を指定したときだけ調べます。
行革取組項目の欄は取組項目のある方向だけ、翌年度以降の列は任意です。一行の空欄は一つにまとめます。
根拠: 様式の記入時期（計画時）
直し方: 空欄を埋める。目標を置かない年度は「—」、費目がないときは「なし」と書く。
"""

from collections.abc import Iterator

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding
from hyoka.checks.one_sheet.season.telling import tell
from hyoka.layouts import Season
from hyoka.sheet import Sheet


def filled_at_planning(sheet: Sheet, around: Around) -> Iterator[Finding]:
    if around.season is not None:  # what was due in April is still due in July
        yield from tell("filled-at-planning", sheet, around.layout, Season.PLANNING)
