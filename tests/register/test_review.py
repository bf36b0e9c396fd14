"""What a person does with a proposal, and what stands in the register after it."""

from __future__ import annotations

from datetime import date, time

import pytest

from secretariat.history.refusals import Conflict, NotAllowed, Refused
from secretariat.history.selectors import events_of
from secretariat.meetings.models import Meeting
from secretariat.meetings.selectors import attendance, meetings
from secretariat.register import review
from secretariat.register.models import ActionPoint, Decision, Figure, Kind, Owner, PreviousAction, Proposal
from secretariat.sources.models import Document
from tests.cast import RECORD, Cast, finding, make_document, proposals, read_into

State = Proposal.State


def test_it_enters_a_confirmed_decision_with_its_source(cast: Cast, document: Document) -> None:
    row = review.confirm(cast.ana, proposal=proposals(document, Kind.DECISION)[0], basis="as the record says")
    decision = Decision.objects.get()
    assert row.entry == decision
    assert (decision.state, decision.verb, decision.manner) == ("adopted", "endorse", "without discussion")
    assert decision.object == "the guidance on returns"
    assert decision.quote == RECORD[decision.start : decision.end]
    assert (row.decided_by, row.basis) == (cast.ana, "as the record says")
    assert decision.reference == f"D-{decision.pk}"


def test_it_confirms_the_meeting_with_the_first_finding(cast: Cast, document: Document) -> None:
    review.confirm(cast.ana, proposal=proposals(document, Kind.DECISION)[0])
    meeting = meetings(cast.rita).get()
    assert (meeting.body, meeting.date, meeting.start_time) == (cast.committee, date(2031, 3, 4), time(10))
    assert Decision.objects.get().meeting == meeting
    assert Decision.objects.get().body == cast.committee
    header = proposals(document, Kind.MEETING)[0]
    assert header.state == State.CONFIRMED
    assert [event.verb for event in events_of(header)] == ["confirm"]


def test_it_leaves_a_rejected_meeting_alone(cast: Cast, document: Document) -> None:
    review.reject(cast.ana, proposal=proposals(document, Kind.MEETING)[0], reason="a note, not a meeting")
    review.confirm(cast.ana, proposal=proposals(document, Kind.DECISION)[0])
    assert Decision.objects.get().meeting is None
    with pytest.raises(Refused, match="Confirm the meeting first"):
        review.confirm(cast.ana, proposal=proposals(document, Kind.PARTICIPANT)[0])


def test_it_links_holders_that_the_network_knows(cast: Cast, document: Document) -> None:
    for row in proposals(document, Kind.ACTION_POINT):
        review.confirm(cast.ana, proposal=row)
    shared, informed, drafted = ActionPoint.objects.order_by("start")
    assert [(owner.label, owner.part) for owner in shared.owners.all()] == [("IOM", "lead")]
    assert [(owner.label, owner.part) for owner in drafted.owners.all()] == [
        ("Working Group on Returns", "named"),
        ("UNICEF", "named"),
    ]
    assert informed.is_unassigned
    assert informed.owners_written == []


def test_it_sets_date_pace_and_state_as_the_record_gives_them(cast: Cast, document: Document) -> None:
    for row in proposals(document, Kind.ACTION_POINT):
        review.confirm(cast.ana, proposal=row)
    shared, informed, drafted = ActionPoint.objects.order_by("start")
    assert (shared.due, shared.due_date, shared.due_text) == ("2031-03-31", date(2031, 3, 31), "by 31 March 2031")
    assert (informed.pace, informed.state, informed.due_date) == ("standing", "continuing", None)
    assert (drafted.pace, drafted.state, drafted.due) == ("once", "open", "")


def test_it_ties_an_action_to_its_decision_whichever_comes_first(cast: Cast, document: Document) -> None:
    review.confirm(cast.ana, proposal=proposals(document, Kind.ACTION_POINT)[0])
    assert ActionPoint.objects.get().follows is None
    review.confirm(cast.ana, proposal=proposals(document, Kind.DECISION)[0])
    assert ActionPoint.objects.get().follows == Decision.objects.get()


def test_it_confirms_all_of_a_kind_and_says_so(cast: Cast, document: Document) -> None:
    rows = review.confirm_all(cast.ana, document=document, kind=Kind.ACTION_POINT)
    assert [row.state for row in rows] == [State.CONFIRMED] * 3
    verbs = [event.verb for row in rows for event in events_of(row)]
    assert verbs == ["confirm_all"] * 3


def test_it_lists_confirmed_participants_at_the_meeting(cast: Cast, document: Document) -> None:
    review.confirm_all(cast.ana, document=document, kind=Kind.PARTICIPANT)
    rows = list(attendance(cast.ana, Meeting.objects.get()))
    assert [(row.name, row.title, row.entity) for row in rows] == [
        ("Lena Okafor", "Programme Officer", cast.iom),
        ("Tomás Ruiz", "Adviser", cast.who),
    ]
    assert rows[0].person == cast.lena


def test_it_corrects_before_confirmation(cast: Cast, document: Document) -> None:
    [figure] = proposals(document, Kind.FIGURE)
    review.correct(cast.ana, proposal=figure, changes={"subject": "networks", "value": "12"}, basis="shorter")
    review.confirm(cast.ana, proposal=figure)
    assert (Figure.objects.get().subject, Figure.objects.get().value) == ("networks", 12)
    figure.refresh_from_db()
    assert figure.original["subject"] == "country networks"


def test_it_lets_the_entry_follow_a_correction(cast: Cast, document: Document) -> None:
    row = review.confirm(cast.ana, proposal=proposals(document, Kind.ACTION_POINT)[0])
    review.correct(cast.ana, proposal=row, changes={"due": "2031-Q2", "due_text": "in the second quarter"})
    action = ActionPoint.objects.get()
    assert (action.due, action.due_date) == ("2031-Q2", date(2031, 6, 30))
    assert [owner.label for owner in action.owners.all()] == ["IOM"]


def test_it_keeps_holders_set_since_when_something_else_is_corrected(cast: Cast, document: Document) -> None:
    from secretariat.followup.verbs import OwnerRef, assign

    row = review.confirm(cast.ana, proposal=proposals(document, Kind.ACTION_POINT)[0])
    assign(cast.ana, actions=[ActionPoint.objects.get()], owners=[OwnerRef("entity:who")])
    review.correct(cast.ana, proposal=row, changes={"due": ""})
    assert [owner.label for owner in ActionPoint.objects.get().owners.all()] == ["WHO"]


def test_it_takes_the_words_of_a_new_span(cast: Cast, document: Document) -> None:
    [decision] = proposals(document, Kind.DECISION)
    start = RECORD.index("endorsed the guidance")
    row = review.correct(cast.ana, proposal=decision, changes={"span": [start - 1, start + 21]})
    assert row.quote == row.words == "endorsed the guidance"
    assert (row.start, row.end) == (start, start + 21)


def test_it_changes_the_kind_of_a_finding(cast: Cast, document: Document) -> None:
    [statement] = proposals(document, Kind.STATEMENT)
    row = review.correct(cast.ana, proposal=statement, changes={"kind": "action_point", "pace": "to be decided"})
    review.confirm(cast.ana, proposal=row)
    assert ActionPoint.objects.get().text == "It was suggested to meet again in the summer."


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"colour": "red"}, "unknown_field"),
        ({"due": "soon"}, "bad_date"),
        ({"due": "2031-02-30"}, "bad_date"),
        ({"pace": "daily"}, "unknown_value"),
        ({"text": "  "}, "text_missing"),
        ({"text": "x" * 20_001}, "too_long"),
        ({"owner_refs": [{"ref": "entity:nobody"}]}, "unknown_owner"),
        ({"owner_refs": [{"ref": "entity:iom", "part": "boss"}]}, "unknown_part"),
        (
            {"owner_refs": [{"ref": "entity:iom", "part": "lead"}, {"ref": "entity:who", "part": "lead"}]},
            "two_leads",
        ),
        ({"span": [5, 5]}, "bad_span"),
        ({"span": [0, 1_000_000]}, "bad_span"),
        ({"span": "all"}, "bad_span"),
        ({"kind": "poem"}, "unknown_kind"),
        ({"review_date": "tomorrow"}, "bad_date"),
    ],
)
def test_it_refuses_what_cannot_be(cast: Cast, document: Document, changes: dict[str, object], code: str) -> None:
    row = proposals(document, Kind.ACTION_POINT)[0]
    with pytest.raises(Refused) as refusal:
        review.correct(cast.ana, proposal=row, changes=changes)
    assert refusal.value.code == code
    row.refresh_from_db()
    assert row.version == 1


def test_it_rejects_with_a_reason(cast: Cast, document: Document) -> None:
    row = review.reject(cast.ana, proposal=proposals(document, Kind.QUESTION)[0], reason="rhetorical")
    assert (row.state, row.basis) == (State.REJECTED, "rhetorical")
    assert events_of(row).get().reason == "rhetorical"


def test_it_takes_a_rejected_entry_out_of_the_register(cast: Cast, document: Document) -> None:
    row = review.confirm(cast.ana, proposal=proposals(document, Kind.DECISION)[0])
    review.reject(cast.ana, proposal=row, reason="it was only noted")
    assert Decision.objects.get().state == "proposed"
    again = review.confirm(cast.ana, proposal=review.reopen(cast.ana, proposal=row))
    assert Decision.objects.get() == again.entry
    assert Decision.objects.get().state == "adopted"


def test_it_merges_two_tellings_of_one_thing(cast: Cast, document: Document) -> None:
    first, second, _ = proposals(document, Kind.ACTION_POINT)
    row = review.merge(cast.ana, proposal=second, into=first)
    first.refresh_from_db()
    assert (row.state, row.merged_into) == (State.MERGED, first)
    assert first.payload["also"] == [[second.start, second.end]]


def test_it_parts_two_tellings_again(cast: Cast, document: Document) -> None:
    first, second, _ = proposals(document, Kind.ACTION_POINT)
    row = review.merge(cast.ana, proposal=second, into=first)
    review.reopen(cast.ana, proposal=row)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.payload["also"], second.state, second.merged_into) == ([], State.PROPOSED, None)
    review.undo(cast.ana, document=document)
    first.refresh_from_db()
    assert first.payload["also"] == [[second.start, second.end]]


def test_it_keeps_one_meeting_a_record(cast: Cast, document: Document) -> None:
    review.confirm(cast.ana, proposal=proposals(document, Kind.MEETING)[0])
    with pytest.raises(Refused, match="its meeting already"):
        review.add(cast.ana, document=document, kind="meeting", span=[0, 9])


def test_it_knows_an_entity_listed_by_its_name_alone(cast: Cast, document: Document) -> None:
    row = proposals(document, Kind.PARTICIPANT)[0]
    review.correct(cast.ana, proposal=row, changes={"name": "World Health Organization", "organization": ""})
    review.confirm(cast.ana, proposal=row)
    line = attendance(cast.ana, Meeting.objects.get()).get()
    assert (line.entity, line.person) == (cast.who, None)


def test_it_refuses_to_merge_different_kinds(cast: Cast, document: Document) -> None:
    with pytest.raises(Refused, match="same kind"):
        review.merge(
            cast.ana,
            proposal=proposals(document, Kind.ACTION_POINT)[0],
            into=proposals(document, Kind.DECISION)[0],
        )


def test_it_adds_what_was_missed(cast: Cast, document: Document) -> None:
    start = RECORD.index("Tomás")
    span = [start, start + 10]
    changes = {"text": "Tomás to report back", "owner_refs": [{"ref": "entity:who", "part": "lead"}]}
    row = review.add(cast.ana, document=document, kind="action_point", span=span, changes=changes)
    action = ActionPoint.objects.get()
    assert (row.added, row.state, row.entry) == (True, State.CONFIRMED, action)
    assert (action.text, action.quote, action.lead) == (changes["text"], "Tomás Ruiz", Owner.objects.get())


def test_it_refuses_a_second_decision_on_a_finding(cast: Cast, document: Document) -> None:
    row = review.confirm(cast.ana, proposal=proposals(document, Kind.DECISION)[0])
    with pytest.raises(Refused) as refusal:
        review.confirm(cast.ben, proposal=row)
    assert refusal.value.code == "wrong_state"


def test_it_refuses_a_change_made_on_an_old_version(cast: Cast, document: Document) -> None:
    row = proposals(document, Kind.DECISION)[0]
    review.correct(cast.ben, proposal=row, changes={"text": "The Committee endorsed it."}, version=1)
    with pytest.raises(Conflict):
        review.correct(cast.ana, proposal=row, changes={"text": "Endorsed."}, version=1)


def test_it_keeps_the_meeting_under_confirmed_findings(cast: Cast, document: Document) -> None:
    review.confirm(cast.ana, proposal=proposals(document, Kind.DECISION)[0])
    with pytest.raises(Refused) as refusal:
        review.reject(cast.ana, proposal=proposals(document, Kind.MEETING)[0])
    assert refusal.value.code == "meeting_in_use"


@pytest.mark.parametrize("who", ["farid", "rita", "gone"])
def test_it_lets_only_the_secretariat_review(cast: Cast, document: Document, who: str) -> None:
    row = proposals(document, Kind.DECISION)[0]
    with pytest.raises(NotAllowed):
        review.confirm(getattr(cast, who), proposal=row)
    assert not Decision.objects.exists()


def test_it_ties_a_report_on_an_earlier_action_to_it(cast: Cast, document: Document) -> None:
    review.confirm(cast.ana, proposal=proposals(document, Kind.ACTION_POINT)[1])
    action = ActionPoint.objects.get()
    later = make_document(cast.ana, title="Record of 1 April")
    text = "Keep members regularly informed of new cases: ongoing.\nTranslate the guidance: done."
    data = {
        "previous_actions": [
            finding(text, "Keep members regularly informed of new cases", status="ongoing", owners=[]),
            finding(text, "Translate the guidance", status="done", owners=["IOM"]),
        ]
    }
    read_into(later, text, data)
    first, second = review.confirm_all(cast.ana, document=later, kind=Kind.PREVIOUS_ACTION)
    assert list(PreviousAction.objects.order_by("pk").values_list("action", "status")) == [
        (action.pk, "ongoing"),
        (None, "done"),
    ]
    review.correct(cast.ana, proposal=second, changes={"action": action.reference})
    review.correct(cast.ana, proposal=first, changes={"action": ""})
    assert list(PreviousAction.objects.order_by("pk").values_list("action", flat=True)) == [None, action.pk]
    with pytest.raises(Refused, match="no action point"):
        review.correct(cast.ana, proposal=first, changes={"action": "A-9999"})


def test_it_shows_the_document_to_readers_once_something_is_confirmed(cast: Cast, document: Document) -> None:
    review.confirm(cast.ana, proposal=proposals(document, Kind.DECISION)[0])
    document.refresh_from_db()
    assert document.registered
