"""An agenda keeps its items through every move; numbers and hours follow."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from secretariat.history.refusals import Conflict, NotAllowed, Refused
from secretariat.history.selectors import events_in, events_of
from secretariat.meetings import agenda, papers
from secretariat.meetings.models import AgendaItem, Meeting
from secretariat.meetings.outline import outline
from secretariat.network.access import Verb, may, visible
from tests.cast import Cast, make_cast, make_document
from tests.meetings.planned import convened, planned, revise


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """Return a draft whose agenda holds matters arising, then A and B, then C under a heading."""
    row = planned(cast)
    section = agenda.add_section(cast.ana, meeting=row, title="Substance")
    for title, where in (("A", None), ("B", None), ("C", section)):
        agenda.add_item(cast.ana, meeting=row, section=where, values={"title": title, "minutes": 20})
    return row


def item(meeting: Meeting, title: str) -> AgendaItem:
    return meeting.agenda_items.get(title=title)


def told(meeting: Meeting) -> list[str]:
    return [f"{row.number} {row.title}" for row in meeting.agenda_items.order_by("order")]


def test_it_numbers_from_top_to_bottom(meeting: Meeting) -> None:
    assert told(meeting) == ["1 Matters arising", "2 A", "3 B", "4 C"]


def test_it_moves_an_item_and_keeps_it(cast: Cast, meeting: Meeting) -> None:
    section, moved = meeting.agenda_sections.get(), item(meeting, "A")
    agenda.move_item(cast.ana, item=moved, section=section, before=item(meeting, "C"))
    assert told(meeting) == ["1 Matters arising", "2 B", "3 A", "4 C"]
    assert item(meeting, "A").pk == moved.pk
    last = events_of(moved).last()
    assert last is not None
    assert (last.verb, last.data["changed"]["number"]) == ("move", ["2", "3"])


def test_it_moves_by_one_place_and_on_into_the_next_section(cast: Cast, meeting: Meeting) -> None:
    b = item(meeting, "B")
    agenda.shift_item(cast.ana, item=b, by=-1)
    assert told(meeting)[1:3] == ["2 B", "3 A"]
    for _ in range(2):
        agenda.shift_item(cast.ana, item=item(meeting, "B"), by=1)
    assert [row.title for row in meeting.agenda_sections.get().items.order_by("order")] == ["B", "C"]
    for _ in range(9):
        agenda.shift_item(cast.ana, item=item(meeting, "B"), by=1)
    assert told(meeting)[-1] == "4 B"
    for _ in range(9):
        agenda.shift_item(cast.ana, item=item(meeting, "B"), by=-1)
    assert told(meeting)[0] == "1 B"


def test_it_moves_and_removes_headings_with_their_items_kept(cast: Cast, meeting: Meeting) -> None:
    first = meeting.agenda_sections.get()
    second = agenda.add_section(cast.ana, meeting=meeting, title="Other business")
    agenda.add_item(cast.ana, meeting=meeting, section=second, values={"title": "D"})
    agenda.move_section(cast.ana, section=second, by=-1)
    assert told(meeting)[-2:] == ["4 D", "5 C"]
    agenda.remove_section(cast.ana, section=first)
    assert told(meeting) == ["1 Matters arising", "2 A", "3 B", "4 C", "5 D"]


def test_it_removes_an_item_and_keeps_what_it_was(cast: Cast, meeting: Meeting) -> None:
    gone = item(meeting, "A")
    agenda.remove_item(cast.ana, item=gone)
    assert told(meeting) == ["1 Matters arising", "2 B", "3 C"]
    event = events_in(meeting).filter(verb="remove").get()
    assert event.data["values"]["title"] == "A"
    with pytest.raises(Conflict):
        agenda.remove_item(cast.ana, item=AgendaItem(pk=event.object_id, meeting=meeting))


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"title": ""}, "title_missing"),
        ({"title": "X", "sort": "party"}, "unknown_sort"),
        ({"title": "X", "minutes": 0}, "bad_minutes"),
        ({"title": "X", "minutes": 5000}, "bad_minutes"),
    ],
)
def test_it_refuses_an_item_that_cannot_be(cast: Cast, meeting: Meeting, values: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as refusal:
        agenda.add_item(cast.ana, meeting=meeting, values=values)
    assert refusal.value.code == code
    assert meeting.agenda_items.count() == 4


def test_it_lets_nobody_else_arrange(cast: Cast, meeting: Meeting) -> None:
    with pytest.raises(NotAllowed):
        agenda.shift_item(cast.farid, item=item(meeting, "A"), by=1)


def test_it_arranges_no_agenda_that_was_read(cast: Cast, meeting: Meeting) -> None:
    meeting.document = make_document(cast.ana)
    meeting.save()
    with pytest.raises(Refused, match="read from a record"):
        agenda.shift_item(cast.ana, item=item(meeting, "A"), by=1)


def test_it_plans_the_hours_as_far_as_the_minutes_tell(cast: Cast, meeting: Meeting) -> None:
    agenda.change_item(cast.ana, item=item(meeting, "Matters arising"), values={"minutes": 15})
    agenda.change_item(cast.ana, item=item(meeting, "B"), values={"minutes": None})
    shown = outline(meeting)
    assert [f"{line.starts:%H:%M}" if line.starts else "" for line in shown.lines] == ["10:00", "10:15", "10:35", ""]
    assert (shown.minutes, shown.unplanned, shown.available, shown.overrun) == (55, 1, 90, 0)


def test_it_tells_by_how_much_the_agenda_is_too_long(cast: Cast, meeting: Meeting) -> None:
    agenda.change_item(cast.ana, item=item(meeting, "B"), values={"minutes": 70})
    assert outline(meeting).overrun == 20


def test_it_plans_hours_without_a_zone_and_over_midnight(cast: Cast) -> None:
    row = planned(cast, zone="", start_time=time(23), end_time=time(0, 30))
    agenda.add_item(cast.ana, meeting=row, values={"title": "Long", "minutes": 100})
    assert (outline(row).available, outline(row).overrun) == (90, 10)


def test_it_puts_a_paper_before_an_item_at_its_revision(cast: Cast, meeting: Meeting) -> None:
    document = make_document(cast.ana, title="Note on returns")
    first = document.current
    paper = papers.attach(cast.ana, meeting=meeting, item=item(meeting, "A"), revision=first, label="Note 1")
    assert papers.newer(paper) is None
    second = revise(document, cast.ana)
    [shown] = papers.papers(cast.ana, meeting)
    assert (shown.revision, papers.newer(shown)) == (first, second)
    papers.renew(cast.ana, paper=shown, revision=second)
    [shown] = papers.papers(cast.ana, meeting)
    assert (shown.revision, papers.newer(shown), shown.label) == (second, None, "Note 1")
    papers.detach(cast.ana, paper=shown)
    assert papers.papers(cast.ana, meeting) == []


def test_it_puts_no_paper_twice_nor_another_document_in_its_place(cast: Cast, meeting: Meeting) -> None:
    revision = make_document(cast.ana).current
    paper = papers.attach(cast.ana, meeting=meeting, revision=revision)
    with pytest.raises(Refused, match="already"):
        papers.attach(cast.ana, meeting=meeting, revision=revision)
    with pytest.raises(Refused, match="another document"):
        papers.renew(cast.ana, paper=paper, revision=make_document(cast.ana, title="Other").current)


@pytest.mark.usefixtures("seats")
@pytest.mark.parametrize(
    ("level", "readers"), [("network", {"farid", "wanjiru", "rita"}), ("restricted", {"farid", "wanjiru"})]
)
def test_it_hands_papers_to_those_whom_they_are_for(cast: Cast, level: str, readers: set[str]) -> None:
    row = convened(cast)
    revision = make_document(cast.ana, confidentiality=level).current
    paper = papers.attach(cast.ana, meeting=row, revision=revision)
    for who in ("farid", "wanjiru", "rita"):
        actor = getattr(cast, who)
        assert may(actor, Verb.READ, paper) is (who in readers), who
        assert visible(actor, type(paper)._default_manager.all()).exists() is (who in readers), who
        assert bool(papers.papers(actor, row)) is (who in readers), who


class AnyMoves(TestCase):
    """However items are moved, each is there once, and the numbers count from one."""

    @given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.booleans()), max_size=6))
    def test_it_loses_nothing(self, moves: list[tuple[int, int, bool]]) -> None:
        cast = make_cast()
        row = planned(cast)
        section = agenda.add_section(cast.ana, meeting=row, title="S")
        made = [row.agenda_items.get()]
        made += [agenda.add_item(cast.ana, meeting=row, values={"title": f"T{at}"}) for at in range(3)]
        for which, target, under in moves:
            where = section if under else None
            before = AgendaItem.objects.get(pk=made[target].pk)
            stands = before.section == where and which != target
            agenda.move_item(cast.ana, item=made[which], section=where, before=before if stands else None)
        items = list(row.agenda_items.order_by("order"))
        assert [found.number for found in items] == ["1", "2", "3", "4"]
        assert {found.pk for found in items} == {found.pk for found in made}
        under_sections = [found.section_id is not None for found in items]
        assert under_sections == sorted(under_sections)
