"""Taking the last step back that somebody took with an action: everything it touched is as it was."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from secretariat.history.models import Event
from secretariat.history.recording import Gesture, writing
from secretariat.history.refusals import Refused
from secretariat.history.selectors import events_of
from secretariat.network.access import Verb, require
from secretariat.network.models import User
from secretariat.register import snapshots
from secretariat.register.entries import told
from secretariat.register.models import ActionLink, ActionPoint
from secretariat.register.undo import UNDO, object_of, refuse_changed

STEPS = ("hand_over", "split", "split_off", "merge", "merge_in", "supersede", "go_on", "drop", "reopen")
HARMLESS = (UNDO, "ask", "discuss")


def last_step(action: ActionPoint) -> Event | None:
    """Return what was done last with an action, if it is a step that can be taken back."""
    last = events_of(action).exclude(verb__in=HARMLESS).filter(undone_by=None).order_by("-id").first()
    return last if last is not None and last.verb in STEPS else None


def take_back(actor: User, *, action: ActionPoint) -> list[ActionPoint]:
    """Take the last step with an action back, with all that it did to others; return what it touched.

    Raises:
        NotAllowed: when the actor may not edit one of them.
        Refused: when there is no such step, or something of it was changed since.
    """
    require(actor, Verb.EDIT, action)
    with writing():
        last = last_step(action)
        if last is None:
            raise Refused("nothing_to_undo", _("There is no step with %s to take back.") % action.reference)
        events = list(Event.objects.filter(batch=last.batch).order_by("-id"))
        refuse_changed(events, HARMLESS)
        gesture, rows = Gesture(actor), {}
        for event in events:
            row = _row(actor, event)
            rows[row.pk] = row
            before = snapshots.taken(row)
            _restore(row, event)
            gesture.record(UNDO, row, data={"verb": event.verb, **told(before, row)}, undoes=event)
    return [rows[pk] for pk in sorted(rows)]


def _row(actor: User, event: Event) -> ActionPoint:
    """Return the action of an event, held for change, as it stands."""
    found = object_of(event)
    require(actor, Verb.EDIT, found)
    return ActionPoint.objects.select_for_update().get(pk=found.pk)


def _restore(row: ActionPoint, event: Event) -> None:
    """Put an action back to what it was before an event, and the ties that the event made or ended."""
    now = timezone.now()
    _set_ended(event.data.get("links", ()), now)
    _set_ended(event.data.get("ended", ()), None)
    if event.verb == "split_off":
        row.state = ActionPoint.State.PROPOSED
        row.version += 1
        row.save()
    elif "before" in event.data:
        snapshots.put_back(row, event.data["before"])


def _set_ended(numbers: Iterable[int], moment: object) -> None:
    """Let ties end at a moment, or stand again."""
    for link in ActionLink.objects.filter(pk__in=list(numbers)):
        link.ended_at = moment  # type: ignore[assignment]
        link.save()
