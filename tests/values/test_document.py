"""Documents never change and take nothing they do not know."""

import pytest
from pydantic import ValidationError

import hyoka.plan
import hyoka.values
from hyoka.values import Document


class Memo(Document):
    """A memo.

    >>> "an example for us"
    'an example for us'
    """

    text: str


def test_a_document_never_changes():
    with pytest.raises(ValidationError):
        Memo(text="前").text = "後"  # type: ignore[misc]


def test_an_unknown_field_is_refused():
    with pytest.raises(ValidationError):
        Memo(text="前", txet="後")  # type: ignore[call-arg]


def test_a_published_schema_is_without_our_examples():
    assert Memo.model_json_schema()["description"] == "A memo."


@pytest.mark.parametrize("package", [hyoka.values, hyoka.plan])
def test_every_field_carries_its_japanese_label(package):
    documents = [
        value for value in vars(package).values() if isinstance(value, type) and issubclass(value, Document)
    ]
    unlabelled = [
        f"{document.__name__}.{name}"
        for document in documents
        for name, field in document.model_fields.items()
        if not field.title or field.title.isascii()
    ]
    assert len(documents) > 4 and unlabelled == []
