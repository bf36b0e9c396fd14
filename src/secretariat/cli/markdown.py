"""A reading as Markdown that can be pasted in a mail."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from secretariat.reading.findings import ActionPoint, Decision, Reading

from . import wording
from .terminal import safe

_MEANINGFUL = re.compile(r"([\\`*_\[\]<>|~])")
_LINE_START = re.compile(r"^([#+\-=])")


def markdown(reading: Reading, name: str) -> str:
    """Return the record as Markdown, headings and lists only."""
    return "\n".join(_lines(reading, name)).rstrip() + "\n"


def _lines(reading: Reading, name: str) -> Iterator[str]:
    meeting = reading.meeting
    yield f"# {_plain(meeting.title or meeting.body or name)}"
    yield ""
    facts = [wording.when(meeting), wording.where(meeting), meeting.body if meeting.title != meeting.body else ""]
    told = " · ".join(_plain(fact) for fact in facts if fact)
    if told:
        yield from (told, "")
    gaps = wording.header_gaps(reading)
    if gaps:
        yield from (f"*The record does not give: {'; '.join(gaps)}.*", "")
    yield from _participants(reading)
    if reading.agenda:
        yield from _section("Agenda", [_plain(f"{item.number or ''} {item.title}".strip()) for item in reading.agenda])
    yield from _section(_title("decision", len(reading.decisions)), map(_decision, reading.decisions), numbered=True)
    yield from _actions(reading)
    yield from _rest(reading)


def _participants(reading: Reading) -> Iterator[str]:
    for attendance, people in wording.attendances(reading):
        told = [
            f"**{_plain(one.name)}**" + "".join(f", {_plain(fact)}" for fact in (wording.person(one), one.role) if fact)
            for one in people
        ]
        title = "Participants" if attendance == "present" else attendance.capitalize()
        yield from _section(f"{title} ({len(people)})", told)


def _decision(decision: Decision) -> str:
    facts = " · ".join(_plain(fact) for fact in (*wording.decision_facts(decision), decision.section) if fact)
    return _plain(decision.text) + (f" *({facts})*" if facts else "")


def _actions(reading: Reading) -> Iterator[str]:
    actions = reading.action_points
    gap = wording.action_gap(actions)
    title = _title("action point", len(actions)) + (f": {gap}" if gap else "")
    yield from _section(title, map(_action, actions), numbered=True)


def _action(action: ActionPoint) -> str:
    owners = ", ".join(_plain(owner) for owner in action.owners) or f"*{wording.TO_ASSIGN}*"
    due = _plain(wording.due_words(action))
    if not due and action.pace not in wording.UNDATED_PACES:
        due = f"*{wording.TO_SET}*"
    facts = [owners, due, "" if action.pace == "once" else action.pace, _plain(action.section or "")]
    return f"{_plain(action.text)}  \n   " + " · ".join(fact for fact in facts if fact)


def _rest(reading: Reading) -> Iterator[str]:
    figures = [f"**{_plain(one.text)}** {_plain(wording.figure_words(one))}".rstrip() for one in reading.figures]
    earlier = [
        _plain(one.text) + (f" *({_plain(one.status)})*" if one.status else "") for one in reading.previous_actions
    ]
    for title, items in (
        ("Figures", figures),
        ("Open questions", [_plain(one.text) for one in reading.questions]),
        ("Earlier actions", earlier),
        ("To check", [_plain(one.message) for one in reading.problems]),
    ):
        if items:
            yield from _section(title, items)


def _section(title: str, items: Iterable[str], *, numbered: bool = False) -> Iterator[str]:
    yield f"## {title}"
    yield ""
    for number, item in enumerate(items, 1):
        yield f"{number}. {item}" if numbered else f"- {item}"
    yield ""


def _title(noun: str, count: int) -> str:
    words = wording.counted(count, noun)
    return words[:1].upper() + words[1:]


def _plain(words: str) -> str:
    """Return words as one line in which nothing means more than it says."""
    line = _MEANINGFUL.sub(r"\\\1", safe(" ".join(words.split())))
    return _LINE_START.sub(r"\\\1", line)
