"""評価（Check）には、したことを書く

評価は年度が終わってから、実施した結果を書く欄です。すべての文が「実施する」「図っていく」「予定である」で終わっていれば、
計画のまま直していないおそれがあります。
根拠: 評価は実績報告であり、評価時に記入する
直し方: 実施した内容と結果に書き改める。これからのことは改善内容（Action）に書く。
"""

from collections.abc import Iterator

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.one_sheet.text.check_is_not_a_copy import is_a_copy
from hyoka.checks.words.paragraph import Paragraph, find_paragraphs
from hyoka.checks.words.tense import Tense, tense_of
from hyoka.sheet import Sheet, Stage, each_text


def check_tells_what_was_done(sheet: Sheet, around: Around) -> Iterator[Finding]:
    for stage in each_text(sheet):
        if stage.stage != "check" or not stage.text or is_a_copy(stage):
            continue
        told = [paragraph for paragraph in find_paragraphs(stage.text) if paragraph.sentences]
        future = [paragraph for paragraph in told if _is_future(paragraph)]
        if told and len(future) == len(told):
            yield _finding(sheet, around, stage, future, Severity.WARNING)
        elif future:
            yield _finding(sheet, around, stage, future, Severity.NOTE)


def _is_future(paragraph: Paragraph) -> bool:
    return all(tense_of(sentence) is Tense.FUTURE for sentence in paragraph.sentences)


def _finding(
    sheet: Sheet, around: Around, stage: Stage, future: list[Paragraph], severity: Severity
) -> Finding:
    where = "評価の全文" if severity is Severity.WARNING else f"評価の{_headings(future)}"
    ends = "、".join(f"「…{sentence[-10:]}」" for sentence in future[0].sentences[-2:])
    return Finding(
        check="check-tells-what-was-done",
        severity=severity,
        at=stage.place,
        message=f"{where}が、これからのこととして書かれています（{ends}）。したことと結果を書いてください。",
        places=(stage.place,),
        fiscal_year=sheet.fiscal_year,
    )


def _headings(paragraphs: list[Paragraph]) -> str:
    return "".join(f"【{paragraph.tag}】" for paragraph in paragraphs if paragraph.tag) or "段落"
