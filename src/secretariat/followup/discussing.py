"""An action was taken up at a meeting."""

from __future__ import annotations

from django.utils import timezone

from secretariat.history.recording import Gesture, writing
from secretariat.meetings.models import Meeting
from secretariat.network.access import Verb, require
from secretariat.network.models import User
from secretariat.register.entries import locked
from secretariat.register.models import ActionPoint

from .models import Discussion
from .states import Deed, expect


def discuss(actor: User, *, action: ActionPoint, meeting: Meeting, text: str = "") -> Discussion:
    """Note that an action was discussed at a meeting, with a line on it; noting it again puts the new line there."""
    require(actor, Verb.EDIT, action)
    require(actor, Verb.READ, meeting)
    with writing():
        row = locked(action)
        expect(row, Deed.DISCUSS)
        values = {"text": text.strip(), "at": timezone.now(), "by": actor}
        noted, _created = Discussion.objects.update_or_create(action=row, meeting=meeting, defaults=values)
        Gesture(actor).record("discuss", row, data={"meeting": meeting.pk, "text": noted.text}, reason=noted.text)
    return noted
