"""The passages of a report as its page shows them: filtered, by page, with the words marked that spoke for a code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from secretariat.evidence import frameworks
from secretariat.evidence.countries import country_name
from secretariat.evidence.models import PassageLabel, Stance, Subject
from secretariat.evidence.selectors import speaking_of

from .evidence_words import KINDS
from .passage_words import Piece, marked

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import QueryDict
    from django.utils.functional import Promise

    from secretariat.evidence.models import Passage, Report

WHENCE: Mapping[str, str | Promise] = {
    "cover": _("from the cover"),
    "file name": _("from the name of the file"),
    "person": _("told by"),
}
TOLD: Mapping[str, str | Promise] = {"country": _("State"), "year": _("Year"), "kind": _("Kind")}


@dataclass(frozen=True, slots=True)
class Ground:
    """What is known of a report, where from, and the words there; ``value`` is empty where it is not known."""

    name: str | Promise
    value: str
    whence: str | Promise
    words: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A passage with its words cut into pieces; ``new_page`` and ``new_section`` say that it is the first there."""

    passage: Passage
    pieces: list[Piece]
    new_page: bool
    new_section: bool


@dataclass(frozen=True, slots=True)
class Option:
    """One value to narrow passages by, with how many have it."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing to narrow passages by."""

    name: str
    label: str | Promise
    options: Sequence[Option]


@dataclass(frozen=True, slots=True)
class PassageFilters:
    """What the passages of a report are narrowed by; ``code`` is written ``framework:code``."""

    stance: str = ""
    code: str = ""
    subject: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> PassageFilters:
        """Return the filters that an address holds; what it holds besides counts for nothing."""
        stance, code, subject = (query.get(name, "") for name in ("stance", "code", "subject"))
        return cls(
            stance if stance in Stance.values else "",
            code if frameworks.find(code) else "",
            subject if subject in Subject.values else "",
        )

    def query(self) -> str:
        """Return the address of these filters."""
        held = {"stance": self.stance, "code": self.code, "subject": self.subject}
        return urlencode({name: value for name, value in held.items() if value})

    def narrowed(self, rows: QuerySet[Passage]) -> QuerySet[Passage]:
        """Return the passages that are left."""
        if self.stance:
            rows = rows.filter(stance=self.stance)
        if self.subject:
            rows = rows.filter(subject=self.subject)
        return speaking_of(rows, [self.code]) if self.code else rows

    def facets(self, rows: QuerySet[Passage]) -> list[Facet]:
        """Return what passages can be narrowed by, with how many there are of each in all of the report."""
        bare = rows.order_by()
        stances = dict(bare.values_list("stance").annotate(count=Count("pk")))
        subjects = dict(bare.values_list("subject").annotate(count=Count("pk")))
        labels = PassageLabel.objects.filter(passage__in=bare.values("pk")).order_by("framework", "code")
        named = labels.values_list("framework", "code").annotate(count=Count("pk"))
        codes = {f"{framework}:{code}": count for framework, code, count in named}
        return [
            Facet("stance", _("What it does"), list(_options(Stance.choices, stances, self.stance))),
            Facet("subject", _("Whom it is about"), list(_options(Subject.choices, subjects, self.subject))),
            Facet("code", _("Objective or target"), list(_options(_titled(codes), codes, self.code))),
        ]


def drawn(rows: Iterable[Passage]) -> list[Drawn]:
    """Return passages with their words marked, in the order that they come in."""
    found: list[Drawn] = []
    before: Passage | None = None
    for passage in rows:
        new_page = before is None or before.page != passage.page
        new_section = bool(passage.section) and (before is None or before.section != passage.section)
        found.append(Drawn(passage, marked(passage.text, passage.labels.all()), new_page, new_section))
        before = passage
    return found


def grounds(report: Report) -> list[Ground]:
    """Return State, year and kind of a report, each with where it comes from."""
    values = {
        "country": country_name(report.country) if report.country else "",
        "year": str(report.year or ""),
        "kind": str(KINDS.get(report.kind, report.kind)),
    }
    return [_ground(report, name, values[name]) for name in TOLD]


def _ground(report: Report, name: str, value: str) -> Ground:
    ground = report.grounds.get(name, {})
    return Ground(TOLD[name], value, WHENCE.get(ground.get("from", ""), ""), str(ground.get("words", "")))


def _titled(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Return codes in the order of their frameworks, each with its number and title."""
    return [(key, f"{key.replace(':', ' ').upper()} · {frameworks.title(key)}") for key in frameworks.in_order(codes)]


def _options(choices: Iterable[tuple[str, str | Promise]], counts: Mapping[str, int], chosen: str) -> Iterable[Option]:
    """Yield the values that there are any passages of."""
    for value, label in choices:
        if counts.get(value) or value == chosen:
            yield Option(value, str(label), counts.get(value, 0), value == chosen)
