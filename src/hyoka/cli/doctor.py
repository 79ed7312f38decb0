"""hyoka doctor — examines settings, database and the place where the data lies; one line for each."""

from datetime import UTC, datetime

import click

from hyoka.cli.command import Command
from hyoka.cli.office import open_office, spoken
from hyoka.cli.words import pad, say


def _doctor() -> int:
    open_office()
    from hyoka.store.doctor import Level, examine

    with spoken():
        lines = examine(at=datetime.now(UTC))
    colours = {Level.OK: "green", Level.CARE: "yellow", Level.DANGER: "red"}
    for line in lines:
        level = click.style(pad(say(line.level.value, line.level.english), 8), fg=colours[line.level])
        click.echo(f"{level}{say(line.ja, line.en)}")
    return 1 if any(line.level is Level.DANGER for line in lines) else 0


command = Command(
    name="doctor",
    callback=_doctor,
    help=say(
        """
設定、データベース、データの置き場所、時計、書体を調べ、一行ずつ OK・要注意・危険で示します。

終了コード: 0 危険はない。1 危険がある。2 調べられなかった。
""",
        """
Examines settings, database, the place of the data, clock and fonts: OK, CARE or DANGER, a line each.

Exit code: 0 no danger; 1 some; 2 could not be examined.
""",
    ),
)
