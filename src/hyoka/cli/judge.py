"""hyoka judge — what another set of rules says of the sheets: a report beside what was stated, never a rewrite."""

import json
from collections import Counter

import click

from hyoka.cli.app import FAILED
from hyoka.cli.command import Command, OneOf
from hyoka.cli.files import files_argument, layout_option, read_sheets
from hyoka.cli.words import pad, say, width
from hyoka.judging import Rejudged, load_rule_set, rejudge, rule_set_names

MOST = 12


def _judge(files: tuple[str, ...], rules: str | None, format: str, all: bool, layout: str | None) -> int:
    if rules is None:
        return _list()
    if not files:
        raise click.UsageError(
            say("評価表のファイルを指定してください", "name the files of the sheets"),
            click.get_current_context(),
        )
    sheets = read_sheets(files, layout)
    if sheets is None:
        return FAILED
    rows = list(rejudge(sheets, load_rule_set(rules)))
    if format == "json":
        click.echo(json.dumps([_json(row) for row in rows], ensure_ascii=False, indent=1))
        return 0
    for row in rows if all else rows[:MOST]:
        stated = row.stated or say("（なし）", "(none)")
        click.echo(
            f"{row.sheet.head.division} {row.name} {row.fiscal_year.short}: {stated} → {row.proposal.status or '—'}"
        )
        click.echo(f"    {row.proposal.arithmetic or row.proposal.reason}")
    if not all and len(rows) > MOST:
        click.echo(
            say(f"ほか {len(rows) - MOST} 件（--all ですべて）", f"and {len(rows) - MOST} more (--all)")
        )
    pairs = Counter((row.stated or "—", row.proposal.status or "—") for row in rows)
    for (stated, other), many in pairs.most_common():
        click.echo(f"{many:>5}  {stated} → {other}")
    return 0


def _json(row: Rejudged) -> dict[str, object]:
    return {
        "sheet_key": row.sheet.key, "place": row.place, "indicator": row.name, "fiscal_year": int(row.fiscal_year),
        "stated": row.stated, **row.proposal.model_dump(mode="json", exclude={"fiscal_year"}),
    }  # fmt: skip


def _list() -> int:
    names = rule_set_names()
    columns = max(width(name) for name in names) + 2
    for name in names:
        rules = load_rule_set(name)
        click.echo(f"{pad(name, columns)}{rules.title}（{say('第', 'v')}{rules.version}{say('版', '')}）")
    return 0


command = Command(
    name="judge",
    callback=_judge,
    params=[
        files_argument(required=False),
        click.Option(
            ["--rules"], type=OneOf(rule_set_names()), default=None,
            help=say("判定規則集の名前（なければ一覧を出す）", "name of the set of rules (none: list them)"),
        ),
        click.Option(["--format"], type=OneOf(("text", "json")), default="text", help=say("出し方", "how to print")),
        click.Option(["--all"], is_flag=True, help=say("すべての指標を出す", "print every indicator")),
        layout_option(),
    ],
    help=say(
        """
評価表の指標を、別の市や団体の判定規則集で判定してみて、書いてある判定と並べます。評価表は変わりません。
規則集の出どころと境目は docs/judging.md にあります。

\b
例:
  hyoka judge                                  規則集の一覧
  hyoka judge --rules kitakyushu R07/*.json

終了コード: 0 判定した。2 できなかった。
""",
        """
Judges the indicators by another body's rules, beside what the sheets say. Nothing is changed.

\b
Examples:
  hyoka judge
  hyoka judge --rules kitakyushu R07/*.json

Exit code: 0 judged, 2 could not.
""",
    ),
)  # fmt: skip
