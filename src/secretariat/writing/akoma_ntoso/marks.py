"""Elements of Akoma Ntoso, and the people, bodies and notions that a document refers to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from lxml.builder import ElementMaker

from ..page import clean

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
A = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE})
Element = Any  # lxml has no public name for it
_NAMED = {"TLCReference": {"name": "named"}}
_FOLDERS = {"TLCPerson": "person", "TLCOrganization": "organization", "TLCRole": "role", "TLCLocation": "location"}


def slug(words: str) -> str:
    """Return words as part of an identifier: letters, digits and dashes."""
    bare = unicodedata.normalize("NFKC", words).casefold()
    return re.sub(r"[\W_]+", "-", bare).strip("-") or "x"


class References:
    """Who and what a document speaks of, each once, in the order in which they are met."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._known: dict[tuple[str, str], str] = {}
        self._taken: set[str] = set()

    def to(self, kind: str, name: str) -> str:
        """Return the identifier of a person, an organization, a role ..., which is new where it was not yet met."""
        key = (kind, clean(name))
        if key not in self._known:
            base = wanted = slug(name)
            number = 1
            while wanted in self._taken:
                number += 1
                wanted = f"{base}-{number}"
            self._taken.add(wanted)
            self._known[key] = wanted
        return self._known[key]

    def knows(self, kind: str, name: str) -> bool:
        """Say whether such a one was met before."""
        return (kind, clean(name)) in self._known

    def attribute(self, kind: str, name: str) -> dict[str, str]:
        """Return the attribute by which an element refers to somebody or something."""
        return {"refersTo": f"#{self.to(kind, name)}"}

    def elements(self) -> Iterator[Element]:
        """Yield the elements of all that was met."""
        for (kind, name), identifier in self._known.items():
            place = _FOLDERS.get(kind, "concept")
            href = f"/akn/ontology/{place}/un/{identifier}"
            yield A(kind, {"eId": identifier, "href": href, "showAs": name, **_NAMED.get(kind, {})})


class Identifiers:
    """Identifiers of elements, as the naming convention makes them: ``dbsect_1__tblock_2``."""

    def __init__(self) -> None:
        """Begin to count."""
        self._counts: dict[str, int] = {}

    def new(self, short: str, within: str = "") -> dict[str, str]:
        """Return the attribute of the next element of a kind within another."""
        stem = f"{within}__{short}" if within else short
        self._counts[stem] = self._counts.get(stem, 0) + 1
        return {"eId": f"{stem}_{self._counts[stem]}"}
