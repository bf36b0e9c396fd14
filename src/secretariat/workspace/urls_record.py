"""Addresses of the record of a meeting and its clearance."""

from __future__ import annotations

from django.urls import include, path

from .views import record, record_clearance, record_outcomes, record_revisions, record_writing

of_record = [
    path("", record.record, name="record"),
    path("begin/", record.begin, name="record-begin"),
    path("file/", record.from_file, name="record-file"),
    path("write/", record_writing.write, name="record-write"),
    path("pulse/", record_writing.pulse, name="record-pulse"),
    path("parts/", record_writing.add_part, name="record-add-part"),
    path("parts/<int:part>/", record_writing.change_part, name="record-part"),
    path("parts/<int:part>/save/", record_writing.save, name="record-save"),
    path("parts/<int:part>/outcomes/", record_outcomes.outcomes, name="record-outcomes"),
    path("parts/<int:part>/<kind:kind>/", record_outcomes.add, name="record-outcome-add"),
    path("parts/<int:part>/<kind:kind>/<int:entry>/", record_outcomes.edit, name="record-outcome"),
    path("parts/<int:part>/comment/", record_clearance.comment, name="record-comment"),
    path("comments/<int:comment>/reply/", record_clearance.reply, name="record-reply"),
    path("comments/<int:comment>/answer/", record_clearance.answer, name="record-answer"),
    path("clearance/", record_clearance.circulate, name="record-circulate"),
    path("clearance/<slug:what>/", record_clearance.step, name="record-step"),
    path("compare/", record_revisions.compare, name="record-compare"),
    path("corrections/", record_revisions.correct, name="record-correct"),
    path("release/", record_revisions.release, name="record-release"),
    path("draft/<slug:form>/", record_revisions.download, name="record-draft"),
    path("revisions/<int:number>/<slug:form>/", record_revisions.download, name="record-download"),
]
urlpatterns = [path("meetings/<int:pk>/record/", include(of_record))]
