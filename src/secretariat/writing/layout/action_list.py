"""A list of actions as of a day: what is open, grouped by the decision that it carries out."""

from __future__ import annotations

from collections.abc import Iterator

from ..dates import in_words
from ..documents import ActionGroup, ActionList, ListedAction, ListedDecision, Report
from ..labels import Labels, labels
from ..page import Block, Heading, Holds, Page, Paragraph, Run, Tone, clean, plain
from .heads import closing_notes, list_facts, page
from .tables import Cell, cell, due_cell, owner_cell, table


def action_list_page(document: ActionList) -> Page:
    """Return a list of actions as it stands on the page, a table a group."""
    words = labels(document.language)
    return page(document, tuple(_blocks(document, words)), words)


def _blocks(document: ActionList, words: Labels) -> Iterator[Block]:
    yield list_facts(document, words)
    if clean(document.subtitle):
        yield Paragraph(plain(document.subtitle), tone=Tone.LEAD)
    filled = [group for group in document.groups if group.lines]
    if not filled:
        yield Paragraph(plain(words.word("values", "nothing")))
    for group in filled:
        yield from _group(group, words)
    yield from closing_notes(document.notes, words)


def _group(group: ActionGroup, words: Labels) -> Iterator[Block]:
    if clean(group.heading):
        yield Heading(clean(group.heading))
    if group.decision:
        yield Paragraph(tuple(_decision(group.decision, words)), tone=Tone.LEAD)
    yield table(Holds.ACTIONS, [_row(line, words) for line in group.lines], words)


def _decision(line: ListedDecision, words: Labels) -> Iterator[Run]:
    label = " ".join(filter(None, (words.word("columns", "decision"), clean(line.decision.reference))))
    yield Run(f"{label}. ", strong=True)
    yield Run(clean(line.decision.text))
    told = ", ".join(filter(None, (clean(line.meeting), in_words(line.date, words) if line.date else "")))
    if told:
        yield Run(f" ({told})", quiet=True)


def _row(line: ListedAction, words: Labels) -> dict[str, Cell]:
    late = words.word("values", "overdue")
    status = clean(line.action.status)
    told = line.overdue and late.casefold() not in status.casefold()
    return {
        "number": cell(line.action.reference),
        "action": cell(line.action.text),
        "owner": owner_cell(line.action, words),
        "due": due_cell(line.action, words),
        "status": (*cell(status), *([(Run(late, strong=True),)] if told else [])),
        "reports": cell(*(_report(report, words) for report in line.reports)),
    }


def _report(report: Report, words: Labels) -> str:
    head = ", ".join(filter(None, (in_words(report.date, words) if report.date else "", clean(report.by))))
    return ": ".join(filter(None, (head, clean(report.text))))
