"""What the page tests stand on: a confirmed record, actions typed in by hand, and browsers signed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from django.test import Client

from secretariat.network import verbs
from secretariat.network.models import User
from secretariat.register import review
from secretariat.register.entries import enter
from secretariat.register.models import ActionPoint, Decision, Kind
from secretariat.sources.models import Document
from tests.cast import Cast, make_document, read_into

ARABIC = "إرسال مشروع التوجيهات إلى جميع الأعضاء"


@dataclass(frozen=True, slots=True)
class Scene:
    """The cast, a record confirmed as a whole, one that waits, and two actions entered by hand."""

    cast: Cast
    document: Document
    waiting: Document
    decision: Decision
    shared: ActionPoint
    """IOM shares the guidance; it follows the decision."""
    standing: ActionPoint
    late: ActionPoint
    """Nobody's, and long overdue."""
    secret: ActionPoint
    """Restricted, and in Arabic."""


def make_scene(cast: Cast) -> Scene:
    """Write the scene."""
    document = make_document(cast.ana)
    read_into(document)
    for kind in Kind.values:
        review.confirm_all(cast.ana, document=document, kind=kind)
    waiting = make_document(cast.ana, title="Record of 5 March", salt="waiting")
    read_into(waiting)
    late = enter(cast.ana, kind="action_point", values={"text": "Name three pilot countries.", "due": "2020-01-31"})
    secret = enter(
        cast.ana, kind="action_point", values={"text": ARABIC, "owners": ["WHO"]}, confidentiality="restricted"
    )
    actions = list(ActionPoint.objects.exclude(meeting=None).order_by("start"))
    assert isinstance(late, ActionPoint)
    assert isinstance(secret, ActionPoint)
    return Scene(cast, document, waiting, Decision.objects.get(), actions[0], actions[1], late, secret)


def network_paths(scene: Scene) -> list[str]:
    """Seat somebody, and return the pages of the network on which something is changed or tabled."""
    cast, seat = scene.cast, verbs.add_seat(scene.cast.ana, body=scene.cast.committee, name="Seat of the first")
    first = verbs.take_seat(cast.ana, seat=seat, entity=cast.iom, since=date(2028, 1, 1))
    verbs.take_seat(cast.ana, seat=seat, entity=cast.who, person=cast.lena, since=date(2031, 1, 1))
    post = verbs.add_post(cast.ana, person=cast.lena, title="Chief", entity=cast.iom, since=date(2029, 1, 1))
    body = f"/network/bodies/{cast.committee.slug}"
    return [
        "/network/people/?q=lena",
        "/network/tables/",
        "/network/new/entity/",
        "/network/new/person/",
        f"{body}/?on=2030-01-01",
        f"{body}/change/",
        f"{body}/rotate/",
        f"{body}/seats/new/",
        f"/network/seats/{seat.pk}/take/",
        f"/network/seats/{seat.pk}/end/",
        f"/network/tenures/{first.pk}/correct/",
        f"/network/tenures/{first.pk}/take-back/",
        f"/network/people/{cast.lena.pk}/merge/",
        f"/network/posts/{post.pk}/change/",
        f"/network/posts/{post.pk}/remove/",
    ]


@pytest.fixture
def scene(cast: Cast) -> Scene:
    """Return the scene."""
    return make_scene(cast)


def signed_in(user: User) -> Client:
    """Return a browser in which ``user`` is signed in."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def ana(scene: Scene) -> Client:
    """Return the browser of Ana of the secretariat."""
    return signed_in(scene.cast.ana)


@pytest.fixture
def farid(scene: Scene) -> Client:
    """Return the browser of Farid, focal point of IOM."""
    return signed_in(scene.cast.farid)


@pytest.fixture
def rita(scene: Scene) -> Client:
    """Return the browser of Rita, who reads."""
    return signed_in(scene.cast.rita)


def text_of(client: Client, url: str) -> str:
    """Return a page."""
    response = client.get(url)
    assert response.status_code == 200, (url, response.status_code)
    return str(response.content.decode())
