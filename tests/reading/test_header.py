"""The head of a record: text in, the meeting out."""

from __future__ import annotations

import pytest

from secretariat.reading import load, read
from secretariat.reading.findings import Meeting
from secretariat.reading.loaders.markup import load_markup
from secretariat.reading.outline import Outline
from secretariat.reading.records.header import HeaderReading, read_header
from secretariat.reading.vocabulary import vocabulary

BODY = (
    "\n\nParticipants:\n\nAna Brandt, Harbour Office\nTomas Lind, Ferry Board\n\n## Budget\n\nThe group reviewed it.\n"
)


def header(text: str, language: str = "en") -> HeaderReading:
    words = vocabulary(language)
    return read_header(Outline(load_markup(text, "text/plain"), words), words)


def meeting(text: str, language: str = "en") -> Meeting:
    return header(text, language).meeting


SAMPLES: list[tuple[str, dict[str, str | None]]] = [
    (
        (
            "Coastal Network on Ferries - Steering Group (SG) Principals Meeting Tuesday, 4 March 2014, "
            "14.00 – 15.30h (virtual)"
        ),
        {
            "title": "Coastal Network on Ferries - Steering Group (SG) Principals Meeting",
            "body": "Coastal Network on Ferries - Steering Group (SG)",
            "date": "2014-03-04",
            "start": "14:00",
            "end": "15:30",
            "mode": "virtual",
            "place": None,
        },
    ),
    (
        (
            "Minutes of the 43rd meeting of the Harbour Safety Committee held on Tuesday 4 March 2014 "
            "in Room 12, Quay House, at 10:00 CET"
        ),
        {
            "title": "Minutes of the 43rd meeting of the Harbour Safety Committee",
            "body": "Harbour Safety Committee",
            "date": "2014-03-04",
            "start": "10:00",
            "timezone": "CET",
            "mode": None,
            "place": "Room 12, Quay House",
        },
    ),
    (
        "# Ferry Working Group\n\nDate: 2022-11-08\nTime: 13:00-14:30 UTC\nPlace: Zoom\nCirculated: 2022-11-20",
        {
            "title": "Ferry Working Group",
            "body": "Ferry Working Group",
            "date": "2022-11-08",
            "start": "13:00",
            "end": "14:30",
            "timezone": "UTC",
            "mode": "virtual",
            "place": None,
        },
    ),
    (
        (
            "# Buoy Task Force\n\n| Date | Time | Venue |\n|---|---|---|\n"
            "| 8 November 2022 | 9.30 – 11.00 | Town Hall, Lisse |"
        ),
        {
            "date": "2022-11-08",
            "start": "09:30",
            "end": "11:00",
            "place": "Town Hall, Lisse",
            "body": "Buoy Task Force",
        },
    ),
    (
        (
            "# Minutes\n\n| | |\n|---|---|\n| Meeting | Lighthouse Board, 12th session |\n| Date | 3-4 May 2023 |\n"
            "| Location | Aula 2, Porto and Webex |"
        ),
        {
            "title": "Lighthouse Board, 12th session",
            "body": "Lighthouse Board",
            "date": "2023-05-03",
            "end_date": "2023-05-04",
            "place": "Aula 2, Porto",
            "mode": "hybrid",
        },
    ),
    (
        "Conclusions of the Ninth Session of the High Level Panel on Tides (Bergen, 7-8 June 2017)",
        {
            "title": "Conclusions of the Ninth Session of the High Level Panel on Tides",
            "body": "High Level Panel on Tides",
            "date": "2017-06-07",
            "end_date": "2017-06-08",
            "place": "Bergen",
        },
    ),
    (
        (
            "## Tide Tables WG\n\nWednesday, March 15th: 16:00 UTC\n\n08:00 Lima, 12:00 Accra, 17:00 Oslo\n\n"
            "*[Minutes from the 2023-02-15 meeting](https://example.org/minutes/2023-02-15)*"
        ),
        {
            "title": "Tide Tables WG",
            "date": "2023-03-15",
            "start": "16:00",
            "timezone": "UTC",
            "body": "Tide Tables WG",
        },
    ),
    (
        (
            "---\nlayout: page\ntitle: Buoy Steering Committee 2021 October\n---\n\n"
            "#### 5th and 7th October 2021 - Webex tele-conference"
        ),
        {
            "title": "Buoy Steering Committee 2021 October",
            "body": "Buoy Steering Committee",
            "date": "2021-10-05",
            "end_date": "2021-10-07",
            "mode": "virtual",
        },
    ),
    (
        "# 2024-02-29 Charts Governance Panel call",
        {"title": "2024-02-29 Charts Governance Panel call", "body": "Charts Governance Panel", "date": "2024-02-29"},
    ),
    (
        (
            "CITY OF HARBORVIEW\nREGULAR MEETING OF THE CITY COUNCIL\nMINUTES\nMonday, January 9, 2023\n\n"
            "The meeting was called to order at 7:05 p.m. by Mayor Ito.\n\nThe meeting adjourned at 9:12 p.m."
        ),
        {"body": "CITY COUNCIL", "date": "2023-01-09", "start": "19:05", "end": "21:12", "mode": None},
    ),
    (
        (
            "Tide Software Foundation\n\nBoard of Directors Meeting Minutes\n\nMarch 16, 2022\n\n"
            "The meeting was held by conference call."
        ),
        {
            "title": "Board of Directors Meeting Minutes",
            "body": "Board of Directors",
            "date": "2022-03-16",
            "mode": "virtual",
        },
    ),
    (
        (
            "Faculty Senate\nMinutes of the meeting of 12 October 2020\nHybrid format: Senate Chamber and online\n"
            "Minutes approved 9 November 2020"
        ),
        {"body": "Faculty Senate", "date": "2020-10-12", "mode": "hybrid"},
    ),
    (
        "Geneva, 3-4 March 2016\n\nREPORT OF THE EXPERT GROUP ON DREDGING",
        {"date": "2016-03-03", "end_date": "2016-03-04", "place": "Geneva", "body": "EXPERT GROUP ON DREDGING"},
    ),
    (
        (
            "# Dredging Council\n\nDate of next meeting: 4 May 2021\n\nMeeting date: 6 April 2021\n\n"
            "Previous meeting: 2 March 2021"
        ),
        {"date": "2021-04-06"},
    ),
    (
        (
            "Pilots' Bureau - minutes of meeting 17\n\nWhen: Thu 11 Feb 2021, 15:00-16:00 (Geneva time)\n"
            "Where: in person, Pilots' House, Nantes"
        ),
        {
            "date": "2021-02-11",
            "start": "15:00",
            "end": "16:00",
            "timezone": "Geneva time",
            "mode": "in person",
            "body": "Pilots' Bureau",
        },
    ),
    (
        "= Meeting Summary: Sub-group 4 - 2025-06-12\n:revdate: 2025-06-20",
        {"title": "Meeting Summary: Sub-group 4 - 2025-06-12", "body": "Sub-group 4", "date": "2025-06-12"},
    ),
    (
        (
            "Distr.: General\n3 May 2019\nOriginal: English\n\nCommittee on Tides\nSixty-third session\n\n"
            "Summary record of the 12th meeting\nHeld at Headquarters, Lisse, on Tuesday, 12 March 2019, at 10 a.m."
        ),
        {
            "title": "Summary record of the 12th meeting",
            "body": "Committee on Tides",
            "date": "2019-03-12",
            "start": "10:00",
            "place": "Headquarters, Lisse",
        },
    ),
    (
        "PORT AGENCY\n\nBrussels, 12 June 2019\n\nMINUTES\nMeeting of the Expert Group on Dredging\n23 May 2019",
        {"title": "Meeting of the Expert Group on Dredging", "body": "Expert Group on Dredging", "date": "2019-05-23"},
    ),
    (
        (
            "The Quay Software Foundation\n\nBoard of Directors Meeting Minutes\n\nJune 17, 2020\n\n"
            "1. Call to order\n\nThe meeting was scheduled for 12:00 UTC and began at 12:02.\n\n"
            "The meeting was held via teleconference.\n\n9. Adjournment\n\nAdjourned at 13:31 UTC"
        ),
        {"body": "Board of Directors", "date": "2020-06-17", "start": "12:02", "end": "13:31", "mode": "virtual"},
    ),
    (
        "COUNCIL MEETING MINUTES – JUNE 6, 2023 – 6:00 P.M. – CITY HALL",
        {"body": "COUNCIL", "date": "2023-06-06", "start": "18:00"},
    ),
    (
        "# Reef Forum\n\n**Date:** 14/06/2023\n**Location:** Hybrid (Room S-123 / MS Teams)\n**Start:** 14:00",
        {"date": "2023-06-14", "mode": "hybrid", "place": "Room S-123", "start": "14:00"},
    ),
    (
        "Minutes from the Reef Council meeting on the 3rd and 4th of May 2022 in Palermo, Italy",
        {"body": "Reef Council", "date": "2022-05-03", "end_date": "2022-05-04", "place": "Palermo, Italy"},
    ),
    (
        "Meeting Minutes: Joint Steering Board, 12 March 2019",
        {"body": "Joint Steering Board", "date": "2019-03-12"},
    ),
    ("# Lock Keepers Update\n\nNotes of our work, posted as needed.", {"date": None, "start": None, "mode": None}),
]


@pytest.mark.parametrize(("head", "expected"), SAMPLES, ids=[head[:40] for head, _ in SAMPLES])
def test_it_reads_the_head_of_many_layouts(head: str, expected: dict[str, str | None]) -> None:
    found = meeting(head + BODY)
    assert {key: getattr(found, key) for key in expected} == expected


def test_it_reads_a_head_below_the_participants() -> None:
    text = "# Notes\n\n## Present\n\n- Ana Brandt\n- Tomas Lind\n\nDate: 4 March 2014\n\n## Budget\n\nReviewed.\n"
    assert meeting(text).date == "2014-03-04"


def test_it_takes_no_date_from_the_body() -> None:
    text = "# Lock Board meeting\n\n## Present\n\n- Ana Brandt\n\n## Budget\n\nThe dredger arrives on 4 March 2014.\n"
    assert meeting(text).date is None


def test_it_takes_the_date_of_the_front_matter_where_the_text_has_none() -> None:
    assert meeting("---\ntitle: Lock Board\ndate: 2014-03-04\n---\n\n# Lock Board\n" + BODY).date == "2014-03-04"


def test_it_keeps_a_month_a_month() -> None:
    assert meeting("# Lock Board meeting, March 2014" + BODY).date == "2014-03"


def test_it_reports_a_weekday_that_contradicts_the_date() -> None:
    found = header("# Lock Board meeting\n\nThursday, 4 March 2014" + BODY)
    assert found.meeting.date == "2014-03-04"
    assert [problem.code for problem in found.problems] == ["weekday_contradicts_date"]


def test_it_reports_a_title_that_contradicts_the_date_line() -> None:
    found = header("# Lock Board meeting, 3 March 2014\n\nDate: 4 March 2014" + BODY)
    assert found.meeting.date == "2014-03-04"
    assert [problem.code for problem in found.problems] == ["dates_of_meeting_differ"]


def test_it_reports_a_day_that_does_not_exist() -> None:
    found = header("# Lock Board meeting\n\nDate: 31 June 2014" + BODY)
    assert found.meeting.date is None
    assert [problem.code for problem in found.problems] == ["no_such_day"]


def test_it_sees_no_contradiction_in_the_days_of_one_meeting() -> None:
    assert header("# Lock Board meeting\n\n3-4 March 2016\n\nDAY 1: THURSDAY, 3 MARCH 2016" + BODY).problems == ()


def test_it_reads_a_french_head() -> None:
    found = meeting(
        "Procès-verbal de la 12e réunion du Comité des ports, tenue le mercredi 5 mai 2021 à Nantes\n\n"
        "Heure : 14h00-15h30\n\nParticipants :\n\nAna Brandt\n",
        "fr",
    )
    assert (found.body, found.date, found.start, found.end) == ("Comité des ports", "2021-05-05", "14:00", "15:30")


def test_it_reads_a_spanish_head() -> None:
    found = meeting(
        "# Acta de la reunión del Comité de Puertos\n\nFecha: 5 de mayo de 2021\nHora: 10:00 a 11:30\n"
        "Modalidad: virtual\n\nParticipantes:\n\nAna Brandt\n",
        "es",
    )
    assert (found.body, found.date, found.start, found.end) == ("Comité de Puertos", "2021-05-05", "10:00", "11:30")
    assert found.mode == "virtual"


def test_every_value_with_a_span_is_what_stands_there() -> None:
    for head, _ in SAMPLES:
        source = load_markup(head + BODY, "text/plain")
        words = vocabulary("en")
        found = read_header(Outline(source, words), words).meeting
        for key in {"title", "body", "place", "timezone"} & found.spans.keys():
            assert source.words(found.spans[key]) == getattr(found, key)


def test_it_takes_no_sentence_with_a_date_for_a_place() -> None:
    text = "Harbour Board meeting, 4 March 2021\n\nIOM to send the note by 5 June 2021\n\nThe talk was short."
    reading = read(load(text.encode(), "record.txt"))
    assert reading.meeting.date == "2021-03-04"
    assert reading.meeting.place is None
