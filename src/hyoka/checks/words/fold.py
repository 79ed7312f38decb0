"""文字のそろえ — what sentences and names are turned into before they are read: for reading only, never shown."""

import re
import unicodedata
from functools import lru_cache

from hyoka.values import fold_radicals

_TILDES = str.maketrans("〜～∼", "~~~")
# A blank between two Latin letters or digits keeps them apart; every other one is spacing.
_BLANK = re.compile(r"(?<![0-9A-Za-z])[ \t]+|[ \t]+(?![0-9A-Za-z])")


@lru_cache(maxsize=1 << 14)
def fold(text: str) -> str:
    """Full width and half width made alike, spacing taken out, lines kept.

    >>> fold("電子申請 の６，１４１件（Ｈ３０）"), fold("open data 公開")
    ('電子申請の6,141件(H30)', 'open data公開')
    """
    return _BLANK.sub("", unicodedata.normalize("NFKC", fold_radicals(text)).translate(_TILDES))
