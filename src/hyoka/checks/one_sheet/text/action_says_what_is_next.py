"""改善内容（Action）には、次に何をするかを書く

「引き続き実施する」だけでは、評価の結果が次の年度にどう生かされるかが分かりません。
根拠: 改善内容は、評価の結果を受けた改善措置を書く欄である
直し方: 続けるのであれば、何をどれだけ、どこを変えて続けるのかを書く。
"""

import re
from collections.abc import Iterator

from hyoka.checks.around import Around
from hyoka.checks.finding import Finding, Severity
from hyoka.checks.words.paragraph import untagged
from hyoka.sheet import Sheet, each_text

_CONTINUES = re.compile(
    r"引き?続き|ひきつづき|継続|今後も|次年度も|来年度も|これまで(?:どおり|通り|と同様)|従来(?:どおり|通り)|現状(?:どおり|通り|維持)|例年(?:どおり|通り)"
)
# What says nothing of what is to be done.
_EMPTY = re.compile(
    r"実施|事業|取組み?|取り?組[むんみ]|業務|推進|継続|維持|展開|対応|運営|運用|遂行|努め[るて]|図[るっ]|進め[るて]|行[うっい]|続け[るて]|"
    r"適切|適正|着実|積極的|計画的|効果的|効率的|必要|同様|次年度|来年度|今年度|今後|して|していく|ていく|いく|する|した|ます|まい[りる]|である|です|こと|"
    r"本|当|各|等|など|の|を|に|も|は|が|と|で|て|な|い|く|、|。|,|・|\s"
)
_NOTHING_LEFT = 4


def action_says_what_is_next(sheet: Sheet, around: Around) -> Iterator[Finding]:
    for stage in each_text(sheet):
        said = untagged(stage.text) if stage.stage == "action" and stage.text else ""
        if not said or not _CONTINUES.search(said):
            continue
        if len(_EMPTY.sub("", _CONTINUES.sub("", said))) <= _NOTHING_LEFT:
            yield Finding(
                check="action-says-what-is-next",
                severity=Severity.NOTE,
                at=stage.place,
                message=f"改善内容が「{said}」だけで、何を改善するかが分かりません。",
                places=(stage.place,),
                fiscal_year=sheet.fiscal_year,
            )
