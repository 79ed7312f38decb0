"""頼まれたこと — what a request asks for, checked: numbers, op ids, places. What cannot be meant is E-REQUEST."""

import re
import uuid

from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from hyoka.workflow import Move

_OP_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
_LONGEST_NUMBER = 15


def new_op_id() -> str:
    """What a form carries, so that a double click does it once."""
    return str(uuid.uuid4())


def op_id(request: HttpRequest) -> str:
    given = request.POST.get("op_id", "")
    if not _OP_ID.fullmatch(given):
        raise BadRequest("op_id")
    return given


def op_id_asked(request: HttpRequest) -> str:
    """The op id in the address of a page that tells of it; "" where there is none."""
    given = request.GET.get("op_id", "")
    return given if _OP_ID.fullmatch(given) else ""


def number(text: str) -> int:
    """Raises BadRequest."""
    if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER):
        raise BadRequest("number")
    return int(text)


def move(text: str) -> Move:
    """Raises BadRequest."""
    try:
        return Move(text)
    except ValueError as error:
        raise BadRequest("move") from error


def place(text: str) -> str:
    """A place of a sheet, as far as its letters go. Raises BadRequest."""
    if text and not (text.startswith("/") and text.isprintable() and len(text) <= 255):
        raise BadRequest("place")
    return text


def back(request: HttpRequest, otherwise: str) -> str:
    """Where to go afterwards: a page of this server only."""
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, None) and wanted.startswith("/")
    return wanted if is_ours else otherwise


def wants(request: HttpRequest, kind: str) -> bool:
    """Whether the page asks for a fragment or JSON instead of a whole page."""
    return kind in (request.GET.get("format"), request.POST.get("format"))
