"""A record goes before its body: comments, silence and who breaks it, and who may make it final."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from secretariat.history.refusals import Conflict, NotAllowed, Refused
from secretariat.history.selectors import events_of
from secretariat.meetings import clearance, comments, record_writing, records, revisions
from secretariat.meetings.models import Record
from secretariat.network.access import Verb, may, visible
from secretariat.network.models import User
from secretariat.register import record as register
from tests.meetings.record_scene import RETURNS, RecordScene, scene

__all__ = ["scene"]
PEOPLE = ("ana", "carla", "farid", "wanjiru", "rita", "gone")
ALLOWED = {
    Verb.COMMENT: {"ana", "carla", "farid", "wanjiru"},
    Verb.OBJECT: {"ana", "carla", "farid"},
    Verb.CLEAR: {"ana", "carla"},
    Verb.EDIT: {"ana"},
}
READERS = {
    Record.State.DRAFTING: {"ana"},
    Record.State.IN_CLEARANCE: {"ana", "carla", "farid", "wanjiru"},
    Record.State.FINAL: {"ana", "carla", "farid", "wanjiru", "rita"},
}


def person(scene: RecordScene, who: str) -> User:
    found: User = scene.carla if who == "carla" else getattr(scene.cast, who)
    return found


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("state", list(READERS))
def test_it_shows_a_record_as_far_as_it_is(scene: RecordScene, who: str, state: str) -> None:
    Record.objects.filter(pk=scene.record.pk).update(state=state)
    actor, row = person(scene, who), scene.fresh()
    assert may(actor, Verb.READ, row) is (who in READERS[Record.State(state)])
    assert visible(actor, Record.objects.all()).exists() is (who in READERS[Record.State(state)])


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("verb", list(ALLOWED))
def test_it_lets_each_do_their_part(scene: RecordScene, who: str, verb: Verb) -> None:
    assert may(person(scene, who), verb, scene.circulated()) is (who in ALLOWED[verb])


@pytest.mark.parametrize("who", PEOPLE)
def test_it_carries_out_each_verb_for_those_who_may(scene: RecordScene, who: str) -> None:
    actor = person(scene, who)
    later = timezone.now() + timedelta(days=9)
    tries: dict[Verb, Callable[[Record], object]] = {
        Verb.COMMENT: lambda row: comments.comment(actor, record=row, part=scene.returns, text="Well."),
        Verb.OBJECT: lambda row: clearance.object_to(actor, record=row, reason="Too early."),
        Verb.EDIT: lambda row: clearance.extend(actor, record=row, deadline=later, zone="Europe/Zurich"),
    }
    for verb, attempt in tries.items():
        row = scene.circulated(silence=True)
        if who in ALLOWED[verb]:
            attempt(row)
        else:
            with pytest.raises(NotAllowed):
                attempt(row)
    if who not in ALLOWED[Verb.CLEAR]:
        with pytest.raises(NotAllowed):
            register.make_final(actor, record=scene.fresh())


def test_it_freezes_what_it_sends(scene: RecordScene) -> None:
    record = scene.circulated()
    revision = revisions.latest(record)
    assert revision is not None
    assert (revision.number, revision.reason, revision.by_name) == (1, "circulated", "Ana")
    shot = revisions.part_of(revisions.shot(revision), scene.returns.pk)
    assert shot is not None
    assert shot["text"] == RETURNS
    assert [(row["ref"], row["owners"]) for row in shot["outcomes"]] == [
        (scene.decision.reference, []),
        (scene.action.reference, ["IOM"]),
    ]
    record_writing.write(scene.cast.ana, part=scene.returns, text="Other words.", base=RETURNS)
    assert revisions.is_whole(revision)
    assert register.changed_since(record)
    assert events_of(record).last().data["sha256"] == revision.sha256  # type: ignore[union-attr]


def test_it_sends_nothing_empty_unsettled_or_late(scene: RecordScene) -> None:
    record_writing.write(scene.cast.ana, part=scene.returns, text="⟦ a ‖ b ⟧", base=RETURNS)
    with pytest.raises(Refused, match="two wordings"):
        scene.circulated()
    record_writing.write(scene.cast.ana, part=scene.returns, text="a", base="⟦ a ‖ b ⟧")
    for deadline, zone, code in (
        (timezone.now() - timedelta(hours=1), "Europe/Zurich", "deadline_past"),
        (timezone.now() + timedelta(hours=1), "Moon/Base", "unknown_zone"),
    ):
        with pytest.raises(Refused) as refusal:
            register.circulate(scene.cast.ana, record=scene.fresh(), deadline=deadline, zone=zone)
        assert refusal.value.code == code


def test_it_pins_a_comment_and_finds_its_words_again(scene: RecordScene) -> None:
    record = scene.circulated()
    said = comments.comment(scene.cast.farid, record=record, part=scene.returns, text="Name it.", quote="the  guidance")
    assert RETURNS[said.start : said.end] == said.quote == "the guidance"
    whole = comments.comment(scene.cast.farid, record=record, part=scene.returns, text="Good.")
    record_writing.write(scene.cast.ana, part=scene.returns, text=f"First. {RETURNS}", base=RETURNS)
    pins = _pins(scene)
    assert pins[said.pk].span == (RETURNS.index("the guidance") + 7, RETURNS.index("the guidance") + 19)
    assert (pins[whole.pk].span, pins[whole.pk].lost) == (None, False)
    record_writing.write(scene.cast.ana, part=scene.returns, text="Nothing of it.", base=f"First. {RETURNS}")
    assert _pins(scene)[said.pk].lost


def _pins(scene: RecordScene) -> dict[int, comments.Pinned]:
    revision = revisions.latest(scene.circulated())
    assert revision is not None
    found = comments.pinned(comments.comments(scene.cast.ana, scene.fresh()), revision)
    return {pin.comment.pk: pin for pins in found.values() for pin in pins}


def test_it_takes_no_comment_on_words_that_are_not_there_nor_late(scene: RecordScene) -> None:
    record = scene.circulated()
    cases = [("the handbook", "x", "not_in_text"), ("", " ", "text_missing"), ("", "x" * 5001, "too_long")]
    for quote, text, code in cases:
        with pytest.raises(Refused) as refusal:
            comments.comment(scene.cast.farid, record=record, part=scene.returns, text=text, quote=quote)
        assert refusal.value.code == code
    late = timezone.now() + timedelta(days=8)
    with pytest.raises(Refused, match="over"):
        comments.comment(scene.cast.farid, record=record, part=scene.returns, text="Late.", now=late)


def test_it_answers_comments_once(scene: RecordScene) -> None:
    said = comments.comment(scene.cast.farid, record=scene.circulated(), part=scene.returns, text="Name it.")
    comments.reply(scene.carla, comment=said, text="I agree.")
    with pytest.raises(Refused, match="why"):
        comments.answer(scene.cast.ana, comment=said, state="declined")
    answered = comments.answer(scene.cast.ana, comment=said, state="taken up", text="Done.", version=1)
    assert (answered.state, answered.answer, answered.answered_by_name) == ("taken up", "Done.", "Ana")
    with pytest.raises(Conflict):
        comments.answer(scene.cast.ben, comment=said, state="open", version=1)
    with pytest.raises(NotAllowed):
        comments.answer(scene.cast.farid, comment=said, state="open")
    assert [str(row) for row in said.replies.all()] == ["Carla: I agree."]
    assert comments.comments(scene.cast.rita, scene.fresh()) == []


def test_it_lets_silence_pass_once(scene: RecordScene) -> None:
    record = scene.circulated(silence=True)
    with pytest.raises(Refused, match="still open"):
        register.make_final(scene.cast.ana, record=record)
    assert clearance.settle_clearances(timezone.now()) == 0
    later = timezone.now() + timedelta(days=8)
    assert (clearance.settle_clearances(later), clearance.settle_clearances(later)) == (1, 0)
    assert scene.fresh().cleared_at == later
    assert [event.verb for event in events_of(record)][-1:] == ["silence_passed"]
    register.make_final(scene.cast.ana, record=scene.fresh(), now=later)
    assert scene.fresh().is_final


def test_it_breaks_a_silence(scene: RecordScene) -> None:
    record = scene.circulated(silence=True)
    clearance.object_to(scene.cast.farid, record=record, reason="The second part is too early.")
    later = timezone.now() + timedelta(days=8)
    assert clearance.settle_clearances(later) == 0
    with pytest.raises(Refused) as refusal:
        register.make_final(scene.cast.ana, record=scene.fresh(), now=later)
    assert refusal.value.code == "silence_broken"
    assert [row.by_name for row in clearance.objections(scene.fresh())] == ["Farid"]
    scene.circulated(silence=True)
    assert clearance.objections(scene.fresh()) == []
    with pytest.raises(Refused) as refusal:
        clearance.object_to(scene.cast.farid, record=scene.fresh(), reason=" ")
    assert refusal.value.code == "reason_missing"


def test_it_leaves_a_round_of_comments_to_the_chair(scene: RecordScene) -> None:
    record = scene.circulated()
    later = timezone.now() + timedelta(days=8)
    with pytest.raises(Refused) as refusal:
        register.make_final(scene.cast.ana, record=record, now=later)
    assert refusal.value.code == "chair_clears"
    with pytest.raises(Refused, match="No silence"):
        clearance.object_to(scene.cast.farid, record=record, reason="No.")
    register.make_final(scene.carla, record=record)
    assert scene.fresh().is_final


def test_it_makes_nothing_final_that_the_body_has_not_seen(scene: RecordScene) -> None:
    record = scene.circulated()
    record_writing.write(scene.cast.ana, part=scene.returns, text="Other words.", base=RETURNS)
    with pytest.raises(Refused) as refusal:
        register.make_final(scene.carla, record=record)
    assert refusal.value.code == "not_as_seen"
    record = scene.circulated()
    register.make_final(scene.carla, record=record, version=record.version)
    assert [row.reason for row in record.revisions.all()] == ["circulated", "after comments", "final"]


def test_it_gives_more_time_but_never_less(scene: RecordScene) -> None:
    record = scene.circulated()
    assert record.deadline is not None
    longer = record.deadline + timedelta(days=2)
    clearance.extend(scene.cast.ana, record=record, deadline=longer, zone="Europe/Zurich", reason="Asked for.")
    with pytest.raises(Refused) as refusal:
        clearance.extend(scene.cast.ana, record=record, deadline=longer - timedelta(days=1), zone="UTC")
    assert refusal.value.code == "not_later"
    assert scene.fresh().deadline == longer


def test_it_is_taken_back_with_a_reason(scene: RecordScene) -> None:
    record = scene.circulated()
    with pytest.raises(Refused):
        clearance.withdraw(scene.cast.ana, record=record, reason="")
    clearance.withdraw(scene.cast.ana, record=record, reason="Sent too early.")
    assert records.record_of(scene.cast.farid, scene.meeting) is None
    with pytest.raises(Refused, match="not in clearance"):
        clearance.withdraw(scene.cast.ana, record=scene.fresh(), reason="Again.")


def test_it_shows_earlier_revisions_to_the_body_alone(scene: RecordScene) -> None:
    record = scene.final()
    numbers = {
        who: [row.number for row in records.revisions_of(person(scene, who), record)] for who in ("farid", "rita")
    }
    assert numbers == {"farid": [1, 2], "rita": [2]}
