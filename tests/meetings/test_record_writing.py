"""A record is written part by part, by several people at once, and nobody's words are lost."""

from __future__ import annotations

import pytest

from secretariat.history.refusals import Conflict, NotAllowed, Refused
from secretariat.history.selectors import events_of
from secretariat.meetings import record_writing, records
from secretariat.meetings.models import AgendaItem, Record, RecordPart
from tests.meetings.record_scene import OPENING, RETURNS, RecordScene, scene

__all__ = ["scene"]


def again(part: RecordPart) -> RecordPart:
    return RecordPart.objects.get(pk=part.pk)


def test_it_begins_with_a_part_for_each_item(scene: RecordScene) -> None:
    assert [str(part) for part in records.parts(scene.record)] == ["1 Opening", "2 Returns"]
    with pytest.raises(Refused) as refusal:
        record_writing.begin(scene.cast.ana, meeting=scene.meeting)
    assert refusal.value.code == "record_begun"


def test_it_saves_what_was_typed_and_keeps_only_the_change_in_the_history(scene: RecordScene) -> None:
    part = again(scene.opening)
    saved = record_writing.write(
        scene.cast.ben, part=part, text=OPENING.replace("welcomed", "greeted"), base=OPENING, version=part.version
    )
    assert (saved.merged, saved.crossings) == (False, ())
    assert again(part).text == OPENING.replace("welcomed", "greeted")
    assert again(part).written_by == scene.cast.ben
    last = events_of(part).last()
    assert last is not None
    assert last.data["changed"] == [["welcomed", "greeted"]]


def test_it_writes_nothing_where_nothing_changed(scene: RecordScene) -> None:
    before = again(scene.opening).version
    record_writing.write(scene.cast.ana, part=scene.opening, text=f"{OPENING} \n", base=OPENING)
    assert again(scene.opening).version == before


def test_it_keeps_the_words_of_two_who_write_at_once(scene: RecordScene) -> None:
    seen = again(scene.returns).version
    for who, text in (("ana", f"{RETURNS} Kenya agreed."), ("ben", RETURNS.replace("spoke", "all spoke"))):
        actor = getattr(scene.cast, who)
        saved = record_writing.write(actor, part=scene.returns, text=text, base=RETURNS, version=seen)
    assert saved.merged
    assert saved.crossings == ()
    assert saved.part.text == RETURNS.replace("spoke", "all spoke") + " Kenya agreed."


def test_it_tells_the_second_writer_where_both_changed_the_same_words(scene: RecordScene) -> None:
    record_writing.write(scene.cast.ana, part=scene.returns, text=RETURNS.replace("thanked", "praised"), base=RETURNS)
    saved = record_writing.write(
        scene.cast.ben, part=scene.returns, text=RETURNS.replace("thanked", "blamed"), base=RETURNS
    )
    assert "⟦ praised ‖ blamed ⟧" in saved.part.text
    assert [(met.first, met.second) for met in saved.crossings] == [("praised", "blamed")]


def test_it_adds_moves_and_takes_out_parts(scene: RecordScene) -> None:
    part = record_writing.add_part(scene.cast.ana, record=scene.record, heading="  Any other\nbusiness ")
    record_writing.move_part(scene.cast.ana, part=part, up=True)
    record_writing.move_part(scene.cast.ana, part=scene.opening, up=True)
    assert [row.heading for row in records.parts(scene.record)] == ["Opening", "Any other business", "Returns"]
    record_writing.remove_part(scene.cast.ana, part=part)
    assert [row.heading for row in records.parts(scene.record)] == ["Opening", "Returns"]
    with pytest.raises(Refused, match="has words in it"):
        record_writing.remove_part(scene.cast.ana, part=scene.opening)
    with pytest.raises(Conflict):
        record_writing.write(scene.cast.ana, part=part, text="Late.", base="")
    with pytest.raises(Refused, match="heading"):
        record_writing.add_part(scene.cast.ana, record=scene.record, heading=" ")


def test_it_offers_items_that_came_later(scene: RecordScene) -> None:
    item = AgendaItem.objects.create(meeting=scene.meeting, title="Elections", number="3", order=5)
    assert records.items_without_part(scene.record) == [item]
    part = record_writing.add_part(scene.cast.ana, record=scene.record, agenda_item=item)
    assert (str(part), records.items_without_part(scene.record)) == ("3 Elections", [])
    record_writing.remove_part(scene.cast.ana, part=part)
    assert record_writing.add_part(scene.cast.ana, record=scene.record, agenda_item=item).pk == part.pk


def test_it_says_who_else_is_at_work(scene: RecordScene) -> None:
    from datetime import timedelta

    from django.utils import timezone

    for part in (scene.opening, scene.returns):
        record_writing.be_present(scene.cast.ben, record=scene.record, part=part)
    now = timezone.now()
    assert [(row.user, row.part) for row in records.at_work(scene.record, now, scene.cast.ana)] == [
        (scene.cast.ben, scene.returns)
    ]
    assert records.at_work(scene.record, now, scene.cast.ben) == []
    assert records.at_work(scene.record, now + timedelta(minutes=1), scene.cast.ana) == []


@pytest.mark.parametrize("who", ["farid", "wanjiru", "rita", "gone"])
def test_it_leaves_writing_to_the_secretariat(scene: RecordScene, who: str) -> None:
    actor = getattr(scene.cast, who)
    with pytest.raises(NotAllowed):
        record_writing.write(actor, part=scene.opening, text="x", base=OPENING)
    with pytest.raises(NotAllowed):
        record_writing.add_part(actor, record=scene.record, heading="x")
    with pytest.raises(NotAllowed):
        record_writing.be_present(actor, record=scene.record, part=None)
    assert records.record_of(actor, scene.meeting) is None


def test_it_freezes_the_text_once_it_is_final(scene: RecordScene) -> None:
    scene.final()
    with pytest.raises(Refused) as refusal:
        record_writing.write(scene.cast.ana, part=scene.opening, text="x", base=OPENING)
    assert refusal.value.code == "record_final"
    assert Record.objects.get().is_final
