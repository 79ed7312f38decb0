"""寸法 — how many lines a text takes in a cell, so that the row is high enough to show it."""

FONT = "BIZ UDPゴシック"
SIZE = 9.0  # points
EM = 12.0  # pixels of one full-width character at this size
DIGIT = 9  # pixels of the widest digit, by which Excel tells the width of columns
LINE = 12.5  # points from line to line
PADDING = 4.0  # points above and below
INSET = 8.0  # pixels lost at the sides of a cell
TALLEST = 390.0  # Excel allows 409 points; a higher cell goes over several rows
SHORTEST = 16.0


def height_of(text: str, width: float) -> float:
    """Points that a text needs in a cell of this many pixels."""
    if not text:
        return SHORTEST
    room = max(1.0, (width - INSET) / (EM / 2))
    if "\n" not in text:
        half_widths = len(text.encode("cp932", "replace"))
        lines = 1 if half_widths <= room else -int(-half_widths * 1.05 // room)
    else:
        lines = sum(
            max(1, -int(-len(line.encode("cp932", "replace")) * 1.05 // room)) for line in text.split("\n")
        )
    return max(SHORTEST, lines * LINE + PADDING)
