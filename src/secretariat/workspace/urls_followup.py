"""Addresses of progress and follow-up."""

from __future__ import annotations

from django.urls import path

from .views import arising, follow_up, followup, lineage, releasing, steps

urlpatterns = [
    path("actions/<int:pk>/progress/", followup.report, name="report"),
    path("actions/<int:pk>/step/<slug:slug>/", steps.step, name="step"),
    path("actions/<int:pk>/undo/", steps.undo, name="undo-step"),
    path("actions/<int:pk>/decision/", lineage.follows, name="follows"),
    path("decisions/<int:pk>/relate/", lineage.relate, name="relate"),
    path("decisions/<int:pk>/object/", lineage.set_object, name="decision-object"),
    path("decisions/ties/<int:pk>/undo/", lineage.unrelate, name="unrelate"),
    path("decisions/file/<slug:form>/", arising.decisions, name="decisions-file"),
    path("meetings/<int:pk>/arising/", arising.page, name="arising"),
    path("meetings/<int:pk>/arising/file/<slug:form>/", arising.document, name="arising-file"),
    path("meetings/<int:pk>/arising/<int:action>/", arising.carry, name="arising-carry"),
    path("meetings/<int:pk>/arising/<int:action>/discussed/", arising.note, name="arising-note"),
    path("meetings/<int:pk>/decisions/<slug:form>/", arising.decisions_of_meeting, name="meeting-decisions-file"),
    path("follow-up/", follow_up.follow_up, name="follow-up"),
    path("network/bodies/<slug:slug>/escalation/", follow_up.escalation, name="escalation"),
    path("<kind:kind>/<int:pk>/release/", releasing.release, name="release"),
    path("actions/evidence/<int:pk>/", followup.evidence, name="progress-evidence"),
]
