"""What people want to receive: kept, refused by a link without signing in, taken up again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from django.test import Client

from secretariat.correspondence import preferences
from secretariat.correspondence.content import Content
from secretariat.correspondence.digests import next_digest
from secretariat.correspondence.letters import Recipient, post
from secretariat.correspondence.models import Letter, Preferences, Silenced
from secretariat.correspondence.preferences import Wishes, change, preferences_of, set_wanted, unsubscribe_address
from secretariat.history.refusals import Conflict, NotAllowed, Refused
from secretariat.history.selectors import events_of
from tests.cast import Cast

WISHES = Wishes(
    3, 17, reminders=False, quiet_from=time(22), quiet_until=time(6, 30), quiet_days=(4, 5), zone="Asia/Kathmandu"
)


def path(address: str, sort: str) -> str:
    return unsubscribe_address(address, sort).removeprefix("https://register.example.org")


def test_it_keeps_what_somebody_wants_and_records_what_changed(cast: Cast) -> None:
    change(cast.farid, wishes=WISHES)
    row = preferences_of(cast.farid)
    assert (row.digest_day, row.digest_hour, row.reminders, row.quiet_days) == (3, 17, False, [4, 5])
    event = events_of(row).get()
    assert event.data["changed"]["quiet_from"] == ["20:00", "22:00"]
    change(cast.farid, wishes=WISHES)
    assert events_of(row).count() == 1


def test_it_tells_of_a_change_meanwhile(cast: Cast) -> None:
    change(cast.farid, wishes=WISHES, version=1)
    with pytest.raises(Conflict):
        change(cast.farid, wishes=replace(WISHES, digest_hour=3), version=1)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"quiet_until": None}, "half_quiet"),
        ({"quiet_days": tuple(range(7))}, "no_day_left"),
        ({"zone": "Mars/Olympus"}, "bad_zone"),
        ({"digest_day": 9}, "bad_day"),
        ({"digest_hour": 24}, "bad_hour"),
    ],
)
def test_it_refuses_wishes_that_cannot_be_kept(cast: Cast, wrong: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as refusal:
        change(cast.farid, wishes=replace(WISHES, **wrong))  # type: ignore[arg-type]
    assert refusal.value.code == code
    assert not Preferences.objects.exists()


def test_it_keeps_nothing_for_a_closed_account(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        change(cast.gone, wishes=WISHES)


def test_it_tells_when_the_next_digest_comes_by_the_clock_of_the_reader(cast: Cast) -> None:
    row = change(cast.farid, wishes=WISHES)
    coming = next_digest(row, datetime(2031, 3, 3, tzinfo=UTC))
    assert coming == datetime(2031, 3, 6, 11, 15, tzinfo=UTC)  # 17:00 in Kathmandu, on Thursday


def test_it_moves_a_letter_to_the_next_allowed_moment_of_the_reader(cast: Cast) -> None:
    change(cast.farid, wishes=replace(WISHES, reminders=True))
    friday = datetime(2031, 3, 7, 4, 0, tzinfo=UTC)
    letter = post(Recipient.of(cast.farid), sort="reminder", content=Content("Due"), key="x", now=friday)
    assert letter is not None
    assert letter.not_before == datetime(2031, 3, 9, 0, 45, tzinfo=UTC)  # 06:30 on Sunday


def test_it_asks_a_person_before_it_stops_letters(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    page = client.get(path("farid@example.org", "reminder"))
    assert page.status_code == 200
    assert "farid@example.org" in page.content.decode()
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in page.headers["X-Robots-Tag"]
    assert preferences.wants("farid@example.org", "reminder")
    assert client.post(path("farid@example.org", "reminder"), {}).status_code == 200
    assert not preferences.wants("farid@example.org", "reminder")
    assert preferences.wants("farid@example.org", "digest")
    assert events_of(preferences_of(cast.farid)).get().verb == "stop_mail"


@pytest.mark.parametrize("sort", ["digest", "reminder"])
@pytest.mark.parametrize("address", ["farid@example.org", "somebody@elsewhere.example"])
def test_it_lets_letters_come_again(cast: Cast, address: str, sort: str) -> None:  # noqa: ARG001
    client = Client()
    client.post(path(address, sort), {"List-Unsubscribe": "One-Click"})
    assert not preferences.wants(address, sort)
    assert post(Recipient(address), sort=sort, content=Content("x"), key="no") is None
    client.post(path(address, sort), {"List-Unsubscribe": "One-Click"})
    assert not preferences.wants(address, sort)
    client.post(path(address, sort), {"again": "1"})
    assert preferences.wants(address, sort)
    assert post(Recipient(address), sort=sort, content=Content("x"), key="yes") is not None


@pytest.mark.django_db
def test_it_withdraws_what_was_on_its_way_when_letters_are_stopped() -> None:
    from secretariat.correspondence.sending import send_due

    post(Recipient("lena@example.org"), sort="reminder", content=Content("x"), key="x")
    set_wanted(address="lena@example.org", sort="reminder", wanted=False)
    assert send_due().withdrawn == 1
    assert Letter.objects.get().state == "withdrawn"


@pytest.mark.parametrize("token", ["nonsense", "WyJhQGIuYyIsImRpZ2VzdCJd:1:x", "a" * 2000])
@pytest.mark.django_db
def test_it_stops_nothing_by_a_token_that_is_not_ours(token: str) -> None:
    for answer in (Client().get(f"/unsubscribe/{token}/"), Client().post(f"/unsubscribe/{token}/")):
        assert answer.status_code == 404
    assert not Silenced.objects.exists()


def test_it_takes_no_token_for_letters_that_cannot_be_refused(cast: Cast) -> None:
    assert Client().post(path(cast.farid.email, "link")).status_code == 404


def test_it_has_a_weekly_hour_again_after_letters_were_stopped_and_resumed(cast: Cast) -> None:
    set_wanted(address=cast.farid.email, sort="digest", wanted=False)
    assert next_digest(preferences_of(cast.farid), datetime(2031, 3, 3, tzinfo=UTC)) is None
    set_wanted(address=cast.farid.email, sort="digest", wanted=True)
    coming = next_digest(preferences_of(cast.farid), datetime(2031, 3, 3, 12, tzinfo=UTC))
    assert coming == datetime(2031, 3, 10, 8, tzinfo=UTC)
    assert coming - timedelta(days=7) > datetime(2031, 3, 1, tzinfo=UTC)
