"""Spans and the map from a text back to its source."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from secretariat.reading.spans import OffsetMap, Span, TextBuilder, trimmed


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=8))
def test_it_maps_what_was_copied_back_to_where_it_was_copied_from(source: str, cuts: list[tuple[int, int]]) -> None:
    builder = TextBuilder()
    for start, end in cuts:
        builder.add(source[start:end], start)
    text, back = builder.text(), builder.offset_map()
    assert [source[back.source(offset)] for offset in range(len(text))] == list(text)


@given(st.text(" ab\n", max_size=30))
def test_it_trims_white_space_at_both_ends_only(text: str) -> None:
    span = trimmed(text, 0, len(text))
    assert span.of(text) == text.strip()


def test_it_tells_spans_that_touch_from_spans_that_overlap() -> None:
    assert not Span(0, 3).overlaps(Span(3, 5))
    assert Span(0, 4).overlaps(Span(3, 5))
    assert Span(0, 5).contains(Span(3, 5))


def test_it_maps_a_plain_copy_onto_itself() -> None:
    assert OffsetMap([]).source_span(Span(3, 7)) == Span(3, 7)
