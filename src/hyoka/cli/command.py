"""コマンドの形 — click's commands with help in the person's language, wrapped for wide characters."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

import click

from hyoka.cli.words import pad, paragraphs, say, width, wrap


class Formatter(click.HelpFormatter):
    """Help for readers of Japanese: widths are those of the terminal, and lines break within words."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix if prefix is not None else say("使い方: ", "Usage: "))

    def write_text(self, text: str) -> None:
        for paragraph in paragraphs(text):
            if paragraph.startswith(" "):  # an example: as it is
                self.write(paragraph + "\n\n")
                continue
            joined = "".join(
                line + ("" if not line or width(line[-1]) == 2 else " ") for line in paragraph.split("\n")
            )
            for line in wrap(joined, self.width - self.current_indent):
                self.write(" " * self.current_indent + line + "\n")
            self.write("\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        rows = list(rows)
        left = min(max(width(term) for term, _ in rows), col_max) + col_spacing
        for term, told in rows:
            lines = wrap(told, max(self.width - self.current_indent - left, 20))
            first = pad(term, left) if width(term) <= left - col_spacing else None
            if first is None:
                self.write(" " * self.current_indent + term + "\n")
            for index, line in enumerate(lines):
                beside = first if index == 0 and first is not None else " " * left
                self.write(" " * self.current_indent + beside + line + "\n")


class Context(click.Context):
    formatter_class = Formatter


class Command(click.Command):
    """A command whose headings are in the person's language."""

    context_class = Context

    def __init__(self, *arguments: Any, **options: Any) -> None:
        options.setdefault("options_metavar", say("[オプション]", "[OPTIONS]"))
        super().__init__(*arguments, **options)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            self._refuse_twice(ctx, args)
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx  # so that the complaint names this command's help
            raise

    def _refuse_twice(self, ctx: click.Context, args: list[str]) -> None:
        """Of `-o a.pdf -o b.pdf` one would be passed over without a word."""
        _, _, order = self.make_parser(ctx).parse_args(list(args))
        for option, times in Counter(order).items():
            if times > 1 and isinstance(option, click.Option) and not option.is_flag:
                name = option.opts[0]
                raise click.UsageError(
                    say(f"オプション {name} は一度だけ指定してください", f"option {name} is given twice"), ctx
                )

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = say("この説明を表示する。", "Show this message.")
        return option

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if self.help:
            formatter.write("\n")
            formatter.write_text(self.help)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        records = (option.get_help_record(ctx) for option in options)
        rows = [(term, told.replace("  [required]", "")) for term, told in filter(None, records)]
        if rows:
            formatter.write(say("オプション:\n", "Options:\n"))
            with formatter.indentation():
                formatter.write_dl(rows)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if self.epilog:
            formatter.write("\n")
            formatter.write_text(self.epilog)


class OneOf(click.Choice[str]):
    """One of some words; a wrong one is answered with them all, in the person's language."""

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:
        words = ", ".join(str(choice) for choice in self.choices)
        return say(f"「{value}」はありません。使えるもの: {words}", f"no {value!r}; choose from: {words}")


class Count(click.ParamType[Any]):
    """A whole number from one to so many."""

    name = "count"

    def __init__(self, most: int) -> None:
        self.most = most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        count = int(value) if str(value).isdecimal() else 0
        if not 1 <= count <= self.most:
            self.fail(
                say(
                    f"「{value}」は 1 から {self.most} までの数ではありません",
                    f"{value!r} is no number from 1 to {self.most}",
                ),
                param,
                ctx,
            )
        return count


class Exact(click.ParamType[Any]):
    """A decimal figure above zero, kept exact."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        from decimal import Decimal, InvalidOperation

        try:
            figure = Decimal(value)
        except InvalidOperation:
            figure = Decimal(0)
        if not figure.is_finite() or figure <= 0:
            self.fail(
                say(
                    f"「{value}」は正の数ではありません（例: 0.05）",
                    f"{value!r} is no positive number (e.g. 0.05)",
                ),
                param,
                ctx,
            )
        return figure
