"""Addresses of documents and their review."""

from __future__ import annotations

from django.urls import path

from .views import documents, finding_forms, findings, review, upload

urlpatterns = [
    path("upload/", upload.upload, name="upload"),
    path("documents/", documents.documents, name="documents"),
    path("documents/progress/", documents.progress, name="documents-progress"),
    path("documents/<int:pk>/", review.review, name="review"),
    path("documents/<int:pk>/original/", documents.original, name="document-original"),
    path("documents/<int:pk>/history/", documents.history, name="document-history"),
    path("documents/<int:pk>/change/", documents.change, name="document-change"),
    path("documents/<int:pk>/read-again/", documents.read_again, name="document-read-again"),
    path("documents/<int:pk>/add/", finding_forms.add, name="finding-add"),
    path("documents/<int:pk>/confirm-all/", findings.confirm_all, name="review-confirm-all"),
    path("documents/<int:pk>/since/", findings.since, name="review-since"),
    path("documents/<int:pk>/undo/", findings.undo, name="review-undo"),
    path("documents/<int:pk>/findings/<int:finding_id>/confirm/", findings.confirm, name="finding-confirm"),
    path("documents/<int:pk>/findings/<int:finding_id>/reopen/", findings.reopen, name="finding-reopen"),
    path("documents/<int:pk>/findings/<int:finding_id>/correct/", finding_forms.correct, name="finding-correct"),
    path("documents/<int:pk>/findings/<int:finding_id>/reject/", finding_forms.reject, name="finding-reject"),
    path("documents/<int:pk>/findings/<int:finding_id>/merge/", finding_forms.merge, name="finding-merge"),
]
