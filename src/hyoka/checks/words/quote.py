"""引用 — the words around a figure, long enough to find them in the text and no longer."""

_AROUND = 16


def quote(sentence: str, start: int, end: int) -> str:
    """About thirty signs of a sentence around sentence[start:end], cut ends shown by ….

    >>> quote("電子申請の利用件数は、6,141件に増加した", 11, 17)
    '「電子申請の利用件数は、6,141件に増加した」'
    >>> quote("あ" * 30 + "3件" + "い" * 30, 30, 32)
    '「…ああああああああああああああああ3件いいいいいいいいいいいいいいいい…」'
    """
    first, last = max(0, start - _AROUND), min(len(sentence), end + _AROUND)
    if first <= 3:
        first = 0
    if last >= len(sentence) - 3:
        last = len(sentence)
    before, after = "…" if first else "", "…" if last < len(sentence) else ""
    return f"「{before}{sentence[first:last]}{after}」"
