"""承継 — how divisions are renamed, merged and split, and how duties pass from one to another.

History belongs to its year: nothing is re-attributed. A series follows the lineage instead.
A division is named here by its key, or by its name as written where only a note is known.
"""

import re
from collections.abc import Iterable
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from hyoka.values import Document, FiscalYear, Key, Text, find_fiscal_years, unwrap


class _Step(Document):
    """What every kind of succession tells. It takes effect on the first day of its fiscal year."""

    fiscal_year: FiscalYear = Field(title="承継の年度", description="この年度の初めから")
    before: tuple[Text, ...] = Field((), title="承継前の課")
    after: tuple[Text, ...] = Field((), title="承継後の課")

    def _need(self, before: bool, after: bool, what: str) -> None:
        if not (before and after):
            raise ValueError(
                f"{self.fiscal_year.wareki}の承継で、{what}: {list(self.before)} → {list(self.after)}"
            )


class Renamed(_Step):
    """改称 — one division, another name."""

    kind: Literal["renamed"] = Field("renamed", title="承継の種別")

    @model_validator(mode="after")
    def _one_to_one(self) -> Self:
        self._need(len(self.before) == 1, len(self.after) == 1, "改称の前と後は一つずつ必要です")
        return self


class Merged(_Step):
    """統合 — several divisions become one."""

    kind: Literal["merged"] = Field("merged", title="承継の種別")

    @model_validator(mode="after")
    def _many_to_one(self) -> Self:
        self._need(len(self.before) >= 2, len(self.after) == 1, "統合の前は二つ以上、後は一つ必要です")
        return self


class Split(_Step):
    """分割 — one division becomes several."""

    kind: Literal["split"] = Field("split", title="承継の種別")

    @model_validator(mode="after")
    def _one_to_many(self) -> Self:
        self._need(len(self.before) == 1, len(self.after) >= 2, "分割の前は一つ、後は二つ以上必要です")
        return self


class Reassigned(_Step):
    """事務移管 — duties pass from one division to another; both may go on. A note may name only one side."""

    kind: Literal["reassigned"] = Field("reassigned", title="承継の種別")
    matter: Key | None = Field(None, title="移管する事務", description="事業や系列の鍵。空は課の事務すべて")

    @model_validator(mode="after")
    def _names_a_side(self) -> Self:
        self._need(
            len(self.before) <= 1 and len(self.after) <= 1,
            bool(self.before or self.after),
            "移管の前か後の課が一つ必要です",
        )
        return self


class Ended(_Step):
    """廃止 — the division ends and nobody takes over."""

    kind: Literal["ended"] = Field("ended", title="承継の種別")

    @model_validator(mode="after")
    def _nobody_after(self) -> Self:
        self._need(len(self.before) == 1, not self.after, "廃止の前は一つ必要で、後はありません")
        return self


Succession = Annotated[Renamed | Merged | Split | Reassigned | Ended, Field(discriminator="kind")]


def lineage(
    successions: Iterable[Renamed | Merged | Split | Reassigned | Ended],
    division: str,
    at: FiscalYear,
    *,
    since: FiscalYear | None = None,
    matter: str | None = None,
) -> tuple[str, ...]:
    """Who holds, in a year, what the division held in the year `since` (None: before any succession).

    Asked for a year before `since`, it tells who held it then. With `matter`, transfers of other matters are
    passed over; without, only transfers that name no matter count. Nobody is an empty answer.

    >>> moved = [Reassigned(fiscal_year=2018, before=("広報課",), after=("情報課",)),
    ...          Renamed(fiscal_year=2020, before=("情報課",), after=("デジタル課",))]
    >>> [lineage(moved, "広報課", FiscalYear(year)) for year in (2017, 2018, 2020)]
    [('広報課',), ('情報課',), ('デジタル課',)]
    >>> lineage(moved, "デジタル課", FiscalYear(2017), since=FiscalYear(2020))
    ('広報課',)
    """
    steps = sorted(
        (
            step
            for step in successions
            if not isinstance(step, Reassigned)
            or (step.before and step.after and step.matter in (None, matter))
        ),
        key=lambda step: step.fiscal_year,
    )
    holders = {division: None}
    if since is not None and at < since:
        for step in reversed(steps):
            if at < step.fiscal_year <= since:
                holders = _pass_on(holders, step.after, step.before)
    else:
        for step in steps:
            if step.fiscal_year <= at and (since is None or since < step.fiscal_year):
                holders = _pass_on(holders, step.before, step.after)
    return tuple(holders)


def _pass_on(holders: dict[str, None], given: tuple[str, ...], taken: tuple[str, ...]) -> dict[str, None]:
    """The holders once those who give are replaced, in place, by those who take."""
    if not given or not any(holder in given for holder in holders):
        return holders
    return {heir: None for holder in holders for heir in (taken if holder in given else (holder,))}


_DIVISION = r"(?:[^\s、。，,()（）「」【】\[\]へにをのか]|か(?!ら))+"
_TRANSFER = re.compile(
    r"\s*(?:年度)?(?:当初)?(?:から|より|に|、|:|：|は)?\s*"
    f"(?:(?P<before>{_DIVISION}?)(?:から|より)\\s*)?(?:(?P<after>{_DIVISION}?)(?:へ|に)\\s*)?の?"
    r"(?:事務事業|事務|業務|事業|所管)?(?:の|を|が)?(?:移管|移行|引継ぎ?|引き継ぎ|所管替え?)"
)


def find_transfers(text: str) -> tuple[Reassigned, ...]:
    """The transfers of duties that a note tells of, in its order, with divisions as it names them.

    >>> [(move.fiscal_year.short, move.before, move.after)
    ...  for move in find_transfers("H30広報広聴課から事務移 管 H31広報広聴課へ事務移管")]
    [('H30', ('広報広聴課',), ()), ('R01', (), ('広報広聴課',))]
    """
    moves = []
    plain = unwrap(text)
    for year in find_fiscal_years(plain):
        found = _TRANSFER.match(plain, year.end)
        if found and (found["before"] or found["after"]):
            moves.append(
                Reassigned(
                    fiscal_year=year.fiscal_year,
                    before=(found["before"],) if found["before"] else (),
                    after=(found["after"],) if found["after"] else (),
                )
            )
    return tuple(moves)
