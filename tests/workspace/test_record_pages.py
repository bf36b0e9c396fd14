"""The pages of a record: written, sent into clearance, commented on, made final, compared, downloaded."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from secretariat.meetings import comments, record_writing
from secretariat.meetings.models import AgendaItem, Comment, Meeting, Record, RecordPart
from secretariat.register.models import ActionPoint, Decision
from tests.cast import Cast
from tests.meetings.record_scene import OPENING, RETURNS, RecordScene, scene
from tests.workspace.record_site import browser, url
from tests.workspace.scenes import signed_in, text_of

__all__ = ["scene"]
JSON = {"accept": "application/json"}
HTMX = {"hx-request": "true"}


def test_it_offers_both_ways_to_a_record(cast: Cast) -> None:
    meeting = Meeting.objects.create(title="Fifth meeting", body=cast.committee)
    AgendaItem.objects.create(meeting=meeting, title="Opening")
    page = text_of(signed_in(cast.ana), f"/meetings/{meeting.pk}/record/")
    assert "Read it from a file" in page
    assert "a part for the one item of the agenda" in page
    assert "not out yet" in text_of(signed_in(cast.rita), f"/meetings/{meeting.pk}/record/")
    assert signed_in(cast.rita).post(f"/meetings/{meeting.pk}/record/begin/").status_code == 403
    answer = signed_in(cast.ana).post(f"/meetings/{meeting.pk}/record/begin/", follow=True)
    assert answer.redirect_chain[-1][0].endswith("/record/write/")
    assert f"/meetings/{meeting.pk}/record/" in text_of(signed_in(cast.ana), f"/meetings/{meeting.pk}/")


def test_it_shows_each_part_with_its_outcomes(scene: RecordScene) -> None:
    page = text_of(browser(scene, "ana"), url(scene, "write/"))
    for words in ("1 Opening", "2 Returns", RETURNS, scene.decision.text, scene.action.reference, "Add a decision"):
        assert words in page


def test_it_saves_without_a_script(scene: RecordScene) -> None:
    ana, save = browser(scene, "ana"), url(scene, f"parts/{scene.opening.pk}/save/")
    sent = {"text": OPENING.replace("\n", "\r\n") + " At last.", "base": OPENING, "version": scene.opening.version}
    answer = ana.post(save, sent)
    assert answer.headers["Location"] == url(scene, f"write/#part-{scene.opening.pk}")
    assert RecordPart.objects.get(pk=scene.opening.pk).text == f"{OPENING} At last."
    assert "“Opening” is saved." in text_of(ana, url(scene, "write/"))


def test_it_answers_the_script_with_the_text_of_both(scene: RecordScene) -> None:
    save = url(scene, f"parts/{scene.returns.pk}/save/")
    sent = {"base": RETURNS, "version": scene.returns.version}
    browser(scene, "ben").post(save, {**sent, "text": f"{RETURNS} Ghana agreed."}, headers=JSON)
    answer = browser(scene, "ana").post(save, {**sent, "text": f"First. {RETURNS}"}, headers=JSON).json()
    assert (answer["ok"], answer["merged"], answer["said"]) == (True, True, "")
    assert answer["text"] == f"First. {RETURNS} Ghana agreed."


def test_it_keeps_what_was_typed_when_it_cannot_be_saved(scene: RecordScene) -> None:
    record_writing.write(scene.cast.ben, part=scene.opening, text="", base=OPENING)
    record_writing.remove_part(scene.cast.ben, part=scene.opening)
    save = url(scene, f"parts/{scene.opening.pk}/save/")
    answer = browser(scene, "ana").post(save, {"text": "My words.", "base": OPENING})
    assert answer.status_code == 409
    assert "My words." in answer.content.decode()
    again = browser(scene, "ana").post(save, {"text": "x" * 200_001, "base": ""}, headers=JSON)
    assert (again.status_code, again.json()["ok"]) == (422, False)


def test_it_tells_what_others_wrote_and_where_they_are(scene: RecordScene) -> None:
    ana, ben = browser(scene, "ana"), browser(scene, "ben")
    ben.post(url(scene, "pulse/"), {"part": scene.returns.pk, "known": "{}"})
    record_writing.write(scene.cast.ben, part=scene.returns, text="New.", base=RETURNS)
    known = json.dumps({scene.opening.pk: scene.opening.version, scene.returns.pk: scene.returns.version})
    told = ana.post(url(scene, "pulse/"), {"part": "", "known": known}).json()
    assert told["writers"] == [{"name": "Ben", "part": scene.returns.pk}]
    assert [(part["id"], part["text"], part["by"]) for part in told["parts"]] == [(scene.returns.pk, "New.", "Ben")]
    assert ana.post(url(scene, "pulse/"), {"part": "x", "known": "[1"}).status_code == 200


def test_it_adds_moves_and_takes_out_parts(scene: RecordScene) -> None:
    ana = browser(scene, "ana")
    ana.post(url(scene, "parts/"), {"heading": "Any other business"})
    part = RecordPart.objects.get(heading="Any other business")
    ana.post(url(scene, f"parts/{part.pk}/"), {"what": "up"})
    assert [row.heading for row in scene.record.parts.all()] == ["Opening", "Any other business", "Returns"]
    ana.post(url(scene, f"parts/{part.pk}/"), {"what": "remove"})
    assert "“Any other business” is out of the record." in text_of(ana, url(scene, "write/"))
    assert "Any other business" not in text_of(ana, url(scene, "write/"))
    ana.post(url(scene, "parts/"), {"heading": " "})
    assert "Give the part a heading." in text_of(ana, url(scene, "write/"))


def test_it_enters_outcomes_without_leaving_the_page(scene: RecordScene) -> None:
    ana = browser(scene, "ana")
    where = url(scene, f"parts/{scene.opening.pk}/")
    form = ana.get(f"{where}actions/", headers=HTMX).content.decode()
    assert "<html" not in form
    assert "Enter it" in form
    sent = {"text": "WHO to report.", "lead": "entity:who", "contributing": ["entity:iom"], "period": "2031-06"}
    piece = ana.post(f"{where}actions/", sent, headers=HTMX).content.decode()
    assert "WHO to report." in piece
    action = ActionPoint.objects.get(text="WHO to report.")
    assert (action.agenda_item, action.meeting, action.due) == (scene.opening.agenda_item, scene.meeting, "2031-06")
    assert [owner.ref for owner in action.owners.all()] == ["entity:who", "entity:iom"]
    edited = {**sent, "text": "WHO to report twice.", "version": action.version}
    ana.post(f"{where}actions/{action.pk}/", edited, headers=HTMX)
    assert ActionPoint.objects.get(pk=action.pk).text == "WHO to report twice."
    stale = ana.post(f"{where}actions/{action.pk}/", {**edited, "text": "Late."}, headers=HTMX).content.decode()
    assert "Somebody else changed this meanwhile" in stale
    assert "Late." in stale
    wrong = ana.post(f"{where}actions/", {**sent, "day": "2031-06-01"}, headers=HTMX)
    assert wrong.status_code == 200
    assert "not both" in wrong.content.decode()


def test_it_enters_outcomes_without_a_script(scene: RecordScene) -> None:
    ana = browser(scene, "ana")
    where = url(scene, f"parts/{scene.opening.pk}/decisions/")
    assert "<html" in text_of(ana, where)
    assert ana.post(where, {"text": ""}).status_code == 422
    answer = ana.post(where, {"text": "The agenda was adopted.", "manner": "consensus"})
    assert answer.headers["Location"] == url(scene, f"write/#part-{scene.opening.pk}")
    assert Decision.objects.get(manner="consensus").section == "Opening"
    assert ana.get(url(scene, f"parts/{scene.opening.pk}/figures/")).status_code == 404
    other = Decision.objects.create(text="Elsewhere", created_by=scene.cast.ana)
    assert ana.get(url(scene, f"parts/{scene.opening.pk}/decisions/{other.pk}/")).status_code == 404


def test_it_sends_into_clearance_with_hour_and_zone(scene: RecordScene) -> None:
    ana = browser(scene, "ana")
    assert "Everybody with a seat in Executive Committee" in text_of(ana, url(scene, "clearance/"))
    day = (timezone.localdate() + timedelta(days=5)).isoformat()
    sent = {"procedure": "silence", "day": day, "hour": "17:00", "zone": "Africa/Nairobi"}
    assert ana.post(url(scene, "clearance/"), {**sent, "zone": ""}).status_code == 422
    past = ana.post(url(scene, "clearance/"), {**sent, "day": "2020-01-01"})
    assert (past.status_code, "lies in the past" in past.content.decode()) == (422, True)
    ana.post(url(scene, "clearance/"), sent)
    record = scene.fresh()
    assert (record.silence, record.zone) == (True, "Africa/Nairobi")
    page = text_of(browser(scene, "farid"), url(scene))
    assert "17:00 (Africa/Nairobi)" in page
    assert "A silence procedure is open." in page
    assert browser(scene, "rita").get(url(scene)).content.decode().count("not out yet") == 1


def test_it_takes_comments_and_shows_them_beside_their_words(scene: RecordScene) -> None:
    scene.circulated()
    farid, part = browser(scene, "farid"), scene.returns.pk
    answer = farid.post(url(scene, f"parts/{part}/comment/"), {"text": "Which one?", "quote": "the guidance"})
    assert answer.headers["Location"] == url(scene, f"#part-{part}")
    said = Comment.objects.get()
    page = text_of(farid, url(scene))
    assert f'<mark>the guidance</mark><a class="pin" href="#c-{said.pk}" data-number="1"' in page
    assert "Which one?" in page
    wrong = farid.post(url(scene, f"parts/{part}/comment/"), {"text": "Hm.", "quote": "no such words"})
    assert wrong.status_code == 422
    assert "These words do not stand in “Returns”" in wrong.content.decode()
    assert "no such words" in wrong.content.decode()
    farid.post(url(scene, f"comments/{said.pk}/reply/"), {"text": "The new one."})
    ana = browser(scene, "ana")
    declined = ana.post(url(scene, f"comments/{said.pk}/answer/"), {"state": "declined", "version": 1})
    assert (declined.status_code, "Say why you decline it." in declined.content.decode()) == (422, True)
    ana.post(url(scene, f"comments/{said.pk}/answer/"), {"state": "taken up", "text": "Done.", "version": 1})
    page = text_of(farid, url(scene))
    for words in ("The new one.", "Done.", "Taken up"):
        assert words in page


def test_it_objects_extends_and_takes_back(scene: RecordScene) -> None:
    scene.circulated(silence=True)
    farid, ana = browser(scene, "farid"), browser(scene, "ana")
    assert "Break the silence" in text_of(farid, url(scene))
    assert "Break the silence" not in text_of(browser(scene, "wanjiru"), url(scene))
    farid.post(url(scene, "clearance/object/"), {"reason": "Too early."})
    page = text_of(ana, url(scene))
    assert "Farid objected" in page
    assert "The silence is broken." in page
    assert farid.post(url(scene, "clearance/withdraw/"), {"reason": "x"}).status_code == 403
    assert ana.post(url(scene, "clearance/withdraw/"), {"reason": ""}).status_code == 422
    day = (timezone.localdate() + timedelta(days=30)).isoformat()
    ana.post(url(scene, "clearance/extend/"), {"day": day, "hour": "09:00", "zone": "Europe/Paris"})
    assert scene.fresh().zone == "Europe/Paris"
    ana.post(url(scene, "clearance/withdraw/"), {"reason": "A new text."})
    assert scene.fresh().state == "drafting"
    assert ana.post(url(scene, "clearance/dance/")).status_code == 404


def test_it_is_made_final_by_the_chair_and_shows_hash_and_corrections(scene: RecordScene) -> None:
    scene.circulated()
    ana, carla, rita = (browser(scene, who) for who in ("ana", "carla", "rita"))
    assert "Make it final" not in text_of(ana, url(scene))
    assert "Make it final" in text_of(carla, url(scene))
    carla.post(url(scene, "clearance/final/"), {"version": scene.fresh().version})
    record = scene.fresh()
    page = text_of(rita, url(scene))
    assert record.sha256 in page
    assert "Lena Okafor" in page
    assert "Correct the record" not in page
    sent = {"part": scene.returns.pk, "before": "thanked it", "after": "thanked IOM", "reason": "A slip."}
    assert ana.post(url(scene, "corrections/"), {**sent, "before": "nothing"}).status_code == 422
    assert rita.post(url(scene, "corrections/"), sent).status_code == 403
    ana.post(url(scene, "corrections/"), sent)
    page = text_of(rita, url(scene))
    assert "Final record, with 1 correction." in page
    assert "A slip." in page
    assert '<mark>thanked it</mark><a class="pin"' in page
    assert ana.get(url(scene, "write/")).headers["Location"] == url(scene)


def test_it_compares_revisions_by_sign_and_word(scene: RecordScene) -> None:
    scene.circulated()
    farid = browser(scene, "farid")
    assert "Only one revision yet" in text_of(farid, url(scene, "compare/"))
    record_writing.write(scene.cast.ana, part=scene.returns, text=RETURNS.replace("thanked", "praised"), base=RETURNS)
    scene.circulated()
    page = text_of(farid, url(scene, "compare/?from=1&to=2"))
    assert '<del><span class="visually-hidden">deleted: </span>thanked</del>' in page
    assert '<ins><span class="visually-hidden">inserted: </span>praised</ins>' in page
    assert "unchanged" in page
    assert "Both revisions say the same." in text_of(farid, url(scene, "compare/?from=2&to=2"))


@pytest.mark.parametrize("form", ["docx", "pdf", "markdown", "html", "json", "akn"])
def test_it_hands_out_every_revision_in_every_form(scene: RecordScene, form: str) -> None:
    ana = browser(scene, "ana")
    draft = ana.get(url(scene, f"draft/{form}/"))
    scene.final()
    final = browser(scene, "rita").get(url(scene, f"revisions/2/{form}/"))
    for answer in (draft, final):
        assert answer.status_code == 200
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert len(answer.content) > 300
    if form in {"markdown", "html"}:
        assert "draft" in draft.content.decode().lower()
        assert RETURNS.split(".")[0] in final.content.decode()


def test_it_hands_out_no_revision_before_its_time(scene: RecordScene) -> None:
    scene.circulated()
    text = browser(scene, "farid").get(url(scene, "revisions/1/markdown/")).content.decode()
    assert "For clearance by" in text
    assert browser(scene, "farid").get(url(scene, "draft/markdown/")).status_code == 403
    assert browser(scene, "rita").get(url(scene, "revisions/1/markdown/")).status_code == 404
    assert browser(scene, "ana").get(url(scene, "revisions/1/poem/")).status_code == 404
    assert browser(scene, "ana").get(url(scene, "revisions/9/markdown/")).status_code == 404


def test_it_names_nobody_outside_the_body_under_the_chatham_house_rule(scene: RecordScene) -> None:
    Meeting.objects.filter(pk=scene.meeting.pk).update(confidentiality="chatham")
    scene.final()
    rita, farid = browser(scene, "rita"), browser(scene, "farid")
    assert "not out yet" in text_of(rita, url(scene))
    browser(scene, "ana").post(url(scene, "release/"))
    assert Record.objects.get().released
    assert "Okafor" in text_of(farid, url(scene))
    assert "Okafor" not in text_of(rita, url(scene))
    assert "Okafor" in farid.get(url(scene, "revisions/2/markdown/")).content.decode()
    assert "Okafor" not in rita.get(url(scene, "revisions/2/markdown/")).content.decode()
    assert rita.get(url(scene, "revisions/1/markdown/")).status_code == 404


@pytest.mark.parametrize("who", ["farid", "wanjiru", "rita", "carla"])
def test_it_leaves_the_writing_page_to_the_secretariat(scene: RecordScene, who: str) -> None:
    client, part = browser(scene, who), scene.opening.pk
    assert client.get(url(scene, "write/")).status_code == 404
    assert client.post(url(scene, f"parts/{part}/save/"), {"text": "x", "base": ""}).status_code == 404
    scene.circulated()
    expected = 404 if who == "rita" else 403
    for rest in ("write/", "clearance/", f"parts/{part}/decisions/", "draft/json/"):
        assert client.get(url(scene, rest)).status_code == expected
    assert client.post(url(scene, "pulse/"), {}).status_code == expected
    assert RecordPart.objects.get(pk=part).text == OPENING


def test_it_says_where_words_changed_that_a_comment_was_about(scene: RecordScene) -> None:
    record = scene.circulated()
    comments.comment(scene.cast.farid, record=record, part=scene.returns, text="Hm.", quote="thanked it")
    record_writing.write(scene.cast.ana, part=scene.returns, text="Other words.", base=RETURNS)
    scene.circulated()
    assert "About words that changed since." in text_of(browser(scene, "ana"), url(scene))
