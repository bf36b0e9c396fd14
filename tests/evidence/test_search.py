"""Reports are searched by words, in any language's forms, and by meaning, across languages."""

from __future__ import annotations

import pytest

from secretariat.evidence import collections, search
from secretariat.evidence.models import Collection, Standing
from secretariat.evidence.search import Filters
from tests.cast import Cast
from tests.evidence.cast import FRANCE, KENYA, SILENT, examine_into, make_collection, make_report

EVERYWHERE = Filters()


@pytest.fixture
def collection(cast: Cast) -> Collection:
    """Return a collection of three reports, one of them in French, one that is silent on migration."""
    made = make_collection(cast.ana)
    for text, name in ((KENYA, "kenya.txt"), (FRANCE, "france.txt"), (SILENT, "iceland.txt")):
        examine_into(make_report(made, text, name), text)
    return made


def found(cast: Cast, question: str, filters: Filters = EVERYWHERE) -> list[str]:
    """Return the countries on whose pages the words stand, with the first quote's words that were looked for."""
    rows = search.pages(cast.ana, question, filters)
    return [
        f"{met.report.country}: {' | '.join(place.of(quote.text) for quote in met.quotes for place in quote.places)}"
        for met in search.quoted(rows, question)
    ]


@pytest.mark.usefixtures("collection")
@pytest.mark.parametrize(
    ("question", "answers"),
    [
        ("recruitment fee", ["KEN: recruitment | recruitment | fees"]),
        ('"recruitment fee"', ["KEN: recruitment fees"]),
        ("travailleur migrant", ["FRA: travailleurs | migrants | migrants"]),
        ("électricité", []),
        ("ELECTRICITY", ["KEN: Electricity"]),
        ("cod*", ["ISL: cod"]),
        ("household* -migrant", []),
        ('"households in 2025"', ["KEN: households in 2025"]),
        ('"in 2025 Migrants"', []),
        ("-electricity", []),
        ("", []),
        ("' OR 1=1 --", []),
        ('"unclosed', []),
        ("NEAR(", []),
        ("\\ ' \" & | ! :* <->", []),
    ],
)
def test_it_finds_words_in_the_forms_of_each_language(cast: Cast, question: str, answers: list[str]) -> None:
    assert found(cast, question) == answers


@pytest.mark.usefixtures("collection")
def test_it_reads_a_question_by_the_codes_that_it_is_about(cast: Cast) -> None:
    assert next(iter(search.asked("health services for migrants"))) == "gcm:15"
    texts = [one.text for one in search.passages(cast.ana, search.asked("health services for migrants"), EVERYWHERE)]
    assert texts == ["Des lacunes subsistent dans l'accès des migrants en situation irrégulière aux soins de santé."]


@pytest.mark.usefixtures("collection")
def test_it_searches_where_it_is_asked_to(cast: Cast) -> None:
    assert found(cast, "2025", Filters(country="ISL"))[0].startswith("ISL")
    assert found(cast, "2025", Filters(language="fr", year=2026)) == []
    assert len(found(cast, "2025", Filters(year=2026))) == 2
    codes = {"gcm:6": ()}
    assert [one.stance for one in search.passages(cast.ana, codes, Filters(stance="action"))] == ["action"]


def test_it_shows_nobody_what_they_may_not_read(cast: Cast, collection: Collection) -> None:
    assert list(search.pages(cast.rita, "electricity", EVERYWHERE))
    assert list(search.passages(cast.rita, {"gcm:6": ()}, EVERYWHERE))
    collections.open_to_readers(cast.ana, collection=collection, opened=False)
    assert not list(search.pages(cast.rita, "electricity", EVERYWHERE))
    assert not list(search.passages(cast.rita, {"gcm:6": ()}, EVERYWHERE))


def test_it_leaves_out_what_people_rejected(cast: Cast, collection: Collection) -> None:
    rows = search.passages(cast.ana, {"gcm:15": ()}, Filters(collection=collection.pk))
    rows.get().report.passages.update(standing=Standing.REJECTED)
    assert not rows.all()


def test_it_forgets_the_words_of_a_report_that_was_taken_away(cast: Cast, collection: Collection) -> None:
    collection.reports.get(country="KEN").delete()
    assert found(cast, "electricity") == []
