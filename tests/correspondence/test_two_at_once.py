"""Several workers at one outbox: each letter goes out once, each delivery too."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from secretariat.correspondence.content import Content
from secretariat.correspondence.deliveries import send_deliveries
from secretariat.correspondence.letters import Recipient, post
from secretariat.correspondence.models import Delivery, Letter, Turn
from secretariat.correspondence.sending import send_due
from secretariat.correspondence.turns import turn
from secretariat.correspondence.webhooks import Subscription, add, queue_deliveries
from tests.cast import make_cast
from tests.correspondence.conftest import action
from tests.correspondence.servers import MailServer, Receiver

LETTERS = 15
WRITE = f"""
import django; django.setup()
from secretariat.correspondence.content import Content
from secretariat.correspondence.letters import Recipient, post
for number in range({LETTERS}):
    post(Recipient(f"reader{{number}}@example.org"), sort="notice", content=Content("Hello"), key=f"k{{number}}")
"""


def run(home: Path, server: MailServer, *arguments: str) -> subprocess.Popen[str]:
    settings = {
        "SECRETARIAT_HOME": str(home),
        "SECRETARIAT_SMTP_URL": f"smtp://127.0.0.1:{server.port}",
        "DJANGO_SETTINGS_MODULE": "secretariat.site.settings",
        "DATABASE_URL": "",
    }
    return subprocess.Popen(
        [sys.executable, *arguments],
        env={**os.environ, **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_it_sends_each_letter_once_from_several_processes_on_sqlite(tmp_path: Path, smtp: MailServer) -> None:
    for arguments in (("-m", "django", "migrate", "--verbosity=0"), ("-c", WRITE)):
        assert run(tmp_path, smtp, *arguments).wait() == 0
    posts = [run(tmp_path, smtp, "-c", "from secretariat.cli import main; main()", "post") for _ in range(3)]
    told = [process.communicate(timeout=120)[0] for process in posts]
    assert [process.returncode for process in posts] == [0, 0, 0]
    sent = Counter(to for _from, recipients, _data in smtp.taken for to in recipients)
    assert sent == {f"reader{number}@example.org": 1 for number in range(LETTERS)}
    assert sum(int(text.split("letters")[1].split()[0]) for text in told) == LETTERS


def at_once(work: Callable[[], object], workers: int = 4) -> None:
    gate = threading.Barrier(workers)

    def begin() -> None:
        gate.wait()
        try:
            work()
        finally:
            connection.close()

    threads = [threading.Thread(target=begin) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgresql
def test_it_sends_each_letter_once_from_several_threads(smtp: MailServer) -> None:
    for number in range(LETTERS):
        post(Recipient(f"reader{number}@example.org"), sort="notice", content=Content("Hello"), key=f"k{number}")
    at_once(send_due)
    sent = Counter(to for _from, recipients, _data in smtp.taken for to in recipients)
    assert sent == {f"reader{number}@example.org": 1 for number in range(LETTERS)}
    assert set(Letter.objects.values_list("state", flat=True)) == {"sent"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgresql
def test_it_delivers_each_event_once_from_several_threads(hook_receiver: Receiver, settings: Settings) -> None:
    settings.WEBHOOK_PRIVATE = True
    cast = make_cast()
    add(cast.ana, subscription=Subscription(hook_receiver.url))
    for number in range(LETTERS):
        action(cast, f"Book room {number}")
    at_once(queue_deliveries)
    wanted = Delivery.objects.count()
    at_once(send_deliveries)
    assert len(hook_receiver.taken) == wanted == len({body for _path, _headers, body in hook_receiver.taken})


@pytest.mark.django_db
def test_it_lets_one_worker_have_a_turn_until_it_ends() -> None:
    with turn("look") as first, turn("look") as second:
        assert (first, second) == (True, False)
    with turn("look") as again:
        assert again
        Turn.objects.update(held_until=timezone.now())  # as if the worker had died long ago
        with turn("look") as other:
            assert other
