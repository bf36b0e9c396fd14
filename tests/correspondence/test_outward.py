"""The door to addresses that a person typed in: it opens to the public network only, and not for long."""

from __future__ import annotations

import socket
import threading
import time

import pytest
from pytest_django import Settings

from secretariat.correspondence import outward
from secretariat.correspondence.outward import Unanswered, checked_url, sent
from secretariat.history.refusals import Refused
from tests.correspondence.servers import Receiver, receiver


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/hook",
        "ftp://example.org/",
        "https://user:secret@example.org/",
        "https://",
        "https:///path",
        "https://exa mple.org/",
        "https://example.org:99999/",
        "https://example.org/\r\nHost: x",
        "javascript:alert(1)",
        "https://127.0.0.1/",
        "https://10.0.0.7/",
        "https://169.254.169.254/latest/meta-data/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[fe80::1]/",
        "https://[fd00::1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://[2002:7f00:1::]/",
        "https://0.0.0.0/",
        "https://224.0.0.1/",
        "https://100.64.0.1/",
    ],
)
def test_it_keeps_the_door_shut(url: str) -> None:
    with pytest.raises(Refused):
        checked_url(url)


@pytest.mark.parametrize("url", ["https://example.org/hook?a=b", "https://93.184.215.14/", "https://example.org:8443/"])
def test_it_takes_public_addresses(url: str) -> None:
    assert checked_url(url) == url


@pytest.mark.parametrize("places", [["127.0.0.1"], ["93.184.215.14", "192.168.1.1"], ["::1"], ["::ffff:10.0.0.1"]])
def test_it_looks_at_every_address_of_a_name(monkeypatch: pytest.MonkeyPatch, places: list[str]) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (place, 443)) for place in places]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_more: found)
    opened: list[object] = []
    monkeypatch.setattr(socket, "create_connection", lambda *args, **_more: opened.append(args))
    with pytest.raises(Refused):
        sent("https://rebinding.example/", b"{}", {})
    assert opened == []


@pytest.mark.parametrize("name", ["localhost", "localhost.", "2130706433", "0x7f.1", "127.1"])
def test_it_refuses_other_spellings_of_this_machine(name: str) -> None:
    with pytest.raises((Refused, Unanswered)):
        sent(f"https://{name}/", b"{}", {})


def test_it_connects_to_the_very_address_that_it_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def once(host: str, *_args: object, **_more: object) -> list[tuple[object, ...]]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.215.14", 443))]

    places: list[object] = []

    def refuse(place: tuple[str, int], **_more: object) -> None:
        places.append(place)
        raise ConnectionRefusedError(111, "refused")

    monkeypatch.setattr(socket, "getaddrinfo", once)
    monkeypatch.setattr(socket, "create_connection", refuse)
    with pytest.raises(Unanswered):
        sent("https://example.org/", b"{}", {})
    assert (asked, places) == (["example.org"], [("93.184.215.14", 443)])


def test_it_speaks_to_this_machine_where_the_site_allows_it(settings: Settings) -> None:
    settings.WEBHOOK_PRIVATE = True
    with receiver() as server:
        answer = sent(server.url, b'{"a":1}', {"X-Test": "yes"})
    assert (answer.status, answer.text) == (200, "thanks")
    path, headers, body = server.taken[0]
    assert (path, headers["X-Test"], headers["Host"], body) == (
        "/hook?from=secretariat",
        "yes",
        f"127.0.0.1:{server.port}",
        b'{"a":1}',
    )


def test_it_reads_the_beginning_of_an_answer_only(settings: Settings) -> None:
    settings.WEBHOOK_PRIVATE = True
    with receiver() as server:
        assert isinstance(server, Receiver)
        server.answer = b"x" * 5_000_000
        assert len(sent(server.url, b"{}", {}).text) == outward.READ_BYTES


@pytest.mark.parametrize("drip", [b"", b"H"])
def test_it_does_not_wait_for_ever(settings: Settings, monkeypatch: pytest.MonkeyPatch, drip: bytes) -> None:
    settings.WEBHOOK_PRIVATE = True
    monkeypatch.setattr(outward, "WHOLE_SECONDS", 0.6)
    with socket.create_server(("127.0.0.1", 0)) as server:

        def dawdle() -> None:
            connection, _from = server.accept()
            with connection:
                for _ in range(40):
                    try:
                        connection.sendall(drip or b"")
                    except OSError:
                        return
                    time.sleep(0.1)

        threading.Thread(target=dawdle, daemon=True).start()
        begun = time.monotonic()
        with pytest.raises(Unanswered):
            sent(f"http://127.0.0.1:{server.getsockname()[1]}/", b"{}", {})
        assert time.monotonic() - begun < 3


def test_it_takes_no_answer_over_tls_from_who_cannot_prove_the_name(settings: Settings) -> None:
    settings.WEBHOOK_PRIVATE = True
    with receiver() as server, pytest.raises(Unanswered):
        sent(f"https://127.0.0.1:{server.port}/", b"{}", {})
    assert server.taken == []
