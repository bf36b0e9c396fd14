"""A meeting with an agenda and a body of seats, whose record is written here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from secretariat.meetings import record_writing
from secretariat.meetings.models import AgendaItem, Attendance, Meeting, Record, RecordPart
from secretariat.network.models import Person, Role, Seat, Tenure, User
from secretariat.register import record as records
from secretariat.register.entries import enter
from secretariat.register.models import ActionPoint, Decision
from tests.cast import PASSWORD, Cast, make_cast

OPENING = "The Chair welcomed the members.\n\nThe agenda was adopted as circulated."
RETURNS = "Members spoke of returns. IOM presented the guidance, and members thanked it."


@dataclass(frozen=True, slots=True)
class RecordScene:
    """Carla chairs the committee; IOM has a seat in it (Farid speaks for it), WHO observes (Wanjiru)."""

    cast: Cast
    carla: User
    meeting: Meeting
    record: Record
    opening: RecordPart
    returns: RecordPart
    decision: Decision
    action: ActionPoint

    def fresh(self) -> Record:
        """Return the record as it stands."""
        return Record.objects.get(pk=self.record.pk)

    def circulated(self, *, silence: bool = False) -> Record:
        """Send it into clearance for a week."""
        deadline = timezone.now() + timedelta(days=7)
        records.circulate(self.cast.ana, record=self.fresh(), deadline=deadline, zone="Europe/Zurich", silence=silence)
        return self.fresh()

    def final(self) -> Record:
        """Have it circulated and made final by the chair."""
        records.make_final(self.carla, record=self.circulated())
        return self.fresh()


def make_record_scene(cast: Cast) -> RecordScene:
    """Write the scene."""
    carla = User(email="carla@example.org", name="Carla", role=Role.READER)
    carla.set_password(PASSWORD)
    carla.save()
    seats = {name: Seat.objects.create(body=cast.committee, function=name) for name in ("chair", "member", "observer")}
    Tenure.objects.create(seat=seats["chair"], person=Person.objects.create(name="Carla Brandt", user=carla))
    Tenure.objects.create(seat=seats["member"], entity=cast.iom)
    Tenure.objects.create(seat=seats["observer"], entity=cast.who)
    meeting = Meeting.objects.create(
        title="Executive Committee, fourth meeting",
        body=cast.committee,
        date=date(2031, 3, 4),
        timezone="Europe/Zurich",
    )
    for order, title in enumerate(("Opening", "Returns")):
        AgendaItem.objects.create(meeting=meeting, number=str(order + 1), title=title, order=order)
    Attendance.objects.create(meeting=meeting, name="Lena Okafor", title="Programme Officer", organization="IOM")
    record = record_writing.begin(cast.ana, meeting=meeting)
    opening, returns = record.parts.all()
    record_writing.write(cast.ana, part=opening, text=OPENING, base="")
    record_writing.write(cast.ana, part=returns, text=RETURNS, base="")
    decision = enter(
        cast.ana,
        kind="decision",
        values={"text": "The Committee endorsed the guidance on returns.", "verb": "endorse"},
        meeting=meeting,
        agenda_item=returns.agenda_item,
    )
    action = enter(
        cast.ana,
        kind="action_point",
        values={"text": "IOM to share the guidance.", "owners": ["IOM"], "due": "2031-03-31"},
        meeting=meeting,
        agenda_item=returns.agenda_item,
    )
    assert isinstance(decision, Decision)
    assert isinstance(action, ActionPoint)
    parts = {part.heading: part for part in record.parts.all()}
    return RecordScene(cast, carla, meeting, record, parts["Opening"], parts["Returns"], decision, action)


def written_scene() -> RecordScene:
    """Write cast and scene, for tests that write for real."""
    return make_record_scene(make_cast())


@pytest.fixture
def scene(cast: Cast) -> RecordScene:
    """Return the scene."""
    return make_record_scene(cast)


NOON = datetime(2031, 3, 10, 12, tzinfo=UTC)
