"""What is true of the looks: nothing from outside, nothing that the CSP refuses, nothing that cannot be read."""

import re
from functools import cache
from itertools import chain
from pathlib import Path

import pytest
from django.template.loader import get_template

WEB = Path(__file__).resolve().parents[2] / "src" / "hyoka" / "web"
STATIC = WEB / "static" / "hyoka"
STYLES = sorted((STATIC / "css").glob("**/*.css"))
SCRIPTS = sorted((STATIC / "js").glob("**/*.js"))
TEMPLATES = sorted(WEB.glob("**/*.html"))
FONTS = sorted((STATIC / "fonts").glob("*.woff2"))

# What is written on what. Text of any size; AA asks for 4.5.
TEXT = [
    *(("ink", on) for on in ("paper", "ground", "key-pale", "cell-open", "cell-past", "cell-label", "other-pale")),
    *(("ink", on) for on in ("good-pale", "warn-pale", "bad-pale", "added", "removed", "focus")),
    *(("ink-soft", on) for on in ("paper", "ground", "cell-past")),
    *(("ink-faint", on) for on in ("paper", "ground", "cell-open")),
    *(("on-key", on) for on in ("key", "key-dark", "key-deep", "good", "bad", "other")),
    *(("link", on) for on in ("paper", "ground", "key-pale", "bad-pale", "warn-pale")),
    *(("link-visited", on) for on in ("paper", "ground", "key-pale", "bad-pale", "warn-pale")),
    *(("key", on) for on in ("paper", "ground", "key-pale", "cell-open")),
    *(("key-dark", on) for on in ("paper", "key-pale")),
    *(("good", on) for on in ("paper", "good-pale", "ground", "cell-open")),
    *(("warn", on) for on in ("paper", "warn-pale", "ground", "key-pale", "cell-open")),
    *(("bad", on) for on in ("paper", "bad-pale", "ground", "key-pale", "cell-open")),
    *(("other", on) for on in ("paper", "other-pale", "ground", "cell-open")),
]  # fmt: skip
# Lines and shapes that mean something; AA asks for 3.
SHAPES = [
    ("line", "paper"), ("ink-faint", "paper"), ("ink-faint", "ground"), ("sheet-line", "cell-open"), ("focus-edge", "cell-open"), ("focus", "focus-edge"),
    ("warn-line", "paper"), ("warn-line", "cell-open"), ("bad", "cell-open"), ("key", "cell-open"),
]  # fmt: skip


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def without_comments(css: str) -> str:
    return re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)


@cache
def properties() -> dict[str, str]:
    """Every custom property of the page (not those of one component) with its value."""
    found = (re.findall(r"--([\w-]+):\s*([^;]+);", without_comments(text_of(path))) for path in STYLES)
    return dict(chain.from_iterable(found))


def colour(name: str) -> tuple[int, ...]:
    value = properties()[name]
    if (other := re.fullmatch(r"var\(--([\w-]+)\)", value)) is not None:
        return colour(other[1])
    assert re.fullmatch(r"#[0-9a-f]{6}", value), f"--{name}: {value} は #rrggbb ではありません"
    return tuple(bytes.fromhex(value[1:]))


def contrast(one: str, other: str) -> float:
    """As WCAG 2.2 computes it."""

    def luminance(name: str) -> float:
        shares = (part / 255 for part in colour(name))
        linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
        return sum(weight * share for weight, share in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_there_is_something_to_look_at():
    assert STYLES and SCRIPTS and TEMPLATES and FONTS


def test_contrast_is_computed_as_the_standard_says():
    assert round(contrast("color-neutral-black", "color-neutral-white"), 1) == 21
    assert round(contrast("color-neutral-solid-gray-536", "color-neutral-white"), 2) == 4.54


@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_is_readable(ink, ground):
    assert contrast(ink, ground) >= 4.5


@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_shapes_are_visible(shape, ground):
    assert contrast(shape, ground) >= 3


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_styles_fetch_nothing_from_outside(path):
    css = without_comments(text_of(path))
    assert "@import" not in css
    for target in re.findall(r"url\(\s*['\"]?([^'\")]+)", css):
        assert target.startswith("../fonts/"), target
        assert (path.parent / target).is_file(), f"{path.name} が指す {target} がありません"


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_every_colour_name_used_is_defined(path):
    used = set(re.findall(r"var\(--([\w-]+)", text_of(path)))
    assert used <= set(properties())


def test_only_tokens_name_colours_by_figures():
    """One colour scheme: other files speak of what a colour is for. Shadows behind a dialog are the one exception."""
    for path in STYLES:
        if path.name != "tokens.css":
            assert not re.findall(r":[^;{]*#[0-9a-fA-F]{3,8}\b", without_comments(text_of(path))), path.name


@pytest.mark.parametrize("path", [*TEMPLATES, *SCRIPTS], ids=lambda path: path.name)
def test_pages_and_scripts_speak_to_nobody_outside(path):
    addresses = set(re.findall(r"https?://[^\s\"'<>)]+", text_of(path)))
    assert addresses <= {"http://www.w3.org/2000/svg"}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_templates_hold_nothing_that_the_csp_refuses(path):
    html = re.sub(r"\{% comment %\}.*?\{% endcomment %\}", "", text_of(path), flags=re.DOTALL)
    assert not re.search(r"\sstyle\s*=", html), "style= は CSP に止められます（クラスか SVG の属性を使う）"
    assert not re.search(r"<style\b", html)
    assert not re.search(r"\son\w+\s*=", html), "on…= は CSP に止められます（js/ のモジュールに書く）"
    assert not re.search(r"javascript:", html)
    for attributes in re.findall(r"<script\b([^>]*)>", html):
        assert "src=" in attributes or 'type="application/json"' in attributes, (
            "画面の中に script は書けません"
        )


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_templates_are_read_by_django(path):
    get_template(str(path.relative_to(WEB / "staff")))


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_do_nothing_that_the_csp_refuses(path):
    assert not re.search(r"\beval\(|new Function\(|\.setAttribute\(\s*['\"]style|\.cssText\b", text_of(path))


def test_every_font_is_used_and_its_licence_lies_beside_it():
    named = set(re.findall(r"\.\./fonts/([^\"]+)", text_of(STATIC / "css" / "fonts.css")))
    assert named == {path.name for path in FONTS}
    assert "SIL Open Font License, Version 1.1" in text_of(STATIC / "fonts" / "BIZUDPGothic-OFL.txt")


def test_fonts_are_woff2_and_no_piece_is_heavy():
    for path in FONTS:
        assert path.read_bytes()[:4] == b"wOF2"
        assert path.stat().st_size < 256 * 1024, path.name


def test_an_ordinary_page_of_japanese_needs_only_two_pieces_of_the_font():
    """The last matching range wins; what the office's own words need is declared last."""
    faces = re.findall(
        r"font-weight: 400.*?Regular-([\w-]+)\.woff2.*?unicode-range: ([^;]+);", text_of(STATIC / "css" / "fonts.css"), re.DOTALL
    )  # fmt: skip

    def piece(char: str) -> str:
        holding = [name for name, ranges in faces if any(_holds(run, ord(char)) for run in ranges.split(","))]
        return holding[-1]

    words = (
        "令和7年度 行政評価表（計画時）：図書館サービスの充実 12,300千円、目標を達成した。保存済み・差戻し"
    )
    assert {piece(char) for char in words} == {"base", "office"}
    assert piece("髙") == "names"


def _holds(run: str, char: int) -> bool:
    first, _, last = run.strip().removeprefix("U+").partition("-")
    return int(first, 16) <= char <= int(last or first, 16)


def test_tokens_carry_their_licence():
    assert "MIT License" in text_of(STATIC / "css" / "tokens.css")
    assert "@digital-go-jp/design-tokens" in text_of(WEB.parents[2] / "NOTICE")
