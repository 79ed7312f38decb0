"""値のない欄 — why a target or an actual of a row holds no figure."""

from functools import lru_cache

from hyoka.values import Why, find_absence

absence = lru_cache(maxsize=1 << 14)(find_absence)  # the same few words stand in thousands of rows


def has_no_target(target: str | None) -> bool:
    """Whether a target is rightly not there: a dash, 対象外. A blank one is only missing.

    >>> has_no_target("—"), has_no_target(""), has_no_target("0件")
    (True, False, False)
    """
    return absence(target) in (Why.NONE_SET, Why.NOT_APPLICABLE, Why.NOT_IN_SOURCE)
