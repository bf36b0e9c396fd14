"""Motions: who moved what, and whether it was carried."""

from __future__ import annotations

import pytest

from secretariat.reading.loaders.markup import load_markup
from secretariat.reading.outline import Outline
from secretariat.reading.records.motions import read_motions, tells_outcome_only
from secretariat.reading.vocabulary import vocabulary

EN = vocabulary("en")


def motions(text: str) -> list[tuple[str, str | None]]:
    outline = Outline(load_markup(text, "text/plain"), EN)
    return [(outline.text(motion.span), motion.proposer) for motion in read_motions(outline)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Ann Lee moved to buy a new press. Bo Ek seconded. Motion carried.", [("Ann Lee moved to buy a new press. Bo Ek seconded. Motion carried.", "Ann Lee")], id="in one paragraph"),
        pytest.param("MOTION: Buy a press\n\nMoved by: Ann Lee\n\nSeconded by: Bo Ek\n\nCarried.", [("Buy a press", "Ann Lee")], id="over several lines"),
        pytest.param("Motion 3: Buy a press. Motion carried.", [("Buy a press. Motion carried.", None)], id="numbered"),
        pytest.param("Motion by Ann Lee to buy a press for the office: 7 in favour, 1 against.", [("Motion by Ann Lee to buy a press for the office: 7 in favour, 1 against.", "Ann Lee")], id="tally"),
        pytest.param("Moved by Ann Lee to buy a press for the office. Passed. Moved by Bo Ek to sell the old press at once. Passed.", [("Moved by Ann Lee to buy a press for the office. Passed.", "Ann Lee"), ("Moved by Bo Ek to sell the old press at once. Passed.", "Bo Ek")], id="two"),
    ],
)  # fmt: skip
def test_it_reads_a_motion_that_was_carried(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert motions(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Ann Lee moved to buy a new press. Motion failed.", id="failed"),
        pytest.param("Motion by Ann Lee to buy a press for the office: 1 in favour, 7 against.", id="outvoted"),
        pytest.param("Ann Lee moved to buy a new press. The talk went on for long.", id="open"),
        pytest.param(
            "MOTION: Buy a press\n\nMoved by: Ann Lee\n\n# Next item\n\nCarried.", id="outcome of something else"
        ),
        pytest.param("The office moved to a new street last year.", id="another sense"),
        pytest.param("Carried.", id="nothing above"),
    ],
)
def test_it_leaves_a_motion_that_was_not(text: str) -> None:
    assert motions(text) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [("Carried.", True), ("Unanimously approved.", True), ("Motion carried", True), ("Motion failed.", False), ("Carried out by the team in May of last year, as the report says it", False), ("", False)],
)  # fmt: skip
def test_it_tells_an_outcome_alone(words: str, *, expected: bool) -> None:
    assert tells_outcome_only(words, EN) is expected
