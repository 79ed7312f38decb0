"""PDF を読む — ruled tables of the official form, from any program that draws lines and real text."""

from hyoka.readers.pdf.read import MAX_PAGES, read_pdf

__all__ = ["MAX_PAGES", "read_pdf"]
