"""An amount keeps the unit of the paper."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from hyoka.values import Absent, Amount, Milestone, Money, MoneyUnit, Qualifier, Why

YEN, THOUSAND, MILLION = MoneyUnit.YEN, MoneyUnit.THOUSAND, MoneyUnit.MILLION


@pytest.mark.parametrize(
    ("written", "amount", "unit", "yen"),
    [
        ("7,283", "7283", THOUSAND, 7_283_000),
        ("１，２３４", "1234", THOUSAND, 1_234_000),
        ("▲1,000", "-1000", THOUSAND, -1_000_000),
        ("△5", "-5", THOUSAND, -5_000),
        ("(120)", "-120", THOUSAND, -120_000),
        ("（120）", "-120", THOUSAND, -120_000),
        ("(▲120)", "-120", THOUSAND, -120_000),
        ("0", "0", THOUSAND, 0),
        ("(0)", "0", THOUSAND, 0),
        ("▲0", "0", THOUSAND, 0),
        ("1,200円", "1200", YEN, 1_200),
        ("¥1,200", "1200", YEN, 1_200),
        ("3百万円", "3", MILLION, 3_000_000),
        ("500千円", "500", THOUSAND, 500_000),
        ("約9億円", "900000000", YEN, 900_000_000),
        ("5万", "50000", YEN, 50_000),
        ("7,283.5", "7283.5", THOUSAND, 7_283_500),
    ],
)
def test_an_amount_is_understood_in_its_unit(written, amount, unit, yen):
    money = Amount.of(written).money
    assert money is not None
    assert (str(money.amount), money.unit, money.yen) == (amount, unit, yen)


def test_about_stays_about():
    assert Amount.of("約9億円").money.qualifier is Qualifier.ABOUT
    assert Amount.of("900").money.qualifier is None


@pytest.mark.parametrize(
    "written", ["10件", "皆増", "5%", "100～200", "年1,000", "1,00", "1,000(500)", "3月補正"]
)
def test_what_is_no_amount_stays_words(written):
    assert Amount.of(written).means == Milestone(words=written)
    assert Amount.of(written).yen is None


@pytest.mark.parametrize(
    ("written", "why"),
    [
        (None, Why.NOT_IN_SOURCE),
        ("", Why.EMPTY),
        ("-", Why.NONE_SET),
        ("―", Why.NONE_SET),
        ("集計中", Why.PENDING),
    ],
)
def test_no_amount_has_its_reason(written, why):
    assert Amount.of(written).means == Absent(why=why)
    assert not Amount.of(written).is_known


def test_the_unit_belongs_to_the_amount():
    assert Amount.of("5", YEN) != Amount.of("5", THOUSAND)
    assert Amount.blank().is_blank and not Amount.missing().is_blank


def test_a_fraction_of_a_yen_is_kept():
    assert Money(amount=Decimal("0.5"), unit=YEN).yen == Decimal("0.5")
    assert Money(amount=Decimal("0.0005"), unit=THOUSAND).yen == Decimal("0.5")
    assert isinstance(Money(amount=Decimal("0.5"), unit=THOUSAND).yen, int)


@given(
    st.integers(-(10**15), 10**15),
    st.sampled_from(["{:,}", "{}"]),
    st.sampled_from(list(MoneyUnit)),
    st.sampled_from(["▲", "△", "-", "－", "()"]),
    st.booleans(),
)
def test_every_amount_we_write_is_read_back_exactly(yen, form, unit, minus, with_unit):
    digits = form.format(abs(yen)) + (unit if with_unit else "")
    negative = f"({digits})" if minus == "()" else f"{minus}{digits}"
    amount = Amount.of(negative if yen < 0 else digits, YEN if with_unit else unit)
    assert amount.yen == yen * unit.yen
    assert isinstance(amount.yen, int)
    assert Amount.model_validate_json(amount.model_dump_json()) == amount


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30), st.sampled_from(list(MoneyUnit)))
def test_nothing_written_is_lost(text, unit):
    try:
        amount = Amount(written=text, unit=unit)
    except ValidationError:
        return
    assert (amount.written, amount.unit) == (text, unit)
    assert Amount.model_validate(amount.model_dump(mode="json")) == amount
