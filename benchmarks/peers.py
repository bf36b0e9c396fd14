"""Other ways of finding the same terms: a plain list of them, spaCy's matcher, the bare search that ours uses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from ahocorasick_rs import AhoCorasick

from secretariat.reading.loaders.pdf_reports import PageText
from secretariat.reading.reports.examine import Examiner
from secretariat.reading.reports.framework import cues, load_framework
from secretariat.reading.reports.matching import Matcher
from secretariat.reading.reports.terms import Term
from secretariat.reading.reports.words import Words

from .gold import gold
from .ratios import Ratio, in_turns, missing, peer, seconds

_SHARE_FOR_RE = 8
"""The alternation takes so long that it is given every eighth page."""


def ratios(pages: Sequence[PageText], rounds: int) -> Iterator[Ratio]:
    """Yield the ratios of matching and of the whole examination, on the texts of pages."""
    texts = [page.text for page in pages]
    terms = _terms(("subjects", "gcm", "sdg", "stance"))
    matcher = Matcher(terms)
    parts = sorted({part for term in terms for part in term.parts})
    bare = AhoCorasick(parts)
    joined = [Words(text, "en").joined for text in texts]
    ours, theirs = in_turns(
        lambda: [matcher.found(text) for text in joined],
        lambda: [bare.find_matches_as_indexes(text, overlapping=True) for text in joined],
        rounds,
    )
    same = _places(matcher.found(text) for text in joined) == _places(
        bare.find_matches_as_indexes(text, overlapping=True) for text in joined
    )
    yield Ratio("G5 parts of terms met in words / bare ahocorasick_rs", theirs / ours, 0.7, f"same places: {same}")
    ours, _ = in_turns(lambda: [matcher.hits(Words(text, "en")) for text in texts], lambda: None, rounds)
    yield Ratio("G5 text as written to whole terms / bare ahocorasick_rs", theirs / ours, 0.7, "ours does more work")
    yield _regex(joined[::_SHARE_FOR_RE], parts, matcher)
    yield from _spacy(pages, rounds)
    yield Ratio("G8 whole examination / text2sdg", None, 10, "text2sdg is a package of R, which is not run here")


def _places(found: Iterator[list[tuple[int, int, int]]]) -> list[set[tuple[int, int]]]:
    return [{(start, end) for _, start, end in one} for one in found]


def _regex(joined: Sequence[str], parts: Sequence[str], matcher: Matcher) -> Ratio:
    """Return how much faster ours is than one alternation; both have to meet something at the same places."""
    pattern = re.compile(f"(?=({'|'.join(map(re.escape, parts))}))")
    theirs = seconds(lambda: [list(pattern.finditer(text)) for text in joined])
    ours = min(seconds(lambda: [matcher.found(text) for text in joined]) for _ in range(5))
    same = all(
        {match.start() for match in pattern.finditer(text)} == {start for _, start, _ in matcher.found(text)}
        for text in joined[:4]
    )
    return Ratio("G6 parts of terms met in words / one re alternation", theirs / ours, 20, f"same places: {same}")


def _terms(names: Sequence[str]) -> list[Term]:
    return [cue.term for name in names for cue in cues(load_framework(name), "en")]


def _spacy(pages: Sequence[PageText], rounds: int) -> Iterator[Ratio]:
    spacy = peer("spacy")
    if spacy is None:
        yield Ratio("G7 whole examination of texts / spaCy tokenizer", None, 1, missing("spacy"))
        return
    texts = [page.text for page in pages]
    examiner, tokens = Examiner(), spacy.blank("en")
    ours, theirs = in_turns(
        lambda: examiner.examine_stored(pages, "en"), lambda: [tokens.make_doc(text) for text in texts], rounds
    )
    yield Ratio("G7 whole examination of texts / spaCy tokenizer", theirs / ours, 1, "same pages, in words a second")
    matcher = peer("spacy.matcher").PhraseMatcher(tokens.vocab, attr="LOWER")
    phrases = _phrases()
    matcher.add("term", [tokens.make_doc(phrase) for phrase in phrases])
    ours, theirs = in_turns(
        lambda: examiner.examine_stored(pages, "en"), lambda: [matcher(tokens.make_doc(text)) for text in texts], rounds
    )
    gate = f"gold: ours {_quality(_ours(examiner))}; PhraseMatcher {_quality(lambda t: bool(matcher(tokens(t))))}"
    yield Ratio("   whole examination of texts / spaCy PhraseMatcher, subjects", theirs / ours, 1, gate)
    listed = re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b", re.IGNORECASE)
    ours, theirs = in_turns(
        lambda: examiner.examine_stored(pages, "en"), lambda: [listed.findall(text) for text in texts], 1
    )
    gate = f"gold: ours {_quality(_ours(examiner))}; list {_quality(lambda t: bool(listed.search(t)))}"
    yield Ratio("   whole examination of texts / list of the same terms in re", theirs / ours, 1, gate)


def _phrases() -> list[str]:
    """Return the terms of the subjects that tell by themselves, as they are written, those of one part."""
    found = {
        cue.term.written.replace("*", "").strip()
        for cue in cues(load_framework("subjects"), "en")
        if cue.weight >= 1 and len(cue.term.parts) == 1
    }
    return sorted(found, key=lambda phrase: (-len(phrase), phrase))


def _ours(examiner: Examiner) -> Callable[[str], bool]:
    return lambda text: examiner.of_text(text, "en") is not None


def _quality(says: Callable[[str], bool]) -> str:
    """Return recall and precision of the passages on migration among the English ones of the gold set."""
    pairs = [(passage.subject != "none", says(passage.text)) for passage in gold() if passage.language == "en"]
    met = sum(wanted and given for wanted, given in pairs)
    return (
        f"recall {met / sum(wanted for wanted, _ in pairs):.2f} precision {met / sum(given for _, given in pairs):.2f}"
    )
