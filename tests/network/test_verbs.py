"""Users, entities, bodies and people are added by the secretariat, with rules that make them work."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.test import RequestFactory

from secretariat.history.refusals import NotAllowed, Refused
from secretariat.history.selectors import events_of
from secretariat.network import verbs
from secretariat.network.models import User
from tests.cast import PASSWORD, Cast


def test_it_adds_a_user_who_signs_in_by_address_in_any_case(cast: Cast) -> None:
    user = verbs.add_user(cast.ana, email="Maya@Example.org", name="Maya", role="reader", password=PASSWORD)
    assert user.email == "maya@example.org"
    assert User.objects.get_by_natural_key("MAYA@example.ORG").check_password(PASSWORD)
    assert events_of(user).get().actor == cast.ana


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"email": "maya"}, "bad_email"),
        ({"name": " "}, "name_missing"),
        ({"role": "king"}, "unknown_role"),
        ({"role": "focal_point"}, "entity_missing"),
        ({"password": "short"}, "weak_password"),
        ({"password": "123456789012345"}, "weak_password"),
        ({"email": "ana@example.org"}, "already_there"),
    ],
)
@pytest.mark.usefixtures("cast")
def test_it_refuses_an_account_that_could_not_work(values: dict[str, Any], code: str) -> None:
    given: dict[str, Any] = {
        "email": "maya@example.org",
        "name": "Maya",
        "role": "reader",
        "password": PASSWORD,
        **values,
    }
    before = User.objects.count()
    with pytest.raises(Refused) as refusal:
        verbs.add_user(None, **given)
    assert refusal.value.code == code
    assert User.objects.count() == before


def test_it_lets_people_change_their_own_password_only(cast: Cast) -> None:
    verbs.set_password(cast.rita, user=cast.rita, password="another long passphrase")
    assert User.objects.get(pk=cast.rita.pk).check_password("another long passphrase")
    with pytest.raises(NotAllowed):
        verbs.set_password(cast.rita, user=cast.ana, password="another long passphrase")


def test_it_shuts_an_account(cast: Cast) -> None:
    verbs.set_active(cast.ana, user=cast.rita, active=False)
    assert authenticate(RequestFactory().get("/"), username="rita@example.org", password=PASSWORD) is None


def test_it_adds_and_changes_an_entity(cast: Cast) -> None:
    entity = verbs.add_entity(cast.ana, short_name="ILO", full_name="International Labour Organization")
    verbs.change_entity(
        cast.ana, entity=entity, short_name="ILO", full_name=entity.full_name, aliases=["Labour Office"]
    )
    entity.refresh_from_db()
    assert (entity.slug, entity.aliases) == ("ilo", ["Labour Office"])
    assert [event.verb for event in events_of(entity)] == ["add", "change"]


def test_it_adds_bodies_and_people(cast: Cast) -> None:
    body = verbs.add_body(cast.ana, name="Working Group on Data", parent=cast.committee)
    person = verbs.add_person(cast.ana, name="Jun Park", entity=cast.who)
    assert (body.slug, person.entity) == ("working-group-on-data", cast.who)


def test_it_leaves_the_network_to_the_secretariat(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        verbs.add_entity(cast.farid, short_name="X", full_name="X")
