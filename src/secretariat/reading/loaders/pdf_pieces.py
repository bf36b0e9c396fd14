"""Pieces of text on a page with their places: what is asked of pdfium, and how it is asked quickly.

Asking for the box of every character costs more than reading the page. So a line is asked for its few
rectangles first, and word by word only where they stand apart.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby, pairwise
from math import hypot
from typing import TYPE_CHECKING, Any
from unicodedata import combining

if TYPE_CHECKING:
    from types import ModuleType

Box = tuple[float, float, float, float]  # left, bottom, right, top in the page's own space

# a gap this wide, against the font size, parts two pieces of one line; the layout may join them again
GAP = 0.8
_MANY_RECTS = 12
_WIDE_LETTER = 0.62
_LONGEST_NAME = 128
_FEW_GAPS = 4
_LINE_END = 3  # a space and the two characters of a line end
_BULLETS = {
    0xF0B7: "•", 0xF0A7: "▪", 0xF0A8: "▪", 0xF0D8: "➢", 0xF0FC: "✓", 0xF02D: "-",
    0xF0B0: "°", 0xF0E0: "→", 0xF06E: "■", 0xF071: "□", 0xF076: "•",
}  # fmt: skip


@dataclass(slots=True)
class Piece:
    """Words that stand together on one line of a page.

    ``source`` is the place of its first character among all characters of the file; ``text`` runs in
    step with them. ``x0``, ``x1`` and the baseline ``y`` are measured from the top left corner as the
    page is read. ``broken`` says that a hyphen at its end was taken off.
    """

    text: str
    source: int
    x0: float
    x1: float
    y: float
    size: float
    strong: bool = False
    broken: bool = False


@dataclass(slots=True)
class Run:
    """A piece as pdfium sees it: its box and first baseline point in the page's own space.

    ``turn`` is the direction of the words in quarter turns to the left.
    """

    text: str
    start: int
    box: Box
    base: tuple[float, float]
    size: float
    turn: int
    strong: bool
    broken: bool


def along(turn: int, box: Box) -> tuple[float, float]:
    """Return where ``box`` begins and ends in the direction of the words."""
    if turn == 0:
        return box[0], box[2]
    if turn == 1:
        return box[1], box[3]
    return (-box[2], -box[0]) if turn == 2 else (-box[3], -box[1])


def down(turn: int, x: float, y: float) -> float:
    """Return how far down the page, as the words are read, a point lies."""
    return (-y, x, y, -x)[turn]


def direct(function: Any, result: type = ctypes.c_int) -> Any:  # noqa: ANN401 - foreign functions have no other type
    """Return a function of pdfium that takes its arguments as they are: checking them costs more than the call."""
    return ctypes.CFUNCTYPE(result)(ctypes.cast(function, ctypes.c_void_p).value or 0)


class Probe:
    """Asks pdfium about the characters of a page; keeps the memory that the answers are written to."""

    __slots__ = (
        *("_bold", "_doubles", "_flags", "_flags_ref", "_matrix", "_matrix_ref", "_name", "_pdfium", "_refs", "_text"),
        *("_char_box", "_char_origin", "_count_rects", "_font_info", "_font_size", "_get_matrix", "_get_rect"),
    )

    def __init__(self, pdfium: ModuleType) -> None:
        """Take the bindings."""
        self._pdfium = pdfium
        self._char_box = direct(pdfium.FPDFText_GetCharBox)
        self._char_origin = direct(pdfium.FPDFText_GetCharOrigin)
        self._count_rects = direct(pdfium.FPDFText_CountRects)
        self._font_info = direct(pdfium.FPDFText_GetFontInfo, ctypes.c_ulong)
        self._font_size = direct(pdfium.FPDFText_GetFontSize, ctypes.c_double)
        self._get_matrix = direct(pdfium.FPDFText_GetMatrix)
        self._get_rect = direct(pdfium.FPDFText_GetRect)
        self._doubles = tuple(ctypes.c_double() for _ in range(4))
        self._refs = tuple(ctypes.byref(double) for double in self._doubles)
        self._matrix = pdfium.FS_MATRIX()
        self._matrix_ref = ctypes.byref(self._matrix)
        self._name = ctypes.create_string_buffer(_LONGEST_NAME)
        self._flags = ctypes.c_int()
        self._flags_ref = ctypes.byref(self._flags)
        self._bold: dict[bytes, bool] = {}
        self._text = ctypes.c_void_p()

    def runs(self, text: object) -> tuple[int, list[Run]]:
        """Return how many characters the page has, and its runs in the order of the file."""
        self._text = ctypes.cast(text, ctypes.c_void_p)  # type: ignore[arg-type]
        characters = self._characters(text)
        runs: list[Run] = []
        for match in _line().finditer(characters):
            words = match["words"]
            kept = words.strip()
            if kept:
                start = match.start() + len(words) - len(words.lstrip())
                _append(runs, self._line(kept, start, broken=match["hyphen"] is not None))
        return len(characters), runs

    def marked(self, text: object, marks: Sequence[int]) -> dict[int, list[Run]]:
        """Return the runs of each piece of marked content, given what content each character belongs to.

        No run goes beyond its content, nor beyond its line.
        """
        self._text = ctypes.cast(text, ctypes.c_void_p)  # type: ignore[arg-type]
        found: dict[int, list[Run]] = {}
        for match in _line().finditer(self._characters(text)):
            words, start, at = match["words"], match.start(), 0
            if not words.isascii() and _right_to_left().search(words):
                self._mixed(found, words, start, marks)
                continue
            for mark, group in groupby(marks[start : start + len(words)]):
                length = sum(1 for _ in group)
                own = words[at : at + length]
                kept = own.strip()
                if kept and mark >= 0:
                    begin = start + at + len(own) - len(own.lstrip())
                    last = at + length == len(words)
                    runs = self._line(kept, begin, broken=last and match["hyphen"] is not None)
                    _append(found.setdefault(mark, []), runs)
                at += length
        return found

    def _mixed(self, found: dict[int, list[Run]], words: str, start: int, marks: Sequence[int]) -> None:
        """Add the runs of a line with words of both directions, in which pdfium turns more round than it should.

        Content without right-to-left letters is read from left to right as it stands on the page.
        """
        own: dict[int, list[int]] = {}
        for at in range(len(words)):
            own.setdefault(marks[start + at], []).append(at)
        for mark, places in own.items():
            text = "".join(words[at] for at in places)
            if mark < 0 or not text.strip():
                continue
            first = start + places[0] + len(text) - len(text.lstrip())
            if _right_to_left().search(text) and places[-1] - places[0] == len(places) - 1:
                _append(found.setdefault(mark, []), self._line(text.strip(), first, broken=False))
                continue
            size, turn = self._type(first)
            along_line = [(along(turn, (*self._point(start + at), *self._point(start + at)))[0], at) for at in places]
            text = _closed("".join(words[at] for _, at in sorted(along_line)).strip())
            box = self._boxes(start + at for at in places if not words[at].isspace())
            strong = self._is_strong(first)
            run = Run(text, start + places[0], box, self._point(first), size, turn, strong, broken=False)
            found.setdefault(mark, []).append(run)

    def _characters(self, page: object) -> str:
        """Return the page's characters, one for each that pdfium counts."""
        pdfium = self._pdfium
        count = pdfium.FPDFText_CountChars(page)
        if count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (count + 1))()
        written = pdfium.FPDFText_GetText(page, 0, count, buffer)
        text = bytes(buffer)[: 2 * max(written - 1, 0)].decode("utf-16-le", "replace")
        if len(text) != count:
            codes = (pdfium.FPDFText_GetUnicode(page, index) for index in range(count))
            text = "".join(chr(code) if _is_scalar(code) else "\ufffd" for code in codes)
        return text if text.isascii() else _strange().sub(lambda match: _plain()[match[0]], text)

    def _line(self, words: str, start: int, *, broken: bool) -> list[Run]:
        """Return the runs of one line: one, or several where wide gaps part it."""
        middle = start + len(words) // 2
        while words[middle - start].isspace():
            middle += 1
        size, turn = self._type(middle)
        strong = self._is_strong(middle) and self._is_strong(start) and self._is_strong(start + len(words) - 1)
        if size and _digits().search(words):
            words = self._raise_digits(words, start, middle)
        if not words.isascii() and _right_to_left().search(words):
            words = self._turned_back(words, start, turn)
        rectangles = self._count_rects(self._text, start, len(words) + broken)
        if rectangles <= max(_MANY_RECTS, words.count(" ") + 3):
            box = self._whole_box(rectangles, size, turn)
            if box is not None and not _is_stretched(box, turn, words, size):
                return [Run(words, start, box, self._point(middle), size, turn, strong, broken)]
        return self._parted(words, start, Run("", start, (0, 0, 0, 0), (0, 0), size, turn, strong, broken))

    def _type(self, index: int) -> tuple[float, int]:
        """Return the font size and the direction of a character, in quarter turns to the left."""
        matrix = self._matrix
        self._get_matrix(self._text, index, self._matrix_ref)
        size = self._font_size(self._text, index)
        across, up = matrix.a * size, matrix.b * size
        turn = (0 if across >= 0 else 2) if abs(across) >= abs(up) else (1 if up > 0 else 3)
        return abs(size) * hypot(matrix.c, matrix.d), turn

    def _point(self, index: int) -> tuple[float, float]:
        """Return the point on the baseline where a character begins."""
        x, y = self._doubles[:2]
        self._char_origin(self._text, index, self._refs[0], self._refs[1])
        return x.value, y.value

    def _is_strong(self, index: int) -> bool:
        length = self._font_info(self._text, index, self._name, _LONGEST_NAME, self._flags_ref)
        name = self._name.value if length <= _LONGEST_NAME else b""
        strong = self._bold.get(name)
        if strong is None:
            strong = self._bold[name] = _bold_name().search(name) is not None
        return strong

    def _raise_digits(self, words: str, start: int, middle: int) -> str:
        """Write small raised digits, the marks of footnotes, as such."""
        size = self._font_size
        small = 0.8 * size(self._text, middle)
        found = list(words)
        for match in _digits().finditer(words):
            at = match.end() - 1
            while at >= match.start() and size(self._text, start + at) < small and self._is_raised(start + at, middle):
                found[at] = found[at].translate(raised_digits())
                at -= 1
        return "".join(found)

    def _is_raised(self, index: int, middle: int) -> bool:
        size, turn = self._type(middle)
        return down(turn, *self._point(middle)) - down(turn, *self._point(index)) > 0.1 * size

    def _turned_back(self, words: str, start: int, turn: int) -> str:
        """Turn words of right-to-left letters, and several in a row, round where the file holds them left to right."""
        found = list(words)
        for match in _right_to_left().finditer(words):
            first, last = (self._point(start + at) for at in (match.start(), match.end() - 1))
            if along(turn, (*first, *first))[0] < along(turn, (*last, *last))[0]:
                found[match.start() : match.end()] = _mirrored(match[0])
        for match in _lam_alef().finditer("".join(found)):
            if self._point(start + match.start()) == self._point(start + match.start() + 1):  # one sign for both
                found[match.start() : match.end()] = reversed(match[0])
        for match in _right_to_left_words().finditer("".join(found)):
            first, last = (self._point(start + at) for at in (match.start(), match.end() - 1))
            if along(turn, (*first, *first))[0] < along(turn, (*last, *last))[0]:
                found[match.start() : match.end()] = "".join(reversed(_parts().findall(match[0])))
        return _stop_before_number().sub(r"\2\1", "".join(found))

    def _whole_box(self, count: int, size: float, turn: int) -> Box | None:
        """Return the box round the rectangles of a line, ``None`` where a wide gap parts them."""
        left, top, right, bottom = self._doubles
        ask, text, refs = self._get_rect, self._text, self._refs
        whole: Box | None = None
        before = (0.0, 0.0)
        for index in range(count):
            ask(text, index, *refs)
            box = (left.value, bottom.value, right.value, top.value)
            span = along(turn, box)
            if whole is not None and _gap(before, span) > GAP * size:
                return None
            before = span
            whole = _around(whole, box) if whole else box
        return whole

    def _parted(self, words: str, start: int, like: Run) -> list[Run]:
        """Return the runs of a line seen word by word: parted at wide gaps and steps of the baseline."""
        places = [(match, *self._word_place(match[0], start + match.start())) for match in _word().finditer(words)]
        widest = _widest_space([along(like.turn, box) for _, box, _ in places], like.size)
        runs: list[Run] = []
        for match, box, base in places:
            if runs and _is_near(runs[-1], box, base, widest):
                runs[-1].text = words[runs[-1].start - start : match.end()]
                runs[-1].box = _around(runs[-1].box, box)
            else:
                runs.append(
                    Run(match[0], start + match.start(), box, base, like.size, like.turn, like.strong, broken=False)
                )
        if len(runs) > 1:
            for run in runs:
                last = run.start + len(run.text) - 1
                run.size, run.turn = self._type(run.start + len(run.text) // 3)
                run.strong = self._is_strong(run.start) and self._is_strong(last)
        runs[-1].broken = like.broken
        return runs

    def _word_place(self, word: str, first: int) -> tuple[Box, tuple[float, float]]:
        """Return the box and baseline point of a word: from its two ends, of a right-to-left one from all letters."""
        last = first + len(word) - 1
        ends = (first, last) if word.isascii() or not _right_to_left().search(word) else range(first, last + 1)
        return self._boxes(ends), self._point(first)

    def _boxes(self, indexes: Iterable[int]) -> Box:
        """Return the box round some characters."""
        left, right, bottom, top = self._doubles
        whole: Box | None = None
        for index in indexes:
            self._char_box(self._text, index, *self._refs)
            box = (left.value, bottom.value, right.value, top.value)
            whole = _around(whole, box) if whole else box
        return whole or (0.0, 0.0, 0.0, 0.0)


def is_right_to_left(words: str) -> bool:
    """Say whether words have letters that run from right to left, and no others."""
    return _right_to_left().search(words) is not None and not any(
        char.isalpha() for char in _right_to_left().sub("", words)
    )


def _around(one: Box, other: Box) -> Box:
    return (
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[2], other[2]),
        max(one[3], other[3]),
    )


def _append(runs: list[Run], found: list[Run]) -> None:
    """Append the runs of a line; pdfium may have parted it where the words turn from one direction to the other."""
    last, first = (runs[-1], found[0]) if runs else (None, None)
    if last is not None and first is not None and _continues(last, first):
        between = first.start - last.start - len(last.text)
        last.text += " " * between + first.text
        last.box = _around(last.box, first.box)
        last.strong, last.broken = last.strong and first.strong, first.broken
        found = found[1:]
    runs.extend(found)


def _continues(last: Run, first: Run) -> bool:
    if last.turn != first.turn or last.broken or first.start - last.start - len(last.text) > _LINE_END:
        return False
    if abs(down(last.turn, *last.base) - down(first.turn, *first.base)) > 0.1 * last.size:
        return False
    here, there = along(last.turn, last.box), along(first.turn, first.box)
    leftwards = there[1] <= here[0] + 0.1 * last.size
    if leftwards and not (_right_to_left().search(last.text) or _right_to_left().search(first.text)):
        return False
    return -0.1 * last.size <= _gap(here, there) <= GAP * last.size


def _closed(words: str) -> str:
    """Return words with a bracket or quotation mark closed that pdfium has turned into one that opens again."""
    found = list(words)
    for opens, closes in ("()", "[]", "«»"):
        is_open = False
        for at, char in enumerate(found):
            if char == opens and is_open:
                found[at], is_open = closes, False
            elif char in {opens, closes}:
                is_open = char == opens
    return "".join(found)


def _mirrored(word: str) -> str:
    """Return the letters of a word from the last to the first, each with its own marks after it."""
    letters: list[str] = []
    for char in word:
        if letters and combining(char):
            letters[-1] += char
        else:
            letters.append(char)
    return "".join(reversed(letters))


def _gap(here: tuple[float, float], there: tuple[float, float]) -> float:
    return max(there[0] - here[1], here[0] - there[1])


def _widest_space(spans: list[tuple[float, float]], size: float) -> float:
    """Return how wide a gap may be before it parts a line: a justified line has wide spaces throughout."""
    gaps = sorted(_gap(here, there) for here, there in pairwise(spans))
    if not gaps:
        return GAP * size
    even = gaps[-1] if gaps[-1] <= 1.5 * gaps[0] else 0.0
    usual = 2.5 * gaps[len(gaps) // 4] if len(gaps) > _FEW_GAPS else even
    return max(GAP * size, min(usual, 2 * size))


def _is_near(run: Run, box: Box, base: tuple[float, float], widest: float) -> bool:
    step = abs(down(run.turn, *run.base) - down(run.turn, *base))
    return _gap(along(run.turn, run.box), along(run.turn, box)) <= widest and step <= 0.3 * run.size


def _is_stretched(box: Box, turn: int, words: str, size: float) -> bool:
    """Say whether a line is wider than its letters: one drawing command may leave gaps of its own."""
    left, right = along(turn, box)
    return right - left > _WIDE_LETTER * size * len(words) and words.isascii() and " " in words


def _is_scalar(code: int) -> bool:
    return 0 < code < 0x110000 and not 0xD800 <= code < 0xE000


@cache
def _line() -> re.Pattern[str]:
    return re.compile(r"(?P<words>[^\r\n\x02\ufffe]+)(?P<hyphen>[\x02\ufffe])?")


@cache
def _word() -> re.Pattern[str]:
    return re.compile(r"\S+")


@cache
def _digits() -> re.Pattern[str]:
    return re.compile(r"[0-9]+")


@cache
def _right_to_left() -> re.Pattern[str]:
    return re.compile("[\u0591-\u05f4\u060b-\u065f\u066e-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]{2,}")


@cache
def _right_to_left_words() -> re.Pattern[str]:
    """Words that stand together in a line of the other direction; the file may hold the last of them first."""
    word = _right_to_left().pattern
    return re.compile(rf"{word}(?: +{word})+")


@cache
def _lam_alef() -> re.Pattern[str]:
    """Alef before lam: where one sign stands for the two, pdfium may have turned them round."""
    return re.compile("[\u0622\u0623\u0625\u0627]\u0644")


@cache
def _parts() -> re.Pattern[str]:
    return re.compile(r" +|[^ ]+")


@cache
def _stop_before_number() -> re.Pattern[str]:
    """A full stop that follows a number in a right-to-left line; the file holds it before the number."""
    return re.compile(r"(?<!\S)([.:;!؟،]+)(\d+)(?!\S)")


@cache
def _bold_name() -> re.Pattern[bytes]:
    return re.compile(rb"bold|black|heavy|demi|CMBX|SFBX|[-,]B(?:I|oldMT)?$", re.IGNORECASE)


@cache
def raised_digits() -> dict[int, int]:
    """Return the raised form of each digit, for ``str.translate``."""
    return str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@cache
def _plain() -> dict[str, str]:
    """Return the characters that stand for others, one for one: spaces of any width, bullets of symbol fonts."""
    spaces = (0x9, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)
    return dict.fromkeys(map(chr, spaces), " ") | {chr(code): sign for code, sign in _BULLETS.items()}


@cache
def _strange() -> re.Pattern[str]:
    return re.compile(f"[{''.join(map(re.escape, _plain()))}]")
