"""予算科目コード — 会計.款.項.目.大事業.細事業, however a system or a clerk writes it."""

import re
import unicodedata

_PARTS = re.compile(r"[0-9A-Za-z]+")


def normal_code(code: str) -> str:
    """The code as it is compared: half-width, parts joined by dots, no zeros before a number.

    >>> [normal_code(code) for code in ("01.02.01.14.020.02", "０１－０２－０１－１４－０２０－０２", "1-2-1-14-20-2", "")]
    ['1.2.1.14.20.2', '1.2.1.14.20.2', '1.2.1.14.20.2', '']
    """
    parts = _PARTS.findall(unicodedata.normalize("NFKC", code))
    return ".".join(part.lstrip("0") or "0" if part.isdecimal() else part.upper() for part in parts)
