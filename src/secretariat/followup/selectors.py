"""Questions asked of what is open: what needs somebody, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import IO, TYPE_CHECKING, Generic, TypedDict, TypeVar

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from secretariat.history.refusals import Refused
from secretariat.meetings.models import Meeting
from secretariat.meetings.selectors import held
from secretariat.network.access import Actor, Verb, may, require
from secretariat.register.conditions import owned_by
from secretariat.register.conditions import unassigned as without_holder
from secretariat.register.models import ActionPoint, Kind, Proposal
from secretariat.register.selectors import counts, entries
from secretariat.sources.models import Document, Revision
from secretariat.sources.selectors import documents, in_state
from secretariat.sources.storage import path_of

from .models import ProgressNote

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

Row = TypeVar("Row", bound=models.Model)

SHOWN = 5
BY_DUE = (F("due_date").asc(nulls_last=True), "pk")


def unassigned(actor: Actor) -> QuerySet[ActionPoint]:
    """Return the live actions that nobody holds."""
    return _actions(actor).filter(without_holder())


def overdue(actor: Actor) -> QuerySet[ActionPoint]:
    """Return the actions whose last day has gone by, the longest first."""
    return _actions(actor).filter(ActionPoint.overdue(timezone.localdate())).order_by(*BY_DUE)


def due_soon(actor: Actor, days: int = 14) -> QuerySet[ActionPoint]:
    """Return the running actions that are due within so many days."""
    today = timezone.localdate()
    running = Q(state__in=(ActionPoint.State.OPEN, ActionPoint.State.IN_PROGRESS))
    span = Q(due_date__range=(today, today + timedelta(days=days)))
    return _actions(actor).filter(running & span).order_by(*BY_DUE)


def to_review(actor: Actor) -> QuerySet[ActionPoint]:
    """Return the standing actions that are up for review, those without a day first."""
    rows = _actions(actor).filter(ActionPoint.up_for_review(timezone.localdate()))
    return rows.order_by(F("review_date").asc(nulls_first=True), "pk")


def mine(actor: Actor) -> QuerySet[ActionPoint]:
    """Return the live actions that the user or the user's entity holds, by due date."""
    user = require(actor, Verb.READ)
    rows = _actions(actor).filter(owned_by(user, "mine"), state__in=ActionPoint.LIVE)
    return rows.order_by(*BY_DUE)


class Waiting(TypedDict):
    """How many findings of a document wait for a person."""

    to_decide: int


def to_confirm(actor: Actor) -> QuerySet[WithAnnotations[Document, Waiting]]:
    """Return the documents with findings that wait for a person, with how many (``to_decide``)."""
    if not may(actor, Verb.REVIEW):
        return Document.objects.none().annotate(to_decide=Count("pk"))
    waiting = Q(proposals__state=Proposal.State.PROPOSED, proposals__same_as=None)
    some = Proposal.objects.filter(document=OuterRef("pk"), state=Proposal.State.PROPOSED, same_as=None)
    return documents(actor).filter(Exists(some)).annotate(to_decide=Count("proposals", filter=waiting))


@dataclass(frozen=True, slots=True)
class Few(Generic[Row]):
    """The first few of a list, and how many there are."""

    rows: list[Row]
    count: int


@dataclass(frozen=True, slots=True)
class Home:
    """What needs this user, and what happened last."""

    to_confirm: Few[WithAnnotations[Document, Waiting]]
    not_read: Few[Document]
    unassigned: Few[ActionPoint]
    overdue: Few[ActionPoint]
    due_soon: Few[ActionPoint]
    to_review: Few[ActionPoint]
    mine: Few[ActionPoint]
    meetings: Few[Meeting]
    counts: dict[str, int]


def home(actor: Actor) -> Home:
    """Return what the first page shows."""
    failed = in_state(actor, Revision.State.FAILED) if may(actor, Verb.UPLOAD) else Document.objects.none()
    return Home(
        to_confirm=few(to_confirm(actor)),
        not_read=few(failed),
        unassigned=few(unassigned(actor)),
        overdue=few(overdue(actor)),
        due_soon=few(due_soon(actor)),
        to_review=few(to_review(actor)),
        mine=few(mine(actor)),
        meetings=few(held(actor)),
        counts=counts(actor),
    )


def few(rows: QuerySet[Row], shown: int = SHOWN) -> Few[Row]:
    """Return the first few rows and the number of all."""
    return Few(list(rows[:shown]), rows.count())


def notes(actor: Actor, action: ActionPoint) -> QuerySet[ProgressNote]:
    """Return the reports of progress on an action, latest first."""
    require(actor, Verb.READ, action)
    return action.notes.select_related("by")


def evidence(actor: Actor, note: ProgressNote) -> tuple[IO[bytes], str, str]:
    """Return the file of a note, opened, its name and media type. Serve it as an attachment, never inline."""
    require(actor, Verb.READ, note.action)
    if not note.stored_name:
        raise Refused("no_file", _("This note has no file."))
    return path_of(note.stored_name).open("rb"), note.file_name, "application/octet-stream"


def _actions(actor: Actor) -> QuerySet[ActionPoint]:
    """Return the action points that ``actor`` may read."""
    rows: QuerySet[ActionPoint] = entries(actor, Kind.ACTION_POINT)
    return rows
