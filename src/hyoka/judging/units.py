"""単位 — which figures may stand beside each other: counters that count the same way, and no others."""

from functools import lru_cache

from hyoka.values import Number, compare_key

# Counters that one clerk writes for another: 1件 and 1回 of a meeting are the same meeting.
_SAME_COUNT = (
    ("件", "回", "個", "つ", "本", "種", "種類", "項目", "事業", "講座", "メニュー", "コンテンツ", "手続", "手続き", "データ"),
    ("人", "名", "者", "人数"),
    ("団体", "組織", "グループ", "組", "社", "事業者", "事業所", "企業", "法人"),
    ("箇所", "か所", "ヶ所", "ケ所", "カ所", "ヵ所", "ヵ所", "所", "施設", "地点", "棟", "地区", "件"),
    ("世帯", "戸", "軒"),
    ("%", "パーセント", "ポイント"),
    ("回", "日", "日間"),
    ("時間", "h"),
    ("㎡", "m2", "平方メートル", "平米"),
    ("t", "トン", "とん"),
    ("km", "キロ", "キロメートル"),
    ("kwh", "キロワット時"),
)  # fmt: skip
_GROUPS = tuple(frozenset(compare_key(word) for word in group) for group in _SAME_COUNT)


@lru_cache(maxsize=4096)
def units_agree(one: str, other: str) -> bool:
    """Whether two units may be compared: the same, counters of the same thing, or one left out.

    >>> units_agree("件", "回"), units_agree("", "人"), units_agree("％", "%")
    (True, True, True)
    >>> units_agree("%", "件"), units_agree("千円", "円"), units_agree("人", "団体")
    (False, False, False)
    """
    one, other = compare_key(one), compare_key(other)
    if one == other or not one or not other:
        return True
    return any(one in group and other in group for group in _GROUPS)


def are_comparable(one: Number, other: Number) -> bool:
    """Whether two figures count the same thing over the same time: 月1回 is not 年12回."""
    spans = {number.per for number in (one, other)} - {"", "年", "年度"}
    return units_agree(one.unit, other.unit) and (not spans or one.per == other.per)
