"""A reading on a terminal: quiet, in one column, what is missing said first."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from secretariat.reading.findings import ActionPoint, Decision, Reading

from . import wording
from .overview import Row
from .terminal import safe

WIDEST = 100
NARROW = 60
HEAD = "bold"
FACT = "dim"
GAP = "yellow"
TROUBLE = "red"
COLUMNS: dict[str, Callable[[Row], int]] = {
    "People": lambda row: row.participants,
    "Decisions": lambda row: row.decisions,
    "Actions": lambda row: row.actions,
    "No owner": lambda row: row.unassigned,
    "To check": lambda row: row.problems,
}
NARROW_COLUMNS = ("Actions", "No owner")
GAPS = {"No owner", "To check"}


def console() -> Console:
    """Return the console of standard output: plain when piped, no wider than reads well."""
    if (sys.stdout.encoding or "").lower().replace("-", "") != "utf8":
        _replace_what_cannot_be_shown()
    out = Console(highlight=False, markup=False, emoji=False, soft_wrap=False)
    width = out.width if out.is_terminal or "COLUMNS" in out._environ else WIDEST  # noqa: SLF001
    out.width = min(width, WIDEST)
    return out


def _replace_what_cannot_be_shown() -> None:
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure:
        reconfigure(errors="replace")


def show(reading: Reading, name: str, out: Console) -> None:
    """Print one record."""
    _print(_parts(reading, name, narrow=out.width < NARROW), out)


def _print(parts: Iterable[RenderableType], out: Console) -> None:
    """Print ``parts``; where the lines are kept, without the spaces that fill them up."""
    if out.is_terminal:
        out.print(Group(*parts))
        return
    with out.capture() as captured:
        out.print(Group(*parts))
    for line in captured.get().splitlines():
        out.out(line.rstrip())


def _parts(reading: Reading, name: str, *, narrow: bool) -> Iterator[RenderableType]:
    yield from _head(reading, name)
    yield from _participants(reading, narrow=narrow)
    yield from _agenda(reading)
    yield from _decisions(reading)
    yield from _actions(reading)
    yield from _figures(reading, narrow=narrow)
    yield from _asides(reading)
    yield from _problems(reading)


def _head(reading: Reading, name: str) -> Iterator[RenderableType]:
    meeting = reading.meeting
    yield Text(_line(meeting.title or meeting.body or "A record without a title"), style=HEAD)
    facts = [wording.when(meeting), wording.where(meeting), meeting.body if meeting.title != meeting.body else ""]
    told = " · ".join(_line(fact) for fact in facts if fact)
    if told:
        yield Text(told)
    yield Text(_line(wording.file_facts(reading, name)), style=FACT)
    gaps = wording.header_gaps(reading)
    if gaps:
        yield Text(f"The record does not give: {'; '.join(gaps)}.", style=GAP)


def _heading(words: str, gap: str = "") -> Iterator[RenderableType]:
    yield Text()
    line = Text(words[:1].upper() + words[1:], style=HEAD)
    if gap:
        line.append(": " + gap, style=f"not bold {GAP}")
    yield line


def _participants(reading: Reading, *, narrow: bool) -> Iterator[RenderableType]:
    if not reading.participants:
        return
    groups = wording.attendances(reading)
    yield from _heading(wording.counted(len(reading.participants), "participant"))
    for attendance, people in groups:
        if len(groups) > 1:
            yield Text(f"  {attendance} ({len(people)})", style=FACT)
        rows = [(_line(one.name), _line(wording.person(one)), _line(one.role or "")) for one in people]
        yield _stacked(rows) if narrow else _columns(rows)


def _columns(rows: Iterable[tuple[str, ...]]) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    first, *others = zip(*rows, strict=True)
    table.add_column(max_width=36)
    for column in others:
        table.add_column(style=FACT if column is others[-1] else "", max_width=56)
    for cells in zip(first, *others, strict=True):
        table.add_row(*(Text(cell) for cell in cells))
    return Padding(table, (0, 0, 0, 2))


def _stacked(rows: Iterable[tuple[str, ...]]) -> RenderableType:
    return _hung(("-", Text(", ".join(cell for cell in cells if cell))) for cells in rows)


def _hung(rows: Iterable[tuple[str, Text]]) -> RenderableType:
    """Return rows that hang under a number or a dash."""
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right", style=FACT, min_width=2)
    table.add_column(ratio=1)
    for mark, words in rows:
        table.add_row(mark, words)
    return Padding(table, (0, 0, 0, 1))


def _agenda(reading: Reading) -> Iterator[RenderableType]:
    if reading.agenda:
        yield from _heading(wording.counted(len(reading.agenda), "agenda item"))
        yield _hung((_line(item.number or "-"), Text(_line(item.title))) for item in reading.agenda)


def _decisions(reading: Reading) -> Iterator[RenderableType]:
    yield from _heading(wording.counted(len(reading.decisions), "decision"))
    yield from _by_section((one.section, _decision(one, reading)) for one in reading.decisions)


def _decision(decision: Decision, reading: Reading) -> Text:
    return _entry(decision.text, [*wording.decision_facts(decision), _page(reading, decision.span.start)])


def _actions(reading: Reading) -> Iterator[RenderableType]:
    actions = reading.action_points
    yield from _heading(wording.counted(len(actions), "action point"), wording.action_gap(actions))
    yield from _by_section((one.section, _action(one, reading)) for one in actions)


def _by_section(entries: Iterable[tuple[str | None, Text]]) -> Iterator[RenderableType]:
    """Number the entries through, each run of them under the section that it stands in."""
    numbered = ((section, (str(number), words)) for number, (section, words) in enumerate(entries, 1))
    for section, run in groupby(numbered, key=itemgetter(0)):
        if section:
            yield Padding(Text(_line(section), style=FACT), (0, 0, 0, 2))
        yield _hung(row for _, row in run)


def _action(action: ActionPoint, reading: Reading) -> Text:
    words = Text(_line(action.text) + "\n")
    owners = ", ".join(_line(owner) for owner in action.owners)
    words.append(owners or wording.TO_ASSIGN, style="" if owners else GAP)
    due = _line(wording.due_words(action))
    if due or action.pace not in wording.UNDATED_PACES:
        words.append(" · ", style=FACT)
        words.append(due or wording.TO_SET, style="" if due else GAP)
    facts = ("" if action.pace == "once" else action.pace, action.status, _page(reading, action.span.start))
    return words.append("".join(f" · {_line(fact)}" for fact in facts if fact), style=FACT)


def _figures(reading: Reading, *, narrow: bool) -> Iterator[RenderableType]:
    if reading.figures:
        yield from _heading(wording.counted(len(reading.figures), "figure"))
        rows = [(_line(figure.text), _line(wording.figure_words(figure))) for figure in reading.figures]
        yield _stacked(rows) if narrow else _columns(rows)


def _asides(reading: Reading) -> Iterator[RenderableType]:
    if reading.questions:
        yield from _heading(wording.counted(len(reading.questions), "open question"))
        yield _hung(("-", Text(_line(question.text))) for question in reading.questions)
    if reading.previous_actions:
        yield from _heading(wording.counted(len(reading.previous_actions), "earlier action") + " reported on")
        yield _hung(("-", _entry(one.text, [one.status or "", *one.owners])) for one in reading.previous_actions)
    if reading.statements:
        told = wording.tally([statement.force for statement in reading.statements])
        yield from _heading(f"{wording.counted(len(reading.statements), 'statement')} that bind nobody")
        yield Text(f"   {_line(told)}", style=FACT)


def _problems(reading: Reading) -> Iterator[RenderableType]:
    if reading.problems:
        yield from _heading(wording.counted(len(reading.problems), "thing to check", "things to check"))
        yield _hung(("!", Text(_line(problem.message), style=TROUBLE)) for problem in reading.problems)


def _entry(text: str, facts: Iterable[str]) -> Text:
    words = Text(_line(text))
    told = " · ".join(_line(fact) for fact in facts if fact)
    return words.append(f"\n{told}", style=FACT) if told else words


def _page(reading: Reading, offset: int) -> str:
    page = reading.source.page_of(offset)
    return f"p.\N{NO-BREAK SPACE}{page}" if page else ""


def _line(words: str) -> str:
    return safe(" ".join(words.split()))


def show_overview(rows: Sequence[Row], out: Console) -> None:
    """Print one line a record, and the sums."""
    columns = NARROW_COLUMNS if out.width < NARROW else tuple(COLUMNS)
    table = Table(box=None, padding=(0, 2, 0, 0), header_style=FACT, pad_edge=False)
    table.add_column("Record", overflow="fold", ratio=1)
    table.add_column("Date", no_wrap=True)
    for title in columns:
        table.add_column(title, justify="right")
    for row in rows:
        cells = (_count(COLUMNS[title](row), gap=title in GAPS) for title in columns)
        table.add_row(safe(row.name), row.date or Text("no date", style=GAP), *cells)
    sums = (str(sum(COLUMNS[title](row) for row in rows)) for title in columns)
    table.add_row(wording.counted(len(rows), "record"), "", *sums, style=HEAD)
    _print([table], out)


def _count(number: int, *, gap: bool) -> Text:
    return Text(str(number), style=GAP if gap and number else "")
