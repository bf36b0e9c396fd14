"""Reviewing passages in the workspace, page by page: the queue, a passage, agreement, corrections."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from secretariat.evidence import judging
from secretariat.evidence.models import Collection, Judgement, Passage
from tests.cast import Cast
from tests.evidence.cast import KENYA, examine_into, make_collection, make_report
from tests.evidence.paged import make_paged_report
from tests.workspace.scenes import signed_in, text_of

HTMX = {"HX-Request": "true"}


@pytest.fixture
def collection(cast: Cast) -> Collection:
    """Return a collection of one report of Kenya, four passages."""
    made = make_collection(cast.ana)
    examine_into(make_report(made))
    return made


@pytest.fixture
def passages(collection: Collection) -> list[Passage]:
    return list(Passage.objects.filter(report__collection=collection).order_by("start"))


def sent(client: Client, passage: Passage, what: str = "judge", **values: Any) -> str:
    """Send a gesture as a form without a script does, and return the page that comes of it."""
    values.setdefault("next", f"/evidence/{passage.report.collection_id}/queue/?tab=open")
    response = client.post(f"/evidence/passages/{passage.pk}/{what}/", values, follow=True)
    assert response.status_code == 200
    return str(response.content.decode())


def standing(passage: Passage) -> str:
    return str(Passage.objects.get(pk=passage.pk).standing)


def test_it_leads_through_the_queue_without_a_script(
    cast: Cast, collection: Collection, passages: list[Passage]
) -> None:
    ana = signed_in(cast.ana)
    page = text_of(ana, f"/evidence/{collection.pk}/queue/?tab=open")
    assert "0 of 4 reviewed" in page
    assert "licensed 210" in page
    page = sent(ana, passages[0], verdict="accept")
    assert "Accepted." in page
    assert "1 of 4 reviewed" in page
    assert f'id="p-{passages[0].pk}"' not in page
    assert standing(passages[0]) == "accepted"
    assert "Rejected." in sent(ana, passages[2], verdict="reject")
    assert standing(passages[2]) == "rejected"


def test_it_asks_the_database_no_more_for_more_passages(
    cast: Cast, collection: Collection, passages: list[Passage], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for one in passages[1:]:
        judging.judge(cast.ben, passage=one, verdict="accept")
        judging.judge(cast.ana, passage=one, verdict="reject")
    ana, counts = signed_in(cast.ana), []
    for tab in ("open", "differ"):
        with django_assert_max_num_queries(40) as found:
            assert text_of(ana, f"/evidence/{collection.pk}/queue/?tab={tab}").count("<article") in {1, 3}
        counts.append(len(found))
    assert max(counts) <= 16


def test_it_takes_the_last_verdict_back(cast: Cast, collection: Collection, passages: list[Passage]) -> None:
    ana = signed_in(cast.ana)
    sent(ana, passages[0], verdict="accept")
    sent(ana, passages[1], verdict="reject")
    ana.post(f"/evidence/{collection.pk}/queue/undo/")
    assert [standing(one) for one in passages[:2]] == ["accepted", "proposed"]
    ana.post(f"/evidence/{collection.pk}/queue/undo/")
    assert standing(passages[0]) == "proposed"
    assert "nothing to take back" in ana.post(f"/evidence/{collection.pk}/queue/undo/", follow=True).content.decode()


def test_it_corrects_in_a_form_that_begins_with_what_is_said(cast: Cast, passages: list[Passage]) -> None:
    ana = signed_in(cast.ana)
    page = text_of(ana, f"/evidence/passages/{passages[0].pk}/correct/")
    assert '<input type="checkbox" name="codes" value="gcm:6" checked>' in page
    assert '<input type="radio" name="stance" value="action" checked>' in page
    sent(
        ana,
        passages[0],
        "correct",
        verdict="correct",
        subject="migrants",
        stance="practice",
        codes=["gcm:6"],
        others="SDG:1.4, gcm:22",
        note="A model for others.",
    )
    row = Judgement.objects.get()
    assert (row.codes, row.stance, row.note) == (["gcm:6", "gcm:22", "sdg:1.4"], "practice", "A model for others.")


def test_it_says_in_the_form_what_it_refuses_and_keeps_what_was_typed(cast: Cast, passages: list[Passage]) -> None:
    response = signed_in(cast.ana).post(
        f"/evidence/passages/{passages[3].pk}/correct/",
        {"verdict": "correct", "subject": "refugees", "stance": "situation", "codes": ["gcm:15"], "note": "Camps"},
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert "on refugees alone" in page
    assert 'value="Camps"' in page
    assert '<input type="checkbox" name="codes" value="gcm:15" checked>' in page


def test_it_puts_answers_in_place_for_the_script(cast: Cast, passages: list[Passage]) -> None:
    ana = signed_in(cast.ana)
    url = f"/evidence/passages/{passages[0].pk}/"
    answer = ana.post(f"{url}judge/", {"verdict": "accept"}, headers=HTMX)
    page = answer.content.decode()
    assert answer.headers["HX-Retarget"] == f"#p-{passages[0].pk}"
    assert "You said: Accept" in page
    assert 'id="coding-undo" hx-swap-oob="true"' in page
    assert "<html" not in page
    form = ana.get(f"{url}correct/", headers=HTMX)
    assert form.headers["HX-Retarget"] == f"#p-{passages[0].pk} .slot"
    assert "<html" not in form.content.decode()


def test_it_keeps_what_the_first_coder_said_from_the_second(cast: Cast, passages: list[Passage]) -> None:
    said: dict[str, Any] = {"verdict": "correct", "subject": "migrants", "stance": "practice", "codes": ["gcm:18"]}
    judging.judge(cast.ana, passage=passages[0], note="Mine.", **said)
    ben, url = signed_in(cast.ben), f"/evidence/passages/{passages[0].pk}/"
    page = text_of(ben, url)
    for hidden in ("GCM 18", "Good practice", "Mine.", "History", "Corrected"):
        assert hidden not in page
    assert "GCM 6" in page
    form = text_of(ben, f"{url}correct/")
    assert 'value="gcm:18" checked' not in form
    ben.post("/evidence/coding-settings/", {"blind": "0"})
    page = text_of(ben, url)
    for shown in ("GCM 18", "Good practice", "Mine.", "History", "Corrected"):
        assert shown in page


def test_it_shows_both_sides_where_coders_differ_and_takes_one(
    cast: Cast, collection: Collection, passages: list[Passage]
) -> None:
    judging.judge(cast.ana, passage=passages[0], verdict="reject")
    judging.judge(cast.ben, passage=passages[0], verdict="accept")
    ana = signed_in(cast.ana)
    page = text_of(ana, f"/evidence/{collection.pk}/queue/?tab=differ")
    assert "Coders differ" in page
    assert page.count("Take this one") == 2
    like = Judgement.objects.get(coder=cast.ben).pk
    sent(ana, passages[0], settle="1", like=like)
    assert standing(passages[0]) == "accepted"
    assert Judgement.objects.get(coder=cast.ana).settles


def test_it_tells_who_comes_too_late(cast: Cast, passages: list[Passage]) -> None:
    seen = judging.state_of(passages[0], cast.ben)
    judging.judge(cast.ana, passage=passages[0], verdict="accept")
    assert "changed meanwhile" in sent(signed_in(cast.ben), passages[0], verdict="reject", seen=seen)
    assert standing(passages[0]) == "accepted"


def test_it_shows_a_passage_with_its_words_on_the_page(cast: Cast) -> None:
    collection = make_collection(cast.ana)
    report, passage = make_paged_report(cast.ana, collection)
    rita = signed_in(cast.rita)
    page = text_of(rita, f"/evidence/passages/{passage.pk}/")
    assert "<mark>" in page
    assert "Catches of cod" in page
    assert "Fair recruitment and decent work" in page
    assert '<rect class="coding-word"' in page
    assert "Accept" not in page
    picture = rita.get(f"/evidence/passages/{passage.pk}/page.png")
    assert picture.content.startswith(b"\x89PNG")
    assert picture.headers["Cache-Control"] == "private, max-age=86400"
    again = rita.get(f"/evidence/passages/{passage.pk}/page.png", headers={"If-None-Match": picture.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert report.name in page


def test_it_shows_the_text_alone_of_a_report_without_pages(cast: Cast, passages: list[Passage]) -> None:
    rita = signed_in(cast.rita)
    assert "has no pages" in text_of(rita, f"/evidence/passages/{passages[0].pk}/")
    assert rita.get(f"/evidence/passages/{passages[0].pk}/page.png").status_code == 404


def test_it_takes_nothing_of_a_report_for_markup(cast: Cast) -> None:
    text = KENYA.replace("licensed 210", "<script>alert(1)</script> licensed 210")
    report = examine_into(make_report(make_collection(cast.ana), text), text)
    ana = signed_in(cast.ana)
    for passage in report.passages.all():
        assert "<script>alert" not in text_of(ana, f"/evidence/passages/{passage.pk}/")
    assert "<script>alert" not in text_of(ana, f"/evidence/{report.collection_id}/queue/?tab=open")


def test_it_lets_only_coders_review(cast: Cast, collection: Collection, passages: list[Passage]) -> None:
    for who in (cast.farid, cast.rita):
        client = signed_in(who)
        for what in ("queue", "agreement", "corrections"):
            assert client.get(f"/evidence/{collection.pk}/{what}/").status_code == 403
        assert client.post(f"/evidence/{collection.pk}/queue/undo/").status_code == 403
        for what in ("judge", "correct", "withdraw"):
            url = f"/evidence/passages/{passages[0].pk}/{what}/"
            assert client.post(url, {"verdict": "accept"}).status_code == 403
    assert not Judgement.objects.exists()


def test_it_shows_the_way_to_the_queue_to_those_who_review(cast: Cast, collection: Collection) -> None:
    queue = f'href="/evidence/{collection.pk}/queue/"'
    for page in ("", "grid/", "counts/"):
        address = f"/evidence/{collection.pk}/{page}"
        assert queue in signed_in(cast.ana).get(address).content.decode()
        assert queue not in signed_in(cast.rita).get(address).content.decode()


def test_it_hides_a_collection_that_is_not_opened_from_readers(cast: Cast) -> None:
    report = examine_into(make_report(make_collection(cast.ana, opened=False)))
    passage = report.passages.first()
    assert passage is not None
    rita = signed_in(cast.rita)
    assert rita.get(f"/evidence/passages/{passage.pk}/").status_code == 404
    assert rita.get(f"/evidence/passages/{passage.pk}/page.png").status_code == 404
    assert rita.get(f"/evidence/{report.collection_id}/queue/").status_code == 404


def test_it_shows_agreement_with_the_passages_behind_a_number(
    cast: Cast, collection: Collection, passages: list[Passage]
) -> None:
    for one in passages:
        judging.judge(cast.ana, passage=one, verdict="accept")
    ana, url = signed_in(cast.ana), f"/evidence/{collection.pk}/agreement/"
    assert "Nothing to compare yet" in text_of(ana, url)
    for one in passages[:3]:
        judging.judge(cast.ben, passage=one, verdict="accept")
    judging.judge(cast.ben, passage=passages[3], verdict="reject")
    page = text_of(ana, url)
    assert "n 4" in page
    assert "too few" in page
    asked = f"{url}?of=kept&first={cast.ana.pk}&second={cast.ben.pk}"
    assert "Down: Ana. Across: Ben." in text_of(ana, asked)
    behind = text_of(ana, f"{asked}&row=kept&column=rejected")
    assert "520,000 refugees" in behind
    assert "licensed 210" not in behind
    assert ana.get(f"{url}?of=kept&first=1&second=99999").status_code == 404


def test_it_hands_out_corrections(cast: Cast, collection: Collection, passages: list[Passage]) -> None:
    judging.judge(cast.ana, passage=passages[0], verdict="accept")
    ana, url = signed_in(cast.ana), f"/evidence/{collection.pk}/corrections/"
    lines = ana.get(url)
    assert lines.headers["Content-Disposition"] == f'attachment; filename="corrections-{collection.pk}.jsonl"'
    assert [json.loads(line)["standing"] for line in lines.content.splitlines()] == ["accepted"]
    table = ana.get(f"{url}?form=csv").content.decode("utf-8-sig")
    assert table.startswith("passage,document,sha256")
    assert "licensed 210 recruitment agencies" in table


def test_it_goes_back_to_no_other_site(cast: Cast, passages: list[Passage]) -> None:
    response = signed_in(cast.ana).post(
        f"/evidence/passages/{passages[0].pk}/judge/", {"verdict": "accept", "next": "https://example.org/"}
    )
    assert response.headers["Location"] == f"/evidence/passages/{passages[0].pk}/"
