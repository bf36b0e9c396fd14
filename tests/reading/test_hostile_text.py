"""Text made to trip the reader is read all the same: what took the square of its length would not end here."""

from __future__ import annotations

import pytest

from secretariat.reading import load, read

HEAD = "# Board meeting, 3 March 2022\n\n## Actions\n\n"
PIECES = {
    "one long word": "x" * 1000,
    "brackets": "[" * 500 + "(" * 500,
    "asterisks": "*" * 500 + " *a" * 160,
    "pipes": "| a " * 250 + "\n",
    "short lines": "a\n" * 500,
    "items": "- a\n" * 250,
    "nested items": "".join(" " * depth + "- a\n" for depth in range(40)),
    "capitals": "Ann Lee " * 125,
    "commas": "Ann, " * 200,
    "numbers": "1. 2. 3. " * 110,
    "full stops": ". " * 500,
    "colons": "a: " * 330,
    "emoji and marks": "👩‍⚖️\u202eabc\u200b " * 90,
    "agreed": "The Board agreed to agree that it agreed. " * 24,
    "dates": "3 March 2022, " * 70,
    "tags": "<table><tr><td>" * 66,
}


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES.keys())
def test_it_reads_a_hundred_thousand_characters_of_it(piece: str) -> None:
    reading = read(load((HEAD + piece * 100).encode(), "record.txt"))
    assert reading.meeting.date == "2022-03-03"
