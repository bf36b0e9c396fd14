"""What is uncertain: codes near the line, and the passages that have some, in the order of the queue."""

from __future__ import annotations

import pytest

from secretariat.reading.reports.doubts import doubtful, in_doubt
from secretariat.reading.reports.examine import CodeLabel, Examiner, Passage
from secretariat.reading.reports.labels import Label, Lean
from secretariat.reading.reports.lines import DOUBTS, doubt_records
from secretariat.reading.spans import Span
from tests.reading.scans import WORDS

HTML = f"<h1>Ghana: Voluntary National Review 2022</h1><h2>Migration</h2><p>{WORDS[0]}</p><p>{WORDS[1]}</p>".encode()


def passage(*scores: float, least: float = Lean.BALANCED.least) -> Passage:
    codes = [CodeLabel("gcm", Label(str(at), score, ("words",), ())) for at, score in enumerate(scores, 1)]
    sure = tuple(given for given in codes if given.label.score >= least)
    nearly = tuple(given for given in codes if given.label.score < least)
    return Passage(1, 1, "", "text", Span(0, 4), ("migrants",), sure, "mention", (), doubtful=nearly)


def test_it_doubts_codes_between_recall_and_precision() -> None:
    assert [given.label.score for given in doubtful(passage(0.9, 0.3, 0.69, 0.7))] == [0.69, 0.3]


def test_it_puts_the_code_nearest_to_the_line_first() -> None:
    far, near, sure, nearest = passage(0.31), passage(0.55, 0.3), passage(0.9), passage(0.49, 0.95)
    assert in_doubt([far, near, sure, nearest], 0.5) == [nearest, near, far]


@pytest.mark.parametrize("lean", list(Lean))
def test_it_keeps_codes_that_nearly_were_given_beside_those_that_were(lean: Lean) -> None:
    found = [one for one in Examiner(lean.least).examine(HTML, "ghana.html").passages if doubtful(one)]
    all_codes = Examiner(Lean.RECALL.least).examine(HTML, "ghana.html").passages
    assert found
    for one in found:
        assert all(given.label.score >= lean.least for given in one.labels)
        assert all(Lean.RECALL.least <= given.label.score < lean.least for given in one.doubtful)
        (same,) = (other for other in all_codes if other.span == one.span)
        assert {*one.labels, *one.doubtful} == {*same.labels}


def test_it_gives_the_records_of_the_queue_by_the_contract() -> None:
    found = Examiner().examine(HTML, "ghana.html")
    records = list(doubt_records(found, Lean.BALANCED.least))
    assert records
    for record in records:
        assert tuple(record) == tuple(DOUBTS)
        codes = record["doubtful"]
        assert isinstance(codes, list)
        for code in codes:
            assert set(code) == {"framework", "code", "score", "because", "given"}
            assert code["given"] == (code["score"] >= Lean.BALANCED.least)
            assert code["because"]
