"""進み具合 — a bar on the standard error, only for a person who waits before a terminal."""

import contextlib
import sys
from collections.abc import Callable, Iterator

import click

MANY = 4  # files or sheets, from which on a bar is worth it


@contextlib.contextmanager
def progress(count: int, label: str) -> Iterator[Callable[[int], None]]:
    """Call what is given with how many are done."""
    if count < MANY or not sys.stderr.isatty():
        yield lambda done: None
        return
    with click.progressbar(
        length=count, label=label, file=sys.stderr, show_pos=True, show_eta=False, width=24
    ) as bar:
        yield lambda done: bar.update(done - bar.pos)
