"""The whole table of access: role and seat × state and level of the object × verb.

A cell tells what somebody may do to an object, a letter a verb; ``.`` means nothing at all:

R read · I learn who said it and who was there · U upload · V review · E edit · P report progress ·
C comment while it circulates · O object to a silence procedure · L clear and make final · M manage

Everything here belongs to the Executive Committee. The chair and the alternate sit there in their own
names, IOM by an entity's seat, the observer by an observer's. Farid is focal point of IOM and Wanjiru of
WHO, which has no seat. One seat ended yesterday, one begins tomorrow. Everybody but the focal points and
the secretariat has the role of a reader.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils import timezone

from secretariat.evidence.models import Collection, Lab, Passage, Report
from secretariat.meetings.models import Meeting, Paper, Record
from secretariat.network.access import Actor, Verb, identifiable, may, visible
from secretariat.network.guarded import Guarded
from secretariat.network.models import Body, Entity, Person, Role, Seat, Tenure, User
from secretariat.register.models import ActionPoint, Decision, Owner, Statement
from secretariat.sources.models import Document, Revision
from tests.cast import PASSWORD, Cast

ALL = "RIUVEPCOLM"
LETTERS = dict(zip(ALL, ("read identify upload review edit report comment object clear manage").split(), strict=True))
PEOPLE = "secretariat chair alternate observer iom who former coming reader closed visitor nobody".split()

TABLE = """
                              secretariat chair  alternate observer iom   who  former coming reader
decision public               ALL         RICOL  RICO      RIC      RICO  RI   RI     RI     RI
decision network              ALL         RICOL  RICO      RIC      RICO  RI   RI     RI     RI
decision chatham              ALL         RICOL  RICO      RIC      RICO  .    .      .      .
decision chatham released     ALL         RICOL  RICO      RIC      RICO  R    R      R      R
decision restricted           ALL         RICOL  RICO      RIC      RICO  .    .      .      .
decision of no body           ALL         RI     RI        RI       RI    RI   RI     RI     RI
decision restricted no body   ALL         .      .         .        .     .    .      .      .
decision taken back           ALL         .      .         .        .     .    .      .      .
decision superseded           ALL         RICOL  RICO      RIC      RICO  RI   RI     RI     RI
statement chatham             ALL         RICOL  RICO      RIC      RICO  .    .      .      .
statement chatham released    ALL         RICOL  RICO      RIC      RICO  R    R      R      R
action nobody's               ALL         RICOL  RICO      RIC      RICO  RI   RI     RI     RI
action of iom                 ALL         RICOL  RICO      RIC      RICOP RI   RI     RI     RI
action of who                 ALL         RICOL  RICO      RIC      RICO  RIP  RI     RI     RI
action of who restricted      ALL         RICOL  RICO      RIC      RICO  .    .      .      .
action of the reader          ALL         RICOL  RICO      RIC      RICO  RI   RI     RI     RIP
action of the alternate       ALL         RICOL  RICOP     RIC      RICO  RI   RI     RI     RI
action of the committee       ALL         RICOLP RICO      RIC      RICO  RI   RI     RI     RI
action of iom taken back      ALL         .      .         .        .     .    .      .      .
action of iom done            ALL         RICOL  RICO      RIC      RICOP RI   RI     RI     RI
meeting proposed              ALL         .      .         .        .     .    .      .      .
meeting public                ALL         RICOL  RICO      RIC      RICO  RI   RI     RI     RI
meeting network               ALL         RICOL  RICO      RIC      RICO  RI   RI     RI     RI
meeting chatham               ALL         RICOL  RICO      RIC      RICO  R    R      R      R
meeting restricted            ALL         RICOL  RICO      RIC      RICO  .    .      .      .
meeting of a restricted file  ALL         RICOL  RICO      RIC      RICO  .    .      .      .
meeting of a chatham file     ALL         RICOL  RICO      RIC      RICO  R    R      R      R
document network              ALL         RICOL  RICO      RIC      RICO  RI   RI     RI     RI
document unsettled            ALL         .      .         .        RICO  RI   .      .      .
document chatham              ALL         RICOL  RICO      RIC      RICO  .    .      .      .
document restricted           ALL         RICOL  RICO      RIC      RICO  .    .      .      .
document of no meeting        ALL         RI     RI        RI       RI    RI   RI     RI     RI
document restricted, none     ALL         .      .         .        .     .    .      .      .
decision of a restricted one  ALL         RICOL  RICO      RIC      RICO  .    .      .      .
decision of a chatham one     ALL         RICOL  RICO      RIC      RICO  .    .      .      .
same, released                ALL         RICOL  RICO      RIC      RICO  R    R      R      R
same, of a restricted file    ALL         RICOL  RICO      RIC      RICO  .    .      .      .
held by iom, restricted file  ALL         RICOL  RICO      RIC      RICOP .    .      .      .
meeting planned               ALL         .      .         .        .     .    .      .      .
meeting convened              ALL         RICOL  RICO      RIC      RICO  RI   RI     RI     RI
meeting cancelled             ALL         RICOL  RICO      RIC      RICO  RI   RI     RI     RI
meeting convened, restricted  ALL         RICOL  RICO      RIC      RICO  .    .      .      .
record drafting               ALL         .      .         .        .     .    .      .      .
record in clearance           ALL         RICOL  RICO      RIC      RICO  .    .      .      .
record final                  ALL         RICOL  RICO      RIC      RICO  RI   RI     RI     RI
record of a planned meeting   ALL         .      .         .        .     .    .      .      .
record of a restricted one    ALL         RICOL  RICO      RIC      RICO  .    .      .      .
record of a chatham one       ALL         RICOL  RICO      RIC      RICO  .    .      .      .
same record, released         ALL         RICOL  RICO      RIC      RICO  R    R      R      R
paper                         ALL         RICOL  RICO      RIC      RICO  RI   RI     RI     RI
paper of a planned meeting    ALL         .      .         .        .     .    .      .      .
paper, restricted file        ALL         RICOL  RICO      RIC      RICO  .    .      .      .
paper, restricted meeting     ALL         RICOL  RICO      RIC      RICO  .    .      .      .
collection                    ALL         RI     RI        RI       RI    RI   RI     RI     RI
collection not opened         ALL         .      .         .        RI    RI   .      .      .
collection restricted         ALL         .      .         .        .     .    .      .      .
report                        ALL         RI     RI        RI       RI    RI   RI     RI     RI
report restricted             ALL         .      .         .        .     .    .      .      .
report, collection not opened ALL         .      .         .        RI    RI   .      .      .
passage                       ALL         RI     RI        RI       RI    RI   RI     RI     RI
passage restricted            ALL         .      .         .        .     .    .      .      .
passage of a restricted one   ALL         .      .         .        .     .    .      .      .
passage, not opened           ALL         .      .         .        RI    RI   .      .      .
lab being prepared            ALL         .      .         .        .     .    .      .      .
lab ready                     ALL         RICOL  RICO      RIC      RICO  .    .      .      .
lab held                      ALL         RICOL  RICO      RIC      RICO  .    .      .      .
lab held, network             ALL         RICOL  RICO      RIC      RICO  RI   RI     RI     RI
lab held, of no body          ALL         .      .         .        .     .    .      .      .
lab held, restricted          ALL         RICOL  RICO      RIC      RICO  .    .      .      .
entity                        ALL         R      R         R        R     R    R      R      R
"""


def rows() -> list[tuple[str, dict[str, str]]]:
    """Return the table: each object's name and what everybody may do to it."""
    head, *lines = [line for line in TABLE.splitlines() if line.strip()]
    names = head.split()
    read = [(line[:30].strip(), dict(zip(names, line[30:].split(), strict=True))) for line in lines]
    nothing = {"closed": ".", "visitor": ".", "nobody": "."}
    return [(name, {**cells, **nothing}) for name, cells in read]


@pytest.fixture
def people(cast: Cast) -> dict[str, Actor]:
    """Return everybody in the head of the table, with their seats."""
    today = timezone.localdate()
    day = timedelta(days=1)
    made: dict[str, Actor] = {"secretariat": cast.ana, "iom": cast.farid, "who": cast.wanjiru, "reader": cast.rita}
    _seat(cast.committee, entity=cast.iom)
    _seat(cast.committee, Seat.Function.CHAIR, person=_person(made, "chair"))
    _seat(cast.committee, person=_person(made, "alternate"), capacity=Tenure.Capacity.ALTERNATE)
    _seat(cast.committee, Seat.Function.OBSERVER, person=_person(made, "observer"))
    _seat(cast.committee, Seat.Function.CHAIR, person=_person(made, "former"), until=today - day)
    _seat(cast.committee, person=_person(made, "coming"), since=today + day)
    Person.objects.create(name="Rita", user=cast.rita)
    _seat(cast.group, Seat.Function.CHAIR, person=Person.objects.get(user=cast.rita))
    return {**made, "closed": cast.gone, "visitor": AnonymousUser(), "nobody": None}


def _person(made: dict[str, Actor], name: str) -> Person:
    user = User(email=f"{name}@example.org", name=name.title(), role=Role.READER)
    user.set_password(PASSWORD)
    user.save()
    made[name] = user
    return Person.objects.create(name=name.title(), user=user)


def _seat(body: Body, function: str = Seat.Function.MEMBER, **tenure: object) -> None:
    Tenure.objects.create(seat=Seat.objects.create(body=body, function=function), **tenure)


class Objects:
    """The objects of the table, made when they are asked for."""

    def __init__(self, cast: Cast, people: dict[str, Actor]) -> None:
        """Keep who is there."""
        self.cast, self.people = cast, people

    def decision(self, **fields: object) -> Decision:
        return Decision.objects.create(**self._entry("D", "adopted", fields))

    def statement(self, **fields: object) -> Statement:
        return Statement.objects.create(**self._entry("S", "noted", fields))

    def action(self, *holders: Entity | Body | Person, **fields: object) -> ActionPoint:
        made = ActionPoint.objects.create(**self._entry("A", "open", fields))
        for holder in holders:
            Owner.objects.create(action=made, **{type(holder).__name__.lower(): holder})
        return made

    def _entry(self, text: str, state: str, fields: dict[str, object]) -> dict[str, object]:
        return {"text": text, "state": state, "body": self.cast.committee, "created_by": self.cast.ana, **fields}

    def meeting(self, level: str = "network", **fields: object) -> Meeting:
        fields = {"body": self.cast.committee, "state": "confirmed", **fields}
        return Meeting.objects.create(title="M", confidentiality=level, **fields)

    def record(self, state: str = "final", level: str = "network", **fields: object) -> Record:
        meeting = self.meeting(level, **{key: fields.pop(key) for key in ("stage",) if key in fields})
        return Record.objects.create(meeting=meeting, state=state, confidentiality="public", **fields)

    def paper(self, level: str = "network", *, file: str = "network", stage: str = "held") -> Paper:
        document = self.document(file, met=False)
        revision = Revision.objects.create(
            document=document,
            name="f",
            sha256=f"{document.pk:064}",
            size=1,
            stored_name=f"{document.pk}",
            uploaded_by=self.cast.ana,
            uploaded_at=timezone.now(),
        )
        meeting = self.meeting(level, stage=stage)
        return Paper.objects.create(meeting=meeting, revision=revision, confidentiality="public")

    def document(self, level: str = "network", *, registered: bool = True, met: bool = True) -> Document:
        made = Document.objects.create(
            title="F",
            confidentiality=level,
            registered=registered,
            uploaded_by=self.cast.ana,
            uploaded_at=timezone.now(),
        )
        if met:
            self.meeting(document=made)
        return made

    def collection(self, level: str = "network", *, opened: bool = True) -> Collection:
        return Collection.objects.create(
            title="C", confidentiality=level, opened=opened, created_by=self.cast.ana, created_at=timezone.now()
        )

    def report(self, level: str = "network", *, of: str = "network", opened: bool = True) -> Report:
        return Report.objects.create(
            collection=self.collection(of, opened=opened),
            confidentiality=level,
            name="f",
            sha256="0" * 64,
            size=1,
            stored_name="f",
            uploaded_by=self.cast.ana,
            uploaded_at=timezone.now(),
        )

    def passage(self, level: str = "network", **report: object) -> Passage:
        return Passage.objects.create(
            report=self.report(**report),  # type: ignore[arg-type]
            confidentiality=level,
            page=1,
            paragraph=1,
            text="f",
            start=0,
            end=1,
            subject="migrants",
            stance="mention",
        )

    def lab(self, state: str, level: str = "chatham", **fields: object) -> Lab:
        fields = {"body": self.cast.committee, "created_by": self.cast.ana, "created_at": timezone.now(), **fields}
        return Lab.objects.create(title="L", question="Q", state=state, confidentiality=level, **fields)

    def person(self, name: str) -> Person:
        return Person.objects.get(user__email=f"{'rita' if name == 'reader' else name}@example.org")


def made(o: Objects) -> Iterator[tuple[str, Callable[[], models.Model]]]:
    """Yield how each object of the table is made."""
    cast, chatham, shut = o.cast, {"confidentiality": "chatham"}, {"confidentiality": "restricted"}
    yield "decision public", lambda: o.decision(confidentiality="public")
    yield "decision network", o.decision
    yield "decision chatham", lambda: o.decision(**chatham)
    yield "decision chatham released", lambda: o.decision(**chatham, released=True)
    yield "decision restricted", lambda: o.decision(**shut)
    yield "decision of no body", lambda: o.decision(body=None)
    yield "decision restricted no body", lambda: o.decision(body=None, **shut)
    yield "decision taken back", lambda: o.decision(state="proposed")
    yield "decision superseded", lambda: o.decision(state="superseded")
    yield "statement chatham", lambda: o.statement(**chatham)
    yield "statement chatham released", lambda: o.statement(**chatham, released=True)
    yield "action nobody's", o.action
    yield "action of iom", lambda: o.action(cast.iom)
    yield "action of who", lambda: o.action(cast.who)
    yield "action of who restricted", lambda: o.action(cast.who, **shut)
    yield "action of the reader", lambda: o.action(o.person("reader"))
    yield "action of the alternate", lambda: o.action(o.person("alternate"))
    yield "action of the committee", lambda: o.action(cast.committee)
    yield "action of iom taken back", lambda: o.action(cast.iom, state="proposed")
    yield "action of iom done", lambda: o.action(cast.iom, state="done")
    yield from _gathered(o)
    yield from _planned(o)
    yield "collection", o.collection
    yield "collection not opened", lambda: o.collection(opened=False)
    yield "collection restricted", lambda: o.collection("restricted")
    yield "report", o.report
    yield "report restricted", lambda: o.report("restricted")
    yield "report, collection not opened", lambda: o.report(opened=False)
    yield "passage", o.passage
    yield "passage restricted", lambda: o.passage("restricted")
    yield "passage of a restricted one", lambda: o.passage(of="restricted")
    yield "passage, not opened", lambda: o.passage(opened=False)
    yield "lab being prepared", lambda: o.lab("preparing", "network")
    yield "lab ready", lambda: o.lab("ready")
    yield "lab held", lambda: o.lab("held")
    yield "lab held, network", lambda: o.lab("held", "network")
    yield "lab held, of no body", lambda: o.lab("held", body=None)
    yield "lab held, restricted", lambda: o.lab("held", "restricted")
    yield "entity", lambda: cast.unicef


def _planned(o: Objects) -> Iterator[tuple[str, Callable[[], models.Model]]]:
    """Yield planned meetings, records that are written here, and papers."""
    yield "meeting planned", lambda: o.meeting(stage="draft")
    yield "meeting convened", lambda: o.meeting(stage="convened")
    yield "meeting cancelled", lambda: o.meeting(stage="cancelled")
    yield "meeting convened, restricted", lambda: o.meeting("restricted", stage="convened")
    yield "record drafting", lambda: o.record("drafting")
    yield "record in clearance", lambda: o.record("in_clearance")
    yield "record final", o.record
    yield "record of a planned meeting", lambda: o.record(stage="draft")
    yield "record of a restricted one", lambda: o.record(level="restricted")
    yield "record of a chatham one", lambda: o.record(level="chatham")
    yield "same record, released", lambda: o.record(level="chatham", released=True)
    yield "paper", o.paper
    yield "paper of a planned meeting", lambda: o.paper(stage="draft")
    yield "paper, restricted file", lambda: o.paper(file="restricted")
    yield "paper, restricted meeting", lambda: o.paper("restricted")


def _recorded(o: Objects, level: str) -> Meeting:
    return Meeting.objects.get(document=o.document(level))


def _met(o: Objects, level: str) -> Decision:
    return o.decision(meeting=o.meeting(level))


def _gathered(o: Objects) -> Iterator[tuple[str, Callable[[], models.Model]]]:
    """Yield meetings, documents, and what comes from them."""
    yield "meeting proposed", lambda: o.meeting(state="proposed")
    for level in ("public", "network", "chatham", "restricted"):
        yield f"meeting {level}", partial(o.meeting, level)
    for level in ("restricted", "chatham"):
        yield f"meeting of a {level} file", partial(_recorded, o, level)
    for level in ("network", "chatham", "restricted"):
        yield f"document {level}", partial(o.document, level)
    yield "document unsettled", lambda: o.document(registered=False)
    yield "document of no meeting", lambda: o.document(met=False)
    yield "document restricted, none", lambda: o.document("restricted", met=False)
    for level in ("restricted", "chatham"):
        yield f"decision of a {level} one", partial(_met, o, level)
    yield "same, released", lambda: o.decision(meeting=o.meeting("chatham"), released=True)
    yield (
        "same, of a restricted file",
        lambda: o.decision(meeting=o.document("restricted").meeting, released=True),
    )
    yield (
        "held by iom, restricted file",
        lambda: o.action(o.cast.iom, document=o.document("restricted")),
    )


def test_it_names_every_object_and_verb_once(cast: Cast, people: dict[str, Actor]) -> None:
    named = [name for name, _ in rows()]
    assert sorted(named) == sorted(name for name, _ in made(Objects(cast, people)))
    assert {*LETTERS.values()} == {str(verb) for verb in Verb}
    assert set(people) == set(PEOPLE)
    assert len(named) * len(PEOPLE) * len(Verb) >= 500


@pytest.mark.parametrize(("name", "cells"), rows(), ids=[name for name, _ in rows()])
def test_it_grants_what_the_table_says_and_nothing_else(
    cast: Cast, people: dict[str, Actor], name: str, cells: dict[str, str]
) -> None:
    obj = dict(made(Objects(cast, people)))[name]()
    row = type(obj)._default_manager.filter(pk=obj.pk)
    for who, cell in cells.items():
        actor = people[who]
        allowed = ALL if cell == "ALL" else cell.strip(".")
        assert "".join(letter for letter, verb in LETTERS.items() if may(actor, Verb(verb), obj)) == _in_order(allowed)
        assert visible(actor, row).exists() is ("R" in allowed), who
        if isinstance(obj, Guarded):
            assert identifiable(actor, row).exists() is ("I" in allowed), who


def _in_order(letters: str) -> str:
    return "".join(letter for letter in ALL if letter in letters)


def test_it_gives_a_seat_no_rights_in_another_body(cast: Cast, people: dict[str, Actor]) -> None:
    decision = Objects(cast, people).decision(body=cast.group, confidentiality="restricted")
    assert may(people["reader"], Verb.CLEAR, decision)
    assert not any(may(people[who], Verb.READ, decision) for who in ("chair", "alternate", "iom"))
