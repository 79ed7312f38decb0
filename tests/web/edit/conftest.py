"""画面の試験の手もと — the form and the page's script need Django's words, not its database."""

import pytest
from django.conf import settings


@pytest.fixture(scope="session", autouse=True)
def _japanese() -> None:
    if not settings.configured:
        settings.configure(LANGUAGE_CODE="ja", USE_I18N=True)
