"""持ち帰り — the sheet as this person may read it, as an attachment that no cache keeps."""

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from hyoka.actions.download import Form, download
from hyoka.web.policy import screen
from hyoka.workflow import Action

_TYPES = {
    Form.PDF: "application/pdf",
    Form.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Form.JSON: "application/json",
}


@screen(Action.READ_PUBLISHED)
def file(request: HttpRequest, key: str, form: str) -> HttpResponse:
    found = download(key=key, form=Form(form), by=request.actor, at=request.now)
    response = HttpResponse(found.data, content_type=_TYPES[Form(form)])
    response["Content-Disposition"] = content_disposition_header(True, found.name) or "attachment"
    response["Cache-Control"] = "no-store, private"
    return response
