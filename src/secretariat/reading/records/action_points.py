"""Action points: lists and tables under their heading, labels in the text, check boxes, requests of the body."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ..findings import ActionPoint, Participant
from ..outline import Outline
from ..source_text import Block, Kind
from ..spans import Span, trimmed
from .action_labels import (
    asked_pattern,
    inner_label_pattern,
    label_pattern,
    request_sentence_pattern,
    subject_does_pattern,
    trailing_label_pattern,
)
from .action_tables import ActionTables
from .action_words import ActionWords
from .cues import cue
from .regions import Region, Regions, Topic
from .rulings import Ruling

_SAME = 0.62
_VERY_SAME = 0.85
_LONGEST_NAMES = 5
_LONGEST_INITIALS = 4


@dataclass(frozen=True, slots=True)
class _Found:
    action: ActionPoint
    listed: bool


def read_action_points(
    outline: Outline,
    regions: Regions,
    people: Sequence[Participant],
    rulings: Sequence[Ruling],
    base: date | None,
) -> tuple[ActionPoint, ...]:
    """Return what somebody is to do as of this meeting, in the order of the text.

    An action told in the text and again in a list is one; the list's words stand, the other place is
    kept under ``also``. Without any list or label, lines that wholly read ``X to do`` count where X is
    a name that the record knows.
    """
    reader = _Reader(regions, people, ActionWords(outline, people, base))
    found = [*reader.listed(), *reader.labelled(), *reader.boxes(), *reader.requested(rulings)]
    if not found:
        found = list(reader.assigned())
    return tuple(_told_once(found))


class _Reader:
    """Finds the actions of one record, a way a method."""

    def __init__(self, regions: Regions, people: Sequence[Participant], words: ActionWords) -> None:
        self.people = people
        self.words = words
        self.outline = words.outline
        self.text = words.text
        self.vocabulary = words.vocabulary
        self.regions = regions
        self.tables = ActionTables(words, regions)
        self._taken = self.tables.taken

    def listed(self) -> Iterator[_Found]:
        """Yield the actions below a heading or in a table of actions."""
        for region in self.regions.of(Topic.ACTIONS):
            yield from self._region(region)
        yield from (_Found(action, listed=True) for action in self.tables.loose())

    def _region(self, region: Region) -> Iterator[_Found]:
        blocks = [(index, self.outline.blocks[index]) for index in region.blocks]
        rows = [(index, block) for index, block in blocks if block.kind is Kind.ROW]
        for action in (*self.tables.below_head(rows), *self.tables.flattened(blocks)):
            yield _Found(action, listed=True)
        items = [(index, block) for index, block in blocks if block.kind is Kind.ITEM]
        if self._taken.intersection(index for index, _ in rows):
            items = [(index, block) for index, block in items if block.checked is not None]
        floor = min((block.level for _, block in items), default=0)
        weak = cue(self.vocabulary, "actions", "weak_heads").search(region.head.words) is not None
        owner: tuple[Span, ...] = ()
        for index, block in blocks:
            if index in self._taken:
                continue
            if block.kind is Kind.HEADING or (block.kind is Kind.PARAGRAPH and self._is_owner_line(index)):
                owner = self._as_owner(block.span)
            elif block.kind is Kind.ITEM and items and self._belongs(index, floor):
                yield from self._item(index, block, owner)
            elif block.kind is Kind.PARAGRAPH and items and self._leads_details(index):
                yield from self._item(index, block, owner)
                self._taken.update(self.outline.body(index))
            elif block.kind is Kind.PARAGRAPH and not items and not rows and self._is_sentence(block, weak=weak):
                yield from self._item(index, block, owner)

    def _is_owner_line(self, index: int) -> bool:
        span = self._label_span(self.outline.blocks[index].span)
        words = self.outline.text(self.outline.blocks[index].span)
        return len(words) < 60 and bool(self._as_owner(span)) and (words.endswith(":") or self._next_is_item(index))

    def _leads_details(self, index: int) -> bool:
        """Say whether a line such as "Ann will send papers on:" is the action and its list only details."""
        block = self.outline.blocks[index]
        words = self.outline.text(block.span)
        return (
            words.endswith(":")
            and self._next_is_item(index)
            and bool(self.words.owners.split(block.span, marked=False).owners)
        )

    def _next_is_item(self, index: int) -> bool:
        return index + 1 < len(self.outline.blocks) and self.outline.blocks[index + 1].kind is Kind.ITEM

    def _label_span(self, span: Span) -> Span:
        return trimmed(self.text, span.start, span.end, " \t\n:*_-–—")

    def _as_owner(self, span: Span) -> tuple[Span, ...]:
        span = self._label_span(span)
        words = self.outline.text(span)
        if len(words) > 60 or not self.words.owners.are_names(words, marked=True):
            return ()
        return self.words.owners.cell(span)

    def _belongs(self, index: int, floor: int) -> bool:
        """Say whether an item is an action and not a remark below one; ``floor`` is the least depth of its list."""
        block = self.outline.blocks[index]
        if block.level == floor:
            return not self._leads_items(index)
        parent = self.outline.parent(index)
        return parent is not None and self._leads_items(parent)

    def _leads_items(self, index: int) -> bool:
        """Say whether an item only names whose or what actions stand below it."""
        block = self.outline.blocks[index]
        if not self.outline.body(index):
            return False
        words = self.outline.text(block.span)
        return words.endswith(":") or bool(self._as_owner(block.span))

    def _item(self, index: int, block: Block, owner: tuple[Span, ...]) -> Iterator[_Found]:
        self._taken.add(index)
        span = self.words.without_label(block.span)
        if self.words.say_nothing(span) or self.outline.is_struck(span):
            return
        parent = self.outline.parent(index)
        if parent is not None and not owner:
            owner = self._as_owner(self.outline.blocks[parent].span)
        status = None if block.checked is None else ("done" if block.checked else "open")
        for part in self._one_by_one(span):
            yield _Found(self.words.action(part, owner, status=status), listed=True)

    def _is_sentence(self, block: Block, *, weak: bool) -> bool:
        words = self.outline.text(block.span)
        decides = cue(self.vocabulary, "decisions", "labels").match(words)
        if decides and words[decides.end() :].lstrip().startswith(":"):
            return False
        if words.endswith(":") or len(words) > 600 or label_pattern(self.vocabulary).match(words):
            return False
        return bool(self.words.owners.split(block.span).owners) or (not weak and len(words) < 300)

    def labelled(self) -> Iterator[_Found]:
        """Yield actions that a label marks in the text: ``ACTION: …``, ``[ACTION - …]``, ``… (Action 2.1)``."""
        for index, block in enumerate(self.outline.blocks):
            if index in self._taken or block.kind not in {
                Kind.PARAGRAPH,
                Kind.ITEM,
                Kind.QUOTE,
                Kind.HEADING,
                Kind.NOTE,
            }:
                continue
            if block.kind is Kind.HEADING and self.outline.body(index):
                continue  # a title such as "Action: lease" stands above the action itself
            for line in self._lines(block.span):
                yield from self._labelled(line, index)

    def _lines(self, span: Span) -> Iterator[Span]:
        """Cut a block before each label that begins a line or follows a sentence."""
        starts = [span.start]
        starts.extend(
            match.start("label")
            for match in inner_label_pattern(self.vocabulary).finditer(self.text, span.start + 1, span.end)
        )
        for start, end in zip(starts, [*starts[1:], span.end], strict=True):
            yield trimmed(self.text, start, end)

    def _labelled(self, span: Span, index: int) -> Iterator[_Found]:
        found = label_pattern(self.vocabulary).match(self.text, span.start, span.end)
        if found:
            rest = trimmed(self.text, found.end(), span.end, " \t\n*_]")
            if self._names_only(rest):
                yield from self._said_before(span, rest, index)
                return
            if rest.end > rest.start and not self.words.say_nothing(rest) and not self.outline.is_struck(rest):
                self._taken.add(index)
                for one in self._several(rest):
                    yield _Found(self._with_inline_owner(found, one), listed=False)
            return
        start = span.start
        for numbered in trailing_label_pattern(self.vocabulary).finditer(self.text, span.start, span.end):
            sentence = self.outline.sentences(Span(start, numbered.end()))[-1]
            yield _Found(
                self.words.action(trimmed(self.text, sentence.start, numbered.start(), " \t\n.")), listed=False
            )
            start = numbered.end()

    def _several(self, span: Span) -> tuple[Span, ...]:
        """Cut ``Draft the note (Ann); book the room (Bo)`` behind one label into its actions."""
        cuts = [match.span() for match in re.finditer(r"\)\s*;\s+(?=\S)", span.of(self.text))]
        starts = [span.start, *(span.start + end for _, end in cuts)]
        ends = [*(span.start + start + 1 for start, _ in cuts), span.end]
        pieces = tuple(trimmed(self.text, start, end) for start, end in zip(starts, ends, strict=True))
        return pieces if all(self.words.owners.split(piece).owners for piece in pieces) else (span,)

    def _one_by_one(self, rest: Span) -> tuple[Span, ...]:
        """Cut what stands behind a label where each of its sentences gives somebody a task."""
        sentences = self.outline.sentences(rest)
        does = subject_does_pattern(self.vocabulary)
        each = len(sentences) > 1 and all(does.match(self.text, part.start, part.end) for part in sentences)
        return sentences if each else (rest,)

    def _names_only(self, rest: Span) -> bool:
        """Say whether only names stand behind a label: ``ACTION: Clerk``."""
        words = self.outline.text(rest).strip(" .")
        return 0 < len(words.split()) <= _LONGEST_NAMES and self.words.owners.are_names(words, marked=True)

    def _said_before(self, label: Span, names: Span, index: int) -> Iterator[_Found]:
        """Yield the sentence before a label that only names the owners."""
        block = self.outline.blocks[index]
        before = self.outline.sentences(Span(block.span.start, label.start)) if label.start > block.span.start else ()
        if not before and index and self.outline.blocks[index - 1].kind in {Kind.PARAGRAPH, Kind.ITEM}:
            before = self.outline.sentences(self.outline.blocks[index - 1].span)
        if before:
            self._taken.add(index)
            owners = self.words.owners.cell(trimmed(self.text, names.start, names.end, " \t\n."))
            action = self.words.action(before[-1])
            yield _Found(
                replace(action, owners=tuple(self.outline.text(one) for one in owners), owner_spans=owners),
                listed=False,
            )

    def _with_inline_owner(self, label: re.Match[str], rest: Span) -> ActionPoint:
        """Read the owner that stands within the label: ``ACTION (Bob):``, ``ACTION on Bob:``."""
        action = self.words.action(rest)
        if not label["who"] or action.owners:
            return action
        who = trimmed(self.text, label.start("who"), label.end("who"))
        if not self.words.owners.are_names(self.outline.text(who), marked=True):
            return action
        owners = self.words.owners.cell(who)
        return replace(action, owners=tuple(self.outline.text(owner) for owner in owners), owner_spans=owners)

    def boxes(self) -> Iterator[_Found]:
        """Yield check boxes outside the lists that are known."""
        for index, block in enumerate(self.outline.blocks):
            if block.checked is None or index in self._taken or self.regions.topic(index) is not None:
                continue
            if any(block.span.overlaps(one.span) for one in self.people):
                continue
            yield from self._item(index, block, ())

    def requested(self, rulings: Sequence[Ruling]) -> Iterator[_Found]:
        """Yield what the body asks somebody to do, and lines of a ruling that name who acts."""
        for ruling in rulings:
            block = self.outline.blocks[ruling.index]
            if ruling.index in self._taken:
                continue
            owned = self.words.owners.split(block.span)
            labelled = bool(owned.owners) and owned.text.end < block.span.end
            if ruling.kind == "request" or labelled:
                self._taken.add(ruling.index)
                yield _Found(self._request(block.span), listed=False)
        for index, block in enumerate(self.outline.blocks):
            if index in self._taken or block.kind not in {Kind.PARAGRAPH, Kind.ITEM}:
                continue
            if self.regions.topic(index) is None:
                for sentence in self.outline.sentences(block.span):
                    if request_sentence_pattern(self.vocabulary).match(self.text, sentence.start, sentence.end):
                        yield _Found(self._request(sentence), listed=False)

    def _request(self, span: Span) -> ActionPoint:
        """Read ``Requested the Safety Network to revert``: who is asked is the owner."""
        action = self.words.action(span)
        found = asked_pattern(self.vocabulary).search(self.text, span.start, span.end)
        asks = found is not None and all(owner.end <= found.start() for owner in action.owner_spans)
        if found is None or not asks:
            return action
        who = trimmed(self.text, found.start("who"), found.end("who"))
        return replace(action, owners=(self.outline.text(who),), owner_spans=(who,))

    def assigned(self) -> Iterator[_Found]:
        """Yield sentences that wholly read ``X to do Y`` or ``X will do Y`` with a known X, where nothing is marked."""
        for index, block in enumerate(self.outline.blocks):
            if block.kind not in {Kind.ITEM, Kind.PARAGRAPH} or self.regions.topic(index) is not None:
                continue
            for sentence in self.outline.sentences(block.span):
                if self._assigns(sentence):
                    clause = self.text.find(";", sentence.start, sentence.end)
                    end = clause if clause > 0 else sentence.end
                    yield _Found(self.words.action(trimmed(self.text, sentence.start, end)), listed=False)

    def _assigns(self, sentence: Span) -> bool:
        words = self.text[sentence.start : sentence.end]
        found = subject_does_pattern(self.vocabulary).match(words)
        return (
            found is not None
            and not words.endswith("?")
            and self.words.owners.are_names(found["who"], marked=False)
            and not self.words.owners.are_the_body(found["who"])
            and not self.outline.is_struck(sentence)
        )


def _told_once(found: Sequence[_Found]) -> Iterator[ActionPoint]:
    """Make one of an action told twice; what stands in a list is the action, the other place is ``also``."""
    listed = _listed_once([one.action for one in found if one.listed])
    kept: list[ActionPoint] = []
    for one in found:
        if one.listed:
            continue
        twin = next((at for at, other in enumerate(listed) if _alike(one.action, other) >= _SAME), None)
        if twin is not None:
            listed[twin] = _with(listed[twin], one.action)
            continue
        again = next((at for at, other in enumerate(kept) if _alike(one.action, other) >= _VERY_SAME), None)
        if again is None:
            kept.append(one.action)
        elif not kept[again].span.overlaps(one.action.span):
            kept[again] = _with(kept[again], one.action)
    yield from sorted([*listed, *kept], key=lambda action: action.span)


def _with(action: ActionPoint, other: ActionPoint) -> ActionPoint:
    """Add the second place, and what only the second place says."""
    merged = replace(action, also=(*action.also, other.span))
    if not merged.owners and other.owners:
        merged = replace(merged, owners=other.owners, owner_spans=other.owner_spans)
    if not merged.due_text and other.due_text:
        merged = replace(merged, due_text=other.due_text, due_span=other.due_span, due=other.due)
    return merged


def _listed_once(actions: Sequence[ActionPoint]) -> list[ActionPoint]:
    """Make one of an entry that stands in two lists; the later list's words stand. Lists of one section are one."""
    if len({action.section for action in actions}) == 1:
        return list(actions)
    listed: list[ActionPoint] = []
    for action in sorted(actions, key=lambda action: action.span, reverse=True):
        twin = next((at for at, later in enumerate(listed) if _is_told_again(action, later)), None)
        if twin is None:
            listed.append(action)
        else:
            listed[twin] = _with(listed[twin], action)
    return listed


def _is_told_again(action: ActionPoint, later: ActionPoint) -> bool:
    """Say whether an entry stands again in a later list: in nearly the same words, or with the same owner."""
    if action.section == later.section:
        return False
    alike = _alike(action, later)
    return alike >= _VERY_SAME or (alike >= _SAME and bool(_names(action) & _names(later)))


def _alike(one: ActionPoint, other: ActionPoint) -> float:
    """Return how much of the words two actions share, from 0 to 1; 0 where their owners differ."""
    if _names(one) and _names(other) and not _names(one) & _names(other) and not _are_initials(one, other):
        return 0.0
    first, second = _bag(one.text), _bag(other.text)
    total = sum(first.values()) + sum(second.values())
    return 2 * sum((first & second).values()) / total if total else 0.0


def _names(action: ActionPoint) -> set[str]:
    return {word for owner in action.owners for word in re.findall(r"\w+", owner.casefold())}


def _are_initials(one: ActionPoint, other: ActionPoint) -> bool:
    """Say whether one of the two names its owners by initials, which may be the other's names."""
    return any(owner.isupper() and len(owner) <= _LONGEST_INITIALS for owner in (*one.owners, *other.owners))


def _bag(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w{3,}", re.sub(r"https?://\S+", "", text.casefold())))
