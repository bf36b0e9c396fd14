"""Who is to do it: names before, within and behind an action, and words that only look like names."""

from __future__ import annotations

import pytest

from secretariat.reading.loaders.markup import load_markup
from secretariat.reading.outline import Outline
from secretariat.reading.records.owners import Owners
from secretariat.reading.records.participants import read_participants
from secretariat.reading.spans import Span
from secretariat.reading.vocabulary import vocabulary

PEOPLE = "# Board meeting\n\nPresent: Ann Lee (AL), Bo Ek (BE), Dr Cy Day, WHO\n\nthe room and the paper\n\n"


def split(action: str, *, marked: bool = True) -> tuple[str, list[str]]:
    outline = Outline(load_markup(PEOPLE + action, "text/plain"), vocabulary("en"))
    text = outline.source.text
    owned = Owners(outline, read_participants(outline)).split(
        Span(text.rindex(action), text.rindex(action) + len(action)), marked=marked
    )
    return owned.text.of(text), [owner.of(text) for owner in owned.owners]


@pytest.mark.parametrize(
    ("action", "rest", "owners"),
    [
        pytest.param("Ann Lee: Send the note", "Send the note", ["Ann Lee"], id="colon"),
        pytest.param("Ann, Bo - send the note", "send the note", ["Ann", "Bo"], id="dash"),
        pytest.param("[AL] Send the note", "Send the note", ["AL"], id="brackets before"),
        pytest.param("@annlee, @bo: send the note", "send the note", ["@annlee", "@bo"], id="handles before"),
        pytest.param("Send the note (Ann and Bo)", "Send the note", ["Ann", "Bo"], id="brackets behind"),
        pytest.param("Send the note - Bo Ek", "Send the note", ["Bo Ek"], id="dash behind"),
        pytest.param("Send the note @annlee @bo", "Send the note", ["@annlee", "@bo"], id="handles behind"),
        pytest.param("Send the note. Owner: Clerk", "Send the note.", ["Clerk"], id="label behind"),
        pytest.param("Send the note (Responsible: Ann / Bo)", "Send the note", ["Ann", "Bo"], id="label in brackets"),
        pytest.param("Ann and Bo to send the note", "Ann and Bo to send the note", ["Ann", "Bo"], id="subject"),
        pytest.param("WHO will send the note", "WHO will send the note", ["WHO"], id="entity"),
        pytest.param("All members to read the note", "All members to read the note", ["All members"], id="everyone"),
        pytest.param("The editors to send the note", "The editors to send the note", ["The editors"], id="article"),
        pytest.param("Zoe Quill to send the note", "Zoe Quill to send the note", ["Zoe Quill"], id="not on the list"),
    ],
)  # fmt: skip
def test_it_finds_the_owners(action: str, rest: str, owners: list[str]) -> None:
    assert split(action) == (rest, owners)


def test_it_takes_no_sentence_that_begins_with_a_handle_for_a_name() -> None:
    assert split("@ann Several speakers pointed to the gap", marked=False)[1] == ["@ann"]
    outline = Outline(load_markup(PEOPLE, "text/plain"), vocabulary("en"))
    assert not Owners(outline, ()).is_known("@ann Several speakers pointed")


@pytest.mark.parametrize(
    "action",
    [
        "Send the note",
        "Continue to monitor the room",
        "Budget: send the note",
        "Send the note (see annex)",
        "Send the note - urgent",
        "Prepare to move",
        "Deadline: Friday",
    ],
)
def test_it_invents_no_owner(action: str) -> None:
    assert split(action) == (action, [])


def test_it_believes_only_known_names_where_nothing_says_that_it_is_an_action() -> None:
    assert split("Zoe Quill: a long talk", marked=False) == ("Zoe Quill: a long talk", [])
    assert split("Ann: a long talk", marked=False) == ("a long talk", ["Ann"])


@pytest.mark.parametrize("words", ["-", "n/a", "TBD", "tbc", "", "To be assigned"])
def test_it_takes_an_empty_cell_for_nobody(words: str) -> None:
    outline = Outline(load_markup(f"{PEOPLE}Owner {words}", "text/plain"), vocabulary("en"))
    start = outline.source.text.rindex("Owner") + len("Owner")
    owners = Owners(outline, ())
    assert owners.cell(Span(start, len(outline.source.text))) == ()
