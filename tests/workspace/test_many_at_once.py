"""Owner, due date and state for many action points at once, and taking that back."""

from __future__ import annotations

from typing import Any

from django.test import Client

from secretariat.followup.verbs import set_due
from secretariat.register.models import ActionPoint
from tests.workspace.scenes import Scene, text_of

CHANGE = "/actions/change/"


def both(scene: Scene, **values: Any) -> dict[str, Any]:
    return {"entry": [scene.late.pk, scene.shared.pk], "back": "sort=due", **values}


def owners(action: ActionPoint) -> list[str]:
    return [owner.ref for owner in ActionPoint.objects.get(pk=action.pk).owners.all()]


def test_it_shows_what_was_chosen_before_it_sets_anything(ana: Client, scene: Scene) -> None:
    page = ana.post(CHANGE, both(scene, what="owners")).content.decode()
    assert "Name three pilot countries." in page
    assert "Set it for all 2" in page
    assert owners(scene.late) == []


def test_it_sets_all_of_them_and_goes_back_to_the_list(ana: Client, scene: Scene) -> None:
    answer = ana.post(CHANGE, both(scene, what="owners", confirm="1", lead="entity:unicef"))
    assert answer.headers["Location"] == "/actions/?sort=due"
    assert owners(scene.late) == owners(scene.shared) == ["entity:unicef"]
    assert "Undo" in text_of(ana, "/actions/")


def test_it_takes_the_change_back_as_each_was(ana: Client, scene: Scene) -> None:
    ana.post(CHANGE, both(scene, what="owners", confirm="1", lead="entity:unicef"))
    ana.post("/actions/undo/", {"back": ""})
    assert owners(scene.late) == []
    assert owners(scene.shared) == ["entity:iom"]
    ana.post("/actions/undo/")
    assert "nothing to take back" in text_of(ana, "/actions/")


def test_it_takes_dates_and_states_back(ana: Client, scene: Scene) -> None:
    ana.post(CHANGE, both(scene, what="due", confirm="1", period="2032"))
    ana.post("/actions/undo/")
    ana.post(CHANGE, both(scene, what="state", confirm="1", state="dropped"))
    ana.post("/actions/undo/")
    late, shared = (ActionPoint.objects.get(pk=action.pk) for action in (scene.late, scene.shared))
    assert (late.due, late.state) == ("2020-01-31", "open")
    assert (shared.due, shared.due_text, shared.state) == ("2031-03-31", "by 31 March 2031", "open")


def test_it_takes_nothing_back_that_somebody_changed_since(ana: Client, scene: Scene) -> None:
    ana.post(CHANGE, both(scene, what="due", confirm="1", period="2032"))
    set_due(scene.cast.ben, actions=[ActionPoint.objects.get(pk=scene.late.pk)], due="2033")
    ana.post("/actions/undo/")
    assert "Somebody changed one of them since" in text_of(ana, "/actions/")
    assert ActionPoint.objects.get(pk=scene.shared.pk).due == "2032"


def test_it_sets_all_or_none(ana: Client, scene: Scene) -> None:
    with_standing = {"entry": [scene.late.pk, scene.standing.pk], "what": "state", "confirm": "1", "state": "done"}
    assert ana.post(CHANGE, with_standing).status_code == 422
    assert ActionPoint.objects.get(pk=scene.late.pk).state == "open"


def test_it_refuses_when_one_was_changed_meanwhile(ana: Client, scene: Scene) -> None:
    stale = both(scene, what="due", confirm="1", period="2032", **{f"version-{scene.late.pk}": scene.late.version})
    set_due(scene.cast.ben, actions=[scene.late], due="2033")
    assert ana.post(CHANGE, stale).status_code == 422
    assert ActionPoint.objects.get(pk=scene.shared.pk).due == "2031-03-31"


def test_it_asks_to_choose_first(ana: Client) -> None:
    assert ana.post(CHANGE, {"what": "owners"}).status_code == 302
    assert "Choose the action points first" in text_of(ana, "/actions/")


def test_it_is_for_the_secretariat(farid: Client, rita: Client, scene: Scene) -> None:
    for client in (farid, rita):
        assert client.post(CHANGE, both(scene, what="owners", confirm="1", lead="entity:who")).status_code == 403
