"""A committee with seats, and meetings planned for it. Nobody here exists.

Lena chairs. IOM and WHO have a seat each, IOM's with Otto as its alternate; UNICEF observes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256

from django.utils import timezone

from secretariat.meetings import planning
from secretariat.meetings.models import Meeting
from secretariat.meetings.plans import Plan
from secretariat.network.models import Person, Seat, Tenure, User
from secretariat.sources.models import Document, Revision
from tests.cast import Cast

DAY = date(2031, 3, 4)
BEFORE = datetime(2031, 3, 1, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Seats:
    """The seats of the committee."""

    chair: Seat
    iom: Seat
    who: Seat
    unicef: Seat
    otto: Person


def make_seats(cast: Cast) -> Seats:
    """Write the seats of the committee and who holds them."""
    otto = Person.objects.create(name="Otto Brandt", title="Adviser", entity=cast.iom)
    plan = [("Chair", "chair"), ("IOM", "member"), ("WHO", "member"), ("UNICEF", "observer")]
    chair, iom, who, unicef = (
        Seat.objects.create(body=cast.committee, name=name, function=function, order=order)
        for order, (name, function) in enumerate(plan)
    )
    cast.lena.user = account("lena")
    cast.lena.save()
    Tenure.objects.create(seat=chair, person=cast.lena)
    Tenure.objects.create(seat=iom, entity=cast.iom)
    Tenure.objects.create(seat=iom, entity=cast.iom, person=otto, capacity="alternate")
    Tenure.objects.create(seat=who, entity=cast.who)
    Tenure.objects.create(seat=unicef, entity=cast.unicef)
    return Seats(chair, iom, who, unicef, otto)


def account(name: str) -> User:
    """Return a reader's account that anybody may have."""
    user = User(email=f"{name}@example.org", name=name.title(), role="reader")
    user.set_password("correct horse battery staple")
    user.save()
    return user


def a_plan(cast: Cast, **values: object) -> Plan:
    """Return a plan for a meeting of the committee in Zurich."""
    usual: dict[str, object] = {
        "title": "Spring meeting",
        "body": cast.committee,
        "date": DAY,
        "start_time": time(10),
        "end_time": time(11, 30),
        "zone": "Europe/Zurich",
    }
    return Plan(**{**usual, **values})  # type: ignore[arg-type]


def planned(cast: Cast, **values: object) -> Meeting:
    """Return a draft."""
    return planning.plan(cast.ana, plan=a_plan(cast, **values))


def convened(cast: Cast, **values: object) -> Meeting:
    """Return a meeting that is convened."""
    return planning.convene(cast.ana, meeting=planned(cast, **values))


def procedure(cast: Cast, *, sort: str = "silence_procedure", hours: float = 96, **values: object) -> Meeting:
    """Return an open procedure whose deadline lies some hours ahead."""
    deadline = timezone.now() + timedelta(hours=hours)
    words = "The Committee adopts the guidance on returns."
    return convened(cast, title="Guidance on returns", sort=sort, proposal=words, deadline=deadline, **values)


def after(meeting: Meeting, **later: float) -> datetime:
    """Return a moment after the deadline."""
    assert meeting.deadline is not None
    return meeting.deadline + timedelta(**(later or {"seconds": 1}))


def revise(document: Document, by: User) -> Revision:
    """Write the next revision of a document."""
    number = document.revisions.count() + 1
    digest = sha256(f"{document.pk}.{number}".encode()).hexdigest()
    return Revision.objects.create(
        document=document,
        number=number,
        name=f"note {number}.txt",
        sha256=digest,
        size=1,
        stored_name=f"{digest[:2]}/{digest[:32]}",
        uploaded_by=by,
        uploaded_at=timezone.now(),
    )
