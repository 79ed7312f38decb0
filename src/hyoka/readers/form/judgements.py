"""観点別評価 — grades by criterion."""

from hyoka.layouts import Judgements
from hyoka.readers.form.context import Context
from hyoka.readers.form.draft import Part, Qualm, Row
from hyoka.readers.form.labels import key_of
from hyoka.readers.reading import Doubt

_BY_ORDER = Qualm(Doubt.GUESSED, "見出しがないため、並びから推定した")


def read_judgements(context: Context, block: int, rows: list[int], part: Part) -> None:
    """One row per criterion; the criteria are printed, so a row without a grade is a blank one."""
    desk = context.desk
    spec = desk.book.blocks[block]
    assert isinstance(spec, Judgements)
    criteria = {key_of(name) for name in spec.criteria}
    fields = {"criterion": spec.criterion.field, "grade": spec.grade.field, "reason": spec.reason.field}
    columns: dict[str, int] = {}
    for row in rows:
        named = {
            name: column for column, text in desk.filled(row) for name in desk.book.names_in(block, text)
        }
        filled = [column for column, _ in desk.filled(row)]
        if (
            named
            and len(named) >= len(filled)
            and not any(key_of(text) in criteria for _, text in desk.filled(row))
        ):
            columns = named if len(named) > 1 else columns
            desk.tick(row, *named.values())
            continue
        if not filled:
            part.form_seen = True
            continue
        qualms = () if columns else (_BY_ORDER,)
        at = columns or {name: filled[0] + index for index, name in enumerate(fields)}
        if key_of(desk.text(row, at.get("criterion", filled[0]))) not in criteria:
            desk.leave_row(row, "評価の観点にない行")
            continue
        found = {
            fields[name]: desk.found(row, column, None, *qualms)
            for name, column in at.items()
            if name in fields and column < desk.width(row)
        }
        part.rows.append(Row(cells=found))
