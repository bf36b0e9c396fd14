"""Addresses of searching in reports."""

from __future__ import annotations

from django.urls import path

from .views import evidence_search

urlpatterns = [path("evidence/search/", evidence_search.evidence_search, name="evidence-search")]
