"""What coders say of passages: one, two who agree, two who differ, a further look, and all of it taken back."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import pytest

from secretariat.evidence import judging
from secretariat.evidence.models import Judgement, Passage, Report, Standing
from secretariat.history.models import Event
from secretariat.history.refusals import Conflict, NotAllowed, Refused
from secretariat.network.models import Role, User
from tests.cast import Cast
from tests.evidence.cast import KENYA, examine_into, make_collection, make_report

CORRECTED: dict[str, Any] = {
    "verdict": "correct",
    "subject": "migrants",
    "stance": "practice",
    "codes": ["gcm:6", "gcm:22"],
}


@dataclass(frozen=True)
class Said:
    """What a passage says now."""

    standing: str
    subject: str
    stance: str
    codes: dict[str, float | None]


def said(passage: Passage) -> Said:
    row = Passage.objects.get(pk=passage.pk)
    return Said(row.standing, row.subject, row.stance, {str(label): label.score for label in row.labels.all()})


@pytest.fixture
def report(cast: Cast) -> Report:
    return examine_into(make_report(make_collection(cast.ana)))


@pytest.fixture
def passage(report: Report) -> Passage:
    """Return the passage on recruitment agencies: an action, on decent work."""
    return report.passages.get(text__contains="recruitment agencies")


@pytest.fixture
def refugees(report: Report) -> Passage:
    return report.passages.get(subject="refugees")


@pytest.fixture
def cleo(cast: Cast) -> User:  # noqa: ARG001 - asks for the database
    return User.objects.create(email="cleo@example.org", name="Cleo", role=Role.SECRETARIAT)


def test_it_accepts_what_the_engine_said_and_keeps_its_scores(cast: Cast, passage: Passage) -> None:
    before = said(passage)
    judging.judge(cast.ana, passage=passage, verdict="accept")
    assert "gcm:6" in before.codes
    assert said(passage) == Said(**{**asdict(before), "standing": "accepted"})


def test_it_takes_over_what_a_person_said_and_gives_their_codes_no_score(cast: Cast, passage: Passage) -> None:
    engine = said(passage).codes["gcm:6"]
    judging.judge(cast.ana, passage=passage, **CORRECTED)
    assert said(passage) == Said("corrected", "migrants", "practice", {"gcm:6": engine, "gcm:22": None})


def test_it_leaves_a_rejected_passage_as_the_engine_gave_it(cast: Cast, passage: Passage) -> None:
    before = said(passage)
    judging.judge(cast.ana, passage=passage, **CORRECTED)
    judging.judge(cast.ana, passage=passage, verdict="reject", note="Of birds.")
    assert said(passage) == Said(**{**asdict(before), "standing": "rejected"})
    row = Judgement.objects.get()
    assert (row.verdict, row.subject, row.codes, row.note) == ("reject", "", [], "Of birds.")


def test_it_takes_a_correction_that_changes_nothing_as_an_acceptance(cast: Cast, passage: Passage) -> None:
    now = said(passage)
    judging.judge(cast.ana, passage=passage, verdict="correct", subject=now.subject, stance=now.stance, codes=now.codes)
    assert said(passage).standing == "accepted"


def test_it_keeps_saying_what_the_first_coder_said_while_two_differ(cast: Cast, passage: Passage) -> None:
    judging.judge(cast.ana, passage=passage, **CORRECTED)
    judging.judge(cast.ben, passage=passage, verdict="accept")
    assert (said(passage).standing, said(passage).stance) == ("disputed", "practice")


@pytest.mark.parametrize(
    "second",
    [
        {**CORRECTED, "stance": "action"},
        {**CORRECTED, "subject": "remittances"},
        {**CORRECTED, "codes": ["gcm:6"]},
        {"verdict": "reject"},
    ],
)
def test_it_sees_in_what_two_coders_differ(cast: Cast, passage: Passage, second: dict[str, Any]) -> None:
    judging.judge(cast.ana, passage=passage, **CORRECTED)
    judging.judge(cast.ben, passage=passage, **second)
    assert said(passage).standing == "disputed"


def test_it_takes_two_who_say_the_same_as_one(cast: Cast, passage: Passage) -> None:
    for coder in (cast.ana, cast.ben):
        judging.judge(coder, passage=passage, **{**CORRECTED, "codes": ["gcm:22", "gcm:6", "gcm:6"]})
    assert said(passage).standing == "corrected"


def test_it_ends_a_dispute_when_one_coder_changes_their_mind(cast: Cast, passage: Passage) -> None:
    judging.judge(cast.ana, passage=passage, verdict="accept")
    judging.judge(cast.ben, passage=passage, **CORRECTED)
    judging.judge(cast.ana, passage=passage, **CORRECTED)
    assert (said(passage).standing, Judgement.objects.count()) == ("corrected", 2)


def test_it_keeps_for_agreement_how_each_coded_before_they_heard_of_the_other(cast: Cast, passage: Passage) -> None:
    judging.judge(cast.ana, passage=passage, verdict="reject")
    judging.judge(cast.ana, passage=passage, verdict="accept")
    judging.judge(cast.ben, passage=passage, **CORRECTED)
    judging.judge(cast.ana, passage=passage, **CORRECTED)
    first = Judgement.objects.get(coder=cast.ana).first
    assert (first["verdict"], first["stance"], first["unseen"]) == ("accept", "action", True)
    assert Judgement.objects.get(coder=cast.ben).first["unseen"] is False


def test_it_knows_who_coded_without_sight_of_the_first(cast: Cast, passage: Passage) -> None:
    judging.judge(cast.ana, passage=passage, **CORRECTED)
    blind = judging.state_of(passage, cast.ben, blind=True)
    judging.judge(cast.ben, passage=passage, verdict="accept", seen=blind)
    assert Judgement.objects.get(coder=cast.ben).first["unseen"] is True


def test_it_settles_a_dispute_by_a_third_look(cast: Cast, passage: Passage, cleo: User) -> None:
    judging.judge(cast.ana, passage=passage, verdict="reject")
    judging.judge(cast.ben, passage=passage, verdict="accept")
    judging.settle(cleo, passage=passage, **CORRECTED)
    assert (said(passage).standing, said(passage).stance) == ("corrected", "practice")
    assert Judgement.objects.get(coder=cleo).first == {}
    judging.withdraw(cleo, passage=passage)
    assert said(passage).standing == "disputed"


def test_it_disputes_a_settlement_anew_when_somebody_differs_later(cast: Cast, passage: Passage, cleo: User) -> None:
    judging.judge(cast.ana, passage=passage, verdict="reject")
    judging.judge(cast.ben, passage=passage, verdict="accept")
    judging.settle(cast.ana, passage=passage, **CORRECTED)
    judging.judge(cleo, passage=passage, verdict="accept")
    assert (said(passage).standing, said(passage).stance) == ("disputed", "practice")


def test_it_leaves_the_first_coding_when_a_coder_takes_their_settlement_back(cast: Cast, passage: Passage) -> None:
    judging.judge(cast.ana, passage=passage, verdict="reject")
    judging.judge(cast.ben, passage=passage, verdict="accept")
    judging.settle(cast.ana, passage=passage, verdict="accept")
    assert said(passage).standing == "accepted"
    judging.withdraw(cast.ana, passage=passage)
    assert (said(passage).standing, Judgement.objects.get(coder=cast.ana).verdict) == ("disputed", "reject")


def test_it_settles_nothing_where_nobody_differs(cast: Cast, passage: Passage) -> None:
    judging.judge(cast.ana, passage=passage, verdict="accept")
    with pytest.raises(Refused, match="Nobody differs"):
        judging.settle(cast.ben, passage=passage, verdict="reject")


def test_it_goes_back_to_what_the_engine_said_when_no_judgement_is_left(cast: Cast, passage: Passage) -> None:
    before = said(passage)
    judging.judge(cast.ana, passage=passage, **CORRECTED)
    judging.judge(cast.ben, passage=passage, verdict="reject")
    judging.withdraw(cast.ana, passage=passage)
    assert said(passage).standing == "rejected"
    judging.withdraw(cast.ben, passage=passage)
    assert said(passage) == before
    with pytest.raises(Refused, match="no judgement"):
        judging.withdraw(cast.ben, passage=passage)


def test_it_tells_the_history_what_changed_and_who_said_what(cast: Cast, passage: Passage) -> None:
    judging.judge(cast.ana, passage=passage, verdict="accept")
    judging.judge(cast.ana, passage=passage, **CORRECTED)
    first, second = Event.objects.filter(object_type="evidence.passage").order_by("id")
    assert (first.verb, first.data["changed"]) == (
        "judge",
        {"standing": ["proposed", "accepted"], "verdict": ["", "accept"]},
    )
    assert second.data["changed"]["stance"] == ["action", "practice"]
    assert second.data["judgement"]["before"]["verdict"] == "accept"
    assert second.data["judgement"]["after"]["codes"] == ["gcm:6", "gcm:22"]


def test_it_gives_a_passage_on_refugees_alone_no_code_of_the_compact(cast: Cast, refugees: Passage) -> None:
    wrong: dict[str, Any] = {"verdict": "correct", "subject": "refugees", "stance": "situation", "codes": ["gcm:15"]}
    with pytest.raises(Refused, match="on refugees alone"):
        judging.judge(cast.ana, passage=refugees, **wrong)
    judging.judge(cast.ana, passage=refugees, **{**wrong, "subject": "migrants"})
    assert said(refugees).codes == {"gcm:15": None}


def test_it_takes_the_codes_of_the_compact_off_who_says_refugees(cast: Cast, passage: Passage) -> None:
    with pytest.raises(Refused, match="on refugees alone"):
        judging.judge(cast.ana, passage=passage, **{**CORRECTED, "subject": "refugees"})
    judging.judge(cast.ana, passage=passage, **{**CORRECTED, "subject": "refugees", "codes": ["sdg:8.8"]})
    assert Passage.objects.get(pk=passage.pk).subjects == ["refugees"]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"verdict": "maybe"}, "unknown_verdict"),
        ({**CORRECTED, "subject": "birds"}, "unknown_subject"),
        ({**CORRECTED, "stance": "sure"}, "unknown_stance"),
        ({**CORRECTED, "codes": ["gcm:24"]}, "unknown_code"),
        ({**CORRECTED, "codes": ["harbour:1"]}, "unknown_code"),
    ],
)
def test_it_refuses_what_there_is_not(cast: Cast, passage: Passage, wrong: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        judging.judge(cast.ana, passage=passage, **wrong)
    assert refused.value.code == code
    assert not Event.objects.filter(object_type="evidence.passage").exists()


def test_it_refuses_who_may_not_review(cast: Cast, passage: Passage) -> None:
    for who in (cast.farid, cast.rita, cast.gone):
        with pytest.raises(NotAllowed):
            judging.judge(who, passage=passage, verdict="accept")
        with pytest.raises(NotAllowed):
            judging.withdraw(who, passage=passage)


def test_it_refuses_who_saw_something_else(cast: Cast, passage: Passage) -> None:
    seen = judging.state_of(passage, cast.ben)
    judging.judge(cast.ana, passage=passage, verdict="accept")
    with pytest.raises(Conflict, match="changed meanwhile"):
        judging.judge(cast.ben, passage=passage, verdict="reject", seen=seen)


def test_it_refuses_who_saw_what_the_engine_said_before(cast: Cast, report: Report, passage: Passage) -> None:
    seen = judging.state_of(passage, cast.ana, blind=True)
    examine_into(report, KENYA.replace("and banned recruitment fees ", ""))
    again = report.passages.get(text__contains="recruitment agencies")
    with pytest.raises(Conflict):
        judging.judge(cast.ana, passage=again, verdict="accept", seen=seen)


def test_it_keeps_what_people_said_when_the_report_is_examined_again(
    cast: Cast, report: Report, passage: Passage
) -> None:
    judging.judge(cast.ana, passage=passage, **CORRECTED)
    before = said(passage)
    examine_into(report)
    assert said(passage) == before
    assert before.standing == Standing.CORRECTED
