"""一つの年度だけ桁のちがう数値はない."""

import pytest
from tests.checks.sheets import a_sheet, an_outcome, found

from hyoka.checks import Severity
from hyoka.checks.one_sheet.targets import figures_stay_in_scale

CHECK = figures_stay_in_scale
Year = tuple[str | None, str | None, str | None]


def years(*pairs: tuple[str | None, str | None]) -> list[Year]:
    return [(target, actual, "") for target, actual in pairs]


@pytest.mark.parametrize(
    ("pairs", "cell", "fiscal_year", "times"),
    [
        ((("3,800件", "3,245件"), ("4,000件", "56,960件"), ("4,200件", "6,154件")), "actual", 2017, "約10倍"),
        ((("3,800件", "3,245件"), ("4,000件", "5,696件"), ("4,200件", "61,540件")), "actual", 2018, "約10倍"),
        ((("3,800件", "32,450件"), ("4,000件", "5,696件"), ("4,200件", "6,154件")), "actual", 2016, "約10倍"),
        ((("3,800件", "3,245件"), ("400件", "5,696件"), ("4,200件", "6,154件")), "target", 2017, "約10分の1"),
        ((("3,800件", "3,245件"), ("4,000件", "57件"), ("4,200件", "6,154件")), "actual", 2017, "約100分の1"),
        ((("80.0%", "81.2%"), ("80.0%", "8.3%"), ("80.0%", "82.0%")), "actual", 2017, "約10分の1"),
        ((("20回", "19回"), ("20回", "230回"), ("20回", "21回")), "actual", 2017, "約10倍"),
        ((("120人", "100人"), ("380人", "400人"), ("1,500人", "16,000人")), "actual", 2018, "約10倍"),
        ((("120人", "100人"), ("380人", "400人"), ("15,000人", "1,600人")), "target", 2018, "約10倍"),
        ((("1,200人", "1,100人"), ("1,200人", "1,150,000人")), "actual", 2017, "約1,000倍"),
        (
            (("40人", "43人"), ("55人", ""), ("70人", ""), ("800人", ""), ("90人", "")),
            "target",
            2019,
            "約10倍",
        ),
        ((("25件", "24件"), ("27件", "2.7件")), "actual", 2017, "約10分の1"),
        ((("4地区", "3地区"), ("8地区", "0.8地区"), ("12地区", "13地区")), "actual", 2017, "約10分の1"),
        ((("60人", "640人"), ("120人", ""), ("240人", "")), "actual", 2016, "約10倍"),  # its own target only
        ((("38%", "3.8%"), ("39%", "38.7%")), "actual", 2016, "約10分の1"),
    ],
)
def test_shifted_digits_are_asked_about(
    pairs: tuple[tuple[str, str], ...], cell: str, fiscal_year: int, times: str
) -> None:
    [finding] = found(CHECK, a_sheet(outcomes=[an_outcome("利用件数", years(*pairs))]))
    assert finding.severity is Severity.WARNING
    assert finding.at.endswith(f"/{fiscal_year}/{cell}") and times in finding.message


@pytest.mark.parametrize(
    "pairs",
    [
        (("3,800件", "3,245件"), ("4,000件", "5,696件"), ("4,200件", "6,154件")),
        (("30件", "31件"), ("300件", "310件"), ("320件", "330件")),  # the work grew, target and all
        (("140件", "119件"), ("140件", "181件"), ("145件", "154件")),
        (("2個", "5個"), ("6個", "4個"), ("7個", "0個")),
        (("20回", "9回"), ("20回", "23回"), ("20回", "21回")),
        (("1,285人", "1,279人"), ("1,315人", "1319人"), ("1,340人", "")),
        (
            ("100件", "40件"),
            ("100件", "400件"),
            ("100件", "90件"),
        ),  # ten times its neighbour, but not beside the others
        (("1,000千円", "1,000,000円"), ("1,000千円", "1,100千円")),  # units differ: another check
        (("—", "5,000件"), ("—", "50,000件")),
        (("—", None), (None, "50,000件")),
        (("再構築", "再構築"), ("導入", "導入"), ("改善維持", "")),
        (("1回", "3回"), ("1回", "10回"), ("1回", "2回")),
        (("60人", "400人"), ("120人", ""), ("240人", "")),
        (("6校", "6校"), ("9校", "1校"), ("12校", "12校")),
    ],
)
def test_silences(pairs: tuple[tuple[str | None, str | None], ...]) -> None:
    assert not found(CHECK, a_sheet(outcomes=[an_outcome("利用件数", years(*pairs))]))


def test_small_figures_are_a_note_and_only_beside_constant_ones() -> None:
    constant = years(("年間2回", "2回"), ("年間2回", "年間20回"), ("年間2回", "2回"))
    [finding] = found(CHECK, a_sheet(outcomes=[an_outcome("研修", constant)]))
    assert finding.severity is Severity.NOTE
