"""A mail server and a receiver of webhooks, as small as they can be, on real sockets."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, HTTPServer


@dataclass
class MailServer:
    """What it takes and what it answers: ``answers`` maps a command, or an address, to another answer."""

    port: int = 0
    taken: list[tuple[str, list[str], bytes]] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)

    @property
    def messages(self) -> list[EmailMessage]:
        """Return what was taken, parsed."""
        return [message_from_bytes(data, policy=policy.default) for _from, _to, data in self.taken]


class _Talk(socketserver.StreamRequestHandler):
    """One conversation (RFC 5321)."""

    def handle(self) -> None:
        state: MailServer = self.server.state  # type: ignore[attr-defined]
        self._say("220 test ESMTP")
        sender, to = "", list[str]()
        while line := self.rfile.readline():
            words = line.decode().strip()
            command = words[:4].upper()
            if command in {"EHLO", "HELO"}:
                self._say("250-test\r\n250 8BITMIME")
            elif command == "MAIL":
                sender, to = words[10:].split(">")[0].strip("<"), []
                self._say(state.answers.get("MAIL", "250 ok"))
            elif command == "RCPT":
                address = words[8:].strip("<>")
                answer = state.answers.get(address, "250 ok")
                to += [address] if answer.startswith("250") else []
                self._say(answer)
            elif command == "DATA":
                self._data(state, sender, to)
            elif command == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _data(self, state: MailServer, sender: str, to: list[str]) -> None:
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        answer = state.answers.get("DATA", "250 taken")
        if answer.startswith("250"):
            state.taken.append((sender, to, b"".join(lines)))
        self._say(answer)

    def _say(self, text: str) -> None:
        self.wfile.write(text.encode() + b"\r\n")


class _Threading(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """Run a mail server."""
    state = MailServer()
    with _Threading(("127.0.0.1", 0), _Talk) as server:
        server.state = state  # type: ignore[attr-defined]
        state.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield state
        server.shutdown()


@dataclass
class Receiver:
    """What came in: path, headers, body; ``status`` is what it answers, ``answer`` what it says."""

    port: int = 0
    status: int = 200
    answer: bytes = b"thanks"
    location: str = ""
    taken: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Return its address."""
        return f"http://127.0.0.1:{self.port}/hook?from=secretariat"


class _Take(BaseHTTPRequestHandler):
    """One request."""

    def do_POST(self) -> None:
        state: Receiver = self.server.state  # type: ignore[attr-defined]
        body = self.rfile.read(int(self.headers["Content-Length"]))
        state.taken.append((self.path, dict(self.headers), body))
        self.send_response(state.status)
        if state.location:
            self.send_header("Location", state.location)
        self.send_header("Content-Length", str(len(state.answer)))
        self.end_headers()
        self.wfile.write(state.answer)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@contextmanager
def receiver() -> Iterator[Receiver]:
    """Run a receiver of webhooks."""
    state = Receiver()
    with HTTPServer(("127.0.0.1", 0), _Take) as server:
        server.state = state  # type: ignore[attr-defined]
        state.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield state
        server.shutdown()
