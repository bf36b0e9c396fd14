"""A record that was written reads back the same: people, agenda, decisions, actions, owners, dates.

Each case is a meeting that Hypothesis made up (``generated.py`` says what it leaves out, and why), written in one format
and read with the reader that reads everybody's records. The reader sees the words of the page and nothing else.
"""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from secretariat.reading import Reading, load, read
from secretariat.writing import FORMATS, MeetingRecord, Unwritable, write
from tests.writing.generated import records

PER_TEST = 30
PDF_TESTS = DOCX_TESTS = 5
TEXT_TESTS = 8


@cache
def shows_chinese() -> bool:
    """Say whether a font of this machine has Chinese letters."""
    try:
        write(MeetingRecord(title="会议纪要", date="2021-05-05"), "pdf")
    except Unwritable:
        return False
    return True


def written(record: MeetingRecord) -> dict[str, object]:
    """Return what a reading of the record must give."""
    parts = record.parts
    decisions = [one for part in parts for one in part.decisions] + [*record.decisions]
    actions = [one for part in parts for one in part.action_points] + [*record.action_points]
    return {
        "date": (record.date, record.end_date),
        "hours": (record.start, record.end, record.timezone),
        "mode": record.mode,
        "title": record.title,
        "body": record.body,
        "participants": sorted(
            (one.name, one.title, one.organization, one.role, one.attendance, one.represented_by)
            for one in record.participants
        ),
        "agenda": [((one.number or "").rstrip("."), one.title) for one in record.agenda],
        "decisions": [one.text for one in decisions],
        "action points": [(one.text, one.owners, one.due, one.pace, one.status) for one in actions],
    }


def told(reading: Reading, record: MeetingRecord) -> dict[str, object]:
    meeting = reading.meeting
    return {
        "date": (meeting.date, meeting.end_date),
        "hours": (meeting.start, meeting.end, meeting.timezone),
        "mode": meeting.mode,
        "title": meeting.title,
        "body": meeting.body if record.body else None,
        "participants": sorted(
            (one.name, one.title, one.organization, one.role, one.attendance, one.represented_by)
            for one in reading.participants
        ),
        "agenda": [((one.number or "").rstrip("."), one.title) for one in reading.agenda],
        "decisions": [one.text for one in reading.decisions],
        "action points": [(one.text, one.owners, one.due, one.pace, one.status) for one in reading.action_points],
    }


def check(form: str, number: int) -> None:
    chinese = form != "pdf" or shows_chinese()

    @seed(number)
    @settings(
        max_examples=PER_TEST,
        deadline=None,
        database=None,
        phases=[Phase.generate],  # to make a failing meeting smaller takes minutes; it is shown as it is
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(records(chinese=chinese))
    def reads_back(record: MeetingRecord) -> None:
        reading = read(load(write(record, form), f"record{FORMATS[form].suffix}"))
        assert told(reading, record) == written(record)

    reads_back()


@pytest.mark.parametrize("number", range(PDF_TESTS))
def test_it_reads_back_from_pdf(number: int) -> None:
    check("pdf", number)


@pytest.mark.parametrize("number", range(DOCX_TESTS))
def test_it_reads_back_from_docx(number: int) -> None:
    check("docx", number)


@pytest.mark.parametrize("number", range(TEXT_TESTS))
def test_it_reads_back_from_markdown(number: int) -> None:
    check("markdown", number)


@pytest.mark.parametrize("number", range(TEXT_TESTS))
def test_it_reads_back_from_html(number: int) -> None:
    check("html", number)
