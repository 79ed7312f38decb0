"""ファイルの受け口 — a file too large is turned away by its announced size, before a byte of it is written anywhere."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import TemporaryFileUploadHandler

_FORM = 64 * 1024  # of a request that is not the file: the fields of the form, the borders between its parts


class FileTooBig(RequestDataTooBig):
    """The message is meant for the person."""


class BoundedUpload(TemporaryFileUploadHandler):
    """A file on its way into the temporary folder, at most HYOKA_UPLOAD_MB."""

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None
    ) -> None:
        most = settings.HYOKA_UPLOAD_BYTES
        if content_length > most + _FORM:
            raise FileTooBig(
                f"ファイルが大きすぎます（{-(-content_length >> 20)} MB）。{most >> 20} MB までです。"
                "評価表だけのファイルに分けてください。"
            )
