"""Addresses of looking at what reports say together."""

from __future__ import annotations

from django.urls import path

from .views import evidence_practices, evidence_states, evidence_views

urlpatterns = [
    path("evidence/<int:pk>/grid/", evidence_views.grid, name="evidence-grid"),
    path("evidence/<int:pk>/grid/table/", evidence_views.grid_table, name="evidence-grid-table"),
    path("evidence/<int:pk>/counts/", evidence_views.counts, name="evidence-counts"),
    path("evidence/<int:pk>/counts/table/", evidence_views.counts_table, name="evidence-counts-table"),
    path("evidence/<int:pk>/count/", evidence_views.count, name="evidence-count"),
    path("evidence/<int:pk>/cell/", evidence_views.cell, name="evidence-cell"),
    path("evidence/countries/", evidence_states.states, name="evidence-countries"),
    path("evidence/countries/<slug:code>/", evidence_states.state, name="evidence-country"),
    path("evidence/countries/<slug:code>/table/", evidence_states.state_table, name="evidence-country-table"),
    path("evidence/practices/", evidence_practices.practices, name="evidence-practices"),
    path("evidence/practices/table/", evidence_practices.table, name="evidence-practices-table"),
]
