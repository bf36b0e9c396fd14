"""Lines of a PDF page into paragraphs: which line carries on the one before, and which stands alone.

A page does not say where a paragraph ends. Whoever set it broke a line only where the next word would
not have fitted: so a line after which there was room for that word ends its paragraph, list item or name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from ..vocabulary import languages, vocabulary
from .hyphens import Hyphens
from .markers import Marker, marker
from .passages import PLAIN, Look, Run
from .pdf_pages import Dot
from .pdf_pieces import Piece, raised_digits

_STRONG = Look(strong=True)
_SENTENCE_ENDS = ".!?:;。！？؟؛।…"
_CLOSERS = "\"'”’»)]"
_SAME_SIZE = 0.12
_DASHES = frozenset("-–—")


@dataclass(frozen=True, slots=True)
class Column:
    """Where lines of a column begin and end, seen in the direction of reading, and how far apart they lie."""

    left: float
    right: float
    pitch: float
    size: float
    rtl: bool = False

    def step(self, line: TextLine) -> float:
        """Return how far below the last line a line of this size stands in a paragraph."""
        return max(self.pitch * max(line.size / self.size, 1.0), 0.9 * line.size)

    def start(self, line: TextLine) -> float:
        """Return how far from the column's edge the line begins."""
        return self.right - line.x1 if self.rtl else line.x0 - self.left

    def room(self, line: TextLine) -> float:
        """Return how much room the line leaves at its end."""
        return line.x0 - self.left if self.rtl else self.right - line.x1


@dataclass(slots=True)
class TextLine:
    """A line of a column: its pieces in reading order."""

    pieces: list[Piece]
    page: int
    column: Column
    x0: float = 0.0
    x1: float = 0.0
    y: float = 0.0
    size: float = 0.0
    strong: bool = False
    text: str = ""
    broken: bool = False
    mark: Marker | None = None
    dotted: bool = False

    def __post_init__(self) -> None:
        """Work out what the pieces say together."""
        pieces = self.pieces
        main = pieces[0]
        if len(pieces) > 1:
            main = max(pieces, key=lambda piece: len(piece.text))
            _raise_marks(pieces, main)
        self.y, self.size = main.y, main.size
        self.x0 = min(piece.x0 for piece in pieces)
        self.x1 = max(piece.x1 for piece in pieces)
        self.strong = all(piece.strong for piece in pieces)
        self.broken = pieces[-1].broken
        self.text = pieces[0].text if len(pieces) == 1 else " ".join(piece.text for piece in pieces)
        self.mark = marker(self.text) if _may_begin_item(self.text) else None

    def width_of(self, characters: int) -> float:
        """Return about how wide so many characters are in this line."""
        return (self.x1 - self.x0) * characters / max(len(self.text), 1)


@dataclass(slots=True)
class Paragraph:
    """Lines that read as one: a heading, a paragraph, a list item, a name of a list."""

    lines: list[TextLine]
    gap: bool = True
    note: bool = False

    @property
    def text(self) -> str:
        """Return its words roughly, for a look at them."""
        return " ".join(line.text for line in self.lines)

    @property
    def mark(self) -> Marker | None:
        """Return the list marker that it begins with."""
        return self.lines[0].mark

    def start(self) -> float:
        """Return how far from the column's edge it begins."""
        return self.lines[0].column.start(self.lines[0])


def text_lines(found: Sequence[Sequence[Piece]], page: int, column: Column) -> list[TextLine]:
    """Return the lines that the rows of a region are, from top to bottom."""
    return [
        TextLine(
            list(row) if len(row) == 1 else sorted(row, key=lambda piece: piece.x0, reverse=column.rtl), page, column
        )
        for row in found
    ]


def paragraphs(lines: Sequence[TextLine]) -> list[Paragraph]:
    """Return the paragraphs of one region."""
    found: list[Paragraph] = []
    for line in lines:
        last = found[-1] if found else None
        if last is not None and _carries_on(last, line):
            last.lines.append(line)
        else:
            gap = (
                last is None
                or _step(last.lines[-1], line) > 1.3 * line.column.step(line)
                or not _alike(last.lines[-1], line)
            )
            found.append(Paragraph([line], gap))
    return found


def dot(lines: Sequence[TextLine], dots: Sequence[Dot]) -> None:
    """Give the lines that stand beside a drawn bullet that bullet as their marker."""
    for line in lines:
        if line.mark is None and any(_is_beside(spot, line) for spot in dots):
            line.mark = Marker("•", 0)
            line.dotted = True


def _is_beside(spot: Dot, line: TextLine) -> bool:
    near = 0.2 * line.size <= line.x0 - spot.x <= 2.2 * line.size and spot.size <= 0.7 * line.size
    return near and line.y - line.size <= spot.y <= line.y


def _may_begin_item(text: str) -> bool:
    """Say whether a closer look for a list marker is worth while."""
    start = text[:10]
    return not start[0].isalpha() or "." in start or ")" in start or "º" in start or start.startswith("o ")


def _raise_marks(pieces: Sequence[Piece], main: Piece) -> None:
    """Write small raised numbers, the marks of footnotes, as such."""
    for piece in pieces:
        if piece.size < 0.75 * main.size and main.y - piece.y > 0.1 * main.size and piece.text.isdecimal():
            piece.text = piece.text.translate(raised_digits())


def _step(above: TextLine, line: TextLine) -> float:
    return line.y - above.y


def _alike(above: TextLine, line: TextLine) -> bool:
    return abs(above.size - line.size) <= _SAME_SIZE * max(above.size, line.size) and above.strong == line.strong


def _carries_on(last: Paragraph, line: TextLine) -> bool:
    above = last.lines[-1]
    near = _step(above, line) <= 1.35 * line.column.step(line)
    if not near or not (_alike(above, line) or (_same_size(above, line) and line.text[:1].islower())):
        return False
    if above.broken:
        return True
    if _are_centred(above, line):
        return above.strong or _is_full(above, line)
    full = _is_full(above, line) or _flows(above, line)
    return full and not _begins(last, line) and not _is_indented(last, line)


def _same_size(above: TextLine, line: TextLine) -> bool:
    return abs(above.size - line.size) <= _SAME_SIZE * max(above.size, line.size)


def _are_centred(above: TextLine, line: TextLine) -> bool:
    level = abs(above.column.start(above) - line.column.start(line)) <= 0.5 * line.size
    return not level and above.mark is None and line.mark is None and _is_centred(above) and _is_centred(line)


def _is_centred(line: TextLine) -> bool:
    start, room = line.column.start(line), line.column.room(line)
    return start > 2 * line.size and room > 2 * line.size and abs(start - room) <= 1.5 * line.size


def _is_full(above: TextLine, line: TextLine) -> bool:
    """Say whether the first word of ``line`` would not have fitted on the line above."""
    word = line.text.split(" ", 1)[0]
    characters = len(word) if not _is_cjk(word[:1]) else 1
    return above.column.room(above) < line.width_of(characters) + 0.5 * line.size


def _flows(above: TextLine, line: TextLine) -> bool:
    """Say whether a long line is carried on in small letters, as lines of names and items are not."""
    width = above.column.right - above.column.left
    return line.text[:1].islower() and above.column.room(above) < 0.4 * width and not ends_sentence(above.text)


def _begins(last: Paragraph, line: TextLine) -> bool:
    """Say whether the line begins an item; a number at its start may also be part of a sentence."""
    if line.mark is None or line.mark.loose:
        return False
    if (line.mark.rank <= 0 and line.mark.text not in _DASHES) or ends_sentence(last.text):
        return True
    start = line.column.start(line)
    if last.mark is not None and abs(start - last.start()) <= 0.5 * line.size:
        return True
    above = last.lines[-1]
    return abs(start - above.column.start(above)) > 0.5 * line.size


def _is_indented(last: Paragraph, line: TextLine) -> bool:
    """Say whether the line stands in from, or out of, the lines before it, as a new paragraph does."""
    start = line.column.start(line)
    slack = 0.8 * line.size
    if len(last.lines) > 1:
        return abs(start - last.lines[-1].column.start(last.lines[-1])) > slack
    first = last.start()
    return start > first + slack and last.mark is None and not line.text[:1].islower()


def ends_sentence(text: str) -> bool:
    """Say whether ``text`` ends as a sentence or a clause does."""
    return text.rstrip().rstrip(_CLOSERS)[-1:] in set(_SENTENCE_ENDS)


def runs_over(last: Paragraph, after: Paragraph) -> bool:
    """Say whether ``after``, at the top of a column or page, plainly carries on ``last`` at the foot of another."""
    above, line = last.lines[-1], after.lines[0]
    if above.broken:
        return True
    if not _alike(above, line) or line.mark is not None or last.note or after.note:
        return False
    if ends_sentence(above.text) or not above.text:
        return False
    if line.text[:1].islower():
        return above.column.room(above) < 0.5 * (above.column.right - above.column.left)
    long_enough = len(last.text) >= 40 and not above.strong
    if long_enough and above.text.split()[-1].casefold() in _function_words():
        return True
    return long_enough and _is_full(above, line) and line.column.start(line) <= 0.8 * line.size


@cache
def _function_words() -> frozenset[str]:
    return frozenset(word for code in languages() for word in vocabulary(code).words("language", "function_words"))


def runs_of(lines: Iterable[TextLine], hyphens: Hyphens) -> list[Run]:
    """Return the words of some lines that read as one, each with its place in the file."""
    pieces = [(line, piece) for line in lines for piece in line.pieces]
    runs: list[Run] = []
    for (line, piece), after in zip(pieces, [*pieces[1:], None], strict=True):
        look = _STRONG if line.strong else PLAIN
        text = piece.text
        if after is not None and line is after[0]:
            text += "-" if piece.broken else ""
            text += "" if after[1].x0 - piece.x1 < 0.1 * line.size and after[1].x0 >= piece.x1 else " "
        elif after is not None:
            text = ended(piece, after[1], hyphens)
        elif piece.broken:
            text += "-"
        runs.append(Run(text, piece.source, look))
    return runs


def ended(piece: Piece, after: Piece, hyphens: Hyphens) -> str:
    """Return the words at the end of a line as they read when the next line follows."""
    if piece.broken or hyphens.may_break(piece.text):
        return hyphens.joined(piece.text, after.text, broken=piece.broken)
    if _is_cjk(piece.text[-1:]) and _is_cjk(after.text[:1]):
        return piece.text
    return piece.text + " "


def _is_cjk(char: str) -> bool:
    return "\u2e80" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or "\uff00" <= char <= "\uffef"


def usual_pitch(lines: Sequence[Sequence[Piece]], size: float) -> float:
    """Return the distance between two lines of a paragraph, given the rows of a region."""
    steps = sorted(after[0].y - row[0].y for row, after in pairwise(lines))
    steps = [step for step in steps if 0.8 * size <= step <= 2.6 * size]
    return steps[len(steps) // 4] if steps else 1.25 * size
