"""HTML into tags and text, each with its place in the source. Never fails and takes linear time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import NamedTuple

_NAME = re.compile(r"[a-zA-Z][^\s/>]*")
_ATTRIBUTE = re.compile(r"[\s/]*([^\s/>=][^\s/>=]*)(?:\s*=\s*)?")
_BARE_VALUE = re.compile(r"[^\s>]*")
_NOT_MARKUP = frozenset({"script", "style", "title", "xmp", "noembed", "iframe", "noframes"})
_MAX_ATTRIBUTES = 500
_MAX_UNCLOSED = 50


class Text(NamedTuple):
    """Characters between two tags: ``source[start:end]``; ``raw`` where entities are not entities."""

    start: int
    end: int
    raw: bool = False


class Tag(NamedTuple):
    """An opening or closing tag at ``start``, its name in lower case."""

    name: str
    start: int
    closes: bool
    attributes: dict[str, str]


Token = Text | Tag


def tokens(source: str) -> Iterator[Token]:
    """Yield the tags and texts of ``source`` in order; comments and declarations are left out."""
    yield from _Scanner(source).scan()


@dataclass(slots=True)
class _Scanner:
    source: str
    unclosed: int = 0
    last: dict[str, int] = field(default_factory=dict)
    never_closed: set[str] = field(default_factory=set)

    def scan(self) -> Iterator[Token]:
        """Yield the tokens."""
        source, at, text_from = self.source, 0, 0
        while True:
            start = source.find("<", at)
            if start < 0 or start > self._last(">"):
                break
            token, end = self._markup(start)
            if end == start:  # a lone "<"
                at = start + 1
                continue
            if start > text_from:
                yield Text(text_from, start)
            at = text_from = end
            if token is None:
                continue
            yield token
            if not token.closes and token.name in _NOT_MARKUP:
                at = text_from = self._raw_end(token.name, end)
                yield Text(end, at, raw=token.name != "title")
        if text_from < len(source):
            yield Text(text_from, len(source))

    def _last(self, mark: str) -> int:
        """Return where ``mark`` stands last, -1 where it does not."""
        if mark not in self.last:
            self.last[mark] = self.source.rfind(mark)
        return self.last[mark]

    def _markup(self, start: int) -> tuple[Tag | None, int]:
        """Read what begins with the ``<`` at ``start``; the end is ``start`` where it is no markup."""
        source = self.source
        after = source[start + 1 : start + 2]
        if after in {"!", "?"}:
            return None, self._declaration(start)
        closes = after == "/"
        name = _NAME.match(source, start + 2 if closes else start + 1)
        if name is None:
            return None, start
        if source.startswith(">", name.end()):
            return Tag(name[0].lower(), start, closes, {}), name.end() + 1
        attributes, end = self._attributes(name.end())
        return Tag(name[0].lower(), start, closes, attributes), end

    def _declaration(self, start: int) -> int:
        source = self.source
        if source.startswith("<!--", start):
            if source.startswith(("<!-->", "<!--->"), start):
                return source.index(">", start) + 1
            if self._last("-->") > start:
                return source.index("-->", start) + 3
        if source.startswith("<![CDATA[", start) and self._last("]]>") > start:
            return start + len("<![CDATA[")  # its words are words; the brackets behind stay as they are
        return source.index(">", start) + 1

    def _attributes(self, at: int) -> tuple[dict[str, str], int]:
        """Read attributes up to the ``>`` of the tag; where a quote stays open, up to the first ``>``."""
        found: dict[str, str] = {}
        begin = at
        if self.unclosed <= _MAX_UNCLOSED:
            for _ in range(_MAX_ATTRIBUTES):
                match = _ATTRIBUTE.match(self.source, at)
                if match is None:
                    close = self.source.find(">", at)
                    if close >= 0:
                        return found, close + 1
                    break
                value, at = self._value(match)
                if at < 0:
                    break
                found.setdefault(match[1].lower(), value)
            self.unclosed += 1
        close = self.source.find(">", begin)
        return found, close + 1 if close >= 0 else len(self.source)

    def _value(self, match: re.Match[str]) -> tuple[str, int]:
        """Return the value of an attribute and where it ends, -1 where its quote stays open."""
        if "=" not in match[0]:
            return "", match.end()
        quote = self.source[match.end() : match.end() + 1]
        if quote in {'"', "'"}:
            if self._last(quote) <= match.end():
                return "", -1
            end = self.source.index(quote, match.end() + 1)
            return unescape(self.source[match.end() + 1 : end]), end + 1
        bare = _BARE_VALUE.match(self.source, match.end())
        end = bare.end() if bare else match.end()
        return unescape(self.source[match.end() : end]), end

    def _raw_end(self, name: str, start: int) -> int:
        """Return where the text of a script, style or title ends."""
        pattern = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
        found = None if name in self.never_closed else pattern.search(self.source, start)
        if found:
            return found.start()
        self.never_closed.add(name)
        if name == "title":
            below = self.source.find("<", start)
            return below if below >= 0 else len(self.source)
        return len(self.source)
