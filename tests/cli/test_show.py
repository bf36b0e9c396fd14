"""What a reading looks like on a terminal."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from rich.console import Console

from secretariat.cli.overview import row_of
from secretariat.cli.show import show, show_overview
from secretariat.reading.findings import Meeting, Reading
from tests.cli.readings import bare, harbour_board, unassigned

Shown = Callable[..., str]

HARBOUR_BOARD = """\
Harbour Board, third meeting
14 March 2023, 09:30–12:00 (UTC) · hybrid, Port Said · Harbour Board
board.pdf · 2 pages · English

3 participants
  present (2)
  Amal Haddad  Director, Ports Authority  chair
  Jonas Weber  Shipowners' Union
  apologies (1)
  Li Na  Customs

2 agenda items
  1 Opening
  2 Dredging

1 decision
  1 The Board approved the dredging plan.
    consensus · proposed by Ports Authority · p. 1

3 action points: 2 without an owner
  1 Send the plan to the ministry.
    Amal Haddad · by Friday · p. 1
  2 Survey the northern basin.
    to be assigned · by end of June (30 June 2023) · p. 1
  Dredging
  3 Remain in touch with the pilots.
    to be assigned · standing · p. 1

1 figure
  30 million dollars  cost of dredging (as of 1 January 2023)

1 open question
  - Who pays for the buoys?

1 earlier action reported on
  - Buy a tug.
    done · Customs

2 statements that bind nobody
   1 noted, 1 suggested

1 thing to check
  ! The title says 14 March and the text 15 March.
"""


@pytest.fixture
def shown() -> Shown:
    def print_it(reading: Reading, *, width: int = 100, colour: bool = False) -> str:
        out = Console(file=io.StringIO(), width=width, highlight=False, markup=False, force_terminal=colour)
        show(reading, "board.pdf", out)
        assert isinstance(out.file, io.StringIO)
        return out.file.getvalue().replace("\N{NO-BREAK SPACE}", " ")

    return print_it


def test_it_shows_everything_that_the_record_holds(shown: Shown) -> None:
    assert shown(harbour_board()) == HARBOUR_BOARD


def test_it_says_what_the_record_does_not_give(shown: Shown) -> None:
    assert "does not give: the date of the meeting; who took part; any decision" in shown(bare())


@pytest.mark.parametrize(
    ("count", "line"),
    [
        (0, "No action points"),
        (1, "1 action point: without an owner, without a date"),
        (10, "10 action points: none has an owner, none has a date"),
    ],
)
def test_it_counts_what_is_missing(shown: Shown, count: int, line: str) -> None:
    assert line in shown(unassigned(count)).splitlines()


@pytest.mark.parametrize("width", [20, 40, 59, 60, 100])
def test_it_keeps_within_the_terminal(shown: Shown, width: int) -> None:
    assert max(map(len, shown(harbour_board(), width=width).splitlines())) <= width


def test_it_uses_colour_on_a_terminal_only(shown: Shown) -> None:
    assert "\x1b[" in shown(harbour_board(), colour=True)
    assert "\x1b[" not in shown(harbour_board())


def test_it_lets_no_words_of_a_record_drive_the_terminal(shown: Shown) -> None:
    hostile = replace(bare(), meeting=Meeting(title="\x1b]0;owned\x07\x1b[2J [red]Board \x9b31m \u202egnp.exe"))
    text = shown(hostile)
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(text)
    assert "[red]Board" in text


def test_it_sets_many_records_side_by_side() -> None:
    out = Console(file=io.StringIO(), width=100, highlight=False, markup=False)
    show_overview([row_of(harbour_board(), "2023/board.pdf"), row_of(bare(), "note.txt")], out)
    assert isinstance(out.file, io.StringIO)
    assert [line.split() for line in out.file.getvalue().splitlines()] == [
        "Record Date People Decisions Actions No owner To check".split(),
        "2023/board.pdf 2023-03-14 3 1 3 2 1".split(),
        "note.txt no date 0 0 0 0 0".split(),
        "2 records 3 1 3 2 1".split(),
    ]
