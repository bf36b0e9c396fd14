"""A person at work on one document: takes proposals up, decides on them, leaves the events."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from secretariat.history.recording import Gesture, writing
from secretariat.history.refusals import Conflict, Refused
from secretariat.meetings.models import AgendaItem, Attendance, Meeting
from secretariat.network.access import Verb, require
from secretariat.network.models import User
from secretariat.network.selectors import Directory, directory
from secretariat.sources.models import Document

from . import making, snapshots, ties
from .entries import told
from .making import Made
from .models import ActionPoint, Decision, Entry, Kind, Proposal

State = Proposal.State
WITH_FIRST = "confirmed with the first finding"


@dataclass(frozen=True, slots=True)
class Desk:
    """One gesture of one person on one document."""

    actor: User
    document: Document
    gesture: Gesture
    directory: Directory

    def take(self, proposal: Proposal, version: int | None = None) -> Proposal:
        """Return the proposal as it stands now.

        Raises:
            Conflict: when it is not the version that the actor saw.
        """
        row = Proposal.objects.select_for_update().get(pk=proposal.pk, document=self.document)
        if version is not None and version != row.version:
            raise Conflict
        return row

    def confirm(self, proposal: Proposal, verb: str, basis: str = "") -> None:
        """Make a proposal an entry of the register."""
        meeting = None if proposal.kind == Kind.MEETING else self.meeting()
        entry = entry_of(proposal) or self._meeting_there(proposal)
        before = snapshots.before(proposal, entry)
        made = self._make(proposal, entry, meeting)
        proposal.entry = made
        self.decide(proposal, State.CONFIRMED, basis)
        self.gesture.record(verb, proposal, data={"before": before, "kind": proposal.kind}, reason=basis)
        data = {"proposal": proposal.pk, "values": proposal.payload, "quote": proposal.quote}
        data["after"] = snapshots.taken(made)
        self.gesture.record("enter", made, data=data, reason=basis)
        if isinstance(made, Decision):
            self._link_actions(proposal, made)

    def decide(self, proposal: Proposal, state: str, basis: str) -> None:
        """Write what was decided on a proposal."""
        proposal.state, proposal.basis = state, basis
        decided = state != State.PROPOSED
        proposal.decided_by = self.actor if decided else None
        proposal.decided_at = timezone.now() if decided else None
        proposal.version += 1
        proposal.save()

    def withdraw(self, entry: Made, verb: str, reason: str) -> None:
        """Take an entry out of the register; its row and its history stay.

        Raises:
            Refused: for an entry that another one goes on with, or that goes on with another.
        """
        if isinstance(entry, ActionPoint | Decision) and ties.is_tied(entry):
            message = _("%s is tied to others by now. Take that back on its page first.")
            raise Refused("tied", message % entry.reference)
        before = snapshots.taken(entry)
        entry.state = "proposed"
        entry.version += 1
        entry.save()
        self.gesture.record(verb, entry, data=told(before, entry), reason=reason)

    def meeting(self) -> Meeting | None:
        """Return the meeting of the document; its header is confirmed with the first finding.

        A header that was rejected is left so: the entries then belong to no meeting.
        """
        meeting = Meeting.objects.filter(document=self.document).first()
        if meeting is not None and not meeting.is_draft():
            return meeting
        header = (
            Proposal.objects.select_for_update()
            .filter(document=self.document, kind=Kind.MEETING, state=State.PROPOSED, same_as=None)
            .last()
        )
        if header is None:
            return None
        self.confirm(header, "confirm", str(_(WITH_FIRST)))
        return Meeting.objects.get(document=self.document)

    def _make(self, proposal: Proposal, entry: Made | None, meeting: Meeting | None) -> Made:
        """Write the row that a proposal becomes; one taken back before is put in again."""
        made = entry or self._blank(proposal, meeting)
        for field in ("reading", "start", "end", "page", "quote"):
            setattr(made, field, getattr(proposal, field))
        payload = {**proposal.payload, "section": proposal.section}
        if isinstance(made, Meeting):
            payload = making.with_plan(made, payload)
        making.fill(made, proposal.kind, payload, self.directory)
        if isinstance(made, Entry):
            made.meeting, made.body = meeting, meeting.body if meeting else None
            made.state = making.standing_state(proposal.kind, payload)
        else:
            made.state = "confirmed"
        if isinstance(made, ActionPoint):
            made.follows = _decision_of(payload)
        made.version += 1 if made.pk else 0
        made.save()
        if isinstance(made, ActionPoint):
            making.set_owners(made, making.holdings(payload, self.directory))
        return made

    def _meeting_there(self, proposal: Proposal) -> Meeting | None:
        """Return the meeting that the document has already, for a header: a document has one."""
        return Meeting.objects.filter(document=self.document).first() if proposal.kind == Kind.MEETING else None

    def _blank(self, proposal: Proposal, meeting: Meeting | None) -> Made:
        """Return a new row of the proposal's kind."""
        level = self.document.confidentiality
        if proposal.kind == Kind.MEETING:
            return Meeting(document=self.document, confidentiality=level)
        if proposal.kind in making.ENTRY_MODELS:
            model = making.ENTRY_MODELS[proposal.kind]
            return model(document=self.document, confidentiality=level, created_by=self.actor)
        if meeting is None:
            raise Refused("no_meeting", _("Confirm the meeting first: this belongs to it."))
        line = Attendance if proposal.kind == Kind.PARTICIPANT else AgendaItem
        return line(meeting=meeting, order=proposal.order)

    def _link_actions(self, proposal: Proposal, decision: Decision) -> None:
        """Tie the confirmed actions that carry this decision out to it."""
        following = Proposal.objects.filter(
            document=self.document,
            kind=Kind.ACTION_POINT,
            state=State.CONFIRMED,
            payload__follows=proposal.pk,
        )
        ids = following.values_list("entry_id", flat=True)
        for action in ActionPoint.objects.filter(pk__in=list(ids), follows=None):
            before = snapshots.taken(action)
            action.follows = decision
            action.version += 1
            action.save()
            self.gesture.record("link", action, data={"follows": decision.pk, **told(before, action)})


@contextmanager
def desk(actor: User, document: Document) -> Iterator[Desk]:
    """Open the desk: one transaction; gestures on one document wait for one another.

    Raises:
        NotAllowed: when the actor does not review documents.
    """
    require(actor, Verb.REVIEW, document)
    with writing():
        locked = Document.objects.select_for_update().get(pk=document.pk)
        yield Desk(actor, locked, Gesture(actor, locked), directory())
        registered = Proposal.objects.filter(document=locked, state=State.CONFIRMED).exists()
        if registered != locked.registered:
            locked.registered = registered
            locked.save(update_fields=["registered"])


def entry_of(proposal: Proposal) -> Made | None:
    """Return the row that a proposal became."""
    entry = proposal.entry
    return entry if isinstance(entry, Meeting | Attendance | AgendaItem | Entry) else None


def _decision_of(payload: dict[str, object]) -> Decision | None:
    """Return the decision that an action carries out, where it is in the register."""
    follows = payload.get("follows")
    known = follows if isinstance(follows, int) else 0
    source = Proposal.objects.filter(pk=known, state=State.CONFIRMED).first()
    found = source.entry if source else None
    return found if isinstance(found, Decision) else None
