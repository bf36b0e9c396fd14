"""Labs are made, filled and held; what does not fit is refused, and what was taken stays as it was."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from secretariat.evidence import lab_outcomes, lab_selectors, labs
from secretariat.evidence.labs import Plan
from secretariat.evidence.models import Collection, Lab, LabItem, LabQuote, Passage, Report
from secretariat.history.models import Event
from secretariat.history.refusals import Conflict, NotAllowed, Refused
from secretariat.register.models import Decision
from secretariat.reports.lab_brief import lab_brief
from tests.cast import Cast
from tests.evidence.cast import KENYA, examine_into, make_collection, make_report


@pytest.fixture
def collection(cast: Cast) -> Collection:
    """A collection with the report of Kenya."""
    made = make_collection(cast.ana)
    examine_into(make_report(made))
    return made


def plan(collection: Collection, **of: object) -> Plan:
    given = {"title": "Lab", "question": "What works?", "codes": ["gcm:6", "sdg:8.8"], "collections": [collection]}
    return Plan(**{**given, **of})  # type: ignore[arg-type]


@pytest.fixture
def lab(cast: Cast, collection: Collection) -> Lab:
    return labs.create(cast.ana, plan(collection, body=cast.committee))


def take_all(cast: Cast, lab: Lab, kind: str = "country") -> list[LabItem]:
    keys = [one.key for one in lab_selectors.proposals(cast.ana, lab) if one.kind == kind]
    labs.decide(cast.ana, lab=lab, kind=kind, keys=keys, taken=True)
    return list(LabItem.objects.filter(lab=lab, kind=kind))


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"title": "  "}, "title_missing"),
        ({"question": ""}, "question_missing"),
        ({"codes": []}, "codes_missing"),
        ({"codes": ["sdg:99.9"]}, "unknown_code"),
        ({"collections": []}, "collections_missing"),
        ({"confidentiality": "secret"}, "unknown_level"),
        ({"title": "x" * 201}, "too_long"),
    ],
)
def test_it_refuses_a_lab_that_is_none(cast: Cast, collection: Collection, wrong: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as refusal:
        labs.create(cast.ana, plan(collection, **wrong))
    assert refusal.value.code == code
    assert not Lab.objects.exists()


def test_it_is_under_the_chatham_house_rule_unless_somebody_says_otherwise(lab: Lab) -> None:
    assert lab.is_shielded


@pytest.mark.usefixtures("lab")
def test_a_title_is_given_once(cast: Cast, collection: Collection) -> None:
    with pytest.raises(Refused, match="There is a lab “Lab” already"):
        labs.create(cast.ana, plan(collection))


def test_the_words_stay_as_they_were_taken_when_the_report_is_gone(cast: Cast, lab: Lab) -> None:
    (kenya,) = take_all(cast, lab)
    before = list(kenya.quotes.values_list("text", flat=True))
    assert before
    Report.objects.all().delete()
    assert not Passage.objects.exists()
    assert list(kenya.quotes.values_list("text", flat=True)) == before
    assert [
        quote.text for part in lab_brief(cast.ana, lab).parts for one in part.points for quote in one.quotes
    ] == before


def test_every_quote_is_the_words_at_its_place(cast: Cast, lab: Lab) -> None:
    for kind in LabItem.Kind:
        take_all(cast, lab, kind) if any(one.kind == kind for one in lab_selectors.proposals(cast.ana, lab)) else None
    quotes = LabQuote.objects.select_related("report")
    assert quotes
    for quote in quotes:
        page = quote.report.page_rows.get(number=quote.page) if quote.report else None
        assert page is not None
        assert page.text[quote.start : quote.end] == quote.text


def test_a_proposal_is_taken_once(cast: Cast, lab: Lab) -> None:
    (kenya,) = take_all(cast, lab)
    assert labs.decide(cast.ana, lab=lab, kind="country", keys=[kenya.key, "nobody"], taken=True) == 0
    assert LabItem.objects.count() == 1


def test_it_tells_of_a_key_that_is_long_or_unknown_in_no_other_way(cast: Cast, lab: Lab) -> None:
    assert labs.decide(cast.ana, lab=lab, kind="country", keys=["x" * 500], taken=True) == 0


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"kind": "poem", "text": "x"}, "unknown_kind"),
        ({"kind": "gap", "text": " "}, "text_missing"),
        ({"kind": "country", "text": "x"}, "unknown_country"),
        ({"kind": "gap", "text": "x", "country": "XYZ"}, "unknown_country"),
        ({"kind": "gap", "text": "a\x00b"}, "unwritable"),
    ],
)
def test_it_refuses_what_cannot_be_added(cast: Cast, lab: Lab, given: dict[str, str], code: str) -> None:
    with pytest.raises(Refused) as refusal:
        labs.add(cast.ana, lab=lab, **given)
    assert refusal.value.code == code


def test_a_state_is_invited_once(cast: Cast, lab: Lab) -> None:
    take_all(cast, lab)
    with pytest.raises(Refused, match="in the list already"):
        labs.add(cast.ana, lab=lab, kind="country", text="", country="KEN")


def test_a_proposal_is_left_out_and_never_taken_away(cast: Cast, lab: Lab) -> None:
    (kenya,) = take_all(cast, lab)
    with pytest.raises(Refused) as refusal:
        labs.remove(cast.ana, item=kenya)
    assert refusal.value.code == "is_proposal"


def test_rewording_keeps_the_quotes_and_the_state(cast: Cast, lab: Lab) -> None:
    (kenya,) = take_all(cast, lab)
    labs.edit(cast.ana, item=kenya, text="Opens", country="GHA")
    kenya.refresh_from_db()
    assert (kenya.text, kenya.country, kenya.quotes.exists()) == ("Opens", "KEN", True)
    assert Event.objects.filter(frame=f"evidence.lab:{lab.pk}", verb="change").exists()


def test_it_goes_from_prepared_to_ready_to_held(cast: Cast, lab: Lab) -> None:
    with pytest.raises(Refused) as refusal:
        labs.set_state(cast.ana, lab=lab, state="held")
    assert refusal.value.code == "unknown_state"
    take_all(cast, lab)
    for state in ("ready", "held"):
        lab = labs.set_state(cast.ana, lab=lab, state=state)
    lab_outcomes.register(cast.ana, lab=lab, kind="decision", values={"text": "A group is set up."})
    with pytest.raises(Refused) as refusal:
        labs.set_state(cast.ana, lab=lab, state="ready")
    assert refusal.value.code == "has_outcomes"


def test_two_who_change_it_at_once_do_not_overwrite_one_another(cast: Cast, lab: Lab, collection: Collection) -> None:
    labs.change(cast.ana, lab=lab, plan=plan(collection, title="First"), version=1)
    with pytest.raises(Conflict):
        labs.change(cast.ben, lab=lab, plan=plan(collection, title="Second"), version=1)
    assert Lab.objects.get().title == "First"


def test_nobody_but_the_secretariat_does_any_of_it(cast: Cast, lab: Lab, collection: Collection) -> None:
    (kenya,) = take_all(cast, lab)
    deeds: list[Callable[[], object]] = [
        lambda: labs.create(cast.farid, plan(collection, title="Other")),
        lambda: labs.change(cast.farid, lab=lab, plan=plan(collection)),
        lambda: labs.set_state(cast.farid, lab=lab, state="ready"),
        lambda: labs.decide(cast.farid, lab=lab, kind="country", keys=["KEN"], taken=True),
        lambda: labs.add(cast.farid, lab=lab, kind="gap", text="x"),
        lambda: labs.edit(cast.farid, item=kenya, text="x"),
        lambda: labs.move(cast.farid, item=kenya, up=True),
        lambda: labs.put_back(cast.farid, item=kenya, taken=False),
        lambda: labs.remove(cast.farid, item=kenya),
        lambda: lab_outcomes.register(cast.farid, lab=lab, kind="decision", values={"text": "x"}),
    ]
    before = Event.objects.count()
    for deed in deeds:
        with pytest.raises(NotAllowed):
            deed()
    assert Event.objects.count() == before


def test_an_outcome_is_at_the_level_of_the_lab_and_its_history_says_where_it_is_from(cast: Cast, lab: Lab) -> None:
    take_all(cast, lab)
    for state in ("ready", "held"):
        labs.set_state(cast.ana, lab=lab, state=state)
    entry = lab_outcomes.register(cast.ana, lab=lab, kind="decision", values={"text": "A group is set up."})
    assert isinstance(entry, Decision)
    assert (entry.confidentiality, entry.body, entry.section) == ("chatham", cast.committee, "Outcome of the lab “Lab”")
    assert Event.objects.filter(object_type="register.decision", object_id=entry.pk).get().reason == entry.section
    assert lab_selectors.outcomes(cast.rita, lab) == []


def test_a_state_named_far_into_a_long_outcome_is_seen_too(cast: Cast, lab: Lab) -> None:
    take_all(cast, lab)
    for state in ("ready", "held"):
        labs.set_state(cast.ana, lab=lab, state=state)
    words = f"{'The group meets again. ' * 300}The Republic of Kenya leads it."
    with pytest.raises(Refused) as refusal:
        lab_outcomes.register(cast.ana, lab=lab, kind="decision", values={"text": words})
    assert refusal.value.code == "names_a_state"


def test_the_brief_says_what_could_not_be_read(cast: Cast, lab: Lab, collection: Collection) -> None:
    scan = make_report(collection, "scan", "malawi.pdf")
    Report.objects.filter(pk=scan.pk).update(state=Report.State.FAILED)
    notes = lab_brief(cast.ana, lab).notes
    assert notes[0] == "1 of 2 reports speak of it."
    assert notes[1] == "Could not be read, so that nothing can be said of them: malawi.pdf."


def test_the_brief_is_as_confidential_as_the_strictest_report_that_it_quotes(cast: Cast, lab: Lab) -> None:
    take_all(cast, lab)
    assert lab_brief(cast.ana, lab).classification == "Chatham House"
    Report.objects.update(confidentiality="restricted")
    assert lab_brief(cast.ana, lab).classification == "restricted"


def test_a_footnote_names_document_and_page(cast: Cast, lab: Lab) -> None:
    take_all(cast, lab)
    Report.objects.update(name="kenya-vnr-2026.pdf")
    LabQuote.objects.update(page=34)
    (part,) = lab_brief(cast.ana, lab).parts
    assert part.points[0].quotes[0].source == "Kenya, Voluntary National Review 2026, p. 34 (kenya-vnr-2026.txt)"
    assert part.points[0].quotes[0].text in KENYA
    LabQuote.objects.update(page=0, paragraph=5)
    (part,) = lab_brief(cast.ana, lab).parts
    assert part.points[0].quotes[0].source == "Kenya, Voluntary National Review 2026, para. 5 (kenya-vnr-2026.txt)"
