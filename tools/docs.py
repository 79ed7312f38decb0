"""Make the pages that follow from the code, or say which of them are behind.

python tools/docs.py            # writes docs/checks.md, data.md, layouts.md, policy.md, settings.md, sheet.schema.json
python tools/docs.py --check    # changes nothing; exit 1 and the names where a page is behind
"""

import importlib
import inspect
import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

from judging_page import judging_page
from layout_words import BLOCKS, CELL, LAYOUT, PART, PREFACE, RULE, VOCABULARY, YEARS
from policy_page import policy_page
from settings_page import settings_page

from hyoka.checks import Severity, name_of
from hyoka.layouts import Block, Cell, Layout, PartOfForm, Vocabulary, Years
from hyoka.layouts.rule import Rule
from hyoka.sheet.schema import json_schema
from hyoka.tables import TABLES, Column, Table
from hyoka.values import Document

DOCS = Path(__file__).resolve().parent.parent / "docs"
MADE = "<!-- Made from the code by `python tools/docs.py`: change the code, not this page. -->\n"
FAMILIES = (
    *(f"one_sheet.{name}" for name in ("amounts", "judgement", "targets", "same_fact", "text", "names", "head", "season")),
    "over_years",
    "whole_city",
)  # fmt: skip


# ── docs/checks.md ────────────────────────────────────────────────────────────────────────────────────────────


def checks_page() -> str:
    severities = "\n".join(
        f"* **{severity.label}**（`{severity.value}`）— {meaning}"
        for severity, meaning in zip(
            Severity,
            (
                "評価表の中で明らかに食い違っている。直す。",
                "人が見て、正しいかどうかを判断する。",
                "知っておくとよいこと。画面には `--all` を付けたときだけ出る。",
            ),
            strict=True,
        )
    )
    parts = [
        MADE,
        "# 点検の一覧\n",
        "`hyoka check` が評価表に問う、あるべき姿の一覧です。名前は一度使ったら別の意味に使いません。\n",
        f"重さは、どれほど確かかを表します。\n\n{severities}\n",
        "原資料にない欄を必要とする点検は、何も言いません。読み取りが不確かな値を含む指摘は、参考に下げて、そう書き添えます。\n",
    ]
    for family in FAMILIES:
        module = importlib.import_module(f"hyoka.checks.{family}")
        if module.CHECKS:
            parts.append(f"## {(module.__doc__ or family).strip().rstrip('.。')}\n")
            parts += [_check_section(check) for check in module.CHECKS]
    return "\n".join(parts)


def _check_section(check: Callable[..., Any]) -> str:
    title, why = told_of(check)
    severities = "、".join(severity.label for severity in _severities(check))
    return f"### `{name_of(check)}`\n\n**{title}**（{severities}）\n\n{why}\n"


def told_of(check: Callable[..., Any]) -> tuple[str, str]:
    """A check's title, and what staff read below it: why, 根拠, 直し方, each a paragraph."""
    title, _, rest = inspect.cleandoc(inspect.getmodule(check).__doc__ or "").partition("\n")
    paragraphs: list[str] = []
    for line in rest.strip().splitlines():
        if not line.strip() or not paragraphs or re.match(r"(根拠|直し方)\s*[:：]", line):
            paragraphs.append(line.strip())
        else:
            paragraphs[-1] += line.strip()
    return title.strip(), "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _severities(check: Callable[..., Any]) -> list[Severity]:
    """The severities that a check's file speaks of; where it leaves the telling to others, those of theirs."""
    module = inspect.getmodule(check)
    assert module is not None
    helpers = {
        inspect.getmodule(value)
        for value in vars(module).values()
        if inspect.isfunction(value) and value.__module__.startswith("hyoka.checks.")
    }
    for told in ([module], sorted(helpers - {module}, key=str)):
        source = "".join(inspect.getsource(one) for one in told if one)
        found = [severity for severity in Severity if f"Severity.{severity.name}" in source]
        if found:
            return found
    return []


# ── docs/data.md ──────────────────────────────────────────────────────────────────────────────────────────────

TYPES = {
    "string": "文字列",
    "integer": "整数",
    "number": "数値（正確な十進数）",
    "boolean": "真偽",
    "year": "年度",
}


def data_page() -> str:
    return "\n".join([MADE, DATA_PREFACE, *(_table_section(table) for table in TABLES.values())])


DATA_PREFACE = """# 公開データの項目定義

評価表から作る八つの表です。`hyoka table 表の名前 ファイル… -o 出力.csv`（`.json`、`.parquet` も）で一つの表を、
`hyoka table all ファイル… -o フォルダー`（または `.zip`）で全部を、Frictionless のデータパッケージとして書き出します。

* **空は「分からない」** — 0 は「0 と書かれていた」ときだけです。JSON と Parquet では、原資料にない欄が `null`、空欄のままの文字列の欄が `""`
  です。CSV ではどちらも空になります。数値・真偽の欄はどちらも `null` です。
* **金額は円** — 評価表は千円単位でも、表では円です（7,283千円 → `7283000`）。千円や百万円に丸めた金額なので、費目を足した額と合計は、丸めた分だけ違うことがあります。
  1円未満の端数になる金額があれば、書き出さずにその場所を示します。
* **年度は西暦** — 4月1日が属する年です（平成30年度 → `2018`、令和元年度 → `2019`）。
* **書かれたままの列と、数値の列** — `target`（20回以上）と `target_number`（20）のように並びます。一つの数値と言い切れないもの（「10～20件」
  「再構築」）は、数値の列では空です。
* **再掲** — 再掲の行は `relisted_from` に再掲元が入り、金額は空です。金額を合計しても二重に数えません。
* **行の見分け** — `sheet_key`（どの評価表か）と `place`（評価表の中のどこか）で一行に定まります。`sheets` では `sheet_key` だけで定まります。
  `place` は `hyoka check --format json` の `at`・`places` と同じ書き方なので、指摘と表を結べます。
* **CSV の先頭の `'`** — 文字列が `=` `+` `-` `@`、タブ、改行、全角の `＝` `＋` `－` `＠` で始まると、表計算ソフトが式として動かさないよう、先頭に `'` を
  付けます（記号一文字だけのときは付けません）。もともと `'` が付いていたものには一つ足すので、`'` を一つ取れば必ず元に戻ります。
  数値の列には付けません。JSON と Parquet には付けません。
* **文字コード** — UTF-8。Excel で開くときは `--bom` を付けると文字化けしません（改行も CRLF になります）。
* **Parquet の型** — 数値は `decimal128(38, 9)`、円は `int64`。入りきらない桁があるときだけ `decimal256` に広がります。丸めることはありません。
"""


def _table_section(table: Table) -> str:
    key = "、".join(f"`{name}`" for name in table.primary_key)
    rows = "\n".join(_column_row(column) for column in table.columns)
    return (
        f"## `{table.name}` — {table.title}\n\n{table.description}\n\n行を定める列: {key}\n\n"
        f"| 列 | 見出し | 型 | 単位 | 意味 | 例 |\n|---|---|---|---|---|---|\n{rows}\n"
    )


def _column_row(column: Column) -> str:
    said = column.description + (f"。取り得る値: {'、'.join(column.words)}" if column.words else "")
    said += "。必ず入る" if column.required else ""
    cells = (f"`{column.name}`", column.title, TYPES[column.type], column.unit, said, f"`{column.example}`")
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


# ── docs/layouts.md ───────────────────────────────────────────────────────────────────────────────────────────


def layouts_page() -> str:
    parts = [MADE, PREFACE]
    for heading, kind, words in (
        ("様式の全体", Layout, LAYOUT),
        ("年度の窓 `[years]`", Years, YEARS),
        ("語彙 `[vocabularies.名前]`", Vocabulary, VOCABULARY),
        ("判定規則 `[[rules]]`", Rule, RULE),
        ("部分 `[[parts]]`", PartOfForm, PART),
        ("欄 — 区画の中の一つの欄", Cell, CELL),
    ):
        parts.append(f"## {heading}\n\n{_fields(kind, words)}\n")
    parts.append("## 区画の種類 `[[parts.blocks]]`\n")
    for block in get_args(get_args(Block)[0]):
        kind_word = get_args(block.model_fields["kind"].annotation)[0]
        japanese = (block.__doc__ or "").partition(" — ")[0]
        parts.append(f'### `kind = "{kind_word}"` — {japanese}\n\n{_fields(block, BLOCKS)}\n')
    return "\n".join(parts)


def _fields(kind: type[Document], words: dict[str, str]) -> str:
    return "| 項目 | 意味 | 省いたとき |\n|---|---|---|\n" + "\n".join(_field_rows(kind, words))


def _field_rows(kind: type[Document], words: dict[str, str]) -> Iterator[str]:
    for name, field in kind.model_fields.items():
        if name == "kind" and kind.__module__.endswith("block"):
            continue
        if name not in words:
            raise SystemExit(f"tools/layout_words.py: {kind.__name__}.{name} の説明がありません")
        yield f"| `{name}` | {words[name]} | {'（必要）' if field.is_required() else _default(field.default)} |"


def _default(value: object) -> str:
    if value is None or value in ("", ()):
        return "なし"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return f"`{value}`"


# ── all pages ─────────────────────────────────────────────────────────────────────────────────────────────────


def schema_page() -> str:
    return json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n"


PAGES: dict[str, Callable[[], str]] = {
    "checks.md": checks_page,
    "data.md": data_page,
    "judging.md": lambda: judging_page(MADE),
    "layouts.md": layouts_page,
    "sheet.schema.json": schema_page,
    "policy.md": lambda: policy_page(MADE),
    "settings.md": lambda: settings_page(MADE),
}


def behind() -> list[str]:
    """The pages that are not as the code says."""
    return [
        name
        for name, page in PAGES.items()
        if not (DOCS / name).is_file() or (DOCS / name).read_text(encoding="utf-8") != page()
    ]


def main(arguments: list[str]) -> int:
    if arguments not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 2
    names = behind()
    if arguments and names:
        print(f"docs behind the code: {', '.join(names)} — run: python tools/docs.py", file=sys.stderr)
        return 1
    for name in names:
        (DOCS / name).write_text(PAGES[name](), encoding="utf-8", newline="\n")
        print(f"docs/{name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
