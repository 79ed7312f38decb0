"""WSGI — what the server calls."""

import os
from collections.abc import Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.utils.http import parse_header_parameters

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hyoka.config.settings")
_office = get_wsgi_application()


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Django fails on a charset that is no charset of texts (base64, zlib) before any code of ours could answer."""
    kind = environ.get("CONTENT_TYPE", "")
    try:
        kind, facts = parse_header_parameters(kind)
        b"aa".decode(facts.get("charset", "utf-8"), "replace")
    except (LookupError, ValueError):
        environ["CONTENT_TYPE"] = kind.partition(";")[0][:100]
    return _office(environ, start_response)
