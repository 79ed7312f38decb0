"""索引に載せる — the texts of a sheet become findable: the working ones after a save, the frozen ones when they are frozen."""

from collections.abc import Iterable, Iterator

from hyoka.actions.projecting import replace_rows, rows_of
from hyoka.actions.replacing import replace
from hyoka.layouts import Layout, describe, load_layout
from hyoka.sheet import Sheet, each_project, each_series, each_text
from hyoka.store.documents import document_of, document_of_revision
from hyoka.store.folding import fold_for_search
from hyoka.store.models import Comment, Level, SearchText, SheetRecord, SheetRevision, TextKind
from hyoka.tables import FractionOfYen

MEASURE = "/position/measure"


def replace_texts(record: SheetRecord, level: Level, texts: Iterable[SearchText]) -> None:
    """Put the texts of one document of a sheet in the place of its old ones. Comments stay: they are not in it."""
    held = SearchText.objects.filter(sheet=record, level=level, comment=None)
    replace(held, texts, ("kind", "place", "where", "text"))


def index_revision(record: SheetRecord, revision: SheetRevision, level: Level) -> None:
    """What readers of a frozen revision can find and count: that revision's texts and rows, and nothing later."""
    sheet = document_of_revision(revision)
    replace_texts(record, level, texts_of(record, sheet, load_layout(record.layout), level))
    try:
        rows = rows_of(sheet)
    except FractionOfYen:
        return  # a report reads the document itself, and says that an amount could not be counted
    replace_rows(record, level, rows, revision.cells_seq)


def index_comment(comment: Comment) -> None:
    """A comment becomes findable, or follows its text when that was erased. Called again, it changes nothing."""
    thread = comment.thread
    record = thread.sheet
    if not comment.text.strip():
        SearchText.objects.filter(comment=comment).delete()
        return
    facts = {
        "sheet": record,
        "level": Level.WORKING,
        "kind": TextKind.COMMENT,
        "place": thread.place,
        "where": describe(load_layout(record.layout), document_of(record), thread.place or "/")[:255],
        "text": comment.text,
        "folded": fold_for_search(comment.text),
    }
    SearchText.objects.update_or_create(comment=comment, defaults=facts)


def texts_of(record: SheetRecord, sheet: Sheet, layout: Layout, level: Level) -> Iterator[SearchText]:
    """The names and narratives of a document that have any words."""
    for kind, place, text in _named(sheet):
        if text and text.strip():
            yield SearchText(
                sheet=record,
                level=level,
                kind=kind,
                place=place,
                where=describe(layout, sheet, place)[:255],
                text=text,
                folded=fold_for_search(text),
            )


def _named(sheet: Sheet) -> Iterator[tuple[TextKind, str, str | None]]:
    yield TextKind.MEASURE, MEASURE, sheet.position.measure
    yield TextKind.NAME, "/position/nickname", sheet.position.nickname
    for direction in sheet.directions:
        yield TextKind.NAME, f"/directions/{direction.key}/name", direction.name
    for _, project, place in each_project(sheet):
        yield TextKind.NAME, f"{place}/name", project.name
    for series in each_series(sheet):
        yield TextKind.NAME, f"{series.values_at}/name", series.indicator.name
        if series.means is not None:
            yield TextKind.NAME, f"{series.place}/text", series.means.text
    for stage in each_text(sheet):
        yield TextKind.NARRATIVE, str(stage.place), stage.text
