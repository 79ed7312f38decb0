"""hyoka layouts — the layouts that ship with hyoka."""

import click

from hyoka.cli.command import Command
from hyoka.cli.words import pad, say, width
from hyoka.layouts import layout_names, load_layout


def _layouts() -> int:
    names = layout_names()
    columns = max(width(name) for name in names) + 2
    for name in names:
        layout = load_layout(name)
        place = layout.municipality or say("（どの市町村でも）", "(any municipality)")
        click.echo(f"{pad(name, columns)}{layout.title}  {place}")
    return 0


command = Command(
    name="layouts",
    callback=_layouts,
    help=say(
        """
使える様式の一覧です。様式は一つの TOML ファイルで、加え方は docs/layouts.md にあります。
""",
        """
Lists the layouts. A layout is one TOML file; docs/layouts.md tells how to write one.
""",
    ),
)
