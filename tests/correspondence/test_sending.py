"""Letters over a real socket: what they look like, and what becomes of them when a server fails."""

from __future__ import annotations

import socket
from datetime import timedelta
from email.utils import parsedate_to_datetime

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from secretariat.correspondence import letters
from secretariat.correspondence.content import Content, Line, Section
from secretariat.correspondence.letters import Attachment, Recipient, post
from secretariat.correspondence.models import Letter
from secretariat.correspondence.sending import send_due
from secretariat.history.refusals import NotAllowed, Refused
from secretariat.history.selectors import events_of
from secretariat.network.verbs import set_active
from tests.cast import Cast
from tests.correspondence.conftest import action, always
from tests.correspondence.servers import MailServer

ARABIC = "إرسال مشروع التوجيهات إلى جميع الأعضاء"
CHINESE = "与各国家网络分享指南"


def content(subject: str = "Your week", text: str = "Book a room") -> Content:
    line = Line(text, "https://register.example.org/actions/1/", ("A-1",), "3 days late")
    return Content(
        subject,
        ("This is what you hold.",),
        (Section("Overdue", (line,), 2),),
        ("Open", "https://register.example.org/"),
    )


def put(
    cast: Cast, key: str = "k", *, sort: str = "digest", subject: str = "Your week", text: str = "Book a room"
) -> Letter:
    always(cast.farid)
    letter = post(Recipient.of(cast.farid), sort=sort, content=content(subject, text), key=key)
    assert letter is not None
    return letter


def test_it_sends_what_mail_programs_understand(cast: Cast, smtp: MailServer) -> None:
    put(cast, text=ARABIC)
    assert send_due().sent == 1
    (message,) = smtp.messages
    assert smtp.taken[0][1] == ["farid@example.org"]
    assert message["To"] == "Farid <farid@example.org>"
    assert message["From"] == "Secretariat <post@register.example.org>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert str(message["Message-ID"]).endswith("@register.example.org>")
    assert abs(parsedate_to_datetime(message["Date"]) - timezone.now()) < timedelta(minutes=1)
    assert message.get_content_type() == "multipart/alternative"
    plain, html = message.iter_parts()
    assert (plain.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert ARABIC in plain.get_content()
    drawn = html.get_content()
    assert ARABIC in drawn
    assert 'dir="auto"' in drawn
    assert "color-scheme" in drawn
    assert not {"<img", "<script", "url(", "<link"} & {
        part for part in ("<img", "<script", "url(", "<link") if part in drawn
    }


def test_it_lets_one_click_stop_letters(cast: Cast, smtp: MailServer) -> None:
    put(cast)
    send_due()
    (message,) = smtp.messages
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = str(message["List-Unsubscribe"]).strip().strip("<>")
    assert address.startswith("https://register.example.org/unsubscribe/")
    path = address.removeprefix("https://register.example.org")
    answer = Client(enforce_csrf_checks=True).post(path, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert post(Recipient.of(cast.farid), sort="digest", content=content(), key="another") is None
    assert post(Recipient.of(cast.farid), sort="notice", content=content(), key="in person") is not None


def test_it_offers_no_one_click_where_somebody_wrote_in_person(cast: Cast, smtp: MailServer) -> None:
    put(cast, sort="notice")
    send_due()
    assert smtp.messages[0]["List-Unsubscribe"] is None


@pytest.mark.parametrize(
    "evil", ["Week\r\nBcc: all@example.org", "Week\nTo: x@example.org\n\nbody", "Week\x00\x0b\u2028X: y"]
)
def test_it_lets_nobody_write_a_header(cast: Cast, smtp: MailServer, evil: str) -> None:
    always(cast.farid)
    to = Recipient("farid@example.org", evil, cast.farid)
    post(to, sort="notice", content=content(evil), key="evil", attachments=[Attachment(evil, "text/plain", b"x")])
    send_due()
    (message,) = smtp.messages
    assert message["Bcc"] is None
    assert message["X"] is None
    assert smtp.taken[0][1] == ["farid@example.org"]
    assert message.get_all("To") is not None
    assert len(message.get_all("To") or []) == 1


@pytest.mark.parametrize(
    "address", ["", "nobody", "a@b\r\nRCPT TO:<x@example.org>", "a b@example.org", "<a@example.org>"]
)
@pytest.mark.django_db
def test_it_writes_to_no_address_that_is_none(address: str) -> None:
    with pytest.raises(Refused):
        post(Recipient(address), sort="notice", content=content(), key="x")
    assert not Letter.objects.exists()


@pytest.mark.django_db
def test_it_sends_names_and_files_of_every_script(smtp: MailServer) -> None:
    file = Attachment("指南.txt", "text/plain", CHINESE.encode())
    invitation = Attachment(
        "invite.ics", "text/calendar; method=REQUEST", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", alternative=True
    )
    to = Recipient("lina@example.org", "Okafor, Łena “Lina”")
    post(to, sort="invitation", content=content(CHINESE), key="x", attachments=[file, invitation])
    assert send_due().sent == 1
    (message,) = smtp.messages
    assert message["Subject"] == CHINESE
    assert message["To"].addresses[0].display_name == "Okafor, Łena “Lina”"
    parts = {part.get_content_type(): part for part in message.walk()}
    assert parts["text/calendar"].get_param("method") == "REQUEST"
    assert [part.get_filename() for part in message.iter_attachments()] == ["指南.txt"]


def test_it_makes_one_letter_of_a_key(cast: Cast, smtp: MailServer) -> None:
    assert put(cast).pk == put(cast).pk
    send_due()
    put(cast)
    send_due()
    assert len(smtp.taken) == 1


def test_it_loses_nothing_while_no_server_answers(cast: Cast, settings: Settings) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", closed.getsockname()[1]
    for number in range(3):
        put(cast, f"k{number}")
    now = timezone.now()
    for hour in range(50):
        send_due(now + timedelta(hours=hour))
    assert set(Letter.objects.values_list("state", flat=True)) == {"queued"}
    assert "Error" in Letter.objects.exclude(error="")[0].error
    from tests.correspondence.servers import mail_server

    with mail_server() as server:
        settings.EMAIL_PORT = server.port
        send_due(now + timedelta(hours=60))
        assert len(server.taken) == 3


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ({"farid@example.org": "550 no such user"}, "failed"),
        ({"DATA": "554 this is spam"}, "failed"),
        ({"farid@example.org": "450 try later"}, "queued"),
        ({"DATA": "451 disk is full"}, "queued"),
        ({"MAIL": "421 too busy"}, "queued"),
    ],
)
def test_it_tries_again_unless_the_server_says_never(
    cast: Cast, smtp: MailServer, answers: dict[str, str], state: str
) -> None:
    put(cast)
    smtp.answers = answers
    send_due()
    letter = Letter.objects.get()
    assert letter.state == state
    assert letter.error.split()[0] in {word.split()[0] for word in answers.values()}
    smtp.answers = {}
    if state == "failed":
        letters.try_again(cast.ana, letter=letter)
        assert events_of(letter).get().verb == "try_again"
    else:
        assert letter.not_before > timezone.now()
    send_due(timezone.now() + timedelta(days=1))
    assert Letter.objects.get().state == "sent"
    assert len(smtp.taken) == 1


@pytest.mark.django_db
def test_it_goes_on_after_a_letter_that_is_refused(smtp: MailServer) -> None:
    smtp.answers = {"bad@example.org": "550 no"}
    post(Recipient("bad@example.org"), sort="notice", content=content(), key="bad")
    post(Recipient("good@example.org"), sort="notice", content=content(), key="good")
    tally = send_due()
    assert (tally.sent, tally.failed) == (1, 1)


def test_it_gives_up_after_many_attempts_and_keeps_the_letter(cast: Cast, smtp: MailServer) -> None:
    put(cast)
    smtp.answers = {"DATA": "451 not now"}
    now = timezone.now()
    for days in range(12):
        send_due(now + timedelta(days=days))
    letter = Letter.objects.get()
    assert (letter.state, letter.attempts, letter.error) == ("failed", 10, "451 not now")


def test_it_keeps_the_message_id_at_each_attempt(cast: Cast, smtp: MailServer) -> None:
    letter = put(cast)
    send_due()
    letter.refresh_from_db()
    letter.state = "queued"  # as if the machine had stopped after the server took it
    letter.save()
    send_due()
    first, second = smtp.messages
    assert first["Message-ID"] == second["Message-ID"]


def test_it_writes_to_no_closed_account(cast: Cast, smtp: MailServer) -> None:
    put(cast)
    set_active(cast.ana, user=cast.farid, active=False)
    assert send_due().withdrawn == 1
    assert smtp.taken == []
    assert post(Recipient.of(cast.gone), sort="notice", content=content(), key="gone") is None


def test_it_withdraws_what_the_reader_may_not_read_any_more(cast: Cast, smtp: MailServer) -> None:
    from dataclasses import replace

    from secretariat.register.entries import set_confidentiality

    always(cast.farid)
    row = action(cast, "Share the guidance")
    told = replace(content(), about=(f"register.actionpoint:{row.pk}",))
    post(Recipient.of(cast.farid), sort="digest", content=told, key="d")
    set_confidentiality(cast.ana, entries=[row], confidentiality="restricted")
    assert send_due().withdrawn == 1
    assert smtp.taken == []
    assert Letter.objects.get().state == "withdrawn"


def test_it_withdraws_and_tries_again_for_the_secretariat_alone(cast: Cast, smtp: MailServer) -> None:
    letter = put(cast)
    for verb in (letters.withdraw, letters.try_again):
        with pytest.raises(NotAllowed):
            verb(cast.farid, letter=letter)
    letters.withdraw(cast.ana, letter=letter)
    send_due()
    assert smtp.taken == []
    letters.try_again(cast.ana, letter=letter)
    send_due()
    assert len(smtp.taken) == 1
    with pytest.raises(Refused):
        letters.withdraw(cast.ana, letter=letter)
    with pytest.raises(Refused):
        letters.try_again(cast.ana, letter=letter)


@pytest.mark.django_db
def test_it_leaves_the_secret_of_a_link_out_of_the_outbox_once_sent(smtp: MailServer) -> None:
    url = "https://register.example.org/r/verysecrettokenverysecrettoken/"
    post(Recipient("lena@example.org"), sort="link", content=Content("Report", button=("Report", url)), key="x")
    send_due()
    assert url in smtp.messages[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    letter = Letter.objects.get()
    assert "verysecret" not in letter.text + letter.html
