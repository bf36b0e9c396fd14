"""The workspace as processes: the web server here, the background worker beside it, both ended together."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import webbrowser
from types import FrameType
from typing import NoReturn

import click
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.utils import DatabaseError

from secretariat.evidence.jobs import take_up_interrupted as take_up_examinations
from secretariat.evidence.models import Report
from secretariat.followup.models import ProgressNote
from secretariat.network.models import Role, User
from secretariat.network.passwords import new_password
from secretariat.network.verbs import add_user, keep_current
from secretariat.register.jobs import take_up_interrupted
from secretariat.sources.models import Document, Revision
from secretariat.sources.storage import sweep

THREADS = 8
SIGN_IN_FILE = "sign-in.txt"
FIRST_EMAIL = "secretariat@localhost.example"
RESTART_AFTER_SECONDS = 2.0
STOP_SECONDS = 10
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - said by the person, not assumed


def prepare(*, example: bool) -> str:
    """Make what is missing; return how to sign in, where that was made here."""
    migrate()
    keep_current()
    _take_up()
    kept = {
        *Revision.objects.values_list("stored_name", flat=True),
        *Report.objects.values_list("stored_name", flat=True),
    }
    sweep(kept | {*ProgressNote.objects.exclude(stored_name="").values_list("stored_name", flat=True)})
    if not User.objects.exists():
        _first_accounts(example=example)
    elif example and not Document.objects.exists():
        click.echo("The example is loaded into an empty workspace only: this one has users already.", err=True)
    path = settings.HOME / SIGN_IN_FILE
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _take_up() -> None:
    """Take up what a worker left that is gone."""
    take_up_interrupted(all_under_way=True)
    take_up_examinations(all_under_way=True)


def migrate() -> None:
    """Bring the database up to this version."""
    try:
        call_command("migrate", interactive=False, verbosity=0)
    except DatabaseError as error:
        _stop(f"The database cannot be used: {str(error).strip().splitlines()[0]}")
    finally:
        connection.close()


def serve(host: str, port: int, signing_in: str, *, browser: bool) -> int:
    """Answer requests and keep a worker running until Ctrl-C or a signal to end."""
    import waitress

    listener = _listener(host, port)
    worker = Worker()
    for asked in (signal.SIGTERM, signal.SIGINT):
        signal.signal(asked, _end)
    address = f"http://{'localhost' if host in {'127.0.0.1', *EVERYWHERE} else host}:{port}/"
    click.echo(_greeting(address, signing_in))
    if host in EVERYWHERE and "SECRETARIAT_HOSTS" not in os.environ:
        click.echo("  Others reach it once SECRETARIAT_HOSTS names the host they ask for.")
    from secretariat.site.wsgi import application

    server = waitress.create_server(
        application,
        sockets=[listener],
        threads=THREADS,
        ident="secretariat",
        max_request_body_size=_largest_request(),
        channel_timeout=120,
    )
    worker.start()
    if browser:
        threading.Timer(1.0, webbrowser.open, [address]).start()
    try:
        server.run()
    finally:
        worker.stop()
        server.close()
    click.echo("Stopped.")
    return 0


class Worker:
    """The process that does the background work; started again when it ends by itself."""

    def __init__(self) -> None:
        """Not running yet."""
        self._process: subprocess.Popen[bytes] | None = None
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._keep_running, daemon=True)

    def start(self) -> None:
        """Start the process and watch over it."""
        self._process = self._run()
        self._thread.start()

    def stop(self) -> None:
        """End the process; what it was reading is taken up at the next start."""
        self._ending.set()
        process = self._process
        if process is None:
            return
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _run(self) -> subprocess.Popen[bytes]:
        """Start the process, in a group of its own so that Ctrl-C reaches it through us only."""
        command = [sys.executable, "-m", "secretariat.cli.worker", str(os.getpid())]
        return subprocess.Popen(command, start_new_session=True)  # noqa: S603 - our own module

    def _keep_running(self) -> None:
        """Start the process again when it ends, and take up what it left."""
        while not self._ending.is_set():
            process = self._process
            if process is not None and process.poll() is None:
                self._ending.wait(0.5)
                continue
            if self._ending.wait(RESTART_AFTER_SECONDS):
                return
            _take_up()
            connection.close()
            self._process = self._run()


def _first_accounts(*, example: bool) -> None:
    """Make the first accounts, and keep how to sign in where only the owner of the folder reads it."""
    if example:
        from secretariat.example.loading import load_example

        click.echo("Loading the worked example ...")
        lines = [f"{one.user.email}  {one.password}  {one.user.get_role_display()}" for one in load_example()]
    else:
        password = new_password()
        add_user(None, email=FIRST_EMAIL, name="Secretariat", role=Role.SECRETARIAT, password=password)
        lines = [f"{FIRST_EMAIL}  {password}  {Role.SECRETARIAT.label}"]
    path = settings.HOME / SIGN_IN_FILE
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")


def _greeting(address: str, signing_in: str) -> str:
    """Return what is printed at the start."""
    lines = [f"Secretariat {settings.VERSION}", f"  Address  {address}"]
    lines += [f"  Sign in  {line}" for line in signing_in.splitlines()] or [
        "  Sign in  with your account (secretariat user list, secretariat user password EMAIL)"
    ]
    if signing_in:
        lines.append(f"           (kept in {settings.HOME / SIGN_IN_FILE}; delete it once you have new passwords)")
    lines += [f"  Data in  {settings.HOME}", "  Stop with Ctrl-C"]
    return "\n".join(lines)


def _listener(host: str, port: int) -> socket.socket:
    """Return a socket that listens, or say in one line why there is none."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
    except OSError as error:
        _stop(f"{host}:{port} cannot be used: {error.strerror or error}. Try another --port.")
    listener.listen(1024)
    return listener


def _largest_request() -> int:
    """Return how many bytes one request may have: several files of the largest size."""
    return int(settings.UPLOAD_LIMIT_BYTES) * 10


def _end(_signal: int, _frame: FrameType | None) -> NoReturn:
    """End as Ctrl-C does."""
    raise KeyboardInterrupt


def _stop(message: str) -> NoReturn:
    """Say in one line what is wrong."""
    click.echo(f"secretariat: {message}", err=True)
    sys.exit(1)
