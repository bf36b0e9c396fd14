"""The words in which a reading is told to people, whether on a terminal or in a mail."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from secretariat.reading.findings import ActionPoint, Decision, Figure, Meeting, Participant, Reading

TO_ASSIGN = "to be assigned"
TO_SET = "no date"
UNDATED_PACES = {"standing"}
"""Paces of which no due date is expected."""
LANGUAGES = {"en": "English", "fr": "French", "es": "Spanish", "ar": "Arabic", "ru": "Russian", "zh": "Chinese"}


def counted(count: int, one: str, many: str | None = None) -> str:
    """Return ``1 decision``, ``10 action points``, ``no figures``."""
    noun = one if count == 1 else many or f"{one}s"
    return f"{count or 'no'} {noun}"


def day(iso: str) -> str:
    """Return ``5 May 2021`` for ``2021-05-05``, ``May 2021`` for ``2021-05``; other periods stay as they are."""
    if re.fullmatch(r"\d{4}-\d\d(-\d\d)?", iso) is None:
        return iso
    when = date.fromisoformat(iso if len(iso) > len("2021-05") else f"{iso}-01")
    return f"{when:%B %Y}" if len(iso) == len("2021-05") else f"{when.day} {when:%B %Y}"


def when(meeting: Meeting) -> str:
    """Return the day or days and the hours of a meeting, as far as given."""
    days = [day(iso) for iso in (meeting.date, meeting.end_date) if iso]
    if meeting.date == meeting.end_date:
        days = days[:1]
    hours = "–".join(time for time in (meeting.start, meeting.end) if time)
    zone = f" ({meeting.timezone})" if meeting.timezone and hours else ""
    return ", ".join(part for part in (" – ".join(days), hours + zone) if part)


def where(meeting: Meeting) -> str:
    """Return mode and place of a meeting, as far as given."""
    return ", ".join(part for part in (meeting.mode, meeting.place) if part)


def file_facts(reading: Reading, name: str) -> str:
    """Return the file's name, its pages and its language."""
    pages = len(reading.source.page_starts)
    language = LANGUAGES.get(reading.language or "", reading.language or "")
    return " · ".join(part for part in (name, counted(pages, "page") if pages else "", language) if part)


def person(participant: Participant) -> str:
    """Return title and organization of a participant, as far as given."""
    parts = [participant.title, participant.organization]
    if participant.represented_by:
        parts.append(f"represented by {participant.represented_by}")
    return ", ".join(part for part in parts if part)


def attendances(reading: Reading) -> list[tuple[str, list[Participant]]]:
    """Return the participants grouped by attendance, those present first."""
    order = ["present", "represented", "apologies", "absent"]
    kinds = sorted(
        {participant.attendance for participant in reading.participants},
        key=lambda kind: (order.index(kind) if kind in order else len(order), kind),
    )
    return [(kind, [one for one in reading.participants if one.attendance == kind]) for kind in kinds]


def decision_facts(decision: Decision) -> list[str]:
    """Return what is known of a decision beside its text and its section."""
    proposer = f"proposed by {decision.proposer}" if decision.proposer else ""
    return [part for part in (decision.manner, proposer) if part]


def due_words(action: ActionPoint) -> str:
    """Return the due date as written, with the day it comes to."""
    if not action.due:
        return action.due_text or ""
    told = day(action.due)
    return f"{action.due_text} ({told})" if action.due_text and told not in action.due_text else told


def figure_words(figure: Figure) -> str:
    """Return what a figure is about."""
    about = figure.subject or figure.unit or ""
    told = "" if about.casefold() in figure.text.casefold() else about
    return f"{told} (as of {day(figure.as_of)})".lstrip() if figure.as_of else told


def action_gap(actions: Sequence[ActionPoint]) -> str:
    """Say how many action points lack an owner or a date; empty where none does.

    A standing action is expected to have no date.
    """
    dated = [action for action in actions if action.pace not in UNDATED_PACES]
    gaps = (
        _share(sum(not action.owners for action in actions), len(actions), "an owner"),
        _share(sum(not (action.due or action.due_text) for action in dated), len(actions), "a date"),
    )
    return ", ".join(gap for gap in gaps if gap)


def _share(without: int, total: int, what: str) -> str:
    if not without:
        return ""
    if total == 1:
        return f"without {what}"
    return f"none has {what}" if without == total else f"{without} without {what}"


def header_gaps(reading: Reading) -> list[str]:
    """Return what the record does not give of what every record should."""
    gaps = []
    if not reading.meeting.date:
        gaps.append("the date of the meeting")
    if not reading.participants:
        gaps.append("who took part")
    if not (reading.decisions or reading.action_points):
        gaps.append("any decision or action point")
    return gaps


def tally(words: Sequence[str]) -> str:
    """Return ``5 suggested, 3 noted``: how often each word occurs, most frequent first."""
    counts = sorted(Counter(words).items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{count} {word}" for word, count in counts)
