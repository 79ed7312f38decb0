"""PDF で書く — the official form on paper: a sheet, a book of sheets, a blank form to fill in by hand."""

from hyoka.writers.pdf.blank_form import blank_form
from hyoka.writers.pdf.book import write_book
from hyoka.writers.pdf.report import write_report
from hyoka.writers.pdf.sheet_pdf import write_sheet

__all__ = ["blank_form", "write_book", "write_report", "write_sheet"]
