"""The first look at a text, which may say yes too often and never no where there is something."""

from __future__ import annotations

import pytest

from benchmarks.gold import gold
from secretariat.reading.reports.framework import load_framework
from secretariat.reading.reports.gate import Gate
from secretariat.reading.reports.labels import lexicon
from secretariat.reading.reports.terms import read_terms
from secretariat.reading.reports.words import Words


def gate(*terms: str) -> Gate:
    return Gate([term for written in terms for term in read_terms(written, "en")], "en")


@pytest.mark.parametrize(
    ("term", "text", "may"),
    [
        ("migrant worker", "Migrant workers, as before", True),
        ("migrant worker", "Migrants need good workers", False),
        ("migrant worker", "The worker is a migrant", False),
        ("freedom of movement", "the freedom and movement", True),
        ("remittan*", "Remittances fell", True),
        ("remittan*", "A remit was given", False),
        ("traffick*; trafficking route", "trafficking routes", True),
        ("work* abroad", "working abroad", True),
        ("worker ~3 abroad", "abroad, some of our workers", True),
        ("worker ~3 abroad", "some of our workers", False),
        ("sewage & river", "a river with much sewage", True),
        ("migrant", "for mi-\r\ngrants who", True),
        ("migrant", "for mi\x02grants who", True),
        ("migrant", "for mi\u200bgrants who", True),
        ("migrant", "no word of it", False),
    ],
)
def test_it_says_whether_a_text_may_hold_a_term(term: str, text: str, *, may: bool) -> None:
    assert gate(*term.split(";")).may_hold(text) is may


def test_it_never_says_no_where_a_passage_tells_by_itself() -> None:
    subjects = load_framework("subjects")
    for passage in gold():
        known = lexicon((subjects,), passage.language)
        if known.telling_hits(Words(passage.text, passage.language)) is not None:
            assert known.may_tell(passage.text), passage.text


def test_it_holds_nothing_without_terms() -> None:
    assert not gate().may_hold("migrants")
