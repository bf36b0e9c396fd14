"""Reminders: one letter to each, a link for those without an account, a word to the secretariat where nobody is."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from secretariat.correspondence.models import Letter, Preferences, ReportLink
from secretariat.correspondence.reminders import queue_reminders
from secretariat.correspondence.report_links import make_link, revoke
from secretariat.followup.models import EscalationSent
from tests.cast import Cast
from tests.correspondence.conftest import action, day


def to() -> dict[str, str]:
    return dict(Letter.objects.values_list("to_address", "subject"))


def test_it_writes_one_letter_about_all_that_is_asked_of_somebody(cast: Cast) -> None:
    action(cast, "Share the guidance", due=day(-2))
    action(cast, "Draft a checklist", due=day(-4))
    assert queue_reminders() == 1
    assert to() == {"farid@example.org": "2 action points ask for you"}
    text = Letter.objects.get().text
    assert "Share the guidance" in text
    assert "Draft a checklist" in text


def test_it_names_a_single_action_in_the_subject(cast: Cast) -> None:
    action(cast, "Share the guidance", due=day(-2))
    action(cast, "Draft a checklist", due=day(6), owners=("WHO",))
    queue_reminders()
    assert to() == {
        "farid@example.org": "Overdue: Share the guidance",
        "wanjiru@example.org": "Coming up: Draft a checklist",
    }


def test_it_asks_each_time_once(cast: Cast) -> None:
    action(cast, "Share the guidance", due=day(-2))
    assert [queue_reminders() for _ in range(3)] == [1, 0, 0]
    assert queue_reminders(timezone.now() + timedelta(days=14)) == 1


def test_it_sends_a_link_to_an_owner_without_an_account(cast: Cast, client: Client) -> None:
    row = action(cast, "Translate the checklist", due=day(-2), owners=("UNICEF",))
    first = make_link(cast.ana, action=row, holder=cast.unicef, name="Ira Moss", email="ira@unicef.example").link
    assert queue_reminders() == 1
    letter = Letter.objects.get()
    assert (letter.to_address, letter.to_name) == ("ira@unicef.example", "Ira Moss")
    url = next(word for word in letter.text.split() if "/r/" in word)
    page = client.get(url.removeprefix("https://register.example.org"))
    assert "Translate the checklist" in page.content.decode()
    assert ReportLink.objects.exclude(pk=first.pk).get().made_by is None
    assert EscalationSent.objects.get().to == ["UNICEF"]


def test_it_tells_the_secretariat_where_nobody_can_be_written_to(cast: Cast) -> None:
    row = action(cast, "Translate the checklist", due=day(-2), owners=("UNICEF",))
    queue_reminders()
    assert set(to()) == {"ana@example.org", "ben@example.org"}
    assert "Translate the checklist" in Letter.objects.all()[0].text
    assert EscalationSent.objects.get(action=row).to == []


def test_it_uses_no_address_of_a_link_that_was_revoked(cast: Cast) -> None:
    row = action(cast, "Translate the checklist", due=day(-2), owners=("UNICEF",))
    revoke(cast.ana, link=make_link(cast.ana, action=row, holder=cast.unicef, email="ira@unicef.example").link)
    queue_reminders()
    assert "ira@unicef.example" not in to()


def test_it_writes_to_nobody_who_wants_none(cast: Cast) -> None:
    action(cast, "Share the guidance", due=day(-2))
    Preferences.objects.create(user=cast.farid, reminders=False)
    assert queue_reminders() == 0
    assert to() == {}
