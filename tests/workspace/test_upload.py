"""Documents come in: each file by itself, refused in plain words, never twice, never half."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from secretariat.sources.models import Document
from tests.cast import Cast

RECORD = "Steering Group\n4 March 2031\n\nThe Group agreed to meet again in May.\n"


@pytest.fixture
def desk(client: Client, cast: Cast) -> Client:
    """Return the browser of Ana, who is signed in."""
    client.force_login(cast.ana, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _file(name: str, data: bytes | str = RECORD) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data.encode() if isinstance(data, str) else data)


def _send(client: Client, *files: SimpleUploadedFile, **values: Any) -> str:
    sent = {**values, "files": list(files)} if files else values
    return client.post(reverse("workspace:upload"), sent, follow=True).content.decode()


def test_it_takes_several_files_and_says_of_each_what_became_of_it(desk: Client) -> None:
    page = _send(desk, _file("First.txt"), _file("Empty.txt", ""), _file("Second.md", f"{RECORD} Once more."))
    assert [one.title for one in Document.objects.order_by("id")] == ["First", "Second"]
    assert "“Empty.txt” is empty. Check the file and send it again." in page
    assert page.count("Waits to be read") == 2


def test_it_shows_the_results_once(desk: Client) -> None:
    _send(desk, _file("First.txt"))
    assert "Waits to be read" not in desk.get(reverse("workspace:upload")).content.decode()


def test_it_leads_to_what_is_here_already(desk: Client) -> None:
    _send(desk, _file("First.txt"))
    page = _send(desk, _file("Again.txt"))
    document = Document.objects.get()
    assert "Already here as “First”" in page
    assert reverse("workspace:review", args=[document.pk]) in page


def test_it_takes_pasted_text_under_the_title_given(desk: Client, cast: Cast) -> None:
    _send(desk, text=RECORD, title="Steering Group, March", confidentiality="restricted")
    document = Document.objects.get()
    assert (document.title, document.confidentiality) == ("Steering Group, March", "restricted")
    assert document.current.name == "Steering Group, March.txt"
    assert document.uploaded_by == cast.ana


def test_it_says_that_nothing_was_sent(desk: Client) -> None:
    response = desk.post(reverse("workspace:upload"), {"text": "  "})
    assert response.status_code == 422
    assert "Choose a file, or paste the text of the record." in response.content.decode()


def test_it_refuses_what_is_too_large_and_keeps_nothing(desk: Client, settings: Settings) -> None:
    settings.UPLOAD_LIMIT_BYTES = 1024 * 1024
    page = _send(desk, _file("Large.txt", b"x" * (1024 * 1024 + 1)))
    assert "“Large.txt” is larger than the limit of 1 MB." in page
    assert not Document.objects.exists()


def test_it_answers_the_script_with_the_rows_of_the_list(desk: Client) -> None:
    sent = {"files": [_file("A <b>name</b>.txt")]}
    answer = desk.post(reverse("workspace:upload"), sent, headers={"Accept": "application/json"}).json()
    assert len(answer["rows"]) == 1
    assert "<b>name" not in answer["rows"][0]
    assert f'data-busy="{Document.objects.get().pk}"' in answer["rows"][0]


def test_it_is_for_the_secretariat(cast: Cast) -> None:
    url = reverse("workspace:upload")
    for user in (cast.farid, cast.rita):
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        assert client.get(url).status_code == 403
        assert client.post(url, {"text": RECORD}).status_code == 403
    assert Client().get(url).status_code == 302
    assert not Document.objects.exists()
