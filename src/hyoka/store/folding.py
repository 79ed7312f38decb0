"""検索のたたみ方 — text as it is looked for: width, case and blanks do not matter; two-character words are found."""

import re
import unicodedata

_BLANKS = re.compile(r"\s+")


def fold_for_search(text: str) -> str:
    """Both the kept text and what is asked for go through here.

    >>> fold_for_search("ＡＩ チャット\\nボット") == fold_for_search("aiチャットボット")
    True
    """
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text)).casefold()
