"""名称の芯 — what is left of an indicator's name when counters, particles and wordings are taken off."""

import re
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from hyoka.checks.words.fold import fold
from hyoka.values import compare_key

_TAGS = re.compile(r"【[^【】]*】")
_ASIDES = re.compile(r"\(([^()]*)\)")
# 年間 and the like say over which time, not what.
_TIMES = re.compile(r"(?:1年間|年間|年度中|年度末|年度内|年度|毎年)(?:に|で|の|における)?")
_COUNTS = re.compile(
    r"(?:延べ)?(?:総数|件数|回数|人数|個数|名数|日数|校数|箇所数|か所数|基数|枚数|本数|橋数|延長|数)+$"
)
_LIGHT = re.compile(
    r"における|に関する|に対する|において|について|による|によって|を通じて|している|をして|されている|された"
    r"|される|行われた|行った|できる|した|する|を|の|に|で|が|は|と|や|へ|から|・|、|,|「|」|『|』|/|\s"
)
# What is done with the thing: the last word of a name, often the verb of the sentence.
_DEEDS = (
    "開催 実施 利用 登録 公開 参加 受講 受診 受検 受験 受入 受付 作成 発行 配布 配信 設置 整備 相談 訪問 申請 交付 認定 "
    "加入 導入 貸出 来場 来館 入館 入場 来園 宿泊 掲載 派遣 点検 検査 改修 補助 助成 支援 処理 回収 削減 植栽 更新 "
    "修了 修繕 利用者 参加者 受講者 登録者 受診者 来場者 来館者 入館者 入場者 来園者 相談者 加入者 加入世帯 申込者 "
    "登録団体 参加団体 実施団体 開設 開講 活動 活用 出動 出場 出展 発生 処分 収集 搬入 接種 閲覧 アクセス 提出 寄附 寄付 制定 策定 新設 取替 調査 成立 採択"
)
_DEEDS_BY_LENGTH = sorted(_DEEDS.split(), key=len, reverse=True)
# One deed in several words. A name's 開催 is the sentence's 行った.
_SAME_DEEDS = (
    ("開催", "実施", "開講", "行っ", "行い", "行な", "開い", "開き"),
    ("作成", "作っ", "作ら", "つくっ"),
    ("設置", "設け"),
    ("新設", "設置", "設け"),
    ("取替", "取り替え", "取替え", "交換"),
    ("補助", "助成"),
    ("配布", "配っ", "配り"),
    ("貸出", "貸し出"),
    ("参加", "参加者", "受講", "受講者"),
    ("利用", "利用者"),
    ("登録", "登録者", "加入", "加入者"),
)
_SEPARATORS = re.compile(
    r"(?<=[^ぁ-ん])(?:からの|までの|への|での|との|からも?|まで|して|した|して?いる|された|する|される|ための|[のをにでがはとやへ](?![りちみん])[ぁ-ん]*)"
    r"|(?<=[ぁ-ん]{2})(?:への|での|との|の)(?=[^ぁ-ん]|$)"
    r"|[・、,/「」『』()\s]"
)


class Core(NamedTuple):
    """A name taken apart: the things it is about, and what is done with them."""

    things: tuple[str, ...]
    deed: str
    aside: str  # what stands in brackets
    squeezed: str  # the whole name without particles and counters

    @property
    def weight(self) -> int:
        return sum(map(len, self.things)) + len(self.deed)


def without_city(text: str, city: str) -> str:
    """The text without the city's own name, which one place says and the other leaves out.

    >>> without_city("見本市民ホールと見本市立図書館", "見本市")
    '市民ホールと図書館'
    """
    if not city:
        return text
    return text.replace(city + "民", "市民").replace(city + "立", "").replace(city, "")


@lru_cache(maxsize=1 << 14)
def core_of(name: str, city: str = "") -> Core:
    """The core of an indicator's, a means' or a project's name.

    >>> core_of("電子申請の年間利用件数")
    Core(things=('電子申請',), deed='利用', aside='', squeezed='電子申請利用')
    >>> core_of("ICT会議開催回数").squeezed == core_of("ＩＣＴ会議の開催 件数").squeezed
    True
    """
    plain = _told_name(name, city)
    aside = "".join(_ASIDES.findall(plain))
    plain = _TIMES.sub("", _ASIDES.sub("", plain))
    counted = _COUNTS.sub("", plain)
    squeezed = _COUNTS.sub("", _LIGHT.sub("", counted))
    things = [part for part in _SEPARATORS.split(counted) if part]
    deed = ""
    if things:
        deed = next((word for word in _DEEDS_BY_LENGTH if things[-1].endswith(word)), "")
        rest = things[-1].removesuffix(deed)
        things[-1:] = [rest] if rest else []
    return Core(tuple(things), deed, aside, squeezed)


def _told_name(name: str, city: str) -> str:
    return _TAGS.sub("", without_city(fold(name).replace("\n", ""), fold(city)).lower())


@lru_cache(maxsize=1 << 14)
def plain_name(name: str, city: str = "") -> str:
    """The name as a sentence may say it, counter and all, without asides and spacing.

    >>> plain_name("【24 まちづくり】ＳＮＳの 利用者数（登録者数）")
    'snsの利用者数'
    """
    return re.sub(r"\s", "", _ASIDES.sub("", _told_name(name, city)))


def deeds_alike(deed: str) -> tuple[str, ...]:
    """The words that say the same deed.

    >>> "行っ" in deeds_alike("開催"), deeds_alike("交付")
    (True, ('交付',))
    """
    return next((group for group in _SAME_DEEDS if deed in group), (deed,))


def without_deed(core: Core) -> str:
    """The squeezed name without what is done: 会議の開催件数 and 会議の実施回数 are both 会議."""
    return core.squeezed.removesuffix(core.deed) or core.squeezed


def bigrams(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1)) or frozenset({text})


def likeness(one: str, other: str) -> float:
    """How many pairs of neighbouring signs two names share, from 0 to 1.

    >>> likeness("電子申請手続", "電子申請可能手続") > likeness("電子申請手続", "窓口相談")
    True
    """
    a, b = bigrams(one), bigrams(other)
    return 2 * len(a & b) / (len(a) + len(b))


def is_within(short: str, long: str) -> bool:
    """Whether all signs of `short` stand in `long` in the same order.

    >>> is_within("電子申請手続", "電子申請可能手続"), is_within("手続電子", "電子申請手続")
    (True, False)
    """
    signs = iter(long)
    return all(sign in signs for sign in short)


_PIECE = re.compile(r"[ァ-ヴー]+|[一-龠々]+|[A-Za-z0-9]+|[ぁ-ん]+")


def pieces(text: str) -> tuple[str, ...]:
    """A compound cut where the script changes.

    >>> pieces("情報セキュリティ研修")
    ('情報', 'セキュリティ', '研修')
    """
    return tuple(_PIECE.findall(text))


def names_alike(one: str, other: str) -> bool:
    """Names of the same project, as clerks vary them: …事業, …推進事業.

    >>> names_alike("ICT活用事業", "ICT活用推進事業"), names_alike("図書館事業", "道路維持補修事業")
    (True, False)
    """
    a, b = compare_key(one), compare_key(other)
    if not a or not b:
        return False
    return a == b or a in b or b in a or SequenceMatcher(None, a, b).ratio() >= 0.8
