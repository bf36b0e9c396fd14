"""What is proposed for a lab: passages in, proposals out, in a fixed order, refugees apart."""

from __future__ import annotations

from secretariat.evidence.lab_proposals import Asks, Heard, Looked, Part, Proposal, coverage, named_year, proposed

PASSAGES = iter(range(1, 10_000))


def heard(
    country: str, stance: str, text: str = "Words.", *, codes: tuple[str, ...] = ("sdg:8.8",), **of: object
) -> Heard:
    number = next(PASSAGES)
    given = {"report": 1, "year": 2026, "subject": "migrants", "place": f"{number:05}", **of}
    return Heard(passage=number, country=country, text=text, stance=stance, codes=codes, **given)  # type: ignore[arg-type]


def of_kind(kind: str, *passages: Heard) -> list[Proposal]:
    return [one for one in proposed(passages, 2026) if one.kind == kind]


def test_it_invites_those_with_something_to_tell_before_those_who_ask() -> None:
    found = of_kind(
        "country",
        heard("AAA", "mention"),
        heard("BBB", "challenge"),
        heard("CCC", "commitment"),
        heard("DDD", "action"),
        heard("EEE", "practice"),
    )
    assert [one.country for one in found] == ["EEE", "DDD", "CCC", "BBB", "AAA"]
    assert [one.part for one in found] == [Part.OFFERS, Part.OFFERS, Part.OFFERS, Part.ASKS, Part.SPEAKS]


def test_it_gives_the_reason_for_each_state_as_counts_and_its_best_quotes() -> None:
    passages = [heard("KEN", "mention"), heard("KEN", "action"), heard("KEN", "practice"), heard("KEN", "action")]
    (kenya,) = of_kind("country", *passages)
    assert kenya.counts == {"practice": 1, "action": 2, "mention": 1}
    assert [one.stance for one in kenya.quotes] == ["practice", "action", "action"]


def test_what_people_accepted_comes_before_what_nobody_looked_at() -> None:
    unseen, accepted = heard("KEN", "practice", score=0.9), heard("GHA", "action", judged=True, score=0.4)
    assert [one.quotes[0] for one in of_kind("practice", unseen, accepted)] == [accepted, unseen]


def test_it_counts_refugees_apart_and_ranks_by_what_is_on_migrants() -> None:
    found = of_kind(
        "country",
        heard("JOR", "practice", subject="refugees"),
        heard("JOR", "practice", subject="refugees"),
        heard("KEN", "action"),
    )
    assert [one.country for one in found] == ["KEN", "JOR"]
    assert (found[1].counts, found[1].refugees) == ({}, {"practice": 2})


def test_a_practice_on_refugees_answers_no_question_on_migrants() -> None:
    (question,) = of_kind(
        "question", heard("KEN", "challenge"), heard("JOR", "practice", subject="refugees"), heard("KEN", "action")
    )
    assert (question.asks, question.states, question.others) == (Asks.GAP, ("KEN",), ())


def test_it_asks_once_for_each_code_with_those_who_might_answer() -> None:
    found = of_kind(
        "question",
        heard("KEN", "challenge", codes=("sdg:8.8", "sdg:10.7")),
        heard("GHA", "challenge"),
        heard("PHL", "practice"),
    )
    assert [(one.code, one.asks, one.states, one.others) for one in found] == [
        ("sdg:10.7", Asks.GAP, ("KEN",), ()),
        ("sdg:8.8", Asks.GAP_AND_PRACTICE, ("GHA", "KEN"), ("PHL",)),
    ]


def test_it_sorts_commitments_by_the_year_that_they_name() -> None:
    texts = ["Soon more will be done.", "By 2030 fees end.", "D'ici à 2027, douze centres ouvriront."]
    found = of_kind("commitment", *(heard("KEN", "commitment", text) for text in texts))
    assert [one.year for one in found] == [2027, 2030, None]


def test_it_asks_what_came_of_a_commitment_whose_year_has_gone_by() -> None:
    late = heard("KEN", "commitment", "By 2025 twelve centres will open.", year=2022)
    due = heard("KEN", "commitment", "By 2026 fees will end.", year=2022)
    found = of_kind("question", late, due)
    assert [(one.year, one.asks) for one in found] == [(2025, Asks.PAST_DUE), (2026, Asks.DUE)]


def test_it_takes_no_year_for_granted() -> None:
    assert named_year("In 2019 a law was passed.", 2022) is None
    assert named_year("By 2028 it will be done.", None) is None
    assert named_year("بحلول عام ٢٠٢٨ ستفتح", 2022) == 2028
    assert named_year("It will reach 9999 people.", 2022) is None


def test_a_report_is_silent_only_where_all_of_it_was_read() -> None:
    reports = [
        Looked(1, "speaks", "KEN", 2026, "examined", (4,)),
        Looked(2, "silent", "ISL", 2026, "examined"),
        Looked(3, "partly", "URY", 2026, "examined", (7, 9)),
        Looked(4, "failed", "MWI", 2026, "failed"),
        Looked(5, "waits", "FJI", 2026, "waiting"),
    ]
    found = coverage(reports, [heard("KEN", "action")])
    names = [
        [one.name for one in rows] for rows in (found.speaking, found.silent, found.partly, found.unread, found.waiting)
    ]
    assert names == [["speaks"], ["silent"], ["partly"], ["failed"], ["waits"]]
    assert [one.name for one in found.in_part] == ["speaks"]
    assert found.total == len(reports)


def test_the_same_passages_give_the_same_proposals_in_whatever_order_they_come() -> None:
    passages = [heard(state, stance) for state in ("KEN", "GHA") for stance in ("practice", "challenge", "commitment")]
    assert proposed(passages, 2026) == proposed(passages[::-1], 2026)
