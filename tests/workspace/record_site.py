"""A record that is written, on the pages: the scene of the record tests and browsers signed in."""

from __future__ import annotations

from django.test import Client

from tests.meetings.record_scene import RecordScene
from tests.workspace.scenes import signed_in


def url(scene: RecordScene, rest: str = "") -> str:
    """Return an address below the record of the scene."""
    return f"/meetings/{scene.meeting.pk}/record/{rest}"


def browser(scene: RecordScene, who: str) -> Client:
    """Return the browser of somebody."""
    return signed_in(scene.carla if who == "carla" else getattr(scene.cast, who))
