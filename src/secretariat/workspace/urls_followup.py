"""Addresses of progress and follow-up."""

from __future__ import annotations

from django.urls import path

from .views import followup

urlpatterns = [
    path("actions/<int:pk>/progress/", followup.report, name="report"),
    path("evidence/<int:pk>/", followup.evidence, name="evidence"),
]
