"""Frameworks: codes with titles, and the terms that speak for each, a folder a framework and a file a language.

They are data (docs/frameworks.md says how they are written). ``NAME/framework.toml`` holds the codes,
``NAME/ANYTHING.LANGUAGE.toml`` terms. A folder of a user's own may hold further frameworks and further files; a file
there stands in for ours of the same name.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from ..problems import ReadingError
from .terms import Term, TermError, read_terms

WEIGHTS = {"telling": 1.0, "fair": 0.5, "hint": 0.25, "against": -0.5}
"""How much a term speaks for its code, by the list that it stands in."""
NOT = "not"
MASK = ""
"""The code under which stand the words that are left out for all codes of a framework."""
_CODES = "framework.toml"
_MOST_KEPT = 64
_NO_LEVEL = frozenset({"framework", "sets", "related"})

Table = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Entry:
    """One code of a framework: a goal, a target, an objective, a principle, a subject, a stance."""

    code: str
    title: str
    level: str
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Cue:
    """A term with the code that it speaks for. ``weight`` is 0 for words that are left out.

    ``group`` is the same for the ways of writing one entry of a list, which count as one.
    """

    term: Term
    code: str
    weight: float
    group: int


@dataclass(frozen=True, slots=True, eq=False)
class Framework:
    """Codes and titles, the terms by file, sets of codes by name, and the codes of other frameworks beside them."""

    code: str
    name: str
    entries: Mapping[str, Entry]
    tables: Mapping[str, Table] = field(default_factory=dict)
    sets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    related: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    only_with: tuple[str, ...] = ()
    """The subjects in whose presence alone the terms mean anything, such as migrants for the Global Compact."""
    fingerprint: str = ""
    """A hash of its files."""

    def of_level(self, level: str) -> frozenset[str]:
        """Return the codes of one level."""
        return frozenset(code for code, entry in self.entries.items() if entry.level == level)

    def levels(self) -> tuple[str, ...]:
        """Return the levels in order, the widest first."""
        return tuple(dict.fromkeys(entry.level for entry in self.entries.values()))

    def languages(self) -> tuple[str, ...]:
        """Return the languages that there are terms in."""
        return tuple(sorted({_language_of(name) for name in self.tables}))

    def has_terms(self, level: str) -> bool:
        """Say whether there are terms for the codes of a level, or for those below them."""
        codes = self.of_level(level)
        return any(code in codes or self.parent_of(code) in codes for table in self.tables.values() for code in table)

    def of_sets(self, beginning: str) -> frozenset[str]:
        """Return the codes of all sets whose names begin so, such as those of ``migration-``."""
        return frozenset(code for name, codes in self.sets.items() if name.startswith(beginning) for code in codes)

    def read_for(self, codes: Collection[str]) -> frozenset[str]:
        """Return the codes whose terms have a say in whether ``codes`` are given: those below and above as well."""
        below = {code for code, entry in self.entries.items() if entry.parent in codes}
        return frozenset({*codes, *below, *(code.rpartition(".")[0] for code in codes)})

    def parent_of(self, code: str) -> str:
        """Return the code above, which a code's terms speak for as well; empty at the top and at a level apart."""
        entry = self.entries.get(code)
        return entry.parent if entry else ""


def load_framework(name: str, folder: Path | None = None) -> Framework:
    """Return the framework of that name, with what ``folder`` adds to it; the same object until a file changes.

    Raises:
        ReadingError: ``framework``: there is none of that name, or a file of it is wrong.
    """
    return _loaded(name, folder, fingerprint(folder, (name,)))


@lru_cache(_MOST_KEPT)
def _loaded(name: str, folder: Path | None, fingerprint: str) -> Framework:
    found = {path: file for path, file in _files(folder).items() if path.startswith(f"{name}/")}
    if f"{name}/{_CODES}" not in found:
        known = ", ".join(frameworks(folder))
        raise ReadingError("framework", f"there is no framework {name!r}; there are {known}.")
    main = _table(f"{name}/{_CODES}", found.pop(f"{name}/{_CODES}"))
    about = main.get("framework")
    about = about if isinstance(about, Mapping) else {}
    tables = {path: _table(path, file) for path, file in sorted(found.items())}
    return Framework(
        code=name,
        name=str(about.get("name", name)),
        entries=dict(_entries(main, tuple(map(str, about.get("apart", ()))))),
        tables=tables,
        sets=_lists(main, "sets"),
        related=_lists(main, "related"),
        only_with=tuple(map(str, about.get("only_with", ()))),
        fingerprint=fingerprint,
    )


def frameworks(folder: Path | None = None) -> tuple[str, ...]:
    """Return the names of the frameworks that there are."""
    return tuple(sorted(path.removesuffix(f"/{_CODES}") for path in _files(folder) if path.endswith(f"/{_CODES}")))


def fingerprint(folder: Path | None = None, names: Collection[str] = ()) -> str:
    """Return a hash of all framework files, or of those ``names`` alone: it changes when any of them does.

    Raises:
        ReadingError: ``framework``: a file cannot be read.
    """
    whole = hashlib.sha256()
    for path, file in sorted(_files(folder).items()):
        if names and path.partition("/")[0] not in names:
            continue
        try:
            whole.update(path.encode() + b"\0" + file.read_bytes() + b"\0")
        except OSError as error:
            raise ReadingError("framework", f"{path} cannot be read: {error}.") from error
    return whole.hexdigest()


def cues(framework: Framework, language: str, codes: Collection[str] = ()) -> Iterator[Cue]:
    """Yield the terms of a framework in a language, of ``codes`` alone if any are given.

    Raises:
        ReadingError: ``framework``: a term or a code is wrong.
    """
    group = 0
    for path, table in framework.tables.items():
        if _language_of(path) != language:
            continue
        for code, strength, line in _lines(framework, path, table):
            group += 1
            if codes and code and code not in codes:
                continue
            weight = 0.0 if strength == NOT or code == MASK else WEIGHTS[strength]
            try:
                for term in read_terms(line, language):
                    yield Cue(term, code, weight, group)
            except TermError as error:
                raise ReadingError("framework", f"{path}: {error}.") from error


def _lines(framework: Framework, path: str, table: Table) -> Iterator[tuple[str, str, str]]:
    """Yield code, strength and entry of each entry of a file of terms."""
    for code, lists in table.items():
        known = MASK if code == NOT else code
        if known and known not in framework.entries:
            raise ReadingError("framework", f"{path}: there is no code {code!r}.")
        for strength, written in (lists if isinstance(lists, Mapping) else {NOT: lists}).items():
            if known and strength not in WEIGHTS and strength != NOT:
                raise ReadingError("framework", f"{path}: {strength!r} is none of the lists {', '.join(WEIGHTS)}, not.")
            parts = written if isinstance(written, list) else str(written).replace("\n", ";").split(";")
            for part in parts:
                if str(part).strip():
                    yield known, str(strength), str(part).strip()


def _entries(main: Table, apart: Collection[str]) -> Iterator[tuple[str, Entry]]:
    """Yield the codes; those of the levels ``apart`` stand under none."""
    codes = {code for table in main.values() if isinstance(table, Mapping) for code in table}
    for level, table in main.items():
        if level in _NO_LEVEL or not isinstance(table, Mapping):
            continue
        for code, title in table.items():
            parent = code.rpartition(".")[0]
            yield code, Entry(code, str(title), level, parent if parent in codes and level not in apart else "")


def _lists(main: Table, name: str) -> dict[str, tuple[str, ...]]:
    table = main.get(name)
    if not isinstance(table, Mapping):
        return {}
    return {key: tuple(map(str, values)) for key, values in table.items() if isinstance(values, list)}


def _language_of(path: str) -> str:
    """Return the language of a file of terms: ``sdg/01.en.toml`` and ``sdg/en.toml`` are English."""
    return path.rpartition("/")[2].removesuffix(".toml").rpartition(".")[2]


def _files(folder: Path | None) -> dict[str, Traversable]:
    """Return the files of all frameworks by folder and name; what ``folder`` holds comes before ours."""
    found = dict(_within(files(__package__) / "frameworks"))
    if folder is not None:
        try:
            found |= dict(_within(folder))
        except OSError as error:
            raise ReadingError("framework", f"{folder} is not a folder that can be read.") from error
    return found


def _within(folder: Traversable) -> Iterator[tuple[str, Traversable]]:
    for inner in folder.iterdir():
        if inner.is_dir():
            for file in inner.iterdir():
                if file.name.endswith(".toml"):
                    yield f"{inner.name}/{file.name}", file


def _table(path: str, file: Traversable) -> Table:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise ReadingError("framework", f"{path} cannot be read: {error}.") from error
