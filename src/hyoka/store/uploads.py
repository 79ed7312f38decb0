"""届いたファイル — the uploads of a person, what was read from them, and where each sheet could go."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import QuerySet

from hyoka.layouts import Season
from hyoka.readers.reading import Reading
from hyoka.sheet import Sheet
from hyoka.store.models import DivisionRecord, Round, SheetRecord, Upload
from hyoka.store.reach import options, subject_of, visible
from hyoka.values import compare_key
from hyoka.workflow import DIVISION_ROLES, Action, Actor, Role, may


def uploads_of(actor: Actor) -> QuerySet[Upload]:
    """A person's own uploads: nobody else's are ever found."""
    return Upload.objects.filter(person_id=actor.person)


def waiting(actor: Actor) -> QuerySet[Upload]:
    return uploads_of(actor).filter(confirmed_at=None)


def reading_of(upload: Upload, number: int) -> Reading | None:
    """The how manieth sheet of a file, from 1; None: it has no such sheet, or was cleared away."""
    held = upload.readings
    return Reading.model_validate(held[number - 1]) if 1 <= number <= len(held) else None


class Target(NamedTuple):
    """Where a sheet from a file can go."""

    record: SheetRecord | None  # the sheet that is there already
    divisions: tuple[DivisionRecord, ...]  # for which a new one may be begun; the file's own first
    seasons: tuple[Season, ...]  # in which
    refused: str  # why neither; "" otherwise
    is_named: bool = True  # whether the first of the divisions is the one that the file names

    @property
    def is_new(self) -> bool:
        return self.record is None and not self.refused


def target_of(reading: Reading, actor: Actor) -> Target:
    """The sheet of that year, division and measure, else where a new one may be begun."""
    sheet = reading.sheet
    found = _existing(sheet, actor)
    if found is not None:
        return Target(found, (), (), "")
    divisions = _divisions(sheet, actor)
    name = sheet.head.division or "書かれていません"
    if not divisions:
        return Target(None, (), (), f"この課の評価表を取り込む権限がありません（ファイルの所属課: {name}）。")
    if _is_taken(sheet, divisions):
        words = (
            "同じ年度・所属課・施策の評価表がありますが、作業中のものを読む権限がないため、合わせられません。"
        )
        return Target(None, (), (), words)
    seasons = _seasons(sheet, actor)
    if not seasons:
        words = f"{sheet.fiscal_year.wareki}の受付が開いていません。事務局に連絡してください。"
        return Target(None, (), (), words)
    is_named = compare_key(divisions[0].name) == compare_key(sheet.head.division or "")
    return Target(None, divisions, seasons, "", is_named)


def _existing(sheet: Sheet, actor: Actor) -> SheetRecord | None:
    """The sheet itself by its key, else the one of the same year, division and measure: of those this person may read."""
    same_year = visible(actor).filter(fiscal_year=int(sheet.fiscal_year))
    by_key = list(same_year.filter(key=sheet.key))
    name = compare_key(sheet.head.division or "")
    by_name = [
        record
        for record in same_year.filter(measure_no=sheet.position.measure_no or "")
        if compare_key(record.division.name) == name
    ]
    readable = (
        record
        for record in (*by_key, *by_name)
        if may(actor, Action.READ, subject_of(record, round_is_open=False), options())
    )
    return next(readable, None)


def _is_taken(sheet: Sheet, divisions: Iterable[DivisionRecord]) -> bool:
    own = next(iter(divisions))
    taken = SheetRecord.objects.filter(
        fiscal_year=int(sheet.fiscal_year), division=own, measure_no=sheet.position.measure_no or ""
    )
    return compare_key(own.name) == compare_key(sheet.head.division or "") and taken.exists()


def _divisions(sheet: Sheet, actor: Actor) -> tuple[DivisionRecord, ...]:
    """Staff begin sheets of their own division as the file names it; the office decides whose it is."""
    name = compare_key(sheet.head.division or "")
    every = sorted(DivisionRecord.objects.all(), key=lambda one: (compare_key(one.name) != name, one.order))
    if Role.OFFICE in actor.roles:
        return tuple(every)
    own = {post.division for post in actor.posts if post.role in DIVISION_ROLES}
    return tuple(one for one in every if one.key in own and compare_key(one.name) == name)


def _seasons(sheet: Sheet, actor: Actor) -> tuple[Season, ...]:
    opened = Round.objects.filter(fiscal_year=int(sheet.fiscal_year), is_open=True)
    seasons = {Season(season) for season in opened.values_list("season", flat=True)}
    if not seasons and Role.OFFICE in actor.roles:
        return tuple(Season)
    return tuple(season for season in Season if season in seasons)


__all__ = ["Target", "reading_of", "target_of", "uploads_of", "waiting"]
