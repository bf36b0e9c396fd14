"""The words that the reader goes by: every file loads, and tables that part things do not share words."""

from __future__ import annotations

import re
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretariat.reading.vocabulary import alternation, languages, names, vocabulary

# groups of lists in one of which at most a phrase may stand, for it decides what a head or a line is
APART = [
    [("participants", "present"), ("participants", "apologies"), ("participants", "absent"), ("participants", "represented")],
    [("actions", "heads"), ("decisions", "heads"), ("agenda", "heads"), ("participants", "present")],
    [("participants", "there"), ("participants", "not_there")],
]  # fmt: skip
INNER_APART = [("decisions", "verbs"), ("statements", "forces"), ("dates", "months"), ("dates", "weekdays"), ("actions", "columns"), ("header", "modes")]  # fmt: skip


@pytest.mark.parametrize("language", languages())
def test_it_loads_each_language_once(language: str) -> None:
    assert vocabulary(language) is vocabulary(language)
    assert vocabulary(language).language == language


def test_it_has_no_language_without_a_file() -> None:
    with pytest.raises(KeyError):
        vocabulary("xx")


@pytest.mark.parametrize("file", ["entities", "styles"])
def test_it_loads_names_of_no_language(file: str) -> None:
    assert names(file)


@pytest.mark.parametrize("language", languages())
def test_it_holds_words_without_white_space_at_their_ends(language: str) -> None:
    words = [
        (table, key, phrase)
        for table, entries in vocabulary(language).tables.items()
        for key, value in entries.items()
        if isinstance(value, list)
        for phrase in value
    ]
    assert [found for found in words if found[2] != " ".join(found[2].split()) or not found[2]] == []


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("lists", APART, ids=lambda lists: lists[0][1])
def test_it_puts_no_phrase_in_two_lists_that_exclude_each_other(language: str, lists: list[tuple[str, str]]) -> None:
    words = {place: {word.casefold() for word in vocabulary(language).words(*place)} for place in lists}
    assert {(one, other): words[one] & words[other] for one, other in combinations(lists, 2) if words[one] & words[other]} == {}  # fmt: skip


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize(("table", "key"), INNER_APART)
def test_it_gives_a_phrase_one_name(language: str, table: str, key: str) -> None:
    pairs = vocabulary(language).pairs(table, key)
    folded = {name: {phrase.casefold() for phrase in phrases} for name, phrases in pairs.items()}
    assert {(one, other): folded[one] & folded[other] for one, other in combinations(folded, 2) if folded[one] & folded[other]} == {}  # fmt: skip


def test_it_gives_nothing_for_a_key_that_is_not_there() -> None:
    assert vocabulary("en").words("agenda", "no such key") == ()
    assert vocabulary("en").pairs("no such table", "heads") == {}
    assert vocabulary("en").pairs("agenda", "heads") == {}


@pytest.mark.parametrize(
    ("phrases", "text", "found"),
    [
        (["end", "end date"], "end date", "end date"),
        (["action item"], "action \n item", "action \n item"),
        (["today's"], "today’s", "today’s"),
        (["a.b"], "axb", None),
        (["C++ (all)"], "C++ (all)", "C++ (all)"),
        ([], "", None),
        ([], "anything", None),
    ],
)
def test_it_makes_one_expression_of_phrases(phrases: list[str], text: str, found: str | None) -> None:
    match = re.match(alternation(phrases), text)
    assert (match and match[0]) == found


@given(
    st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1).map(str.strip).filter(bool))
)
def test_it_matches_each_phrase_as_a_whole(phrases: list[str]) -> None:
    pattern = re.compile(alternation(phrases))
    for phrase in phrases:
        assert pattern.fullmatch(phrase)


@given(st.permutations(["end", "end date", "date", "start", "a b"]))
def test_it_makes_the_same_expression_whatever_the_order(phrases: list[str]) -> None:
    assert alternation(phrases) == alternation(sorted(phrases))
