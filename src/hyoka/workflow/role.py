"""役割 — the posts a person can hold in the city's evaluation."""

from enum import StrEnum


class Role(StrEnum):
    CLERK = "担当者"
    CHIEF = "係長"
    HEAD = "課長"
    DIRECTOR = "部長"
    OFFICE = "事務局"
    FINANCE = "財政"
    AUDITOR = "監査"
    ASSEMBLY = "議会"
    EVALUATOR = "外部評価委員"
    ADMIN = "管理者"


# Held for a division; a director holds a department; the rest are held for the whole city.
DIVISION_ROLES = frozenset({Role.CLERK, Role.CHIEF, Role.HEAD})
CITY_ROLES = frozenset(Role) - DIVISION_ROLES - {Role.DIRECTOR}
