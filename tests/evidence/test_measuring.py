"""How far the coders of a collection agree, and what they said as a file that the engine is measured by."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.gold import corrected
from secretariat.evidence import judging
from secretariat.evidence.corrections import COLUMNS, as_lines, corrections, flat
from secretariat.evidence.measuring import KEPT, STANCE, coders, measures, pairs
from secretariat.evidence.models import Collection, Passage
from tests.cast import Cast
from tests.evidence.cast import examine_into, make_collection, make_report


@pytest.fixture
def collection(cast: Cast) -> Collection:
    """Return a collection in which Ana and Ben coded three passages each, two of them the same, and differ on one."""
    made = make_collection(cast.ana)
    examine_into(make_report(made))
    first, second, third, fourth = passages(made)
    for coder, one, verdict in (
        (cast.ana, first, "accept"),
        (cast.ana, second, "accept"),
        (cast.ana, third, "reject"),
        (cast.ben, first, "accept"),
        (cast.ben, third, "accept"),
        (cast.ben, fourth, "accept"),
    ):
        judging.judge(coder, passage=one, verdict=verdict)
    return made


def passages(collection: Collection) -> list[Passage]:
    return list(Passage.objects.filter(report__collection=collection).order_by("start"))


def test_it_compares_what_two_coded_both(cast: Cast, collection: Collection) -> None:
    ana, ben = coders(cast.ana, collection)
    first, _second, third, _fourth = passages(collection)
    assert pairs(KEPT, ana, ben) == {first.pk: ("kept", "kept"), third.pk: ("rejected", "kept")}
    assert pairs(STANCE, ana, ben) == {first.pk: ("action", "action")}


def test_it_measures_stance_subject_and_each_code(cast: Cast, collection: Collection) -> None:
    found = {one.key: one for one in measures(coders(cast.ana, collection))}
    assert list(found)[:3] == ["kept", "stance", "subject"]
    assert "gcm:6" in found
    assert (found[KEPT].alpha.n, found[KEPT].kappas[0].n, found[KEPT].kappas[0].observed) == (2, 2, 0.5)
    assert found[KEPT].kappas[0].value == pytest.approx(0.0)


def test_it_goes_on_counting_how_a_coder_coded_before_they_gave_in(cast: Cast, collection: Collection) -> None:
    third = passages(collection)[2]
    judging.judge(cast.ana, passage=third, verdict="accept")
    ana, ben = coders(cast.ana, collection)
    assert pairs(KEPT, ana, ben)[third.pk] == ("rejected", "kept")


def test_it_leaves_out_who_had_the_other_in_sight(cast: Cast, collection: Collection) -> None:
    ana, ben = coders(cast.ana, collection, unseen=True)
    assert (len(ana.codings), len(ben.codings)) == (3, 1)


def test_it_hands_out_what_the_engine_said_beside_what_people_said(cast: Cast, collection: Collection) -> None:
    first, second, third, fourth = corrections(cast.ana, collection)
    assert first["standing"] == "accepted"
    assert first["people"] == first["machine"]
    assert third["standing"] == "disputed"
    assert third["people"] is None
    assert [(one["coder"], one["verdict"]) for one in third["verdicts"]] == [(1, "reject"), (2, "accept")]  # type: ignore[attr-defined]
    assert (second["language"], second["country"], second["page"], fourth["text"]) == (
        "en",
        "KEN",
        None,
        passages(collection)[3].text,
    )
    assert "Ana" not in json.dumps([first, second, third, fourth])


def test_it_puts_corrections_into_a_table(cast: Cast, collection: Collection) -> None:
    row = dict(zip(COLUMNS, flat(next(corrections(cast.ana, collection))), strict=True))
    assert (row["machine_stance"], row["people_stance"], row["verdicts"]) == ("action", "action", "1:accept;2:accept")
    assert "gcm:6" in str(row["people_codes"]).split(";")


def test_it_measures_the_engine_by_corrections(cast: Cast, collection: Collection, tmp_path: Path) -> None:
    judging.judge(cast.ben, passage=passages(collection)[2], verdict="reject")
    path = tmp_path / "corrections.jsonl"
    path.write_bytes(as_lines(corrections(cast.ana, collection)))
    rows = corrected(path)
    assert [row.subject for row in rows] == ["migrants", "migrants", "none", "refugees"]
    assert rows[0].stance == "action"
    assert "6" in rows[0].objectives
