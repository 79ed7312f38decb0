"""番地 — of reviewing."""

from django.urls import path

from hyoka.web.staff.review import opinions, record, talk, views, waiting

urlpatterns = [
    path("review/", waiting.waiting, name="review_waiting"),
    path("sheets/<slug:key>/review", views.page, name="review"),
    path("sheets/<slug:key>/move", views.move, name="review_move"),
    path("sheets/<slug:key>/seen", views.seen, name="review_seen"),
    path("sheets/<slug:key>/explain", views.explain, name="review_explain"),
    path("sheets/<slug:key>/record", record.page, name="review_record"),
    path("sheets/<slug:key>/revisions/<int:number>", record.revision, name="review_revision"),
    path("sheets/<slug:key>/threads", talk.threads, name="review_threads"),
    path("sheets/<slug:key>/threads/<int:thread>/reply", talk.reply, name="review_reply"),
    path("sheets/<slug:key>/threads/<int:thread>/state", talk.state, name="review_thread_state"),
    path("sheets/<slug:key>/opinions", opinions.opine, name="review_opine"),
    path("sheets/<slug:key>/opinions/<int:opinion>/answer", opinions.answer, name="review_answer"),
]
