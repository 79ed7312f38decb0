"""日本語の文字列 — what a stored text may hold, and the ways to compare, mend and count Japanese text.

What Excel, XML or a database cannot hold is met here, once, by name: `Text` refuses it, `clean_text` takes it
out and says what it took. Nothing here changes what a person wrote beyond that; NFKC is for comparing only.
"""

import re
import unicodedata
from typing import Annotated, Any

from pydantic import BeforeValidator

# A worksheet cell holds this many UTF-16 units.
MAX_UNITS = 32_767

_LINE_BREAK = re.compile("\r\n|[\r\v]")
# C0 and C1 controls but tab and line feed, lone surrogates, and the two that are no characters.
_UNHOLDABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def _name(character: str) -> str:
    code = f"U+{ord(character):04X}"
    if character == "\x00":
        return f"ヌル文字 {code}"
    if "\ud800" <= character <= "\udfff":
        return f"片割れのサロゲート {code}"
    if character in "\ufffe\uffff":
        return f"文字でない符号 {code}"
    return f"制御文字 {code}"


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text) + sum(character > "\uffff" for character in text)


def hold_text(raw: str) -> str:
    r"""The text with its line breaks as "\n"; a ValueError names what cannot be stored.

    >>> hold_text("一行目\r\n二行目")
    '一行目\n二行目'
    >>> hold_text("評価\x07表")
    Traceback (most recent call last):
    ValueError: 保存できない文字があります: 制御文字 U+0007 （3文字目）。この文字を取り除いてください。
    """
    text = raw if raw.isprintable() else _LINE_BREAK.sub("\n", raw)
    if text is not raw or not raw.isprintable():
        found = _UNHOLDABLE.search(text)
        if found:
            raise ValueError(
                f"保存できない文字があります: {_name(found[0])} （{found.start() + 1}文字目）。"
                "この文字を取り除いてください。"
            )
    if len(text) * 2 > MAX_UNITS and _units(text) > MAX_UNITS:
        raise ValueError(
            f"文が長すぎます: {_units(text):,}字。Excel の一つの欄に入る {MAX_UNITS:,}字（UTF-16 で数えて）"
            "以内にしてください。"
        )
    return text


def _hold(raw: Any) -> Any:
    return hold_text(raw) if isinstance(raw, str) else raw


# Before, not after: pydantic's own word on a lone surrogate is English and names no position.
Text = Annotated[str, BeforeValidator(_hold)]


def clean_text(raw: str) -> tuple[str, tuple[str, ...]]:
    r"""For readers of foreign files: a text that `Text` accepts, and what had to be taken out of it.

    >>> clean_text("評価\x07表\x00")
    ('評価表', ('制御文字 U+0007 （3文字目）', 'ヌル文字 U+0000 （5文字目）'))
    >>> clean_text("評価表\r\n")
    ('評価表\n', ())
    """
    if raw.isprintable() and len(raw) * 2 <= MAX_UNITS:
        return raw, ()
    text = _LINE_BREAK.sub("\n", raw)
    removed = [f"{_name(found[0])} （{found.start() + 1}文字目）" for found in _UNHOLDABLE.finditer(text)]
    text = _UNHOLDABLE.sub("", text)
    if _units(text) > MAX_UNITS:
        kept = text.encode("utf-16-le")[: 2 * MAX_UNITS].decode("utf-16-le", errors="ignore")
        removed.append(f"{len(kept) + 1}文字目から後ろの {len(text) - len(kept):,}文字（長すぎるため）")
        text = kept
    return text, tuple(removed)


# Every shape in which a dash, a minus or a long vowel is typed or printed.
DASHES = "-‐‑‒–—―−─━⁃﹘﹣－ーｰ"
_ALIKE = str.maketrans(
    dict.fromkeys(DASHES, "-") | dict.fromkeys("〜～∼", "~") | {"\ufeff": "", "\u200b": ""}
)
_BLANK_OR_VARIANT = re.compile("[\\s\ufe00-\ufe0f\U000e0100-\U000e01ef]+")


def compare_key(text: str) -> str:
    """What two writings of one name have in common. For comparing only, never stored or shown.

    >>> compare_key("ＩＣＴ活用ﾃﾞｼﾞﾀﾙ ライフ事業") == compare_key("ict活用デジタルライフ事業")
    True
    >>> compare_key("ＩＶ－７－48") == compare_key("IV―7―48")
    True
    """
    folded = unicodedata.normalize("NFKC", fold_radicals(text)).translate(_ALIKE)
    return _BLANK_OR_VARIANT.sub("", folded).casefold()


# Kana, kanji (with extensions and compatibility forms), and the punctuation printed as wide as they are.
_JAPANESE = (
    "\u2e80-\u2fdf\u3001-\u3007\u3008-\u3020\u3030-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff9f\U00020000-\U0003ffff"
)
# A statement, a paragraph tag or an item of a list begins here: what stands before it is no line wrap.
_BEGINS = "【〔※＊①-⑳❶-❿㈠-㈩●○◎■□◆◇★☆▼▽▶▷→⇒"
_BLANK_WITHIN = re.compile(f"(?<=[{_JAPANESE}])[ \t]+(?=[{_JAPANESE}])(?![{_BEGINS}])")
_WRAP_WITHIN = re.compile(f"(?<=[{_JAPANESE}])(?<!。)[ \t]*\n[ \t]*(?=[{_JAPANESE}])(?![{_BEGINS}・])")


def unwrap(text: str) -> str:
    """The text without the blanks and breaks that a line wrap left inside Japanese words.

    The rule, per blank: between two Japanese signs (kana, kanji, full-width punctuation) it is a wrap and
    goes; beside a Latin letter, a digit or a half-width bracket it may separate words or statements and
    stays. Before a sign that opens something new (【, ※, ①, ●…) it stays too, and so does a line break after
    。 or before ・. A full-width blank was typed by a person and always stays. Only blanks change, ever.

    >>> unwrap("総合計画の 位置付け"), unwrap("セキュリティ研 修"), unwrap("ICT活用デジタル ライフ事業")
    ('総合計画の位置付け', 'セキュリティ研修', 'ICT活用デジタルライフ事業')
    >>> unwrap("H30広報広聴課から事務移 管 H31広報広聴課へ事務移管")
    'H30広報広聴課から事務移管 H31広報広聴課へ事務移管'
    >>> unwrap("7 自治システム"), unwrap("IV 協働で"), unwrap("open data portal")
    ('7 自治システム', 'IV 協働で', 'open data portal')
    """
    if " " not in text and "\n" not in text and "\t" not in text:
        return text
    return _WRAP_WITHIN.sub("", _BLANK_WITHIN.sub("", text))


# CJK Radicals Supplement → the ideograph of the same shape (Unicode: Equivalent_Unified_Ideograph).
_RADICALS = str.maketrans(
    "⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺"
    "⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
    "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀"
    "聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
)
# Kangxi radicals: the compatibility decomposition of each is its ideograph.
_RADICALS |= {code: ord(unicodedata.normalize("NFKC", chr(code))) for code in range(0x2F00, 0x2FD6)}
_ANY_RADICAL = re.compile("[\u2e80-\u2fdf]")


def fold_radicals(text: str) -> str:
    """Text taken out of a PDF, with radicals (which fonts confuse with kanji) turned into the kanji meant.

    >>> fold_radicals("⾏政評価 市⺠ ⻑期")
    '行政評価 市民 長期'
    """
    return text.translate(_RADICALS) if _ANY_RADICAL.search(text) else text


_KANJI_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0, "元": 1}
_KANJI_TENS = {"十": 10, "百": 100, "千": 1000}


def kanji_number(text: str) -> int | None:
    """A whole number below ten thousand in 漢数字, positional or with 十百千; None when it is none.

    >>> [kanji_number(text) for text in ("三十一", "二〇一八", "千九百八十九", "十", "五", "人")]
    [31, 2018, 1989, 10, 5, None]
    """
    if not 0 < len(text) <= 7 or any(sign not in _KANJI_DIGITS and sign not in _KANJI_TENS for sign in text):
        return None
    if not any(sign in _KANJI_TENS for sign in text):
        return int("".join(str(_KANJI_DIGITS[sign]) for sign in text)) if len(text) <= 4 else None
    total, digit, scale = 0, 0, 10_000
    for sign in text:
        if sign in _KANJI_DIGITS:
            if digit:
                return None
            digit = _KANJI_DIGITS[sign]
        elif _KANJI_TENS[sign] >= scale:
            return None
        else:
            scale = _KANJI_TENS[sign]
            total, digit = total + (digit or 1) * scale, 0
    return total + digit
