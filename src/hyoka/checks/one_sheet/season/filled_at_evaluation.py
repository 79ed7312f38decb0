"""評価時に書く欄が埋まっている

年度が終わった後に、実績、判定、評価、改善内容、決算を書きます。点検する時期を評価時と指定したときだけ調べます。
目標のない年度（—）の実績と判定、確定していない実績の判定は求めません。一行の空欄は一つにまとめます。
根拠: 様式の記入時期（評価時）
直し方: 空欄を埋める。まだ確定していない実績は「未確定」などと書く。
"""

from collections.abc import Iterator

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding
from hyoka.checks.one_sheet.season.telling import tell
from hyoka.layouts import Season
from hyoka.sheet import Sheet


def filled_at_evaluation(sheet: Sheet, around: Around) -> Iterator[Finding]:
    if around.season is Season.EVALUATION:
        yield from tell("filled-at-evaluation", sheet, around.layout, Season.EVALUATION)
