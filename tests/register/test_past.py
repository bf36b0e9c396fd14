"""The register as of a past day: every field as it stood, whatever happened since, for whoever may see it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from secretariat.followup import verbs as followup
from secretariat.followup.verbs import OwnerRef
from secretariat.history import as_of as history
from secretariat.history.models import Event
from secretariat.history.refusals import Refused
from secretariat.register import entries, past, releasing, review, snapshots
from secretariat.register.models import ActionPoint, Decision, Entry, Kind, Proposal
from secretariat.sources.models import Document
from tests.cast import Cast, append_only_lifted, make_cast, make_document, proposals, read_into

MODELS: tuple[type[Entry], ...] = (ActionPoint, Decision)
UNTOLD = {"version", "search"}
Verb = Callable[[Cast, Document, int], object]


def actions() -> list[ActionPoint]:
    return list(ActionPoint.objects.exclude(state="proposed").order_by("pk"))


def one(number: int) -> ActionPoint:
    rows = actions()
    return rows[number % len(rows)]


def decision() -> Decision:
    return Decision.objects.exclude(state="proposed").order_by("pk")[0]


def finding(document: Document, number: int) -> Proposal:
    rows = [row for kind in (Kind.ACTION_POINT, Kind.DECISION) for row in proposals(document, kind)]
    return rows[number % len(rows)]


OWNERS: tuple[list[OwnerRef], ...] = (
    [],
    [OwnerRef("entity:iom")],
    [OwnerRef("body:executive-committee"), OwnerRef("entity:who", "contributing")],
)
STATES = ("open", "in_progress", "done", "dropped", "continuing")
VERBS: dict[str, Verb] = {
    "enter": lambda cast, _d, n: entries.enter(cast.ana, kind="action_point", values={"text": f"Task {n}", "owners": ["IOM"]}),
    "edit": lambda cast, _d, n: entries.edit(cast.ana, entry=one(n), changes={"text": f"Words {n}", "owners": ["WHO"][: n % 2]}),
    "assign": lambda cast, _d, n: followup.assign(cast.ana, actions=[one(n), one(n + 1)][: 1 + n % 2], owners=OWNERS[n % 3]),
    "due": lambda cast, _d, n: followup.set_due(cast.ana, actions=[one(n)], due=("", "2031-07", "2031-05-31")[n % 3]),
    "pace": lambda cast, _d, n: followup.set_pace(
        cast.ana, actions=[one(n)], pace=("once", "standing")[n % 2], review_date="2031-06-01" if n % 2 else ""
    ),
    "state": lambda cast, _d, n: followup.set_state(cast.ana, actions=[one(n)], state=STATES[n % 5]),
    "report": lambda cast, _d, n: followup.report(cast.ana, action=one(n), text="Done?", state=("", *STATES)[n % 6]),
    "level": lambda cast, _d, n: entries.set_confidentiality(
        cast.ben, entries=[one(n), decision()], confidentiality=("network", "restricted", "chatham")[n % 3]
    ),
    "release": lambda cast, _d, n: releasing.release(cast.ana, entries=[one(n)]),
    "decide": lambda cast, _d, n: entries.set_decision_state(
        cast.ana, decision=decision(), state=("amended", "completed", "adopted")[n % 3]
    ),
    "confirm": lambda cast, d, n: review.confirm(cast.ana, proposal=finding(d, n)),
    "reject": lambda cast, d, n: review.reject(cast.ana, proposal=finding(d, n), reason="no"),
    "reopen": lambda cast, d, n: review.reopen(cast.ana, proposal=finding(d, n)),
    "correct": lambda cast, d, n: review.correct(
        cast.ana, proposal=finding(d, n), changes={"text": f"Put otherwise {n}", **({"due": "2032"} if finding(d, n).kind == Kind.ACTION_POINT else {})}
    ),
    "merge": lambda cast, d, n: review.merge(cast.ana, proposal=finding(d, n), into=finding(d, n + 1)),
    "undo": lambda cast, d, _n: review.undo(cast.ana, document=d),
}  # fmt: skip


def picture(model: type[Entry]) -> dict[int, dict[str, Any]]:
    return {row.pk: told(snapshots.taken(row)) for row in model._default_manager.all()}


def told(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if name not in UNTOLD}


def as_it_stood(model: type[Entry], moment: datetime) -> dict[int, dict[str, Any]]:
    found = history.as_of(model._meta.label_lower, moment, past._now(model))
    return {key: told(fields) for key, fields in found.items()}


def play(cast: Cast, document: Document, steps: list[tuple[str, int]]) -> list[tuple[datetime, dict[type[Entry], Any]]]:
    moments = [(timezone.now(), {model: picture(model) for model in MODELS})]
    for name, number in steps:
        try:
            with transaction.atomic():
                VERBS[name](cast, document, number)
        except (Refused, IndexError, ZeroDivisionError):
            continue  # not now: nothing to do it with, or not allowed in this state
        moments.append((timezone.now(), {model: picture(model) for model in MODELS}))
    return moments


@pytest.mark.django_db
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(sorted(VERBS)), st.integers(0, 40)), min_size=4, max_size=16))
def test_it_knows_how_everything_stood_at_every_moment(file_store: object, steps: list[tuple[str, int]]) -> None:  # noqa: ARG001
    with transaction.atomic():
        cast = make_cast()
        document = make_document(cast.ana)
        read_into(document)
        moments = play(cast, document, [("confirm", 1), ("enter", 0), *steps])
        for moment, pictures in moments:
            for model, expected in pictures.items():
                assert as_it_stood(model, moment) == expected
        transaction.set_rollback(True)


# ------------------------------------------------------------------------------------------------ day by day


class Clock:
    """The time of the history, moved by hand."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.now = timezone.now() - timedelta(days=40)
        patch.setattr("secretariat.history.recording.timezone.now", lambda: self.now)

    def next_day(self) -> None:
        self.now += timedelta(days=1)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def entered(cast: Cast, text: str, **values: object) -> ActionPoint:
    row = entries.enter(cast.ana, kind="action_point", values={"text": text, **values})
    assert isinstance(row, ActionPoint)
    return row


def open_then(cast: Cast, days_ago: int, reader: Any = None) -> list[tuple[str, str, list[str], str]]:  # noqa: ANN401
    day = timezone.localdate() - timedelta(days=days_ago)
    rows = past.open_on(reader or cast.ana, day)
    return [(row.text, row.state, [owner.label for owner in row.owners.all()], row.due) for row in rows]


def test_it_tells_what_was_open_on_a_day(cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    row = entered(cast, "Send the letter", owners=["IOM"], due="2021-07-31")  # 40 days ago
    clock.next_day()
    followup.set_state(cast.ana, actions=[row], state="in_progress")
    followup.assign(cast.ana, actions=[row], owners=[OwnerRef("entity:who")])
    other = entered(cast, "Book a room")
    clock.next_day()
    followup.set_state(cast.ana, actions=[row], state="done")
    monkeypatch.undo()
    assert other.pk
    assert open_then(cast, 41) == []
    assert open_then(cast, 40) == [("Send the letter", "open", ["IOM"], "2021-07-31")]
    assert open_then(cast, 39) == [
        ("Send the letter", "in_progress", ["WHO"], "2021-07-31"),
        ("Book a room", "open", [], ""),
    ]
    assert open_then(cast, 38) == [("Book a room", "open", [], "")]


def test_it_says_what_was_late_then(cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    day = (clock.now + timedelta(days=1)).date()
    entered(cast, "Send the letter", due=day.isoformat())
    monkeypatch.undo()
    (on_the_day,), (after,) = past.open_on(cast.ana, day), past.open_on(cast.ana, day + timedelta(days=1))
    assert (on_the_day.is_overdue(), after.is_overdue()) == (False, True)


def test_it_tells_which_decisions_were_in_force(cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = (entries.enter(cast.ana, kind="decision", values={"text": text}) for text in ("One", "Two"))
    assert isinstance(first, Decision)
    assert isinstance(second, Decision)
    clock.next_day()
    entries.set_decision_state(cast.ana, decision=first, state="superseded", superseded_by=second)
    monkeypatch.undo()
    today = timezone.localdate()
    in_force = {days: past.decisions_in_force(cast.ana, today - timedelta(days=days)) for days in (41, 40, 39)}
    assert in_force == {41: [], 40: [first, second], 39: [second]}


def test_it_shows_nobody_what_was_not_for_them_then(cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    shielded = entered(cast, "Lena said that it was late")
    entries.set_confidentiality(cast.ana, entries=[shielded], confidentiality="chatham")
    open_once = entered(cast, "Was open to all")
    clock.next_day()
    entries.edit(cast.ana, entry=shielded, changes={"text": "It was said to be late"})
    releasing.release(cast.ana, entries=[shielded])
    entries.set_confidentiality(cast.ana, entries=[open_once], confidentiality="restricted")
    monkeypatch.undo()
    assert [row[0] for row in open_then(cast, 40)] == ["Lena said that it was late", "Was open to all"]
    assert open_then(cast, 40, cast.rita) == []  # neither what names people, nor what is restricted today
    assert [row[0] for row in open_then(cast, 39, cast.rita)] == ["It was said to be late"]


def test_it_shows_what_was_taken_out_since(
    cast: Cast, document: Document, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposal = proposals(document, Kind.ACTION_POINT)[0]
    review.confirm(cast.ana, proposal=proposal)
    clock.next_day()
    review.reject(cast.ana, proposal=proposal)
    monkeypatch.undo()
    day = timezone.localdate() - timedelta(days=40)
    (row,) = past.open_on(cast.ana, day)
    assert row.withdrawn  # type: ignore[attr-defined]
    assert past.open_on(cast.rita, day) == []
    assert past.open_on(cast.ana, day + timedelta(days=1)) == []


def test_it_looks_back_through_events_that_did_not_tell(cast: Cast) -> None:
    row = entered(cast, "As it was entered")
    moment = timezone.now()
    followup.set_due(cast.ana, actions=[row], due="2031-05-31")
    never = entered(cast, "Never touched again")
    with append_only_lifted(), connection.cursor() as cursor:
        for event in Event.objects.filter(verb="enter"):  # as they were written before
            cursor.execute("UPDATE history_event SET data = %s WHERE id = %s", ['{"values": {}}', event.pk])
    then, now = as_it_stood(ActionPoint, moment), as_it_stood(ActionPoint, timezone.now())
    assert set(then) == {row.pk}
    assert (then[row.pk]["text"], then[row.pk]["due"]) == ("As it was entered", "")
    assert (now[row.pk]["due"], now[never.pk]["text"]) == ("2031-05-31", "Never touched again")


def test_it_asks_no_more_for_many_entries_than_for_few(cast: Cast) -> None:
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            found = past.open_on(cast.rita, timezone.localdate())
            assert [owner.label for row in found for owner in row.owners.all()]
        return len(queries)

    rows = [entered(cast, f"Task {number}", owners=["IOM"]) for number in range(2)]
    few = asked()
    rows += [entered(cast, f"Task {number}", owners=["IOM"]) for number in range(20)]
    for row in rows:
        followup.report(cast.ana, action=row, text="Went on")
    assert asked() <= few + 1
