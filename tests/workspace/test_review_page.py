"""The review page, without and with its script: what it shows and what each gesture writes."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from secretariat.history.selectors import events_of
from secretariat.register import review
from secretariat.register.models import ActionPoint, Decision, Kind, Proposal
from secretariat.sources.models import Document
from tests.cast import RECORD, Cast, make_document, proposals, read_into, record_data

State = Proposal.State


@pytest.fixture
def desk(client: Client, cast: Cast) -> Client:
    """Return the browser of Ana, who is signed in."""
    client.force_login(cast.ana, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _signed_in(user: object) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")  # type: ignore[arg-type]
    return client


def _url(name: str, document: Document, row: Proposal | None = None) -> str:
    return reverse(f"workspace:{name}", args=[document.pk] if row is None else [document.pk, row.pk])


def _send(client: Client, url: str, **values: Any) -> dict[str, Any]:
    answer: dict[str, Any] = client.post(url, values, headers={"Accept": "application/json"}).json()
    return answer


def test_it_shows_each_finding_beside_its_words(desk: Client, document: Document) -> None:
    page = desk.get(_url("review", document)).content.decode()
    decision = proposals(document, Kind.DECISION)[0]
    assert f'id="f-{decision.pk}"' in page
    assert f'data-f="{decision.pk}"' in page
    assert "0 of 10 decided" in page
    assert "To be assigned" in page


def test_it_takes_nothing_of_a_record_for_markup(desk: Client, cast: Cast) -> None:
    text = RECORD.replace("Who pays", "<img src=x onerror=alert(1)> Who pays")
    made = make_document(cast.ana, title="<b>Record</b>")
    data = record_data(text)
    data["questions"][0]["text"] = "<script>alert(1)</script>"
    read_into(made, text, data)
    page = desk.get(_url("review", made)).content.decode()
    assert "<img src=x" not in page
    assert "<script>alert" not in page
    assert "<b>Record</b>" not in page


def test_it_confirms_and_answers_with_the_changed_pieces(desk: Client, document: Document) -> None:
    row = proposals(document, Kind.DECISION)[0]
    answer = _send(desk, _url("finding-confirm", document, row), version=row.version)
    reference = Decision.objects.get().reference
    assert answer["ok"]
    assert answer["said"] == f"Confirmed: {reference}."
    changed = {placed["id"] for placed in answer["placed"]}
    assert changed == {f"f-{row.pk}", f"f-{proposals(document, Kind.MEETING)[0].pk}"}
    assert any("2 of 10 decided" in piece for piece in answer["pieces"])
    assert any(f'data-f="{row.pk}"' in piece and "is-confirmed" in piece for piece in answer["pieces"])


def test_it_works_without_a_script(desk: Client, document: Document) -> None:
    row = proposals(document, Kind.DECISION)[0]
    page = desk.post(_url("finding-confirm", document, row), {"version": row.version}, follow=True)
    assert page.redirect_chain[0][0] == _url("review", document)
    assert "Confirmed: D-" in page.content.decode()


def test_it_refuses_who_comes_too_late_and_says_what_happened(desk: Client, cast: Cast, document: Document) -> None:
    row = proposals(document, Kind.DECISION)[0]
    seen = row.version
    review.reject(cast.ben, proposal=row, reason="said last year")
    answer = _send(desk, _url("finding-confirm", document, row), version=seen, seen="0")
    assert not answer["ok"]
    assert answer["said"].startswith("Ben rejected this meanwhile. Nothing of yours was written.")
    assert any(placed["id"] == f"f-{row.pk}" and "is-rejected" in placed["html"] for placed in answer["placed"])
    assert not Decision.objects.exists()


def test_it_draws_a_page_anew_that_is_out_of_date(desk: Client, cast: Cast, document: Document) -> None:
    row, other = proposals(document, Kind.ACTION_POINT)[:2]
    seen = row.version
    review.confirm(cast.ana, proposal=row)
    answer = _send(desk, _url("finding-confirm", document, row), version=seen, seen="999999999")
    assert answer["said"].startswith("Ana confirmed this meanwhile.")
    assert {f"f-{row.pk}", f"f-{other.pk}"} <= {placed["id"] for placed in answer["placed"]}


def test_it_shows_what_others_did_with_the_next_answer(desk: Client, cast: Cast, document: Document) -> None:
    first, second = proposals(document, Kind.ACTION_POINT)[:2]
    review.confirm(cast.ben, proposal=first)
    answer = _send(desk, _url("finding-confirm", document, second), version=second.version, seen="0")
    assert answer["ok"]
    assert "Ben works on this record too" in answer["said"]
    assert f"f-{first.pk}" in {placed["id"] for placed in answer["placed"]}


def test_it_tells_of_others_at_work_and_of_nothing_else(desk: Client, cast: Cast, document: Document) -> None:
    reading = document.current.reading
    assert reading is not None
    asked = {"seen": "0", "reading": str(reading.pk)}
    assert desk.get(_url("review-since", document), asked).json() == {"ok": True}
    row = proposals(document, Kind.ACTION_POINT)[0]
    review.confirm(cast.ben, proposal=row)
    answer = desk.get(_url("review-since", document), asked).json()
    assert answer["said"] == "Ben works on this record too; the page shows it."
    assert any(f"f-{row.pk}" == placed["id"] and "is-confirmed" in placed["html"] for placed in answer["placed"])
    assert desk.get(_url("review-since", document), {**asked, "seen": answer["seen"]}).json() == {"ok": True}
    assert desk.get(_url("review-since", document), {**asked, "reading": "0"}).json() == {"ok": True, "reload": True}


def test_it_asks_the_database_no_more_for_many_findings(
    desk: Client, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    lines = [f"Member {number} to send paper {number}." for number in range(60)]
    text = "\n".join([RECORD, *lines])
    data = record_data(text)
    data["action_points"] += [
        {**data["action_points"][1], "text": line, "span": [text.index(line), text.index(line) + len(line)]}
        for line in lines
    ]
    made = make_document(cast.ana, title="Long")
    read_into(made, text, data)
    with django_assert_max_num_queries(30):
        desk.get(_url("review", made))


def test_it_corrects_words_holder_and_date(desk: Client, cast: Cast, document: Document) -> None:
    row = proposals(document, Kind.ACTION_POINT)[1]
    start = RECORD.index("Keep members")
    form = desk.get(_url("finding-correct", document, row), headers={"Accept": "application/json"}).json()["form"]
    assert "IOM · International Organization for Migration" in form
    assert 'value="IOM' not in form.split("<datalist")[0]
    answer = _send(
        desk,
        _url("finding-correct", document, row),
        version=row.version,
        reading=document.current.reading.pk,  # type: ignore[union-attr]
        start=start,
        end=start + len("Keep members regularly informed"),
        text="Keep members regularly informed",
        pace="standing",
        due="",
        holder=["IOM · International Organization for Migration", ""],
        holder_part=["lead", "named"],
        then="confirm",
    )
    assert answer["ok"], answer
    action = ActionPoint.objects.get()
    assert action.text == action.quote == "Keep members regularly informed"
    assert [(owner.entity, owner.part) for owner in action.owners.all()] == [(cast.iom, "lead")]
    assert [event.verb for event in events_of(row)] == ["correct", "confirm"]


def test_it_finds_typed_words_in_the_source(desk: Client, document: Document) -> None:
    row = proposals(document, Kind.QUESTION)[0]
    _send(desk, _url("finding-correct", document, row), version=row.version, text=row.quote, words="the translation?")
    row.refresh_from_db()
    assert row.quote == "the translation?"


def test_it_keeps_the_text_that_a_person_gave_when_other_words_are_chosen(
    desk: Client, cast: Cast, document: Document
) -> None:
    row = review.correct(cast.ana, proposal=proposals(document, Kind.QUESTION)[0], changes={"text": "Who pays?"})
    values = {"text": "Who pays?", "words": "the translation?"}
    _send(desk, _url("finding-correct", document, row), version=row.version, **values)
    row.refresh_from_db()
    assert (row.quote, row.payload["text"]) == ("the translation?", "Who pays?")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"due": "next week"}, "is not a date"),
        ({"holder": "UNKNOWN", "holder_part": "lead"}, "knows nobody called"),
        ({"words": "never said"}, "do not stand in the source"),
    ],
)
def test_it_shows_the_form_again_when_a_correction_cannot_be(
    desk: Client, document: Document, values: dict[str, str], said: str
) -> None:
    row = proposals(document, Kind.ACTION_POINT)[1]
    sent = {"text": "My own words", "pace": "standing", **values}
    answer = _send(desk, _url("finding-correct", document, row), version=row.version, **sent)
    assert not answer["ok"]
    assert said in answer["said"]
    assert "My own words" in answer["form"]
    row.refresh_from_db()
    assert row.version == 1


def test_it_changes_the_kind_of_a_finding(desk: Client, document: Document) -> None:
    row = proposals(document, Kind.STATEMENT)[0]
    values = {"kind": "decision", "text": row.quote, "then": "confirm"}
    _send(desk, _url("finding-correct", document, row), version=row.version, **values)
    assert Decision.objects.get().text == row.quote


def test_it_rejects_with_a_reason_and_reopens(desk: Client, document: Document) -> None:
    row = proposals(document, Kind.QUESTION)[0]
    _send(desk, _url("finding-reject", document, row), version=1, reason="Answered on page 2")
    row.refresh_from_db()
    assert (row.state, row.basis) == (State.REJECTED, "Answered on page 2")
    answer = _send(desk, _url("finding-reopen", document, row), version=row.version)
    row.refresh_from_db()
    assert (row.state, answer["select"]) == (State.PROPOSED, row.pk)


def test_it_merges_two_findings(desk: Client, document: Document) -> None:
    first, second = proposals(document, Kind.ACTION_POINT)[:2]
    form = desk.get(_url("finding-merge", document, second), headers={"Accept": "application/json"}).json()["form"]
    assert f'value="{first.pk}"' in form
    assert not _send(desk, _url("finding-merge", document, second), version=1)["ok"]
    assert _send(desk, _url("finding-merge", document, second), version=1, into=first.pk)["ok"]
    second.refresh_from_db()
    assert (second.state, second.merged_into) == (State.MERGED, first)


def test_it_adds_what_was_missed_from_chosen_words(desk: Client, document: Document) -> None:
    start = RECORD.index("Lena Okafor")
    values = {"kind": "decision", "start": start, "end": start + 11, "text": "Lena Okafor"}
    reading = document.current.reading
    assert reading is not None
    answer = _send(desk, _url("finding-add", document), reading=reading.pk, **values)
    assert answer["ok"], answer
    assert Decision.objects.get().quote == "Lena Okafor"
    assert [placed["id"] for placed in answer["placed"] if f"f-{answer['select']}" == placed["id"]]


def test_it_adds_from_typed_words_without_a_script(desk: Client, document: Document) -> None:
    url = f"{_url('finding-add', document)}?kind=decision"
    assert 'name="words"' in desk.get(url).content.decode()
    desk.post(url, {"kind": "decision", "text": "The guidance", "words": "the guidance on returns"})
    decision = Decision.objects.get()
    assert (decision.text, decision.quote) == ("The guidance", "the guidance on returns")


def test_it_takes_no_offsets_of_a_text_that_was_read_anew(desk: Client, document: Document) -> None:
    answer = _send(desk, _url("finding-add", document), kind="decision", start=0, end=9, text="Executive", reading="0")
    assert not answer["ok"]
    assert not Decision.objects.exists()


def test_it_confirms_all_of_a_kind_and_undoes_it_at_once(desk: Client, document: Document) -> None:
    answer = _send(desk, _url("review-confirm-all", document), kind="action_point")
    assert answer["said"] == "3 confirmed, all together."
    row = proposals(document, Kind.ACTION_POINT)[0]
    assert [event.verb for event in events_of(row)] == ["confirm_all"]
    assert _send(desk, _url("review-undo", document))["ok"]
    assert {one.state for one in proposals(document, Kind.ACTION_POINT)} == {State.PROPOSED}


def test_it_says_when_there_is_nothing_to_undo(desk: Client, document: Document) -> None:
    answer = _send(desk, _url("review-undo", document))
    assert (answer["ok"], answer["placed"]) == (False, [])
    assert "nothing of yours to undo" in answer["said"]


def test_it_takes_an_undone_addition_off_the_page(desk: Client, document: Document) -> None:
    reading = document.current.reading
    assert reading is not None
    added = _send(desk, _url("finding-add", document), kind="decision", start=0, end=9, text="x", reading=reading.pk)
    assert _send(desk, _url("review-undo", document))["gone"] == [f"f-{added['select']}"]


def test_it_proposes_a_second_reading_beside_what_was_decided(desk: Client, cast: Cast, document: Document) -> None:
    review.confirm(cast.ana, proposal=proposals(document, Kind.DECISION)[0])
    read_into(document, f"Second edition\n\n{RECORD}")
    page = desk.get(_url("review", document)).content.decode()
    assert "of the latest reading stand beside what was decided before" in page
    assert page.count("The Committee endorsed the guidance on returns without discussion.</p>") == 1
    assert "New in this reading" in page


def test_it_shows_readers_what_is_in_the_register_and_no_proposals(cast: Cast, document: Document) -> None:
    row = proposals(document, Kind.ACTION_POINT)[0]
    review.confirm(cast.ana, proposal=row)
    page = _signed_in(cast.rita).get(_url("review", document)).content.decode()
    assert "IOM to share the guidance with country networks by 31 March 2031.</p>" in page
    assert "to be confirmed" not in page
    assert page.count('class="finding ') == 1
    assert "data-send" not in page
    assert "word-bar" not in page


@pytest.mark.parametrize("name", ["finding-confirm", "finding-correct", "finding-reject", "finding-merge"])
def test_it_lets_nobody_else_decide(cast: Cast, document: Document, name: str) -> None:
    row = proposals(document, Kind.DECISION)[0]
    review.confirm(cast.ana, proposal=proposals(document, Kind.QUESTION)[0])
    url = _url(name, document, row)
    assert _signed_in(cast.farid).post(url).status_code == 403
    assert _signed_in(cast.rita).post(url).status_code == 403
    assert Client().post(url).status_code == 302
    assert not Decision.objects.exists()


def test_it_hides_a_document_that_is_not_for_the_reader(cast: Cast, document: Document) -> None:
    assert _signed_in(cast.rita).get(_url("review", document)).status_code == 404


def test_it_knows_no_finding_of_another_document(desk: Client, cast: Cast, document: Document) -> None:
    other = make_document(cast.ana, title="Another", salt="other")
    assert desk.post(_url("finding-confirm", other, proposals(document, Kind.DECISION)[0])).status_code == 404


def test_it_waits_for_a_document_that_is_being_read(desk: Client, cast: Cast) -> None:
    page = desk.get(_url("review", make_document(cast.ana))).content.decode()
    assert "This document is being read." in page
