"""様式 — a city's form as data: parts, blocks, labels, seasons, vocabularies, rules, year columns."""

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from typing import Literal, Self

from pydantic import Field, model_validator

from hyoka.layouts.binding import verify_block, verify_pattern
from hyoka.layouts.block import Block, Cell, IndicatorSeries, Season, Window, WorkPlanBlock
from hyoka.layouts.rule import Rule
from hyoka.sheet import TargetKind
from hyoka.values import Document, FiscalYear, MoneyUnit

_NAME = re.compile("[A-Za-z0-9][A-Za-z0-9._-]*")


class Years(Document):
    """年度の窓 — the fiscal years a form has columns for: a fixed plan period, or rolling with the sheet."""

    kind: Literal["fixed", "rolling"]
    first: int  # fixed: the first fiscal year; rolling: years before the sheet's own (e.g. -2)
    last: int

    @model_validator(mode="after")
    def _first_to_last(self) -> Self:
        if self.first > self.last:
            raise ValueError(f"年度の窓の最初 {self.first} が、最後 {self.last} より後です")
        return self

    def of(self, fiscal_year: int) -> tuple[FiscalYear, ...]:
        """The columns of a sheet of this fiscal year."""
        base = 0 if self.kind == "fixed" else int(fiscal_year)
        return tuple(FiscalYear(year) for year in range(base + self.first, base + self.last + 1))

    def holds(self, fiscal_year: int) -> bool:
        """Whether a sheet of this year can stand on this form."""
        return self.kind == "rolling" or self.first <= fiscal_year <= self.last


class PartOfForm(Document):
    """A part of the form: its name, the heading it prints, and its blocks in order."""

    name: str
    heading: str = ""  # {year} is the sheet's fiscal year in 和暦
    repeat: Literal["once", "direction"] = "once"  # runs of direction parts repeat together, per direction
    new_page: bool = True
    blocks: tuple[Block, ...]

    @model_validator(mode="after")
    def _names_what_the_document_has(self) -> Self:
        verify_pattern(self.heading, frozenset({"year"}), self.heading)
        for number, block in enumerate(self.blocks, start=1):
            try:
                verify_block(block, per_direction=self.repeat == "direction")
            except ValueError as error:
                raise ValueError(f"{number}番目の区画（{block.kind}）、{error}") from error
        return self


class Vocabulary(Document):
    """語彙 — the words a judgement or a course may be stated in."""

    words: tuple[str, ...]
    ending: tuple[str, ...] = ()  # words that end the work (終了, 廃止 …)


class JudgedBy(Document):
    """判定規則集 — from this fiscal year on, a set of rules (`hyoka.judging.rulesets`) judges, by name."""

    fiscal_year: FiscalYear
    rule_set: str


class Layout(Document):
    """One form. Meaning lives in the document, looks and words here."""

    name: str
    title: str
    municipality: str = ""
    municipality_code: str = ""
    paper: Literal["a4-landscape", "a4"] = "a4-landscape"
    money_unit: MoneyUnit = MoneyUnit.THOUSAND
    years: Years
    relisted: str = ""  # the pattern of a relisting, e.g. 施策{measure_no}-({direction_no})再掲
    markup: tuple[str, ...] = ()  # markup that sources may carry; other angle brackets are text
    vocabularies: dict[str, Vocabulary]
    default_rule: str
    rules: tuple[Rule, ...]
    judged_by: tuple[JudgedBy, ...] = ()  # none: the form's own rules
    staff_hours: int | None = None  # hours of one regular person a year
    effort_grid: Decimal | None = Field(None, gt=0)  # 人工 grid of the hours, e.g. 0.05; None: off
    parts: tuple[PartOfForm, ...]

    @model_validator(mode="after")
    def _names_are_known(self) -> Self:
        if not _NAME.fullmatch(self.name):
            raise ValueError(f"様式の名前「{self.name}」は英数字と - . _ で付けます（name）")
        for name, where in self._vocabularies_named():
            if name not in self.vocabularies:
                raise ValueError(f"語彙「{name}」がありません（{where}）")
        for rule in self.rules:
            words = self.vocabularies[rule.vocabulary].words
            strange = [word for word in (rule.met, rule.missed, *rule.human) if word not in words]
            if strange:
                raise ValueError(
                    f"規則「{rule.name}」のことば「{strange[0]}」が語彙「{rule.vocabulary}」にありません"
                )
        if self.default_rule not in {rule.name for rule in self.rules}:
            raise ValueError(f"規則「{self.default_rule}」がありません（default_rule）")
        for what, names in (("規則", self.rules), ("部分", self.parts)):
            twice = [name for name, times in Counter(one.name for one in names).items() if times > 1]
            if twice:
                raise ValueError(f"{what}「{twice[0]}」が二つあります")
        verify_pattern(self.relisted, frozenset({"measure_no", "direction_no"}), "relisted")
        return self

    def _vocabularies_named(self) -> Iterator[tuple[str, str]]:
        for cell in self.cells():
            if cell.vocabulary:
                yield cell.vocabulary, f"欄「{cell.label.text}」"
        for block in self.blocks:
            if isinstance(block, IndicatorSeries | WorkPlanBlock):
                yield from ((name, f"区画 {block.kind}") for name in block.vocabularies)
        yield from ((rule.vocabulary, f"規則「{rule.name}」") for rule in self.rules)

    @property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(block for part in self.parts for block in part.blocks)

    def cells(self) -> Iterator[Cell]:
        """Every cell specification of the form."""
        for block in self.blocks:
            for name in type(block).model_fields:
                yield from _cells_in(getattr(block, name))

    @cached_property
    def ending_words(self) -> frozenset[str]:
        """The words of the form's vocabularies that end the work (終了, 休止 …)."""
        return frozenset(word for vocabulary in self.vocabularies.values() for word in vocabulary.ending)

    def rule_set_in(self, fiscal_year: int) -> str:
        """The set of rules that judges a fiscal year; "": the form's own rules do."""
        held = [one for one in self.judged_by if one.fiscal_year <= fiscal_year]
        return max(held, key=lambda one: one.fiscal_year).rule_set if held else ""

    def rule(self, name: str) -> Rule:
        return next(rule for rule in self.rules if rule.name == name)

    def rule_for(self, kind: TargetKind) -> Rule | None:
        return next((rule for rule in self.rules if rule.kind is kind), None)

    def pages(self) -> Iterator[tuple[PartOfForm, ...]]:
        """The parts in printing order, runs of per-direction parts together."""
        run: list[PartOfForm] = []
        for part in self.parts:
            if part.repeat == "direction":
                run.append(part)
                continue
            if run:
                yield tuple(run)
                run = []
            yield (part,)
        if run:
            yield tuple(run)


def _cells_in(value: object) -> Iterator[Cell]:
    if isinstance(value, Cell):
        yield value
    elif isinstance(value, tuple):
        for inner in value:
            yield from _cells_in(inner)


def season_of(cell: Cell, column: int | None, fiscal_year: int) -> Season | None:
    """When a cell may be filled in: a function of the field and of (column year − sheet year).

    None: not now — a past column belongs to that year's approved sheet, a later one is not yet due.
    """
    if column is None or column == fiscal_year:
        return cell.season
    return cell.season if column > fiscal_year and cell.window is Window.THIS_AND_LATER else None
