"""A report in, its passages on migration out: where each stands, what it is about, what it says of which objective."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..language import language
from ..loaders import load
from ..loaders.pdf_lean import LeanPage
from ..loaders.pdf_reports import PageText, report_pages
from ..loaders.pictures import PictureReader
from ..loaders.sniff import FileType, file_type
from ..problems import Problem
from ..source_text import Block, Kind, SourceText
from ..spans import Span, trimmed
from .cover import Cover, read_cover
from .framework import load_framework
from .labels import Label, Lean, labels_of, lexicon, near, subjects_and_hits
from .stance import Figure, figures, stance
from .words import Words

_TELLS_LANGUAGE = 1_200
_LANGUAGE_SAMPLE = 6_000
_LONG = 1_400
_SENTENCES = re.compile(r"(?<=[.!?؟])\s+(?=[^\W\d_a-zа-я])|(?<=[。！？])")
_LEADERS = re.compile(r"(?:\.{6}|(?:\. ){6}|…{3}|_{6}) ?\S{0,5}\b")
"""What leads from an entry in a table of contents to its page."""
_HEADING_GIVES = 0.5
_SHORTEST = 12


@dataclass(frozen=True, slots=True)
class CodeLabel:
    """A label with the framework that its code belongs to."""

    framework: str
    label: Label


Codes = tuple[CodeLabel, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage on migration. ``span`` is its place in the text of its page, or of the document without pages.

    ``subjects`` are what it is about, the heaviest first; the spans of labels and figures are places in ``text``.
    ``given`` is the weight that the heading above adds to each subject: with it and ``text`` the passage can be
    labelled again.
    ``doubtful`` are the codes that fell short of the line by so little that a person might give them.
    """

    page: int | None
    paragraph: int
    section: str
    text: str
    span: Span
    subjects: tuple[str, ...]
    labels: Codes
    stance: str
    figures: tuple[Figure, ...]
    given: float = 0.0
    doubtful: Codes = ()


@dataclass(frozen=True, slots=True)
class Said:
    """What a passage is about, the heaviest first, its labels, its stance, its figures and its doubtful codes."""

    subjects: tuple[str, ...]
    labels: Codes
    stance: str
    figures: tuple[Figure, ...]
    doubtful: Codes = ()

    def of(self, text: str, span: Span, page: int | None, paragraph: int, sections: _Sections) -> Passage:
        """Return the passage that says so, at its place."""
        said = self.subjects, self.labels, self.stance, self.figures, sections.given, self.doubtful
        return Passage(page, paragraph, sections.name(), text, span, *said)


@dataclass(frozen=True, slots=True)
class Digest:
    """Hashes of the frameworks that an examiner works with.

    Where ``gate`` is another, other passages may be found (``Examiner.examine_stored``); where only ``labels`` is,
    the passages are the same and say something else (``Examiner.label_again``).
    """

    gate: str
    labels: str


@dataclass(slots=True)
class Examined:
    """A report with its passages, its pages as they were read, and what could not be read of it.

    ``page_texts`` are the pages with their blocks; a document without pages is one of number 0. ``recognised`` are the
    pages whose words were read from their picture.
    """

    name: str
    sha256: str
    language: str | None
    cover: Cover
    pages: int | None
    passages: list[Passage] = field(default_factory=list)
    page_texts: tuple[PageText, ...] = ()
    without_text: tuple[int, ...] = ()
    unreadable: tuple[int, ...] = ()
    recognised: tuple[int, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def texts(self) -> dict[int | None, str]:
        """Return the texts that spans index, by page (``None`` for a document without pages)."""
        return {page.number or None: page.text for page in self.page_texts}

    @property
    def unread(self) -> tuple[int, ...]:
        """Return the numbers of the pages that could not be read, for whatever reason."""
        return tuple(sorted({*self.without_text, *self.unreadable}))


class Examiner:
    """Examines reports. Keeps its terms, so that many reports cost one reading of them."""

    def __init__(
        self,
        least: float = Lean.BALANCED.least,
        folder: Path | None = None,
        *,
        all_pages: bool = False,
        pictures: PictureReader | None = None,
        actions: bool = False,
    ) -> None:
        """Take the score from which on a label is given, and a folder with frameworks of one's own.

        ``all_pages`` keeps the text and the blocks of every page, not only of those that a passage may stand on:
        what ``examine_stored`` takes. ``pictures`` reads the pages that have no text or whose letters mean nothing.
        ``actions`` gives the lettered actions of the Global Compact beside its objectives.
        """
        self._least = least
        self._doubtful = min(least, Lean.RECALL.least)
        self._pictures = pictures
        self._all_pages = all_pages
        self._subjects = load_framework("subjects", folder)
        self._stance = load_framework("stance", folder)
        self._gcm = load_framework("gcm", folder)
        self._sdg = load_framework("sdg", folder)
        self._levels = tuple(map(self._gcm.of_level, ("objective", "action") if actions else ("objective",)))
        self._labelling = (self._gcm, self._sdg, self._stance)
        self._targets = self._sdg.of_sets("migration-")
        self._codes = frozenset().union(*self._levels, self._targets, _STANCES)

    @property
    def digest(self) -> Digest:
        """Return the hashes of what decides which passages are found, and of what decides what they say."""
        read = (framework.fingerprint for framework in self._labelling)
        parts = (*read, f"{self._least:g}", f"{len(self._levels)}")
        return Digest(self._subjects.fingerprint, hashlib.sha256(" ".join(parts).encode()).hexdigest())

    def examine(self, data: bytes, name: str) -> Examined:
        """Return what a report holds on migration.

        Raises:
            ReadingError: the file cannot be read.
        """
        if data[:1024].lstrip().startswith(b"%PDF") or (data.strip() and file_type(data, name) is FileType.PDF):
            return self._examine_pdf(data, name)
        return self._examine_text(load(data, name), data, name)

    def _examine_pdf(self, data: bytes, name: str) -> Examined:
        gate = _Gate(self, all_pages=self._all_pages)
        read = report_pages(data, gate.wants, reader=self._pictures)
        spoken = gate.language or language("".join(read.words)[:_LANGUAGE_SAMPLE])
        cover = read_cover(_first_words(read.words), name)
        found = Examined(name, hashlib.sha256(data).hexdigest(), spoken, cover, read.count)
        found.without_text, found.unreadable = read.without_text, read.unreadable
        found.recognised, found.problems = read.recognised, read.problems
        sections = _Sections(read.words)
        found.page_texts = read.pages
        for page in read.pages:
            found.passages += self._passages(page, spoken or "en", sections, looked_at=not self._all_pages)
        return found

    def _examine_text(self, source: SourceText, data: bytes, name: str) -> Examined:
        spoken = language(source.text[:20_000])
        found = Examined(name, hashlib.sha256(data).hexdigest(), spoken, read_cover(source.text[:2_000], name), None)
        found.problems = source.problems
        found.page_texts = (PageText(0, source.text, source.blocks),)
        found.passages = self.examine_stored(found.page_texts, spoken)
        return found

    def examine_stored(self, pages: Iterable[PageText], spoken: str | None) -> list[Passage]:
        """Return the passages of a report out of its pages as ``all_pages`` kept them, without its file.

        ``spoken`` is the language that the report was found to be in. The passages are those of reading it anew.
        """
        sections = _Sections(())
        return [passage for page in pages for passage in self._passages(page, spoken or "en", sections)]

    def label_again(self, text: str, spoken: str | None, given: float) -> Said | None:
        """Return what a passage found before says by the frameworks of now, ``None`` where it is not on migration.

        ``text``, the report's language and ``given`` are as the passage has them.
        """
        return self._said(text, spoken or "en", given)

    def may_tell(self, text: str, spoken: str) -> bool:
        """Say whether a text may be on migration: a cheap first look, never wrong when it says no."""
        return lexicon((self._subjects,), spoken).may_tell(text)

    def _tells(self, text: str, spoken: str) -> bool:
        return lexicon((self._subjects,), spoken).telling_hits(Words(text, spoken)) is not None

    def _passages(
        self, page: PageText, spoken: str, sections: _Sections, *, looked_at: bool = False
    ) -> Iterator[Passage]:
        """Yield the passages of a page; where it was ``looked_at``, its words were seen to be on migration."""
        sections.turn_to(page.number)
        page_may_tell = looked_at or self.may_tell(page.text, spoken)
        number = 0
        for block in page.blocks:
            words = block.span.of(page.text)
            may_tell = page_may_tell and self.may_tell(words, spoken)
            if block.kind is Kind.HEADING:
                sections.open(" ".join(words.split()))
                sections.given = _HEADING_GIVES if may_tell and self._tells(words, spoken) else 0.0
                continue
            number += 1
            if not (may_tell or sections.given) or _LEADERS.search(words):
                continue
            for span in _pieces(page.text, block):
                text = span.of(page.text)
                said = self._said(text, spoken, sections.given)
                if said:
                    yield said.of(text, span, page.number or None, number, sections)

    def _said(self, text: str, spoken: str, given: float) -> Said | None:
        """Return what a passage is about, its labels, its stance and its figures; nothing if it is not on migration."""
        words = Words(text, spoken)
        weights, about = subjects_and_hits(words, self._subjects, given)
        subjects = tuple(weights)
        if not subjects:
            return None
        known = lexicon(self._labelling, spoken, self._codes)
        of_gcm, of_sdg, of_stance = known.hits(words)
        if not given:
            of_gcm, of_sdg = near(of_gcm, about), near(of_sdg, about)
        labels: list[CodeLabel] = []
        if set(subjects) & set(self._gcm.only_with):
            for codes in self._levels:
                found = known.evidence(of_gcm, codes)
                labels += [CodeLabel("gcm", label) for label in labels_of(words, found, self._doubtful)]
        found = known.evidence(of_sdg, self._targets)
        labels += [CodeLabel("sdg", label) for label in labels_of(words, found, self._doubtful)]
        numbers = figures(text)
        said = stance(known.evidence(of_stance, self._stance.entries), len(numbers))
        sure = tuple(given for given in labels if given.label.score >= self._least)
        nearly = tuple(given for given in labels if given.label.score < self._least)
        return Said(subjects, sure, said, tuple(numbers), nearly)

    def of_text(self, text: str, spoken: str) -> Passage | None:
        """Return one passage by itself, ``None`` where it is not on migration."""
        said = self._said(text, spoken, 0.0)
        return said.of(text, Span(0, len(text)), None, 1, _Sections(())) if said else None


_STANCES = frozenset({"practice", "call", "commitment", "challenge", "action", "situation"})


class _Gate:
    """Says of each page whether its lines are wanted: at first of all, and of those with words of migration."""

    def __init__(self, examiner: Examiner, *, all_pages: bool) -> None:
        self._examiner = examiner
        self._all_pages = all_pages
        self._sample = ""
        self._told = False
        self.language: str | None = None

    def wants(self, page: LeanPage) -> bool:
        """Say whether the lines of a page are wanted; the first pages tell the language."""
        if not self._told:
            self._sample += page.words
            if len(self._sample) < _TELLS_LANGUAGE:
                return True
            self.language = language(self._sample[:_LANGUAGE_SAMPLE])
            self._told = self.language is not None
            if not self._told:
                return True
        return self._all_pages or self._examiner.may_tell(page.words, self.language or "en")


class _Sections:
    """The heading under which a passage stands, on its own page or on one before it."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self._name = ""
        self._page = 0
        self.given = 0.0

    def turn_to(self, page: int) -> None:
        """Go to a page; the last numbered heading of those passed over is the one that is open."""
        for words in reversed(self._words[self._page : max(page - 1, 0)]):
            found = _NUMBERED_HEADING.findall(words)
            if found:
                self._name = " ".join(found[-1].split())
                self.given = 0.0
                break
        self._page = page

    def open(self, name: str) -> None:
        """Take a heading as the one that is open."""
        self._name = name

    def name(self) -> str:
        """Return the heading that is open, empty if there is none."""
        return self._name


_NUMBERED_HEADING = re.compile(
    r"^(?:\d{1,2}(?:\.\d{1,2}){0,2}\.?|[IVX]{1,5}\.)[ \t]+[^\W\d_][^\r\n]{3,80}[^\W\d_]\r?$", re.MULTILINE
)


def _first_words(words: Sequence[str]) -> str:
    return next((text for text in words if len(text.strip()) > 20), words[0] if words else "")


def _pieces(text: str, block: Block) -> Iterator[Span]:
    """Yield a block whole, or where it is long in pieces that end with a sentence."""
    start, end = block.span
    if end - start < _SHORTEST:
        return
    if end - start <= _LONG:
        yield block.span
        return
    begin = start
    last = start
    for match in _SENTENCES.finditer(text, start, end):
        if match.start() - begin > _LONG and last > begin:
            yield trimmed(text, begin, last)
            begin = last
        last = match.end()
    if end - begin > _LONG and last > begin:
        yield trimmed(text, begin, last)
        begin = last
    if trimmed(text, begin, end).start < end:
        yield trimmed(text, begin, end)
