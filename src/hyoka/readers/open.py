"""ファイルを開く — which reader a file needs, told by its content; what no reader takes is refused in one line."""

from importlib import import_module
from pathlib import Path

from hyoka.layouts import Layout, load_layout
from hyoka.readers.json_file import read_json
from hyoka.readers.reading import CannotRead, Reading
from hyoka.readers.text import read_text

# A sheet is a few hundred kilobytes; beyond this it is some other file.
MAX_BYTES = 30 * 1024 * 1024

_WANTED = "評価表のテキスト（.txt、.tsv）、PDF、Excel（.xlsx）、hyoka の JSON のどれかを指定してください。"

# How files that hold no text begin, and what to tell whoever gives us one.
_REFUSED = (
    (b"\x89PNG", "PNG の画像です"),
    (b"\xff\xd8\xff", "JPEG の画像です"),
    (b"GIF8", "GIF の画像です"),
    (b"BM", "BMP の画像です"),
    (b"II*\x00", "TIFF の画像です"),
    (b"MM\x00*", "TIFF の画像です"),
    (b"\xd0\xcf\x11\xe0", "古い形式の Office の文書（.xls、.doc など）です。.xlsx に保存し直してください"),
    (b"{\\rtf", "リッチテキストです。テキスト（.txt）に保存し直してください"),
    (b"\x1f\x8b", "圧縮ファイルです。展開してから指定してください"),
    (b"7z\xbc\xaf", "圧縮ファイルです。展開してから指定してください"),
    (b"<!DOCTYPE", "HTML です"),
    (b"<html", "HTML です"),
)


def read_file(path: str | Path, layout: Layout | str | None = None) -> tuple[Reading, ...]:
    """Every sheet in a file. Without a layout, the one whose labels fit best.

    Raises CannotRead, or NoSuchLayout for an unknown layout name.
    """
    path = Path(path)
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise CannotRead(f"{path}: ファイルがありません。名前と場所を確かめてください。") from error
    except IsADirectoryError as error:
        raise CannotRead(f"{path}: フォルダーです。中のファイルを指定してください。") from error
    except OSError as error:
        raise CannotRead(f"{path}: 開けません（{error.strerror or error}）。") from error
    return read_bytes(data, str(path), layout)


def read_bytes(data: bytes, name: str, layout: Layout | str | None = None) -> tuple[Reading, ...]:
    """Every sheet in the bytes of a file of this name; the content decides, the name only helps.

    Raises CannotRead, its message beginning with the name; or NoSuchLayout.
    """
    if isinstance(layout, str):
        layout = load_layout(layout)
    try:
        return _read(data, name, layout)
    except CannotRead as error:
        raise CannotRead(f"{name}: {error}") from error


def _read(data: bytes, name: str, layout: Layout | None) -> tuple[Reading, ...]:
    if not data.strip():
        raise CannotRead(f"ファイルが空です。{_WANTED}")
    if len(data) > MAX_BYTES:
        raise CannotRead(f"ファイルが大きすぎます（{MAX_BYTES // 1024 // 1024} MB まで）。{_WANTED}")
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"%PDF-" in data[:1024]:
        return _later("pdf").read_pdf(data, layout=layout, source=name)  # type: ignore[no-any-return]
    if data.startswith(b"PK\x03\x04"):
        return _read_zip(data, name)
    for magic, what in _REFUSED:
        if head.lower().startswith(magic.lower()) if magic[:1] == b"<" else data.startswith(magic):
            raise CannotRead(f"{what}。{_WANTED}")
    if head[:1] in (b"{", b"["):
        return read_json(data, source=name)
    return read_text(data, layout=layout, source=name)


def _read_zip(data: bytes, name: str) -> tuple[Reading, ...]:
    """Workbooks are zip files, and so are many other things."""
    if b"xl/" in data:
        return _later("xlsx").read_xlsx(data, source=name)  # type: ignore[no-any-return]
    what = (
        "Word の文書です。テキストか PDF に保存し直してください" if b"word/" in data else "圧縮ファイルです"
    )
    raise CannotRead(f"{what}。{_WANTED}")


def _later(kind: str):  # type: ignore[no-untyped-def]
    """The reader of PDF or workbooks, loaded when a file needs it: both bring large libraries."""
    return import_module(f"hyoka.readers.{kind}")
