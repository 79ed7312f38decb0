"""見本市 — a fictional city for visitors: three fiscal years of sheets, with a few contradictions to find."""

from hyoka.example.city import clean_sheets, sheets, slips

__all__ = ["clean_sheets", "sheets", "slips"]
