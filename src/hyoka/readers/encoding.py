"""文字コード — bytes of a text file to text: UTF-8, UTF-16, Shift_JIS (cp932) and EUC-JP, with or without BOM."""

import re

from hyoka.readers.reading import CannotRead

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_HIRAGANA = re.compile("[ぁ-ん]")
# One broken byte in so many is a damaged file, more is another encoding.
_BROKEN_SHARE = 500


def decode(data: bytes) -> str:
    """The text of the bytes. Broken bytes of an otherwise readable text become lone surrogates.

    Raises CannotRead.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _decode_as(data[len(bom) :], encoding)
    wide = _wide_without_bom(data)
    if wide:
        return _decode_as(data, wide)
    for attempt in (_utf8, _japanese, _broken_utf8):
        text = attempt(data)
        if text is not None:
            return text
    raise CannotRead(
        "文字コードが分かりません。UTF-8、UTF-16、Shift_JIS、EUC-JP のどれかで保存し直してください。"
    )


def _decode_as(data: bytes, encoding: str) -> str:
    text = data.decode(encoding, errors="surrogateescape" if encoding == "utf-8" else "replace")
    broken = sum("\udc80" <= character <= "\udcff" or character == "\ufffd" for character in text)
    if broken > max(3, len(text) // 50):
        raise CannotRead(
            f"文字コードの印（BOM）は {encoding.upper()} ですが、{broken:,}か所が読めません。"
            "元の文書から UTF-8 で保存し直してください。"
        )
    return text


def _wide_without_bom(data: bytes) -> str | None:
    """UTF-16 without a mark: tabs and line feeds have a zero beside them."""
    head = data[:65536]
    if b"\x00" not in head:
        return None
    little = sum(1 for index in range(1, len(head), 2) if head[index] == 0)
    big = sum(1 for index in range(0, len(head), 2) if head[index] == 0)
    if max(little, big) < max(2, len(head) // 400) or max(little, big) < 4 * min(little, big):
        return None
    return "utf-16-le" if little > big else "utf-16-be"


def _utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _japanese(data: bytes) -> str | None:
    """Shift_JIS or EUC-JP, whichever reads like Japanese: a form is full of hiragana."""
    found: list[tuple[int, str]] = []
    for encoding in ("cp932", "euc_jp"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        found.append((len(_HIRAGANA.findall(text[:200_000])), text))
    best = max(found, default=None, key=lambda pair: pair[0])
    return best[1] if best and best[0] >= max(1, min(len(best[1]), 200_000) // 300) else None


def _broken_utf8(data: bytes) -> str | None:
    text = data.decode("utf-8", errors="surrogateescape")
    broken = sum("\udc80" <= character <= "\udcff" for character in text)
    return text if broken <= max(2, len(data) // _BROKEN_SHARE) and _HIRAGANA.search(text) else None
