"""Who may do what to what: the whole table, for one object and for lists alike."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from secretariat.history.refusals import NotAllowed
from secretariat.meetings.models import Meeting
from secretariat.network import verbs
from secretariat.network.access import Actor, Verb, may, require, visible
from secretariat.network.models import Entity, User
from secretariat.network.seating import asked_once, sitting
from secretariat.register.models import ActionPoint, Decision, Owner
from secretariat.sources.models import Document
from tests.cast import Cast

LEVELS = ("public", "network", "restricted")
PEOPLE = ("ana", "farid", "wanjiru", "rita", "gone", "anonymous", "nobody")


def actor_of(cast: Cast, who: str) -> Actor:
    found: dict[str, Actor] = {"anonymous": AnonymousUser(), "nobody": None}
    return found[who] if who in found else getattr(cast, who)


def objects(cast: Cast) -> Iterator[tuple[str, models.Model]]:
    """Yield every sort of object in every state and level, each under a name; IOM holds the held ones."""
    for level in LEVELS:
        for registered in (False, True):
            yield f"document {'in register' if registered else 'unsettled'} {level}", _document(cast, level, registered)
        for state in ("proposed", "confirmed"):
            yield f"meeting {state} {level}", Meeting.objects.create(title="M", state=state, confidentiality=level)
        for state in ("proposed", "adopted", "superseded"):
            entry = Decision.objects.create(text="D", state=state, confidentiality=level, created_by=cast.ana)
            yield f"decision {state} {level}", entry
        for state in ("proposed", "open", "done"):
            yield f"action {state} {level}", _action(cast, state, level)
            held = _action(cast, state, level)
            Owner.objects.create(action=held, entity=cast.iom)
            yield f"held {state} {level}", held
    yield from _contained(cast)
    yield "entity", cast.iom


def _contained(cast: Cast) -> Iterator[tuple[str, models.Model]]:
    """Yield open objects that come from a document or meeting of each level."""
    for level in LEVELS:
        document = _document(cast, level, registered=True)
        meeting = Meeting.objects.create(title="M", state="confirmed", document=document)
        own = Meeting.objects.create(title="M", state="confirmed", confidentiality=level)
        yield f"meeting of a document {level}", meeting
        common = {"text": "D", "state": "adopted", "created_by": cast.ana}
        yield f"decision of a document {level}", Decision.objects.create(document=document, **common)
        yield f"decision of a meeting {level}", Decision.objects.create(meeting=own, **common)
        yield f"decision of a meeting of a document {level}", Decision.objects.create(meeting=meeting, **common)
        held = _action(cast, "open", "network")
        held.document = document
        held.save()
        Owner.objects.create(action=held, entity=cast.iom)
        yield f"held of a document {level}", held


def _document(cast: Cast, level: str, registered: bool) -> Document:  # noqa: FBT001
    return Document.objects.create(
        title="Doc", confidentiality=level, registered=registered, uploaded_by=cast.ana, uploaded_at=timezone.now()
    )


def _action(cast: Cast, state: str, level: str) -> ActionPoint:
    return ActionPoint.objects.create(text="A", state=state, confidentiality=level, created_by=cast.ana)


def may_read(who: str, name: str) -> bool:
    """Return the rule of reading as the design words it."""
    if who == "ana":
        return True
    if who in {"gone", "anonymous", "nobody"}:
        return False
    if "restricted" in name or "proposed" in name:
        return False
    return not (who == "rita" and "unsettled" in name)


@pytest.mark.parametrize("who", PEOPLE)
def test_it_answers_alike_for_one_object_and_for_lists(cast: Cast, who: str) -> None:
    actor = actor_of(cast, who)
    for name, obj in objects(cast):
        expected = may_read(who, name)
        assert may(actor, Verb.READ, obj) is expected, (who, name)
        rows = visible(actor, type(obj)._default_manager.filter(pk=obj.pk))
        assert rows.exists() is expected, (who, name)


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("verb", [Verb.UPLOAD, Verb.REVIEW, Verb.EDIT, Verb.MANAGE])
def test_it_leaves_writing_to_the_secretariat(cast: Cast, who: str, verb: Verb) -> None:
    actor = actor_of(cast, who)
    for name, obj in objects(cast):
        assert may(actor, verb, obj) is (who == "ana"), (who, verb, name)
    assert may(actor, verb) is (who == "ana")


@pytest.mark.parametrize("who", PEOPLE)
def test_it_lets_holders_report(cast: Cast, who: str) -> None:
    actor = actor_of(cast, who)
    for name, obj in objects(cast):
        holds = who == "farid" and name.startswith("held") and may_read(who, name)
        assert may(actor, Verb.REPORT, obj) is (who == "ana" or holds), (who, name)


def test_it_hands_the_actor_back(cast: Cast) -> None:
    assert require(cast.ana, Verb.MANAGE, User) == cast.ana
    with pytest.raises(NotAllowed) as refusal:
        require(cast.rita, Verb.MANAGE, User)
    assert refusal.value.code == "not_allowed"
    assert str(refusal.value)


def test_it_shows_the_network_to_members_only(cast: Cast) -> None:
    assert visible(cast.rita, Entity.objects.all()).exists()
    assert not visible(AnonymousUser(), Entity.objects.all()).exists()


def test_it_asks_once_where_somebody_sits_while_a_page_is_read(cast: Cast) -> None:
    seat = verbs.add_seat(cast.ana, body=cast.committee, name="Seat of IOM")
    with asked_once(), CaptureQueriesContext(connection) as asked:
        assert sitting(cast.farid) == sitting(cast.farid) == frozenset()
        assert sitting(cast.rita) == frozenset()
    assert len(asked) == 2
    verbs.take_seat(cast.ana, seat=seat, entity=cast.iom, since=date(2020, 1, 1))
    assert sitting(cast.farid) == {cast.committee.pk}
    with asked_once():
        assert sitting(cast.farid) == {cast.committee.pk}
        assert sitting(cast.wanjiru) == frozenset()
