"""Addresses of collections and reports."""

from __future__ import annotations

from django.urls import path

from .views import evidence, evidence_downloads, evidence_reports, evidence_upload

urlpatterns = [
    path("evidence/", evidence.collections, name="evidence"),
    path("evidence/new/", evidence.new, name="new-evidence-collection"),
    path("evidence/<int:pk>/", evidence.collection, name="evidence-collection"),
    path("evidence/<int:pk>/change/", evidence.change, name="evidence-change"),
    path("evidence/<int:pk>/open/", evidence.open_to_readers, name="evidence-open"),
    path("evidence/<int:pk>/label-anew/", evidence.label_anew, name="evidence-label-anew"),
    path("evidence/<int:pk>/upload/", evidence_upload.upload, name="evidence-upload"),
    path("evidence/<int:pk>/progress/", evidence.progress, name="evidence-progress"),
    path("evidence/<int:pk>/passages.<slug:form>", evidence_downloads.passages, name="evidence-passages"),
    path("evidence/<int:pk>/coverage.csv", evidence_downloads.coverage, name="evidence-coverage"),
    path("evidence/reports/<int:pk>/", evidence_reports.report, name="evidence-report"),
    path("evidence/reports/<int:pk>/original/", evidence_reports.original, name="evidence-original"),
    path("evidence/reports/<int:pk>/again/", evidence_reports.examine_again, name="evidence-examine-again"),
    path("evidence/reports/<int:pk>/discard/", evidence_reports.discard, name="evidence-discard"),
]
