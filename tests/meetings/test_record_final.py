"""A final record is frozen with its hash; entries show the passage in it; corrections stand beside it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from secretariat.history.refusals import NotAllowed, Refused
from secretariat.history.selectors import events_of
from secretariat.meetings import records, revisions
from secretariat.meetings.corrections import correct
from secretariat.meetings.models import Meeting, RecordRevision
from secretariat.meetings.record_release import release
from secretariat.network.access import Verb, may
from secretariat.register import integrity
from secretariat.register import record as register
from secretariat.register.entries import enter
from secretariat.register.models import ActionPoint, Decision
from secretariat.register.outcomes import entries_by_part, shown
from secretariat.register.selectors import passage
from secretariat.sources.models import StoredReading
from secretariat.sources.storage import path_of
from tests.meetings.record_scene import RecordScene, scene

__all__ = ["scene"]


def test_it_keeps_the_final_text_with_one_hash(scene: RecordScene) -> None:
    record = scene.final()
    reading = register.final_reading(record)
    assert reading is not None
    assert record.sha256 == hashlib.sha256(reading.text.encode()).hexdigest() == reading.revision.sha256
    assert path_of(reading.revision.stored_name).read_bytes() == reading.text.encode()
    assert reading.text.startswith("Executive Committee, fourth meeting\n\nExecutive Committee\n\n4 March 2031")
    assert "- Lena Okafor, Programme Officer, IOM" in reading.text
    assert "\n\n2 Returns\n\n" in reading.text
    blocks = [reading.text[block["start"] : block["end"]] for block in reading.blocks]
    assert "The Chair welcomed the members." in blocks
    assert Meeting.objects.get(pk=scene.meeting.pk).document == record.document
    assert register.broken_records() == []


def test_it_gives_each_entry_the_passage_that_tells_it(scene: RecordScene) -> None:
    scene.final()
    for model, entry in ((Decision, scene.decision), (ActionPoint, scene.action)):
        row = model.objects.get(pk=entry.pk)
        assert row.reading is not None
        assert row.reading.text[row.start : row.end] == row.quote == entry.text
        found = passage(scene.cast.rita, row)
        assert found is not None
        assert found.words == entry.text
        assert events_of(row).last().verb == "prove"  # type: ignore[union-attr]
    assert list(integrity.check(lambda _count: None)) == []


def test_it_leaves_an_entry_alone_that_has_a_passage_or_other_words(scene: RecordScene) -> None:
    other = enter(
        scene.cast.ana,
        kind="decision",
        values={"text": "Nobody sees this."},
        meeting=scene.meeting,
        confidentiality="restricted",
    )
    record = scene.final()
    row = Decision.objects.get(pk=other.pk)
    assert row.reading is None
    reading = register.final_reading(record)
    assert reading is not None
    assert "Nobody sees this." not in reading.text


def test_it_finds_what_was_changed_behind_its_back(scene: RecordScene) -> None:
    record = scene.final()
    reading = register.final_reading(record)
    StoredReading.objects.filter(pk=reading.pk).update(text="Forged.")  # type: ignore[union-attr]
    first = record.revisions.all()[0]
    snapshot = revisions.shot(first)
    snapshot["parts"][0]["text"] = "Forged."
    RecordRevision.objects.filter(pk=first.pk).update(snapshot=snapshot)
    assert {one.code for one in integrity.check_records()} == {"record_changed"}
    assert sorted(row.what for row in register.broken_records()) == [
        "Revision 1 of this record is not what it was when it was kept.",
        "The final text of this record is not what it was when it was frozen.",
    ]


def test_it_corrects_in_the_open_and_leaves_the_final_text(scene: RecordScene) -> None:
    record = scene.final()
    made = correct(
        scene.cast.ana, record=record, part=scene.returns, before="thanked it", after="thanked IOM", reason="A slip."
    )
    assert (made.before, made.after, made.revision.reason) == ("thanked it", "thanked IOM", "corrected")
    shot = revisions.part_of(revisions.shot(made.revision), scene.returns.pk)
    assert shot is not None
    assert shot["text"].endswith("members thanked IOM.")
    reading = register.final_reading(record)
    assert reading is not None
    assert "members thanked it." in reading.text
    assert register.broken_records() == []
    cases = [
        ("thanked it", "x", "y", "not_in_text"),
        ("IOM", "WHO", "y", "stands_twice"),
        ("presented", "gave", " ", "reason_missing"),
    ]
    for before, after, reason, code in cases:
        with pytest.raises(Refused) as refusal:
            correct(scene.cast.ana, record=record, part=scene.returns, before=before, after=after, reason=reason)
        assert refusal.value.code == code


@pytest.mark.parametrize("who", ["farid", "wanjiru", "rita"])
def test_it_leaves_corrections_to_the_secretariat(scene: RecordScene, who: str) -> None:
    record = scene.final()
    with pytest.raises(NotAllowed):
        correct(getattr(scene.cast, who), record=record, part=scene.returns, before="IOM", after="WHO", reason="x")
    with pytest.raises(NotAllowed):
        release(getattr(scene.cast, who), record=record)


def test_it_keeps_a_record_under_the_chatham_house_rule_in_the_body(scene: RecordScene) -> None:
    Meeting.objects.filter(pk=scene.meeting.pk).update(confidentiality="chatham")
    record = scene.final()
    assert not may(scene.cast.rita, Verb.READ, record)
    assert may(scene.cast.farid, Verb.READ, record)
    reading = register.final_reading(record)
    assert reading is not None
    assert "Okafor" not in reading.text
    assert not may(scene.cast.rita, Verb.READ, record.document)
    record = release(scene.cast.ana, record=record)
    assert may(scene.cast.rita, Verb.READ, record)
    (newest,) = records.revisions_of(scene.cast.rita, record)
    assert shown(scene.cast.rita, record, revisions.shot(newest))["participants"] == []
    assert shown(scene.cast.farid, record, revisions.shot(newest))["participants"] != []


def test_it_vouches_for_nothing_that_names_who_was_there(scene: RecordScene) -> None:
    from secretariat.meetings import record_writing

    record_writing.write(scene.cast.ana, part=scene.opening, text="Ms Okafor spoke first.", base=scene.opening.text)
    with pytest.raises(Refused, match="Okafor"):
        release(scene.cast.ana, record=scene.final())


def test_it_shows_outcomes_in_their_part_to_those_who_may_read_them(scene: RecordScene) -> None:
    secret = enter(
        scene.cast.ana,
        kind="decision",
        values={"text": "A quiet matter."},
        meeting=scene.meeting,
        agenda_item=scene.returns.agenda_item,
        confidentiality="restricted",
    )
    loose = enter(scene.cast.ana, kind="decision", values={"text": "Of no part."}, meeting=scene.meeting)
    of_ana = entries_by_part(scene.cast.ana, scene.record)
    assert of_ana == {scene.returns.pk: [scene.decision, secret, scene.action], None: [loose]}
    assert entries_by_part(scene.cast.rita, scene.record)[scene.returns.pk] == [scene.decision, scene.action]
    revision = revisions.latest(scene.final())
    assert revision is not None
    refs = [
        row["ref"]
        for part in shown(scene.cast.rita, scene.fresh(), revisions.shot(revision))["parts"]
        for row in part["outcomes"]
    ]
    assert refs == [scene.decision.reference, scene.action.reference]


def test_it_leaves_no_half_frozen_record_when_the_disk_fails(scene: RecordScene, file_store: Path) -> None:
    record = scene.circulated()
    file_store.mkdir(parents=True)
    (file_store / "drafts").write_text("in the way")
    with pytest.raises(Refused) as refusal:
        register.make_final(scene.carla, record=record)
    assert refusal.value.code == "not_stored"
    assert (scene.fresh().state, scene.fresh().revisions.count()) == ("in_clearance", 1)
