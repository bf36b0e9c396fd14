"""Who took part: lists, tables, comma lines, sentences."""

from __future__ import annotations

import pytest

from tests.reading.record_texts import PRINCIPALS, reading_of


def present(text: str) -> list[str]:
    return [person.name for person in reading_of(text).participants if person.attendance == "present"]


def away(text: str) -> list[tuple[str, str]]:
    people = reading_of(text).participants
    return [(person.name, person.attendance) for person in people if person.attendance != "present"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("# Call\n\n## Attendees\n\n* Ann Lee\n* Bo Ek\n", ["Ann Lee", "Bo Ek"], id="items"),
        pytest.param("# Call\n\n## Present\n\n* Ann, Bo, Cy\n", ["Ann", "Bo", "Cy"], id="one comma line"),
        pytest.param("# Call\n\nPresent: Ann Lee, Bo Ek and Cy Day\n", ["Ann Lee", "Bo Ek", "Cy Day"], id="behind a label"),
        pytest.param("# Call\n\nPresent: Ann Lee (IOM); Bo Ek, WHO; Cy Day (ILO)\n", ["Ann Lee", "Bo Ek", "Cy Day"], id="semicolons"),
        pytest.param("# Call\n\n## Attendees\n\n- Ann Lee @annlee (Core)\n- @boek\n", ["Ann Lee", "@boek"], id="handles"),
        pytest.param("# Call\n\n## Attendees\n\n- [AL] Ann Lee\n- BE: Bo Ek\n", ["Ann Lee", "Bo Ek"], id="initials in front"),
        pytest.param("# Call\n\nChair: Ann Lee\n\nParticipants: Bo Ek, Cy Day, Di Fox\n", ["Ann Lee", "Bo Ek", "Cy Day", "Di Fox"], id="by role"),
        pytest.param("# Call\n\nPresent were Ann Lee and Bo Ek.\n", ["Ann Lee", "Bo Ek"], id="in a sentence"),
        pytest.param("# Call\n\nDr. Ann Lee of IOM opened the meeting.\n", ["Ann Lee"], id="who opened it"),
        pytest.param("# Call\n\n## Attendees\n\nIOM\nWHO\nUNHCR\n", ["IOM", "WHO", "UNHCR"], id="organizations only"),
        pytest.param("# Call\n\n## Attendees\n\n- [redacted]\n- Bo Ek\n", ["[redacted]", "Bo Ek"], id="redacted"),
        pytest.param("# Call\n\n## Agenda\n\n- Budget\n- Venue\n", [], id="none"),
        pytest.param("# Call\n\n## Attendees\n\n- Сергей Иванов, ЮНИСЕФ\n- 王芳\n", ["Сергей Иванов", "王芳"], id="other scripts"),
    ],
)  # fmt: skip
def test_it_reads_who_was_present(text: str, names: list[str]) -> None:
    assert present(text) == names


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("# Call\n\nPresent: Ann Lee, Bo Ek, Cy Day\n\nApologies: Di Fox\n", [("Di Fox", "apologies")]),
        ("# Call\n\n## Attendees\n\n- Ann Lee\n\n## Regrets\n\n- Di Fox\n", [("Di Fox", "apologies")]),
        ("# Call\n\n## Attendees\n\n- Ann Lee\n\n## Members not present\n\n- Di Fox\n", [("Di Fox", "absent")]),
        ("# Call\n\n## Attendees\n\n- Ann Lee\n\n## Apologies\n\n- None\n", []),
    ],
)
def test_it_keeps_those_away_apart(text: str, people: list[tuple[str, str]]) -> None:
    assert away(text) == people


def test_it_reads_title_organization_and_role() -> None:
    first = reading_of(PRINCIPALS).participants[0]
    assert (first.name, first.title, first.organization, first.role) == (
        "Amal Haddad",
        "Director General",
        "IOM",
        "Network Coordinator",
    )


def test_it_keeps_a_family_name_first_as_written() -> None:
    assert "Liu Yan" in present(PRINCIPALS)


def test_it_reads_initials_and_the_organization_behind_them() -> None:
    people = reading_of("# Call\n\n## Attendees\n\n- Rhoda Grant (RGr), Met Service [MS] - SC Chair\n").participants
    assert [(one.initials, one.organization, one.role) for one in people] == [("RGr", "Met Service", "SC Chair")]


def test_it_reads_a_table_with_signs_for_presence() -> None:
    people = reading_of(
        """
        # Call 7

        ### Attendance

        | Init | Name    | Institute | Present | Apologies |
        | ---- | ------- | --------- | ------- | --------- |
        | AL   | Ann Lee | IOM       | +       |           |
        | BE   | Bo Ek   | WHO       |         | +         |
        | CD   | Cy Day  | ILO       |         |           |
        """
    ).participants
    assert [(one.name, one.initials, one.organization, one.attendance) for one in people] == [
        ("Ann Lee", "AL", "IOM", "present"),
        ("Bo Ek", "BE", "WHO", "apologies"),
        ("Cy Day", "CD", "ILO", "absent"),
    ]


def test_it_joins_given_and_family_name_of_a_table_and_skips_its_group_rows() -> None:
    text = """
        # Call

        ## Participants

        | Given Name | Family Name | Affiliation |
        | --- | --- | --- |
        | *Voting Members* | | |
        | Ann | Lee | IOM |
        | *Observers* | | |
        | Bo | Ek | WHO |
        """
    assert [(one.name, one.role) for one in reading_of(text).participants] == [("Ann Lee", None), ("Bo Ek", "observer")]


def test_it_reports_somebody_listed_as_present_and_as_away() -> None:
    reading = reading_of("# Call\n\n## Attendees\n\n- Ann Lee\n- Bo Ek\n\n## Apologies\n\n- Bo Ek\n")
    assert [problem.code for problem in reading.problems] == ["present_and_away"]
