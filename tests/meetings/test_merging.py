"""Two people write in one text at once: no word of either is lost, and nobody is asked for nothing."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secretariat.meetings.merging import Clash, is_marked, merge
from secretariat.meetings.wording import settled

BASE = "The Board met in March. It agreed to wait."

CASES = {
    "only one wrote": (BASE, BASE, f"{BASE} Ghana spoke.", f"{BASE} Ghana spoke."),
    "each wrote elsewhere": (
        BASE,
        "The Board met in May. It agreed to wait.",
        "The Board met in March. It agreed to wait and see.",
        "The Board met in May. It agreed to wait and see.",
    ),
    "words side by side": ("one two three", "1 two three", "one 2 three", "1 2 three"),
    "both the same": (BASE, "The Council met.", "The Council met.", "The Council met."),
    "one deleted, one added elsewhere": (
        BASE,
        "It agreed to wait.",
        f"{BASE}\n\nNext: June.",
        "It agreed to wait.\n\nNext: June.",
    ),
    "one split a paragraph": (
        BASE,
        "The Board met in March.\n\nIt agreed to wait.",
        "The Board met in March. It agreed to act.",
        "The Board met in March.\n\nIt agreed to act.",
    ),
}


@pytest.mark.parametrize(("base", "first", "second", "expected"), CASES.values(), ids=CASES.keys())
def test_it_makes_one_text_of_two(base: str, first: str, second: str, expected: str) -> None:
    merged = merge(base, first, second)
    assert merged.text == expected
    assert merged.crossings == ()
    assert merge(base, second, first) == merged


def test_it_keeps_both_wordings_of_one_place_between_marks() -> None:
    merged = merge(BASE, BASE.replace("wait.", "act."), BASE.replace("wait.", "pay."))
    assert merged.text == "The Board met in March. It agreed to ⟦ act. ‖ pay. ⟧"
    assert [(met.clash, met.first, met.second) for met in merged.crossings] == [(Clash.BOTH_CHANGED, "act.", "pay.")]
    assert is_marked(merged.text)


def test_it_keeps_what_both_added_at_one_point_the_earlier_first() -> None:
    merged = merge(BASE, f"{BASE}\n\nKenya spoke.", f"{BASE}\n\nPeru spoke.")
    assert merged.text == f"{BASE}\n\nKenya spoke.\n\nPeru spoke."
    assert [met.clash for met in merged.crossings] == [Clash.BOTH_ADDED]
    assert not is_marked(merged.text)


def test_it_keeps_a_change_in_what_the_other_deleted_and_says_so() -> None:
    merged = merge("Keep. One two three.", "Keep.", "Keep. One 2 three.")
    assert merged.text == "Keep. One 2 three."
    assert [met.clash for met in merged.crossings] == [Clash.ONE_DELETED]


def test_it_takes_no_space_for_a_change() -> None:
    assert merge("a b", "a  b ", " a b\n").text == "a b"
    assert settled("a \r\nb\r\n\r\n\r\n\r\nc\t d\x07 ") == "a\nb\n\nc d"


OLD, MINE, THEIRS = ("old", "ours", "base", "was"), ("x1", "x2", "x3"), ("y1", "y2", "y3")
BREAKS = ("\n", "\n\n")


@st.composite
def written(draw: st.DrawFn, vocabulary: tuple[str, ...], base: list[str]) -> list[str]:
    """Return a base as somebody changed it: words deleted, words of their own put in."""
    kept: list[str] = []
    for token in base:
        if draw(st.integers(0, 5)) == 0:
            kept += draw(st.lists(st.sampled_from(vocabulary), min_size=1, max_size=3))
        if draw(st.integers(0, 4)) != 0:
            kept.append(token)
    return [*kept, *draw(st.lists(st.sampled_from(vocabulary), max_size=2))]


@st.composite
def three(draw: st.DrawFn) -> tuple[str, str, str]:
    """Return a text, and what two people made of it, each with words of their own."""
    size = draw(st.integers(0, 14))
    base = [draw(st.sampled_from((f"b{at}", f"b{at}", f"b{at}", *BREAKS))) for at in range(size)]
    first, second = draw(written(MINE, base)), draw(written(THEIRS, base))
    return " ".join(base), " ".join(first), " ".join(second)


def counted(text: str, begins: str) -> Counter[str]:
    return Counter(word for word in text.split() if word.startswith(begins))


@settings(max_examples=400)
@given(three())
def test_it_keeps_every_word_that_either_added(texts: tuple[str, str, str]) -> None:
    base, first, second = texts
    text = merge(base, first, second).text
    assert counted(text, "x") == counted(first, "x")
    assert counted(text, "y") == counted(second, "y")


@settings(max_examples=400)
@given(three())
def test_it_takes_out_what_both_deleted_and_repeats_nothing_unmarked(texts: tuple[str, str, str]) -> None:
    base, first, second = texts
    merged = merge(base, first, second)
    left = counted(merged.text, "b")
    assert set(left) <= set(counted(first, "b")) | set(counted(second, "b"))
    if not merged.crossings:
        assert set(left) == set(counted(first, "b")) & set(counted(second, "b"))
        assert not any(count > 1 for count in left.values())


@settings(max_examples=400)
@given(three())
def test_it_does_not_matter_who_came_first_where_nobody_met(texts: tuple[str, str, str]) -> None:
    base, first, second = texts
    merged = merge(base, first, second)
    if not merged.crossings:
        assert merge(base, second, first).text == merged.text
    assert bool(merge(base, second, first).crossings) == bool(merged.crossings)


@settings(max_examples=300)
@given(st.lists(st.sampled_from((*OLD, *BREAKS)), max_size=12), st.lists(st.sampled_from((*OLD, *BREAKS)), max_size=12))
def test_it_takes_equal_changes_once_and_one_sided_ones_whole(base: list[str], changed: list[str]) -> None:
    old, new = " ".join(base), " ".join(changed)
    assert merge(old, new, new).text == settled(new)
    assert merge(old, old, new).text == settled(new)
    assert merge(old, new, old).text == settled(new)
    assert merge(old, new, old).crossings == ()


@settings(max_examples=300)
@given(st.text(), st.text(), st.text())
def test_it_keeps_the_words_of_any_text(base: str, first: str, second: str) -> None:
    merged = merge(base, first, second).text
    for text in (first, second):
        added = Counter(settled(text).split()) - Counter(settled(base).split())
        assert not added - Counter(merged.split())
    assert settled(merged) == merged
