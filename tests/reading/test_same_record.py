"""The same record as TXT, HTML, DOCX and PDF gives the same findings; the same bytes the same reading."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from secretariat.reading import Reading, load, read, to_json
from tests.reading.written import Piece, as_docx, as_html, as_pdf, as_txt

RECORD = [
    Piece("title", "Harbour Network - Steering Committee Meeting, Tuesday, 4 March 2025, 14:00 – 15:30 UTC (virtual)"),
    Piece("paragraph", "Participants:"),
    Piece("line", "Amal Haddad, Director General, IOM, Chair"),
    Piece("line", "Bo Lindqvist, High Commissioner, OHCHR"),
    Piece("line", "Liu Yan, Under-Secretary-General, UNDESA"),
    Piece("paragraph", "The Committee had before it an agenda to consider the following, each with a note:"),
    Piece("item", "Safety of harbours;"),
    Piece("item", "Budget of the Network"),
    Piece("heading", "Safety of harbours"),
    Piece(
        "paragraph",
        "The Committee noted the report on the safety of harbours, which covers 21 countries and was drawn up by the"
        " secretariat over the past year. It was suggested that the report be shared with the port authorities before"
        " the summer. The Committee endorsed the common standard, with the amendments made at the meeting.",
    ),
    Piece("paragraph", "Action points:"),
    Piece("item", "Secretariat to circulate the common standard by 30 April 2025."),
    Piece("item", "Regularly brief the port authorities on the standard."),
    Piece("heading", "Budget of the Network"),
    Piece(
        "paragraph",
        "Without discussion, the Committee approved the budget of the Network for 2025. Several members expressed"
        " concern over the shortfall of $2.4 million.",
    ),
]
FORMS: dict[str, Callable[[list[Piece]], bytes]] = {"txt": as_txt, "html": as_html, "docx": as_docx, "pdf": as_pdf}


def findings(reading: Reading) -> dict[str, object]:
    """Return what was found, without the places where it stands."""
    return {
        "meeting": (reading.meeting.date, reading.meeting.start, reading.meeting.end, reading.meeting.mode),
        "people": [(one.name, one.title, one.organization, one.attendance) for one in reading.participants],
        "agenda": [item.title for item in reading.agenda],
        "sections": [section.title for section in reading.sections],
        "decisions": [(one.text, one.verb, one.manner, one.section) for one in reading.decisions],
        "actions": [(one.text, one.owners, one.due_text, one.due, one.pace) for one in reading.action_points],
        "statements": [(one.text, one.force, one.speaker) for one in reading.statements],
        "figures": [(one.text, one.value, one.unit, one.subject) for one in reading.figures],
    }


def expected() -> dict[str, object]:
    return {
        "meeting": ("2025-03-04", "14:00", "15:30", "virtual"),
        "people": [
            ("Amal Haddad", "Director General", "IOM", "present"),
            ("Bo Lindqvist", "High Commissioner", "OHCHR", "present"),
            ("Liu Yan", "Under-Secretary-General", "UNDESA", "present"),
        ],
        "agenda": ["Safety of harbours", "Budget of the Network"],
        "sections": ["Safety of harbours", "Budget of the Network"],
        "decisions": [
            (
                "The Committee endorsed the common standard, with the amendments made at the meeting.",
                "endorse",
                None,
                "Safety of harbours",
            ),
            (
                "Without discussion, the Committee approved the budget of the Network for 2025.",
                "approve",
                "without discussion",
                "Budget of the Network",
            ),
        ],
        "actions": [
            (
                "Secretariat to circulate the common standard by 30 April 2025.",
                ("Secretariat",),
                "30 April 2025",
                "2025-04-30",
                "once",
            ),
            ("Regularly brief the port authorities on the standard.", (), None, None, "standing"),
        ],
    }


@pytest.mark.parametrize("form", FORMS)
def test_it_reads_the_same_findings_from_every_format(form: str) -> None:
    found = findings(read(load(FORMS[form](RECORD), f"record.{form}")))
    plain = findings(read(load(as_txt(RECORD), "record.txt")))
    assert {key: found[key] for key in expected()} == expected()
    assert found == plain


@pytest.mark.parametrize("form", FORMS)
def test_it_points_at_the_words_of_every_finding(form: str) -> None:
    reading = read(load(FORMS[form](RECORD), f"record.{form}"))
    for kind in ("agenda", "decisions", "action_points", "statements", "figures"):
        for finding in getattr(reading, kind):
            told = getattr(finding, "text", None) or finding.title
            assert reading.source.words(finding.span) == told


@pytest.mark.parametrize("form", FORMS)
def test_it_gives_the_same_reading_byte_for_byte(form: str) -> None:
    data = FORMS[form](RECORD)
    first, second = (
        json.dumps(to_json(read(load(data, f"record.{form}")), name="record", sha256="0")) for _ in range(2)
    )
    assert first == second


def test_it_gives_the_page_of_a_finding_in_a_pdf() -> None:
    long = [*RECORD, *[Piece("paragraph", "The talk went on about the same matter for a while. " * 12)] * 12]
    ending = [*long, Piece("paragraph", "The Committee approved the closing statement of the chair.")]
    shape = to_json(read(load(as_pdf(ending), "record.pdf")), name="record.pdf", sha256="0")
    assert [decision["page"] for decision in shape["decisions"]] == [1, 1, shape["source"]["pages"]]
    assert shape["source"]["pages"] > 1
