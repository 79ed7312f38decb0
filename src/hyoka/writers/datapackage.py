"""データパッケージ — all tables with their dictionary, as Frictionless describes them: datapackage.json and CSVs."""

import io
import json
import zipfile
from collections import Counter
from collections.abc import Iterable
from typing import Any

from hyoka.sheet import Sheet
from hyoka.tables import TABLES, Column, Table
from hyoka.writers.csv import write_csv

# What a city may say of the use of its data, by the names that Open Definition gives.
LICENCES = {
    "CC-BY-4.0": ("クリエイティブ・コモンズ 表示 4.0 国際", "https://creativecommons.org/licenses/by/4.0/deed.ja"),
    "CC0-1.0": ("クリエイティブ・コモンズ CC0 1.0 全世界", "https://creativecommons.org/publicdomain/zero/1.0/deed.ja"),
    "ODC-BY-1.0": ("Open Data Commons Attribution License 1.0", "https://opendatacommons.org/licenses/by/1-0/"),
}  # fmt: skip
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)  # the same sheets make the same bytes


class SameSheetTwice(ValueError):
    """Two of the sheets are one and the same, and would be counted twice. The message is meant for the person."""


def write_datapackage(
    sheets: Iterable[Sheet], *, municipality: str = "", licence: str = "", sources: Iterable[str] = ()
) -> dict[str, bytes]:
    """The files of the package by name: datapackage.json and a CSV for each table.

    Raises SameSheetTwice, FractionOfYen.
    """
    sheets = tuple(sheets)
    _refuse_twins(sheets)
    files = {
        f"{name}.csv": write_csv(table, sheets, municipality=municipality) for name, table in TABLES.items()
    }
    described = describe_package(sheets, licence=licence, sources=sources)
    for resource in described["resources"]:
        resource["bytes"] = len(files[resource["path"]])
    described_json = json.dumps(described, ensure_ascii=False, indent=2) + "\n"
    return {"datapackage.json": described_json.encode(), **files}


def zip_package(files: dict[str, bytes]) -> bytes:
    """The package as one file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(zipfile.ZipInfo(name, _ZIP_TIME), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def describe_package(
    sheets: tuple[Sheet, ...], *, licence: str = "", sources: Iterable[str] = ()
) -> dict[str, Any]:
    """What datapackage.json says. It follows from the tables alone, but for the years, licence and sources."""
    years = sorted({sheet.fiscal_year for sheet in sheets})
    span = (
        ""
        if not years
        else years[0].wareki
        if len(years) == 1
        else f"{years[0].wareki}から{years[-1].wareki}"
    )
    package: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": "hyoka",
        "title": f"{span} 行政評価表".strip(),
        "description": (
            "行政評価表から作った八つの表。金額は円、年度は4月1日が属する西暦年。空は「分からない」で、0 ではない。"
            "表計算ソフトが式とみなす文字（= + - @ など）で始まる文字列には、先頭に ' を付けてある。"
        ),
        "keywords": ["行政評価", "事務事業評価", "予算", "決算", "指標"],
        "sources": [{"title": title} for title in sources] or [{"title": "行政評価表"}],
    }
    if licence:
        package["licenses"] = [_licence(licence)]
    package["resources"] = [_resource(table) for table in TABLES.values()]
    return package


def _licence(name: str) -> dict[str, str]:
    if name in LICENCES:
        title, path = LICENCES[name]
        return {"name": name, "title": title, "path": path}
    return {"name": name, "title": name}


def _resource(table: Table) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": table.title,
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True},
        "schema": _schema(table),
    }


def _schema(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.primary_key),
    }
    if table.foreign_keys:
        schema["foreignKeys"] = [
            {
                "fields": list(key.columns),
                "reference": {"resource": key.table, "fields": list(key.refers_to)},
            }
            for key in table.foreign_keys
        ]
    return schema


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": column.type.value,
        "title": column.title,
        "description": f"{column.description}（単位: {column.unit}）" if column.unit else column.description,
        "example": column.example,
    }
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.words:
        constraints["enum"] = list(column.words)
    return field | ({"constraints": constraints} if constraints else {})


def _refuse_twins(sheets: tuple[Sheet, ...]) -> None:
    twins = [key for key, count in Counter(sheet.key for sheet in sheets).items() if count > 1]
    if twins:
        sheet = next(sheet for sheet in sheets if sheet.key == twins[0])
        raise SameSheetTwice(
            f"同じ評価表が二つ以上あります: {sheet.fiscal_year.wareki} {sheet.head.division or '課名なし'}"
            f" 施策 {sheet.position.measure_no or '番号なし'}（評価表キー {sheet.key}）。一つだけを指定してください。"
        )
