"""画面の書体 — makes the web fonts of the screens from the TTFs that the PDF writer ships.

    python tools/webfonts.py

Needs `fonttools[woff]` (fontTools and brotli) in the environment that runs it; hyoka itself does not, so they are not
among its dependencies. The made files are committed: src/hyoka/web/static/hyoka/fonts/*.woff2 and css/fonts.css.

A page of Japanese must not load megabytes, so each weight is cut by what a page is likely to hold, and the browser
fetches a piece only when one of its characters is on the page (unicode-range):

    base     Latin, kana, punctuation, signs             every page
    office   kanji of our own layouts, checks and city   nearly every page
    level1   the rest of JIS X 0208 level 1, in four     as the sheet's words need
    names    kanji of Windows outside JIS: 髙, 﨑         lists of people
    level2   JIS X 0208 level 2, in four: 濱, 邊          lists of people
    rest     all else the font holds, in four            rarely
"""

import io
from pathlib import Path

from fontTools import subset  # type: ignore[import-not-found,unused-ignore]
from fontTools.ttLib import TTFont  # type: ignore[import-not-found,unused-ignore]

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src/hyoka/writers/pdf/fonts"
STATIC = ROOT / "src/hyoka/web/static/hyoka"
WEIGHTS = {"Regular": 400, "Bold": 700}
LICENCE = "BIZUDPGothic-OFL.txt"
# Where the office's own words stand.
WORDS = ("src/hyoka/layouts", "src/hyoka/checks", "src/hyoka/example", "src/hyoka/workflow", "GLOSSARY.md")


def jis(rows: range) -> set[int]:
    """The characters of these rows of JIS X 0208."""
    cells = (bytes((0xA0 + row, 0xA0 + cell)) for row in rows for cell in range(1, 95))
    return {ord(char) for cell in cells if (char := cell.decode("euc_jp", "ignore"))}


def words_of_the_office() -> set[int]:
    paths = [
        path
        for name in WORDS
        for path in ((ROOT / name).rglob("*") if (ROOT / name).is_dir() else [ROOT / name])
    ]
    return {
        ord(char)
        for path in paths
        if path.suffix in {".py", ".toml", ".md"}
        for char in path.read_text("utf-8")
    }


def windows() -> set[int]:
    """The kanji that Windows adds to JIS X 0208 (the IBM extension)."""
    cells = (bytes((lead, trail)) for lead in range(0xFA, 0xFD) for trail in range(0x40, 0xFD))
    return {ord(char) for cell in cells if len(char := cell.decode("cp932", "ignore")) == 1 and char > "㐀"}


def pieces(held: set[int]) -> dict[str, set[int]]:
    """Every character of the font in exactly one piece; the piece wanted most comes last, as CSS looks there first."""
    first, second = jis(range(16, 48)), jis(range(48, 85))
    signs = (
        jis(range(1, 9)) | set(range(0x20, 0x250)) | set(range(0x2000, 0x2C00)) | set(range(0x3000, 0x3400))
    )
    base = signs | set(range(0xFF00, 0xFFF0))
    office = (words_of_the_office() & (first | second)) - base
    known = base | first | second
    cut = {
        **split("rest", held - known - windows()),
        **split("level2", second - office - base),
        "names": windows() - known,
        **split("level1", first - office - base),
        "office": office,
        "base": base,
    }
    return {name: chars & held for name, chars in cut.items()}


def split(name: str, chars: set[int], into: int = 4) -> dict[str, set[int]]:
    ordered = sorted(chars)
    step = -(-len(ordered) // into)
    return {f"{name}-{at // step + 1}": set(ordered[at : at + step]) for at in range(0, len(ordered), step)}


def woff2(font: bytes, chars: set[int]) -> bytes:
    """The font cut to these characters. Hinting stays: office screens are of low resolution."""
    options = subset.Options(
        layout_features=["kern", "liga", "calt", "ccmp", "locl", "mark", "mkmk"], flavor="woff2"
    )
    options.drop_tables += ["meta"]
    options.name_IDs = ["*"]  # with the copyright and the licence
    opened = TTFont(io.BytesIO(font))
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=chars)
    cutter.subset(opened)
    opened.flavor = "woff2"
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()


def unicode_range(chars: set[int], others: set[int]) -> str:
    """Runs of these characters. A run reaches over all but the characters of earlier pieces: those of later pieces
    are taken from there all the same, and what the font does not hold costs one needless fetch."""
    runs: list[list[int]] = []
    for char in sorted(chars):
        if runs and others.isdisjoint(range(runs[-1][1] + 1, char)):
            runs[-1][1] = char
        else:
            runs.append([char, char])
    return ",".join(f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}" for first, last in runs)


def main() -> None:
    fonts = STATIC / "fonts"
    fonts.mkdir(parents=True, exist_ok=True)
    for old in fonts.glob("*.woff2"):
        old.unlink()
    rules = ["/* 書体 — made by tools/webfonts.py; the licence is fonts/BIZUDPGothic-OFL.txt. */"]
    for style, weight in WEIGHTS.items():
        source = (SOURCE / f"BIZUDPGothic-{style}.ttf").read_bytes()
        cut = pieces(set(TTFont(io.BytesIO(source)).getBestCmap()))
        earlier: set[int] = set()
        for piece, chars in cut.items():
            name = f"BIZUDPGothic-{style}-{piece}.woff2"
            (fonts / name).write_bytes(made := woff2(source, chars))
            print(f"{name}: {len(chars)} characters, {len(made) // 1024} KB")
            rules.append(
                f'@font-face {{ font-family: "BIZ UDPGothic"; font-weight: {weight}; font-display: swap;\n'
                f'  src: url("../fonts/{name}") format("woff2");\n  unicode-range: {unicode_range(chars, earlier)}; }}'
            )
            earlier |= chars
    (fonts / LICENCE).write_bytes((SOURCE / LICENCE).read_bytes())
    (STATIC / "css/fonts.css").write_text("\n".join(rules) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
