"""Names of people and organizations as records write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from .spans import Span, trimmed
from .vocabulary import Vocabulary, alternation, names

_PARTICLES = (
    "de da do dos das del della di du des la le van von der den ten ter el al bin ibn bint y e zu af av".split()
)
_LONGEST_NAME = 7
_NO_BRACKETS = str.maketrans('()“”"', "     ")


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody as one entry of a list gives them; spans index the text that the entry stands in."""

    name: Span
    parts: tuple[Span, ...] = ()
    initials: str | None = None
    handle: str | None = None


@cache
def _name_word() -> re.Pattern[str]:
    # a capital, or a script without capitals; "J.", "O’Brien", "Jean-Marc", "McBride", "d’Almeida"
    return re.compile(r"(?:[dl]['’])?[^\W\d_a-zß-öø-ÿ][\w.'’‑-]*", re.UNICODE)


@cache
def _honorific(vocabulary: Vocabulary) -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(vocabulary.words('participants', 'honorifics'))}\.?\s+)+")


def without_honorific(words: str, vocabulary: Vocabulary) -> str:
    """Return a name without ``Dr``, ``Ms`` and the like in front."""
    return words[_honorific_length(words, vocabulary) :]


def _honorific_length(words: str, vocabulary: Vocabulary) -> int:
    found = _honorific(vocabulary).match(words)
    return found.end() if found and found.end() < len(words) else 0


@cache
def _ordinary(vocabulary: Vocabulary) -> frozenset[str]:
    """Return the words that stand in no person's name."""
    lists = (
        ("participants", "titles"),
        ("participants", "organizations"),
        ("participants", "not_names"),
        ("language", "function_words"),
    )
    return frozenset(word.casefold() for table, key in lists for word in vocabulary.words(table, key))


def is_name(words: str, vocabulary: Vocabulary) -> bool:
    """Say whether ``words`` have the form of a person's name: one to seven capitalised words, no title or body."""
    bare = without_honorific(words.strip(), vocabulary).strip(" .")
    tokens = bare.split()
    if not 1 <= len(tokens) <= _LONGEST_NAME or len(bare) > 70:
        return False
    if any(
        token.casefold().strip(".,") in _ordinary(vocabulary) and token.casefold() not in _PARTICLES for token in tokens
    ):
        return False
    return all(_is_name_token(token, index) for index, token in enumerate(tokens))


def _is_name_token(token: str, index: int) -> bool:
    if index and token.casefold() in _PARTICLES:
        return True
    return bool(_name_word().fullmatch(token.strip("\"“”'’()"))) and not any(char.isdigit() for char in token)


@cache
def entity_names() -> dict[str, str]:
    """Return every name and short name of the known entities, casefolded, with its slug."""
    found: dict[str, str] = {}
    for slug, entry in names("entities").items():
        if isinstance(entry, dict):
            for key in ("short", "name"):
                found[str(entry.get(key, slug)).casefold()] = slug
            for alias in entry.get("aliases", ()):
                found[str(alias).casefold()] = slug
    return found


def is_organization(words: str, vocabulary: Vocabulary) -> bool:
    """Say whether ``words`` name an organization: a known entity, an acronym, or a word such as ``Agency``."""
    bare = words.strip(" .()[]")
    if bare.casefold() in entity_names() or re.fullmatch(r"(?:UN[- ]?)?[A-Z][A-Z0-9&/-]{1,11}", bare):
        return True
    kinds = {word.casefold() for word in vocabulary.words("participants", "organizations")}
    return any(token.casefold().strip(",.()") in kinds for token in bare.split())


def entries(text: str, span: Span, vocabulary: Vocabulary) -> Iterator[Span]:
    """Cut a passage that lists several people into one span each.

    At semicolons where there are any, else at commas and a last ``and`` outside brackets; the words for it
    are the conjunctions of the vocabulary.
    """
    words = span.of(text)
    cut = ";" if ";" in _outside_brackets(words) else ","
    masked = _outside_brackets(words)
    start = 0
    for match in _separator(cut, vocabulary).finditer(masked):
        piece = trimmed(text, span.start + start, span.start + match.start())
        if piece.end > piece.start:
            yield piece
        start = match.end()
    piece = trimmed(text, span.start + start, span.end)
    if piece.end > piece.start:
        yield piece


@cache
def _separator(cut: str, vocabulary: Vocabulary) -> re.Pattern[str]:
    last = alternation(("&", *vocabulary.words("language", "conjunctions")))
    return re.compile(r"\s*;\s*" if cut == ";" else rf"\s*,\s*(?:{last}\s+)?|\s+{last}\s+")


def _outside_brackets(words: str) -> str:
    """Return the words with what stands in brackets blanked, so that offsets stay."""
    return re.sub(r"\([^()]*\)|\[[^\[\]]*\]", lambda match: "_" * len(match[0]), words)


@cache
def _nickname() -> re.Pattern[str]:
    """Return a pattern for a name with another in brackets in its middle: ``Toni (Antonia) Berg``."""
    return re.compile(r"[^\W\d_a-z]\S*\s+[(“\"][^\W\d_a-z]\w+[)”\"]\s+[^\W\d_a-z]\S*")


@cache
def _address() -> re.Pattern[str]:
    return re.compile(r"\(?https?://[^\s()]+\)?")


@cache
def _handle() -> re.Pattern[str]:
    return re.compile(r"[<(\[]?@[\w-]+(?:\.[\w-]+)*[>)\]]?|<?[\w.+-]+@[\w-]+(?:\.[\w-]+)+>?")


@cache
def _splitter() -> re.Pattern[str]:
    return re.compile(r"\s*[,;|\t]\s*|\s+[-–—]+\s+|\s*/\s*(?=[A-Z])|\s*:\s+|\n")


def person(text: str, span: Span, vocabulary: Vocabulary) -> Named | None:
    """Read one entry: a name with what follows it. ``None`` where it does not begin with a name.

    ``parts`` are what stands behind the name, in order: after commas or dashes and in brackets.
    """
    span = trimmed(text, span.start, span.end, " \t\n.,;:*_")
    words = span.of(text)
    masked = words = _address().sub(lambda match: " " * len(match[0]), words)
    nickname = _nickname().match(words)
    if nickname:
        masked = words = words[: nickname.end()].translate(_NO_BRACKETS) + words[nickname.end() :]
    handle = _handle().search(words)
    if handle:
        masked = words[: handle.start()] + " " * len(handle[0]) + words[handle.end() :]
    pieces = list(_pieces(masked))
    if handle and not masked[: handle.end()].strip():
        own = trimmed(words, handle.start(), handle.end(), "<>()[] ")
        return Named(
            own.shifted(span.start), tuple(piece.shifted(span.start) for piece in pieces), handle=own.of(words)
        )
    if len(pieces) > 1 and _are_initials(pieces[0].of(masked), without_honorific(pieces[1].of(masked), vocabulary)):
        pieces[0], pieces[1] = pieces[1], pieces[0]  # "[DC] Dana Cole", "DC: Dana Cole"
    if not pieces or not is_name(masked[pieces[0].start : pieces[0].end], vocabulary):
        return None
    name = pieces[0].shifted(span.start)
    parts = [piece.shifted(span.start) for piece in pieces[1:]]
    initials = next(
        (part.of(text) for part in parts if _are_initials(part.of(text), without_honorific(name.of(text), vocabulary))),
        None,
    )
    kept = tuple(part for part in parts if part.of(text) != initials)
    return Named(name, kept, initials, handle[0].strip("<>()[]") if handle else None)


def _pieces(words: str) -> Iterator[Span]:
    """Cut an entry at brackets, commas and dashes."""
    start = 0
    for match in re.finditer(r"\(([^()]*)\)|\[([^\[\]]*)\]", words):
        yield from _plain_pieces(words, start, match.start())
        group = 1 if match[1] is not None else 2
        yield from _plain_pieces(words, match.start(group), match.end(group))
        start = match.end()
    yield from _plain_pieces(words, start, len(words))


def _plain_pieces(words: str, start: int, end: int) -> Iterator[Span]:
    at = start
    for match in _splitter().finditer(words, start, end):
        piece = trimmed(words, at, match.start(), " \t\n.,;:-–—")
        if piece.end > piece.start:
            yield piece
        at = match.end()
    piece = trimmed(words, at, end, " \t\n,;:-–—")
    if piece.end > piece.start:
        yield piece


def _are_initials(words: str, name: str) -> bool:
    """Say whether ``RGr`` is made of letters of ``Rémy Giraud`` in their order, the first ones first."""
    if not re.fullmatch(r"[A-Z][A-Za-z]{1,4}", words) or sum(map(str.isupper, words)) < 2:
        return False
    letters = iter(name.casefold())
    same_start = name[:1].casefold() == words[:1].casefold()
    return same_start and all(letter in letters for letter in words.casefold())
