"""The build of a record: title, sections, heads and what stands under them, sentences."""

from __future__ import annotations

from textwrap import dedent

import pytest

from secretariat.reading.loaders.markup import load_markup
from secretariat.reading.outline import Outline
from secretariat.reading.spans import Span
from secretariat.reading.vocabulary import vocabulary


def outline_of(text: str) -> Outline:
    return Outline(load_markup(dedent(text).strip(), "text/plain"), vocabulary("en"))


def test_it_finds_the_title_and_counts_it_to_no_section() -> None:
    outline = outline_of("# Minutes of the Board\n\n## Budget\n\nTalk.\n\n## Venue\n\nTalk.")
    assert outline.title == 0
    assert [section.title for section in outline.sections] == ["Budget", "Venue"]


def test_it_gives_each_section_from_its_heading_to_its_end() -> None:
    outline = outline_of("# Minutes\n\n## A\n\none\n\n### B\n\ntwo\n\n## C\n\nthree")
    words = [outline.text(section.span) for section in outline.sections]
    assert words == ["A one ### B two".replace("### ", ""), "B two", "C three"]
    assert outline.section_at(outline.source.text.index("two")) == "B"


@pytest.mark.parametrize(
    ("text", "head", "below"),
    [
        ("Actions:\n\n- one\n- two\n\nTalk.", "Actions", ["one", "two"]),
        ("## Actions\n\none\n\ntwo", "Actions", ["one", "two"]),
        ("Present\n- Ann\n- Bo", "Present", ["Ann", "Bo"]),
        ("- Ann:\n  - one\n  - two\n- Bo", "Ann", ["one", "two"]),
        ("Actions:\n\n- one\n\n1. Budget\n\nTalk.", "Actions", ["one"]),
    ],
)
def test_it_says_what_stands_under_a_head(text: str, head: str, below: list[str]) -> None:
    outline = outline_of(text)
    (found,) = [one for one in outline.heads if one.words == head]
    assert [outline.words(index) for index in outline.body(found.index)] == below


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It rained. We left.", ["It rained.", "We left."]),
        ("Dr. Lee and Mr. Ek met, e.g. on Monday. Fine.", ["Dr. Lee and Mr. Ek met, e.g. on Monday.", "Fine."]),
        ("J. Lee spoke. Yes!", ["J. Lee spoke.", "Yes!"]),
        ("Version 2.5 is out. Good", ["Version 2.5 is out.", "Good"]),
        ("“Stop.” He left.", ["“Stop.”", "He left."]),
        ("会议开始。主席发言。", ["会议开始。", "主席发言。"]),
    ],
)
def test_it_cuts_sentences(text: str, sentences: list[str]) -> None:
    outline = outline_of(text)
    span = Span(0, len(outline.source.text))
    assert [outline.text(sentence) for sentence in outline.sentences(span)] == sentences
