"""A record that is written, on the pages: the scene of the record tests, and one on the running site."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass

from django.test import Client

from tests.meetings.record_scene import RecordScene
from tests.workspace.running_site import RunningSite
from tests.workspace.scenes import signed_in


def url(scene: RecordScene, rest: str = "") -> str:
    """Return an address below the record of the scene."""
    return f"/meetings/{scene.meeting.pk}/record/{rest}"


def browser(scene: RecordScene, who: str) -> Client:
    """Return the browser of somebody."""
    return signed_in(scene.carla if who == "carla" else getattr(scene.cast, who))


_BEGUN = """
import sys
import django; django.setup()
from secretariat.meetings import record_writing
from secretariat.meetings.models import AgendaItem, Meeting
from secretariat.network.models import Body, User
ana = User.objects.get(email="ana@example.org")
meeting = Meeting.objects.create(title=sys.argv[1], body=Body.objects.first())
for order, title in enumerate(("Opening", "Returns")):
    AgendaItem.objects.create(meeting=meeting, number=str(order + 1), title=title, order=order)
record = record_writing.begin(ana, meeting=meeting)
opening, returns = record.parts.all()
record_writing.write(ana, part=returns, text=sys.argv[2], base="")
print(meeting.pk, opening.pk, returns.pk)
"""
_WRITTEN = """
import sys
import django; django.setup()
from secretariat.meetings import record_writing
from secretariat.meetings.models import RecordPart
from secretariat.network.models import User
ben = User.objects.get(email="ben@example.org")
part = RecordPart.objects.get(pk=sys.argv[1])
record_writing.write(ben, part=part, text=sys.argv[2], base=part.text)
"""
_KEPT = """
import sys
import django; django.setup()
from secretariat.meetings.models import RecordPart
print(RecordPart.objects.get(pk=sys.argv[1]).text, end="")
"""


@dataclass(frozen=True, slots=True)
class Begun:
    """A record that was begun on the running site, with two parts; ``returns`` has words in it."""

    site: RunningSite
    url: str
    opening: int
    returns: int

    def kept(self) -> str:
        """Return the text of the second part as the site keeps it."""
        return _said(self.site, _KEPT, str(self.returns))

    def written(self, text: str) -> None:
        """Have Ben write the second part."""
        _said(self.site, _WRITTEN, str(self.returns), text)


def begun(site: RunningSite, title: str, text: str) -> Begun:
    """Begin a record on the running site."""
    meeting, opening, returns = _said(site, _BEGUN, title, text).split()
    return Begun(site, f"/meetings/{meeting}/record/write/", int(opening), int(returns))


def _said(site: RunningSite, program: str, *arguments: str) -> str:
    command = [sys.executable, "-c", program, *arguments]
    done = subprocess.run(command, env=site._environment(), check=True, timeout=60, capture_output=True, text=True)
    return done.stdout
