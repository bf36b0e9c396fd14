"""One State over the years: what it promised, and what it told later on the same code."""

from __future__ import annotations

import pytest

from secretariat.evidence.axes import OBJECTIVES, axis
from secretariat.evidence.coverage import Reach
from secretariat.evidence.models import Passage, PassageLabel, Report
from secretariat.evidence.quotes import joined
from secretariat.evidence.states import account, passages_of_stance, standings, years_named
from tests.cast import Cast
from tests.evidence.cast import KENYA, SILENT, examine_into, make_collection, make_report

EARLIER = """Voluntary National Review 2022

Republic of Kenya

1. Labour migration

By 2025 the Government will ban recruitment fees for migrant workers and license recruitment agencies.
"""


@pytest.fixture
def kenya(cast: Cast) -> tuple[Report, Report]:
    """What Kenya promised on recruitment in 2022, and what it tells in 2026."""
    earlier = examine_into(make_report(make_collection(cast.ana, "2022"), EARLIER, "kenya-2022.txt"), EARLIER)
    return earlier, examine_into(make_report(make_collection(cast.ana)), KENYA)


def followed(cast: Cast) -> list[tuple[str, int, list[tuple[int, str]]]]:
    found = account(cast.ana, "KEN", axis(OBJECTIVES))
    return [
        (
            promise.code.code,
            promise.made.report.year or 0,
            [(later.report.year or 0, later.cell.reach.value) for later in promise.later],
        )
        for promise in found.promises
    ]


@pytest.mark.usefixtures("kenya")
def test_it_puts_what_was_told_later_beside_what_was_promised(cast: Cast) -> None:
    assert ("6", 2022, [(2026, "action")]) in followed(cast)


def test_it_keeps_the_words_of_both(cast: Cast, kenya: tuple[Report, Report]) -> None:
    promise = next(one for one in account(cast.ana, "KEN", axis(OBJECTIVES)).promises if one.code.code == "6")
    texts = [label.passage.text for label in (promise.made.labels[0], promise.later[0].labels[0])]
    assert texts == [kenya[0].passages.get().text, kenya[1].passages.get(stance="action").text]


def test_it_says_that_a_later_report_is_silent_or_was_not_read(cast: Cast, kenya: tuple[Report, Report]) -> None:
    PassageLabel.objects.filter(passage__report=kenya[1]).delete()
    assert ("6", 2022, [(2026, "silent")]) in followed(cast)
    Report.objects.filter(pk=kenya[1].pk).update(unreadable=[2])
    assert ("6", 2022, [(2026, "unreadable")]) in followed(cast)


def test_it_follows_nothing_up_in_a_report_of_no_known_year(cast: Cast, kenya: tuple[Report, Report]) -> None:
    Report.objects.filter(pk=kenya[0].pk).update(year=None)
    assert followed(cast) == []


def test_it_shows_the_strongest_passage_first(cast: Cast, kenya: tuple[Report, Report]) -> None:
    for passage in kenya[1].passages.filter(subject="migrants"):
        PassageLabel.objects.update_or_create(passage=passage, framework="gcm", code="6", defaults={"score": 0.9})
    line = next(one for one in account(cast.ana, "KEN", axis(OBJECTIVES)).lines if one.code.code == "6")
    assert [label.passage.stance for label in line.columns[1].labels] == ["action", "commitment", "mention"]


def test_it_tells_reports_of_one_state_together_by_the_farthest(cast: Cast, kenya: tuple[Report, Report]) -> None:
    (state,) = standings(cast.ana, axis(OBJECTIVES))
    assert (state.country, state.years, state.not_read) == ("KEN", [2022, 2026], 0)
    assert state.reaches[Reach.ACTION] >= 1
    assert Reach.UNREADABLE not in state.reaches
    Report.objects.filter(pk=kenya[0].pk).update(unreadable=[1])
    (state,) = standings(cast.ana, axis(OBJECTIVES))
    assert (state.reaches.get(Reach.SILENT, 0), state.not_read) == (0, 1)


def test_it_lists_no_state_of_which_one_may_read_nothing(cast: Cast) -> None:
    examine_into(make_report(make_collection(cast.ana, opened=False), SILENT, "iceland.txt"), SILENT)
    assert [state.country for state in standings(cast.ana, axis(OBJECTIVES))] == ["ISL"]
    assert standings(cast.rita, axis(OBJECTIVES)) == []
    assert account(cast.rita, "ISL", axis(OBJECTIVES)).reports == ()


def test_it_returns_the_commitments_of_a_state_latest_report_first(cast: Cast, kenya: tuple[Report, Report]) -> None:
    found = passages_of_stance(cast.ana, "KEN", "commitment")
    assert [passage.report_id for passage in found] == [kenya[1].pk, kenya[0].pk]
    Passage.objects.filter(report=kenya[1]).update(standing="rejected")
    assert [passage.report_id for passage in found.all()] == [kenya[0].pk]


@pytest.mark.parametrize(
    ("text", "since", "years"),
    [
        ("By 2028 and at the latest by 2030 all will be registered.", 2026, [2028, 2030]),
        ("In 2019 it was planned.", 2026, []),
        ("12026 people and 2028", 2026, [2028]),
        ("بحلول عام ٢٠٣٠", 2026, [2030]),
        ("By 2028.", None, []),
    ],
)
def test_it_finds_the_years_that_a_commitment_names(text: str, since: int | None, years: list[int]) -> None:
    assert years_named(text, since) == years


def test_it_reads_words_whole_that_a_line_end_broke() -> None:
    assert joined("recruit\x02\r\nment fees for mig\ufffe\nrant\nworkers") == "recruitment fees for migrant workers"
