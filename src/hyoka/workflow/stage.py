"""段階 — where a sheet stands on its way from the clerk's desk to the public."""

from enum import StrEnum


class Stage(StrEnum):
    DRAFT = "作成中"
    CHIEF = "係長確認"
    HEAD = "課長確認"
    DIRECTOR = "部長確認"
    OFFICE = "事務局確認"
    FINAL = "確定"
    PUBLISHED = "公表"

    @property
    def is_fixed(self) -> bool:
        """Whether the document is approved: nobody types in it."""
        return self in (Stage.FINAL, Stage.PUBLISHED)
