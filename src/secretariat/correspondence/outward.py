"""The one door through which this program speaks to addresses that a person typed in.

A name is resolved once, every address that it has must be a public one, and the connection goes to the very address
that was looked at, so that a name cannot change its meaning in between. No redirect is followed, little of the
answer is read, and the whole takes a bounded time.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from secretariat.history.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

CONNECT_SECONDS = 5
WHOLE_SECONDS = 15
READ_BYTES = 4096
PORTS = {"http": 80, "https": 443}
NAT64 = ipaddress.ip_network("64:ff9b::/96")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered: its status, and the beginning of what it said."""

    status: int
    text: str


class Unanswered(Exception):
    """The server could not be reached, or gave no answer in time."""


def checked_url(url: str) -> str:
    """Return an address that may be spoken to, as far as can be told without asking for its name.

    Raises:
        Refused: with one line that says why not.
    """
    parts = _parts(url.strip())
    with suppress(ValueError):
        _require_public(ipaddress.ip_address(parts.hostname or ""))
    return parts.geturl()


def sent(url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Send a POST and return the answer, whatever its status.

    Raises:
        Refused: for an address that may not be spoken to.
        Unanswered: when there is no answer.
    """
    parts = _parts(url)
    host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
    place = _resolved(host, port)
    try:
        raw = socket.create_connection((str(place), port), timeout=CONNECT_SECONDS)
    except OSError as error:
        raise Unanswered(_("no connection: %s") % (error.strerror or type(error).__name__)) from error
    alarm = threading.Timer(WHOLE_SECONDS, _shut, [raw])
    alarm.start()
    try:
        return _spoken(raw, parts, body, headers)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Unanswered(_("no answer: %s") % type(error).__name__) from error
    finally:
        alarm.cancel()
        raw.close()


def _spoken(raw: socket.socket, parts: SplitResult, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Speak over a connection: TLS with the name of the host, one request, the beginning of one answer."""
    host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
    connection = http.client.HTTPConnection(host, port, timeout=CONNECT_SECONDS)
    tls = ssl.create_default_context()
    connection.sock = tls.wrap_socket(raw, server_hostname=host) if parts.scheme == "https" else raw
    connection.sock.settimeout(WHOLE_SECONDS)
    try:
        path = parts.path or "/"
        connection.request("POST", f"{path}?{parts.query}" if parts.query else path, body, dict(headers))
        answer = connection.getresponse()
        return Answer(answer.status, answer.read(READ_BYTES).decode("utf-8", "replace"))
    finally:
        connection.close()


def _parts(url: str) -> SplitResult:
    """Return the parts of an address that may be used at all."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - reading it checks it
    except ValueError as error:
        raise _not_an_address() from error
    schemes = ("http", "https") if settings.WEBHOOK_PRIVATE else ("https",)
    if parts.scheme not in schemes:
        raise Refused("bad_scheme", _("The address must begin with %s.") % _(" or ").join(f"{s}://" for s in schemes))
    if not parts.hostname or parts.username is not None or parts.password is not None:
        raise _not_an_address()
    if not url.isascii() or any(character.isspace() for character in url):
        raise _not_an_address()
    return parts


def _not_an_address() -> Refused:
    """Return the refusal of what is no address."""
    return Refused("bad_address", _("This is not an address that can be written to. As in: https://example.org/hook"))


def _resolved(host: str, port: int) -> Address:
    """Return an address of a host; all that it has must be public ones."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unanswered(_("the name of the host is not known")) from error
    places = [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
    for place in places:
        _require_public(place)
    return places[0]


def _require_public(place: Address) -> None:
    """Refuse an address inside this machine or its network, also one wrapped into another."""
    if settings.WEBHOOK_PRIVATE:
        return
    if not all(one.is_global and not one.is_multicast and not one.is_reserved for one in _meant(place)):
        message = _("This address is inside the network of this site. Whoever runs the site can allow it.")
        raise Refused("private_address", message)


def _meant(place: Address) -> list[Address]:
    """Return an address, and those that are wrapped into it (mapped, 6to4, Teredo, NAT64)."""
    meant: list[Address] = []
    if isinstance(place, ipaddress.IPv6Address):
        wrapped = [place.ipv4_mapped, place.sixtofour, *(place.teredo or ())]
        if place in NAT64:
            wrapped.append(ipaddress.IPv4Address(int(place) & 0xFFFFFFFF))
        meant = [one for one in wrapped if one is not None]
        if place.ipv4_mapped is not None or place in NAT64:
            return meant
    return [place, *meant]


def _shut(raw: socket.socket) -> None:
    """End a connection from outside, whoever waits at it."""
    with suppress(OSError):
        raw.shutdown(socket.SHUT_RDWR)
