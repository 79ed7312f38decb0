"""記入 — a cell as written, and what it is taken to mean. Both are kept; nothing written is ever lost.

The meaning follows from the writing by `understand` and from nothing else: it is printed in JSON for whoever
reads the file, and derived again, not believed, when the file is loaded.
"""

import re
import unicodedata
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import Field, GetJsonSchemaHandler, computed_field, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from hyoka.values.document import Document
from hyoka.values.figure import Qualifier, find_figure
from hyoka.values.text import DASHES, Text, clean_text


class Why(StrEnum):
    """Why a cell holds no value. Zero is a value, so zero is never absent."""

    EMPTY = "空欄"
    NONE_SET = "設定なし"  # printed as a dash, in a dozen shapes
    PENDING = "未確定"
    NOT_SURVEYED = "調査なし"
    NOT_APPLICABLE = "対象外"
    NOT_IN_SOURCE = "原資料になし"


class Number(Document):
    """One figure: 「年間2回」「3,800件」「1,340人(累計)」."""

    kind: Literal["number"] = Field("number", title="種別")
    value: Decimal = Field(title="値")
    unit: str = Field("", title="単位")
    qualifier: Qualifier | None = Field(None, title="限定", description="以上・超・以下・未満・約")
    per: str = Field("", title="期間あたり", description="「年2回」の「年」")
    cumulative: bool = Field(False, title="累計")
    note: str = Field("", title="付記", description="※や、かっこ書き")


class Milestone(Document):
    """Words: 「再構築」, and whatever is not surely one figure: 「10～20件」「43（16）」「A」."""

    kind: Literal["milestone"] = Field("milestone", title="種別")
    words: str = Field(title="ことば")


class Absent(Document):
    """No value, and the reason."""

    kind: Literal["absent"] = Field("absent", title="種別")
    why: Why = Field(title="理由")


Meaning = Annotated[Number | Milestone | Absent, Field(discriminator="kind")]

_WORDS = {
    Why.NONE_SET: "設定なし 設定無し 未設定 設定せず 目標なし 目標無し 目標値なし 目標設定なし 目標未設定 "
    "なし 無し",
    Why.PENDING: "未確定 未定 確定前 未集計 未公表 未発表 未算定 未算出 未判明 公表前 公表待ち 結果待ち "
    "後日公表 "
    "調査中 算定中 集計中 調整中 算出中 確認中 精査中 検討中 照会中 計算中 測定中 作業中",
    Why.NOT_SURVEYED: "調査なし 調査無し 未調査 調査せず 調査未実施 アンケート未実施 データなし データ無し "
    "未測定 "
    "測定なし 測定せず 未計測 計測なし 未把握 把握なし 不明 把握していない 調査していない アンケートなし アンケート調査なし "
    "調査対象外 調査年度外 隔年調査 … ・・・",
    Why.NOT_APPLICABLE: "対象外 該当なし 該当無し 非該当 該当せず 対象なし 対象無し 評価対象外 "
    "適用外 適用なし n/a",
}
_WHY_OF = {word: why for why, words in _WORDS.items() for word in words.split()}
_WHY_OF["..."] = Why.NOT_SURVEYED  # … in NFKC
_DASHED = re.compile(f"[{re.escape(DASHES)}]+")
_INVISIBLE = re.compile("[\\s\u200b\ufeff]+")
_ASIDE = re.compile(r"\([^()]*\)|※[0-9]*|\*+[0-9]*")

_REMEMBERED = 64  # signs
ABSENT = {why: Absent(why=why) for why in Why}


def find_absence(written: str | None) -> Why | None:
    """The reason why a cell says nothing, None where it says something.

    >>> find_absence(" ").value, find_absence("－").value, find_absence("調査中（７月公表）").value
    ('空欄', '設定なし', '未確定')
    >>> find_absence("0")
    """
    if written is None:
        return Why.NOT_IN_SOURCE
    text = _INVISIBLE.sub("", written)
    if not text:
        return Why.EMPTY
    if len(text) > 40:
        return None
    if _DASHED.fullmatch(text):
        return Why.NONE_SET
    whole = unicodedata.normalize("NFKC", text).casefold().removesuffix("。")
    said, asides = _ASIDE.sub("", whole), [aside.strip("()") for aside in _ASIDE.findall(whole)]
    if said and any(find_figure(aside) for aside in asides if not aside.startswith(("※", "*"))):
        return None  # なし（0件）: it does say a figure
    if _DASHED.fullmatch(said):
        return next((_WHY_OF[aside] for aside in asides if aside in _WHY_OF), Why.NONE_SET)
    return _WHY_OF.get(said) or _WHY_OF.get(whole.strip("()"))


def words_of(written: str) -> Milestone:
    return Milestone(words=clean_text(written)[0].strip())


def understand(written: str | None) -> Number | Milestone | Absent:
    """What a cell's text means. It never fails: what is not surely a figure or an absence is words.

    >>> understand("6154件").value, understand("20回以上").qualifier.name, understand("年間2回").per
    (Decimal('6154'), 'AT_LEAST', '年')
    >>> understand("再構築").words, understand("—").why.value
    ('再構築', '設定なし')
    """
    return _understood(written) if is_short(written) else _take_apart(written)


def is_short(written: str | None) -> bool:
    """Whether a cell's text is worth remembering: figures repeat, and a cache of long texts would eat the memory."""
    return written is None or len(written) <= _REMEMBERED


def _take_apart(written: str | None) -> Number | Milestone | Absent:
    why = find_absence(written)
    if why or written is None:
        return ABSENT[why or Why.NOT_IN_SOURCE]
    figure = find_figure(written)
    if figure is None or figure.bracketed:
        return words_of(written)
    return Number(
        value=figure.value,
        unit=figure.unit,
        qualifier=figure.qualifier,
        per=figure.per,
        cumulative=figure.cumulative,
        note=figure.note,
    )


_understood = lru_cache(maxsize=1 << 15)(_take_apart)


class Cell(Document):
    """What Entry and Amount share: the text to the letter, and a meaning derived and never taken in."""

    written: Text | None = Field(title="記入", description="書かれたまま。null は原資料にその欄がない")

    @model_validator(mode="before")
    @classmethod
    def _derive_meaning_again(cls, data: Any) -> Any:
        if isinstance(data, dict) and "means" in data:
            return {name: value for name, value in data.items() if name != "means"}
        return data

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """In what we accept, too, `means` may stand: it is derived again."""
        json_schema = handler(schema)
        inner = handler.resolve_ref_schema(json_schema)
        inner.get("properties", {}).setdefault(
            "means", {"title": "意味", "description": "記入から導く。読み込みでは使わない", "readOnly": True}
        )
        return json_schema


class Entry(Cell):
    """The cell as written, and what we take it to mean.

    >>> entry = Entry.of("3,800件")
    >>> entry.written, entry.number, entry.unit
    ('3,800件', Decimal('3800'), '件')
    >>> Entry.model_validate(entry.model_dump(mode="json")) == entry
    True
    >>> Entry.missing().absent.value, Entry.blank().is_blank, Entry.of("0").is_known
    ('原資料になし', True, True)
    """

    @classmethod
    def of(cls, written: str | None) -> "Entry":
        return _entry(written) if is_short(written) else cls(written=written)

    @classmethod
    def missing(cls) -> "Entry":
        """The source does not hold this cell."""
        return _entry(None)

    @classmethod
    def blank(cls) -> "Entry":
        """The cell is there, and nothing is written in it."""
        return _entry("")

    @computed_field(title="意味")  # type: ignore[prop-decorator]
    @property
    def means(self) -> Meaning:
        return understand(self.written)

    @property
    def number(self) -> Decimal | None:
        meaning = understand(self.written)
        return meaning.value if isinstance(meaning, Number) else None

    @property
    def unit(self) -> str:
        meaning = understand(self.written)
        return meaning.unit if isinstance(meaning, Number) else ""

    @property
    def absent(self) -> Why | None:
        meaning = understand(self.written)
        return meaning.why if isinstance(meaning, Absent) else None

    @property
    def is_blank(self) -> bool:
        return self.absent is Why.EMPTY

    @property
    def is_known(self) -> bool:
        return self.absent is None


@lru_cache(maxsize=1 << 15)
def _entry(written: str | None) -> Entry:
    return Entry(written=written)
