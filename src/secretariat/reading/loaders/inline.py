"""Inline markup of Markdown, AsciiDoc and their kin: taken off, with the way back kept."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import cache

from ..source_text import Mark, Style
from ..spans import OffsetMap, Span, TextBuilder

_TAGS = (
    "a abbr b big blockquote br center code dd del details div dl dt em font hr i img ins kbd li mark ol p pre s samp "
    "small span strike strong sub summary sup table tbody td th thead tr tt u ul var"
).split()
_LONGEST_LABEL = 3
_MOST_OPEN = 50
_MARKUP = re.compile(r"[\\*_`~<\[&']|://| \+$", re.MULTILINE)
"""What any inline markup has in it: most passages have none, and this look is quick."""
_STRUCK_TAGS = frozenset({"del", "s", "strike"})


@dataclass(frozen=True, slots=True)
class Clean:
    """Words without their markup: ``text``, where each stood in the raw words, and how it was marked."""

    text: str
    origin: OffsetMap
    marks: tuple[Mark, ...] = ()


@dataclass(slots=True)
class _Delimiter:
    """A run of emphasis characters and whether it may open or close."""

    chars: str
    source: int
    opens: bool
    closes: bool
    at: int = -1


@dataclass(frozen=True, slots=True)
class _Words:
    text: str
    source: int
    address: bool = False


@dataclass(frozen=True, slots=True)
class _Edge:
    """Where a marked passage begins or ends (``style`` of the passage, ``target`` of a link)."""

    style: Style
    begins: bool
    target: str = ""


_Token = _Words | _Delimiter | _Edge


@cache
def _pattern() -> re.Pattern[str]:
    tags = "|".join(_TAGS)
    return re.compile(
        r"\\(?P<escape>[!-/:-@\[-`{-~])"
        r"|(?P<break>\\$|[ ]\+$)"
        r"|`(?P<code>[^`\n]+)`"
        r"|(?P<comment><!--.*?-->)"
        r"|<(?P<auto>(?:https?://|mailto:)[^<>\s]+)>"
        rf"|<(?P<close>/?)(?P<tag>{tags})\b[^<>]*>"
        r"|!\[(?P<alt>[^\[\]]*)\]\([^()\s]*(?:\([^()]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\s*\)"
        r"|\[(?P<label>(?:[^\[\]]|\[[^\[\]]*\]){1,1000})\]\(\s*(?P<href><[^<>]*>|[^()\s]*(?:\([^()]*\)[^()\s]*)*)(?:\s+\"[^\"]*\")?\s*\)"
        r"|\[\[(?P<wiki>[^\[\]|]+)(?:\|(?P<wikilabel>[^\[\]]+))?\]\]"
        r"|(?:link:|xref:)?(?P<adoc>https?://[^\s\[\]<>|]+)\[(?P<adoclabel>[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*)\]"
        r"|(?P<url>https?://[^\s<>()\[\]*]*[^\s<>()\[\]*.,;:!?'\"_])"
        r"|(?P<entity>&(?:\#\d{1,7}|\#x[0-9a-fA-F]{1,6}|[A-Za-z]{2,8});)"
        r"|(?P<delimiter>\*{1,3}|_{1,3}|~~|'''(?!'))",
        re.MULTILINE,
    )


def clean(raw: str, *, strong_star: bool = False, addresses: bool = True) -> Clean:
    """Take inline markup off ``raw`` (the words of one block, lines joined by line ends).

    A link within a sentence gives its label and then its web address in brackets, for the address is part
    of what was recorded; a passage that is a link as a whole gives the label alone, as does every link
    without ``addresses``. Emphasis marks that do
    not pair stay as they are. The origin maps into ``raw``. With ``strong_star`` a single ``*``
    is strong, as in AsciiDoc.
    """
    if not _MARKUP.search(raw):
        return Clean(raw, OffsetMap([]))
    tokens = _tokens(raw, 0)
    if not addresses or _is_all_link(tokens):
        tokens = [token for token in tokens if not (isinstance(token, _Words) and token.address)]
    return _emit(tokens, _pairs(tokens, strong_star=strong_star))


def _is_all_link(tokens: list[_Token]) -> bool:
    """Say whether hardly a word (a label such as ``ACTION:`` at most) stands outside the links."""
    outside, depth = [], 0
    for token in tokens:
        if isinstance(token, _Edge) and token.style is Style.LINK:
            depth += 1 if token.begins else -1
        elif isinstance(token, _Words) and not depth and not token.address:
            outside.append(token.text)
    words = re.findall(r"\w+", " ".join(outside))
    return not words or (len(words) <= _LONGEST_LABEL and words[0].isupper())


def _tokens(raw: str, base: int) -> list[_Token]:
    tokens: list[_Token] = []
    done = 0
    for match in _pattern().finditer(raw):
        if match.start() > done:
            tokens.append(_Words(raw[done : match.start()], base + done))
        tokens.extend(_token(match, raw, base))
        done = match.end()
    if done < len(raw):
        tokens.append(_Words(raw[done:], base + done))
    return tokens


def _token(match: re.Match[str], raw: str, base: int) -> list[_Token]:
    if match["delimiter"]:
        return [_delimiter(match, raw, base)]
    if match["label"] is not None:
        return _link(match["label"], match.start("label"), match["href"].strip("<>"), match.start("href"), base)
    if match["adoc"]:
        return _link(match["adoclabel"], match.start("adoclabel"), match["adoc"], match.start("adoc"), base)
    if match["tag"]:
        return _tag(match, base)
    if match["entity"]:
        return [_Words(html.unescape(match["entity"]), base + match.start())]
    if match["wiki"]:
        name = "wikilabel" if match["wikilabel"] else "wiki"
        return [_Words(match[name], base + match.start(name))]
    if match["comment"] or match["break"]:
        return []
    kept = next(name for name in ("escape", "code", "auto", "alt", "url") if match[name] is not None)
    words = _Words(match[kept], base + match.start(kept))
    if kept in {"auto", "url"}:
        return [_Edge(Style.LINK, begins=True, target=match[kept]), words, _Edge(Style.LINK, begins=False)]
    return [words]


def _link(label: str, label_at: int, target: str, target_at: int, base: int) -> list[_Token]:
    begins, ends = _Edge(Style.LINK, begins=True, target=target), _Edge(Style.LINK, begins=False)
    if not any(char.isalnum() for char in label):
        return [begins, _Words(" ", base + label_at), _Words(target, base + target_at), ends]
    linked: list[_Token] = [begins, *_tokens(label, base + label_at), ends]
    if target.startswith(("http://", "https://")) and target.rstrip("/") not in label:
        pieces = ((" (", target_at - 1), (target, target_at), (")", target_at + len(target)))
        linked.extend(_Words(words, base + at, address=True) for words, at in pieces)
    return linked


def _tag(match: re.Match[str], base: int) -> list[_Token]:
    name, closes = match["tag"].lower(), bool(match["close"])
    if name in {"br", "p", "li", "tr", "div"} and not closes:
        return [_Words("\n", base + match.start())]
    if name in _STRUCK_TAGS:
        return [_Edge(Style.STRUCK, begins=not closes)]
    if name in {"b", "strong"}:
        return [_Edge(Style.STRONG, begins=not closes)]
    if name in {"i", "em"}:
        return [_Edge(Style.EMPHASIS, begins=not closes)]
    return []


def _delimiter(match: re.Match[str], raw: str, base: int) -> _Delimiter:
    before = raw[match.start() - 1] if match.start() else " "
    after = raw[match.end()] if match.end() < len(raw) else " "
    # writers often leave a space before the last mark of a line ("**5. Budget **")
    left, right = not after.isspace(), not before.isspace() or after == "\n" or match.end() == len(raw)
    if match[0][0] == "_":
        left, right = left and not before.isalnum(), right and not after.isalnum()
    return _Delimiter(match[0], base + match.start(), opens=left, closes=right)


def _pairs(tokens: list[_Token], *, strong_star: bool) -> dict[int, tuple[int, Style]]:
    """Match the delimiters: index of each paired one to its partner's and the style."""
    pairs: dict[int, tuple[int, Style]] = {}
    waiting: list[int] = []
    for index, token in enumerate(tokens):
        if not isinstance(token, _Delimiter):
            continue
        partner = _opener(tokens, waiting, token) if token.closes else None
        if partner is not None:
            style = Style.STRONG if strong_star and token.chars == "*" else _style(token.chars)
            pairs[partner], pairs[index] = (index, style), (partner, style)
            while waiting.pop() != partner:
                pass
        elif token.opens:
            waiting.append(index)
    return pairs


def _opener(tokens: list[_Token], waiting: list[int], closer: _Delimiter) -> int | None:
    for index in reversed(waiting[-_MOST_OPEN:]):
        opener = tokens[index]
        if isinstance(opener, _Delimiter) and opener.chars == closer.chars:
            return index
    return None


def _style(chars: str) -> Style:
    if chars == "~~":
        return Style.STRUCK
    return Style.EMPHASIS if len(chars) == 1 else Style.STRONG


def _emit(tokens: list[_Token], pairs: dict[int, tuple[int, Style]]) -> Clean:
    out = TextBuilder()
    marks: list[Mark] = []
    open_at: dict[int, int] = {}
    edges: list[tuple[Style, int, str]] = []
    for index, token in enumerate(tokens):
        if isinstance(token, _Words):
            out.add(token.text, token.source)
        elif isinstance(token, _Edge):
            _edge(token, edges, marks, len(out))
        elif index not in pairs:
            out.add(token.chars, token.source)
        elif pairs[index][0] > index:
            open_at[index] = len(out)
        else:
            partner, style = pairs[index]
            marks.append(Mark(style, Span(open_at[partner], len(out))))
    kept = tuple(sorted((mark for mark in marks if mark.span.end > mark.span.start), key=lambda mark: mark.span))
    return Clean(out.text(), out.offset_map(), kept)


def _edge(token: _Edge, edges: list[tuple[Style, int, str]], marks: list[Mark], at: int) -> None:
    if token.begins:
        edges.append((token.style, at, token.target))
        return
    for index in range(len(edges) - 1, -1, -1):
        style, start, target = edges[index]
        if style is token.style:
            marks.append(Mark(style, Span(start, at), target))
            del edges[index]
            return
