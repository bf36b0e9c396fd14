"""What differs between two texts, and where words stand that a comment was pinned to."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from secretariat.meetings.anchors import found
from secretariat.meetings.differences import Fate, changed, differences
from secretariat.meetings.wording import paragraphs, settled

WORDS = st.lists(st.sampled_from(("a", "b", "c", "\n", "\n\n")), max_size=14).map(" ".join)


def told(before: str, after: str) -> str:
    signs = {Fate.EQUAL: "", Fate.DELETED: "-", Fate.INSERTED: "+"}
    return "|".join(f"{signs[run.fate]}{run.words}" for run in differences(before, after))


def test_it_tells_what_was_taken_out_and_put_in() -> None:
    assert told("The Board met.", "The Council met.") == "The|-Board|+Council|met."
    assert told("", "New.") == "+New."
    assert told("Same.", "Same.") == "Same."
    assert changed("The Board met in May again", "The Council met again") == [("Board", "Council"), ("in May", "")]


@given(WORDS, WORDS)
def test_it_gives_both_texts_back(before: str, after: str) -> None:
    runs = differences(before, after)
    old = "".join(run.opens + run.words for run in runs if run.fate != Fate.INSERTED)
    new = "".join(run.opens + run.words for run in runs if run.fate != Fate.DELETED)
    assert settled(old).split() == settled(before).split()
    assert settled(new).split() == settled(after).split()
    assert differences(before, before) == [run for run in differences(before, before) if run.fate == Fate.EQUAL]


def test_it_finds_words_again_closest_to_where_they_were() -> None:
    text = "It agreed. Then it rested.\n\nIt agreed."
    assert found(text, "It agreed.", near=0) == (0, 10)
    assert found(text, "It agreed.", near=28) == (28, 38)
    assert found(text, "rested. It agreed.") == (19, 38)
    assert found(text, "It refused.") is None
    assert found(text, " ") is None


@given(WORDS)
def test_it_knows_where_paragraphs_begin(text: str) -> None:
    whole = settled(text)
    assert all(whole[at : at + len(words)] == words for at, words in paragraphs(whole))
