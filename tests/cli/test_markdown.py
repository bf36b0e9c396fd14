"""A reading as Markdown for a mail."""

from __future__ import annotations

from dataclasses import replace

from secretariat.cli.markdown import markdown
from secretariat.reading.findings import ActionPoint
from tests.cli.readings import HERE, bare, harbour_board

HARBOUR_BOARD = """\
# Harbour Board, third meeting

14 March 2023, 09:30–12:00 (UTC) · hybrid, Port Said · Harbour Board

## Participants (2)

- **Amal Haddad**, Director, Ports Authority, chair
- **Jonas Weber**, Shipowners' Union

## Apologies (1)

- **Li Na**, Customs

## Agenda

- 1 Opening
- 2 Dredging

## 1 decision

1. The Board approved the dredging plan. *(consensus · proposed by Ports Authority)*

## 3 action points: 2 without an owner

1. Send the plan to the ministry.\x20\x20
   Amal Haddad · by Friday
2. Survey the northern basin.\x20\x20
   *to be assigned* · by end of June (30 June 2023)
3. Remain in touch with the pilots.\x20\x20
   *to be assigned* · standing · Dredging

## Figures

- **30 million dollars** cost of dredging (as of 1 January 2023)

## Open questions

- Who pays for the buoys?

## Earlier actions

- Buy a tug. *(done)*

## To check

- The title says 14 March and the text 15 March.
"""


def test_it_writes_headings_and_lists() -> None:
    assert markdown(harbour_board(), "board.pdf") == HARBOUR_BOARD


def test_it_keeps_words_from_turning_into_marks() -> None:
    action = ActionPoint("# Read *all* of <b>it</b> [here](x) `now`\x1b[1m", HERE)
    text = markdown(replace(bare(), action_points=(action,)), "a.txt")
    assert r"1. \# Read \*all\* of \<b\>it\</b\> \[here\](x) \`now\`" in text
    assert "\x1b" not in text


def test_it_is_named_for_the_file_where_the_record_has_no_title() -> None:
    assert markdown(bare(), "a_b.txt").startswith("# a\\_b.txt\n")
