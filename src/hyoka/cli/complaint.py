"""苦情 — whatever goes wrong, told in one line: what, where, and what to do. Never a traceback."""

import errno
import os
import platform
import re
import traceback

import click

from hyoka import __version__
from hyoka.cli.words import say


def complain(error: BaseException) -> str:
    """One line for the person."""
    if isinstance(error, click.UsageError):
        return _usage(error)
    if isinstance(error, OSError):
        return _system(error)
    if isinstance(error, MemoryError):
        return say(
            "メモリーが足りません。ファイルを減らすか、分けて実行してください。",
            "out of memory: run it with fewer files at a time.",
        )
    if type(error).__module__.partition(".")[0] == "hyoka":  # what we define speaks to the person
        return _one_line(str(error))
    if isinstance(error, click.ClickException):
        return _one_line(error.format_message())
    return _unexpected(error)


def _one_line(text: str) -> str:
    return re.sub(r"\s*[\r\n]+\s*", " ", text).strip()


def _system(error: OSError) -> str:
    name = error.filename if error.filename is not None else ""
    told = {
        errno.ENOENT: say("ファイルがありません", "no such file"),
        errno.EACCES: say("読み書きが許されていません", "permission denied"),
        errno.EPERM: say("読み書きが許されていません", "permission denied"),
        errno.EISDIR: say("ファイルではなくフォルダーです", "this is a folder, not a file"),
        errno.ENOTDIR: say("フォルダーではありません", "not a folder"),
        errno.ENOSPC: say("ディスクの空きがありません。何も書き出していません", "no space left on the disk; nothing was written"),
        errno.EDQUOT: say("ディスクの割当てを使い切っています。何も書き出していません", "disk quota exceeded; nothing was written"),
        errno.EROFS: say("書き込めないディスクです", "read-only disk"),
        errno.ENAMETOOLONG: say("ファイルの名前が長すぎます", "file name too long"),
        errno.EMFILE: say("開いているファイルが多すぎます", "too many open files"),
    }.get(error.errno or 0)  # fmt: skip
    told = told or say(f"ファイルを扱えません（{error.strerror or error}）", f"{error.strerror or error}")
    return _one_line(f"{told}: {os.fsdecode(name) if isinstance(name, bytes) else name}" if name else told)


def _unexpected(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    at = f"{os.path.basename(frames[-1].filename)}:{frames[-1].lineno}" if frames else "?"
    facts = f"{type(error).__name__}: {error}; {at}; hyoka {__version__}, Python {platform.python_version()}, {platform.system()}"
    return _one_line(
        say(
            f"予期しない誤りです。hyoka の不具合です。この行と、そのときのファイルの種類を開発者に知らせてください（{facts}）",
            f"unexpected error, a bug in hyoka: report this line and the kind of file ({facts})",
        )
    )


def _usage(error: click.UsageError) -> str:
    """Click's complaints about how the command was typed, in the person's language."""
    command = error.ctx.command_path if error.ctx else "hyoka"
    hint = say(f"（使い方: {command} --help）", f" (see: {command} --help)")
    return _one_line(say(_in_japanese(error), _in_english(error)) + hint)


def _in_english(error: click.UsageError) -> str:
    return error.format_message().rstrip(".")


def _in_japanese(error: click.UsageError) -> str:
    match error:
        case click.NoSuchOption():
            meant = f"。もしかして: {'、'.join(error.possibilities)}" if error.possibilities else ""
            return f"オプション {error.option_name} はありません{meant}"
        case click.MissingParameter():
            return f"{_name_of(error)} を指定してください"
        case click.BadParameter():
            return f"{_name_of(error)} の指定が正しくありません: {error.message}"
    message = error.format_message()
    for english, japanese in _TYPED:
        found = re.fullmatch(english, message, re.DOTALL)
        if found:
            return japanese.format(*found.groups())
    return message


def _name_of(error: click.BadParameter) -> str:
    if error.param is None:
        return "引数"
    return error.param.make_metavar(error.ctx).strip("[].") if isinstance(error.param, click.Argument) and error.ctx else error.param.opts[0]  # fmt: skip


_TYPED = (
    (r"Got unexpected extra arguments? \((.*)\)", "余分な指定があります: {}"),
    (r"Option '(.*)' requires an argument\.", "オプション {} の後に値を指定してください"),
    (r"Option '(.*)' requires \d+ arguments\.", "オプション {} の後に値を指定してください"),
    (r"Option '(.*)' does not take a value\.", "オプション {} は値を取りません"),
    (r"Missing command\.", "コマンドを指定してください"),
    (r"No such command '(.*)'\..*", "コマンド {} はありません"),
)
