"""Search in reports, as somebody types it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from secretariat.evidence.models import Collection
from tests.cast import Cast
from tests.evidence.cast import FRANCE, KENYA, SILENT, examine_into, make_collection, make_report

from .scenes import signed_in

SEARCH = reverse("workspace:evidence-search")


@pytest.fixture
def collection(cast: Cast) -> Collection:
    """Return a collection of three reports, one of them in French, one that is silent on migration."""
    made = make_collection(cast.ana)
    for text, name in ((KENYA, "kenya.txt"), (FRANCE, "france.txt"), (SILENT, "iceland.txt")):
        examine_into(make_report(made, text, name), text)
    return made


@pytest.fixture
def reader(cast: Cast) -> Client:
    """Return the browser of Rita, a reader."""
    return signed_in(cast.rita)


def asked(client: Client, **given: str) -> str:
    """Return the page that answers a question."""
    return " ".join(client.get(SEARCH, given).content.decode().split())


@pytest.mark.usefixtures("collection")
def test_it_quotes_what_stands_on_a_page_with_the_words_marked(reader: Client) -> None:
    page = asked(reader, q="recruitment fee")
    assert "1 page" in page
    assert "<mark>recruitment</mark> agencies" in page
    assert "Kenya, 2026" in page


@pytest.mark.usefixtures("collection")
def test_it_answers_by_meaning_in_other_languages_and_says_how_it_understood(reader: Client) -> None:
    page = asked(reader, q="health services for migrants", by="meaning")
    assert "GCM 15" in page
    assert "Access to basic services" in page
    assert "France, 2026" in page
    assert "soins de santé" in page


@pytest.mark.usefixtures("collection")
def test_it_says_what_it_searched_when_nothing_is_found(reader: Client) -> None:
    assert "No page of the 3 reports that were examined holds all these words." in asked(reader, q="zeppelin")
    assert "Not understood" in asked(reader, q="zeppelin", by="meaning")
    assert "quotation marks" in asked(reader)


@pytest.mark.usefixtures("collection")
@pytest.mark.parametrize(
    "given",
    [
        {"q": '"', "by": "x"},
        {"q": "a" * 5000, "country": "<b>"},
        {"q": "electricity", "collection": "9" * 40, "year": "20x6", "page": "no"},
        {"q": "' OR ''='", "language": "zz", "stance": "no", "by": "meaning"},
    ],
)
def test_it_answers_whatever_is_typed(reader: Client, given: dict[str, str]) -> None:
    assert reader.get(SEARCH, given).status_code == 200


def test_it_tells_readers_nothing_of_what_is_not_open_to_them(cast: Cast, collection: Collection) -> None:
    collection.opened = False
    collection.save()
    page = asked(signed_in(cast.rita), q="electricity", collection=str(collection.pk))
    assert "Nothing found" in page
    assert collection.title not in page
    assert "Kenya" not in page
