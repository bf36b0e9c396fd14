"""Addresses of meetings."""

from __future__ import annotations

from django.urls import path

from .views import meetings

urlpatterns = [
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/<int:pk>/", meetings.meeting, name="meeting"),
]
