"""The people and bodies that the tests share, and documents made by hand.

Ana and Ben are of the secretariat. Farid is the focal point of IOM, Wanjiru that of WHO. Rita reads.
Gone has left. Nobody here exists.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import TransactionTestCase
from django.utils import timezone
from pytest_django import Settings

from secretariat.network.models import Body, Entity, Person, Role, User
from secretariat.register.models import Kind, Proposal
from secretariat.register.proposing import propose
from secretariat.sources.models import Document, Revision, StoredReading

PASSWORD = "correct horse battery staple"


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody, and what they belong to."""

    ana: User
    ben: User
    farid: User
    wanjiru: User
    rita: User
    gone: User
    iom: Entity
    who: Entity
    unicef: Entity
    committee: Body
    group: Body
    lena: Person


@pytest.fixture
def cast(db: None) -> Cast:  # noqa: ARG001 - asks for the database
    """Return the people and bodies that the tests share."""
    return make_cast()


def make_cast() -> Cast:
    """Write the people and bodies that the tests share."""
    iom = Entity.objects.create(slug="iom", short_name="IOM", full_name="International Organization for Migration")
    who = Entity.objects.create(slug="who", short_name="WHO", full_name="World Health Organization")
    unicef = Entity.objects.create(slug="unicef", short_name="UNICEF", full_name="United Nations Children’s Fund")
    committee = Body.objects.create(
        slug="executive-committee", name="Executive Committee", short_name="EC", aliases=["EC Principals"]
    )
    group = Body.objects.create(slug="working-group-on-returns", name="Working Group on Returns", parent=committee)
    return Cast(
        ana=_user("ana", Role.SECRETARIAT),
        ben=_user("ben", Role.SECRETARIAT),
        farid=_user("farid", Role.FOCAL_POINT, iom),
        wanjiru=_user("wanjiru", Role.FOCAL_POINT, who),
        rita=_user("rita", Role.READER),
        gone=_user("gone", Role.SECRETARIAT, active=False),
        iom=iom,
        who=who,
        unicef=unicef,
        committee=committee,
        group=group,
        lena=Person.objects.create(name="Lena Okafor", title="Programme Officer", entity=iom),
    )


def _user(name: str, role: str, entity: Entity | None = None, *, active: bool = True) -> User:
    user = User(email=f"{name}@example.org", name=name.title(), role=role, entity=entity, is_active=active)
    user.set_password(PASSWORD)
    user.save()
    return user


RECORD = """Executive Committee
Tuesday 4 March 2031, 10:00 to 11:30, virtual

Participants
Lena Okafor, Programme Officer, IOM
Tomás Ruiz, Adviser, WHO

Returns
The Committee endorsed the guidance on returns without discussion.
IOM to share the guidance with country networks by 31 March 2031.
Keep members regularly informed of new cases.
The Working Group on Returns and UNICEF to draft a checklist.
It was suggested to meet again in the summer.
Who pays for the translation?
There are 12 country networks so far.
"""


def finding(text: str, words: str, **values: object) -> dict[str, Any]:
    """Return a finding as the contract writes it, at the first place where ``words`` stand in ``text``."""
    start = text.index(words)
    return {"text": words, "span": [start, start + len(words)], "section": None, **values}


def record_data(text: str = RECORD) -> dict[str, Any]:
    """Return the reading of the shared record, as the contract writes it."""
    title = text.index("Executive Committee")
    return {
        "schema": "secretariat.record/1",
        "meeting": {
            "title": "Executive Committee",
            "body": "Executive Committee",
            "date": "2031-03-04",
            "end_date": None,
            "start": "10:00",
            "end": "11:30",
            "timezone": None,
            "mode": "virtual",
            "place": None,
            "spans": {"title": [title, title + 19]},
        },
        "participants": [
            _participant(text, "Lena Okafor", "Programme Officer", "IOM"),
            _participant(text, "Tomás Ruiz", "Adviser", "WHO"),
        ],
        "agenda": [],
        "sections": [],
        "decisions": [
            finding(
                text,
                "The Committee endorsed the guidance on returns without discussion.",
                verb="endorse",
                manner="without discussion",
                proposer=None,
                object="the guidance on returns",
                section="Returns",
            )
        ],
        "action_points": [
            _action(
                text,
                "IOM to share the guidance with country networks by 31 March 2031.",
                owners=["IOM"],
                due_text="by 31 March 2031",
                due="2031-03-31",
                follows=0,
            ),
            _action(text, "Keep members regularly informed of new cases.", pace="standing"),
            _action(
                text,
                "The Working Group on Returns and UNICEF to draft a checklist.",
                owners=["The Working Group on Returns", "UNICEF"],
            ),
        ],
        "statements": [finding(text, "It was suggested to meet again in the summer.", force="suggested", speaker=None)],
        "questions": [finding(text, "Who pays for the translation?")],
        "figures": [
            finding(text, "12", value=12, unit=None, subject="country networks", as_of=None, approximate=False)
        ],
        "previous_actions": [],
        "problems": [],
    }


def _participant(text: str, name: str, title: str, organization: str) -> dict[str, Any]:
    values = {"name": name, "title": title, "organization": organization, "role": None}
    found = finding(text, f"{name}, {title}, {organization}", **values, attendance="present")
    return {key: value for key, value in found.items() if key not in {"text", "section"}}


def _action(text: str, words: str, **values: object) -> dict[str, Any]:
    nothing: dict[str, object] = {
        "owners": [],
        "due_text": None,
        "due": None,
        "pace": "once",
        "follows": None,
        "section": "Returns",
    }
    return finding(text, words, **{**nothing, **values})


def make_document(
    by: User, *, title: str = "Record of 4 March", confidentiality: str = "network", salt: str = ""
) -> Document:
    """Write a document that waits to be read."""
    now = timezone.now()
    document = Document.objects.create(title=title, confidentiality=confidentiality, uploaded_by=by, uploaded_at=now)
    digest = sha256(f"{title}{salt}".encode()).hexdigest()
    Revision.objects.create(
        document=document,
        name=f"{title}.txt",
        sha256=digest,
        size=len(RECORD),
        stored_name=f"{digest[:2]}/{digest[:32]}",
        uploaded_by=by,
        uploaded_at=now,
    )
    return document


def read_into(document: Document, text: str = RECORD, data: dict[str, Any] | None = None) -> StoredReading:
    """Write a reading of a document and its proposals, as the background job does."""
    revision = document.current
    reading = StoredReading.objects.create(
        revision=revision, engine="test", made_at=timezone.now(), text=text, data=data or record_data(text)
    )
    with transaction.atomic():
        revision.state, revision.findings = Revision.State.READ, propose(reading)
        revision.save()
    return reading


@pytest.fixture
def document(cast: Cast) -> Document:
    """Return a document that was read and on which nobody decided yet."""
    made = make_document(cast.ana)
    read_into(made)
    return made


def proposals(document: Document, kind: Kind) -> list[Proposal]:
    """Return the proposals of a kind, in the order of the text."""
    return list(Proposal.objects.filter(document=document, kind=kind).order_by("order", "id"))


@pytest.fixture(autouse=True)
def file_store(settings: Settings, tmp_path: Path) -> Path:
    """Keep the files of each test in a folder of its own."""
    settings.FILE_STORE = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture(autouse=True, scope="session")
def emptied_with_history() -> Iterator[None]:
    """Let tests that write for real empty the database after them: history refuses that otherwise."""
    flush = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]

    def emptied(case: TransactionTestCase) -> None:
        with append_only_lifted():
            flush(case)

    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", emptied)
    yield
    patch.undo()


@contextmanager
def append_only_lifted() -> Iterator[None]:
    """Let the history be changed for a while, as only somebody can who owns the database."""
    drop, add = _triggers()
    _run(drop)
    try:
        yield
    finally:
        _run(add)


def _triggers() -> tuple[tuple[str, ...], tuple[str, ...]]:
    from importlib import import_module

    events, head = (
        import_module(f"secretariat.history.migrations.{name}") for name in ("0002_append_only", "0003_chain")
    )
    if connection.vendor == "sqlite":
        return head.SQLITE_BACK + events.SQLITE_BACK, events.SQLITE + head.SQLITE
    return head.POSTGRESQL_BACK + events.POSTGRESQL_BACK, events.POSTGRESQL + head.POSTGRESQL


def _run(statements: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
