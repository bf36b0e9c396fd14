"""What the worker looks after: all of it, in one look; a part that fails stops no other."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from secretariat.correspondence import jobs
from secretariat.correspondence.jobs import look, waiting
from secretariat.correspondence.models import Letter
from secretariat.correspondence.reminders import queue_reminders
from secretariat.correspondence.report_links import ask_again, make_link
from secretariat.correspondence.turns import turn
from tests.cast import Cast
from tests.correspondence.conftest import action, always, day
from tests.meetings.planned import after, make_seats, procedure


def test_it_writes_and_sends_in_one_look(cast: Cast) -> None:
    for user in (cast.ana, cast.ben, cast.farid):
        always(user)
    row = action(cast, "Share the guidance", due=day(-3))
    made = make_link(cast.ana, action=row, holder=cast.iom)
    ask_again(made.url.split("/")[-2])
    done = look()
    assert done.reminders == 1
    assert done.letters.sent == len(mail.outbox) >= 3
    assert {message.to[0] for message in mail.outbox} >= {"Farid <farid@example.org>", "Ana <ana@example.org>"}
    assert look().letters.sent == 0


def test_it_says_what_waits_without_sending(cast: Cast) -> None:
    always(cast.farid)
    action(cast, "Share the guidance", due=day(-3))
    with turn("look"):
        look()
    assert waiting() == []
    queue_reminders()
    assert waiting() == ["farid@example.org  Reminder  Overdue: Share the guidance"]
    assert waiting(timezone.now() - timedelta(hours=1)) == []
    assert mail.outbox == []
    assert Letter.objects.get().state == "queued"


def test_it_goes_on_where_a_part_fails(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_now: datetime) -> None:
        message = "out of order"
        raise RuntimeError(message)

    always(cast.farid)
    action(cast, "Share the guidance", due=day(-3))
    monkeypatch.setattr(jobs, "SETTLERS", (broken,))
    monkeypatch.setattr(jobs, "queue_digests", broken)
    done = look()
    assert (done.digests, done.letters.sent) == (0, 1)
    assert "out of order" in caplog.text


def test_it_closes_a_procedure_whose_time_is_over(cast: Cast) -> None:
    make_seats(cast)
    row = procedure(cast)
    look(after(row))
    row.refresh_from_db()
    assert row.outcome == "adopted"
