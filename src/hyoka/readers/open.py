"""ファイルを開く — which reader a file needs, told by its content; what no reader takes is refused in one line."""

import errno
import os
import stat
from importlib import import_module
from pathlib import Path

from hyoka.layouts import Layout, load_layout
from hyoka.readers.json_file import read_json
from hyoka.readers.reading import CannotRead, Formless, Locked, Reading, Stranger, TooLarge
from hyoka.readers.text import read_text

# A sheet is a few hundred kilobytes; beyond this it is some other file.
MAX_BYTES = 30 * 1024 * 1024

_WANTED = "評価表のテキスト（.txt、.tsv）、PDF、Excel（.xlsx）、hyoka の JSON のどれかを指定してください。"

_OLE = b"\xd0\xcf\x11\xe0"
_AGAIN = "展開してから指定してください"

# How files that hold no text begin, and what to tell whoever gives us one.
_REFUSED = (
    (b"\x89PNG", "PNG の画像です"),
    (b"\xff\xd8\xff", "JPEG の画像です"),
    (b"GIF8", "GIF の画像です"),
    (b"BM", "BMP の画像です"),
    (b"II*\x00", "TIFF の画像です"),
    (b"MM\x00*", "TIFF の画像です"),
    (_OLE, "古い形式の Office の文書（.xls、.doc など）です。.xlsx に保存し直してください"),
    (b"{\\rtf", "リッチテキストです。テキスト（.txt）に保存し直してください"),
    (b"PK\x05\x06", "空の圧縮ファイルです"),
    (b"\x1f\x8b", f"圧縮ファイルです。{_AGAIN}"),
    (b"7z\xbc\xaf", f"圧縮ファイルです。{_AGAIN}"),
    (b"Rar!\x1a\x07", f"圧縮ファイルです。{_AGAIN}"),
    (b"BZh", f"圧縮ファイルです。{_AGAIN}"),
    (b"\xfd7zXZ\x00", f"圧縮ファイルです。{_AGAIN}"),
    (b"<!DOCTYPE", "HTML です"),
    (b"<html", "HTML です"),
    (b"<?xml", "XML です"),
    (b"PAR1", "Parquet の表です"),
    (b"SQLite format 3\x00", "データベースです"),
    (b"%!PS", "PostScript です。PDF に変換してください"),
    (b"\x7fELF", "プログラムです"),
    (b"MZ\x90\x00", "プログラムです"),
)
# These tell what they are a little further on: where, and how that begins.
_REFUSED_WITHIN = (
    (8, b"WEBP", "WebP の画像です"),
    (8, b"WAVE", "音声です"),
    (8, b"AVI ", "動画です"),
    (4, b"ftyphei", "HEIC の画像です"),
    (4, b"ftypmif1", "HEIC の画像です"),
    (4, b"ftypavi", "AVIF の画像です"),
    (4, b"ftyp", "動画です"),
    (2, b"-lh", f"圧縮ファイルです。{_AGAIN}"),
)
# A zip file is known by the names of what is in it, which stand in it as they are.
_ZIPPED = (
    (b"xl/workbook.bin", "バイナリ形式のブック（.xlsb）です。.xlsx に保存し直してください"),
    (b"word/", "Word の文書です。テキストか PDF に保存し直してください"),
    (b"ppt/", "PowerPoint の文書です。PDF に保存し直してください"),
    (b"application/vnd.oasis.opendocument", "OpenDocument の文書です。.xlsx か PDF に保存し直してください"),
    (b"", f"圧縮ファイルです。{_AGAIN}"),
)
_PASSWORD_OF_OFFICE = "EncryptedPackage".encode("utf-16-le")
_DOCUWORKS = (".xdw", ".xbd")


def read_file(path: str | Path, layout: Layout | str | None = None) -> tuple[Reading, ...]:
    """Every sheet in a file. Without a layout, the one whose labels fit best.

    Raises CannotRead, or NoSuchLayout for an unknown layout name.
    """
    path = Path(path)
    try:
        data = _content(path)
    except FileNotFoundError as error:
        raise CannotRead(f"{path}: ファイルがありません。名前と場所を確かめてください。") from error
    except IsADirectoryError as error:
        raise CannotRead(f"{path}: フォルダーです。中のファイルを指定してください。") from error
    except OSError as error:
        raise CannotRead(f"{path}: {_why_not(error)}") from error
    return read_bytes(data, str(path), layout)


def _content(path: Path) -> bytes:
    """What is in the file, no more of it than a reader takes.

    Raises OSError, CannotRead.
    """
    # A pipe that nobody writes to would keep us waiting for ever; a device may never end.
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(handle, "rb") as file:
        kind = os.fstat(handle).st_mode
        if stat.S_ISCHR(kind) or stat.S_ISBLK(kind):
            raise CannotRead(f"{path}: ファイルではなく装置です。{_WANTED}")
        if not stat.S_ISFIFO(kind):
            return file.read(MAX_BYTES + 1)
        os.set_blocking(handle, True)
        data = file.read(MAX_BYTES + 1)
    if not data:
        raise CannotRead(f"{path}: パイプから何も届きません。{_WANTED}")
    return data


def _why_not(error: OSError) -> str:
    """Why a file cannot be opened, and what to do."""
    if isinstance(error, PermissionError):
        return "読むことが許されていません。ファイルの権限を確かめるか、開いているほかのプログラムを閉じてください。"
    if error.errno == errno.ELOOP:
        return "リンクが輪になっています。元のファイルを指定してください。"
    if error.errno == errno.ENAMETOOLONG:
        return "ファイルの名前が長すぎます。短い名前に変えてください。"
    if isinstance(error, NotADirectoryError):
        return "途中の名前がフォルダーではありません。名前と場所を確かめてください。"
    return f"開けません（{error.strerror or error}）。名前と場所を確かめてください。"


def read_bytes(data: bytes, name: str, layout: Layout | str | None = None) -> tuple[Reading, ...]:
    """Every sheet in the bytes of a file of this name; the content decides, the name only helps.

    Raises CannotRead, its message beginning with the name; or NoSuchLayout.
    """
    if isinstance(layout, str):
        layout = load_layout(layout)
    try:
        # A name in another encoding than the system's comes as lone surrogates, which no document holds.
        readings = _read(data, name.encode(errors="backslashreplace").decode(), layout)
        _refuse_paths(readings)
        return readings
    except CannotRead as error:
        raise CannotRead(f"{name}: {error}") from error


def _refuse_paths(readings: tuple[Reading, ...]) -> None:
    """A document names its layout; one that names a file would have us open whatever it likes."""
    for reading in readings:
        name = reading.sheet.layout
        if name.endswith(".toml") or "/" in name or "\\" in name:
            raise Formless(
                f"様式「{name[:80]}」はありません。評価表に書かれるのは様式の名前（mishima-2016 など）です。"
            )


def _read(data: bytes, name: str, layout: Layout | None) -> tuple[Reading, ...]:
    if not data.strip():
        raise CannotRead(f"ファイルが空です。{_WANTED}")
    if len(data) > MAX_BYTES:
        raise TooLarge(f"ファイルが大きすぎます（{MAX_BYTES // 1024 // 1024} MB まで）。{_WANTED}")
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"%PDF-" in data[:1024]:
        return _later("pdf").read_pdf(data, layout=layout, source=name)  # type: ignore[no-any-return]
    if data.startswith(b"PK\x03\x04"):
        return _read_zip(data, name)
    what = _stranger(data, head)
    if what:
        raise (Locked if what.startswith("パスワード") else Stranger)(f"{what}。{_WANTED}")
    if head[:1] in (b"{", b"["):
        return read_json(data, source=name)
    try:
        return read_text(data, layout=layout, source=name)
    except CannotRead as error:
        if name.lower().endswith(_DOCUWORKS):
            raise Stranger(f"DocuWorks の文書です。PDF に変換してください。{_WANTED}") from error
        raise


def _stranger(data: bytes, head: bytes) -> str:
    """What the bytes are, when they are something that no reader takes."""
    if data.startswith(_OLE) and _PASSWORD_OF_OFFICE in data:
        return "パスワードの付いた Office の文書です。パスワードを外して .xlsx に保存し直してください"
    for magic, what in _REFUSED:
        if head.lower().startswith(magic.lower()) if magic[:1] == b"<" else data.startswith(magic):
            return what
    return next((what for at, magic, what in _REFUSED_WITHIN if data.startswith(magic, at)), "")


def _read_zip(data: bytes, name: str) -> tuple[Reading, ...]:
    """Workbooks are zip files, and so are many other things."""
    if b"xl/" in data and b"xl/workbook.bin" not in data:
        return _later("xlsx").read_xlsx(data, source=name)  # type: ignore[no-any-return]
    raise Stranger(f"{next(what for mark, what in _ZIPPED if mark in data)}。{_WANTED}")


def _later(kind: str):  # type: ignore[no-untyped-def]
    """The reader of PDF or workbooks, loaded when a file needs it: both bring large libraries."""
    return import_module(f"hyoka.readers.{kind}")
