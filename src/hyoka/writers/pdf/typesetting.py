"""組版 — Typst source to PDF bytes, with the shipped fonts and nothing else of the machine."""

from functools import cache
from typing import Literal

import typst

from hyoka.writers.pdf.font_file import FOLDER

Standard = Literal["ua-1", "a-2a", "a-2u", "a-2b", "a-3a", "a-3u"]


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER)])


def typeset(source: str, *, standards: tuple[Standard, ...] = (), tagged: bool = True) -> bytes:
    """The PDF of a source.

    Raises typst.TypstError: a fault of ours, since nothing that people write is markup.
    """
    pdf = typst.compile(
        source.encode(),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=list(standards),
        pdf_tags=tagged or bool(standards),
        timestamp=0,
    )
    assert isinstance(pdf, bytes)
    return pdf


def forget() -> None:
    """Let go of what Typst remembers of earlier documents: it keeps the results of its last ten."""
    for _ in range(_REMEMBERED):
        typeset("", tagged=False)


_REMEMBERED = 11
