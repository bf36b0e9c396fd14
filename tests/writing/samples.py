"""One document of each kind, with every field in use."""

from __future__ import annotations

from secretariat.writing import (
    ActionGroup,
    ActionList,
    ActionPoint,
    Agenda,
    AgendaEntry,
    AgendaItem,
    AgendaSection,
    Decision,
    DecisionGroup,
    DecisionList,
    Document,
    ListedAction,
    ListedDecision,
    MeetingRecord,
    Paper,
    Part,
    Participant,
    Report,
    Status,
)

ENDORSED = Decision(
    text="The Board endorsed the paper on pilots without discussion.",
    verb="endorse",
    manner="without discussion",
    object="the paper on pilots",
    reference="D-4",
)
SURVEY = ActionPoint(
    text="Send the survey to all members",
    owners=("Tide Institute", "Rosa Achterberg"),
    due_text="before the spring tide",
    due="2023-03-31",
    status="in progress",
    reference="A-7",
)
RECORD = MeetingRecord(
    title="Summary record of the third meeting",
    body="Harbour Board",
    date="2023-03-14",
    end_date="2023-03-15",
    start="09:30",
    end="12:00",
    timezone="UTC",
    mode="hybrid",
    place="Port House, Aldermoor",
    classification="restricted",
    reference="HB/2023/3",
    status=Status(state="in clearance", date="2023-03-28"),
    participants=(
        Participant(name="Amal Haddad", title="Director", organization="Ports Authority", role="chair"),
        Participant(name="Rosa Achterberg", title="Chief Engineer", organization="Tide Institute"),
        Participant(
            name="Jonas Weber", organization="Shipowners' Union", attendance="represented", represented_by="Li Na"
        ),
        Participant(name="Omar Dimitrov", organization="Pilots' Guild", attendance="apologies"),
        Participant(name="Bo Ek", organization="City Archive", attendance="absent"),
    ),
    agenda=(AgendaItem(number="1", title="Pilots"), AgendaItem(number="2", title="Tides")),
    parts=(
        Part(title="Pilots", paragraphs=("The Guild spoke of the night shift.",), decisions=(ENDORSED,)),
        Part(
            title="Tides", paragraphs=("The Institute showed charts.", "Nobody had questions."), action_points=(SURVEY,)
        ),
        Part(title="Charts", level=2, paragraphs=("They are to be had on paper.",)),
    ),
    decisions=(Decision(text="The next meeting is held in Aldermoor."),),
    action_points=(ActionPoint(text="Keep the gauges clean", pace="standing"),),
    notes=("Corrections reach the secretariat within a week.",),
)
AGENDA = Agenda(
    title="Annotated agenda of the fourth meeting",
    body="Harbour Board",
    date="2023-06-20",
    start="09:30",
    status=Status(state="draft"),
    sections=(
        AgendaSection(
            title="Business",
            items=(
                AgendaEntry(
                    title="Pilots",
                    number="1",
                    kind="decision",
                    start="09:40",
                    minutes=20,
                    presenter="Pilots' Guild",
                    notes=("The Guild will put forward two rosters.",),
                    papers=(Paper(label="HB/2023/4/1", title="Rosters for the night", revision="2"),),
                ),
                AgendaEntry(title="Tides", number="2", kind="information", start="10:00", minutes=10),
            ),
        ),
    ),
)
DECISIONS = DecisionList(
    title="Decisions of the Harbour Board",
    subtitle="What holds today",
    body="Harbour Board",
    as_of="2023-06-01",
    groups=(
        DecisionGroup(
            heading="Pilots",
            lines=(ListedDecision(decision=ENDORSED, date="2023-03-14", meeting="Third meeting", state="adopted"),),
        ),
    ),
    notes=("Decisions that were replaced are left out.",),
)
MATTERS_ARISING = ActionList(
    title="Matters arising",
    subtitle="For the fourth meeting of the Board",
    body="Harbour Board",
    as_of="2023-06-20",
    groups=(
        ActionGroup(
            heading="Tides",
            decision=ListedDecision(decision=ENDORSED, date="2023-03-14", meeting="Third meeting"),
            lines=(
                ListedAction(
                    action=SURVEY,
                    overdue=True,
                    reports=(
                        Report(text="Half of the members have answered.", date="2023-05-02", by="Tide Institute"),
                    ),
                ),
            ),
        ),
    ),
)
DOCUMENTS: dict[str, Document] = {
    "record": RECORD,
    "agenda": AGENDA,
    "decisions": DECISIONS,
    "matters arising": MATTERS_ARISING,
}
EMPTY: dict[str, Document] = {
    "record": MeetingRecord(title="Minutes", date="2023-03-14"),
    "agenda": Agenda(title="Agenda", date="2023-03-14"),
    "decisions": DecisionList(title="Decisions", as_of="2023-03-14"),
    "matters arising": ActionList(title="Matters arising", as_of="2023-03-14"),
}


def with_words(words: str) -> MeetingRecord:
    """Return a record that has the same words wherever words go."""
    return MeetingRecord(
        title=words,
        body=words,
        date="2023-03-14",
        place=words,
        reference=words,
        participants=(Participant(name=words, title=words, organization=words, role=words),),
        agenda=(AgendaItem(number=words, title=words),),
        parts=(
            Part(
                title=words,
                paragraphs=(words,),
                decisions=(Decision(text=words, reference=words),),
                action_points=(ActionPoint(text=words, owners=(words,), due_text=words, status=words),),
            ),
        ),
        notes=(words,),
    )
