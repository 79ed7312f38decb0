"""再掲元は、市のどこかの評価表にある

ほかの施策やほかの課の方向を指す再掲は、指した先の評価表に元の費目・事業があってはじめて、金額が一度だけ数えられます。指した先の方向を
持つ評価表がない、指した先も再掲である、元の名前も予算科目コードも見当たらない、のどれかなら、金額がどこにも書かれていません。
指した先の表が原資料にないとき、その年度の評価表がそろっていないときは何も言いません。
根拠: 様式の注記（再掲で表示されている事業は、再掲元の予算費目及び総括表に予算額及び決算額を記載しています）
直し方: 「施策番号-(方向番号)再掲」の番号を再掲元の課に確かめる。再掲元が事業をやめたのなら、再掲の印を外して金額を書く。
"""

from collections import defaultdict
from collections.abc import Iterator

from hyoka.checks.finding import Severity
from hyoka.checks.whole_city.city import City, named
from hyoka.checks.whole_city.city_finding import CityFinding, Concerned
from hyoka.checks.words.listed import (
    Listed,
    is_told,
    listed_lines,
    listed_projects,
    number_key,
    titled,
)
from hyoka.checks.words.names import names_alike
from hyoka.finance import normal_code
from hyoka.sheet import DirectionSheet, Relisting, Sheet

_Holders = dict[tuple[str, str], list[tuple[Sheet, DirectionSheet]]]


def relisting_is_found_elsewhere(city: City) -> Iterator[CityFinding]:
    holders = holders_of(city)
    for sheet in city.sheets:
        for row in (*listed_lines(sheet), *listed_projects(sheet)):
            if row.relisted_from is not None and _points_away(sheet, row.relisted_from):
                yield from _follow(city, sheet, row, row.relisted_from, holders)


def holders_of(city: City) -> _Holders:
    """Who holds a measure's direction, by both numbers. Two divisions may hold parts of one measure."""
    holders: _Holders = defaultdict(list)
    for sheet in city.sheets:
        for direction in sheet.directions:
            key = number_key(sheet.position.measure_no), number_key(direction.no)
            holders[key].append((sheet, direction))
    return holders


def pointed_at(pointer: Relisting) -> tuple[str, str]:
    return number_key(pointer.measure_no), number_key(pointer.direction_no)


def is_original(row: Listed, other: Listed) -> bool:
    """The other row bears the name, or the account code, of the relisted one."""
    codes = (_code(row), _code(other))
    return names_alike(row.name, other.name) or (bool(codes[0]) and codes[0] == codes[1])


def _code(row: Listed) -> str:
    return normal_code(row.line.account_code or "") if row.line else ""


def _points_away(sheet: Sheet, pointer: Relisting) -> bool:
    """Out of this sheet: what it points at within itself is the business of the sheet's own check."""
    measure, direction = pointed_at(pointer)
    own = {number_key(one.no) for one in sheet.directions}
    return measure != number_key(sheet.position.measure_no) or direction not in own


def _follow(
    city: City, sheet: Sheet, row: Listed, pointer: Relisting, holders: _Holders
) -> Iterator[CityFinding]:
    said = f"「{row.name}」の再掲元 施策{pointer.measure_no}-({number_key(pointer.direction_no)})"
    held = holders.get(pointed_at(pointer), [])
    if not held:
        if city.is_whole:
            message = f"{said} を持つ評価表が、{city.fiscal_year.wareki}にありません。"
            yield _finding(city, sheet, row, Severity.WARNING, message, message)
        return
    if not all(is_told(direction, lines=row.is_line) for _, direction in held):
        return
    originals = [
        (other_sheet, other)
        for other_sheet, direction in held
        for other in (listed_lines if row.is_line else listed_projects)(other_sheet)
        if other.direction is direction and is_original(row, other)
    ]
    if any(other.relisted_from is None for _, other in originals):
        return
    holder, direction = held[0]
    where = f"{named(holder)}{titled(direction)}"
    what = "予算費目表" if row.is_line else "業務計画"
    if originals:
        message = f"{said}（{where}）でも「{originals[0][1].name}」は再掲です。元の{'費目' if row.is_line else '事業'}がどこにもありません。"
        alone = f"{said} でも、この{'費目' if row.is_line else '事業'}は再掲です。"
        yield _finding(city, sheet, row, Severity.WARNING, message, alone, originals[0])
    else:
        message = f"{said}（{where}）の{what}に、この名前{'も予算科目コードも' if _code(row) else 'が'}見当たりません。"
        alone = f"{said} の{what}に、この{'費目' if row.is_line else '事業'}が見当たりません。"
        severity = Severity.WARNING if _code(row) else Severity.NOTE
        yield _finding(city, sheet, row, severity, message, alone)


def _finding(
    city: City,
    sheet: Sheet,
    row: Listed,
    severity: Severity,
    message: str,
    alone: str,
    other: tuple[Sheet, Listed] | None = None,
) -> CityFinding:
    concerned = [Concerned(sheet_key=sheet.key, at=row.place / "name", alone=alone)]
    if other is not None:
        concerned.append(Concerned(sheet_key=other[0].key, at=other[1].place / "name"))
    return CityFinding(
        check="relisting-is-found-elsewhere",
        severity=severity,
        message=message,
        concerned=tuple(concerned),
        fiscal_year=city.fiscal_year,
    )
