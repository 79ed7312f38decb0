"""切れたことば — whether a label was cut off, told by how the same words go on elsewhere in the source."""

import re
import unicodedata

from hyoka.readers.form.desk import Desk, tidy
from hyoka.readers.form.draft import Found

_SAME_WORD = 4  # so many equal characters are the same word
_KANJI_OR_KATAKANA = re.compile("[\u30a0-\u30ff\u3400-\u4dbf\u4e00-\u9fff々]")


class Wholeness:
    """Asks the whole source how words go on."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._text: str | None = None

    def is_cut_off(self, found: Found) -> bool:
        """Whether the label's last word, wherever else it stands, goes on within the word."""
        tail = unicodedata.normalize("NFKC", found.text)[-_SAME_WORD:]
        if self._desk.joined or len(tail) < _SAME_WORD or not _KANJI_OR_KATAKANA.fullmatch(tail[-1]):
            return False
        if self._text is None:
            self._text = "\n".join(
                unicodedata.normalize("NFKC", tidy(text))
                for texts in self._desk.texts
                for text in texts
                if text
            )
        follows = [
            self._text[match.end() : match.end() + 1] for match in re.finditer(re.escape(tail), self._text)
        ]
        onward = sum(bool(_KANJI_OR_KATAKANA.match(sign)) for sign in follows)
        return onward > 0 and onward >= len(follows) - 1
