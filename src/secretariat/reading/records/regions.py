"""Parts of a record that a head gives to one kind of finding: actions, earlier actions, decisions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from ..outline import Head, Outline
from ..source_text import Kind
from ..vocabulary import Vocabulary
from .cues import cue, head_cue

_LONGEST_HEAD = 12
_LONGEST_ENDING = 6


class Topic(StrEnum):
    """What a part of the record holds."""

    ACTIONS = "actions"
    PREVIOUS = "previous"
    DECISIONS = "decisions"
    AGENDA = "agenda"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Region:
    """The blocks below a head. ``owner`` is a name that a head within gives to what is below it."""

    topic: Topic
    head: Head
    blocks: tuple[int, ...]


class Regions:
    """The regions of one record: which topic a block stands under."""

    def __init__(self, outline: Outline) -> None:
        """Work out the regions; a head within a region turns the topic where it names another."""
        self.outline = outline
        self.all: list[Region] = []
        self._topics: dict[int, Topic] = {}
        for head in outline.heads:
            topic = topic_of(outline, head)
            if topic is None or self._is_within(head, topic):
                continue
            blocks = () if head.rest.end > head.rest.start else outline.body(head.index)
            self.all.append(Region(topic, head, blocks))
            self._topics.update(dict.fromkeys(blocks, topic))
        self.all = [self._without_inner(region) for region in self.all]

    def _is_within(self, head: Head, topic: Topic) -> bool:
        return self._topics.get(head.index) is topic and topic is not Topic.PEOPLE

    def _without_inner(self, region: Region) -> Region:
        kept = tuple(index for index in region.blocks if self._topics.get(index) is region.topic)
        return Region(region.topic, region.head, kept)

    def topic(self, index: int) -> Topic | None:
        """Return the topic of the region in which the block stands."""
        return self._topics.get(index)

    def of(self, topic: Topic) -> list[Region]:
        """Return the regions of one topic in order."""
        return [region for region in self.all if region.topic is topic]


def topic_of(outline: Outline, head: Head) -> Topic | None:
    """Return what a head says it holds, ``None`` where it is any other head."""
    words, vocabulary = head.words, outline.vocabulary
    if not words or len(words.split()) > _LONGEST_HEAD or head.index == outline.title:
        return None
    if _is_previous(words, vocabulary):
        return Topic.PREVIOUS
    if head_cue(vocabulary, "actions", "heads").fullmatch(words) or _ends_in_actions(words, vocabulary):
        return Topic.ACTIONS
    if head_cue(vocabulary, "decisions", "heads").fullmatch(words):
        return Topic.DECISIONS
    if head_cue(vocabulary, "agenda", "heads").fullmatch(words) and not _holds_discussion(outline, head):
        return Topic.AGENDA
    if head_cue(vocabulary, "participants", "present").fullmatch(words):
        return Topic.PEOPLE
    return None


def _is_previous(words: str, vocabulary: Vocabulary) -> bool:
    if cue(vocabulary, "actions", "previous").search(words):
        return True
    return bool(_action_word(vocabulary).search(words) and cue(vocabulary, "actions", "previous_with").search(words))


def _ends_in_actions(words: str, vocabulary: Vocabulary) -> bool:
    """Say whether a short head ends in "action items" or the like, whatever stands before."""
    found = list(cue(vocabulary, "actions", "head_ends").finditer(words))
    return bool(found) and found[-1].end() == len(words) and len(words.split()) <= _LONGEST_ENDING


@cache
def _action_word(vocabulary: Vocabulary) -> re.Pattern[str]:
    return cue(vocabulary, "actions", "labels")


def _holds_discussion(outline: Outline, head: Head) -> bool:
    """Say whether the agenda's heading has the whole discussion below it."""
    return any(outline.blocks[index].kind is Kind.HEADING for index in outline.body(head.index))
