"""Invitations go to the seats of the day, and are answered with an account, by a link, or by a calendar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from secretariat.history.refusals import NotAllowed, Refused
from secretariat.history.selectors import events_of
from secretariat.meetings import attendance, invitations, planning, replies
from secretariat.meetings.attendance import SeatLine
from secretariat.meetings.models import Invitation, Meeting
from secretariat.network.models import Tenure
from tests.cast import Cast
from tests.meetings.planned import Seats, convened, planned


@pytest.fixture
def meeting(cast: Cast, seats: Seats) -> Meeting:  # noqa: ARG001 - asks for the seats
    """Return a convened meeting to which the seats are invited."""
    row = convened(cast)
    invitations.invite_seats(cast.ana, meeting=row)
    return row


def of(meeting: Meeting, name: str) -> Invitation:
    return meeting.invitations.get(name__startswith=name)


def test_it_invites_who_holds_a_seat_on_the_day(cast: Cast, meeting: Meeting, seats: Seats) -> None:
    told = [(row.name, row.capacity, row.email) for row in meeting.invitations.all()]
    assert told == [
        ("Lena Okafor", "principal", "lena@example.org"),
        ("IOM", "principal", "farid@example.org"),
        ("Otto Brandt", "alternate", ""),
        ("WHO", "principal", "wanjiru@example.org"),
        ("UNICEF", "observer", ""),
    ]
    Tenure.objects.create(seat=seats.unicef, person=seats.otto, since=date(2031, 3, 5))
    assert invitations.invite_seats(cast.ana, meeting=meeting) == []


def test_it_invites_others_by_name(cast: Cast, meeting: Meeting) -> None:
    guest = invitations.invite(cast.ana, meeting=meeting, name="Mara Kovač", email="mara@example.net")
    assert guest.capacity == "guest"
    for name, email in (("Somebody", "MARA@example.net"), ("Somebody", "no address"), ("", "a@example.net")):
        with pytest.raises(Refused):
            invitations.invite(cast.ana, meeting=meeting, name=name, email=email)
    with pytest.raises(NotAllowed):
        invitations.invite(cast.farid, meeting=meeting, name="A friend")


def test_it_names_those_invited_to_the_body_alone(cast: Cast, meeting: Meeting) -> None:
    seen = {who: invitations.invitations(getattr(cast, who), meeting).count() for who in ("ana", "farid", "rita")}
    assert seen == {"ana": 5, "farid": 5, "rita": 0}


def test_it_lets_reply_in_ones_own_name_only(cast: Cast, meeting: Meeting) -> None:
    replies.reply(cast.farid, invitation=of(meeting, "IOM"), answer="accepted", comment="With pleasure.")
    row = of(meeting, "IOM")
    assert (row.reply, row.comment, row.answers_sequence) == ("accepted", "With pleasure.", 0)
    for name in ("WHO", "Lena"):
        with pytest.raises(NotAllowed):
            replies.reply(cast.farid, invitation=of(meeting, name), answer="accepted")


def test_it_lets_a_focal_point_reply_for_people_of_the_entity_without_an_account(
    cast: Cast, meeting: Meeting, seats: Seats
) -> None:
    replies.reply(cast.farid, invitation=of(meeting, "Otto"), answer="tentative")
    assert of(meeting, "Otto").reply == "tentative"
    seats.otto.user = cast.rita
    seats.otto.save()
    with pytest.raises(NotAllowed):
        replies.reply(cast.farid, invitation=of(meeting, "Otto"), answer="accepted")


def test_it_takes_a_reply_by_link_until_the_meeting_is_over(meeting: Meeting) -> None:
    row = of(meeting, "Otto")
    replies.reply_by_link(row.token, answer="declined", represented_by="Ida Novak")
    row.refresh_from_db()
    assert (row.reply, row.represented_by) == ("declined", "Ida Novak")
    last = events_of(row).last()
    assert last is not None
    assert (last.actor, last.actor_name, last.data["by_link"]) == (None, "Otto Brandt", True)
    ends = meeting.ends_at
    assert ends is not None
    assert replies.by_token(row.token, ends) is not None
    assert replies.by_token(row.token, ends + timedelta(seconds=1)) is None
    assert replies.by_token("x" * 43) is None


@pytest.mark.usefixtures("seats")
def test_it_takes_no_reply_to_a_draft_or_a_cancelled_meeting(cast: Cast) -> None:
    row = planned(cast)
    [*_, last] = invitations.invite_seats(cast.ana, meeting=row)
    assert replies.by_token(last.token) is None
    row = planning.convene(cast.ana, meeting=row)
    planning.cancel(cast.ana, meeting=row, reason="No room.")
    with pytest.raises(Refused):
        replies.reply_by_link(last.token, answer="accepted")


def test_it_asks_again_after_another_date(cast: Cast, meeting: Meeting) -> None:
    replies.reply(cast.farid, invitation=of(meeting, "IOM"), answer="accepted")
    planning.postpone(cast.ana, meeting=meeting, day=date(2031, 3, 11), reason="Holiday.")
    rows = list(invitations.invitations(cast.ana, Meeting.objects.get()))
    assert invitations.counts(rows)["needs-action"] == 5
    assert of(meeting, "IOM").reply == "accepted"


def test_it_enters_the_answer_of_a_calendar(cast: Cast, meeting: Meeting) -> None:
    known = {"meeting": meeting, "uid": meeting.uid, "email": "Wanjiru@example.org", "answer": "tentative"}
    replies.reply_by_calendar(cast.ana, **known, sequence=0)  # type: ignore[arg-type]
    assert of(meeting, "WHO").reply == "tentative"
    before = timezone.now() - timedelta(days=1)
    wrong: list[tuple[dict[str, object], str]] = [
        ({"uid": "other"}, "other_meeting"),
        ({"email": "nobody@example.org"}, "not_invited"),
        ({"email": ""}, "not_invited"),
        ({"sequence": 3}, "later_sequence"),
        ({"at": before}, "older_answer"),
        ({"answer": "delegated"}, "unknown_reply"),
    ]
    for change, code in wrong:
        with pytest.raises(Refused) as refusal:
            replies.reply_by_calendar(cast.ana, **{**known, **change})  # type: ignore[arg-type]
        assert refusal.value.code == code
    with pytest.raises(NotAllowed):
        replies.reply_by_calendar(cast.wanjiru, **known)  # type: ignore[arg-type]


def test_it_proposes_attendance_from_the_replies(cast: Cast, meeting: Meeting) -> None:
    replies.reply(cast.farid, invitation=of(meeting, "IOM"), answer="declined")
    replies.reply_by_link(of(meeting, "Otto").token, answer="accepted")
    replies.reply(cast.wanjiru, invitation=of(meeting, "WHO"), answer="declined")
    replies.reply_by_link(of(meeting, "Lena").token, answer="declined", represented_by="Paul Ndiaye")
    rows = {row.seat.name: row for row in attendance.grid(cast.ana, meeting)}
    assert {name: (row.capacity, row.name, row.represented_by) for name, row in rows.items()} == {
        "Chair": ("represented", "Lena Okafor", "Paul Ndiaye"),
        "IOM": ("alternate", "Otto Brandt", ""),
        "WHO": ("apologies", "WHO", ""),
        "UNICEF": ("", "", ""),
    }
    assert rows["IOM"].is_proposal
    assert not meeting.attendances.exists()


def test_it_records_attendance_by_seat(cast: Cast, meeting: Meeting, seats: Seats) -> None:
    lines = [
        SeatLine(seat=seats.chair, capacity="principal", name="Lena Okafor"),
        SeatLine(seat=seats.iom, capacity="represented", name="Otto Brandt", represented_by="Ida Novak"),
        SeatLine(seat=seats.who, capacity="apologies", name="WHO"),
    ]
    attendance.record_seats(cast.ana, meeting=meeting, lines=lines)
    told = {row.name: (row.attendance, row.capacity, row.represented_by) for row in meeting.attendances.all()}
    assert told == {
        "Lena Okafor": ("present", "principal", ""),
        "Otto Brandt": ("represented", "represented", "Ida Novak"),
        "WHO": ("apologies", "apologies", ""),
    }
    assert meeting.attendances.get(seat=seats.chair).person == cast.lena
    assert meeting.attendances.get(seat=seats.iom).entity == cast.iom
    attendance.record_seats(cast.ana, meeting=meeting, lines=[SeatLine(seat=seats.who), lines[0]])
    assert meeting.attendances.count() == 2
    assert meeting.attendances.get(seat=seats.chair).version == 1


def test_it_records_nothing_half(cast: Cast, meeting: Meeting, seats: Seats) -> None:
    good = SeatLine(seat=seats.chair, capacity="principal", name="Lena Okafor")
    for bad in (
        SeatLine(seat=seats.iom, capacity="principal"),
        SeatLine(seat=seats.iom, capacity="king", name="X"),
    ):
        with pytest.raises(Refused):
            attendance.record_seats(cast.ana, meeting=meeting, lines=[good, bad])
    with pytest.raises(NotAllowed):
        attendance.record_seats(cast.farid, meeting=meeting, lines=[good])
    assert not meeting.attendances.exists()


def test_it_records_others_who_were_there(cast: Cast, meeting: Meeting) -> None:
    line = attendance.add(cast.ana, meeting=meeting, name="Mara Kovač", organization="City of Split")
    assert (line.attendance, line.seat) == ("present", None)
    attendance.remove(cast.ana, line=line)
    assert not meeting.attendances.exists()
