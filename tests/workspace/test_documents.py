"""The list of documents, how far their reading is, and the file as it came in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from secretariat.register import intake, review
from secretariat.register.intake import Incoming
from secretariat.register.models import Kind
from secretariat.sources.models import Document, Revision
from secretariat.workspace.document_rows import rows_of
from tests.cast import Cast, make_document, proposals, read_into


@pytest.fixture
def desk(client: Client, cast: Cast) -> Client:
    """Return the browser of Ana, who is signed in."""
    client.force_login(cast.ana, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _failed(document: Document) -> Document:
    Revision.objects.filter(document=document).update(
        state=Revision.State.FAILED, error_code="no-text", error_message="There is no text in this file."
    )
    return document


def test_it_says_what_to_do_when_there_is_no_document(desk: Client) -> None:
    page = desk.get(reverse("workspace:documents")).content.decode()
    assert "No document yet" in page
    assert reverse("workspace:upload") in page


def test_it_lists_state_findings_and_who_brought_them(desk: Client, cast: Cast, document: Document) -> None:
    make_document(cast.ben, title="Not read yet")
    page = desk.get(reverse("workspace:documents")).content.decode()
    assert "10 to confirm" in page
    assert "Waits to be read" in page
    assert page.index("Not read yet") < page.index(document.title)
    assert ">Ben<" in page


def test_it_says_why_a_document_was_not_read_and_offers_another_try(desk: Client, cast: Cast) -> None:
    document = _failed(make_document(cast.ana))
    page = desk.get(reverse("workspace:documents")).content.decode()
    assert "There is no text in this file." in page
    assert "Try again" in page
    desk.post(reverse("workspace:document-read-again", args=[document.pk]))
    assert Document.objects.get().state == Revision.State.WAITING


def test_it_refuses_to_read_what_is_being_read(desk: Client, cast: Cast) -> None:
    document = make_document(cast.ana)
    url = reverse("workspace:document-read-again", args=[document.pk])
    assert "is being read already" in desk.post(url, {"next": "documents"}, follow=True).content.decode()


def test_it_answers_how_far_the_reading_is(desk: Client, cast: Cast) -> None:
    document = make_document(cast.ana)
    url = reverse("workspace:documents-progress")
    answer = desk.get(url, {"id": [str(document.pk), "x"]}).json()
    assert answer["busy"] == [document.pk]
    read_into(document)
    answer = desk.get(url, {"id": document.pk}).json()
    assert answer["busy"] == []
    assert "10 to confirm" in answer["pieces"][0]


def test_it_lists_many_documents_page_by_page(desk: Client, cast: Cast) -> None:
    for number in range(101):
        make_document(cast.ana, title=f"Record {number}")
    url = reverse("workspace:documents")
    assert "1 of 2" in desk.get(url).content.decode()
    page = desk.get(url, {"page": "2"}).content.decode()
    assert "Record 0" in page
    assert "Record 1<" not in page


def test_it_hands_the_file_out_as_an_attachment(desk: Client, cast: Cast) -> None:
    incoming = Incoming("Record <1>.html", b"<script>alert(1)</script>")
    [received] = intake.receive(cast.ana, files=[incoming])
    assert received.document is not None
    response = desk.get(reverse("workspace:document-original", args=[received.document.pk]))
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert b"".join(response) == b"<script>alert(1)</script>"


def test_it_renames_and_restricts(desk: Client, document: Document) -> None:
    values = {"title": "Principals, 4 March", "confidentiality": "restricted"}
    desk.post(reverse("workspace:document-change", args=[document.pk]), values)
    document.refresh_from_db()
    assert (document.title, document.confidentiality) == ("Principals, 4 March", "restricted")


def test_it_lists_for_readers_what_something_was_confirmed_in(cast: Cast, document: Document) -> None:
    reader = Client()
    reader.force_login(cast.rita, backend="django.contrib.auth.backends.ModelBackend")
    url = reverse("workspace:documents")
    assert document.title not in reader.get(url).content.decode()
    review.confirm(cast.ana, proposal=proposals(document, Kind.DECISION)[0])
    page = reader.get(url).content.decode()
    assert document.title in page
    assert "to confirm" not in page
    assert reader.post(reverse("workspace:document-read-again", args=[document.pk])).status_code == 403
    assert reader.post(reverse("workspace:document-change", args=[document.pk]), {"title": "x"}).status_code == 403


def test_it_never_shows_a_reading_that_is_stored_just_now_as_decided(cast: Cast) -> None:
    def stored_meanwhile() -> Iterator[Document]:
        document = make_document(cast.ana)
        read_into(document)
        yield document

    [row] = rows_of(cast.ana, stored_meanwhile())
    assert row.to_decide == 10
