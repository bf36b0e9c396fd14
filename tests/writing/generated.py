"""Meetings that Hypothesis makes up: realistic, and nasty.

What no reader could tell apart is left out, and nothing else:

- A name has no comma and no bracket in it, bears no ``Dr``, and ends in no full stop: the reader takes such things off a
  name, as it must ("Ann Lee, IOM" in a column of names is somebody from IOM). Nobody stands twice in one list.
- A lone owner with a comma, ``and``, ``&`` or ``/`` in the name is one whom the record lists (else it reads as two);
  beside others any owner may have them, for then semicolons part the owners.
- An action without an owner begins with its verb: "IOM to write" names an owner by itself. No action says the same as
  one of another part: a record that repeats an action in a closing list means one action.
- Paragraphs do not say that the body decided, nor ask anybody to act; an action does not tell its day in its own words.
- What is said with words alone ("before the summer recess") resolves to no day.
- A title of an agenda item does not end in ``and``, a comma or a full stop.
- A meeting that is virtual has no place: one with both is a hybrid one.
- Chinese stands in no PDF where no font of the machine can show it; the writer refuses, which is tested elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from secretariat.writing import ActionPoint, AgendaItem, Decision, MeetingRecord, Part, Participant, Status
from tests.writing import words

ROLES = ("chair", "co-chair", "vice-chair", "coordinator", "secretariat", "rapporteur", "observer")
Maybe = Callable[[SearchStrategy[str]], SearchStrategy[str | None]]


def maybe(strategy: SearchStrategy[str]) -> SearchStrategy[str | None]:
    return st.none() | strategy


@st.composite
def nasty(draw: DrawFn, sentences: Sequence[str], *, begins: bool = True) -> str:
    """Return a sentence with signs in it, and before it, that mean something to some format."""
    sentence = draw(st.sampled_from(sentences))
    if begins and draw(st.integers(0, 5)) == 0:
        sentence = draw(st.sampled_from(words.AT_START)) + sentence
    if draw(st.integers(0, 2)) == 0:
        at = draw(st.integers(1, len(sentence.split())))
        parts = sentence.split()
        sentence = " ".join([*parts[:at], draw(st.sampled_from(words.NASTY)), *parts[at:]])
    return sentence


@st.composite
def participants(draw: DrawFn, code: str, *, chinese: bool) -> tuple[Participant, ...]:
    names = (*words.LATIN_NAMES, *words.OTHER_NAMES, *(words.CHINESE_NAMES if chinese else ()))
    organizations = (*words.ORGANIZATIONS, *(words.CHINESE_ORGANIZATIONS if chinese else ()))
    chosen = draw(st.lists(st.sampled_from(names), max_size=8, unique=True))
    return tuple(draw(participant(name, code, organizations, names)) for name in chosen)


@st.composite
def participant(draw: DrawFn, name: str, code: str, organizations: Sequence[str], names: Sequence[str]) -> Participant:
    attendance = draw(st.sampled_from(("present", "present", "present", "apologies", "absent", "represented")))
    return Participant(
        name=name,
        title=draw(maybe(st.sampled_from(words.TITLES[code]))),
        organization=draw(st.sampled_from(organizations)),
        role=draw(maybe(st.sampled_from(ROLES))) if attendance == "present" else None,
        attendance=attendance,
        represented_by=draw(st.sampled_from(names)) if attendance == "represented" else None,
    )


@st.composite
def dues(draw: DrawFn, code: str, day: date) -> tuple[str | None, str | None]:
    """Return the words and the date of a due date."""
    later = day + timedelta(days=draw(st.integers(1, 500)))
    said = draw(st.sampled_from(words.OCCASIONS[code]))
    return draw(
        st.sampled_from(
            (
                (None, None),
                (None, later.isoformat()),
                (None, f"{later:%Y-%m}"),
                (None, f"{later.year}-Q{(later.month + 2) // 3}"),
                (said, None),
                (said, later.isoformat()),
            )
        )
    )


@st.composite
def actions(draw: DrawFn, texts: list[str], code: str, day: date, known: Sequence[str]) -> ActionPoint:
    text = texts.pop()
    lone = [owner for owner in known if draw(st.booleans())][:1] or [draw(st.sampled_from(words.OWNERS))]
    several = draw(
        st.lists(st.sampled_from((*words.OWNERS, *words.LISTED_OWNERS)), min_size=2, max_size=4, unique=True)
    )
    owners = draw(st.sampled_from(((), tuple(lone), tuple(several))))
    due_text, due = draw(dues(code, day))
    return ActionPoint(
        text=text,
        owners=owners,
        due_text=due_text,
        due=due,
        pace=draw(st.sampled_from(("once", "once", "once", "recurring", "standing", "to be decided"))),
        status=draw(maybe(st.sampled_from(words.STATUSES[code]))),
        reference=draw(maybe(st.integers(1, 40).map(lambda number: f"A-{number}"))),
    )


@st.composite
def records(draw: DrawFn, *, chinese: bool = True) -> MeetingRecord:
    code = draw(st.sampled_from(("en", "en", "fr", "es")))
    day = draw(st.dates(date(2015, 1, 1), date(2032, 12, 31)))
    people = draw(participants(code, chinese=chinese))
    known = [one.organization for one in people if one.organization in words.LISTED_OWNERS]
    texts = [draw(nasty([text], begins=False)) for text in draw(st.permutations(words.TO_DO[code]))]
    decided = [draw(nasty([text])) for text in draw(st.permutations(words.DECIDED[code]))]

    def some_actions(most: int) -> tuple[ActionPoint, ...]:
        count = min(draw(st.integers(0, most)), len(texts))
        return tuple(draw(actions(texts, code, day, known)) for _ in range(count))

    def some_decisions(most: int) -> tuple[Decision, ...]:
        count = min(draw(st.integers(0, most)), len(decided))
        number = st.integers(1, 99).map(lambda number: f"D-{number}")
        return tuple(Decision(text=decided.pop(), reference=draw(maybe(number))) for _ in range(count))

    parts = tuple(
        Part(
            title=title,
            level=draw(st.sampled_from((1, 1, 2, 3))),
            paragraphs=draw(paragraphs(code)),
            decisions=some_decisions(2),
            action_points=some_actions(3),
        )
        for title in draw(st.lists(st.sampled_from(words.TOPICS[code]), max_size=4, unique=True))
    )
    return replace(
        draw(heads(code, day)),
        participants=people,
        agenda=draw(agendas(code)),
        parts=parts,
        decisions=some_decisions(2),
        action_points=some_actions(2),
        notes=draw(st.lists(st.sampled_from(words.SAID[code]), max_size=1).map(tuple)),
    )


@st.composite
def paragraphs(draw: DrawFn, code: str) -> tuple[str, ...]:
    told = draw(st.lists(nasty(words.SAID[code]), max_size=3))
    if told and draw(st.integers(0, 9)) == 0:
        told[0] = " ".join([*words.SAID[code]] * draw(st.sampled_from((3, 12))))
    return tuple(told)


@st.composite
def agendas(draw: DrawFn, code: str) -> tuple[AgendaItem, ...]:
    titles = draw(st.lists(st.sampled_from(words.TOPICS[code]), max_size=5, unique=True))
    kind = draw(st.sampled_from(("counted", "bare", "own")))
    if kind == "own":
        return tuple(
            AgendaItem(number=number, title=title) for number, title in zip(words.NUMBERED, titles, strict=False)
        )
    return tuple(
        AgendaItem(number=str(at) if kind == "counted" else None, title=title) for at, title in enumerate(titles, 1)
    )


@st.composite
def heads(draw: DrawFn, code: str, day: date) -> MeetingRecord:
    mode = draw(maybe(st.sampled_from(("virtual", "in person", "hybrid"))))
    length = draw(st.sampled_from((0, 0, 1, 3, 40)))
    start, minutes = draw(st.integers(0, 21)), draw(st.sampled_from((None, 30, 75)))
    timed = draw(st.booleans())
    end = f"{start + (minutes or 0) // 60:02}:{(minutes or 0) % 60:02}" if minutes else None
    return MeetingRecord(
        title=draw(st.sampled_from(words.MEETINGS[code])),
        body=draw(maybe(st.sampled_from(words.BODIES[code]))),
        date=day.isoformat(),
        end_date=(day + timedelta(days=length)).isoformat() if length else None,
        start=f"{start:02}:00" if timed else None,
        end=end if timed else None,
        timezone=draw(maybe(st.sampled_from(words.ZONES[code]))) if timed else None,
        mode=mode,
        place=draw(maybe(st.sampled_from(words.PLACES))) if mode != "virtual" else None,
        language=code,
        classification=draw(maybe(st.sampled_from(("public", "network", "restricted", "Chatham House")))),
        reference=draw(maybe(st.just("UNNM/EC/2021/2"))),
        status=draw(st.none() | st.builds(Status, state=st.just("draft"), date=st.just(day.isoformat()))),
    )
