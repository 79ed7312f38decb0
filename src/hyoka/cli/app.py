"""hyoka — the command: its list of subcommands, and the one place where errors become exit codes.

Exit codes: 0 done; 1 something to tell (an error-level finding, a difference); 2 could not be done.
"""

import difflib
import glob
import importlib
import os
import sys
from collections.abc import Sequence
from typing import NamedTuple, NoReturn

import click
from click.shell_completion import shell_complete

from hyoka import __version__
from hyoka.cli.command import Command, Context, Formatter
from hyoka.cli.complaint import complain
from hyoka.cli.limits import bound_memory
from hyoka.cli.words import say

FAILED, INTERRUPTED, PIPE_CLOSED = 2, 130, 141


class Listed(NamedTuple):
    """A subcommand in the list; its module is imported only when it is used."""

    japanese: str
    english: str


COMMANDS = {
    "read": Listed("評価表を読み取り、JSON にする", "read sheets into JSON"),
    "check": Listed("評価表の中の食い違いを示す", "show what sheets say against themselves"),
    "write": Listed(
        "正式な様式の PDF・Excel・JSON に書き出す", "write the official form as PDF, Excel or JSON"
    ),
    "table": Listed("整った表（CSV・JSON・Parquet）にする", "make a tidy table (CSV, JSON, Parquet)"),
    "judge": Listed("別の規則集で判定してみる", "judge by another set of rules"),
    "diff": Listed("二つの評価表の違いを示す", "show what differs between two sheets"),
    "layouts": Listed("使える様式の一覧", "list the layouts"),
    "example": Listed("架空の「見本市」を書き出す", "write the fictional example city"),
    "demo": Listed("見本市の役所をブラウザーで試す", "try the office of the example city in the browser"),
    "serve": Listed("庁内のサーバーを動かす", "run the office's server"),
    "worker": Listed("点検と印刷を裏で進める（serve が動かす）", "work behind the pages (started by serve)"),
    "migrate": Listed("データベースを今の版に合わせる", "bring the database to this version"),
    "administrator": Listed("はじめの管理者を加える", "add the first administrator"),
    "doctor": Listed("設定とデータの置き場所を診断する", "examine settings and where the data lies"),
}
# These run for days, and start the processes that do the work.
LASTING = frozenset({"demo", "serve"})


class Hyoka(Command, click.Group):
    """The group. Help and completion need only the list."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(f"hyoka.cli.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            near = difflib.get_close_matches(args[0], COMMANDS, n=1)
            meant = say(f"。もしかして: {near[0]}", f"; did you mean {near[0]}?") if near else ""
            raise click.UsageError(
                say(f"コマンド {args[0]} はありません{meant}", f"no such command: {args[0]}{meant}"), ctx
            )
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write(say("コマンド:\n", "Commands:\n"))
        with formatter.indentation():
            formatter.write_dl([(name, say(*listed)) for name, listed in COMMANDS.items()])
        formatter.write("\n")
        super().format_options(ctx, formatter)


def _help() -> str:
    return say(
        """
市町村の行政評価表を読み取り、点検し、印刷します。

「ファイル」は、PDF から取り出したテキスト、.pdf、.xlsx、.json のどれでもかまいません。
フォルダーを指定すると、その中の評価表すべてを扱います。- は標準入力です。
""",
        """
Reads, checks and prints the 行政評価表 (evaluation sheets) of Japanese cities.

FILE is text extracted from a PDF, .pdf, .xlsx or .json; a folder stands for all sheets in it, - for the standard input.
""",
    )


def _epilog() -> str:
    return say(
        """
  hyoka check 評価表.pdf                 食い違いを見る
  hyoka write 評価表.txt -o 評価表.pdf   正式な様式にする
  hyoka demo                             見本市の役所をブラウザーで試す
  hyoka コマンド --help                  それぞれの説明

コマンドの補完（TAB キー）は、bash では次の行を ~/.bashrc に加えると使えます（zsh、fish では bash を読み替える）。

  eval "$(_HYOKA_COMPLETE=bash_source hyoka)"

環境変数: HYOKA_LANG=en 英語で表示する。NO_COLOR=1 色を付けない。
""",
        """
  hyoka check sheet.pdf                what a sheet says against itself
  hyoka write sheet.txt -o sheet.pdf   the official form
  hyoka demo                           the office of the example city
  hyoka COMMAND --help                 about one command

Completion with TAB: in bash, add this line to ~/.bashrc (in zsh and fish, the same with their name).

  eval "$(_HYOKA_COMPLETE=bash_source hyoka)"

Environment: HYOKA_LANG=en for English, NO_COLOR=1 for no colours.
""",
    )


def _version(ctx: click.Context, option: click.Parameter, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        click.echo(f"hyoka {__version__}")
        ctx.exit()


def build() -> Hyoka:
    """The command, in the language of the moment."""
    version = click.Option(
        ["--version"],
        is_flag=True,
        expose_value=False,
        is_eager=True,
        callback=_version,
        help=say("版を表示する。", "Show the version."),
    )
    return Hyoka(
        name="hyoka",
        help=_help(),
        epilog=_epilog(),
        params=[version],
        subcommand_metavar=say("コマンド …", "COMMAND …"),
        no_args_is_help=False,
        invoke_without_command=True,
        callback=_without_command,
    )


@click.pass_context
def _without_command(ctx: click.Context) -> None:
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run, and leave with an exit code; whatever goes wrong is one line on the standard error."""
    _speak_utf8()
    if not LASTING & set((sys.argv[1:] if arguments is None else arguments)[:1]):
        bound_memory()
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """The exit code of the command."""
    try:
        code = _invoke(_as_typed() if arguments is None else list(arguments))
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _forget_stdout()
        return PIPE_CLOSED
    except Exception as error:
        if os.environ.get("HYOKA_DEBUG"):
            raise
        tell(complain(error))
        return FAILED


def _invoke(arguments: list[str]) -> int:
    """Like click's own main, but errors, interrupts and broken pipes are left to `run`."""
    command = build()
    instruction = os.environ.get("_HYOKA_COMPLETE")
    if instruction:
        return shell_complete(command, {}, "hyoka", "_HYOKA_COMPLETE", instruction)
    try:
        with command.make_context("hyoka", arguments, color=_colour()) as context:
            code = command.invoke(context)
    except click.exceptions.Exit as left:
        return left.exit_code
    return code if isinstance(code, int) else 0


def _as_typed() -> list[str]:
    """The arguments; the shells of Windows leave *.pdf to the program."""
    typed = sys.argv[1:]
    if os.name != "nt":
        return typed
    return [path for argument in typed for path in (sorted(glob.glob(argument)) or [argument])]


def _colour() -> bool | None:
    """None: on a terminal only."""
    return False if os.environ.get("NO_COLOR") else None


def tell(line: str) -> None:
    """One line of complaint. File names may hold anything: line breaks and what steers a terminal are spelled out."""
    shown = "".join(sign if sign.isprintable() or sign == "\u3000" else _spelled(sign) for sign in line)
    click.echo(f"hyoka: {shown}", err=True)


def _spelled(sign: str) -> str:
    return sign.encode("unicode_escape").decode()


def _speak_utf8() -> None:
    """Pipes and consoles of Windows get UTF-8 as well; what they cannot show is replaced, not fatal."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            asked = os.environ.get("PYTHONIOENCODING")
            stream.reconfigure(encoding=stream.encoding if asked else "utf-8", errors="replace")


def _forget_stdout() -> None:
    """The reader of the pipe has gone (`| head`); Python must not complain about it once more at its exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


__all__ = ["COMMANDS", "Context", "Formatter", "build", "main", "run", "tell"]
