"""Keys: opaque, short, and the same for the same row always."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from hyoka.values import Key, derive_key

KEY = TypeAdapter(Key)
PARTS = st.lists(st.one_of(st.text(max_size=8), st.integers()), max_size=4)


def test_a_key_is_the_same_for_ever():
    assert derive_key("mishima-2016", 2018, "48") == "knqvtpfz5a"


@given(PARTS, PARTS)
def test_order_and_boundaries_matter(one, other):
    assert (derive_key(*one) == derive_key(*other)) == (one == other)


@given(st.lists(st.text(st.characters(exclude_categories=()), max_size=8), max_size=4))
def test_a_derived_key_is_a_key(parts):
    assert KEY.validate_python(derive_key(*parts)) == derive_key(*parts)
    assert len(derive_key(*parts)) == 10


@pytest.mark.parametrize("bad", ["", "abc", "ABCD", "abc-d", "あいうえ", "a" * 41, "abcd\n"])
def test_what_is_no_key_is_refused(bad):
    with pytest.raises(ValidationError):
        KEY.validate_python(bad)
