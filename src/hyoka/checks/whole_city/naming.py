"""ほかの評価表の呼び名 — how a finding names another sheet."""

from hyoka.sheet import Sheet


def named(sheet: Sheet) -> str:
    """教育部 図書館 施策31."""
    whose = " ".join(part for part in (sheet.head.department, sheet.head.division) if part)
    return f"{whose} 施策{sheet.position.measure_no or '?'}".strip()


def comes_first(sheet: Sheet, other: Sheet) -> bool:
    """Of two sheets that contradict each other the later one says so: once, and always the same one."""
    return (other.head.division or "", other.position.measure_no or "", other.key) < (
        sheet.head.division or "", sheet.position.measure_no or "", sheet.key,
    )  # fmt: skip
