"""列の対応 — which column of the finance system's file holds what. A city sets it once."""

import re
import unicodedata
from collections.abc import Sequence

from pydantic import Field

from hyoka.values import Document, MoneyUnit, Text

# What a column can hold: its name here, in Japanese, and the headings by which it is guessed.
FIELDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "code": ("予算科目コード", ("予算科目コード", "科目コード", "事業コード", "予算コード", "コード")),
    "code_parts": ("科目コードの部分", ("会計", "款", "項", "目", "大事業", "中事業", "細事業", "小事業")),
    "name": ("事業名", ("事業名", "予算事業名", "細事業名", "費目名", "科目名", "名称")),
    "division": ("所属課", ("所属課", "所管課", "課名", "所属")),
    "original": ("当初予算額", ("当初予算額", "当初予算", "当初")),
    "supplement": ("補正予算額", ("補正予算額", "補正予算", "補正")),
    "diversion": ("流用額", ("流用額", "流用増減", "流用", "予備費充用")),
    "carried_in": ("前年度からの繰越額", ("繰越受入額", "前年度繰越額", "繰越予算額", "前年度からの繰越額")),
    "carried_out": ("翌年度への繰越額", ("翌年度繰越額", "繰越額", "翌年度への繰越額")),
    "settlement": ("決算額", ("決算額", "支出済額", "執行額", "支出額")),
    "settled_carried": ("決算額の内繰越分", ("繰越分決算額", "うち繰越分", "決算額の内繰越明許分", "決算額の内繰越分")),
    "national": ("国庫支出金", ("国庫支出金", "国支出金", "国庫", "国")),
    "prefectural": ("県支出金", ("県支出金", "都道府県支出金", "府支出金", "県")),
    "bonds": ("地方債", ("地方債", "市債", "起債")),
    "other": ("その他の財源", ("その他特定財源", "その他財源", "その他の財源", "その他")),
    "general": ("一般財源", ("一般財源", "うち一般財源")),
}  # fmt: skip
AMOUNTS = tuple(name for name in FIELDS if name not in ("code", "code_parts", "name", "division"))
SOURCES = ("national", "prefectural", "bonds", "other", "general")


class ColumnMap(Document):
    """列の対応. `columns`: field → heading; `parts`: the headings whose values joined are the code."""

    columns: dict[str, Text] = Field({}, title="列の対応")
    parts: tuple[Text, ...] = Field((), title="科目コードの部分")
    unit: MoneyUnit = Field(MoneyUnit.YEN, title="金額の単位")

    @property
    def has_code(self) -> bool:
        return bool(self.parts) or "code" in self.columns


def guess_columns(headings: Sequence[str]) -> ColumnMap:
    """By the usual headings; a heading may carry a unit or blanks: 決算額（円）.

    >>> guess_columns(["会計", "款", "事業名", "決算額（千円）"]).model_dump()
    {'columns': {'name': '事業名', 'settlement': '決算額（千円）'}, 'parts': ('会計', '款'), 'unit': <MoneyUnit.THOUSAND: '千円'>}
    """
    plain = {_plain(heading): heading for heading in reversed(headings) if heading}
    parts = tuple(plain[name] for name in FIELDS["code_parts"][1] if name in plain)
    columns: dict[str, str] = {}
    for field, (_, names) in FIELDS.items():
        found = next((plain[name] for name in names if name in plain), None)
        if field != "code_parts" and found is not None and found not in columns.values():
            columns[field] = found
    if "code" in columns:
        parts = ()
    told = "".join(columns.values())
    unit = MoneyUnit.THOUSAND if "千円" in told else MoneyUnit.YEN
    return ColumnMap(columns=columns, parts=parts, unit=unit)


def _plain(heading: str) -> str:
    text = re.sub(
        r"[（(].*?[）)]", "", unicodedata.normalize("NFKC", heading).replace("(", "（").replace(")", "）")
    )
    return re.sub(r"\s", "", text)
