"""Addresses of the record of a meeting and its clearance."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
