"""Tables drawn with characters: Markdown pipes, AsciiDoc cells, grids, columns of spaces or tabs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..source_text import Kind
from .lines import Draft, Line
from .markers import marker

Rows = tuple[int, list[Draft]]
_NOTHING: Rows = (0, [])
_SEPARATOR = re.compile(r"\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?[ \t]*$")
_GRID = re.compile(r"\+(?:[-=]+\+)+[ \t]*$")
_COLUMNS = re.compile(r"cols\s*=\s*[\"']?([^\"'\]]+)")
_CELL_SPEC = re.compile(r"(?:(?P<span>\d+)(?:\.\d+)?[+*])?[<^>.]{0,3}[adehlmsv]?\|")
_GAP = re.compile(r"\t+| {3,}")


def is_table_line(text: str) -> bool:
    """Say whether a line can begin a table: the cheap first look."""
    return "|" in text or text.startswith(("+-", "+=", "[", "<")) or "\t" in text or "   " in text.rstrip()


def pipe_rows(lines: Sequence[Line], table: int) -> Rows:
    """Read a Markdown table (a row of dashes below its head). Return how many lines it took and its rows."""
    if len(lines) < 2 or "|" not in lines[0].text or not _SEPARATOR.match(lines[1].text) or lines[1].gap:
        return _NOTHING
    taken = [line for index, line in enumerate(_together(lines)) if index != 1 and "|" in line.text]
    rows = [_pipe_cells(line) for line in taken]
    return len(taken) + 1, _drafts(rows, table, headed=True)


def _together(lines: Sequence[Line]) -> list[Line]:
    """Return the first lines up to a blank one or one without a bar."""
    for index, line in enumerate(lines):
        if index and (line.gap or "|" not in line.text):
            return list(lines[:index])
    return list(lines)


def _pipe_cells(line: Line) -> list[tuple[Line, ...]]:
    words = line.text.rstrip()
    bars = [match.start() for match in re.finditer(r"(?<!\\)\|", words)]
    edges = [-1, *bars] if not words.startswith("|") else bars
    ends = [*edges[1:], len(words)] if not words.endswith("|") else edges[1:]
    return [_part(line, start + 1, end) for start, end in zip(edges, ends, strict=False)]


def _part(line: Line, start: int, end: int) -> tuple[Line, ...]:
    words = line.text[start:end]
    if not words.strip():
        return ()
    left = len(words) - len(words.lstrip())
    return (replace(line, text=words.strip(), source=line.source + start + left, gap=0, cells=()),)


def _drafts(rows: list[list[tuple[Line, ...]]], table: int, *, headed: bool) -> list[Draft]:
    """Turn rows of cells into drafts; rows without words are dropped."""
    filled = [row for row in rows if any(row)]
    drafts = []
    for index, row in enumerate(filled):
        first = next(cell for cell in row if cell)
        drafts.append(
            Draft(
                Kind.ROW,
                first,
                cells=tuple(row),
                table=table,
                header=headed and index == 0,
                gap=1 if index == 0 else 0,
            )
        )
    return drafts


def grid_rows(lines: Sequence[Line], table: int) -> Rows:
    """Read a grid drawn with ``+---+``; the lines between two rules are one row."""
    if not lines or not _GRID.match(lines[0].text):
        return _NOTHING
    rows: list[list[tuple[Line, ...]]] = []
    current: list[tuple[Line, ...]] = []
    taken = 0
    for line in lines:
        if taken and (line.gap or not line.text.startswith(("|", "+"))):
            break
        taken += 1
        if _GRID.match(line.text):
            if current:
                rows.append(current)
            current = []
            continue
        cells = _pipe_cells(line)
        current = _stacked(current, cells)
    if current:
        rows.append(current)
    return taken, _drafts(rows, table, headed=True)


def _stacked(above: list[tuple[Line, ...]], below: list[tuple[Line, ...]]) -> list[tuple[Line, ...]]:
    """Put the cells of one line under those of the line before."""
    if not above:
        return below
    width = max(len(above), len(below))
    padded = [*above, *([()] * (width - len(above)))]
    return [cell + (below[index] if index < len(below) else ()) for index, cell in enumerate(padded)]


def asciidoc_rows(lines: Sequence[Line], table: int) -> Rows:
    """Read an AsciiDoc table: ``|===`` to ``|===``, cells one a line or several a line."""
    start, columns, headed = 0, 0, False
    if lines and lines[0].text.startswith("["):
        found = _COLUMNS.search(lines[0].text)
        columns = _column_count(found[1]) if found else 0
        headed = "header" in lines[0].text
        start = 1
    if len(lines) <= start or lines[start].text.strip() != "|===":
        return _NOTHING
    end = next((index for index in range(start + 1, len(lines)) if lines[index].text.strip() == "|==="), None)
    if end is None:
        return _NOTHING
    inside = lines[start + 1 : end]
    cells = [_asciidoc_cells(line) for line in inside]
    columns = columns or max(len(cells[0]) if cells else 0, 1)
    headed = headed or (len(inside) > 1 and inside[1].gap > 0)
    return end + 1, _drafts(_chunks(cells, columns), table, headed=headed)


def _column_count(spec: str) -> int:
    repeated = re.fullmatch(r"\s*(\d+)\*.*", spec)
    return int(repeated[1]) if repeated else len(spec.split(","))


def _asciidoc_cells(line: Line) -> list[tuple[Line, ...] | None]:
    """Return the cells of a line; ``None`` in front says that it goes on in the cell before."""
    marks = list(re.finditer(rf"(?:(?<=\s)|^){_CELL_SPEC.pattern}", line.text))
    if not marks or marks[0].start() > 0:
        return [None, (line,)]
    cells: list[tuple[Line, ...] | None] = []
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        cells.append(_part(line, mark.end(), after.start() if after else len(line.text)))
        cells.extend([()] * (int(mark["span"] or 1) - 1))
    return cells


def _chunks(cells: list[list[tuple[Line, ...] | None]], columns: int) -> list[list[tuple[Line, ...]]]:
    flat: list[tuple[Line, ...]] = []
    for row in cells:
        if row[0] is None:
            more = row[1] or ()
            if flat:
                flat[-1] = flat[-1] + more
            continue
        flat.extend(cell or () for cell in row)
    return [flat[at : at + columns] for at in range(0, len(flat), columns)]


def aligned_rows(lines: Sequence[Line], table: int) -> Rows:
    """Read columns kept apart by tabs or runs of spaces: three lines or more whose columns agree."""
    rows: list[list[tuple[int, Line]]] = []
    taken = 0
    for line in lines:
        cells = _gap_cells(line)
        if (
            (rows and line.gap > 1)
            or (len(cells) < 2 and not _continues(rows, cells))
            or _is_item(line, cells, begun=bool(rows))
        ):
            break
        if rows and not _agree(rows[0], cells, tabbed="\t" in line.text):
            break
        rows.append(cells)
        taken += 1
    full = [row for row in rows if len(row) >= 2]
    if len(full) < 3:
        return _NOTHING
    return taken, _drafts(_columns(rows), table, headed=True)


def _is_item(line: Line, cells: list[tuple[int, Line]], *, begun: bool) -> bool:
    """Say whether a line is an item of a list; a number that stands in a column of its own begins a row."""
    found = marker(line.text)
    numbered = found is not None and found.rank > 0 and cells[0][1].text == found.text
    return found is not None and not (numbered and len(cells) > (1 if begun else 2))


def _gap_cells(line: Line) -> list[tuple[int, Line]]:
    cells = []
    start = 0
    column = int(line.indent)
    for match in [*_GAP.finditer(line.text.rstrip()), None]:
        end = match.start() if match else len(line.text.rstrip())
        part = _part(line, start, end)
        if part:
            cells.append((column + start, part[0]))
        start = match.end() if match else end
    return cells


def _continues(rows: list[list[tuple[int, Line]]], cells: list[tuple[int, Line]]) -> bool:
    """Say whether a lone cell stands under a later column of the row before."""
    if not rows or len(cells) != 1:
        return False
    return any(abs(cells[0][0] - at) <= 1 for at, _ in rows[-1][1:])


def _agree(head: list[tuple[int, Line]], cells: list[tuple[int, Line]], *, tabbed: bool) -> bool:
    starts = [at for at, _ in head]
    close = sum(any(abs(at - start) <= 2 for start in starts) for at, _ in cells)
    later = sum(any(abs(at - start) <= 2 for start in starts[1:]) for at, _ in cells[1:])
    if len(cells) > 1 and not later and not tabbed:
        return False  # every line begins at the left; only the columns behind tell a table
    return (
        (tabbed and len(cells) == len(head))
        or close == len(cells)
        or (len(cells) == len(head) and close * 2 >= len(cells))
    )


def _columns(rows: list[list[tuple[int, Line]]]) -> list[list[tuple[Line, ...]]]:
    """Put each cell in the column whose start is nearest to its own; rows of equal length go by order."""
    if len({len(row) for row in rows}) == 1:
        return [[(line,) for _, line in row] for row in rows]
    starts = [at for at, _ in max(rows, key=len)]
    placed: list[list[tuple[Line, ...]]] = []
    for row in rows:
        cells: list[tuple[Line, ...]] = [()] * len(starts)
        for at, line in row:
            nearest = min(range(len(starts)), key=lambda index: abs(starts[index] - at))
            cells[nearest] = (*cells[nearest], line)
        if placed and not cells[0]:
            placed[-1] = _stacked(placed[-1], cells)
        else:
            placed.append(cells)
    return placed


_HTML_ROW = re.compile(r"<tr\b[^>]*>(.*?)(?=</tr>|<tr\b|</table>|$)", re.DOTALL | re.IGNORECASE)
_HTML_CELL = re.compile(r"<t(?P<kind>[dh])\b[^>]*>(?P<words>.*?)(?=</t[dh]>|<t[dh]\b|$)", re.DOTALL | re.IGNORECASE)


def html_rows(lines: Sequence[Line], table: int) -> Rows:
    """Read a table written in HTML within Markdown: ``<table>`` to ``</table>``."""
    if not lines or not re.match(r"<table\b", lines[0].text, re.IGNORECASE):
        return _NOTHING
    end = next((index for index, line in enumerate(lines) if "</table>" in line.text.lower()), None)
    if end is None:
        return _NOTHING
    inside = lines[: end + 1]
    whole = "\n".join(line.text for line in inside)
    starts = [0]
    for line in inside:
        starts.append(starts[-1] + len(line.text) + 1)
    rows: list[list[tuple[Line, ...]]] = []
    headed = False
    for row in _HTML_ROW.finditer(whole):
        cells = list(_HTML_CELL.finditer(whole, row.start(1), row.end(1)))
        headed = headed or (not rows and bool(cells) and all(cell["kind"] in "hH" for cell in cells))
        rows.append([_cut_lines(inside, starts, *cell.span("words")) for cell in cells])
    return end + 1, _drafts(rows, table, headed=headed)


def _cut_lines(lines: Sequence[Line], starts: Sequence[int], begin: int, end: int) -> tuple[Line, ...]:
    """Return the parts of the lines that lie between two offsets of the lines joined."""
    cut: list[Line] = []
    for line, start in zip(lines, starts, strict=False):
        left, right = max(begin - start, 0), min(end - start, len(line.text))
        if left < right:
            cut.extend(_part(line, left, right))
    return tuple(cut)
