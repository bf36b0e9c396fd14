"""The list of action points as it stood on a past day, and the time line of an object."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from secretariat.followup import verbs as followup
from secretariat.followup.verbs import OwnerRef
from secretariat.history.recording import Gesture
from secretariat.network import verbs as network
from secretariat.register import entries
from secretariat.register.models import ActionPoint
from tests.cast import Cast

from .scenes import Scene, make_scene, signed_in, text_of


@pytest.fixture
def day(db: None) -> date:  # noqa: ARG001 - asks for the database
    return timezone.localdate() - timedelta(days=10)


@pytest.fixture
def told(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Scene:
    """Return a scene that was made ten days ago; since then the shared action was done by others."""
    then = timezone.now() - timedelta(days=10)
    with monkeypatch.context() as patch:
        patch.setattr("secretariat.history.recording.timezone.now", lambda: then)
        made = make_scene(cast)
    rows = [made.shared]
    followup.assign(cast.ana, actions=rows, owners=[OwnerRef("entity:unicef")])
    followup.set_due(cast.ana, actions=rows, due="2035-01-31")
    followup.set_state(cast.ana, actions=rows, state="done")
    entries.edit(cast.ana, entry=made.late, changes={"text": "Other words by now."})

    return made


def row_of(page: str, row: ActionPoint) -> str:
    found = re.search(rf"<tr>(?:(?!</tr>).)*{row.reference}<(?:(?!</tr>).)*</tr>", page, flags=re.DOTALL)
    assert found is not None
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", found[0]))


def test_it_shows_the_list_as_it_stood(told: Scene, day: date) -> None:
    client = signed_in(told.cast.ana)
    now, then = text_of(client, "/actions/"), text_of(client, f"/actions/?as_of={day}")
    assert "UNICEF" in row_of(now, told.shared)
    assert "Done" in row_of(now, told.shared)
    past = row_of(then, told.shared)
    assert "IOM" in past
    assert "Open" in past
    assert "31 Mar 2031" in past
    assert "Name three pilot countries." in then
    assert "Other words by now." not in then
    assert f"This is the past: the list as it stood on {day:%-d %B %Y}." in then
    assert "This is the past" not in now


def test_it_changes_nothing_in_the_past(told: Scene, day: date) -> None:
    page = text_of(signed_in(told.cast.ana), f"/actions/?as_of={day}")
    assert 'name="entry"' not in page
    assert "data-chosen-bar" not in page
    assert 'href="/actions/new/"' not in page


def test_it_keeps_the_day_while_it_filters_and_sorts(told: Scene, day: date) -> None:
    client = signed_in(told.cast.ana)
    page = text_of(client, f"/actions/?as_of={day}&state=open")
    assert told.shared.reference in page
    assert f'name="as_of" value="{day}"' in page
    assert re.search(rf'href="/actions/\?[^"]*as_of={day}[^"]*sort=due"', page)
    assert told.shared.reference not in text_of(client, f"/actions/?as_of={day}&state=done")
    assert 'href="/actions/?state=open">Back to today' in page


def test_it_hands_out_the_past_as_csv(told: Scene, day: date) -> None:
    response = signed_in(told.cast.ana).get(f"/actions/export/?as_of={day}")
    assert response["Content-Disposition"] == f'attachment; filename="actions-as-of-{day}.csv"'
    lines = [line for line in response.content.decode().splitlines() if line.startswith(f"{told.shared.reference},")]
    assert len(lines) == 1
    assert ",open,IOM," in lines[0]


def test_it_says_when_the_history_begins(told: Scene, day: date) -> None:
    page = text_of(signed_in(told.cast.rita), "/actions/?as_of=2021-06-24")
    assert "The register did not exist yet" in page
    assert f"Its history begins on {day:%-d %B %Y}." in page


def test_it_takes_no_day_to_come(told: Scene) -> None:
    client = signed_in(told.cast.ana)
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert "left out: as_of" in text_of(client, f"/actions/?as_of={tomorrow}")
    assert "left out: as_of" in text_of(client, "/actions/?as_of=soon")
    assert "This is the past" not in text_of(client, f"/actions/?as_of={timezone.localdate()}")


def test_it_shows_others_no_more_of_the_past_than_of_today(told: Scene, day: date) -> None:
    assert told.secret.reference in text_of(signed_in(told.cast.ana), f"/actions/?as_of={day}")
    assert told.secret.reference not in text_of(signed_in(told.cast.rita), f"/actions/?as_of={day}")


# ---------------------------------------------------------------------------------------------- time lines


def test_it_shows_the_latest_fifty_and_leads_to_those_before(scene: Scene, ana: Client) -> None:
    with transaction.atomic():
        for number in range(120):
            data = {"changed": {"due_text": [f"day {number}", f"day {number + 1}"]}}
            Gesture(scene.cast.ana).record("set_due", scene.late, data=data)
    url = f"/actions/{scene.late.pk}/"
    shown, pages = [], 0
    address: str | None = url
    while address:
        page = text_of(ana, address)
        pages += 1
        shown += re.findall(r"<ins[^>]*>day (\d+)</ins>", page)
        link = re.search(r'href="(\?events_before=\d+)#h-history"', page)
        address = url + link[1] if link else None
    assert [int(number) for number in shown] == list(range(120, 0, -1))
    assert pages == 3


def test_it_takes_any_address_for_earlier_events(scene: Scene, ana: Client) -> None:
    for given in ("1", "0", "x", "-3", "9" * 30):
        text_of(ana, f"/actions/{scene.late.pk}/?events_before={given}")
    assert "Nothing was before this." in text_of(ana, f"/actions/{scene.late.pk}/?events_before=1")


def test_it_tells_the_history_of_everything(scene: Scene, ana: Client) -> None:
    cast = scene.cast
    person = network.add_person(cast.ana, name="Noor Haddad")
    body = network.add_body(cast.ana, name="Drafting Group")
    network.change_entity(cast.ana, entity=cast.iom, short_name="IOM", full_name="Migration", aliases=[])
    meeting = scene.document.meeting
    urls = [
        f"/network/people/{person.pk}/",
        f"/network/bodies/{body.slug}/",
        "/network/entities/iom/",
        f"/meetings/{meeting.pk}/",
    ]
    for url in urls:
        page = text_of(ana, url)
        assert 'id="h-history"' in page, url
        assert '<strong dir="auto">Ana</strong>' in page, url


def test_it_tells_the_history_of_a_document(scene: Scene, ana: Client) -> None:
    ana.post(f"/documents/{scene.document.pk}/change/", {"title": "A better title", "confidentiality": "public"})
    page = text_of(ana, f"/documents/{scene.document.pk}/history/")
    assert "gave it another title" in page
    assert "A better title" in page
    assert f"/documents/{scene.document.pk}/history/" in text_of(ana, "/documents/")


def test_it_keeps_from_others_what_an_entry_said_of_people(scene: Scene, ana: Client) -> None:
    from secretariat.register.releasing import release

    row = scene.late
    entries.set_confidentiality(scene.cast.ana, entries=[row], confidentiality="chatham")
    entries.edit(scene.cast.ana, entry=row, changes={"text": "Lena Okafor was late."}, basis="Lena says so")
    entries.edit(scene.cast.ana, entry=row, changes={"text": "It was late."})
    release(scene.cast.ana, entries=[row])
    for_readers = text_of(signed_in(scene.cast.rita), f"/actions/{row.pk}/")
    assert "Lena" not in for_readers
    assert "vouched that it names nobody" in for_readers
    assert "Lena Okafor was late." in text_of(ana, f"/actions/{row.pk}/")
