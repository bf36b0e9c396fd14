"""What reports address, as tables: the grid, the counts, the years of a State, the shelf of practices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from secretariat.evidence.countries import country_name
from secretariat.evidence.coverage import Reach, Reviewed
from secretariat.evidence.models import Passage, PassageLabel, Report, Stance
from secretariat.evidence.quotes import joined

from .tables import Table

if TYPE_CHECKING:
    from secretariat.evidence.coverage import Cell, Grid, Share
    from secretariat.evidence.states import Account
    from secretariat.network.cells import Cell as TableCell


def grid_tables(grid: Grid, reviewed: Reviewed, day: date) -> list[Table]:
    """Return the grid, its counts, and what both stand on, as of ``day``."""
    return [grid_table(grid), shares_table(grid.shares, day), _basis(reviewed, day)]


def grid_table(grid: Grid) -> Table:
    """Return reports × codes; a cell says how far the report goes, and how many passages of which stance say so."""
    header = [*_report_header(), *(f"{code.code} {code.title}" for code in grid.codes)]
    rows = ([*report_cells(row.report), *map(_words, row.cells)] for row in grid.rows)
    return Table(_("Grid"), header, rows)


def shares_table(shares: Iterable[Share], day: date) -> Table:
    """Return for each code how many reports address it, of how many of which it is known, as of ``day``."""
    header = [_("Code"), _("Title"), _("Addressed"), _("Of"), *(str(reach.label) for reach in Reach)]
    header += [_("Mostly on refugees alone"), _("As of")]
    return Table(_("Counts"), header, (_share_row(share, day) for share in shares))


def _share_row(share: Share, day: date) -> list[TableCell]:
    reaches = [share.reaches.get(reach, 0) for reach in Reach]
    code = share.code
    return [code.code, code.title, share.addressed, share.known, *reaches, share.refugees_alone, day]


def account_table(account: Account, day: date) -> Table:
    """Return what the reports of a State say on each code: a row a passage, or one where there is none."""
    header = [_("Code"), _("Title"), *_report_header(), _("How far"), *_passage_header(), _("As of")]
    return Table(_("Years"), header, _account_rows(account, day))


def passages_table(name: str, passages: Iterable[Passage], day: date) -> Table:
    """Return passages with their report, page and codes."""
    header = [*_report_header(), *_passage_header(), _("Codes"), _("As of")]
    rows = ([*report_cells(one.report), *_passage_cells(one), _codes(one), day] for one in passages)
    return Table(name, header, rows)


def report_cells(report: Report) -> list[TableCell]:
    """Return what tells a report in a table."""
    name = country_name(report.country) if report.country else ""
    return [report.country, name, report.year, report.name, report.collection.title, report.language]


def _report_header() -> list[str]:
    return [_("ISO code"), _("State"), _("Year"), _("Document"), _("Collection"), _("Language")]


def _passage_header() -> list[str]:
    return [_("Page"), _("Section"), _("Stance"), _("Subject"), _("Passage"), _("Review")]


def _passage_cells(passage: Passage) -> list[TableCell]:
    return [
        passage.page or None,
        joined(passage.section),
        str(passage.get_stance_display()),
        str(passage.get_subject_display()),
        joined(passage.text),
        str(passage.get_standing_display()),
    ]


def _codes(passage: Passage) -> str:
    return "; ".join(map(str, passage.labels.all()))


def _account_rows(account: Account, day: date) -> Iterator[Sequence[TableCell]]:
    for line in account.lines:
        for column in line.columns:
            told = [line.code.code, line.code.title, *report_cells(column.report), str(column.cell.reach.label)]
            labels: Sequence[PassageLabel | None] = column.labels or (None,)
            for label in labels:
                yield [*told, *(_passage_cells(label.passage) if label else [None] * len(_passage_header())), day]


def _words(cell: Cell) -> str:
    told = ", ".join(f"{Stance(stance).label} {count}" for stance, count in cell.stances)
    return f"{cell.reach.label} ({told})" if told else str(cell.reach.label)


def _basis(reviewed: Reviewed, day: date) -> Table:
    rows: list[list[TableCell]] = [
        [_("As of"), day],
        [_("Passages"), reviewed.passages],
        [_("Reviewed by people"), reviewed.judged],
    ]
    return Table(_("Basis"), [_("What"), _("Value")], rows)
