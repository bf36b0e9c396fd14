"""The steps of an action on its page: hand over, split, merge, supersede, drop, open again, take back."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from secretariat.followup import verbs
from secretariat.followup.closing import drop
from secretariat.followup.splitting import Part, split
from secretariat.register.models import ActionPoint
from tests.workspace.scenes import Scene, text_of


def fresh(action: ActionPoint) -> ActionPoint:
    return ActionPoint.objects.get(pk=action.pk)


def url(action: ActionPoint, step: str) -> str:
    return f"/actions/{action.pk}/step/{step}/"


def send(client: Client, action: ActionPoint, step: str, **values: Any) -> int:
    return client.post(url(action, step), {"version": fresh(action).version, **values}).status_code


def test_it_shows_the_way_from_the_sentence_to_the_next_agenda(ana: Client, scene: Scene) -> None:
    page = text_of(ana, f"/actions/{scene.shared.pk}/")
    assert scene.decision.reference in page
    for words in ("In the record", "Nothing is reported yet", "No meeting is planned"):
        assert words in page
    page = text_of(ana, f"/actions/{scene.late.pk}/")
    for words in ("None: entered by hand", "None is tied to it", "overdue by"):
        assert words in page


def test_it_offers_each_state_its_steps(ana: Client, rita: Client, scene: Scene) -> None:
    page = text_of(ana, f"/actions/{scene.shared.pk}/")
    assert all(url(scene.shared, step) in page for step in ("hand-over", "split", "merge", "supersede", "drop"))
    assert url(scene.shared, "reopen") not in page
    assert url(scene.late, "hand-over") not in text_of(ana, f"/actions/{scene.late.pk}/"), "nobody holds it"
    assert "/step/" not in text_of(rita, f"/actions/{scene.shared.pk}/")
    drop(scene.cast.ana, actions=[scene.shared], reason="No money.")
    page = text_of(ana, f"/actions/{scene.shared.pk}/")
    assert url(scene.shared, "reopen") in page
    assert url(scene.shared, "split") not in page
    assert ana.get(url(scene.shared, "split")).status_code == 302


def test_it_hands_over(ana: Client, scene: Scene) -> None:
    sent = {"giver": "entity:iom", "taker": "entity:who", "reason": "Agreed by mail"}
    assert send(ana, scene.shared, "hand-over", **sent) == 302
    assert [owner.ref for owner in fresh(scene.shared).owners.all()] == ["entity:who"]
    page = text_of(ana, f"/actions/{scene.shared.pk}/")
    assert "handed it over" in page
    assert "Agreed by mail" in page


def test_it_asks_for_a_reason_and_keeps_what_was_typed(ana: Client, scene: Scene) -> None:
    assert send(ana, scene.shared, "hand-over", giver="entity:iom", taker="entity:who") == 422
    assert send(ana, scene.shared, "drop", reason=" ") == 422
    assert fresh(scene.shared).state == "open"
    response = ana.post(url(scene.shared, "split"), {"version": "1", "rows": "3", "text_1": "Only one part"})
    assert response.status_code == 422
    assert "Only one part" in response.content.decode()


def test_it_splits_with_more_parts_on_demand(ana: Client, scene: Scene) -> None:
    more = {"version": "1", "rows": "3", "text_1": "Asia", "more": "1"}
    page = ana.post(url(scene.shared, "split"), more).content.decode()
    assert "Words of part 6" in page
    assert "Asia" in page
    parts = {"rows": "6", "text_1": "Asia", "text_2": "Africa", "lead_2": "entity:who", "due_2": "2031-06"}
    assert send(ana, scene.shared, "split", **parts) == 302
    page = text_of(ana, f"/actions/{scene.shared.pk}/")
    assert "Goes on in" in page
    assert ">Africa</a>" in page
    second = ActionPoint.objects.get(text="Africa")
    assert (second.due, second.owners.get().ref) == ("2031-06", "entity:who")
    assert "Came from" in text_of(ana, f"/actions/{second.pk}/")


def test_it_takes_a_split_back(ana: Client, scene: Scene) -> None:
    one, _two = split(scene.cast.ana, action=scene.shared, parts=[Part("Asia"), Part("Africa")])
    response = ana.post(f"/actions/{one.pk}/undo/")
    assert response.headers["Location"] == f"/actions/{scene.shared.pk}/", "the part is not in the register any more"
    assert (fresh(scene.shared).state, fresh(one).state) == ("open", "proposed")
    assert "nothing to take back" not in text_of(ana, f"/actions/{scene.shared.pk}/")
    page = ana.post(f"/actions/{scene.shared.pk}/undo/", follow=True).content.decode()
    assert "no step with" in page


def test_it_merges_those_of_the_same_body_or_by_reference(ana: Client, scene: Scene) -> None:
    other = ActionPoint.objects.get(text__startswith="The Working Group")
    sent = {"others": [other.reference], "named_ones": f"{scene.late.reference.lower()}, "}
    assert send(ana, scene.shared, "merge", **sent) == 302
    assert [fresh(row).state for row in (other, scene.late, scene.shared)] == ["merged", "merged", "open"]
    assert send(ana, scene.shared, "merge", named_ones="A-99999") == 422


def test_it_lets_another_take_the_place(ana: Client, scene: Scene) -> None:
    sent = {"named_one": scene.late.reference, "carried_over": "on", "reason": "Taken up again."}
    assert send(ana, scene.shared, "supersede", **sent) == 302
    page = text_of(ana, f"/actions/{scene.shared.pk}/")
    assert "Carried over" in page
    assert send(ana, scene.shared, "reopen") == 302
    assert fresh(scene.shared).state == "open"


def test_it_tells_of_a_change_meanwhile_and_takes_the_second_sending(ana: Client, scene: Scene) -> None:
    verbs.set_due(scene.cast.ben, actions=[scene.shared], due="2031")
    response = ana.post(url(scene.shared, "drop"), {"version": "1", "reason": "No money."})
    page = response.content.decode()
    assert response.status_code == 422
    assert "Somebody changed this meanwhile" in page
    assert f'name="version" value="{fresh(scene.shared).version}"' in page
    assert send(ana, scene.shared, "drop", reason="No money.") == 302


@pytest.mark.parametrize("step", ["hand-over", "split", "merge", "supersede", "drop", "reopen"])
def test_it_lets_nobody_else_take_a_step(farid: Client, scene: Scene, step: str) -> None:
    assert farid.get(url(scene.shared, step)).status_code == 403
    assert farid.post(url(scene.shared, step), {"reason": "x"}).status_code == 403
    assert farid.post(f"/actions/{scene.shared.pk}/undo/").status_code == 403
    assert farid.get(url(scene.secret, step)).status_code == 404
    assert farid.get(url(scene.shared, "fly")).status_code == 404


def test_it_takes_reports_with_their_day(farid: Client, scene: Scene) -> None:
    sent = {"text": "Sent to all.", "occurred_on": "2031-03-02"}
    assert farid.post(f"/actions/{scene.shared.pk}/progress/", sent).status_code == 302
    page = text_of(farid, f"/actions/{scene.shared.pk}/")
    assert "done 2 Mar 2031" in page
    assert "1 report, last on" in page
