"""The files that no reader can take, each made by code when it is wanted: name, bytes or a deed, and what is said."""

import json
import os
import random
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from hyoka.example import clean_sheets
from hyoka.sheet import sheet_to_json

from . import books, pdfs


@dataclass(frozen=True)
class Bad:
    """A bad file: its name, how it comes to be, and words of the complaint that a clerk needs."""

    name: str
    make: Callable[[], bytes] | Callable[[Path], None]
    words: str  # a regular expression
    heavy: bool = False  # seconds or hundreds of megabytes where a reader is careless
    deed: bool = False  # made by doing something at a path, not by writing bytes

    def put(self, folder: Path) -> Path:
        path = folder / self.name
        if self.deed:
            self.make(path)  # type: ignore[call-arg]
        else:
            path.write_bytes(self.make())  # type: ignore[call-arg, arg-type]
        return path


@cache
def sheet_json() -> dict[str, Any]:
    found = json.loads(sheet_to_json(clean_sheets()[0]))
    assert isinstance(found, dict)
    return found


def _json(**changes: Any) -> Callable[[], bytes]:
    return lambda: json.dumps({**sheet_json(), **changes}, ensure_ascii=False).encode()


def _raw(text: str) -> Callable[[], bytes]:
    return lambda: text.encode()


def _amount(figure: str) -> Callable[[], bytes]:
    """A sheet whose first amount is this figure."""

    def make() -> bytes:
        sheet = json.loads(json.dumps(sheet_json()))
        sheet["totals"]["years"][0]["budget"]["means"]["amount"] = "FIGURE"
        return json.dumps(sheet, ensure_ascii=False).replace('"FIGURE"', figure).encode()

    return make


def _written(written: str) -> Callable[[], bytes]:
    """A sheet whose first amount is a bare number where its text should stand."""
    return lambda: (
        json.dumps(sheet_json(), ensure_ascii=False)
        .replace('"written": "42,600"', f'"written": {written.replace(",", "")}')
        .encode()
    )


def _box(brand: bytes) -> bytes:
    return (
        struct.pack(">I", 24)
        + b"ftyp"
        + brand
        + bytes(4)
        + b"mif1"
        + brand
        + random.Random(1).randbytes(3_000)
    )


def _png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(10_000)))
        + chunk(b"IEND", b"")
    )


def _sparse_line(path: Path) -> None:
    """A line of a thousand million characters, of which the disk holds none."""
    with path.open("wb") as file:
        file.write("一行".encode())
        file.truncate(1 << 30)


def _long_line(path: Path) -> None:
    piece = "事業の評価".encode() * 70_000
    with path.open("wb") as file:
        for _ in range((1 << 30) // len(piece)):
            file.write(piece)


EBCDIC = "HYOKA SHEET 2018 THE MEASURE AND ITS BUDGET ".encode("cp037") * 60
JAPANESE_EBCDIC = bytes(
    byte for n in range(800) for byte in (0x0E, 0x44 + n % 40, 0x81 + n % 120, 0x0F, 0xF0 + n % 10)
)

EVERYDAY = (
    Bad("表.xyz", lambda: b"an unknown kind of file\n", "様式"),
    Bad("空.txt", lambda: b"", "空です"),
    Bad("空白.txt", lambda: b" \n\t\r\n\n", "空です"),
    Bad("全角空白.txt", _raw("　\n　\n"), "文字がありません"),
    Bad("図.png", _png, "PNG の画像"),
    Bad("図.jpg", lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(500), "JPEG の画像"),
    Bad("図.gif", lambda: b"GIF89a" + bytes(500), "GIF の画像"),
    Bad("図.tif", lambda: b"II*\x00" + bytes(500), "TIFF の画像"),
    Bad("図2.tif", lambda: b"MM\x00*" + bytes(500), "TIFF の画像"),
    Bad("図.bmp", lambda: b"BM" + struct.pack("<IHHI", 554, 0, 0, 54) + bytes(540), "BMP の画像"),
    Bad("図.webp", lambda: b"RIFF\x00\x02\x00\x00WEBPVP8 " + bytes(500), "WebP の画像"),
    Bad("図.heic", lambda: _box(b"heic"), "HEIC の画像"),
    Bad("図.avif", lambda: _box(b"avif"), "AVIF の画像"),
    Bad("図.txt", _png, "PNG の画像"),
    Bad("動画.mp4", lambda: _box(b"isom"), "動画"),
    Bad("音.wav", lambda: b"RIFF\x00\x02\x00\x00WAVEfmt " + bytes(500), "音声"),
    Bad("乱数.txt", lambda: random.Random(7).randbytes(20_000), "文字コードが分かりません"),
    Bad("零.txt", lambda: bytes(20_000), "文字コードが分かりません|様式"),
    Bad("ebcdic.txt", lambda: EBCDIC, "文字コードが分かりません|様式"),
    Bad("ebcdic-kanji.txt", lambda: JAPANESE_EBCDIC, "文字コードが分かりません|様式"),
    Bad("途中.txt", lambda: "行政評価表\n".encode("utf-16")[:-1], "様式|文字コード"),
    Bad("奇数.txt", lambda: b"\xff\xfe" + random.Random(3).randbytes(9_999), "UTF-16"),
    Bad("片割れ.txt", lambda: b"\xff\xfe" + "\ud800".encode("utf-16-le", "surrogatepass") * 900, "UTF-16"),
    Bad("utf32.txt", lambda: "会議の記録\n".encode("utf-32"), "様式"),
    Bad("iso2022.txt", lambda: "会議の記録です。\n".encode("iso2022_jp") * 20, "様式"),
    Bad("議事録.txt", _raw("会議の記録\n出席者\t三人\n"), "様式"),
    Bad("欄.tsv", lambda: b"\t" * 2_000_000, "文字がありません|空です"),
    Bad("欄2.txt", lambda: "評\t".encode() * 4_000_000, "多すぎます", heavy=True),
    Bad("行.txt", lambda: "評\n".encode() * 7_000_000, "様式|多すぎます", heavy=True),
    Bad("古い.xls", lambda: books.old_office("Workbook"), "古い形式"),
    Bad("古い.doc", lambda: books.old_office("WordDocument"), "古い形式"),
    Bad("鍵.xlsx", lambda: books.old_office("EncryptedPackage"), "パスワード"),
    Bad("名だけ.xlsx", _raw("ふつうの文\n"), "様式"),
    Bad("名だけ.pdf", _raw("ふつうの文\n"), "様式"),
    Bad("名だけ.json", _raw("ふつうの文\n"), "様式"),
    Bad("文書.docx", lambda: books.zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}), "Word"),
    Bad("発表.pptx", lambda: books.zipped({"[Content_Types].xml": b"<x/>", "ppt/presentation.xml": b"<x/>"}), "PowerPoint"),
    Bad("表.ods", lambda: books.zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"}, 0), "OpenDocument"),
    Bad("圧縮.zip", lambda: books.zipped({"評価表.txt": b"a"}), "圧縮ファイル"),
    Bad("空の.zip", lambda: b"PK\x05\x06" + bytes(18), "圧縮ファイル"),
    Bad("鍵.zip", books.with_password, "パスワード"),
    Bad("束.gz", lambda: b"\x1f\x8b\x08" + bytes(500), "圧縮ファイル"),
    Bad("束.7z", lambda: b"7z\xbc\xaf\x27\x1c" + bytes(500), "圧縮ファイル"),
    Bad("束.rar", lambda: b"Rar!\x1a\x07\x01" + bytes(500), "圧縮ファイル"),
    Bad("束.lzh", lambda: b"\x24\x2d-lh5-" + bytes(500), "圧縮ファイル"),
    Bad("文書.rtf", lambda: b"{\\rtf1\\ansi hello}", "リッチテキスト"),
    Bad("頁.html", _raw("<!doctype html><title>評価表</title>"), "HTML"),
    Bad("頁.xml", _raw('<?xml version="1.0"?><sheet/>'), "XML"),
    Bad("道具.exe", lambda: b"MZ\x90\x00" + random.Random(5).randbytes(5_000), "プログラム"),
    Bad("道具", lambda: b"\x7fELF\x02\x01\x01" + random.Random(5).randbytes(5_000), "プログラム"),
    Bad("表.parquet", lambda: b"PAR1" + random.Random(6).randbytes(5_000), "Parquet"),
    Bad("紙.ps", _raw("%!PS-Adobe-3.0\nshowpage\n"), "PostScript"),
    Bad("紙.xdw", lambda: b"\x60\x0e\x82\x04" + random.Random(8).randbytes(5_000), "DocuWorks"),
    Bad("一行.txt", _sparse_line, "大きすぎます", heavy=True, deed=True),
    Bad("一行2.txt", _long_line, "大きすぎます", heavy=True, deed=True),
    Bad("一行3.txt", lambda: ("評価" * 4_900_000).encode(), "長すぎます", heavy=True),
    Bad("フォルダー", lambda path: path.mkdir(), "評価表のファイル", deed=True),
    Bad("ない.txt", lambda path: None, "ありません", deed=True),
    Bad("管.txt", lambda path: os.mkfifo(path), "パイプ", deed=True),
    Bad("輪.txt", lambda path: path.symlink_to(path), "開けません|輪", deed=True),
    Bad("切れた.txt", lambda path: path.symlink_to("nowhere"), "ありません", deed=True),
    Bad("装置.txt", lambda path: path.symlink_to("/dev/zero"), "装置", deed=True),
)  # fmt: skip

JSON = (
    Bad("壊れた.json", _raw('{"version": 1, "key": '), "JSON として読めません"),
    Bad("余分.json", _raw('{"version": 1} x'), "JSON として読めません"),
    Bad("深い.json", lambda: b"[" * 200_000, "入れ子|JSON"),
    Bad("深い2.json", lambda: b'{"a":' * 200_000 + b"1" + b"}" * 200_000, "入れ子|JSON"),
    Bad("深い3.json", lambda: json.dumps(sheet_json())[:-1].encode() + b',"x":' + b"[" * 900 + b"]" * 900 + b"}", "知らない項目"),
    Bad("長い数.json", lambda: b'{"version": ' + b"9" * 100_000 + b"}", "JSON として読めません"),
    Bad("NaN.json", _amount("NaN"), "NaN"),
    Bad("無限.json", _amount("-Infinity"), "-Infinity"),
    Bad("書かれた数.json", _written("9,300"), "/totals/years/0/budget"),
    Bad("同じ項目.json", lambda: b'{"version": 1, "key": "a", "version": 1}', "二度"),
    Bad("版.json", _json(version=99), "版 99"),
    Bad("版2.json", _json(version="1"), "版 1"),
    Bad("版3.json", _json(version=0), "版 0"),
    Bad("様式.json", _json(layout="atlantis"), "様式「atlantis」はありません"),
    Bad("様式2.json", _json(layout="../../../etc/passwd"), "様式「../../../etc/passwd」はありません"),
    Bad("様式3.json", _json(layout="/etc/passwd.toml"), "様式「/etc/passwd.toml」"),
    Bad("年度.json", _json(fiscal_year=10**30), "読めません"),
    Bad("年度2.json", _json(fiscal_year=-5), "読めません"),
    Bad("欠け.json", lambda: b'{"version": 1}', "必要な項目がありません"),
    Bad("片割れ.json", lambda: b'{"version":1,"key":"\\ud800"}', "読めません"),
    Bad("制御.json", _json(municipality_code="\x07"), "制御文字"),
    Bad("数の列.json", lambda: b"[1, 2, 3]", "評価表の JSON ではありません"),
    Bad("空の列.json", lambda: b"[]", "一つもありません"),
    Bad("空の組.json", lambda: b"{}", "評価表の JSON ではありません"),
    Bad("文字.json", lambda: b'["a"]', "評価表の JSON ではありません"),
    Bad("読取.json", lambda: b'{"sheet": {}, "unread": 3}', "評価表の JSON ではありません"),
    Bad("読取2.json", lambda: json.dumps({"sheet": sheet_json(), "unread": 3}).encode(), "/unread"),
    Bad("多い列.json", lambda: b"[" + b"[]," * 9_000_000 + b"[]]", "多すぎます", heavy=True),
    Bad("多い組.json", lambda: b"[" + b'{"a":0},' * 3_500_000 + b"0]", "多すぎます", heavy=True),
    Bad("多い鍵.json", lambda: json.dumps({str(n): n for n in range(900_000)}).encode(), "評価表の JSON ではありません|多すぎます", heavy=True),
    Bad("cp932.json", lambda: json.dumps(sheet_json(), ensure_ascii=False).encode("cp932", "replace"), "文字コード"),
)  # fmt: skip

BOOKS = (
    Bad("よそ.xlsx", books.foreign, "hyoka が書き出したブックではありません"),
    Bad("遠い.xlsx", books.far_cell, "大きすぎます"),
    Bad("遠い2.xlsx", books.far_cells_of_many_worksheets, "大きすぎます", heavy=True),
    Bad("百万行.xlsx", books.million_rows, "大きすぎます|hyoka が書き出した", heavy=True),
    Bad("番号なし.xlsx", books.rows_without_numbers, "大きすぎます|hyoka が書き出した|圧縮率", heavy=True),
    Bad("番号なし2.xlsx", books.wide_rows_without_numbers, "大きすぎます|hyoka が書き出した|圧縮率", heavy=True),
    Bad("長い文字.xlsx", books.huge_shared_string, "圧縮率|大きすぎます", heavy=True),
    Bad("長い文字2.xlsx", books.less_dense_string, "圧縮率|大きすぎます", heavy=True),
    Bad("どのセルも.xlsx", books.string_in_every_cell, "大きすぎます", heavy=True),
    Bad("一万枚.xlsx", books.many_worksheets, "多すぎ|hyoka が書き出した", heavy=True),
    Bad("結合.xlsx", books.many_merges, "hyoka が書き出した", heavy=True),
    Bad("書式.xlsx", books.many_styles, "hyoka が書き出した|圧縮率", heavy=True),
    Bad("書式2.xlsx", books.many_formats, "hyoka が書き出した|圧縮率", heavy=True),
    Bad("偽の広さ.xlsx", books.lying_dimension, "大きすぎます"),
    Bad("偽の広さ2.xlsx", books.small_dimension, "大きすぎます"),
    Bad("笑い.xlsx", books.billion_laughs, "DOCTYPE"),
    Bad("二乗.xlsx", books.quadratic, "DOCTYPE"),
    Bad("外部.xlsx", books.external_entity, "DOCTYPE"),
    Bad("外部2.xlsx", books.external_entity_in_utf16, "DOCTYPE|UTF-16|文字コード"),
    Bad("入れ子.zip", books.zip_in_zip, "圧縮ファイル"),
    Bad("外へ.xlsx", books.climbing_names, "hyoka が書き出したブックではありません|部品"),
    Bad("同名.xlsx", books.same_name_twice, "重複"),
    Bad("重なり.xlsx", books.overlapping_entries, "大きすぎます|圧縮率|壊れ", heavy=True),
    Bad("マクロ.xlsm", books.with_macro, "マクロ"),
    Bad("鍵2.xlsx", books.with_password, "パスワード"),
    Bad("半分.xlsx", lambda: books.ours()[: len(books.ours()) // 2], "壊れています"),
)  # fmt: skip

PDFS = (
    Bad("紙.pdf", pdfs.scanned, "文字がありません"),
    Bad("議事.pdf", pdfs.text_of_no_form, "様式"),
    Bad("頭だけ.pdf", lambda: b"%PDF-1.7\n", "壊れています|文字がありません"),
    Bad("鍵.pdf", lambda: with_password(pdfs.text_of_no_form(), "secret"), "パスワード"),
    Bad("目次の輪.pdf", pdfs.xref_loop, "様式|壊れています|文字がありません", heavy=True),
    Bad("頁の輪.pdf", pdfs.page_tree_loop, "様式|壊れています|文字がありません", heavy=True),
    Bad("深い頁.pdf", pdfs.deep_page_tree, "様式|壊れています|文字がありません", heavy=True),
    Bad("長さの輪.pdf", pdfs.length_loop, "様式|壊れています|文字がありません", heavy=True),
    Bad("展開.pdf", pdfs.flate_bomb, "大きすぎます|多すぎます", heavy=True),
    Bad("二重.pdf", pdfs.twice_packed, "大きすぎます|多すぎます|壊れ", heavy=True),
    Bad("十万頁.pdf", pdfs.many_pages, "長すぎます", heavy=True),
    Bad("三十万.pdf", pdfs.many_objects, "様式|大きすぎます|多すぎます", heavy=True),
    Bad("地図.pdf", pdfs.many_lines, "多すぎます|大きすぎます", heavy=True),
    Bad("自分を描く.pdf", pdfs.form_loop, "壊れています|多すぎます|文字がありません|様式", heavy=True),
    Bad("描く笑い.pdf", pdfs.laughing_forms, "多すぎます", heavy=True),
    Bad("列.pdf", pdfs.predictor_bomb, "壊れています|文字がありません|様式", heavy=True),
    Bad("角.pdf", pdfs.nested_arrays, "壊れています|文字がありません|様式", heavy=True),
    Bad("動作.pdf", pdfs.with_actions, "様式"),
    Bad("大きい数.pdf", pdfs.huge_numbers, "壊れています|文字がありません|様式", heavy=True),
)  # fmt: skip

ALL = (*EVERYDAY, *JSON, *BOOKS, *PDFS)


def with_password(data: bytes, password: str) -> bytes:
    """The PDF, encrypted."""
    from io import BytesIO

    import pikepdf

    saved = BytesIO()
    with pikepdf.open(BytesIO(data)) as document:
        document.save(saved, encryption=pikepdf.Encryption(user=password, owner=password))
    return saved.getvalue()
