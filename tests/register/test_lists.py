"""Lists of the register: filters, order, counts, search and what each reader sees of them."""

from __future__ import annotations

from datetime import date

import pytest
from django.http import Http404, QueryDict
from pytest_django import DjangoAssertNumQueries

from secretariat.history.refusals import Refused
from secretariat.network.names import folded
from secretariat.register import entries as verbs
from secretariat.register import review, saved, selectors
from secretariat.register.filters import Filters
from secretariat.register.models import ActionPoint, Kind, Owner, SavedView
from secretariat.sources.models import Document
from secretariat.sources.verbs import set_confidentiality
from tests.cast import RECORD, Cast

ACTION = Kind.ACTION_POINT


@pytest.fixture
def register(cast: Cast, document: Document) -> Document:
    """Return the shared document, confirmed whole."""
    for kind in (Kind.DECISION, ACTION, Kind.STATEMENT, Kind.QUESTION, Kind.FIGURE):
        review.confirm_all(cast.ana, document=document, kind=kind)
    return document


def texts(cast: Cast, query: str, kind: str = ACTION, who: str = "ana") -> list[str]:
    """Return the first words of each entry of a list."""
    rows = selectors.entries(getattr(cast, who), kind, Filters.from_query_string(query))
    return [row.text.split()[0] for row in rows]


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["IOM", "Keep", "The"]),
        ("q=guidance", ["IOM"]),
        ("q=CHECKLIST+unicef", ["The"]),
        ("q=guidance+checklist", []),
        ("state=continuing", ["Keep"]),
        ("state=open&state=continuing", ["IOM", "Keep", "The"]),
        ("pace=standing", ["Keep"]),
        ("owner=entity:iom", ["IOM"]),
        ("owner=body:working-group-on-returns", ["The"]),
        ("owner=entity:nobody", []),
        ("unassigned=1", ["Keep"]),
        ("overdue=1", []),
        ("review_due=1", ["Keep"]),
        ("due_before=2031-03-31", ["IOM"]),
        ("due_after=2031-04-01", []),
        ("body=executive-committee", ["IOM", "Keep", "The"]),
        ("body=working-group-on-returns", []),
        ("confidentiality=restricted", []),
        ("sort=due", ["IOM", "Keep", "The"]),
        ("sort=-text", ["The", "Keep", "IOM"]),
        ("sort=owner", ["IOM", "The", "Keep"]),
        ("sort=-reference", ["The", "Keep", "IOM"]),
    ],
)
def test_it_narrows_and_orders_a_list(cast: Cast, query: str, expected: list[str]) -> None:
    assert texts(cast, query) == expected


def test_it_finds_what_is_mine(cast: Cast, register: Document) -> None:
    assert texts(cast, "owner=mine", who="farid") == ["IOM"]
    assert texts(cast, "owner=mine", who="rita") == []
    action = ActionPoint.objects.get(text__startswith="Keep")
    cast.lena.user = cast.rita
    cast.lena.save()
    Owner.objects.create(action=action, person=cast.lena)
    assert texts(cast, f"owner=mine&document={register.pk}", who="rita") == ["Keep"]


@pytest.mark.usefixtures("register")
def test_it_leaves_out_what_a_reader_may_not_see(cast: Cast) -> None:
    restricted = ActionPoint.objects.get(text__startswith="IOM")
    verbs.set_confidentiality(cast.ana, entries=[restricted], confidentiality="restricted")
    assert texts(cast, "", who="ana") == ["IOM", "Keep", "The"]
    for who in ("farid", "rita"):
        assert texts(cast, "", who=who) == ["Keep", "The"]
        assert selectors.counts(getattr(cast, who))[ACTION] == 2
        assert selectors.search(getattr(cast, who), "share guidance") == []
        assert "entity:iom" not in {one.value for one in facets(cast, "", who=who)["owner"]}
        with pytest.raises(Http404):
            selectors.entry(getattr(cast, who), ACTION, restricted.pk)
    assert texts(cast, "", who="gone") == []


def facets(cast: Cast, query: str, kind: str = ACTION, who: str = "ana") -> dict[str, list[selectors.Facet]]:
    return selectors.facets(getattr(cast, who), kind, Filters.from_query_string(query))


@pytest.mark.usefixtures("register")
def test_it_counts_each_filter_with_the_others_on(cast: Cast) -> None:
    found = {
        name: {one.value: (one.count, one.selected) for one in values}
        for name, values in facets(cast, "state=open&unassigned=1").items()
    }
    assert found["state"] == {"continuing": (1, False)}
    assert found["attention"] == {
        "unassigned": (0, True),
        "overdue": (0, False),
        "review_due": (0, False),
    }
    assert found["owner"] == {}
    everything = {name: {one.value: one.count for one in values} for name, values in facets(cast, "").items()}
    assert everything["body"] == {"executive-committee": 3}
    assert everything["pace"] == {"once": 2, "standing": 1}
    assert everything["owner"] == {
        "entity:iom": 1,
        "entity:unicef": 1,
        "body:working-group-on-returns": 1,
    }
    assert {one.value for one in facets(cast, "", Kind.DECISION)["verb"]} == {"endorse"}


@pytest.mark.usefixtures("register")
def test_it_searches_every_kind_for_all_words(cast: Cast) -> None:
    found = [(kind, row.text.split()[0]) for kind, row in selectors.search(cast.rita, "Guidance RETURNS")]
    assert found == [(Kind.DECISION, "The"), (Kind.ACTION_POINT, "IOM")]
    assert selectors.search(cast.rita, " ,. ") == []


@pytest.mark.usefixtures("cast")
def test_it_searches_in_letters_with_accents(cast: Cast) -> None:
    verbs.enter(cast.ana, kind="question", values={"text": "Où siègera le COMITÉ ?"})
    assert len(selectors.search(cast.ana, "comite SIEGERA")) == 1
    assert folded("COMITÉ") == "comite"


@pytest.mark.usefixtures("cast")
def test_it_takes_wildcards_of_a_search_as_letters(cast: Cast) -> None:
    verbs.enter(cast.ana, kind="question", values={"text": "What is next?"})
    assert selectors.search(cast.ana, "%") == []
    assert selectors.search(cast.ana, "w_at") == []


def test_it_shows_the_passage_in_its_text(cast: Cast, register: Document) -> None:
    decision = selectors.entries(cast.rita, Kind.DECISION).get()
    passage = selectors.passage(cast.rita, decision, around=20)
    assert passage is not None
    assert passage.words == decision.quote
    assert passage.before.startswith("… ")
    assert passage.after.endswith(" …")
    assert passage.words in RECORD
    assert decision.document == register


def test_it_shows_nothing_of_a_document_that_was_restricted_to_those_who_may_not_read_it(
    cast: Cast, register: Document
) -> None:
    assert selectors.entries(cast.rita, Kind.DECISION).exists()
    set_confidentiality(cast.ana, document=register, confidentiality="restricted")
    assert not selectors.entries(cast.rita, Kind.DECISION).exists()
    assert not selectors.entries(cast.farid, Kind.DECISION).exists()
    assert selectors.entries(cast.ana, Kind.DECISION).exists()


def test_it_names_what_an_address_asks_in_vain() -> None:
    query = "state=lost&sort=size&due_before=31.3.2031&meeting=x&meeting_id=3&pace=daily&q=%00+&overdue=1"
    filters = Filters.from_query_string(query)
    assert set(filters.ignored) == {"state", "sort", "due_before", "meeting", "pace"}
    assert filters.query_string() == "overdue=1"


def test_it_writes_filters_as_it_reads_them() -> None:
    filters = Filters.from_query(QueryDict("q=a+b&state=open&state=done&due_before=2031-03-31&unassigned=1&sort=due"))
    assert Filters.from_query_string(filters.query_string()) == filters
    assert filters.due_before == date(2031, 3, 31)
    assert filters.query_string(state=(), q="") == "unassigned=1&due_before=2031-03-31&sort=due"
    assert filters.is_narrowed
    assert not Filters(sort="due").is_narrowed


@pytest.mark.usefixtures("cast")
def test_it_knows_no_other_kinds(cast: Cast) -> None:
    for kind in ("meeting", "poem"):
        with pytest.raises(Http404):
            selectors.entries(cast.ana, kind)


@pytest.mark.usefixtures("register")
def test_it_asks_the_database_a_fixed_number_of_times(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(3):  # the reader's seats, the rows, their owners
        shown = [
            (row.reference, str(row.meeting), [owner.label for owner in row.owners.all()])
            for row in selectors.entries(cast.rita, ACTION)
        ]
    assert len(shown) == 3


def test_it_keeps_views_for_their_user(cast: Cast) -> None:
    view = saved.save_view(cast.rita, name=" Late ", kind=ACTION, query="?overdue=1&colour=red")
    assert (view.name, view.query) == ("Late", "overdue=1")
    saved.save_view(cast.rita, name="Late", kind=ACTION, query="unassigned=1")
    assert [row.query for row in saved.saved_views(cast.rita, ACTION)] == ["unassigned=1"]
    assert not saved.saved_views(cast.ana).exists()
    with pytest.raises(Refused, match="somebody else"):
        saved.delete_view(cast.ana, view=view)
    saved.delete_view(cast.rita, view=SavedView.objects.get())
    assert not SavedView.objects.exists()


@pytest.mark.parametrize(("name", "kind"), [("", ACTION), ("x", "poem")])
def test_it_refuses_a_view_without_name_or_list(cast: Cast, name: str, kind: str) -> None:
    with pytest.raises(Refused):
        saved.save_view(cast.rita, name=name, kind=kind, query="")
