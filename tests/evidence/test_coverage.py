"""What reports address: a cell each, and counts that leave out what is not known."""

from __future__ import annotations

import pytest

from secretariat.evidence import selectors
from secretariat.evidence.axes import OBJECTIVES, TARGETS, axis, axis_of, languages, offered
from secretariat.evidence.coverage import Grid, Reach, Share, grid, reviewed, tallies
from secretariat.evidence.frameworks import find
from secretariat.evidence.models import Collection, Passage, PassageLabel, Report
from secretariat.network.models import User
from tests.cast import Cast
from tests.evidence.cast import FRANCE, KENYA, SILENT, examine_into, make_collection, make_report

MIXED = """Voluntary National Review 2026

Republic of Ghana

1. Health

Refugees and migrants have access to primary health care without fees since 2024.

Refugees in the two camps have access to primary health care without fees since 2024.
"""


@pytest.fixture
def collection(cast: Cast) -> Collection:
    """Reports of Kenya, France and Iceland, the last silent on migration, one that could not be opened, one waiting."""
    made = make_collection(cast.ana)
    examine_into(make_report(made), KENYA)
    examine_into(make_report(made, FRANCE, "france.txt"), FRANCE)
    examine_into(make_report(made, SILENT, "iceland.txt"), SILENT)
    failed = make_report(made, "%PDF", "fiji.pdf")
    failed.state, failed.error_message = Report.State.FAILED, "This PDF is damaged."
    failed.save()
    make_report(made, "later", "later.txt")
    return made


def drawn(actor: User, collection: Collection, along: str = OBJECTIVES, subject: str = "") -> Grid:
    rows = selectors.reports(actor, collection)
    chosen = axis(along)
    return grid(rows, chosen.codes, tallies(actor, rows, chosen, subject), languages())


def reaches(found: Grid, code: str) -> dict[str, str]:
    place = [one.code for one in found.codes].index(code)
    return {row.report.name: row.cells[place].reach.value for row in found.rows}


def share(found: Grid, code: str) -> Share:
    return next(one for one in found.shares if one.code.code == code)


def test_it_tells_action_mention_silence_and_what_is_not_known_apart(cast: Cast, collection: Collection) -> None:
    assert reaches(drawn(cast.ana, collection), "6") == {
        "kenya-vnr-2026.txt": "action",
        "france.txt": "silent",
        "iceland.txt": "silent",
        "fiji.pdf": "unreadable",
        "later.txt": "pending",
    }


def test_it_counts_of_how_many_reports_it_is_known(cast: Cast, collection: Collection) -> None:
    counted = share(drawn(cast.ana, collection), "6")
    assert (counted.addressed, counted.known, counted.left_out, counted.total) == (1, 3, 2, 5)


def test_it_never_calls_a_report_silent_of_which_a_page_was_not_read(cast: Cast, collection: Collection) -> None:
    Report.objects.filter(name__in=["iceland.txt", "kenya-vnr-2026.txt"]).update(without_text=[3])
    found = drawn(cast.ana, collection)
    assert reaches(found, "6")["iceland.txt"] == "unreadable"
    assert reaches(found, "6")["kenya-vnr-2026.txt"] == "action"
    assert (share(found, "6").addressed, share(found, "6").known) == (1, 2)


@pytest.mark.parametrize("language", ["", "pt"])
def test_it_never_calls_a_report_silent_in_whose_language_there_are_no_terms(
    cast: Cast, collection: Collection, language: str
) -> None:
    Report.objects.filter(name="iceland.txt").update(language=language)
    assert reaches(drawn(cast.ana, collection), "6")["iceland.txt"] == "unreadable"


def test_it_shows_the_farthest_and_keeps_the_rest_beside_it(cast: Cast, collection: Collection) -> None:
    kenya = Passage.objects.filter(report__name="kenya-vnr-2026.txt")
    action, promise = kenya.get(stance="action"), kenya.get(stance="commitment")
    PassageLabel.objects.get_or_create(passage=promise, framework="gcm", code="6", defaults={"score": 0.5})
    (cell,) = (row.cells[5] for row in drawn(cast.ana, collection).rows if row.report.pk == action.report_id)
    assert (cell.reach, cell.stances) == (Reach.ACTION, (("action", 1), ("commitment", 1)))


def test_it_does_not_count_what_people_rejected(cast: Cast, collection: Collection) -> None:
    Passage.objects.filter(stance="action").update(standing="rejected")
    assert reaches(drawn(cast.ana, collection), "6")["kenya-vnr-2026.txt"] != "action"


def test_it_counts_a_good_practice_as_an_action(cast: Cast, collection: Collection) -> None:
    Passage.objects.filter(stance="action").update(stance="practice")
    assert reaches(drawn(cast.ana, collection), "6")["kenya-vnr-2026.txt"] == "action"


def test_it_counts_passages_on_refugees_alone_for_no_objective(cast: Cast) -> None:
    made = make_collection(cast.ana)
    report = examine_into(make_report(made, MIXED, "ghana.txt"), MIXED)
    mixed, alone = report.passages.all()
    assert (mixed.subjects, alone.subjects) == (["refugees", "migrants"], ["refugees"])
    PassageLabel.objects.create(passage=alone, framework="gcm", code="23", score=0.9)
    found = drawn(cast.ana, made)
    assert (reaches(found, "15")["ghana.txt"], reaches(found, "23")["ghana.txt"]) == ("action", "silent")
    Passage.objects.filter(pk=mixed.pk).update(subjects=["refugees"])  # as where a person says that it is
    assert reaches(drawn(cast.ana, made), "15")["ghana.txt"] == "silent"


def test_it_says_how_many_reports_address_a_target_for_refugees_alone(cast: Cast) -> None:
    made = make_collection(cast.ana)
    report = examine_into(make_report(made, MIXED, "ghana.txt"), MIXED)
    report.passages.update(subject="refugees")
    PassageLabel.objects.get_or_create(passage=report.passages.all()[1], framework="sdg", code="3.8")
    found = share(drawn(cast.ana, made, TARGETS), "3.8")
    assert (found.addressed, found.refugees_alone) == (1, 1)
    assert share(drawn(cast.ana, made, TARGETS, "migrants"), "3.8").addressed == 0


def test_it_asks_once_however_many_reports_there_are(
    cast: Cast, collection: Collection, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    rows, along = selectors.reports(cast.ana, collection), axis(OBJECTIVES)
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert tallies(cast.ana, rows, along)


def test_it_says_how_many_passages_people_decided_on(cast: Cast, collection: Collection) -> None:
    rows = selectors.reports(cast.ana, collection)
    everything = Passage.objects.count()
    Passage.objects.filter(stance="action").update(standing="accepted")
    Passage.objects.filter(stance="mention").update(standing="rejected")
    found = reviewed(cast.ana, rows)
    assert (found.judged, found.passages) == (2, everything - 1)


def test_it_counts_only_what_one_may_read(cast: Cast, collection: Collection) -> None:
    Report.objects.filter(name="kenya-vnr-2026.txt").update(confidentiality="restricted")
    assert "kenya-vnr-2026.txt" not in reaches(drawn(cast.rita, collection), "6")
    Report.objects.update(confidentiality="network")
    Passage.objects.filter(stance="action").update(confidentiality="restricted")
    assert reaches(drawn(cast.rita, collection), "6")["kenya-vnr-2026.txt"] == "commitment"


def test_it_looks_along_principles_only_where_a_passage_has_one(cast: Cast, collection: Collection) -> None:
    assert offered() == ["objectives", "targets"]
    passage = selectors.passages(cast.ana).filter(report__collection=collection)[0]
    PassageLabel.objects.create(passage=passage, framework="gcm", code="P.f")
    assert offered() == ["objectives", "targets", "principles"]


@pytest.mark.parametrize(
    ("code", "along"), [("gcm:6", "objectives"), ("sdg:8.8", "targets"), ("gcm:P.f", "principles")]
)
def test_it_knows_along_what_a_code_stands(code: str, along: str) -> None:
    found = find(code)
    assert found is not None
    assert axis_of(found).key == along
    assert found in axis_of(found).codes


def test_it_groups_targets_by_how_near_migration_they_are() -> None:
    groups = axis(TARGETS).groups
    assert [str(group.label) for group in groups] == ["Core", "Explicit", "Related"]
    assert [code.code for code in groups[0].codes] == ["10.7"]
