"""Measure the history: ``python -m benchmarks history``. A million events, in a database of its own that is taken away.

The events are loaded straight into the table, through the chain's own functions; everything else is done the way
people do it: the command as a process, the pages through Django's own client, the writes through the verb's door.
"""

from __future__ import annotations

import json
import os
import random
import sqlite3
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

from rich.console import Console

from .measuring import run, table

if TYPE_CHECKING:
    from secretariat.network.models import Entity, User
    from secretariat.register.models import ActionPoint

EVENTS = int(os.environ.get("SECRETARIAT_BENCHMARK_EVENTS", "1000000"))
ON_ONE = 10_000
"""So many of them on one action point."""
AN_ACTION = 49
PIECE = 5000
REQUESTS = 200
WRITES = 400
ROUNDS = 5
BEGUN = datetime(2015, 1, 5, 8, tzinfo=UTC)
WORDS = "The Committee asks its members to share the guidance on returns with country networks and to report. "
COLUMNS = (
    "id, number, at, actor_id, actor_name, verb, object_type, object_id, frame, batch, data, reason, undoes_id, hash"
)


def main(out: Console, folder: Path) -> None:
    """Make the history, then measure the check, the pages and the writes."""
    os.environ |= {"SECRETARIAT_HOME": str(folder), "DJANGO_SETTINGS_MODULE": "secretariat.site.settings"}
    os.environ.pop("DATABASE_URL", None)
    os.environ["SECRETARIAT_HOSTS"] = "testserver"
    import django  # noqa: PLC0415 - the settings must be known first
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    begun = time.perf_counter()
    busy = _load()
    size = sum(path.stat().st_size for path in folder.iterdir() if path.is_file()) / 1e6
    out.print(f"{EVENTS:,} events loaded in {time.perf_counter() - begun:.0f} s, {size:,.0f} MB\n")
    _check(out)
    _pages(out, busy)
    _writes(out, folder)


def _check(out: Console) -> None:
    """Run the command as people run it."""
    ran = run([sys.executable, "-m", "secretariat", "check", "--format", "json"])
    found = table("secretariat check", "", "seconds", "of the processor", "peak MB")
    found.add_row(f"{EVENTS:,} events", f"{ran.seconds:.1f}", f"{ran.processor:.1f}", f"{ran.peak:.0f}")
    out.print(found)


def _pages(out: Console, busy: int) -> None:
    """Ask for the pages of many action points, and for those that a long history could make slow."""
    from secretariat.network.models import User  # noqa: PLC0415
    from secretariat.register.models import ActionPoint  # noqa: PLC0415

    keys = list(ActionPoint.objects.order_by("pk").values_list("pk", flat=True))
    choice = random.Random(7)
    chosen = [f"/actions/{key}/" for key in choice.sample(keys, REQUESTS)]
    day = (BEGUN + timedelta(days=900)).date()
    sets = {
        "an action point": chosen,
        f"that with {ON_ONE:,} events": [f"/actions/{busy}/"] * 20,
        f"the list as of {day}": [f"/actions/?as_of={day}"] * 5,
    }
    found = table("Pages, ms", "page", "requests", "median", "p95")
    for email in ("secretariat@example.org", "reader@example.org"):
        user = User.objects.get(email=email)
        for name, urls in sets.items():
            taken = _asked(user, urls)
            row = f"{median(taken):.1f}", f"{quantiles(taken, n=20)[-1]:.1f}"
            found.add_row(f"{name} ({user.role})", str(len(urls)), *row)
    out.print(found)


def _asked(user: User, urls: list[str]) -> list[float]:
    """Return the milliseconds that each page took, after the first few."""
    from django.test import Client  # noqa: PLC0415

    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    taken = []
    for turn, url in enumerate([*urls[:5], *urls]):
        begun = time.perf_counter()
        response = client.get(url)
        if response.status_code != 200:
            raise SystemExit(f"{url} answered {response.status_code}")
        if turn >= min(5, len(urls)):
            taken.append((time.perf_counter() - begun) * 1000)
    return taken


def _writes(out: Console, folder: Path) -> None:
    """Compare an event in a transaction of its own with a bare insert of as many bytes, both synced in full."""
    from secretariat.history.recording import record, writing  # noqa: PLC0415
    from secretariat.network.models import User  # noqa: PLC0415
    from secretariat.register.models import ActionPoint  # noqa: PLC0415

    actor, row = User.objects.get(email="secretariat@example.org"), ActionPoint.objects.order_by("pk")[0]
    data = {"before": _fields(row, {"due": "2031-01-31"}), "changed": {"due": ["2031-01-31", "2031-02-28"]}}
    bare = sqlite3.connect(folder / "bare.sqlite3", isolation_level=None)
    bare.execute("PRAGMA journal_mode=WAL")
    bare.execute("PRAGMA synchronous=FULL")
    bare.execute("CREATE TABLE event (id INTEGER PRIMARY KEY, data TEXT)")
    text = json.dumps(data) + "x" * 330  # the other columns of an event

    def insert() -> None:
        bare.execute("BEGIN IMMEDIATE")
        bare.execute("INSERT INTO event (data) VALUES (?)", [text])
        bare.execute("COMMIT")

    def audited() -> None:
        with writing():
            record(actor, "set_due", row, data=data)

    sides: dict[str, Callable[[], None]] = {"bare insert": insert, "audited write": audited}
    rates: dict[str, list[float]] = {name: [] for name in sides}
    for turn in range(ROUNDS + 1):
        for name in sorted(sides, reverse=bool(turn % 2)):
            begun = time.perf_counter()
            for _ in range(WRITES):
                sides[name]()
            if turn:
                rates[name].append(WRITES / (time.perf_counter() - begun))
    bare.close()
    found = table("Writes a second, WAL, synchronous=FULL", "what", "writes/s", "/ bare")
    for name, rate in rates.items():
        found.add_row(name, f"{median(rate):,.0f}", f"{median(rate) / median(rates['bare insert']):.2f}")
    out.print(found)


def _load() -> int:
    """Write the network, the action points, a million events and their head; return the action with the most."""
    from django.db import connection, transaction  # noqa: PLC0415

    from secretariat.history import chain  # noqa: PLC0415
    from secretariat.history.models import Head  # noqa: PLC0415
    from secretariat.register.models import Owner  # noqa: PLC0415

    user, entities = _network()
    actions = _actions(user)
    lives = [_Life(row, user, entities) for row in actions]
    insert = f"INSERT INTO history_event ({COLUMNS}) VALUES ({', '.join(['%s'] * 14)})"  # noqa: S608
    number, link = 0, chain.START
    events = _events(lives)
    with transaction.atomic(), connection.cursor() as cursor:
        while piece := list(islice(events, PIECE)):
            rows = []
            for event in piece:
                number += 1
                at = chain.instant(BEGUN + timedelta(minutes=4 * number))
                row = chain.Row(number, number, at, *event)
                link = chain.hash_of(link, row)
                rows.append((row.id, number, at.replace("T", " "), *event, link))
            cursor.executemany(insert, rows)
        Head.objects.create(id=1, number=number, event=number, hash=link)
        for life in lives:
            life.settle()
        type(actions[0]).objects.bulk_update(actions, ["due", "state"], batch_size=500)
        Owner.objects.bulk_create([Owner(action=life.row, part="lead", entity=life.owner) for life in lives])
        cursor.execute("ANALYZE")
    return actions[0].pk


def _network() -> tuple[User, list[Entity]]:
    """Write twenty entities and two users."""
    from secretariat.network.models import Entity, User  # noqa: PLC0415

    entities = [Entity(slug=f"e{n}", short_name=f"E{n}", full_name=f"Entity {n}") for n in range(20)]
    Entity.objects.bulk_create(entities)
    made = [
        User.objects.create(email=f"{role}@example.org", name=role.title(), role=role)
        for role in ("secretariat", "reader")
    ]
    return made[0], entities


def _actions(user: User) -> list[ActionPoint]:
    """Write the action points, each with a passage in the record of one of many documents."""
    from secretariat.register.models import ActionPoint  # noqa: PLC0415

    count = (EVENTS - ON_ONE) // AN_ACTION + 1
    made = []
    for number in range(count):
        if number % 200 == 0:
            reading, document = _reading(user, number)
        start = number % 200 * len(WORDS)
        row = ActionPoint(document=document, reading=reading, created_by=user, start=start, end=start + len(WORDS) - 1)
        row.text, row.quote = f"Share the guidance, part {number}", WORDS.strip()
        row.search = row.text.lower()
        made.append(row)
    ActionPoint.objects.bulk_create(made, batch_size=500)
    return list(ActionPoint.objects.order_by("pk"))


def _reading(user: User, number: int) -> tuple[Any, Any]:
    """Write a document with its stored text and its file."""
    from secretariat.sources.models import Document, Revision, StoredReading  # noqa: PLC0415
    from secretariat.sources.storage import Incoming, drafted  # noqa: PLC0415

    document = Document.objects.create(title=f"Record {number}", uploaded_by=user, uploaded_at=BEGUN, registered=True)
    with drafted(Incoming("record.txt", f"{number} {WORDS * 200}".encode())) as draft:
        revision = Revision.objects.create(
            document=document, name="record.txt", sha256=draft.sha256, size=draft.size, stored_name=draft.stored_name,
            uploaded_by=user, uploaded_at=BEGUN, state=Revision.State.READ,
        )  # fmt: skip
        draft.keep()
    reading = StoredReading.objects.create(revision=revision, engine="benchmark", made_at=BEGUN, text=WORDS * 200)
    return reading, document


class _Life:
    """What happens to one action point: it is entered, then its due date, state and owner change in turn."""

    def __init__(self, row: ActionPoint, user: User, entities: list[Entity]) -> None:
        self.row, self.user, self.entities = row, user, entities
        self.fields = _fields(row, {})
        self.turn = 0

    def event(self) -> tuple[Any, ...]:
        """Return the next event's columns, from the actor on."""
        turn, before = self.turn, self.fields
        self.turn += 1
        if turn == 0:
            self.fields = {**before, "owners": self._held(0)}
            data: dict[str, Any] = {"values": {"text": self.row.text}, "after": self.fields}
            return self._told("enter", data)
        verb = ("set_due", "set_state", "assign", "report")[turn % 4]
        if verb == "report":
            return self._told(verb, {"note": turn, "text": "Went on.", "evidence": {"url": "", "file": ""}})
        all_after: dict[str, dict[str, Any]] = {
            "set_due": {"due": f"{2020 + turn % 20}-{turn % 12 + 1:02}"},
            "set_state": {"state": ("open", "in_progress")[turn // 4 % 2]},
            "assign": {"owners": self._held(turn)},
        }
        after = all_after[verb]
        changed = {name: [before[name], value] for name, value in after.items() if before[name] != value}
        self.fields = {**before, **after}
        return self._told(verb, {"before": before, "changed": changed})

    def settle(self) -> None:
        """Let the row be as its last event says."""
        self.row.due, self.row.state = self.fields["due"], self.fields["state"]
        held = self.fields["owners"][0]["entity"]
        self.owner = next(entity for entity in self.entities if entity.pk == held)

    def _held(self, turn: int) -> list[dict[str, Any]]:
        entity = self.entities[turn % len(self.entities)].pk
        held = {"action": self.row.pk, "part": "lead", "entity": entity, "body": None, "person": None}
        return [{**held, "as_written": ""}]

    def _told(self, verb: str, data: dict[str, Any]) -> tuple[Any, ...]:
        from secretariat.history import chain  # noqa: PLC0415

        user, key = self.user, self.row.pk
        text = chain.written(data)
        return user.pk, user.name, verb, "register.actionpoint", key, "", uuid.uuid4().hex, text, "As agreed.", None


def _fields(row: ActionPoint, other: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of an action point as events keep them."""
    from secretariat.register import snapshots  # noqa: PLC0415

    return {**snapshots.taken(row), **other}


def _events(lives: list[_Life]) -> Iterator[tuple[Any, ...]]:
    """Yield all events: those of all action points in turn, those of the busy one among them."""
    busy, others = lives[0], lives[1:]
    left, every = EVENTS, max(len(others) * AN_ACTION // ON_ONE, 1)
    for turn in range(AN_ACTION + 1):
        for number, life in enumerate(others):
            if left == 0:
                return
            if (turn * len(others) + number) % every == 0 and busy.turn < ON_ONE:
                left -= 1
                yield busy.event()
            if left:
                left -= 1
                yield life.event()
