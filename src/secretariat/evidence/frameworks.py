"""Codes and titles of the frameworks that passages are labelled by, for pages and verbs.

A code is written ``framework:code`` here (``gcm:6``, ``sdg:8.8``). Titles are in the language of the framework's file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from secretariat.reading.reports.framework import Framework, load_framework

COMPACT, GOALS = "gcm", "sdg"
LABELLING = (COMPACT, GOALS)
"""The frameworks that passages are labelled by, in the order in which they are shown."""
GATE = "subjects"
"""The framework by whose terms passages are found."""
TITLES_IN = "en"
"""The language of the titles that come with the program, for the ``lang`` of a page."""


@dataclass(frozen=True, slots=True)
class Code:
    """A code of a framework. ``level`` is ``objective``, ``action``, ``principle``, ``goal`` or ``target``."""

    framework: str
    code: str
    title: str
    level: str

    @property
    def key(self) -> str:
        """Return ``framework:code``."""
        return f"{self.framework}:{self.code}"


def framework_name(framework: str) -> str:
    """Return the full name of a framework, such as the Global Compact."""
    return _loaded(framework).name


def codes(framework: str, level: str = "") -> list[Code]:
    """Return the codes of a framework in their order there, of one level if it is given."""
    entries = _loaded(framework).entries.values()
    return [Code(framework, one.code, one.title, one.level) for one in entries if level in {"", one.level}]


def given_codes() -> list[Code]:
    """Return the codes that passages are labelled with: the objectives, then the targets read for migration."""
    objectives = codes(COMPACT, "objective")
    read = _loaded(GOALS).of_sets("migration-")
    return [*objectives, *(one for one in codes(GOALS, "target") if one.code in read)]


def find(key: str) -> Code | None:
    """Return the code that is written ``framework:code``, ``None`` where there is no such."""
    framework, _colon, bare = key.partition(":")
    entry = _loaded(framework).entries.get(bare) if framework in LABELLING else None
    return Code(framework, entry.code, entry.title, entry.level) if entry else None


def title(key: str) -> str:
    """Return the title of a code, empty where there is no such code any more."""
    found = find(key)
    return found.title if found else ""


def sets(framework: str) -> Mapping[str, tuple[str, ...]]:
    """Return the named sets of bare codes of a framework, such as ``migration-core`` or ``round-table-1``."""
    return _loaded(framework).sets


def related(key: str) -> tuple[str, ...]:
    """Return the codes of other frameworks that stand beside a code, as ``framework:code``."""
    framework, _colon, bare = key.partition(":")
    return _loaded(framework).related.get(bare, ()) if framework in LABELLING else ()


def only_with(framework: str) -> frozenset[str]:
    """Return the subjects of which a passage must have one to carry a code of a framework; empty where any will do."""
    return frozenset(_loaded(framework).only_with)


def languages_of(framework: str) -> frozenset[str]:
    """Return the languages in which a framework has terms."""
    return frozenset(_loaded(framework).languages())


def in_order(keys: Iterable[str]) -> list[str]:
    """Return codes in the order of their frameworks, each once; unknown ones last."""
    places = _places(settings.FRAMEWORKS)
    return sorted(set(keys), key=lambda key: (places.get(key, len(places)), key))


@lru_cache(4)
def _places(folder: Path | None) -> dict[str, int]:
    """Return where each code stands in the order of the frameworks."""
    frameworks = [(name, _read(name, folder)) for name in LABELLING]
    keys = [f"{name}:{code}" for name, framework in frameworks for code in framework.entries]
    return {key: place for place, key in enumerate(keys)}


def _loaded(framework: str) -> Framework:
    return _read(framework, settings.FRAMEWORKS)


@lru_cache(8)
def _read(framework: str, folder: Path | None) -> Framework:
    """Return a framework, read once in the life of a server: titles are asked for many times over in one page."""
    return load_framework(framework, folder)
