"""Actions in tables: under their heading, known by the heads of their columns, or a column beside the discussion."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..findings import ActionPoint
from ..source_text import Block, Kind
from ..spans import Span, trimmed
from .action_labels import action_column_pattern
from .action_words import ActionWords, cell_pace
from .cues import named_cues
from .due import cell_due, find_due
from .regions import Regions, Topic

_FEWEST_WORDS = 2
_FEWEST_COLUMNS = 2
_MOST_COLUMNS = 5
_OPEN = {None, Topic.AGENDA, Topic.DECISIONS}
Rows = Sequence[tuple[int, Block]]


class ActionTables:
    """Reads the tables of one record; ``taken`` holds the indexes of the blocks that were read."""

    def __init__(self, words: ActionWords, regions: Regions) -> None:
        """Take what makes actions of words, and the parts of the record."""
        self.words = words
        self.outline = words.outline
        self.regions = regions
        self.taken: set[int] = set()

    def below_head(self, rows: Rows) -> Iterator[ActionPoint]:
        """Yield the actions of the tables below a heading of actions."""
        number: int | None = None
        columns: dict[str, int] = {}
        for index, block in rows:
            if block.table != number:
                number, columns = block.table, self._columns(block)
                if "text" in columns:
                    continue
                columns = _guessed(block)
            yield from self._rows([(index, block)], columns)

    def loose(self) -> Iterator[ActionPoint]:
        """Yield the actions of tables elsewhere whose columns are those of actions."""
        tables: dict[int, list[tuple[int, Block]]] = {}
        for index, block in enumerate(self.outline.blocks):
            if block.kind is Kind.ROW and self.regions.topic(index) in _OPEN and block.table is not None:
                tables.setdefault(block.table, []).append((index, block))
        for rows in tables.values():
            columns = self._columns(rows[0][1])
            if self._is_action_table(rows[0][1], columns):
                yield from self._rows(rows[1:], columns)
            else:
                yield from self._action_column(rows)

    def flattened(self, blocks: Rows) -> Iterator[ActionPoint]:
        """Yield the rows of a table whose cells were put one below the other: its heads, then each row in turn."""
        lines = [(index, block.span) for index, block in blocks if block.kind is Kind.PARAGRAPH]
        columns = self._flattened_columns([span for _, span in lines[:_MOST_COLUMNS]])
        width = len(columns)
        if width < _FEWEST_COLUMNS or "text" not in columns or (len(lines) - width) % width:
            return
        self.taken.update(index for index, _ in lines)
        for start in range(width, len(lines), width):
            cells = tuple(span for _, span in lines[start : start + width])
            yield self._row(Block(Kind.ROW, Span(cells[0].start, cells[-1].end), cells=cells), columns)

    def _flattened_columns(self, heads: Sequence[Span]) -> dict[str, int]:
        columns: dict[str, int] = {}
        for at, span in enumerate(heads):
            kind = self._column(self.outline.text(span))
            if kind is None or kind in columns:
                break
            columns[kind] = at
        return columns

    def _column(self, words: str) -> str | None:
        for kind, pattern in named_cues(self.words.vocabulary, "actions", "columns").items():
            if pattern.fullmatch(words.strip(" .:*_")):
                return kind
        return None

    def _is_action_table(self, head: Block, columns: dict[str, int]) -> bool:
        """Say whether a table outside any list of actions is one: its own head must say so."""
        if "text" not in columns or not {"owner", "due", "status"} & columns.keys():
            return False
        named = action_column_pattern(self.words.vocabulary).match(self.outline.text(head.cells[columns["text"]]))
        return named is not None or ("owner" in columns and bool({"due", "status"} & columns.keys()))

    def _action_column(self, rows: Rows) -> Iterator[ActionPoint]:
        """Yield the lines of a column of actions beside the discussion (``Topic | Notes | Actions``)."""
        heads = [self.outline.text(cell) for cell in rows[0][1].cells]
        is_head = action_column_pattern(self.words.vocabulary).match
        at = next((at for at in range(len(heads) - 1, 0, -1) if is_head(heads[at])), None)
        for _, row in rows[1:] if at is not None else ():
            cell = row.cells[at] if at is not None and at < len(row.cells) else Span(0, 0)
            for line in _cell_lines(self.words.text, cell):
                if not self.words.say_nothing(line) and len(self.outline.text(line).split()) >= _FEWEST_WORDS:
                    yield self.words.action(self.words.without_label(line))

    def _columns(self, row: Block) -> dict[str, int]:
        """Return which column is which, by the words of their heads."""
        found: dict[str, int] = {}
        for kind, pattern in named_cues(self.words.vocabulary, "actions", "columns").items():
            for at, cell in enumerate(row.cells):
                words = self.outline.text(cell).strip(" .:*_")
                if kind not in found and at not in found.values() and pattern.fullmatch(words):
                    found[kind] = at
        if "owner" in found and "text" not in found:
            # "Person | Item": what is a number elsewhere may hold the action itself
            found["text"] = self._longest_column(row, {found[kind] for kind in found if kind != "number"})
        return found

    def _longest_column(self, head: Block, taken: set[int]) -> int:
        """Return the column, of those whose head says nothing, that holds the most words."""
        rows = [block for block in self.outline.blocks if block.kind is Kind.ROW and block.table == head.table]
        lengths = {
            at: sum(row.cells[at].end - row.cells[at].start for row in rows if at < len(row.cells))
            for at in range(len(head.cells))
            if at not in taken
        }
        return max(lengths, key=lambda at: lengths[at], default=0)

    def _rows(self, rows: Rows, columns: dict[str, int]) -> Iterator[ActionPoint]:
        for index, row in rows:
            self.taken.add(index)
            at = columns.get("text", 0)
            if at >= len(row.cells) or self.words.say_nothing(row.cells[at]) or self.outline.is_struck(row.cells[at]):
                continue
            action = self._row(row, columns)
            if action.owners or len(action.text.split()) >= _FEWEST_WORDS:
                yield action

    def _row(self, row: Block, columns: dict[str, int]) -> ActionPoint:
        cells = {kind: row.cells[at] for kind, at in columns.items() if at < len(row.cells)}
        text = self.words.without_label(cells["text"])
        owners = self.words.owners.cell(cells["owner"]) if "owner" in cells else ()
        nobody = "owner" in cells and self.words.owners.say_nobody(cells["owner"])
        action = self.words.point(text, owners, None) if owners or nobody else self.words.action(text)
        due = cell_due(self.outline, cells["due"], self.words.base) if "due" in cells else None
        pace = cell_pace(self.outline.text(cells["due"]), self.words.vocabulary) if "due" in cells else None
        status = self.outline.text(cells["status"]) if "status" in cells else None
        due = due or find_due(self.outline, text, self.words.base)
        return replace(self.words.with_due(action, due), status=status or None, pace=pace or action.pace)


def _cell_lines(text: str, cell: Span) -> Iterator[Span]:
    start = cell.start
    for line in cell.of(text).split("\n"):
        yield trimmed(text, start, start + len(line), " \t\n•*-–")
        start += len(line) + 1


def _guessed(row: Block) -> dict[str, int]:
    """Return the columns of a table without a head: the longest cell is the action."""
    longest = max(range(len(row.cells)), key=lambda at: row.cells[at].end - row.cells[at].start)
    return {"text": longest}
