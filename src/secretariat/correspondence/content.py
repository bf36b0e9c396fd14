"""What a letter says, before it is drawn as plain text and as HTML."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.template.loader import render_to_string
from django.utils import translation

from .addresses import page

UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing in a letter: its words, where it is, and notes about it; ``call`` is what stands out."""

    text: str
    url: str = ""
    notes: tuple[str, ...] = ()
    call: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a heading; ``more`` is how many there are besides, ``url`` where to see them all."""

    title: str
    lines: tuple[Line, ...]
    more: int = 0
    url: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """A letter. ``button`` is what the recipient is asked to do: words and address."""

    subject: str
    paragraphs: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    button: tuple[str, str] | None = None
    closing: tuple[str, ...] = ()
    about: tuple[str, ...] = field(default=(), compare=False)


def drawn(content: Content, *, name: str, language: str, unsubscribe: str) -> tuple[str, str]:
    """Return a letter as plain text and as HTML."""
    with translation.override(language):
        context = {
            "letter": content,
            "name": name,
            "language": language,
            "direction": "rtl" if translation.get_language_bidi() else "ltr",
            "unsubscribe": unsubscribe,
            "site": page("home"),
        }
        text = render_to_string("correspondence/letter.txt", context)
        html = render_to_string("correspondence/letter.html", context)
        return _tidied(UNWRITABLE.sub("", text)), UNWRITABLE.sub("", html)


def _tidied(text: str) -> str:
    """Return plain text without stray spaces and with one empty line at most between paragraphs."""
    lines = [line.rstrip() for line in text.splitlines()]
    kept = [line for at, line in enumerate(lines) if line or (at and lines[at - 1])]
    return "\n".join(kept).strip() + "\n"
