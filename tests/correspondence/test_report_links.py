"""Links to report progress: what they open and for how long, what they take, and what they never tell."""

from __future__ import annotations

import logging
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client
from django.utils import timezone

from secretariat.correspondence import report_links
from secretariat.correspondence.models import Letter, LinkRequest, ReportLink
from secretariat.correspondence.report_links import make_link, revoke, settle_requests
from secretariat.correspondence.sending import send_due
from secretariat.followup.models import ProgressNote
from secretariat.followup.verbs import OwnerRef, assign
from secretariat.history.models import Event
from secretariat.history.refusals import NotAllowed, Refused
from secretariat.history.selectors import events_of
from secretariat.register.entries import set_confidentiality
from secretariat.register.models import ActionPoint
from secretariat.site.redaction import Redacting
from secretariat.sources.storage import path_of
from tests.cast import Cast
from tests.correspondence.conftest import action

WRONG = "/r/" + "x" * 43 + "/"


@pytest.fixture
def row(cast: Cast) -> ActionPoint:
    return action(cast, "Share the guidance", owners=("UNICEF",), due="2031-03-31")


@pytest.fixture
def path(cast: Cast, row: ActionPoint) -> str:
    made = make_link(cast.ana, action=row, holder=cast.unicef, name="Ira Moss", email="ira@unicef.example")
    return made.url.removeprefix("https://register.example.org")


def said(answer: HttpResponseBase) -> str:
    assert isinstance(answer, HttpResponse)
    return answer.content.decode()


def told(**values: object) -> dict[str, object]:
    return {"text": "The guidance went out.", "name": "Ira Moss", "state": "", **values}


def test_it_opens_without_an_account_and_lands_on_the_action_with_its_history(path: str, row: ActionPoint) -> None:
    client = Client(enforce_csrf_checks=True)
    assert "Share the guidance" in said(client.get(path))
    file = SimpleUploadedFile("note.txt", b"what was sent", "text/plain")
    sent = told(state="in_progress", occurred_on="2031-03-02", evidence_url="https://example.org/a", evidence_file=file)
    answer = client.post(path, sent)
    assert answer.status_code == 302
    page = said(client.get(answer.headers["Location"]))
    assert "Thank you" in page
    assert "The guidance went out." in page
    assert "note.txt" in page
    note = ProgressNote.objects.get()
    assert (note.by, note.by_name, note.via, note.occurred_on, note.state) == (
        None,
        "Ira Moss",
        "link",
        "2031-03-02",
        "in_progress",
    )
    assert Path(path_of(note.stored_name)).read_bytes() == b"what was sent"
    row.refresh_from_db()
    assert row.state == "in_progress"
    report = events_of(row).get(verb="report")
    assert (report.actor, report.actor_name) == (None, "Ira Moss")


def test_it_takes_several_reports_until_there_are_many_within_an_hour(path: str) -> None:
    client = Client()
    answers = [client.post(path, told(text=f"Step {number}")).status_code for number in range(8)]
    assert answers == [302] * 6 + [422] * 2
    assert ReportLink.objects.get().use_count == ProgressNote.objects.count() == 6
    later = timezone.now() + timedelta(hours=2)
    report_links.used(ReportLink.objects.get(), report_links.Progress("Ira", "Another step"), later)
    assert ProgressNote.objects.count() == 7


def test_it_keeps_what_was_typed_where_a_report_cannot_be_taken(path: str) -> None:
    answer = Client().post(path, told(evidence_url="no address", text="A long story"))
    assert answer.status_code == 422
    assert "A long story" in said(answer)
    assert not ProgressNote.objects.exists()


def test_it_takes_no_file_that_is_too_large(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from secretariat.workspace.views import correspondence_links

    monkeypatch.setattr(correspondence_links, "LARGEST_REQUEST", 1000)
    file = SimpleUploadedFile("big.bin", b"x" * 5000)
    answer = Client().post(path, told(evidence_file=file))
    assert answer.status_code == 413
    assert "10 MB" in said(answer)
    assert not ProgressNote.objects.exists()


def test_it_answers_wrong_expired_and_revoked_links_alike(cast: Cast, path: str) -> None:
    client, link = Client(), ReportLink.objects.get()
    wrong = client.get(WRONG)
    link.expires_at = timezone.now() - timedelta(seconds=1)
    link.save()
    expired = client.get(path)
    link.expires_at = timezone.now() + timedelta(days=1)
    link.save()
    assert client.get(path).status_code == 200
    revoke(cast.ana, link=link)
    revoked = client.get(path)
    pages = {said(answer).replace(path, WRONG) for answer in (wrong, expired, revoked)}
    assert len(pages) == 1
    assert {answer.status_code for answer in (wrong, expired, revoked)} == {404}
    assert client.post(path, told()).status_code == 404
    assert not ProgressNote.objects.exists()


def test_it_opens_no_more_once_somebody_else_holds_the_action(cast: Cast, row: ActionPoint, path: str) -> None:
    assign(cast.ana, actions=[row], owners=[OwnerRef("entity:who")])
    assert Client().get(path).status_code == 404


def test_it_asks_for_a_new_link_without_telling_whether_there_was_one(cast: Cast, row: ActionPoint, path: str) -> None:
    revoke(cast.ana, link=ReportLink.objects.get())
    client = Client(enforce_csrf_checks=True)
    answers = [client.post(f"{where}ask/") for where in (path, WRONG)]
    assert said(answers[0]) == said(answers[1])
    assert {answer.status_code for answer in answers} == {200}
    assert LinkRequest.objects.count() == 2
    assert not Letter.objects.exists()
    assert settle_requests() == 1
    assert set(Letter.objects.values_list("to_address", flat=True)) == {"ana@example.org", "ben@example.org"}
    assert row.reference in Letter.objects.all()[0].subject
    assert settle_requests() == 0


def test_it_keeps_no_more_than_some_requests_an_hour(path: str) -> None:
    client = Client()
    for _ in range(report_links.REQUESTS_AN_HOUR + 5):
        client.post(f"{path}ask/")
    assert LinkRequest.objects.count() == report_links.REQUESTS_AN_HOUR


def test_it_keeps_a_hash_of_the_token_and_nothing_else(path: str) -> None:
    token = path.split("/")[2]
    rows = [str(link) for link in ReportLink.objects.values()] + [str(event) for event in Event.objects.values()]
    assert not [text for text in rows if token in text]


def test_it_tells_its_address_to_nobody(path: str, caplog: pytest.LogCaptureFixture) -> None:
    client = Client()
    answer = client.get(path)
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "http://" not in said(answer).replace("http://www.w3.org", "")
    with caplog.at_level(logging.DEBUG):
        client.get(WRONG)
    form = Redacting("{message}", style="{")
    lines = [form.format(record) for record in caplog.records]
    assert any("Not Found" in line for line in lines)
    assert not [line for line in lines if "xxxx" in line]


def test_it_quotes_the_passage_without_the_text_around_it(cast: Cast, client: Client) -> None:
    from secretariat.register import review
    from tests.cast import make_document, read_into

    document = make_document(cast.ana)
    read_into(document)
    review.confirm_all(cast.ana, document=document, kind="action_point")
    row = ActionPoint.objects.get(text__startswith="The Working Group")
    made = make_link(cast.ana, action=row, holder=cast.unicef)
    page = said(client.get(made.url.removeprefix("https://register.example.org")))
    assert "The Working Group on Returns and UNICEF to draft a checklist." in page
    assert "It was suggested to meet again" not in page
    assert "Lena Okafor" not in page


@pytest.mark.parametrize("level", ["restricted", "chatham"])
def test_it_makes_no_link_to_what_the_holder_may_not_know(cast: Cast, row: ActionPoint, path: str, level: str) -> None:
    set_confidentiality(cast.ana, entries=[row], confidentiality=level)
    with pytest.raises(Refused) as refusal:
        make_link(cast.ana, action=row, holder=cast.unicef)
    assert refusal.value.code == "not_open"
    assert Client().get(path).status_code == 404


def test_it_makes_a_link_to_what_is_restricted_for_who_sits_in_the_body(cast: Cast, row: ActionPoint) -> None:
    from secretariat.network.models import Seat, Tenure

    set_confidentiality(cast.ana, entries=[row], confidentiality="restricted")
    Tenure.objects.create(seat=Seat.objects.create(body=cast.committee), entity=cast.unicef)
    made = make_link(cast.ana, action=row, holder=cast.unicef)
    assert Client().get(made.url.removeprefix("https://register.example.org")).status_code == 200


def test_it_is_made_by_the_secretariat_for_who_holds_the_action(cast: Cast, row: ActionPoint) -> None:
    with pytest.raises(NotAllowed):
        make_link(cast.farid, action=row, holder=cast.unicef)
    with pytest.raises(Refused):
        make_link(cast.ana, action=row, holder=cast.who)
    with pytest.raises(Refused):
        make_link(cast.ana, action=row, holder=cast.unicef, send=True)
    assert not ReportLink.objects.exists()


def test_it_sends_the_link_by_mail(cast: Cast, row: ActionPoint, mailoutbox: list[object]) -> None:
    made = make_link(cast.ana, action=row, holder=cast.unicef, email="Ira@UNICEF.example", send=True)
    send_due()
    (message,) = mailoutbox
    assert message.to == ["ira@unicef.example"] or "ira@unicef.example" in message.to[0]  # type: ignore[attr-defined]
    assert made.url in message.body  # type: ignore[attr-defined]
    assert [event.verb for event in events_of(row)][-1] == "make_link"


@pytest.mark.parametrize("how", ["restricted", "revoked", "handed over"])
def test_it_withdraws_a_letter_whose_link_opens_no_more(
    cast: Cast, row: ActionPoint, mailoutbox: list[object], how: str
) -> None:
    made = make_link(cast.ana, action=row, holder=cast.unicef, email="ira@unicef.example", send=True)
    if how == "restricted":
        set_confidentiality(cast.ana, entries=[row], confidentiality="restricted")
    elif how == "revoked":
        revoke(cast.ana, link=made.link)
    else:
        assign(cast.ana, actions=[row], owners=[OwnerRef("entity:who")])
    assert send_due().withdrawn == 1
    assert mailoutbox == []
