"""Bodies and entities are changed: names, kind, parent without cycles, time zone, membership."""

from __future__ import annotations

from datetime import date

import pytest

from secretariat.history.refusals import Conflict, Refused
from secretariat.history.selectors import events_of
from secretariat.network import verbs
from tests.cast import Cast


def test_it_changes_a_body_and_keeps_what_it_was(cast: Cast) -> None:
    body = verbs.change_body(
        cast.ana, body=cast.group, name="  Working  Group on Return ", sort="working_group", zone="Africa/Nairobi"
    )
    assert (body.name, body.zone, body.version) == ("Working Group on Return", "Africa/Nairobi", 2)
    changed = events_of(body).get().data["changed"]
    assert changed["name"] == ["Working Group on Returns", "Working Group on Return"]
    with pytest.raises(Conflict):
        verbs.change_body(cast.ana, body=body, name="Other", version=1)


@pytest.mark.parametrize("zone", ["Mars/Olympus", "CEST!", "../etc/passwd"])
def test_it_takes_no_zone_that_there_is_not(cast: Cast, zone: str) -> None:
    with pytest.raises(Refused, match="is not a time zone"):
        verbs.change_body(cast.ana, body=cast.group, zone=zone)


def test_it_makes_no_body_part_of_itself(cast: Cast) -> None:
    child = verbs.add_body(cast.ana, name="Drafting team", parent=cast.group)
    for parent in (child, cast.group):
        with pytest.raises(Refused, match="cannot be part of"):
            verbs.change_body(cast.ana, body=cast.group, parent=parent)
    cast.group.refresh_from_db()
    assert cast.group.parent == cast.committee


def test_it_dates_the_membership_of_an_entity(cast: Cast) -> None:
    entity = verbs.change_entity(cast.ana, entity=cast.who, sort="agency", since=date(2018, 5, 23))
    assert (entity.sort, entity.since) == ("agency", date(2018, 5, 23))
    with pytest.raises(Refused, match="before the first"):
        verbs.change_entity(cast.ana, entity=entity, until=date(2018, 5, 22))
    with pytest.raises(Refused, match="Sort: "):
        verbs.change_entity(cast.ana, entity=entity, sort="club")


def test_it_keeps_names_in_order(cast: Cast) -> None:
    names = ["OIM; UN  Migration", "OIM", "\x00Organisation\u0007"]
    entity = verbs.change_entity(cast.ana, entity=cast.iom, aliases=names)
    assert entity.aliases == ["OIM", "UN Migration", "Organisation"]
