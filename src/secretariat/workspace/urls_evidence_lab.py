"""Addresses of labs."""

from __future__ import annotations

from django.urls import path

from .views import evidence_lab, evidence_lab_changes

urlpatterns = [
    path("evidence/labs/", evidence_lab.labs, name="evidence-labs"),
    path("evidence/labs/new/", evidence_lab_changes.new, name="new-evidence-lab"),
    path("evidence/labs/<int:pk>/", evidence_lab.lab, name="evidence-lab"),
    path("evidence/labs/<int:pk>/brief/<slug:form>/", evidence_lab.brief, name="evidence-lab-brief"),
    path("evidence/labs/<int:pk>/change/", evidence_lab_changes.change, name="change-evidence-lab"),
    path("evidence/labs/<int:pk>/state/", evidence_lab_changes.set_state, name="evidence-lab-state"),
    path("evidence/labs/<int:pk>/proposals/", evidence_lab_changes.decide, name="evidence-lab-proposals"),
    path("evidence/labs/<int:pk>/add/", evidence_lab_changes.add, name="evidence-lab-add"),
    path("evidence/labs/<int:pk>/items/<int:item>/", evidence_lab_changes.item, name="evidence-lab-item"),
    path("evidence/labs/<int:pk>/outcomes/", evidence_lab.outcome, name="evidence-lab-outcome"),
]
