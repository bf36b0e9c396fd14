"""The page of an entry: its passage, what can be changed, comparison instead of overwriting, progress."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from secretariat.followup.models import ProgressNote
from secretariat.followup.verbs import set_due
from secretariat.history.selectors import events_of
from secretariat.network import verbs
from secretariat.register import entries
from secretariat.register.models import ActionPoint, Entry
from tests.workspace.scenes import Scene, signed_in, text_of


def url(entry: Entry, what: str = "") -> str:
    slug = {"action_point": "actions", "decision": "decisions"}[entry.kind]
    return f"/{slug}/{entry.pk}/" + (f"{what}/" if what else "")


def fresh(action: ActionPoint) -> ActionPoint:
    return ActionPoint.objects.get(pk=action.pk)


def send(client: Client, entry: Entry, what: str, **values: Any) -> int:
    return client.post(url(entry, what), {"version": entry.version, **values}).status_code


def test_it_quotes_the_passage_in_its_context(ana: Client, scene: Scene) -> None:
    page = text_of(ana, url(scene.shared))
    assert "<mark>IOM to share the guidance with country networks by 31 March 2031.</mark>" in page
    assert f"?at={scene.shared.start}-{scene.shared.end}" in page
    assert scene.decision.reference in page
    assert "entered it in the register" in page


def test_it_says_that_an_entry_stands_on_no_passage(ana: Client, scene: Scene) -> None:
    assert "Entered by hand by Ana" in text_of(ana, url(scene.late))


def test_it_sets_lead_and_contributing_owners(ana: Client, scene: Scene) -> None:
    assert "form" in text_of(ana, url(scene.late, "owners"))
    sent = {"lead": "entity:who", "contributing": ["entity:iom", "entity:who"], "reason": "By e-mail"}
    assert send(ana, scene.late, "owners", **sent) == 302
    assert [(owner.part, owner.ref) for owner in fresh(scene.late).owners.all()] == [
        ("lead", "entity:who"),
        ("contributing", "entity:iom"),
    ]
    assert "By e-mail" in text_of(ana, url(scene.late))


@pytest.mark.parametrize(
    ("sent", "due"),
    [({"day": "2031-05-06"}, "2031-05-06"), ({"period": "2031-Q2"}, "2031-Q2"), ({"day": "", "period": ""}, "")],
)
def test_it_sets_a_day_or_a_period(ana: Client, scene: Scene, sent: dict[str, str], due: str) -> None:
    assert send(ana, scene.late, "due", **sent) == 302
    assert fresh(scene.late).due == due


@pytest.mark.parametrize("sent", [{"period": "soon"}, {"day": "2031-05-06", "period": "2031-05"}, {"day": "x"}])
def test_it_says_in_words_why_a_date_cannot_be_taken(ana: Client, scene: Scene, sent: dict[str, str]) -> None:
    response = ana.post(url(scene.late, "due"), {"version": scene.late.version, **sent})
    assert response.status_code == 422
    assert "errorlist" in response.content.decode() or 'role="alert"' in response.content.decode()
    assert fresh(scene.late).due == "2020-01-31"


HTMX = {"HX-Request": "true"}


@pytest.mark.parametrize("what", ["owners", "due", "state", "pace", "level", "progress"])
def test_it_makes_a_form_once_somebody_opens_it(ana: Client, scene: Scene, what: str) -> None:
    address = url(scene.shared, what)
    page = text_of(ana, url(scene.shared))
    assert f'<a href="{address}">' in page, "the way without a script"
    assert f'hx-get="{address}"' in page
    assert f'action="{address}"' not in page
    opened = text_of(ana, address)
    assert f'action="{address}"' in opened
    assert f'hx-get="{address}"' not in opened
    answer = ana.get(address, headers=HTMX)
    part = answer.content.decode()
    assert part.startswith("<form")
    assert (f'action="{address}"' in part, "<html" in part, "csrfmiddlewaretoken" in part) == (True, False, True)
    assert "HX-Request" in answer.headers["Vary"]


def test_it_opens_the_form_that_could_not_be_taken_as_it_was_sent(ana: Client, scene: Scene) -> None:
    sent = {"version": scene.late.version, "period": "soon", "due_text": "When it suits"}
    page = ana.post(url(scene.late, "due"), sent).content.decode()
    assert 'value="When it suits"' in page
    assert page.count('<details class="change no-print" open>') == 1
    bad = {"text": "Half of it.", "evidence_url": "javascript:alert(1)"}
    page = ana.post(url(scene.shared, "progress"), bad).content.decode()
    assert "Half of it.</textarea>" in page
    assert '<details class="report no-print" open>' in page


def test_it_gives_no_form_to_who_may_not_use_it(farid: Client, rita: Client, scene: Scene) -> None:
    assert farid.get(url(scene.shared, "progress"), headers=HTMX).status_code == 200
    assert farid.get(url(scene.late, "progress"), headers=HTMX).status_code == 403
    assert rita.get(url(scene.shared, "progress"), headers=HTMX).status_code == 403
    assert farid.get(url(scene.shared, "owners"), headers=HTMX).status_code == 403


@pytest.mark.parametrize("who", ["ana", "farid", "rita"])
def test_it_asks_little_of_the_database_for_a_page(scene: Scene, who: str) -> None:
    client = signed_in(getattr(scene.cast, who))
    with CaptureQueriesContext(connection) as asked:
        text_of(client, url(scene.shared))
    assert len(asked) <= 16
    assert len([query for query in asked.captured_queries if "network_tenure" in query["sql"]]) <= 1


def test_it_knows_on_the_next_page_where_somebody_sits_now(farid: Client, scene: Scene) -> None:
    cast, here = scene.cast, url(scene.shared)
    entries.set_confidentiality(cast.ana, entries=[scene.shared], confidentiality="restricted")
    assert farid.get(here).status_code == 404
    seat = verbs.add_seat(cast.ana, body=cast.committee, name="Seat of IOM")
    tenure = verbs.take_seat(cast.ana, seat=seat, entity=cast.iom, since=date(2020, 1, 1))
    assert farid.get(here).status_code == 200
    verbs.leave_seat(cast.ana, tenure=tenure, until=date(2021, 1, 1))
    assert farid.get(here).status_code == 404


def test_it_never_marks_a_standing_action_done(ana: Client, scene: Scene) -> None:
    assert "Done" not in text_of(ana, url(scene.standing, "state"))
    assert send(ana, scene.standing, "state", state="done") == 422
    assert send(ana, scene.standing, "pace", pace="standing", review_date="2031-09-01") == 302
    assert str(fresh(scene.standing).review_date) == "2031-09-01"


def test_it_corrects_the_words_and_keeps_the_passage(ana: Client, scene: Scene) -> None:
    assert send(ana, scene.shared, "words", text="IOM shares the guidance.", reason="Shorter") == 302
    page = text_of(ana, url(scene.shared))
    assert "IOM shares the guidance." in page
    assert "<mark>IOM to share the guidance with country networks" in page


def test_it_says_what_became_of_a_decision(ana: Client, scene: Scene) -> None:
    assert send(ana, scene.decision, "state", state="superseded", superseded_by="D-999999") == 422
    assert send(ana, scene.decision, "state", state="completed", reason="All done") == 302
    assert "Completed" in text_of(ana, url(scene.decision))


def test_it_compares_instead_of_overwriting(ana: Client, scene: Scene) -> None:
    seen = events_of(scene.late).last()
    assert seen is not None
    set_due(scene.cast.ben, actions=[scene.late], due="2031-02-28")
    stale = {"version": scene.late.version, "seen": seen.pk, "day": "2031-12-24"}
    response = ana.post(url(scene.late, "due"), stale)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Ben" in page
    assert "2031-02-28" in page
    assert "2031-12-24" in page
    assert fresh(scene.late).due == "2031-02-28"
    assert ana.post(url(scene.late, "due"), {**stale, "version": fresh(scene.late).version}).status_code == 302
    assert fresh(scene.late).due == "2031-12-24"


def test_it_takes_a_report_with_evidence_from_the_holder(farid: Client, scene: Scene) -> None:
    file = SimpleUploadedFile("../minutes <b>.txt", b"<script>alert(1)</script>")
    sent = {"text": "Shared with twelve networks.", "state": "done", "evidence_file": file}
    assert farid.post(f"/actions/{scene.shared.pk}/progress/", sent).status_code == 302
    page = text_of(farid, url(scene.shared))
    assert "Shared with twelve networks." in page
    assert "Done" in page
    answer = farid.get(f"/actions/evidence/{ProgressNote.objects.get().pk}/")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_it_asks_for_words_in_a_report(farid: Client, scene: Scene) -> None:
    assert farid.post(f"/actions/{scene.shared.pk}/progress/", {"text": " "}).status_code == 422
    bad = {"text": "Done.", "evidence_url": "javascript:alert(1)"}
    assert farid.post(f"/actions/{scene.shared.pk}/progress/", bad).status_code == 422


def test_it_takes_no_report_from_others(farid: Client, rita: Client, scene: Scene) -> None:
    assert "Report progress" not in text_of(rita, url(scene.shared))
    assert rita.post(f"/actions/{scene.shared.pk}/progress/", {"text": "Done."}).status_code == 403
    assert farid.post(f"/actions/{scene.late.pk}/progress/", {"text": "Done."}).status_code == 403


@pytest.mark.parametrize("what", ["owners", "due", "state", "pace", "level", "words"])
def test_it_lets_nobody_but_the_secretariat_change_an_entry(farid: Client, scene: Scene, what: str) -> None:
    assert "Correct the words" not in text_of(farid, url(scene.shared))
    assert farid.get(url(scene.shared, what)).status_code == 403
    assert send(farid, scene.shared, what, state="done") == 403


def test_it_shows_nothing_of_what_one_may_not_see(farid: Client, scene: Scene) -> None:
    assert farid.get(url(scene.secret)).status_code == 404
    assert farid.get(url(scene.secret, "owners")).status_code == 404


@pytest.mark.usefixtures("scene")
def test_it_enters_by_hand_and_asks_who_holds_it(ana: Client) -> None:
    assert "Enter by hand" in text_of(ana, "/actions/new/")
    assert ana.post("/actions/new/", {"text": "", "confidentiality": "network"}).status_code == 422
    answer = ana.post("/actions/new/", {"text": "Book the room.", "confidentiality": "network"})
    made = ActionPoint.objects.get(text="Book the room.")
    assert answer.headers["Location"] == url(made, "owners")
    figure = {"text": "48 networks", "value": "48", "unit": "networks", "confidentiality": "public"}
    assert ana.post("/figures/new/", figure).status_code == 302


def test_it_takes_no_markup_from_an_entry(ana: Client, scene: Scene) -> None:
    send(ana, scene.late, "words", text="<script>alert(1)</script>")
    assert "<script>alert" not in text_of(ana, url(scene.late))
    assert "<script>alert" not in text_of(ana, "/actions/")
