"""An upload is read in a process that can neither take the machine, nor reach out, nor leave anything behind."""

import logging
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.robust import books, pdfs
from tests.robust.bad_files import ALL, sheet_json

from hyoka.example import clean_sheets
from hyoka.readers import confined, read_bytes
from hyoka.readers.confined import environment, read_confined
from hyoka.readers.limits import Limits
from hyoka.readers.preflight import plain_name
from hyoka.readers.preview import PREVIEW
from hyoka.readers.refused import WORDS, Code, Refused
from hyoka.sheet import sheet_to_json
from hyoka.writers.pdf import write_sheet
from hyoka.writers.xlsx import write_xlsx

BAD = {bad.name: bad for bad in ALL}
GOOD: dict[str, Callable[[], bytes]] = {
    "a.json": lambda: sheet_to_json(clean_sheets()[0]).encode(),
    "a.xlsx": lambda: write_xlsx(clean_sheets()[:3]),
    "a.pdf": lambda: write_sheet(clean_sheets()[0]),
}
# Whatever else a file may be refused for, these are refused for this.
CODES = {
    Code.EMPTY: "空.txt 空白.txt 欄.tsv",
    Code.STRANGER: "図.png 古い.xls 圧縮.zip 入れ子.zip 文書.docx 道具.exe 紙.xdw",
    Code.LOCKED: "鍵.xlsx 鍵2.xlsx 鍵.pdf 鍵.zip",
    Code.TOO_MANY_ENTRIES: "一万枚.xlsx",
    Code.UNFOLDS_TOO_LARGE: "長い文字.xlsx 重なり.xlsx",
    Code.TRAP: "番号なし.xlsx 番号なし2.xlsx 書式.xlsx 笑い.xlsx 二乗.xlsx 外部.xlsx 外部2.xlsx マクロ.xlsm",
    Code.TOO_MUCH_IN_IT: "遠い.xlsx 遠い2.xlsx 百万行.xlsx 長い文字2.xlsx どのセルも.xlsx 偽の広さ.xlsx 偽の広さ2.xlsx 展開.pdf 二重.pdf "
    "十万頁.pdf 地図.pdf 描く笑い.pdf 欄2.txt 行.txt 一行3.txt 多い列.json 多い組.json",
    Code.BAD_NAMES: "外へ.xlsx 同名.xlsx",
    Code.NOT_A_SHEET: "表.xyz 乱数.txt 深い.json 多い鍵.json よそ.xlsx 結合.xlsx 書式2.xlsx 半分.xlsx 紙.pdf 目次の輪.pdf 頁の輪.pdf "
    "深い頁.pdf 長さの輪.pdf 三十万.pdf 自分を描く.pdf 角.pdf 動作.pdf 大きい数.pdf",
    Code.MEMORY: "列.pdf",
    Code.NO_SUCH_LAYOUT: "様式.json 様式2.json 様式3.json",
}  # fmt: skip
BY_CODE = [(name, code) for code, names in CODES.items() for name in names.split()]
WITHOUT_A_CHILD = {
    Code.EMPTY,
    Code.FILE_TOO_LARGE,
    Code.TOO_MANY_ENTRIES,
    Code.UNFOLDS_TOO_LARGE,
    Code.BAD_NAMES,
}


def refused(data: bytes, name: str = "a.xlsx", **options: object) -> Refused:
    with pytest.raises(Refused) as caught:
        read_confined(data, name, **options)  # type: ignore[arg-type]
    return caught.value


# ── what is read ──


@pytest.mark.parametrize("name", GOOD)
def test_it_reads_what_the_readers_read(name: str) -> None:
    data = GOOD[name]()
    assert read_confined(data, name).readings == read_bytes(data, name)


def test_it_reads_the_real_sheet_as_the_readers_do(real: Path) -> None:
    data = (real / "mishima" / "h30-joho-seisaku.txt").read_bytes()
    assert read_confined(data, "h30.txt").readings == read_bytes(data, "h30.txt")
    assert read_confined(data, "h30.txt", layout="mishima-2016").readings == read_bytes(data, "h30.txt")


# ── what is refused ──


def test_every_code_is_one_of_a_closed_list_and_has_words() -> None:
    assert all(re.fullmatch("E-IMP-[0-9]{2}", code) for code in Code)
    in_the_readers_words = {
        Code.STRANGER,
        Code.LOCKED,
        Code.TOO_MUCH_IN_IT,
        Code.NOT_A_SHEET,
        Code.NO_SUCH_LAYOUT,
    }
    assert set(Code) == set(WORDS) | in_the_readers_words


@pytest.mark.parametrize(
    ("name", "code"),
    [
        pytest.param(name, code, id=name, marks=[pytest.mark.slow] if BAD[name].heavy else [])
        for name, code in BY_CODE
    ],
)
def test_a_bad_file_is_refused_with_its_code(name: str, code: Code, caplog: pytest.LogCaptureFixture) -> None:
    data = BAD[name].make()  # type: ignore[call-arg]
    assert data is not None
    with caplog.at_level(logging.INFO, logger=confined.__name__):
        found = refused(data, name)
    assert found.code is code, found.message
    assert "\n" not in found.message and found.message.endswith("。")
    assert all(peak <= 512 << 20 for peak in peaks(caplog))


def peaks(caplog: pytest.LogCaptureFixture) -> list[int]:
    """What the children held at most, as they tell it."""
    said = (re.search(r"(\d+) bytes at most", record.getMessage()) for record in caplog.records)
    return [int(found[1]) for found in said if found]


@pytest.mark.parametrize(
    ("name", "code"), [(name, code) for name, code in BY_CODE if code in WITHOUT_A_CHILD]
)
def test_what_can_be_seen_from_outside_starts_no_process(
    name: str, code: Code, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subprocess, "Popen", None)
    assert refused(BAD[name].make(), name).code is code  # type: ignore[call-arg, arg-type]


def test_a_large_file_starts_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "Popen", None)
    found = refused(b"a" * ((30 << 20) + 1))
    assert (found.code, "31 MB" in found.message, "30 MB" in found.message) == (
        Code.FILE_TOO_LARGE,
        True,
        True,
    )


@pytest.mark.parametrize("layout", ["atlantis", "../secret.toml", "/etc/passwd.toml", ""])
def test_a_layout_is_named_never_a_path(layout: str) -> None:
    assert refused(b"a", "a.txt", layout=layout).code is Code.NO_SUCH_LAYOUT


# ── limits ──


def test_too_little_memory_is_told_and_the_same_file_does_need_it(caplog: pytest.LogCaptureFixture) -> None:
    """The control: with room, the same file takes more than the limit that stopped it."""
    hog = BAD["多い鍵.json"].make()  # type: ignore[call-arg]
    assert hog is not None
    little = 160 << 20
    assert refused(hog, "a.json", limits=Limits(memory=little)).code is Code.MEMORY
    with caplog.at_level(logging.INFO, logger=confined.__name__):
        assert refused(hog, "a.json", limits=Limits(memory=2 << 30)).code is Code.NOT_A_SHEET
    if sys.platform == "linux":
        assert max(peaks(caplog)) > little


def test_too_much_work_ends_by_the_processor_s_time() -> None:
    found = refused(pdfs.laughing_forms(), "a.pdf", limits=Limits(cpu_seconds=1, wall_seconds=60))
    assert found.code is Code.TIME


def test_too_much_time_ends_by_the_clock() -> None:
    found = refused(GOOD["a.json"](), "a.json", limits=Limits(wall_seconds=0.05))
    assert (found.code, "0.05 秒" in found.message) == (Code.TIME, True)


def test_an_answer_that_is_too_large_is_refused() -> None:
    found = refused(GOOD["a.json"](), "a.json", limits=Limits(answer_bytes=10_000))
    assert found.code is Code.ANSWER_TOO_LARGE


def test_a_third_one_waits_and_is_told_so() -> None:
    for _ in range(confined.AT_ONCE):
        assert confined._places.acquire(timeout=60)
    try:
        assert refused(GOOD["a.json"](), limits=Limits(queue_seconds=0.05)).code is Code.BUSY
    finally:
        for _ in range(confined.AT_ONCE):
            confined._places.release()
    assert read_confined(GOOD["a.json"](), "a.json").readings


def test_a_refusal_gives_its_place_back() -> None:
    for _ in range(confined.AT_ONCE + 1):
        refused(b"x", "a.txt", limits=Limits(wall_seconds=0.05, queue_seconds=5))


# ── names ──


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("../../etc/passwd", "passwd"),
        ("評価\u202exslx.exe", "評価xslx.exe"),
        ("CON", "CON"),
        ("評" * 255 + ".xlsx", "評" * 188 + "…" + "評" * 6 + ".xlsx"),
        ("a\x00b\n.txt", "ab.txt"),
        ("", "名前のないファイル"),
        ("..", "名前のないファイル"),
        ("\udce3.txt", ".txt"),
    ],
)
def test_a_name_is_for_people_to_read(name: str, plain: str) -> None:
    assert plain_name(name) == plain
    data = GOOD["a.json"]()
    [reading] = read_confined(data, name).readings
    assert reading.source == plain


# ── what is left behind ──


def test_nothing_of_an_upload_is_ever_in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    read_confined(GOOD["a.json"](), "a.json")
    refused(BAD["表.xyz"].make(), "表.xyz")  # type: ignore[call-arg, arg-type]
    refused(GOOD["a.json"](), "a.json", limits=Limits(wall_seconds=0.05))
    assert list(tmp_path.iterdir()) == []


def test_the_child_has_none_of_our_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HYOKA_SECRET_KEY", "canary")
    monkeypatch.setenv("HYOKA_DATABASE", "postgres://canary")
    assert set(environment()) <= {"PYTHONPATH", "SYSTEMROOT", "LD_LIBRARY_PATH"}


def test_the_preview_goes_through_json_unchanged() -> None:
    read = read_confined(GOOD["a.xlsx"](), "a.xlsx")
    assert PREVIEW.validate_json(PREVIEW.dump_json(read.preview)) == read.preview


def test_a_lying_size_is_found_in_the_child() -> None:
    """What the directory of the zip file says is only the first look."""
    import struct

    data = bytearray(books.huge_shared_string())
    at = data.rfind(b"PK\x01\x02", 0, data.rfind(b"xl/sharedStrings.xml"))
    data[at + 24 : at + 28] = struct.pack("<I", 1_000)
    assert refused(bytes(data)).code in (Code.UNFOLDS_TOO_LARGE, Code.TOO_MUCH_IN_IT, Code.NOT_A_SHEET)


def test_the_sheet_of_these_tests_is_whole() -> None:
    assert sheet_json()["layout"]
