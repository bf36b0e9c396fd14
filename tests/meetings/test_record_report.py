"""A record as a typed document: what it says of itself, and that what is written of it reads back the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from secretariat import writing
from secretariat.history.refusals import NotAllowed
from secretariat.meetings.corrections import correct
from secretariat.meetings.models import Meeting
from secretariat.meetings.revisions import latest
from secretariat.reading import load_path, read
from secretariat.reports.meeting_record import meeting_record
from tests.meetings.record_scene import RecordScene, scene

__all__ = ["scene"]


def test_it_says_how_far_it_is(scene: RecordScene) -> None:
    draft = meeting_record(scene.cast.ana, scene.record)
    assert (draft.status, draft.reference) == (writing.Status(state="draft"), None)
    record = scene.circulated()
    sent = meeting_record(scene.cast.farid, record, latest(record))
    assert sent.status is not None
    assert sent.status.state == "in clearance"
    assert any(note.startswith("For clearance by") and "Europe/Zurich" in note for note in sent.notes)
    record = scene.final()
    final = meeting_record(scene.cast.rita, record, latest(record))
    assert final.status is not None
    assert final.status.state == "final"
    assert final.notes == (f"SHA-256 of the final text: {record.sha256}",)


def test_it_tells_parts_outcomes_and_participants(scene: RecordScene) -> None:
    record = scene.final()
    report = meeting_record(scene.cast.rita, record, latest(record))
    assert [part.title for part in report.parts] == ["1. Opening", "2. Returns"]
    assert len(report.parts[0].paragraphs) == 2
    (decision,) = report.parts[1].decisions
    (action,) = report.parts[1].action_points
    assert (decision.reference, decision.verb) == (scene.decision.reference, "endorse")
    assert (action.owners, action.due) == (("IOM",), "2031-03-31")
    assert [(one.name, one.organization) for one in report.participants] == [("Lena Okafor", "IOM")]


def test_it_tells_corrections_at_the_end(scene: RecordScene) -> None:
    record = scene.final()
    made = correct(
        scene.cast.ana, record=record, part=scene.returns, before="thanked it", after="thanked IOM", reason="A slip."
    )
    report = meeting_record(scene.cast.rita, scene.fresh(), made.revision)
    assert "“thanked it” became “thanked IOM”. A slip." in report.notes[0]
    assert report.parts[1].paragraphs[-1].endswith("members thanked IOM.")


def test_it_names_nobody_to_those_who_may_not_know(scene: RecordScene) -> None:
    Meeting.objects.filter(pk=scene.meeting.pk).update(confidentiality="chatham")
    record = scene.final()
    revision = latest(record)
    with pytest.raises(NotAllowed):
        meeting_record(scene.cast.rita, record, revision)
    record.released = True
    record.save()
    assert meeting_record(scene.cast.rita, record, revision).participants == ()
    assert meeting_record(scene.cast.farid, record, revision).participants != ()
    assert meeting_record(scene.cast.farid, record, revision).classification == "Chatham House"


@pytest.mark.parametrize("who", ["farid", "rita"])
def test_it_hands_the_draft_to_its_writers_alone(scene: RecordScene, who: str) -> None:
    with pytest.raises(NotAllowed):
        meeting_record(getattr(scene.cast, who), scene.record)


@pytest.mark.parametrize("form", ["docx", "markdown", "html"])
def test_it_reads_back_what_was_written(scene: RecordScene, tmp_path: Path, form: str) -> None:
    record = scene.final()
    report = meeting_record(scene.cast.ana, record, latest(record))
    path = tmp_path / writing.file_name(report, form)
    path.write_bytes(writing.write(report, form))
    reading = read(load_path(path))
    assert [decision.text for decision in reading.decisions] == [scene.decision.text]
    assert [(action.text, list(action.owners), action.due) for action in reading.action_points] == [
        (scene.action.text, ["IOM"], "2031-03-31")
    ]
    assert [item.title for item in reading.agenda] == ["Opening", "Returns"]
    assert [person.name for person in reading.participants] == ["Lena Okafor"]
