"""一つの欄の幾つもの値 — cells that print several facts by a pattern, taken apart into them."""

import re

from hyoka.layouts import Layout, parse_pattern, slots_of
from hyoka.readers.form.draft import Found, Qualm
from hyoka.readers.form.labels import key_of
from hyoka.readers.reading import Doubt

_NOT_AS_PATTERN = Qualm(Doubt.UNCLEAR, "様式の書き方に合わないため、まとめて一つの値とした")
_GLUED = Qualm(Doubt.UNCLEAR, "番号なのか名前の一部なのか確かでない")
_NO_POINTER = Qualm(Doubt.UNCLEAR, "再掲とあるが、再掲元が読めない")
_LEADING_NO = re.compile(r"\{(\w*no)\} ")
_NUMBER = r"(?:[0-9０-９]{1,4}|[IVXivxＩＶＸⅠ-ⅿ]{1,5}|[一二三四五六七八九十]{1,3})(?:[-－][0-9０-９]{1,3})?"
_NUMBERED = re.compile(rf"\s*({_NUMBER})(?:[\s.．、。:：)）]+(?=\S)|\s*$)(.*)", re.DOTALL)
_GLUED_NUMBER = re.compile(r"\s*[0-9０-９]{1,2}(?=[^0-9０-９年月回件人時か歳代,.．，])")
_CODE = re.compile(r"[0-9０-９]{1,4}(?:[.．\-－][0-9０-９]{1,4})+")
_LAST_BRACKET = re.compile(r"\s*[(（]([^()（）]*(?:[(（][^()（）]*[)）][^()（）]*)*)[)）]\s*$")


def split_number(text: str) -> tuple[str, str]:
    """A printed number and the name behind it; the number is "" where there is none.

    >>> split_number("1 電子申請事業"), split_number("ICT推進事業"), split_number("24時間対応")
    (('1', '電子申請事業'), ('', 'ICT推進事業'), ('', '24時間対応'))
    """
    found = _NUMBERED.fullmatch(text)
    return (found[1], found[2].strip()) if found else ("", text)


def take_apart(pattern: str, found: Found) -> dict[str, Found]:
    """The slots of a pattern as found in one cell. What does not follow the pattern goes into its main slot."""
    if not found.text:
        return dict.fromkeys(slots_of(pattern), found)
    numbered = _LEADING_NO.match(pattern)
    if not numbered:
        return _slots(pattern, found)
    no, name = split_number(found.text)
    if not no and _GLUED_NUMBER.match(found.text):
        found = found.doubted(_GLUED)
    rest = found.saying(name)
    return {numbered[1]: found.saying(no)} | _slots(pattern[numbered.end() :], rest)


def _slots(pattern: str, found: Found) -> dict[str, Found]:
    names = slots_of(pattern)
    values = parse_pattern(pattern, found.text)
    if values is not None:
        return {name: found.saying(value) for name, value in values.items()}
    main = next((name for name in names if not name.endswith("no")), names[-1])
    return {name: found.saying(found.text if name == main else "").doubted(_NOT_AS_PATTERN) for name in names}


def take_apart_name(layout: Layout, pattern: str, found: Found) -> dict[str, Found]:
    """A numbered name with what its brackets say: where it is relisted from, an account code.

    A bracket that says neither is part of the name. `relisted_from` is there only where it is printed.
    """
    numbered = _LEADING_NO.match(pattern)
    names = slots_of(pattern)
    no, name = split_number(found.text) if numbered else ("", found.text)
    if numbered and not no and _GLUED_NUMBER.match(found.text):
        found = found.doubted(_GLUED)
    values = {numbered[1]: found.saying(no)} if numbered else {}
    if "account_code" in names:
        values["account_code"] = found.saying("")
    while bracket := _LAST_BRACKET.search(name):
        said = bracket[1].strip()
        if "account_code" in names and not values["account_code"].text and _CODE.fullmatch(said):
            values["account_code"] = found.saying(said)
        elif "relisted_from" in names and "relisted_from" not in values and is_relisting(layout, said):
            values["relisted_from"] = found.saying(said)
        else:
            break
        name = name[: bracket.start()]
    values["name"] = found.saying(name.strip())
    return values


def is_relisting(layout: Layout, text: str) -> bool:
    """Whether a bracket says 再掲, in the words of the layout."""
    if not layout.relisted:
        return False
    return parse_pattern(layout.relisted, text) is not None or key_of(text).endswith(_relisting_word(layout))


def _relisting_word(layout: Layout) -> str:
    """The last word of the layout's pattern of a relisting."""
    return re.sub(r".*[\W\d_]", "", key_of(layout.relisted))


def relisting_of(layout: Layout, found: Found) -> tuple[str, str, tuple[Qualm, ...]]:
    """The measure and the direction a relisting points at, and the doubt where it points nowhere."""
    values = parse_pattern(layout.relisted, found.text)
    if values is None:
        return "", "", (_NO_POINTER,)
    return values.get("measure_no", ""), values.get("direction_no", ""), ()
