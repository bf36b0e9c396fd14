"""Invitations by mail: to each their own, for their calendar, once for each date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from email.message import EmailMessage

import pytest

from secretariat.correspondence.invitations import send_invitations
from secretariat.correspondence.models import Letter
from secretariat.correspondence.sending import send_due
from secretariat.history.refusals import NotAllowed, Refused
from secretariat.history.selectors import events_of
from secretariat.meetings import invitations, planning
from secretariat.meetings.models import Invitation, Meeting
from secretariat.network.models import User
from tests.cast import Cast
from tests.correspondence.conftest import always
from tests.correspondence.rfc5545 import read
from tests.correspondence.servers import MailServer
from tests.meetings.planned import a_plan, convened, make_seats, planned
from tests.workspace.scenes import signed_in, text_of


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    make_seats(cast)
    row = convened(cast)
    invitations.invite_seats(cast.ana, meeting=row)
    for user in User.objects.all():
        always(user)
    return row


def sent(smtp: MailServer) -> dict[str, EmailMessage]:
    send_due()
    return {
        recipients[0]: message for (_from, recipients, _data), message in zip(smtp.taken, smtp.messages, strict=True)
    }


def test_it_writes_to_everybody_who_is_invited(cast: Cast, meeting: Meeting, smtp: MailServer) -> None:
    made = send_invitations(cast.ana, meeting=meeting)
    letters = sent(smtp)
    addressed = {row.email: row for row in Invitation.objects.exclude(email="")}
    assert set(letters) == set(addressed)
    assert made == len(addressed) >= 3
    for address, message in letters.items():
        assert message["Subject"] == "Invitation: Spring meeting"
        parts = {part.get_content_type(): part for part in message.walk()}
        assert parts["text/calendar"].get_param("method") == "REQUEST"
        (event,) = read(parts["text/calendar"].get_payload(decode=True)).all("VEVENT")  # type: ignore[arg-type]
        assert event.one("ATTENDEE").value == f"mailto:{address}"
        assert event.one("UID").value == meeting.uid
        text = parts["text/plain"].get_content()
        assert f"https://register.example.org/reply/{addressed[address].token}/" in text
        assert not [row for other, row in addressed.items() if other != address and row.token in text]
    assert events_of(meeting).get(verb="send_invitations").data["letters"] == made


def test_it_writes_again_only_where_the_date_has_changed(cast: Cast, meeting: Meeting, smtp: MailServer) -> None:
    made = send_invitations(cast.ana, meeting=meeting)
    assert send_invitations(cast.ana, meeting=meeting) == 0
    meeting.refresh_from_db()
    planning.change(cast.ana, meeting=meeting, plan=replace(a_plan(cast), date=date(2031, 3, 11)))
    meeting.refresh_from_db()
    assert send_invitations(cast.ana, meeting=meeting) == made
    send_due()
    assert len(smtp.taken) == 2 * made
    assert "11 March 2031" in Letter.objects.latest("pk").text


def test_it_calls_a_meeting_off(cast: Cast, meeting: Meeting, smtp: MailServer) -> None:
    planning.cancel(cast.ana, meeting=meeting, reason="No quorum")
    meeting.refresh_from_db()
    send_invitations(cast.ana, meeting=meeting)
    message = next(iter(sent(smtp).values()))
    assert message["Subject"] == "Cancelled: Spring meeting"
    (part,) = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    assert part.get_param("method") == "CANCEL"
    assert "/reply/" not in Letter.objects.latest("pk").text


def test_it_waits_until_a_meeting_is_convened_and_somebody_has_an_address(cast: Cast) -> None:
    with pytest.raises(Refused) as refusal:
        send_invitations(cast.ana, meeting=planned(cast))
    assert refusal.value.code == "not_convened"
    row = convened(cast, title="Another")
    with pytest.raises(Refused) as refusal:
        send_invitations(cast.ana, meeting=row)
    assert refusal.value.code == "no_address"
    with pytest.raises(NotAllowed):
        send_invitations(cast.farid, meeting=row)


def test_it_is_sent_from_the_page_of_the_invitations(cast: Cast, meeting: Meeting) -> None:
    ana, where = signed_in(cast.ana), f"/meetings/{meeting.pk}/invitations/"
    assert "Send the invitations by mail" in text_of(ana, where)
    assert "letters are on their way." in ana.post(where, {"do": "send"}, follow=True).content.decode()
    assert "already" in ana.post(where, {"do": "send"}, follow=True).content.decode()
