"""The final text of a record: plain text that can be read as it is, with the place of each paragraph and outcome."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from secretariat.meetings.revisions import Outcome, ParticipantShot, PartShot, Snapshot
from secretariat.meetings.wording import paragraphs
from secretariat.network.guarded import Confidentiality

from .due import last_day
from .models import Kind

FORMS: Final = {len("2021-07-31"): "j F Y", len("2021-07"): "F Y"}
NARROWNESS: Final = {level: at for at, level in enumerate(Confidentiality.values)}


@dataclass(slots=True)
class FinalText:
    """A text as it grows: its characters, its blocks, and where the words of each outcome stand."""

    text: str = ""
    blocks: list[dict[str, Any]] = field(default_factory=list)
    places: dict[str, tuple[int, int]] = field(default_factory=dict)

    def add(self, kind: str, words: str, *, opens: str = "", level: int = 0, marker: str = "") -> int:
        """Add a block of its own and return where its words begin; ``opens`` are the signs before them."""
        before = "" if not self.text else "\n" if kind == "item" and self._in_list() else "\n\n"
        start = len(self.text) + len(before) + len(opens)
        self.text += before + opens + words
        block = {"kind": kind, "start": start, "end": start + len(words), "level": level, "marker": marker}
        nothing: dict[str, Any] = {"checked": None, "cells": [], "table": None, "header": False, "page": None}
        self.blocks.append({**block, **nothing})
        return start

    def _in_list(self) -> bool:
        """Say whether the last block is an item."""
        return bool(self.blocks) and self.blocks[-1]["kind"] == "item"


def final_text(snapshot: Snapshot, *, revision: int, made_at: datetime) -> FinalText:
    """Return the text of a final revision.

    It holds no outcome of a narrower level than the record's, and under the Chatham House Rule nobody's name
    from the list of participants.
    """
    made = FinalText()
    made.add("heading", _flat(snapshot["meeting"]["title"]), level=1)
    for line in _head(snapshot["meeting"]):
        made.add("paragraph", line)
    day = date_format(made_at, "j F Y")
    made.add("paragraph", _("Final record, revision %(number)s, %(day)s") % {"number": revision, "day": day})
    if snapshot["participants"] and snapshot["level"] != Confidentiality.CHATHAM:
        made.add("heading", _("Participants"), level=2)
        for person in snapshot["participants"]:
            made.add("item", _person(person), opens="- ", marker="-")
    for part in snapshot["parts"]:
        _add_part(made, part, snapshot["level"])
    loose = _told(snapshot["loose"], snapshot["level"])
    if loose:
        made.add("heading", _("Other outcomes"), level=2)
        _add_outcomes(made, loose)
    made.text += "\n"
    return made


def _add_part(made: FinalText, part: PartShot, level: str) -> None:
    """Add one part: heading, paragraphs, outcomes."""
    made.add("heading", _flat(f"{part['number']} {part['heading']}"), level=2)
    for _at, words in paragraphs(part["text"]):
        made.add("paragraph", words)
    _add_outcomes(made, _told(part["outcomes"], level))


def _add_outcomes(made: FinalText, outcomes: list[Outcome]) -> None:
    """Add outcomes, and keep where the words of each stand."""
    for outcome in outcomes:
        label = _("Decision") if outcome["kind"] == Kind.DECISION else _("Action point")
        opening, words = f"{label}: ", _flat(outcome["text"])
        tail = "".join(f" {part}" for part in _facts(outcome))
        start = made.add("paragraph", f"{opening}{words}{tail}") + len(opening)
        made.places[outcome["ref"]] = (start, start + len(words))


def _told(outcomes: list[Outcome], level: str) -> list[Outcome]:
    """Return the outcomes that may travel as far as the record."""
    return [row for row in outcomes if NARROWNESS[row["level"]] <= NARROWNESS[level]]


def _facts(outcome: Outcome) -> Iterator[str]:
    """Yield what the words of an action may not say: who, and by when."""
    if outcome["owners"]:
        yield _("(Owner: %s)") % "; ".join(map(_flat, outcome["owners"]))
    due = outcome["due_text"] or _day(outcome["due"])
    if due and _flat(due) not in _flat(outcome["text"]):
        yield _("(Due: %s)") % _flat(due)


def _day(due: str) -> str:
    """Return a day or a month in words; a longer period as the register writes it."""
    form = FORMS.get(len(due)) if due.replace("-", "").isdigit() else None
    day = last_day(due) if form else None
    return date_format(day, form) if day else due


def _head(meeting: dict[str, str]) -> Iterator[str]:
    """Yield the lines below the title."""
    if meeting["body"]:
        yield _flat(meeting["body"])
    days = [_day(meeting[key]) for key in ("date", "end_date") if meeting[key]]
    hours = "–".join(meeting[key] for key in ("start", "end") if meeting[key])
    when = ", ".join(part for part in (" – ".join(days), f"{hours} {meeting['timezone']}".strip()) if part)
    if when:
        yield when
    if meeting["place"]:
        yield _flat(meeting["place"])


def _person(person: ParticipantShot) -> str:
    """Return a line of the participants' list."""
    words = [person[key] for key in ("name", "title", "organization") if person[key]]
    notes = [person["role"], person["attendance"] if person["attendance"] != "present" else ""]
    if person["represented_by"]:
        notes.append(_("represented by %s") % person["represented_by"])
    said = ", ".join(note for note in notes if note)
    return _flat(", ".join(words) + (f" ({said})" if said else ""))


def _flat(words: str) -> str:
    """Return words on one line."""
    return " ".join(words.split())
