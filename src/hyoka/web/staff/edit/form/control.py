"""記入欄 — the control of one place: a text area, or a choice where the form knows the words."""

from collections.abc import Iterable

from django.utils.safestring import SafeString

from hyoka.layouts import Cell, Layout, print_value
from hyoka.sheet import MONTHS, BarKind, Presence
from hyoka.sheet.listing import NO, YES, class_of
from hyoka.web.staff.edit.form.markup import tag
from hyoka.web.staff.edit.form.rights import Edited
from hyoka.web.words import say

Choices = tuple[tuple[str, str], ...]  # value as saved, words shown


def text_of(layout: Layout, value: object) -> str:
    """A cell's text, as the save protocol speaks of it: as written, "" where nothing is."""
    if isinstance(value, bool):
        return YES if value else NO
    return print_value(layout, value)


def control(
    place: str,
    text: str,
    choices: Choices,
    *,
    rev: int,
    label: str,
    long: bool,
    described: str | None,
    hint: str = "",
    edited: Edited | None = None,
) -> SafeString:
    """Text and figures are text areas: what somebody once wrote with a line break must survive."""
    common = {
        "class_": "cell__input",
        "data_place": place,
        "data_rev": rev,
        "aria_label": label,
        "aria_describedby": described,
        "data_by": edited.by if edited else None,
        "data_at": edited.at if edited else None,
    }
    if choices:
        return tag("select", *_options(choices, text), **common)
    # HTML drops the first line break of a text area.
    return tag(
        "textarea",
        "\n",
        text,
        rows=4 if long else 1,
        autocomplete="off",
        spellcheck="false",
        data_long=long,
        placeholder=hint or None,
        **common,
    )


def _options(choices: Choices, text: str) -> Iterable[SafeString]:
    """The words of the form, and the present one where it is none of them."""
    if text not in {value for value, _ in choices}:
        choices = (*choices, (text, say(f"{text}（様式にない語）", f"{text} (not a word of the form)")))
    return [tag("option", words, value=value, selected=value == text) for value, words in choices]


def choices_of(layout: Layout, place: str, cell: Cell, vocabularies: tuple[str, ...] = ()) -> Choices:
    """What may be chosen at a place; empty where it is typed."""
    kind = class_of(place)
    if kind is bool:
        return (("", ""), (YES, YES), (NO, NO))
    if kind is int and place.endswith("_month"):
        return (("", ""), *((str(month), f"{month}月") for month in MONTHS))
    names = (cell.vocabulary,) if cell.vocabulary else vocabularies
    words = dict.fromkeys(word for name in names for word in layout.vocabularies[name].words)
    return (("", ""), *((word, word) for word in words)) if words else ()


BAR_KINDS: Choices = ((BarKind.BAR.value, "線"), (BarKind.EVENT.value, "出来事"))


def presence_choices(none: str) -> Choices:
    """What a part without rows says: nothing yet, or an explicit none."""
    return (
        (Presence.BLANK.value, say("（未記入）", "(not filled in)")),
        (Presence.NONE.value, none),
        (Presence.NOT_IN_SOURCE.value, say("（原資料になし）", "(not in the source)")),
    )


def amended_choices() -> Choices:
    """Whether a budget was amended: the flag that the form prints as red figures."""
    return (
        ("", say("補正?", "amended?")),
        (YES, say("補正・流用あり", "amended")),
        (NO, say("補正・流用なし", "not amended")),
    )
