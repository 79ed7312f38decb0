"""数値の読み取り — the one figure that a cell's text surely holds, taken apart.

A cell is read only when all of it is understood: 「10～20件」「43（16）」「100,00」「令和5年度」 hold
no single figure and stay words. A wrong number in a table is worse than a word that a person must read.
"""

import re
import unicodedata
from decimal import Context, Decimal
from enum import StrEnum
from typing import NamedTuple

from hyoka.values.text import clean_text, unwrap


class Qualifier(StrEnum):
    """What stands beside a figure: 20回以上 is reached by 20 and by 21."""

    AT_LEAST = "以上"
    MORE_THAN = "超"
    AT_MOST = "以下"
    LESS_THAN = "未満"
    ABOUT = "約"


class Figure(NamedTuple):
    """One figure: 年2回以上(延べ) is 2, 回, AT_LEAST, per 年, with a note."""

    value: Decimal
    scaled: bool  # written with 万 or 億
    unit: str
    qualifier: Qualifier | None
    per: str
    cumulative: bool
    bracketed: bool  # the figure itself stands in brackets: (120)
    note: str


_SIGNS = {"▲": -1, "△": -1, "-": -1, "−": -1, "マイナス": -1, "+": 1, "プラス": 1, "±": 1}
_SCALES = {"百": 10**2, "千": 10**3, "万": 10**4, "億": 10**8, "兆": 10**12}
# Kept as the unit they are printed in: 7,283千円 is not 7,283,000円 on paper.
_MONEY_UNITS = ("千円", "百万円")
_BEFORE = {
    **dict.fromkeys(("最低", "少なくとも", "≧", "≥", ">="), Qualifier.AT_LEAST),
    **dict.fromkeys(("約", "およそ", "おおよそ", "おおむね", "概ね"), Qualifier.ABOUT),
    **dict.fromkeys(("≦", "≤", "<="), Qualifier.AT_MOST),
    ">": Qualifier.MORE_THAN,
    "<": Qualifier.LESS_THAN,
}
_AFTER = {
    "以上": Qualifier.AT_LEAST,
    **dict.fromkeys(("超え", "超"), Qualifier.MORE_THAN),
    **dict.fromkeys(("以下", "以内"), Qualifier.AT_MOST),
    "未満": Qualifier.LESS_THAN,
    **dict.fromkeys(("程度", "前後", "くらい", "ぐらい", "ほど"), Qualifier.ABOUT),
}
_QUALIFIER_OF = _BEFORE | _AFTER

# Full-width ASCII to half-width, one sign for one: positions and superscripts (10²) stay as they are.
_HALF = str.maketrans({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " ", 0xFFE5: "¥"})

_HALF_KANA = re.compile("[\uff61-\uff9f]+")

_PLAIN = r"(?:0|[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]*)(?:\.[0-9]+)?"
_SCALE = "(?:[百千]?[万億兆]|[百千])"
_NUMBER = f"{_PLAIN}(?:\\s?{_SCALE}(?:{_PLAIN}{_SCALE})*(?:{_PLAIN})?)?"
_UNIT = (
    r"(?:[A-Za-zΑ-Ωα-ωµμ]+?[23]?(?:-[A-Za-z]+?2?)?"
    r"|[A-Za-z]?[%‰°℃℉ℓ㌀-㍗㎀-㏟]"
    r"|か[所月国年村町寺園校][一-龠]{0,2}?|つ"
    r"|[々一-龠ァ-ヶー]+?(?:・[々一-龠ァ-ヶー]+?)*?)"
)
_DONE = "(?:実施|開催|達成|完了|予定|見込み?|整備|設置|作成|策定|導入|確保|維持)"
_CELL = re.compile(
    r"(?P<mark>[※*]*)\s*"
    r"(?P<remark1>\([^()]*[^()0-9.,%\s][^()]*\))?\s*"
    r"(?P<lead>(?:累計|累積|延べ|のべ|延|合計|計|総数|全|平均)(?:で)?)?\s*"
    r"(?P<per>年間|年度間|年度内|年|毎年度?|月間|月|毎月|週間?|毎週|日|毎日"
    r"|(?:1|一)(?:年|か月|ヶ月|カ月|ヵ月|ケ月|月|週間?|日|時間|人|件|回|世帯|団体|施設|校)(?:間に?|に|あたり|当たり|当り))?"
    r"(?:で|に)?\s*"
    f"(?P<before>{'|'.join(map(re.escape, _BEFORE))})?\\s*"
    r"(?P<yen>[¥\\])?\s*"
    r"(?P<sign>[▲△+−±-]|マイナス|プラス)?\s*"
    f"(?P<number>{_NUMBER})\\s*"
    f"(?P<unit>{_UNIT})??\\s*"
    f"(?P<done>{_DONE}*)\\s*"
    f"(?P<after>{'|'.join(map(re.escape, _AFTER))})?\\s*"
    f"(?P<done2>{_DONE}*)\\s*"
    r"(?:/(?P<over>[々一-龠ァ-ヶー・A-Za-z]+[23]?))?\s*"
    r"(?P<tail>累計|累積)?\s*"
    r"(?P<remark2>(?:\([^()]*\)\s*)*)"
    r"(?P<mark2>[※*]+[0-9]{0,2})?"
)
_HOURS = re.compile(
    r"(?P<big>[0-9]{1,5})\s*(?P<unit>時間|分)\s*(?P<small>[0-9]{1,2})\s*(?P<lesser>分|秒)\s*"
    f"(?P<after>{'|'.join(map(re.escape, _AFTER))})?"
)
_IN_BRACKETS = re.compile(r"\(\s*(?P<inner>[^()]+)\s*\)")
_GROUP = re.compile(f"({_PLAIN})([百千万億兆]*)")
# Words that only look like a counter: dates, ranks, ordinals, changes, years, names of indicators and things,
# a letter O typed for a zero, a qualifier swallowed by another word.
_NO_UNIT = re.compile(
    r"[目月級位号番時ーOo]|[Ee][23]|.*(?:[回番件人年]目|丁目|階建て?|回戦|増|減|割増|割引|番号|順位|期|年度|年度末|月末|年末|頃|内|外|中|済|強|弱"
    r"|余|余り|等|他|代|半|満点|規模|体制|数|率|額|量|費|人口|診査|毎|版)|第.*"
    r"|年(?!間?分?$).+|年度.+|.*年計画|月(?!分$).+|日(?!間?分?$).+|時(?!間).+|[次期式号位級].+|番(?!組).+"
    r"|.*(?:増加|減少|削減|縮減|低下|上昇|向上|超過|継続|完成|開始|終了|供用|着工|着手|改定|目標|実績|現在|時点|以降|全校|全部"
    r"|以上|以下|以内|未満|程度|前後).*"
)
_DATED = re.compile(
    r"(?:令和|平成|昭和|[RHS])(?:[0-9]{1,2}|元)(?:年度?)?(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?(?:[./][0-9]{1,2}){0,2}"
    r"|[0-9]{1,4}(?:年度|年|月|日)"
)
_FOOTNOTE = re.compile("[※*]+[1-9]")  # ※3 may be a 3 or the third footnote; ※0 and ※12件 are figures
_PER = re.compile(r"^(?:毎|1|一)|(?:(?<=[年月週度])間)?(?:内|に|あたり|当たり|当り)?$")
# Wide enough that no product of a figure and a scale is ever rounded.
EXACT = Context(prec=80)
_MOST_DIGITS = 40
_LONGEST = 200
_LONGEST_UNIT = 10


def find_figure(written: str) -> Figure | None:
    """The figure, or None where the text is not surely one figure.

    >>> figure = find_figure("約1億2,000万円")
    >>> str(figure.value), figure.unit, figure.qualifier.name
    ('120000000', '円', 'ABOUT')
    >>> [find_figure(text) for text in ("10～20件", "100,00", "43（16）", "令和5年度", "½", "10²")]
    [None, None, None, None, None, None]
    """
    if len(written) > _LONGEST or clean_text(written)[1]:
        return None
    text = _HALF_KANA.sub(_full_kana, unwrap(written.strip()).translate(_HALF)).strip()
    inner = _IN_BRACKETS.fullmatch(text)
    if inner:
        figure = _read(inner["inner"])
        return figure._replace(bracketed=True) if figure else None
    return _read_hours(text) or _read(text)


def _full_kana(found: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", found[0])


def _read(text: str) -> Figure | None:
    found = _CELL.fullmatch(text)
    if not found:
        return None
    counted = _count(found["number"], found["unit"] or "")
    if not counted:
        return None
    value, scaled, unit = counted
    if found["sign"]:
        if found["sign"] == "±" and value:
            return None
        value = value if _SIGNS[found["sign"]] > 0 or not value else value.copy_negate()
    unit = unicodedata.normalize("NFKC", unit)
    if (
        len(unit) > _LONGEST_UNIT
        or _NO_UNIT.fullmatch(unit)
        or (unit == "年" and (value >= 1800 or value != round(value, 2)))
        or (unit and found["yen"])
    ):
        return None
    qualifiers = {_QUALIFIER_OF[word] for word in (found["before"], found["after"]) if word}
    pers = {_PER.sub("", word) for word in (found["per"], found["over"]) if word}
    if len(qualifiers) > 1 or len(pers) > 1:
        return None
    if found["mark"] and _FOOTNOTE.fullmatch(text):
        return None
    remarks = re.findall(r"\([^()]*\)", (found["remark1"] or "") + found["remark2"])
    if any(re.search("[0-9]", _DATED.sub("", remark)) for remark in remarks):
        return None
    sums = [remark for remark in remarks if remark[1:-1].strip() in ("累計", "累積")]
    lead = (found["lead"] or "").removesuffix("で")
    notes = [found["mark"], lead if lead not in ("累計", "累積") else "", found["done"], found["done2"]]
    notes += [remark for remark in remarks if remark not in sums] + [found["mark2"] or ""]
    return Figure(
        value=value,
        scaled=scaled,
        unit="円" if found["yen"] else unit,
        qualifier=qualifiers.pop() if qualifiers else None,
        per=unicodedata.normalize("NFKC", pers.pop()) if pers else "",
        cumulative=bool(sums or found["tail"] or lead in ("累計", "累積")),
        bracketed=False,
        note="".join(notes),
    )


def _count(number: str, unit: str) -> tuple[Decimal, bool, str] | None:
    """The value, whether 万 or the like was written, and the unit that is left."""
    if sum(sign.isdigit() for sign in number) > _MOST_DIGITS:
        return None
    if number[-1] in "千万" and unit == "円":  # 7,283千円 and 3百万円: the unit of the paper
        for money in _MONEY_UNITS:
            plain = number.removesuffix(money[:-1]).rstrip()
            if plain != number and re.fullmatch(_PLAIN, plain):
                return Decimal(plain.replace(",", "")), False, money
    total, ceiling, scaled = Decimal(0), None, False
    for plain, words in _GROUP.findall(number.replace(" ", "")):
        scale = 1
        for word in words:
            scale *= _SCALES[word]
        part = Decimal(plain.replace(",", ""))
        product = EXACT.multiply(part, Decimal(scale)) if scale > 1 else part
        if ceiling is not None and (product >= ceiling or not product):
            return None
        total, ceiling, scaled = EXACT.add(total, product), scale, scaled or scale > 1
    if scaled and total == total.to_integral_value():
        total = total.quantize(Decimal(1), context=EXACT)
    return total, scaled, unit


def _read_hours(text: str) -> Figure | None:
    """1時間30分 is 90分, 1分30秒 is 90秒."""
    found = _HOURS.fullmatch(text)
    if not found or found["unit"] + found["lesser"] not in ("時間分", "分秒") or int(found["small"]) >= 60:
        return None
    return Figure(
        value=Decimal(int(found["big"]) * 60 + int(found["small"])),
        scaled=False,
        unit=found["lesser"],
        qualifier=_QUALIFIER_OF[found["after"]] if found["after"] else None,
        per="",
        cumulative=False,
        bracketed=False,
        note="",
    )
