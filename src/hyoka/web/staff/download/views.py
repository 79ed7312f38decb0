"""持ち帰り — the sheet as this person may read it, as an attachment that no cache keeps."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header

from hyoka.actions.download import Form, download
from hyoka.store.reach import visible
from hyoka.web.policy import screen
from hyoka.workflow import Action

_TYPES = {
    Form.PDF: "application/pdf",
    Form.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Form.JSON: "application/json",
}


@screen(Action.READ_PUBLISHED)
def file(request: HttpRequest, key: str, form: str) -> HttpResponse:
    if form not in set(Form):
        raise Http404
    if (
        request.method == "HEAD"
    ):  # asked whether it is there: nothing leaves, and the history tells of nothing
        get_object_or_404(visible(request.actor), key=key)
        return HttpResponse(content_type=_TYPES[Form(form)])
    found = download(key=key, form=Form(form), by=request.actor, at=request.now)
    response = HttpResponse(found.data, content_type=_TYPES[Form(form)])
    response["Content-Disposition"] = content_disposition_header(True, found.name) or "attachment"
    response["Cache-Control"] = "no-store, private"
    return response
