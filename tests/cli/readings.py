"""Readings made by hand, to see how they are shown."""

from __future__ import annotations

from secretariat.reading.findings import (
    ActionPoint,
    AgendaItem,
    Decision,
    Figure,
    Meeting,
    Participant,
    PreviousAction,
    Question,
    Reading,
    Statement,
)
from secretariat.reading.problems import Problem
from secretariat.reading.source_text import SourceText
from secretariat.reading.spans import OffsetMap, Span

HERE = Span(0, 4)


def source(*, pages: int = 2) -> SourceText:
    text = "One page of a record.\nAnother page."
    return SourceText(text, (), OffsetMap([]), "application/pdf", page_starts=tuple(range(0, pages * 10, 10)))


def bare() -> Reading:
    return Reading(source(pages=0), language=None)


def harbour_board() -> Reading:
    """A board with something of everything."""
    return Reading(
        source(),
        "en",
        meeting=Meeting(
            title="Harbour Board, third meeting",
            body="Harbour Board",
            date="2023-03-14",
            start="09:30",
            end="12:00",
            timezone="UTC",
            mode="hybrid",
            place="Port Said",
        ),
        participants=(
            Participant("Amal Haddad", HERE, title="Director", organization="Ports Authority", role="chair"),
            Participant("Jonas Weber", HERE, organization="Shipowners' Union"),
            Participant("Li Na", HERE, organization="Customs", attendance="apologies"),
        ),
        agenda=(AgendaItem("Opening", HERE, "1"), AgendaItem("Dredging", HERE, "2")),
        decisions=(
            Decision(
                "The Board approved the dredging plan.", HERE, "approve", "consensus", "Ports Authority", "the plan"
            ),
        ),
        action_points=(
            ActionPoint("Send the plan to the ministry.", HERE, owners=("Amal Haddad",), due_text="by Friday"),
            ActionPoint("Survey the northern basin.", HERE, due_text="by end of June", due="2023-06-30"),
            ActionPoint("Remain in touch with the pilots.", HERE, pace="standing", section="Dredging"),
        ),
        statements=(Statement("It was suggested to wait.", HERE, "suggested"), Statement("Noted.", HERE, "noted")),
        questions=(Question("Who pays for the buoys?", HERE),),
        figures=(Figure("30 million dollars", HERE, 3e7, "USD", "cost of dredging", "2023-01-01"),),
        previous_actions=(PreviousAction("Buy a tug.", HERE, "done", ("Customs",)),),
        problems=(Problem("dates-differ", "The title says 14 March and the text 15 March."),),
    )


def unassigned(count: int) -> Reading:
    actions = tuple(ActionPoint(f"Do thing {number}.", HERE) for number in range(count))
    return Reading(source(), "en", action_points=actions)
