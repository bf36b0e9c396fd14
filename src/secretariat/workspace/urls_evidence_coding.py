"""Addresses of reviewing passages."""

from __future__ import annotations

from django.urls import path

from .views import evidence_agreement, evidence_coding, evidence_passage

urlpatterns = [
    path("evidence/<int:pk>/queue/", evidence_coding.queue, name="evidence-queue"),
    path("evidence/<int:pk>/queue/undo/", evidence_coding.undo, name="evidence-queue-undo"),
    path("evidence/coding-settings/", evidence_coding.settings, name="evidence-coding-settings"),
    path("evidence/<int:pk>/agreement/", evidence_agreement.agreement, name="evidence-agreement"),
    path("evidence/<int:pk>/corrections/", evidence_agreement.corrections, name="evidence-corrections"),
    path("evidence/passages/<int:pk>/", evidence_passage.passage, name="evidence-passage"),
    path("evidence/passages/<int:pk>/page.png", evidence_passage.page_image, name="evidence-page-image"),
    path("evidence/passages/<int:pk>/judge/", evidence_coding.judge, name="evidence-judge"),
    path("evidence/passages/<int:pk>/correct/", evidence_coding.correct, name="evidence-correct"),
    path("evidence/passages/<int:pk>/withdraw/", evidence_coding.withdraw, name="evidence-withdraw"),
]
