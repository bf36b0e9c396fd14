"""Tables as summaries have them: decisions, owners, dates, agenda items, people who came for others."""

from __future__ import annotations

import pytest

from secretariat.reading import Reading
from tests.reading.record_texts import reading_of


def table(head: str, *rows: str, above: str = "") -> Reading:
    columns = head.count("|") + 1
    lines = [f"| {head} |", "|" + " --- |" * columns, *(f"| {row} |" for row in rows)]
    text = "\n".join(["# Minutes of the meeting of the Board", "", "The members spoke of the tides and of the charts.", "",
                      *([above, ""] if above else []), *lines, ""])  # fmt: skip
    return reading_of(text, "minutes.md")


@pytest.mark.parametrize(
    "head", ["Decision", "No. | Decision", "Ref | Decisions taken | Date", "# | Decision | Status"]
)
def test_it_reads_a_table_of_decisions(head: str) -> None:
    at = next(at for at, words in enumerate(head.split(" | ")) if words[0] in "DR" and words not in {"Date", "Ref"})
    cells = ["7"] * (head.count("|") + 1)
    cells[at] = "The harbour stays open at night."
    assert [one.text for one in table(head, " | ".join(cells)).decisions] == ["The harbour stays open at night."]


def test_it_takes_a_table_of_decisions_for_the_list_of_them() -> None:
    reading = table("Decision", "The charts are sold.", above="The Board agreed to sell the charts of last year.")
    assert [one.text for one in reading.decisions] == ["The charts are sold."]


def test_it_takes_no_column_beside_a_discussion_for_a_table_of_decisions() -> None:
    reading = table("Topic | Discussion | Decision", "Tides | Much was said. | Noted")
    assert reading.decisions == ()


def test_it_passes_over_rows_without_a_decision() -> None:
    assert table("No. | Decision", "1 | None").decisions == ()


def owners(cell: str, head: str = "Action | Owner | Due") -> tuple[str, ...]:
    (action,) = table(head, f"Send the charts to all ports | {cell} | 3 May 2021").action_points
    return action.owners


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("Ann Lee, Bo Ek", ("Ann Lee", "Bo Ek")),
        ("Ministry of Ports, Roads and Rail; WHO", ("Ministry of Ports, Roads and Rail", "WHO")),
        ("Trade & Labour Union; Bo Ek", ("Trade & Labour Union", "Bo Ek")),
        ("To be assigned", ()),
        ("TBD", ()),
    ],
)
def test_it_parts_owners_at_semicolons_where_there_are_any(cell: str, found: tuple[str, ...]) -> None:
    assert owners(cell) == found


def test_it_knows_a_lone_owner_with_a_comma_from_the_list_of_participants() -> None:
    text = """
        # Minutes of the meeting of the Board

        ## Participants

        | Name | Organization |
        | --- | --- |
        | Ann Lee | Ministry of Ports, Roads and Rail |

        ## Action points

        | Action | Owner |
        | --- | --- |
        | Send the charts to all ports | Ministry of Ports, Roads and Rail |
    """
    (action,) = reading_of(text, "minutes.md").action_points
    assert action.owners == ("Ministry of Ports, Roads and Rail",)


def test_it_looks_for_no_owner_in_the_words_where_the_table_says_there_is_none_yet() -> None:
    (action,) = table("Action | Owner | Due", "Redraw the charts to match the tides | to be assigned | –").action_points
    assert (action.text, action.owners, action.due_text) == ("Redraw the charts to match the tides", (), None)


@pytest.mark.parametrize(
    ("cell", "due", "pace"),
    [
        ("by the next meeting (31 July 2021)", "2021-07-31", "once"),
        ("31 July 2021; recurring", "2021-07-31", "recurring"),
        ("every month", None, "recurring"),
        ("Continuing", None, "standing"),
        ("Ongoing", None, "standing"),
        ("To be decided", None, "to be decided"),
        ("3 May 2021 or 4 May 2021", None, "once"),
    ],
)
def test_it_reads_day_and_pace_from_the_cell_of_the_due_date(cell: str, due: str | None, pace: str) -> None:
    (action,) = table("Action | Owner | Due", f"Send the charts to all ports | WHO | {cell}").action_points
    assert (action.due, action.pace) == (due, pace)


def test_it_reads_who_came_instead() -> None:
    reading = table(
        "Name | Organization | Represented by", "Ann Lee | WHO | Bo Ek", "Cy Day | ILO |", above="## Participants"
    )
    assert [(one.name, one.attendance, one.represented_by) for one in reading.participants] == [
        ("Ann Lee", "represented", "Bo Ek"),
        ("Cy Day", "present", None),
    ]


@pytest.mark.parametrize("name", ["de la Torre Ana", "wa Kamau", "Group Captain Board"])
def test_it_believes_a_column_of_names(name: str) -> None:
    reading = table("Name | Organization", f"{name} | WHO", above="## Participants")
    assert [(one.name, one.organization) for one in reading.participants] == [(name, "WHO")]


@pytest.mark.parametrize("name", ["None", "[insert name]", "–"])
def test_it_believes_no_column_of_names_that_names_nobody(name: str) -> None:
    assert table("Name | Organization", f"{name} | WHO", above="## Participants").participants == ()


def test_it_takes_an_unknown_role_for_what_somebody_is() -> None:
    reading = table("Name | Role", "Ann Lee | Project assistant", "Bo Ek | Chair", above="## Participants")
    assert [(one.title, one.role) for one in reading.participants] == [("Project assistant", None), (None, "chair")]


def test_it_numbers_agenda_items_by_their_column() -> None:
    reading = table("No. | Item", "3 (a) | Tides and charts", "IV | The pilots", above="## Agenda")
    assert [(one.number, one.title) for one in reading.agenda] == [("3 (a)", "Tides and charts"), ("IV", "The pilots")]


def test_it_reads_an_agenda_of_one_item() -> None:
    text = (
        "# Minutes of the meeting of the Board\n\n## Agenda\n\n1. Tides and charts\n\n## Discussion\n\nMuch was said.\n"
    )
    assert [one.title for one in reading_of(text, "minutes.md").agenda] == ["Tides and charts"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Ordre du jour\n\nParticipants\n\nAnn Lee", "fr"),
        ("Orden del día\n\nParticipantes\n\nAnn Lee", "es"),
        ("Agenda items\n\nAttendees\n\nAnn Lee", "en"),
        ("Réunion\nDate: jeudi 1er janvier 2015", "fr"),
    ],
)
def test_it_tells_the_language_of_a_short_record_by_its_labels(text: str, code: str) -> None:
    assert reading_of(text).language == code
