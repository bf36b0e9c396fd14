"""Headings that no markup names: numbered lines, lines in bold, lines that stand alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..source_text import Block, Kind, Mark, Style
from ..spans import Span, trimmed
from .markers import Marker, marker

_LONGEST = 130
_LONGEST_NUMBERED = 240
_SENTENCE = re.compile(r"[.;,!?。；，]$")
_LABELLED = re.compile(r"\W*[A-Z]{2,}(?: [A-Z]+)*(?: [\d.]+)?(?::|\s[-–—])\s*\S")
_TWO_SENTENCES = re.compile(r"[.!?]\s+[^\W\d_a-z]\w*\s")
_FOLLOWS = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class _Scene:
    """A block among its neighbours."""

    block: Block
    words: str
    gap_before: bool
    gap_after: bool
    after: Block | None


def infer(text: str, blocks: Sequence[Block], marks: Sequence[Mark]) -> list[Block]:
    """Return the blocks, those that read as headings turned into ``Kind.HEADING``.

    Bold or italic lines count in every source; numbered lines where most of their series have a body
    below; plain lines that stand alone only where the source marks no heading itself. Levels follow the
    numbers; what has none stands below the marked headings and bold stands above italic.
    """
    marked = [block for block in blocks if block.kind is Kind.HEADING]
    deepest = max((block.level for block in marked), default=0)
    strong = _whole(blocks, marks, Style.STRONG)
    leaning = _whole(blocks, marks, Style.EMPHASIS)
    scenes = [_scene(text, blocks, index) for index in range(len(blocks))]
    numbered = _numbered_series(scenes, strong, leaning)
    styled = any(_is_styled(scene, strong, leaning) for scene in scenes)
    found: list[Block] = []
    for index, scene in enumerate(scenes):
        level = None
        if index in numbered:
            level = deepest + numbered[index]
        elif _is_styled(scene, strong, leaning):
            level = deepest + _styled_level(scene, strong)
        elif not marked and not styled and _stands_alone(scene, scenes, index):
            level = 1
        found.append(_as_heading(text, scene.block, level) if level is not None else scene.block)
    return found


def _scene(text: str, blocks: Sequence[Block], index: int) -> _Scene:
    block = blocks[index]
    before = text[blocks[index - 1].span.end : block.span.start] if index else "\n\n"
    after = blocks[index + 1] if index + 1 < len(blocks) else None
    behind = text[block.span.end : after.span.start] if after else "\n\n"
    return _Scene(block, block.span.of(text), before.count("\n") > 1, behind.count("\n") > 1, after)


def _whole(blocks: Sequence[Block], marks: Sequence[Mark], style: Style) -> set[int]:
    """Return the starts of the blocks that are wholly of one style."""
    starts: dict[int, int] = {}
    for mark in marks:
        if mark.style is style:
            starts[mark.span.start] = max(starts.get(mark.span.start, 0), mark.span.end)
    return {block.span.start for block in blocks if starts.get(block.span.start, -1) >= block.span.end - 1}


def _short(words: str, limit: int = _LONGEST) -> bool:
    return 1 < len(words) <= limit and bool(_FOLLOWS.search(words))


def _is_styled(scene: _Scene, strong: set[int], leaning: set[int]) -> bool:
    block = scene.block
    if block.kind is not Kind.PARAGRAPH or (block.span.start not in strong and block.span.start not in leaning):
        return False
    number = marker(scene.words)
    limit = _LONGEST_NUMBERED if number else _LONGEST
    if not _short(scene.words, limit) or _LABELLED.match(scene.words):
        return False
    if block.span.start not in strong and number is None:
        return False  # words in italics are as often a remark as a heading
    return not _SENTENCE.search(scene.words) or number is not None


def _styled_level(scene: _Scene, strong: set[int]) -> int:
    number = marker(scene.words)
    if number and number.rank:
        return number.rank
    return 1 if scene.block.span.start in strong else 2


def _numbered_series(scenes: Sequence[_Scene], strong: set[int], leaning: set[int]) -> dict[int, int]:
    """Return the numbered lines that are headings: index to level."""
    series: dict[str, list[int]] = defaultdict(list)
    for index, scene in enumerate(scenes):
        number = _number(scene)
        styled = scene.block.span.start in strong | leaning
        if number is not None and not styled and not _is_in_list(scenes, index):
            series[_shape(number)].append(index)
    found: dict[int, int] = {}
    for members in series.values():
        headings = [index for index in members if _heads_a_body(scenes[index])]
        if len(headings) * 10 >= len(members) * 6:
            found.update({index: _rank(scenes[index]) for index in headings})
    return found


def _is_in_list(scenes: Sequence[_Scene], index: int) -> bool:
    """Say whether a numbered line stands right above or below another of its kind: a list, and no heading."""
    scene = scenes[index]
    shape = _shape(_number(scene) or "")
    above = not scene.gap_before and index > 0 and _shape(_number(scenes[index - 1]) or "") == shape
    below = not scene.gap_after and index + 1 < len(scenes) and _shape(_number(scenes[index + 1]) or "") == shape
    return above or below


def _number(scene: _Scene) -> str | None:
    if scene.block.kind is Kind.ITEM and re.search(r"\w", scene.block.marker) and scene.block.checked is None:
        return scene.block.marker if scene.block.level == 0 else None
    if scene.block.kind is Kind.PARAGRAPH:
        found = marker(scene.words)
        return found.text if found and found.loose else None
    return None


def _shape(number: str) -> str:
    """Return the kind of a number: ``1.`` and ``12.`` are alike, ``a)`` is another."""
    shape = re.sub(r"\d+", "1", number)
    if re.fullmatch(r"\W*[IVXivx]+\W*", shape):
        return re.sub(r"[IVX]+", "I", re.sub(r"[ivx]+", "i", shape))
    return re.sub(r"[A-Z]", "A", re.sub(r"[a-z]", "a", shape))


def _rank(scene: _Scene) -> int:
    number = _number(scene) or ""
    found = marker(f"{number} x")
    return max(found.rank, 1) if found else 1


def _heads_a_body(scene: _Scene) -> bool:
    if not scene.gap_before or scene.after is None or "\n" in scene.words:
        return False
    if not _short(scene.words) or _SENTENCE.search(scene.words):
        return False
    after = scene.after
    same_list = after.kind is Kind.ITEM and _shape(after.marker) == _shape(scene.block.marker or scene.words[:2])
    return not same_list


def _stands_alone(scene: _Scene, scenes: Sequence[_Scene], index: int) -> bool:
    block, words = scene.block, scene.words
    if block.kind is not Kind.PARAGRAPH or not scene.gap_before or not scene.gap_after or scene.after is None:
        return False
    if "\n" in words or not _short(words) or _SENTENCE.search(words) or words.endswith(":"):
        return False
    if _TWO_SENTENCES.search(words):
        return False
    if not (words[0].isupper() or words[0].isdigit() or not words[0].isascii()) or _LABELLED.match(words):
        return False
    follower = scenes[index + 1]
    return words.isupper() or not _stands_alone_shape(follower)


def _stands_alone_shape(scene: _Scene) -> bool:
    words = scene.words
    plain = scene.block.kind is Kind.PARAGRAPH and "\n" not in words and scene.gap_before and scene.gap_after
    return plain and _short(words) and not _SENTENCE.search(words) and not words.endswith(":")


def _as_heading(text: str, block: Block, level: int) -> Block:
    number: Marker | None = None if block.marker else marker(block.span.of(text))
    if number is None or number.rank == 0:
        return replace(block, kind=Kind.HEADING, level=level)
    span = trimmed(text, block.span.start + number.length, block.span.end)
    return replace(block, kind=Kind.HEADING, level=level, marker=number.text, span=Span(*span))
