"""Matters arising, the overview, schedules, families of decisions, vouching: each as a page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from secretariat.followup.escalation import DEFAULT, Rule, rules_of
from secretariat.followup.models import Discussion
from secretariat.meetings.models import Meeting
from secretariat.register import entries, lineage
from secretariat.register.models import ActionPoint, Decision, DecisionLink
from tests.workspace.scenes import Scene, text_of


@pytest.fixture
def coming(scene: Scene) -> Meeting:
    """Return the next meeting of the committee, after that of the record."""
    last = scene.decision.meeting
    assert last is not None
    assert last.date is not None
    day = max(last.date, timezone.localdate()) + timedelta(days=30)
    return Meeting.objects.create(
        title="Spring meeting", body=scene.cast.committee, date=day, stage="convened", state="confirmed"
    )


def fresh(action: ActionPoint) -> ActionPoint:
    return ActionPoint.objects.get(pk=action.pk)


def test_it_brings_what_is_open_to_the_next_meeting(ana: Client, rita: Client, scene: Scene, coming: Meeting) -> None:
    page = text_of(rita, f"/meetings/{coming.pk}/arising/")
    assert scene.decision.text in page
    assert scene.shared.text in page
    assert "it moves until the meeting is held" in page
    assert "Carry forward" not in page
    assert "Carry forward" in text_of(ana, f"/meetings/{coming.pk}/arising/")
    assert "Spring meeting" in text_of(rita, f"/actions/{scene.shared.pk}/"), "the way leads to the next agenda"
    assert f"/meetings/{coming.pk}/arising/" in text_of(rita, f"/meetings/{coming.pk}/")


def test_it_notes_with_one_gesture_that_a_matter_was_discussed(ana: Client, scene: Scene, coming: Meeting) -> None:
    here = f"/meetings/{coming.pk}/arising/"
    response = ana.post(f"{here}{scene.shared.pk}/discussed/")
    assert response.headers["Location"] == f"{here}#m-{scene.shared.pk}"
    assert "discussed" in text_of(ana, here)
    assert Discussion.objects.get().meeting == coming
    assert "Spring meeting" in text_of(ana, f"/actions/{scene.shared.pk}/")


def test_it_carries_a_matter_forward_all_at_once(ana: Client, scene: Scene, coming: Meeting) -> None:
    here = f"/meetings/{coming.pk}/arising/{scene.shared.pk}/"
    assert "What came of it" in text_of(ana, here)
    sent = {
        "version": scene.shared.version,
        "discussed": "on",
        "remark": "WHO takes the lead.",
        "progress": "Half of the networks have it.",
        "state": "in_progress",
        "due": "2031-06",
        "lead": "entity:who",
    }
    assert ana.post(here, sent).status_code == 302
    row = fresh(scene.shared)
    assert (row.state, row.due, [owner.ref for owner in row.owners.all()]) == ("in_progress", "2031-06", ["entity:who"])
    assert row.notes.get().text == "Half of the networks have it."
    assert Discussion.objects.get().text == "WHO takes the lead."


@pytest.mark.parametrize("sent", [{}, {"due": "soon"}, {"state": "dropped"}, {"version": "99", "discussed": "on"}])
def test_it_writes_nothing_of_an_outcome_that_cannot_be(
    ana: Client, scene: Scene, coming: Meeting, sent: dict[str, str]
) -> None:
    here = f"/meetings/{coming.pk}/arising/{scene.shared.pk}/"
    assert ana.post(here, {"progress": " ", **sent}).status_code == 422
    assert ana.post(here, {"discussed": "on", "progress": "Begun.", "due": "soon"}).status_code == 422
    assert not Discussion.objects.exists()
    assert not fresh(scene.shared).notes.exists()


def test_it_lets_only_the_secretariat_carry_forward(farid: Client, scene: Scene, coming: Meeting) -> None:
    here = f"/meetings/{coming.pk}/arising/{scene.shared.pk}/"
    assert farid.get(here).status_code == 403
    assert farid.post(f"{here}discussed/").status_code == 403
    assert farid.get(f"/meetings/{coming.pk}/arising/{scene.secret.pk}/").status_code == 404


def test_it_says_what_a_meeting_without_a_body_lacks(ana: Client) -> None:
    lone = Meeting.objects.create(title="Lone", state="confirmed")
    assert "belongs to no body" in text_of(ana, f"/meetings/{lone.pk}/arising/")
    assert ana.get("/meetings/99999/arising/").status_code == 404


@pytest.mark.parametrize("form", ["docx", "pdf", "markdown", "html"])
def test_it_hands_lists_out_as_files(rita: Client, scene: Scene, coming: Meeting, form: str) -> None:
    for url in (
        f"/meetings/{coming.pk}/arising/file/{form}/",
        f"/meetings/{scene.decision.meeting_id}/decisions/{form}/",
        f"/decisions/file/{form}/?body=executive-committee",
    ):
        response = rita.get(url)
        assert response.status_code == 200
        assert response.headers["Content-Disposition"].startswith("attachment; filename=")
        assert len(response.content) > 200
        assert response.content.startswith({"docx": b"PK", "pdf": b"%PDF"}.get(form, b""))
    assert rita.get("/decisions/file/exe/").status_code == 404


def test_it_shows_who_holds_what_at_a_glance(ana: Client, rita: Client, scene: Scene) -> None:
    page = text_of(ana, "/follow-up/")
    assert 'href="/actions/?owner=entity:iom&amp;state=open">1</a>' in page
    assert 'href="/actions/?unassigned=1&amp;overdue=1">1</a>' in page
    assert "WHO" in page
    assert "WHO" not in text_of(rita, "/follow-up/"), "its one action is restricted"
    ActionPoint.objects.all().update(state="dropped")
    assert "Nothing is open" in text_of(ana, "/follow-up/")
    assert scene.late.pk


def test_it_shows_the_open_business_of_a_body(rita: Client, scene: Scene, coming: Meeting) -> None:
    page = text_of(rita, "/network/bodies/executive-committee/")
    assert "Open business" in page
    assert "Open actions by age" in page
    assert f"/meetings/{coming.pk}/arising/" in page
    assert "Nothing is open." in text_of(rita, f"/network/bodies/{scene.cast.group.slug}/")


def rows(*given: dict[str, str], **more: str) -> dict[str, str]:
    sent = {"form-TOTAL_FORMS": str(len(given)), "form-INITIAL_FORMS": "0", **more}
    return sent | {f"form-{place}-{name}": value for place, row in enumerate(given) for name, value in row.items()}


ESCALATION = "/network/bodies/executive-committee/escalation/"


def test_it_sets_the_schedule_of_a_body(ana: Client, scene: Scene) -> None:
    assert "follows the schedule of the network" in text_of(ana, ESCALATION)
    first = {"on": "on", "days": "3", "when": "before", "role": "owner"}
    second = {"days": "10", "when": "after", "role": "chair", "repeat": "7"}
    sent = rows(first, second, {"role": "owner", "when": "after"}, reason="Agreed in March")
    assert ana.post(ESCALATION, sent).status_code == 302
    assert rules_of(scene.cast.committee) == (Rule(-3, "owner"), Rule(10, "chair", 7, on=False))
    page = text_of(ana, ESCALATION)
    assert "has a schedule of its own" in page
    assert "Agreed in March" in page
    assert ana.post(ESCALATION, rows(default="1")).status_code == 302
    assert rules_of(scene.cast.committee) == DEFAULT


def test_it_keeps_a_schedule_that_cannot_be_on_the_form(ana: Client, scene: Scene) -> None:
    same = {"on": "on", "days": "3", "when": "after", "role": "owner"}
    for sent in (rows(same, same), rows({**same, "days": "-4"}), rows({"role": "owner", "when": "after"})):
        assert ana.post(ESCALATION, sent).status_code == 422
    assert rules_of(scene.cast.committee) == DEFAULT


def test_it_shows_others_the_schedule_in_words(farid: Client) -> None:
    page = text_of(farid, ESCALATION)
    assert "7 days before the last day: Owner" in page
    assert "1 day after the last day: Owner, again every 14 days" in page
    assert farid.post(ESCALATION, rows(default="1")).status_code == 403


def test_it_ties_decisions_and_unties_them(ana: Client, rita: Client, scene: Scene) -> None:
    new = entries.enter(scene.cast.ana, kind="decision", values={"text": "Endorse the new guidance"})
    sent = {"sort": "replaces", "named": scene.decision.reference, "reason": "In May."}
    assert ana.post(f"/decisions/{new.pk}/relate/", sent).status_code == 302
    assert Decision.objects.get(pk=scene.decision.pk).state == "superseded"
    page = text_of(rita, f"/decisions/{scene.decision.pk}/")
    assert "replaced by" in page
    assert "Endorse the new guidance" in page
    assert "Untie" not in page
    circle = {"sort": "refines", "named": new.reference}
    assert ana.post(f"/decisions/{scene.decision.pk}/relate/", circle).status_code == 422
    assert ana.post(f"/decisions/{new.pk}/relate/", {"sort": "refines"}).status_code == 422
    link = DecisionLink.objects.get()
    assert rita.post(f"/decisions/ties/{link.pk}/undo/").status_code == 403
    answer = ana.post(f"/decisions/ties/{link.pk}/undo/", {"from": str(scene.decision.pk)})
    assert answer.headers["Location"] == f"/decisions/{scene.decision.pk}/"
    assert Decision.objects.get(pk=scene.decision.pk).state == "adopted"


def test_it_names_the_revision_that_a_decision_is_about(ana: Client, rita: Client, scene: Scene) -> None:
    revision = scene.waiting.current
    assert ana.post(f"/decisions/{scene.decision.pk}/object/", {"revision": revision.pk}).status_code == 302
    assert "Record of 5 March" in text_of(ana, f"/decisions/{scene.decision.pk}/")
    assert "Record of 5 March" not in text_of(rita, f"/decisions/{scene.decision.pk}/"), "she may not read it yet"


def test_it_ties_an_action_to_a_decision_and_back(ana: Client, farid: Client, scene: Scene) -> None:
    here = f"/actions/{scene.late.pk}/decision/"
    assert farid.get(here).status_code == 403
    assert ana.post(here, {"named": scene.decision.reference}).status_code == 302
    assert fresh(scene.late).follows == scene.decision
    assert f'value="{scene.decision.reference}" selected' in text_of(ana, here)
    assert ana.post(here, {"decision": ""}).status_code == 302
    assert fresh(scene.late).follows is None
    assert ana.post(here, {"named": "D-99999"}).status_code == 422


def test_it_vouches_under_the_chatham_house_rule(ana: Client, rita: Client, scene: Scene) -> None:
    entries.set_confidentiality(scene.cast.ana, entries=[scene.late], confidentiality="chatham")
    here = f"/actions/{scene.late.pk}/"
    assert rita.get(here).status_code == 404
    assert "Vouch that it names nobody" in text_of(ana, here)
    assert "Vouch" not in text_of(ana, f"/actions/{scene.shared.pk}/")
    assert ana.post(f"{here}release/").status_code == 302
    assert "Keep it within the body again" in text_of(ana, here)
    assert rita.get(here).status_code == 200
    assert rita.post(f"{here}release/", {"shield": "1"}).status_code == 403
    assert ana.post(f"{here}release/", {"shield": "1"}).status_code == 302
    assert rita.get(here).status_code == 404


def test_it_vouches_for_many_and_takes_it_back(ana: Client, scene: Scene) -> None:
    entries.set_confidentiality(scene.cast.ana, entries=[scene.late, scene.standing], confidentiality="chatham")
    assert "Vouch that they name nobody" in text_of(ana, "/actions/?confidentiality=chatham")
    assert "Vouch that they" not in text_of(ana, "/actions/")
    sent = {"what": "release", "entry": [scene.late.pk, scene.standing.pk]}
    assert "Do these name nobody" in ana.post("/actions/change/", sent).content.decode()
    page = ana.post("/actions/change/", {**sent, "confirm": "1"}, follow=True).content.decode()
    assert "Vouched for 2 action points." in page
    assert fresh(scene.late).released
    ana.post("/actions/undo/")
    assert not fresh(scene.late).released


def test_it_shows_a_family_without_what_one_may_not_read(rita: Client, scene: Scene) -> None:
    secret = entries.enter(scene.cast.ana, kind="decision", values={"text": "Hush"}, confidentiality="restricted")
    assert isinstance(secret, Decision)
    lineage.relate(scene.cast.ana, decision=secret, earlier=scene.decision, sort="refines")
    page = text_of(rita, f"/decisions/{scene.decision.pk}/")
    assert "Hush" not in page
    assert "Its family" not in page
