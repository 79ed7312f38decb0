"""欄どうしの誤り — lowered targets, targets told twice, account codes, carried-over amounts, names in the budget."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from random import Random

from hyoka.checks import Severity
from hyoka.sheet import Better, Place, Sheet, each_line, each_project, each_series, get, put

from ..changing import amount, entry, figure, spent, text, with_number
from ..kind import Case, Kind
from ..twins import with_twin


def _lowered(sheet: Sheet, random: Random, share: tuple[int, int], reason: str) -> Iterator[Case]:
    """A later target lowered against the one before, last year's actual staying below both."""
    for series in each_series(sheet):
        if series.means is None or series.indicator.better not in (None, Better.HIGHER):
            continue
        known = [value for value in series.indicator.values if (value.target.number or 0) >= 20]
        for before, value in pairwise(known):
            reached = before.actual.number
            target = Decimal(int((before.target.number or Decimal(0)) * random.randint(*share) / 100))
            if value.fiscal_year <= sheet.fiscal_year or (reached is not None and reached >= target):
                continue
            changed = text(sheet, series.place / "reason", reason)
            place = series.values_at / value.fiscal_year / "target"
            yield Case(entry(changed, place, with_number(value.target, target)))
            break


def _lowered_without_a_reason(sheet: Sheet, random: Random) -> Iterator[Case]:
    yield from _lowered(sheet, random, (40, 80), "")


def _lowered_with_a_reason(sheet: Sheet, random: Random) -> Iterator[Case]:
    yield from _lowered(sheet, random, (40, 80), "対象となる世帯が減ったため、目標値を変更")
    yield from _lowered(sheet, random, (93, 99), "")


def _target_told_differently(sheet: Sheet, random: Random) -> Iterator[Case]:
    for twin in with_twin(sheet):
        value = random.choice([value for value in twin.series.indicator.values if value.target.number])
        number = (value.target.number or Decimal(0)) + random.randint(1, 9)
        yield Case(
            entry(twin.sheet, twin.at / value.fiscal_year / "target", with_number(value.target, number))
        )


def _target_not_told_again(sheet: Sheet, random: Random) -> Iterator[Case]:
    """The same series with one target left out: not in the source, or a dash."""
    for twin in with_twin(sheet):
        value = random.choice(twin.series.indicator.values[:2])
        place = twin.at / value.fiscal_year
        changed = entry(twin.sheet, place / "target", random.choice([None, "—"]))
        yield Case(text(changed, place / "status", None))


def _point_lost(sheet: Sheet, random: Random) -> Iterator[Case]:
    """92.4% as 924%, or as 9.24%."""
    for series in each_series(sheet):
        for value in series.indicator.values:
            number = value.actual.number
            if value.actual.unit == "%" and number and number >= 20:
                slipped = number * 10 if random.random() < 0.5 else number / 10
                place = series.values_at / value.fiscal_year
                changed = entry(sheet, place / "actual", f"{slipped.normalize():f}%")
                yield Case(text(changed, place / "status", None))


def _point_right(sheet: Sheet, random: Random) -> Iterator[Case]:
    for series in each_series(sheet):
        for value in series.indicator.values:
            number = value.actual.number
            if value.actual.unit == "%" and number and 20 <= number < 90:
                place = series.values_at / value.fiscal_year
                changed = entry(sheet, place / "actual", f"{number + random.randint(1, 9)}%")
                yield Case(text(changed, place / "status", None))


def _code_twice(sheet: Sheet, random: Random) -> Iterator[Case]:
    lines = [
        (line, place) for _, line, place in each_line(sheet) if line.account_code and not line.relisted_from
    ]
    for (one, _), (_, other) in pairwise(lines):
        yield Case(text(sheet, other / "account_code", one.account_code))


def _code_of_the_original(sheet: Sheet, random: Random) -> Iterator[Case]:
    codes = [
        line.account_code for _, line, _ in each_line(sheet) if line.account_code and not line.relisted_from
    ]
    for _, line, place in each_line(sheet):
        if line.relisted_from and codes:
            yield Case(text(sheet, place / "account_code", random.choice(codes)))
        elif line.account_code:
            yield Case(text(sheet, place / "account_code", f"{line.account_code[:-2]}97"))


def _carried(sheet: Sheet, random: Random, more: tuple[int, int]) -> Iterator[Case]:
    for year in sheet.totals.years[1:]:
        place = Place("/totals") / year.fiscal_year
        settled = figure(sheet, place / "settlement")
        if settled:
            yield Case(amount(sheet, place / "carried_over", settled + random.randint(*more)))


def _carried_above_settlement(sheet: Sheet, random: Random) -> Iterator[Case]:
    yield from _carried(sheet, random, (1, 900))


def _carried_all(sheet: Sheet, random: Random) -> Iterator[Case]:
    yield from _carried(sheet, random, (0, 0))


def _general(sheet: Sheet, random: Random, more: tuple[int, int]) -> Iterator[Case]:
    for _, _, place in spent(sheet):
        settled = figure(sheet, place / "settlement")
        if settled:
            yield Case(amount(sheet, place / "settlement_general", settled + random.randint(*more)))


def _general_above(sheet: Sheet, random: Random) -> Iterator[Case]:
    yield from _general(sheet, random, (1, 500))


def _general_equal(sheet: Sheet, random: Random) -> Iterator[Case]:
    yield from _general(sheet, random, (0, 0))


def _counted_twice(sheet: Sheet, random: Random) -> Iterator[Case]:
    """The total holds one line's amount twice, as where a relisted line was counted too."""
    for _, year, place in spent(sheet):
        total = Place("/totals") / year / "budget"
        held, line = figure(sheet, total), figure(sheet, place / "budget") or 0
        if held and line >= 100:
            yield Case(amount(sheet, total, held + line))


def _written_otherwise(sheet: Sheet, random: Random) -> Iterator[Case]:
    """The same totals without commas, or in full width."""
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    for year in sheet.totals.years:
        place = Place("/totals") / year.fiscal_year / "budget"
        held = figure(sheet, place)
        if held:
            yield Case(amount(sheet, place, str(held)))
            yield Case(amount(sheet, place, f"{held:,}".translate(wide)))


def _line_named_otherwise(sheet: Sheet, random: Random) -> Iterator[Case]:
    """The budget line of a project under a slightly other name."""
    planned = {project.name for direction in sheet.directions for project in direction.work_plan.projects}
    for _, line, place in each_line(sheet):
        name = line.name or ""
        if name in planned and name.endswith("事業") and not line.relisted_from:
            other = name.removesuffix("事業") + random.choice(["推進事業", "運営事業", "実施事業"])
            yield Case(text(sheet, place / "name", other))


def _line_of_a_subsidy(sheet: Sheet, random: Random) -> Iterator[Case]:
    """A line named after what is paid is another thing than the project."""
    for _, line, place in each_line(sheet):
        name = line.name or ""
        if name.endswith("事業") and not line.relisted_from:
            yield Case(
                text(sheet, place / "name", name.removesuffix("事業") + random.choice(["補助金", "委託料"]))
            )


def _newly_added(sheet: Sheet, random: Random, is_right: bool) -> Iterator[Case]:
    """「新規の登録は3件」 of a count that adds up, which grew by more, or by no more."""
    year = sheet.fiscal_year
    for series in each_series(sheet):
        now, last = series.indicator.at(year), series.indicator.at(year - 1)
        if series.direction is None or not now or not last:
            continue
        after, before, unit = now.actual.number, last.actual.number, now.actual.unit
        if after is None or before is None or after - before < 2 or unit in ("", "%", "回"):
            continue
        figures = (after - before, after - before + 3) if is_right else (0, (after - before) // 2)
        place = Place("/directions") / series.direction.key / "check" / "general"
        deed = random.choice(["登録", "公開", "加入"])
        named = text(sheet, series.place / "indicator" / "name", f"台帳への{deed}数")
        for told in figures:
            sentence = f"台帳への{deed}数は{now.actual.written}で、新規{deed}数は{int(told)}{unit}となった。"
            yield Case(text(named, place, f"{get(sheet, place)}\n{sentence}"))


def _new_below_growth(sheet: Sheet, random: Random) -> Iterator[Case]:
    yield from _newly_added(sheet, random, False)


def _new_and_growth(sheet: Sheet, random: Random) -> Iterator[Case]:
    yield from _newly_added(sheet, random, True)


def _too_many_other_hours(sheet: Sheet, random: Random) -> Iterator[Case]:
    yield from _other_hours(sheet, random, (110, 260))


def _enough_other_hours(sheet: Sheet, random: Random) -> Iterator[Case]:
    yield from _other_hours(sheet, random, (50, 97))


def _other_hours(sheet: Sheet, random: Random, share: tuple[int, int]) -> Iterator[Case]:
    """One row's hours of other staff raised to this share of what a year of them gives, the other rows left."""
    staff = sheet.head.other_staff.number
    if not staff:
        return
    for row in sheet.schedule.rows:
        others = sum((one.other_hours.number or Decimal(0)) for one in sheet.schedule.rows if one is not row)
        wanted = int(staff * 1868 * random.randint(*share) / 100 - others)
        if wanted > 0:
            yield Case(entry(sheet, Place("/schedule") / row.key / "other_hours", f"{wanted:,}H"))


def _relisted_without_a_source(sheet: Sheet, random: Random) -> Iterator[Case]:
    for _, line, place in each_line(sheet):
        if line.relisted_from:
            yield Case(
                text(put(sheet, place / "relisted_from", None), place / "name", f"{line.name}（再掲）")
            )
    for _, project, place in each_project(sheet):
        if project.relisted_from:
            named = text(sheet, place / "name", f"{project.name}（再掲）")
            yield Case(put(named, place / "relisted_from", None))


def _original_of_a_relisting(sheet: Sheet, random: Random) -> Iterator[Case]:
    for _, line, place in each_line(sheet):
        if not line.relisted_from:
            yield Case(text(sheet, place / "name", f"{line.name}（再掲元）"))


KINDS = (
    Kind("金額", "決算のうち一般財源が決算額を超える", ("general-revenue-within-amount",), _general_above, _general_equal),
    Kind("金額", "総括表で一つの費目を二度数える", ("total-is-the-sum-of-lines",), _counted_twice, _written_otherwise),
    Kind("金額", "繰越明許分が決算額を超える", ("carried-over-within-settlement",), _carried_above_settlement, _carried_all),
    Kind("金額", "再掲元の書かれていない再掲", ("relisted-has-an-original",), _relisted_without_a_source, _original_of_a_relisting),
    Kind("目標", "理由なく下げた目標", ("lowered-target-has-a-reason", "target-is-above-last-actual"), _lowered_without_a_reason, _lowered_with_a_reason, Severity.NOTE),
    Kind("目標", "小数点を落とした割合", ("figures-stay-in-scale",), _point_lost, _point_right),
    Kind("同じ事実", "同じ指標の目標が二か所で違う", ("same-quantity-same-figures",), _target_told_differently, _target_not_told_again),
    Kind("文章", "新規の数より総数の伸びが大きい", ("newly-added-agrees-with-growth",), _new_below_growth, _new_and_growth),
    Kind("名称", "一つの予算科目コードが二つの費目にある", ("account-code-stands-once",), _code_twice, _code_of_the_original, Severity.NOTE),
    Kind("名称", "予算費目の事業名が少し違う", ("project-is-named-alike",), _line_named_otherwise, _line_of_a_subsidy),
    Kind("従事時間", "その他職員の従事時間が職員数を超える", ("hours-fit-the-staff",), _too_many_other_hours, _enough_other_hours),
)  # fmt: skip
