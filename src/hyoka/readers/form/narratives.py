"""文章 — Plan, Do, Check, Action: texts beside their labels, with their paragraphs."""

from hyoka.layouts import Narratives
from hyoka.readers.form.context import Context
from hyoka.readers.form.desk import paragraphs
from hyoka.readers.form.draft import Direction, Found, Qualm
from hyoka.readers.reading import Doubt
from hyoka.values import clean_text

_TOO_LONG = Qualm(Doubt.CUT_OFF, "一つの欄に入る長さを超えたため、後ろを切った")
_GOES_ON = Qualm(Doubt.UNCLEAR, "次の行の文字を続きとして読んだ")


def read_narratives(context: Context, block: int, rows: list[int]) -> None:
    """The texts of one stage, into the direction whose page this is."""
    spec = context.desk.book.blocks[block]
    assert isinstance(spec, Narratives)
    stage = spec.at.rsplit("/", 1)[-1]
    texts = _texts(context, block, rows, [cell.field for cell in spec.texts])
    direction = context.direction()
    if _is_of_another_page(context, direction, stage, texts):
        direction = context.lost_direction()
    for name, found in texts.items():
        if direction.cells.setdefault(f"{stage}/{name}", found) is not found:
            context.desk.tick_found(found)


def _is_of_another_page(context: Context, direction: Direction, stage: str, texts: dict[str, Found]) -> bool:
    """Whether the direction has another text there already: the heading of a new page is lost."""
    known = {name: direction.cells.get(f"{stage}/{name}") for name in texts}
    if not any(known.values()):
        return False
    tables = direction.work_plan, direction.budget_table
    if not context.is_new_page and any(table.rows or table.form_seen or table.none for table in tables):
        return True
    return any(found is not None and found.text != texts[name].text for name, found in known.items())


def _texts(context: Context, block: int, rows: list[int], fields: list[str]) -> dict[str, Found]:
    desk = context.desk
    pieces: dict[str, list[tuple[int, int, str]]] = {}
    current: str | None = None
    for row in rows:
        for column in range(desk.width(row)):
            text = desk.text(row, column)
            if not text:
                if current is not None and current not in pieces and not desk.cell(row, column).covered:
                    pieces[current] = [(row, column, "")]
                continue
            names = desk.book.names_in(block, text)
            if names:
                desk.tick(row, column)
                current = next((name for name in names if name in fields), None)
                continue
            split = desk.split_label(text)
            merged = [role.name for role in desk.book.roles[split[0]] if role.block == block] if split else []
            if split and merged:
                desk.tick(row, column)
                current = merged[0] if merged[0] in fields else None
                text = split[1]
            if current is None:
                desk.leave(row, column, "どの文章の欄か分からない")
            else:
                pieces.setdefault(current, []).append((row, column, text))
    return {name: _joined(context, found) for name, found in pieces.items()}


def _joined(context: Context, pieces: list[tuple[int, int, str]]) -> Found:
    """A text that goes on over rows and cells."""
    held = [piece for piece in pieces if piece[2]] or pieces[:1]
    found = [context.desk.found(row, column, "") for row, column, _ in held]
    for row, column, _ in held:
        context.desk.tick(row, column)
    qualms = tuple(qualm for piece in found for qualm in piece.qualms)
    text = "\n".join(text for _, _, text in held)
    text, removed = clean_text(text if context.desk.joined else paragraphs(text))
    qualms += (_TOO_LONG,) if removed else ()
    lines = {row for row, _, _ in held}
    return found[0].saying(text).doubted(*qualms, *((_GOES_ON,) if len(lines) > 1 else ()))
