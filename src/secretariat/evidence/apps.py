"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """Name and label of the room."""

    name = "secretariat.evidence"
    label = "evidence"
