"""Decisions: labelled, listed, led in by the body's name, told in a sentence, moved and carried, a heading alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from ..findings import Decision
from ..outline import Outline
from ..source_text import Kind
from ..spans import Span, SpanSet, trimmed
from ..vocabulary import Vocabulary, alternation
from .cues import cue, named_cues
from .decision_tables import tabled
from .motions import read_motions, tells_outcome_only
from .regions import Region, Regions, Topic
from .rulings import Ruling, lemma, verb_at_start

_SHORTEST_OBJECT = 2
_PROSE = {Kind.PARAGRAPH, Kind.ITEM, Kind.QUOTE}


def read_decisions(
    outline: Outline, regions: Regions, rulings: Sequence[Ruling], actions: Sequence[Span]
) -> tuple[Decision, ...]:
    """Return what the body decided at this meeting, in the order of the text.

    Where the record has a list or table of its decisions, sentences of the discussion are not read for more.

    Args:
        outline: the record.
        regions: its parts.
        rulings: the lines below "The Committee:" and the like.
        actions: the spans of its action points, which are not decisions as well.
    """
    reader = _Reader(outline, regions, actions)
    tables = list(reader.tabled())
    found = [*reader.listed(), *tables, *reader.labelled(), *reader.ruled(rulings), *reader.moved()]
    if not (tables or regions.of(Topic.DECISIONS)) or not found:
        found.extend(reader.told(rulings))
        found.extend(reader.headed())
    return tuple(_told_once(found))


class _Reader:
    """Finds the decisions of one record, a way a method."""

    def __init__(self, outline: Outline, regions: Regions, actions: Sequence[Span]) -> None:
        self.outline = outline
        self.text = outline.source.text
        self.vocabulary = outline.vocabulary
        self.regions = regions
        self.actions = SpanSet(actions)
        self._taken: set[int] = set()

    def listed(self) -> Iterator[Decision]:
        """Yield the items, rows or paragraphs below a heading such as ``Decisions``."""
        for region in self.regions.of(Topic.DECISIONS):
            yield from self._region(region)

    def _region(self, region: Region) -> Iterator[Decision]:
        blocks = [(index, self.outline.blocks[index]) for index in region.blocks]
        kinds = [block.kind for _, block in blocks]
        wanted = next((kind for kind in (Kind.ITEM, Kind.ROW, Kind.PARAGRAPH) if kind in kinds), None)
        levels = [block.level for _, block in blocks if block.kind is wanted]
        for index, block in blocks:
            if block.kind is not wanted or block.level > min(levels) or block.header:
                continue
            span = max(block.cells, key=lambda cell: cell.end - cell.start) if block.cells else block.span
            words = self.outline.text(span)
            if self._is_plain(span) and not words.endswith(":") and not self._says_nothing(words):
                self._taken.add(index)
                yield self._decision(self._without_label(span))

    def tabled(self) -> Iterator[Decision]:
        """Yield the rows of tables of decisions elsewhere."""
        for index, cell in tabled(self.outline, self.regions):
            if self._is_plain(cell) and not self._says_nothing(self.outline.text(cell)):
                self._taken.add(index)
                yield self._decision(self._without_label(cell))

    def _is_plain(self, span: Span) -> bool:
        return not self.outline.is_struck(span) and not self.actions.overlap(span)

    def _says_nothing(self, words: str) -> bool:
        bare = words.casefold().strip(" .:-–—_*()[]…")
        return not bare or cue(self.vocabulary, "decisions", "nothing").fullmatch(bare) is not None

    def _without_label(self, span: Span) -> Span:
        found = _label(self.vocabulary).match(self.text, span.start, span.end)
        return trimmed(self.text, found.end(), span.end, " \t\n*_]") if found else span

    def labelled(self) -> Iterator[Decision]:
        """Yield what stands behind ``DECISION:``, ``RESOLVED,`` and the like."""
        for index, block in enumerate(self.outline.blocks):
            if index in self._taken or block.kind not in {*_PROSE, Kind.HEADING}:
                continue
            if block.kind is Kind.HEADING and self.outline.body(index):
                continue  # a title such as "Resolution 3: the budget" stands above the decision itself
            for line in self._lines(block.span):
                found = _label(self.vocabulary).match(self.text, line.start, line.end)
                if not found or self.regions.topic(index) in {Topic.PREVIOUS, Topic.AGENDA}:
                    continue
                rest = trimmed(self.text, found.end(), line.end, " \t\n*_]")
                rest = self._of_label(rest, inner=line.start > block.span.start)
                words = self.outline.text(rest)
                if tells_outcome_only(words, self.vocabulary):
                    continue
                if len(words.split()) >= 2 and self._is_plain(rest) and not self._says_nothing(words):
                    self._taken.add(index)
                    yield self._decision(rest, label=found["label"] or found["upper"])

    def _of_label(self, rest: Span, *, inner: bool) -> Span:
        """Return what a label marks: all behind it, or behind a label within a passage the first sentence."""
        sentences = self.outline.sentences(rest)
        return sentences[0] if inner and sentences else rest

    def _lines(self, span: Span) -> Iterator[Span]:
        """Cut a block before each label that begins a line or follows a sentence or colon in capitals."""
        cuts = [span.start]
        cuts.extend(
            match.start("label") for match in _inner_label(self.vocabulary).finditer(self.text, span.start, span.end)
        )
        for start, end in zip(cuts, [*cuts[1:], span.end], strict=True):
            yield from self._label_lines(Span(start, end))

    def _label_lines(self, span: Span) -> Iterator[Span]:
        start = span.start
        for line in span.of(self.text).split("\n"):
            found = _label(self.vocabulary).match(line.strip())
            if start > span.start and not found:
                start += len(line) + 1
                continue
            end = start + len(line)
            rest = self.text[end : span.end]
            following = next(
                (at for at, other in enumerate(rest.split("\n")[1:]) if _label(self.vocabulary).match(other.strip())),
                None,
            )
            until = (
                span.end
                if following is None
                else end + sum(len(other) + 1 for other in rest.split("\n")[: following + 1])
            )
            yield trimmed(self.text, start, until)
            start = end + 1

    def ruled(self, rulings: Sequence[Ruling]) -> Iterator[Decision]:
        """Yield the deciding lines below "The Committee:" and "agreed to:"."""
        for ruling in rulings:
            block = self.outline.blocks[ruling.index]
            if ruling.kind == "decision" and ruling.index not in self._taken and self._is_plain(block.span):
                self._taken.add(ruling.index)
                yield replace(self._decision(block.span), verb=ruling.verb)

    def moved(self) -> Iterator[Decision]:
        """Yield the motions that were carried."""
        for motion in read_motions(self.outline):
            if self.regions.topic(motion.index) is not Topic.PREVIOUS and self._is_plain(motion.span):
                self._taken.update(motion.blocks)
                decision = self._decision(motion.span)
                yield replace(decision, manner=decision.manner or motion.manner, proposer=motion.proposer)

    def told(self, rulings: Sequence[Ruling]) -> Iterator[Decision]:
        """Yield sentences that say that the body decided."""
        leads = {ruling.lead for ruling in rulings}
        for index, block in enumerate(self.outline.blocks):
            if block.kind not in {*_PROSE, Kind.ROW} or index in self._taken or index in leads:
                continue
            topic = self.regions.topic(index)
            if topic in {Topic.PREVIOUS, Topic.ACTIONS, Topic.PEOPLE} or (topic is Topic.AGENDA and not block.cells):
                continue
            for passage in block.cells[1:] or (block.span,):
                for line in _passages(self.text, passage, split=bool(block.cells)):
                    yield from self._sentences(line)

    def _sentences(self, passage: Span) -> Iterator[Decision]:
        for sentence in self.outline.sentences(passage):
            if self._decides(sentence) and self._is_plain(sentence):
                yield self._decision(sentence)

    def _decides(self, sentence: Span) -> bool:
        words = sentence.of(self.text)
        if words.endswith("?") or len(words) > 900:
            return False
        return any(self._is_ruling(words, match) for match in _past(self.vocabulary).finditer(words[:400]))

    def _is_ruling(self, words: str, verb: re.Match[str]) -> bool:
        before, after = words[: verb.start()], words[verb.end() :]
        if cue(self.vocabulary, "decisions", "undone").search(before[-90:]) or _quoted(before):
            return False
        if _passive(self.vocabulary).search(before) or _elliptic(self.vocabulary).fullmatch(before):
            return True
        if _chosen(self.vocabulary).search(before + verb[0]):
            return True
        unsaid = _speaker_end(before) or _impersonal(self.vocabulary).fullmatch(before.strip())
        short = len(re.findall(r"\w+", after)) < _SHORTEST_OBJECT + after.rstrip().endswith(":")
        if short and not (unsaid and len(before.split()) < _SHORTEST_OBJECT and _manner(after, self.vocabulary)):
            return False
        if unsaid:
            return verb[0].casefold() in {word.casefold() for word in self.vocabulary.words("decisions", "bare_verbs")}
        return _body_subject(self.vocabulary).search(before) is not None

    def headed(self) -> Iterator[Decision]:
        """Yield headings that are themselves the decision: ``New members approved`` above a list of names."""
        for section in self.outline.sections:
            words = section.title
            found = _heading_verb(self.vocabulary).search(words)
            index = self.outline.block_at(section.heading.start)
            body = self.outline.body(index)
            listed = bool(body) and self.outline.blocks[body[0]].kind in {Kind.ITEM, Kind.ROW}
            if found and listed and len(words.split()) >= 2 and not _undone_heading(words, self.vocabulary):
                yield replace(self._decision(section.heading), verb=lemma(found["verb"], self.vocabulary))

    def _decision(self, span: Span, *, label: str = "") -> Decision:
        words = self.outline.text(span)
        found = _ruling_verb(words, self.vocabulary)
        verb = found[0] if found else _label_verb(label, self.vocabulary)
        return Decision(
            words,
            span,
            verb=verb,
            manner=_manner(words, self.vocabulary),
            proposer=_proposer(words, self.vocabulary),
            object=_object(words, found[1], self.vocabulary) if found else None,
            section=self.outline.section_at(span.start),
        )


def _passages(text: str, span: Span, *, split: bool) -> Iterator[Span]:
    """Yield a passage, a cell of a table line by line."""
    if not split:
        yield span
        return
    start = span.start
    for line in span.of(text).split("\n"):
        yield trimmed(text, start, start + len(line))
        start += len(line) + 1


def _ruling_verb(words: str, vocabulary: Vocabulary) -> tuple[str, int] | None:
    """Return the lemma of the verb that decides, and where it ends: of "agreed to endorse" it is endorse."""
    begins = verb_at_start(words, vocabulary)
    hits = sorted(
        (match.start(), -match.end(), name)
        for name, pattern in named_cues(vocabulary, "decisions", "verbs").items()
        for match in pattern.finditer(words)
    )
    if not hits:
        return (begins[1], 0) if begins and begins[0] == "decision" else None
    start, end, name = hits[0]
    del start
    for later, later_end, other in hits[1:]:
        between = words[-end:later]
        if _linked(vocabulary).fullmatch(between) and name in {"agree", "decide", "resolve"}:
            return other, -later_end
    return name, -end


def _label_verb(label: str, vocabulary: Vocabulary) -> str | None:
    word = re.sub(r"[^\w\s]", "", label).strip().casefold()
    for name, forms in vocabulary.pairs("decisions", "verbs").items():
        if word in forms:
            return name
    return None


def _manner(words: str, vocabulary: Vocabulary) -> str | None:
    for manner, pattern in named_cues(vocabulary, "decisions", "manners").items():
        if pattern.search(words):
            return manner
    return None


def _proposer(words: str, vocabulary: Vocabulary) -> str | None:
    found = _proposed(vocabulary).match(words)
    return found["who"].strip() if found else None


def _object(words: str, start: int, vocabulary: Vocabulary) -> str | None:
    """Return what was decided upon: the words behind the verb up to the end of the clause."""
    rest = _before_object(vocabulary).sub("", words[start:])
    found = re.match(r"[^.;]+", rest)
    return found[0].strip(" ,") if found and found[0].strip(" ,") else None


def _told_once(found: Sequence[Decision]) -> Iterator[Decision]:
    kept: list[Decision] = []
    known: dict[str, int] = {}
    furthest = 0
    for one in sorted(found, key=lambda decision: (decision.span.start, -decision.span.end)):
        if one.span.start < furthest:
            continue
        twin = known.setdefault(_folded(one.text), len(kept))
        if twin == len(kept):
            kept.append(one)
            furthest = one.span.end
        else:
            kept[twin] = replace(kept[twin], also=(*kept[twin].also, one.span))
    yield from kept


def _folded(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.casefold()))


def _quoted(before: str) -> bool:
    """Say whether a passage in quotation marks is open where the verb stands."""
    return before.count("“") > before.count("”") or before.count("«") > before.count("»") or before.count('"') % 2 == 1


def _speaker_end(before: str) -> bool:
    """Say whether nothing, or only a marker, stands before the verb."""
    return not before.strip(" -–—*_•")


@cache
def _label(vocabulary: Vocabulary) -> re.Pattern[str]:
    labels = alternation(vocabulary.words("decisions", "labels"))
    upper = alternation(word.upper() for word in vocabulary.words("decisions", "labels"))
    code = r"(?:[ \t]*[#-]?[A-Z]{0,4}\d[\w./-]*)?"
    stop = r"\s*[\])*_]*\s*(?::|\s[-–—]+(?=\s)|[-–—]{1,2}(?=\s)|\])[*_\])]*"
    return re.compile(
        rf"[\W_]*?(?:(?P<label>(?i:{labels})){code}{stop}"
        rf"|(?P<upper>{upper})(?:-[\w.]+|[ \t]+[\w-]*\d[\w./-]*)?,?(?=\s+[^\W\d_]))\s*"
    )


@cache
def _linked(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Return a pattern for what may stand between two verbs of deciding: "agreed to", "décide d’"."""
    links = alternation(vocabulary.words("decisions", "verb_links"))
    return re.compile(rf"(?:[,\s]|\b{links}(?!\w))*", re.IGNORECASE)


@cache
def _before_object(vocabulary: Vocabulary) -> re.Pattern[str]:
    links = alternation(vocabulary.words("decisions", "object_links"))
    return re.compile(rf"^[\s,]*(?:{links}(?:\s+|(?<=['’]))|:\s+)?", re.IGNORECASE)


@cache
def _inner_label(vocabulary: Vocabulary) -> re.Pattern[str]:
    upper = alternation(word.upper() for word in vocabulary.words("decisions", "labels") if len(word) > 3)
    return re.compile(rf"(?:[.;:?!)]\s+)(?P<label>{upper}\b(?:\s+(?=[a-z])|\s*[:,]))")


@cache
def _past(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Return a pattern for the forms of deciding verbs that tell of a deed, not the bare verb."""
    told = vocabulary.words("decisions", "bare_verbs")
    forms = [
        form
        for name, words in vocabulary.pairs("decisions", "verbs").items()
        for form in words
        if (form != name or form in told) and name not in vocabulary.words("decisions", "not_in_prose")
    ]
    return re.compile(rf"(?<![\w-]){alternation(forms)}(?![\w-])", re.IGNORECASE)


@cache
def _passive(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Return a pattern for what stands before the verb in "The minutes of May were unanimously [approved]"."""
    subjects = alternation(vocabulary.words("decisions", "passive_subjects"))
    auxiliaries = alternation(vocabulary.words("decisions", "auxiliaries"))
    adverbs = alternation(vocabulary.words("decisions", "adverbs"))
    article = alternation(vocabulary.words("decisions", "articles"))
    short = rf"^\W*{article}\s*(?:[\w’'-]+\s+){{1,8}}?"
    return re.compile(rf"(?:\b{subjects}\b[^.;:]{{0,160}}?\b|{short}){auxiliaries}\s+(?:{adverbs}\s+)?$", re.IGNORECASE)


@cache
def _chosen(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Return a pattern for somebody who was elected or appointed."""
    auxiliaries = alternation(vocabulary.words("decisions", "auxiliaries"))
    adverbs = alternation(vocabulary.words("decisions", "adverbs"))
    verbs = alternation(vocabulary.words("decisions", "of_people"))
    relatives = alternation(vocabulary.words("language", "relatives"))
    return re.compile(rf"(?<!\S)(?!{relatives}\s)\S+\s+{auxiliaries}\s+(?:{adverbs}\s+)?{verbs}$", re.IGNORECASE)


@cache
def _elliptic(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Return a pattern for what stands before the verb in "Minutes approved" and "Agenda of the day adopted"."""
    subjects = alternation(vocabulary.words("decisions", "passive_subjects"))
    article = alternation(vocabulary.words("decisions", "articles"))
    return re.compile(
        rf"[\W_]*(?:{article}\s*)?(?:[\w’'-]+\s+){{0,2}}?{subjects}(?:\s+[\w’'-]+){{0,4}}?\s+", re.IGNORECASE
    )


@cache
def _body_subject(vocabulary: Vocabulary) -> re.Pattern[str]:
    bodies = alternation(vocabulary.words("decisions", "bodies"))
    adverbs = alternation(
        (*vocabulary.words("decisions", "adverbs"), *vocabulary.words("decisions", "auxiliaries_active"))
    )
    return re.compile(rf"\b{bodies}(?:\s+[^\s,.;:]+){{0,5}}?,?\s+(?:{adverbs}[,\s]+)*$", re.IGNORECASE)


@cache
def _impersonal(vocabulary: Vocabulary) -> re.Pattern[str]:
    impersonal = alternation(vocabulary.words("decisions", "impersonal"))
    adverbs = alternation(vocabulary.words("decisions", "adverbs"))
    return re.compile(rf"(?:.{{0,160}}?[\s,])?{impersonal}(?:\s+{adverbs})*", re.IGNORECASE | re.DOTALL)


@cache
def _proposed(vocabulary: Vocabulary) -> re.Pattern[str]:
    verbs = alternation(vocabulary.words("decisions", "proposing"))
    return re.compile(rf"(?P<who>[^,.;:]{{2,60}}?)\s+{verbs}\b", re.IGNORECASE)


@cache
def _heading_verb(vocabulary: Vocabulary) -> re.Pattern[str]:
    forms = alternation(vocabulary.words("decisions", "heading_verbs"))
    return re.compile(rf"\s(?P<verb>{forms})$", re.IGNORECASE)


def _undone_heading(words: str, vocabulary: Vocabulary) -> bool:
    return cue(vocabulary, "decisions", "undone").search(words) is not None
