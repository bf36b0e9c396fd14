"""A table is taken in after a preview: what is new, what changes, what is wrong where. Nothing is ever deleted."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from secretariat.exports.network import network_tables
from secretariat.exports.tables import as_csv, as_xlsx
from secretariat.history.models import Event
from secretariat.history.refusals import Conflict, NotAllowed, Refused
from secretariat.network import verbs
from secretariat.network.columns import SORTS
from secretariat.network.models import Body, Entity, Person, Seat, Tenure
from secretariat.network.table_files import Sheet, sheets_of
from secretariat.network.table_import import Preview, apply, preview
from tests.cast import Cast, make_cast


def sheets(text: str) -> list[Sheet]:
    return sheets_of(text.encode())


def previewed(cast: Cast, text: str, sort: str = "") -> Preview:
    return preview(cast.ana, sheets=sheets(text), sort=sort)


def errors(cast: Cast, text: str, sort: str = "") -> list[str]:
    return [str(error) for error in previewed(cast, text, sort).errors]


ENTITIES = """Full name,Short name,Sort,Member since,Phone
International Labour Organization,ILO,agency,2018-05-23,1
World Health Organization,WHO,Specialized agency or related organization,,2
International Organization for Migration,IOM,,,3
"""


def test_it_shows_what_would_change_and_writes_nothing(cast: Cast) -> None:
    found = previewed(cast, ENTITIES)
    [sheet] = found.sheets
    assert (sheet.sort, sheet.added, sheet.changed, sheet.unchanged, sheet.left_alone) == ("entities", 1, 1, 1, 1)
    new, changed = sheet.outcomes
    assert (new.row, new.name, new.what) == (2, "ILO", "added")
    assert [(change.name, change.before, change.after) for change in changed.changes] == [
        ("Sort", "", "Specialized agency or related organization")
    ]
    assert sheet.unknown == ("Phone",)
    assert not Entity.objects.filter(short_name="ILO").exists()
    assert not Event.objects.exists()


def test_it_takes_all_of_it_in_one_gesture(cast: Cast) -> None:
    found = previewed(cast, ENTITIES)
    apply(cast.ana, sheets=sheets(ENTITIES), seen=found.mark)
    ilo = Entity.objects.get(slug="ilo")
    assert (ilo.sort, ilo.since, Entity.objects.get(slug="who").sort) == ("agency", date(2018, 5, 23), "agency")
    assert Entity.objects.filter(slug="unicef").exists()
    assert sorted(event.verb for event in Event.objects.all()) == ["add", "change"]
    assert len(set(Event.objects.values_list("batch", flat=True))) == 1
    assert previewed(cast, ENTITIES).changes == 0


def test_it_notices_a_change_between_preview_and_import(cast: Cast) -> None:
    found = previewed(cast, ENTITIES)
    verbs.change_entity(cast.ben, entity=cast.who, sort="fund")
    with pytest.raises(Conflict, match="since this preview"):
        apply(cast.ana, sheets=sheets(ENTITIES), seen=found.mark)
    assert not Entity.objects.filter(slug="ilo").exists()


def test_it_says_what_is_wrong_by_row_and_column(cast: Cast) -> None:
    text = (
        "Name;Title;Entity;Since;Until\n"
        "Guy Holm;Director;IOM;31.2.2021;\n"
        "Amy Sand;Director;XYZ;2021-01-01;\n"
        ";Director;IOM;;\n"
        "Bo Lind;Director;IOM;2021-05-01;1.4.2021\n"
        "Lena Okafor;Chief;WHO;1.6.2021;\n"
    )
    assert errors(cast, text) == [
        "Row 2, column Since: “31.2.2021” is not a day. Write it as 2021-02-28.",
        "Row 3, column Entity: The network has no entity “XYZ”.",
        "Row 4, column Name: The cell is empty.",
        "Row 5: The last day, 1 April 2021, is before the first, 1 May 2021.",
    ]
    with pytest.raises(Refused, match="Row 2, column Since"):
        apply(cast.ana, sheets=sheets(text))
    assert Person.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("A,B\n1,2\n", "The header tells neither of"),
        ("", "no table in this file"),
        ("Short name,Full name,Sort\nX,Y,club\n", "Row 2, column Sort: “club” is none of: Specialized"),
        ("Short name,Full name\nX,Y\nx,Y\n", "Row 3: “X” stands in row 2 already"),
        ("Key,Short name,Full name\nother,IOM,Y\n", "Row 2: “IOM” has the key “iom”"),
        ("Name,Part of\nTeam,Nowhere\n", "Row 2, column Part of: The network has no body “Nowhere”."),
        ("Name,Time zone\nTeam,Mars/Olympus\n", "Row 2: “Mars/Olympus” is not a time zone"),
        ("Number,Name,Title\n99,Li,Chief\n", "Row 2: Nobody has the number 99"),
        ("Number,Name,Title\nx,Li,Chief\n", "Row 2, column Number: “x” is not a number."),
    ],
)
def test_it_refuses_a_table_that_does_not_hold(cast: Cast, text: str, says: str) -> None:
    with pytest.raises(Refused) as refusal:
        apply(cast.ana, sheets=sheets(text))
    assert says in str(refusal.value)
    assert not Event.objects.exists()


def test_it_says_which_column_is_missing(cast: Cast) -> None:
    with pytest.raises(Refused, match="Entities: the header has no column “Full name”"):
        previewed(cast, "Short name,Sort\nX,fund\n", "entities")


def test_it_knows_the_header_in_any_order_and_in_other_languages(cast: Cast) -> None:
    found = previewed(cast, "Type;Nom complet;Sigle;Membre depuis\nfund;Fonds des Nations Unies;FNUAP;2020-01-01\n")
    assert (found.sheets[0].sort, found.sheets[0].added, found.errors) == ("entities", 1, ())


def test_it_lets_a_row_lean_on_one_further_down(cast: Cast) -> None:
    apply(cast.ana, sheets=sheets("Name,Part of\nDrafting team,Task force\nTask force,EC\n"))
    team = Body.objects.get(name="Drafting team")
    assert (str(team.parent), team.parent.parent if team.parent else None) == ("Task force", cast.committee)


SEATS = """Body,Seat,Function,Entity,Person,Since,Until
EC,Seat 1,member,IOM,Lena Okafor,2019-01-01,{until}
EC,Seat 1,,UNICEF,,2021-06-01,
EC,Seat 2,chair,,,,
"""


def test_it_takes_seats_with_their_holders_over_time(cast: Cast) -> None:
    [error] = errors(cast, SEATS.format(until=""))
    assert error.startswith("Row 3: Lena Okafor (IOM) holds “Seat 1” of Executive Committee from 1 January 2019 on")
    apply(cast.ana, sheets=sheets(SEATS.format(until="2021-05-31")))
    assert Seat.objects.count() == 2
    assert [str(row) for row in Tenure.objects.order_by("since")] == ["Lena Okafor (IOM)", "UNICEF"]
    found = previewed(cast, SEATS.format(until="2021-05-30"))
    assert [change.after for outcome in found.sheets[0].outcomes for change in outcome.changes] == ["30 May 2021"]


def test_it_keeps_the_posts_of_people(cast: Cast) -> None:
    text = "Name,Title,Entity,Since,Until\nLi Wei,Officer,WHO,2015-01-01,2018-12-31\nLi Wei,Chief,WHO,2019-01-01,\n"
    apply(cast.ana, sheets=sheets(text))
    person = Person.objects.get(name="Li Wei")
    assert (person.title, person.posts.count()) == ("Chief", 2)
    assert previewed(cast, text).changes == 0
    assert "posts with days" in errors(cast, "Name,Title\nLi Wei,Boss\n", "people")[0]


def test_it_is_for_the_secretariat(cast: Cast) -> None:
    for refused in (preview, apply):
        with pytest.raises(NotAllowed):
            refused(cast.farid, sheets=sheets(ENTITIES))


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=20)
DAYS = st.one_of(st.none(), st.dates(date(1950, 1, 1), date(2080, 1, 1)))
TRICKY = st.one_of(
    NAMES, st.sampled_from(["=1+1", "'=x", "'", "A; B", "#1", "Lena Okafor", "_x0041_", "1e3", "-", "IOM"])
)


class TestRoundTrip(TestCase):
    """What is exported and taken in again changes nothing."""

    @settings(max_examples=40)
    @given(data=st.data())
    def test_it_changes_nothing(self, data: st.DataObject) -> None:
        cast = make_cast()
        for _number in range(data.draw(st.integers(0, 4))):
            _something(cast, data)
        tables = network_tables(cast.rita)
        sorts = list(SORTS)
        as_files = [as_csv(table) for table in network_tables(cast.rita)]
        for sort, file in zip(sorts, as_files, strict=True):
            _same(preview(cast.ana, sheets=sheets_of(file), sort=sort))
        _same(preview(cast.ana, sheets=sheets_of(as_xlsx(tables))))


def _same(found: Preview) -> None:
    assert found.errors == ()
    assert [outcome for sheet in found.sheets for outcome in sheet.outcomes] == []
    assert [sheet.left_alone for sheet in found.sheets] == [0] * len(found.sheets)


def _something(cast: Cast, data: st.DataObject) -> None:
    """Add an entity, a body, a person with a post, a seat with a holder; what is refused is left out."""
    name = data.draw(TRICKY)
    first, last = sorted([data.draw(st.dates(date(1950, 1, 1), date(2080, 1, 1))) for _end in range(2)])
    with_end = {"since": first, "until": last} if data.draw(st.booleans()) else {"since": data.draw(DAYS)}
    try:
        entity = verbs.add_entity(
            cast.ana,
            short_name=name,
            full_name=data.draw(TRICKY),
            aliases=data.draw(st.lists(TRICKY, max_size=2)),
            sort=data.draw(st.sampled_from(["", "fund", "state"])),
            slug=f"e-{Entity.objects.count()}",
            **with_end,
        )
        body = verbs.add_body(
            cast.ana,
            name=data.draw(TRICKY),
            parent=data.draw(st.sampled_from([None, cast.group])),
            slug=f"b-{Body.objects.count()}",
            zone=data.draw(st.sampled_from(["", "Asia/Dhaka"])),
        )
        person = verbs.add_person(cast.ana, name=data.draw(TRICKY), entity=entity)
        if data.draw(st.booleans()):
            verbs.add_post(cast.ana, person=person, title=data.draw(TRICKY), **with_end)
        seat = verbs.add_seat(cast.ana, body=body, name=data.draw(st.sampled_from(["", name])))
        holder = data.draw(st.sampled_from([None, person]))
        if data.draw(st.booleans()):
            verbs.take_seat(cast.ana, seat=seat, entity=entity, person=holder, **with_end)
    except Refused:
        return
