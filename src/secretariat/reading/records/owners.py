"""Who is to do it: names in front of an action, within it and behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from ..findings import Participant
from ..names import entity_names, without_honorific
from ..outline import Outline
from ..spans import Span, trimmed
from ..vocabulary import Vocabulary, alternation
from .cues import future, modal_pattern

_PREFIX = re.compile(r"(?P<who>[^:\n]{1,80}?)\s*(?::|\s[-–—]+|\s?→|\s?=>)\s+(?=\S)")
_LONGEST_HANDLE = 2  # "@ann L."
_SEMICOLON = re.compile(r"\s*;\s*")
_BRACKETED = re.compile(r"[\[(](?P<who>[^\[\]()]{1,60})[\])]\s*:?\s*(?=\S)")
_HANDLES = re.compile(
    r"(?P<who>@[\w-]+(?:(?:\s*,\s*|\s+and\s+|\s*&\s*|\s*/\s*|\s+)@[\w-]+)*)\s*(?P<colon>[:–—-]\s)?\s*"
)
_TAIL = re.compile(r"(?:[\[(](?P<in>[^\[\]()]{1,60})[\])]|\s[-–—]\s*(?P<dash>[^-–—\[\]()]{1,40}))\s*[.;]?$")
_TAIL_HANDLE = re.compile(
    r"(?:[-–—(\[]\s*)?(?P<who>@[\w-]+(?:\s[^\W\d_a-z]\b\.?)?(?:\s*[,&/]?\s*(?:and\s+)?@[\w-]+(?:\s[^\W\d_a-z]\b\.?)?)*)\s*[)\].;]*$"
)


@dataclass(frozen=True, slots=True)
class Owned:
    """An action's words with its owners taken apart: ``text`` is the action without separate owner words."""

    text: Span
    owners: tuple[Span, ...] = ()


class Owners:
    """Knows the names of one record and finds them as owners."""

    def __init__(self, outline: Outline, people: Sequence[Participant]) -> None:
        """Gather every way in which the record may call its people, bodies and entities."""
        self.outline = outline
        self.text = outline.source.text
        self.vocabulary = outline.vocabulary
        self._known = frozenset(_known(people, outline.vocabulary))
        self._common = outline.small_words

    def split(self, span: Span, *, marked: bool = True) -> Owned:
        """Take the owners off an action.

        Args:
            span: the words behind the list marker and the label.
            marked: the record itself says that this is an action (a label, a heading), so that a name
                which no list of participants has is believed as well.
        """
        span, labelled = self._labelled(span)
        if labelled:
            return Owned(span, labelled)
        owned = self._prefix(span, marked=marked) or self._bracketed(span, marked=marked) or self._handles(span)
        if owned:
            return owned
        subject = self._subject(span, marked=marked)
        if subject:
            return Owned(span, subject)
        handles = _TAIL_HANDLE.search(self.text, span.start, span.end)
        if handles and handles.start() > span.start:
            who = trimmed(self.text, *handles.span("who"))
            return Owned(trimmed(self.text, span.start, handles.start()), self._cut_handles(who))
        return self._tail(span)

    def _labelled(self, span: Span) -> tuple[Span, tuple[Span, ...]]:
        """Read ``Action by: X`` or ``(Owner: X)`` behind the action."""
        found = _owner_label(self.vocabulary).search(self.text, span.start, span.end)
        if not found or found.start() == span.start:
            return span, ()
        who = trimmed(self.text, found.start("who"), found.end("who"), " \t\n.,;()[]*_")
        return trimmed(self.text, span.start, found.start(), " \t\n,;([*_-–—"), self._cut(who)

    def _prefix(self, span: Span, *, marked: bool) -> Owned | None:
        found = _PREFIX.match(self.text, span.start, span.end)
        if not found or found.end() >= span.end:
            return None
        who = trimmed(self.text, found.start("who"), found.end("who"), " \t\n*_[]()")
        if self.outline.text(who).casefold() in self.vocabulary.words("actions", "owner_labels"):
            return None
        words = self.outline.text(who)
        if not self.are_names(words, marked=marked) or self._may_be_a_topic(words):
            return None
        return Owned(trimmed(self.text, found.end(), span.end), self._cut(who))

    def _may_be_a_topic(self, words: str) -> bool:
        """Say whether a single word in front (``Budget: …``) may as well be what the action is about.

        Initials in capitals and names that the record knows are believed.
        """
        return (
            len(words.split()) == 1
            and not self.is_known(words)
            and not re.fullmatch(r"[A-Z]{2,5}(?:/[A-Z]{2,5})*", words)
        )

    def _bracketed(self, span: Span, *, marked: bool) -> Owned | None:
        found = _BRACKETED.match(self.text, span.start, span.end)
        if not found or not self.are_names(found["who"], marked=marked):
            return None
        who = Span(found.start("who"), found.end("who"))
        return Owned(trimmed(self.text, found.end(), span.end), self._cut(who))

    def _handles(self, span: Span) -> Owned | None:
        found = _HANDLES.match(self.text, span.start, span.end)
        if not found or found.end() >= span.end:
            return None
        who = trimmed(self.text, found.start("who"), found.end("who"))
        rest = trimmed(self.text, found.end(), span.end) if found["colon"] else span
        return Owned(rest, self._cut(who))

    def _subject(self, span: Span, *, marked: bool) -> tuple[Span, ...]:
        """Read ``X to do``, ``X and Y will do``, ``All provide``: the owner is part of the sentence."""
        words = self.text[span.start : min(span.end, span.start + 140)]
        found = _subject_pattern(self.vocabulary).match(words)
        if found and self._is_subject(found, marked=marked):
            who = trimmed(self.text, span.start + found.start("who"), span.start + found.end("who"))
            return self._cut(who)
        found = _plain_subject(self.vocabulary).match(words)
        if found and self.are_names(found["who"], marked=False):
            return self._cut(trimmed(self.text, span.start, span.start + found.end("who")))
        return ()

    def _is_subject(self, found: re.Match[str], *, marked: bool) -> bool:
        who = found["who"].strip()
        if self.are_names(who, marked=False):
            return True
        if not marked or found["verb"] == "be" or who.split()[0].casefold() in _verbs_before_to(self.vocabulary):
            return False
        if _definite(self.vocabulary).match(who):
            return len(who.split()) <= 6
        return self.are_names(who, marked=True)

    def _tail(self, span: Span) -> Owned:
        """Read names in brackets or behind a dash at the end: known ones, several at once, or a whole group."""
        found = _TAIL.search(self.text, max(span.end - 80, span.start), span.end)
        if not found or found.start() == span.start:
            return Owned(span)
        group = "in" if found["in"] else "dash"
        who = trimmed(self.text, found.start(group), found.end(group))
        words = self.outline.text(who)
        several = len(_joint(self.vocabulary).split(words)) > 1 and self.are_names(words, marked=True)
        if several or self.are_names(words, marked=False) or _whole_group(self.vocabulary).fullmatch(words):
            return Owned(trimmed(self.text, span.start, found.start()), self._cut(who))
        return Owned(span)

    def are_names(self, words: str, *, marked: bool) -> bool:
        """Say whether ``words`` are one or several names of people, bodies or entities.

        With ``marked``, capitalised words that the record never writes small count as names.
        """
        pieces = [piece for piece in _joint(self.vocabulary).split(words.strip(" *_.")) if piece]
        if not pieces or len(pieces) > 10:
            return False
        known = sum(self.is_known(piece) for piece in pieces)
        if known == len(pieces):
            return True
        return marked and all(self.is_known(piece) or self._looks_like_name(piece) for piece in pieces)

    def are_the_body(self, words: str) -> bool:
        """Say whether ``words`` name the body itself, whose sentences tell its life more often than its tasks."""
        bare = _definite(self.vocabulary).sub("", words.strip().casefold())
        return bare in {word.casefold() for word in self.vocabulary.words("decisions", "bodies")}

    def is_known(self, words: str) -> bool:
        """Say whether the record, or the vocabulary of bodies and entities, knows this name."""
        bare = without_honorific(words.strip(" .*_()[]"), self.vocabulary).casefold()
        handle = bare.startswith("@") and len(bare.split()) <= _LONGEST_HANDLE
        return handle or bare in self._known or _definite(self.vocabulary).sub("", bare) in self._known

    def _looks_like_name(self, words: str) -> bool:
        tokens = words.split()
        if not 1 <= len(tokens) <= 4 or not all(re.match(r"[^\W\d_a-z]", token) for token in tokens):
            return False
        if tokens[0].casefold() in _verbs_before_to(self.vocabulary) | _imperatives(self.vocabulary):
            return False
        bare = [token.strip(".,'’()").casefold() for token in tokens]
        return all(token.isalpha() or "-" in token for token in bare) and not any(
            token in self._common for token in bare
        )

    def _cut(self, who: Span) -> tuple[Span, ...]:
        """Return the owners one by one; ``Fanny and Bryan`` are two."""
        return self._cut_at(who, _joint(self.vocabulary))

    def _cut_at(self, who: Span, joint: re.Pattern[str]) -> tuple[Span, ...]:
        words = who.of(self.text)
        cuts = [0, *[edge for match in joint.finditer(words) for edge in match.span()], len(words)]
        pieces = [
            trimmed(self.text, who.start + start, who.start + end)
            for start, end in zip(cuts[::2], cuts[1::2], strict=True)
        ]
        return tuple(piece for piece in pieces if piece.end > piece.start)

    def _cut_handles(self, who: Span) -> tuple[Span, ...]:
        starts = [match.start() for match in re.finditer("@", who.of(self.text))]
        cuts = [*starts, who.end - who.start]
        return tuple(
            trimmed(self.text, who.start + start, who.start + end, " \t\n,&/") for start, end in pairwise(cuts)
        )

    def say_nobody(self, cell: Span) -> bool:
        """Say whether a cell says outright that there is no owner yet: "To be assigned"."""
        return self.outline.text(cell).casefold().strip(" .") in self.vocabulary.words("actions", "unassigned")

    def cell(self, cell: Span) -> tuple[Span, ...]:
        """Return the owners that a cell of a table gives.

        A name that the record knows is one owner whatever it holds; where semicolons part owners, nothing else does.
        """
        words = self.outline.text(cell).casefold().strip(" .")
        if not words or words in self.vocabulary.words("actions", "no_value") or self.say_nobody(cell):
            return ()
        if self.is_known(words):
            return (trimmed(self.text, *cell),)
        return self._cut_at(cell, _SEMICOLON if ";" in words else _joint(self.vocabulary))


def _known(people: Sequence[Participant], vocabulary: Vocabulary) -> Iterable[str]:
    yield from (word.casefold() for word in vocabulary.words("actions", "all"))
    yield from entity_names()
    for person in people:
        name = person.name.casefold()
        tokens = name.split()
        yield name
        yield tokens[0]
        yield tokens[-1]
        yield " ".join((tokens[0], tokens[-1]))
        yield "".join(token[0] for token in tokens)
        if person.initials:
            yield person.initials.casefold()
        if person.organization:
            yield person.organization.casefold()


@cache
def _verbs_before_to(vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(vocabulary.words("actions", "verbs_before_to"))


@cache
def _whole_group(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Return a pattern for "all service providers": a whole group that is to act."""
    return re.compile(rf"{alternation(vocabulary.words('actions', 'wholes'))}(?:\s+[\w-]+){{1,3}}", re.IGNORECASE)


@cache
def _imperatives(vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(vocabulary.words("actions", "imperatives"))


@cache
def _owner_label(vocabulary: Vocabulary) -> re.Pattern[str]:
    labels = alternation(vocabulary.words("actions", "owner_labels"))
    due = alternation((*vocabulary.words("actions", "due_labels"), *vocabulary.words("actions", "due_before")))
    return re.compile(
        rf"[\s(\[*_|–—-]{labels}\s*:[*_]*\s*(?P<who>[^\n;|()\[\]]{{1,80}}?)(?=\s*(?:[.;|)\]]|$|,\s*{due}\b|\s+{due}\b))",
        re.IGNORECASE,
    )


@cache
def _subject_pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    verb = rf"(?P<verb>[^\W\d_A-Z][\w-]*)|{future(vocabulary)}"
    modal = modal_pattern(vocabulary.words("actions", "modals"))
    return re.compile(rf"(?P<who>[^\s,:.;][^:.;\n]{{0,90}}?)\s*,?\s+(?:{modal}{verb})")


@cache
def _definite(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Return a pattern for a definite article in front of a name: "The editors", "L’équipe"."""
    return re.compile(rf"{alternation(vocabulary.words('language', 'definite'))}(?:\s+|(?<=['’]))", re.IGNORECASE)


@cache
def _joint(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Return a pattern for what stands between two names."""
    words = alternation(vocabulary.words("language", "conjunctions"))
    return re.compile(rf"\s*(?:,\s*{words}\s+|,|/|\+|;|\s&\s|\s{words}\s)\s*")


@cache
def _plain_subject(vocabulary: Vocabulary) -> re.Pattern[str]:
    # names joined, then a verb in small letters: "Bryan and Jonathan ask CEDA"
    words = alternation(vocabulary.words("language", "conjunctions"))
    name = r"@?[^\W\d_a-z][\w.'’-]*"
    return re.compile(rf"(?P<who>{name}(?:(?:\s*,\s*|\s+{words}\s+|\s*/\s*|\s+){name})*)\s+(?=[^\W\d_A-Z])")
