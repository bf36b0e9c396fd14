"""Loads the worked example the way a person would: upload, reading, confirmation, follow-up.

Nothing is written past the verbs, so that the history of the example is a true history. The first
record is confirmed whole, the second nearly, the third is left to be decided on.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from typing import Any

from django.db import transaction

from secretariat.followup import verbs as followup
from secretariat.followup.verbs import OwnerRef
from secretariat.network import verbs as network
from secretariat.network.models import Body, Entity, Person, Seat, Tenure, User
from secretariat.network.passwords import new_password
from secretariat.register import intake, review
from secretariat.register.jobs import read_document
from secretariat.register.models import ActionPoint, Kind, Proposal
from secretariat.sources.models import Document
from secretariat.sources.storage import Incoming

from .following import follow
from .planning import plan_example
from .reporting import collect_reports

ROOT = files("secretariat.example")
RECORDS = ("2021-05-05-principals.md", "2021-07-07-working-level.docx", "2021-09-14-working-level.txt")
TITLES = {
    RECORDS[0]: "Principals meeting, 5 May 2021 (worked example)",
    RECORDS[1]: "Working level meeting, 7 July 2021 (invented example)",
    RECORDS[2]: "Working level meeting, 14 September 2021 (invented example)",
}
SHOWN = "Set for the worked example; the record itself does not say."
DECIDABLE = (
    Kind.PARTICIPANT,
    Kind.AGENDA_ITEM,
    Kind.DECISION,
    Kind.ACTION_POINT,
    Kind.STATEMENT,
    Kind.QUESTION,
    Kind.FIGURE,
)


@dataclass(frozen=True, slots=True)
class Account:
    """A user of the example and the password made for it."""

    user: User
    password: str


@dataclass(frozen=True, slots=True)
class Step:
    """What is done with the action whose text holds ``words``."""

    words: str
    owners: tuple[OwnerRef, ...] = ()
    due: str = ""
    due_text: str = ""
    review_date: str = ""
    report: str = ""
    state: str = ""
    evidence: str = ""
    by_focal_point: bool = False


STEPS = (
    Step(
        "advocacy messages",
        owners=(OwnerRef("body:secretariat"),),
        due="2021-07-06",
        due_text="before the forum opens",
        report="Messages agreed and sent to all entities.",
        state="done",
    ),
    Step(
        "timeline for the report",
        owners=(OwnerRef("entity:iom"),),
        due="2022-02",
        due_text="by February 2022",
        report="A consultant has begun the first chapters.",
        state="in_progress",
        by_focal_point=True,
    ),
    Step(
        "laboratory on voluntary",
        owners=(OwnerRef("entity:undesa"), OwnerRef("entity:iom", "contributing")),
        report="Held during the forum; the findings are being written up.",
        state="in_progress",
        evidence="https://migrationnetwork.un.org/",
    ),
    Step("immunity certificates", review_date="2021-11-30"),
)


@transaction.atomic
def load_example() -> list[Account]:
    """Load the whole example into an empty site, or nothing of it; return its accounts."""
    plan = tomllib.loads((ROOT / "network.toml").read_text(encoding="utf-8"))
    officer, password = _officer(plan["user"])
    _network(officer, plan)
    accounts = [Account(officer, password), *_other_accounts(officer, plan["user"])]
    _seats(officer, plan)
    first, second, third = [_read(officer, ROOT / "records" / name) for name in RECORDS]
    _confirm_first(officer, first)
    _confirm_second(officer, second)
    _follow_up(officer, accounts[1].user)
    follow(officer)
    plan_example(officer, dict(zip(RECORDS, (first, second, third), strict=True)))
    collect_reports(officer)
    return accounts


def _officer(users: Sequence[Mapping[str, str]]) -> tuple[User, str]:
    """Add the secretariat's own account: everything else in the example is done by it."""
    password = new_password()
    row = users[0]
    officer = network.add_user(None, email=row["email"], name=row["name"], role=row["role"], password=password)
    return officer, password


def _other_accounts(officer: User, users: Sequence[Mapping[str, str]]) -> Iterator[Account]:
    """Add the other accounts."""
    for row in users[1:]:
        password = new_password()
        entity = Entity.objects.filter(slug=row.get("entity", "")).first()
        named = {"email": row["email"], "name": row["name"], "role": row["role"]}
        user = network.add_user(officer, **named, entity=entity, password=password)
        if "person" in row:
            network.change_person(officer, person=Person.objects.get(name=row["person"]), user=user)
        yield Account(user, password)


def _network(officer: User, plan: Mapping[str, list[dict[str, Any]]]) -> None:
    """Add entities, bodies and people."""
    for row in plan["entity"]:
        network.add_entity(officer, **row)
    for row in plan["body"]:
        parent = Body.objects.filter(slug=row.get("parent", "")).first()
        network.add_body(officer, **{**row, "parent": parent})
    for row in plan["person"]:
        person = network.add_person(officer, name=row["name"])
        network.add_post(officer, person=person, title=row["title"], entity=Entity.objects.get(slug=row["entity"]))


def _seats(officer: User, plan: Mapping[str, list[dict[str, Any]]]) -> None:
    """Add the seats of the bodies with who held them, then rotate those that were rotated."""
    entities = {entity.slug: entity for entity in Entity.objects.all()}
    people = {person.name: person for person in Person.objects.all()}
    for row in plan["seat"]:
        function = row.get("function", Seat.Function.MEMBER)
        seat = network.add_seat(officer, body=Body.objects.get(slug=row["body"]), name=row["name"], function=function)
        for holder in row["holders"]:
            network.take_seat(
                officer,
                seat=seat,
                entity=entities[holder["entity"]],
                person=people.get(holder.get("person", "")),
                capacity=holder.get("capacity", Tenure.Capacity.PRINCIPAL),
            )
    for row in plan["rotation"]:
        network.rotate(
            officer,
            body=Body.objects.get(slug=row["body"]),
            since=row["since"],
            arriving=[network.Holder(entities[slug]) for slug in row["arriving"]],
            leaving=[entities[slug] for slug in row["leaving"]],
            reason=row["reason"],
        )


def _read(officer: User, record: Traversable) -> Document:
    """Bring one record in, and read it now instead of in the background."""
    with ExitStack() as stack:
        path = stack.enter_context(as_file(record))
        incoming = Incoming(record.name, path.read_bytes())
    [received] = intake.receive(officer, files=[incoming], title=TITLES[record.name])
    if received.document is None:
        raise RuntimeError(received.message)
    read_document.func(received.document.current.pk)
    return received.document


def _confirm_first(officer: User, document: Document) -> None:
    """Confirm the first record whole."""
    for kind in DECIDABLE:
        review.confirm_all(officer, document=document, kind=kind)


def _confirm_second(officer: User, document: Document) -> None:
    """Confirm the second record but for its figures; one statement is no finding of use."""
    for kind in (Kind.PARTICIPANT, Kind.AGENDA_ITEM, Kind.DECISION, Kind.ACTION_POINT):
        review.confirm_all(officer, document=document, kind=kind)
    statement = Proposal.objects.filter(document=document, kind=Kind.STATEMENT, state="proposed").first()
    if statement is not None:
        review.reject(officer, proposal=statement, reason="It only says what happened before the meeting.")


def _follow_up(officer: User, focal_point: User) -> None:
    """Assign some of the actions, and report progress on a few."""
    for step in STEPS:
        action = ActionPoint.objects.filter(text__contains=step.words).exclude(state="proposed").first()
        if action is not None:
            _take(officer, focal_point, step, action)


def _take(officer: User, focal_point: User, step: Step, action: ActionPoint) -> None:
    """Do with one action what the step says."""
    if step.owners:
        followup.assign(officer, actions=[action], owners=step.owners, reason=SHOWN)
    if step.due:
        followup.set_due(officer, actions=[action], due=step.due, due_text=step.due_text, reason=SHOWN)
    if step.review_date:
        followup.set_pace(officer, actions=[action], pace=action.pace, review_date=step.review_date, reason=SHOWN)
    if step.report:
        who = focal_point if step.by_focal_point else officer
        followup.report(who, action=action, text=step.report, state=step.state, evidence_url=step.evidence)
