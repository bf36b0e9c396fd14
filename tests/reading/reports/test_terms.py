"""How terms are written and what they meet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretariat.reading.reports.matching import Matcher
from secretariat.reading.reports.terms import TermError, read_terms
from secretariat.reading.reports.words import Words


def met(term: str, text: str, language: str = "en") -> list[str]:
    """Return the words of a text that a term meets."""
    words = Words(text, language)
    matcher = Matcher(list(read_terms(term, language)))
    return [words.span(hit.first, hit.last).of(text) for hit in matcher.hits(words)]


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("migrant worker", "All MIGRANT\nWorkers count.", ["MIGRANT\nWorkers"]),
        ("labour migration", "labor migration", ["labor migration"]),
        ("organised crime", "organized crimes", ["organized crimes"]),
        ("cat", "concatenate", []),
        ("remittan*", "a remittance", ["remittance"]),
        ("reduc* poverty", "reducing poverty, reduced the poverty", ["reducing poverty"]),
        ("access ~3 water", "water that all can access", ["water that all can access"]),
        ("access ~1 water", "access for nobody here to any water", []),
        ("sewage & river", "The river carries no sewage.", ["sewage"]),
        ("(fish|bird) migration", "bird migration", ["bird migration"]),
        ("end poverty", "At the end. Poverty", []),
        ("safe ~2 water ~2 supply", "a supply of safe drinking water", ["supply of safe drinking water"]),
    ],
)
def test_it_meets_the_forms_of_a_term(term: str, text: str, found: list[str]) -> None:
    assert met(term, text) == found


@pytest.mark.parametrize(
    ("language", "term", "text", "found"),
    [
        ("fr", "travailleur migrant", "Les travailleurs migrants", "travailleurs migrants"),
        ("fr", "traite des êtres humains", "TRAITE DES ETRES HUMAINS", "TRAITE DES ETRES HUMAINS"),
        ("es", "trabajador migrante", "los trabajadores migrantes", "trabajadores migrantes"),
        ("ru", "трудящийся-мигрант", "права трудящихся-мигрантов", "трудящихся-мигрантов"),
        ("ar", "العمال المهاجرين", "حماية العُمّال المهاجرين", "العُمّال المهاجرين"),
        ("ar", "هجرة", "والهجرة", "والهجرة"),
        ("zh", "移民工人", "保护移民工人的权利", "移民工人"),
    ],
)
def test_it_meets_inflected_words_of_six_languages(language: str, term: str, text: str, found: str) -> None:
    assert met(term, text, language) == [found]


@pytest.mark.parametrize("term", ["( a | b", "a ~2 b & c", "...", "a | b"])
def test_it_refuses_a_term_that_cannot_be_read(term: str) -> None:
    with pytest.raises(TermError):
        list(read_terms(term, "en"))


@given(st.text(max_size=200), st.sampled_from(["en", "fr", "es", "ru", "ar", "zh"]))
def test_it_finds_each_word_at_its_own_place(text: str, language: str) -> None:
    words = Words(text, language)
    spans = [words.span(at, at) for at in range(words.count)]
    assert all(span.start < span.end <= len(text) for span in spans)
    assert spans == sorted(spans)
    assert len(words.joined.split()) == words.count
