"""Highlights cut a text into segments that cover it once, whatever overlaps."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from secretariat.workspace.highlights import Highlight, Segment, cut


def _mark(key: str, start: int, end: int) -> Highlight:
    return Highlight(key, "decision", "proposed", start, end)


@st.composite
def _pieces(draw: st.DrawFn) -> list[tuple[int, int]]:
    steps = draw(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 12)), min_size=1, max_size=8))
    pieces, at = [], 0
    for gap, length in steps:
        pieces.append((at + gap, at + gap + length))
        at += gap + length
    return pieces


_HIGHLIGHTS = st.lists(
    st.builds(
        lambda number, start, length: _mark(str(number), start, start + length),
        st.integers(0, 30),
        st.integers(0, 120),
        st.integers(0, 40),
    ),
    max_size=12,
    unique=True,
)


def test_it_leaves_plain_text_in_one_segment() -> None:
    assert cut([(0, 5)], []) == [[Segment(0, 5)]]


def test_it_has_nothing_to_cut_in_an_empty_piece() -> None:
    assert cut([(4, 4)], [_mark("1", 0, 9)]) == [[]]


def test_it_names_the_outer_highlight_before_the_inner_one() -> None:
    outer, inner = _mark("1", 2, 9), _mark("2", 4, 6)
    [segments] = cut([(0, 10)], [inner, outer])
    assert segments == [
        Segment(0, 2),
        Segment(2, 4, (outer,), (outer,)),
        Segment(4, 6, (outer, inner), (inner,)),
        Segment(6, 9, (outer,)),
        Segment(9, 10),
    ]


def test_it_begins_a_highlight_once_where_it_runs_over_two_blocks() -> None:
    long = _mark("1", 3, 14)
    first, second = cut([(0, 8), (9, 20)], [long])
    assert [one.begins for one in first] == [(), (long,)]
    assert [one.begins for one in second] == [(), ()]
    assert second[0].covers == (long,)


@given(_pieces(), _HIGHLIGHTS)
def test_it_covers_each_piece_once_and_in_order(pieces: list[tuple[int, int]], marks: list[Highlight]) -> None:
    for (start, end), segments in zip(pieces, cut(pieces, marks), strict=True):
        assert [one.start for one in segments[1:]] == [one.end for one in segments[:-1]]
        if start < end:
            assert (segments[0].start, segments[-1].end) == (start, end)
        assert all(one.start < one.end for one in segments)


@given(_pieces(), _HIGHLIGHTS)
def test_it_says_for_each_character_what_covers_it(pieces: list[tuple[int, int]], marks: list[Highlight]) -> None:
    for segments in cut(pieces, marks):
        for segment in segments:
            for at in range(segment.start, segment.end):
                assert set(segment.covers) == {one for one in marks if one.start <= at < one.end}


@given(_pieces(), _HIGHLIGHTS)
def test_it_begins_each_visible_highlight_exactly_once(pieces: list[tuple[int, int]], marks: list[Highlight]) -> None:
    begun = [one for segments in cut(pieces, marks) for segment in segments for one in segment.begins]
    visible = {
        one for one in marks if one.start < one.end and any(s < one.end and one.start < e and s < e for s, e in pieces)
    }
    assert len(begun) == len(set(begun))
    assert set(begun) == visible
