"""The shelf of good practices: what reports show as worth taking up, by objective."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Prefetch, Q

from . import selectors
from .axes import Axis
from .coverage import counted
from .models import Passage, PassageLabel, Stance, Standing, Subject

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from secretariat.network.access import Actor

    from .frameworks import Code

PERSON_SAID = (Standing.ACCEPTED, Standing.CORRECTED)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the shelf is narrowed to. ``actions`` adds the actions that people accepted."""

    country: str = ""
    collection: int | None = None
    subject: str = ""
    language: str = ""
    actions: bool = False


@dataclass(frozen=True, slots=True)
class Shelf:
    """The practices on one code, those that people accepted first; ``code`` is ``None`` for those on none."""

    code: Code | None
    count: int
    passages: tuple[Passage, ...]


def practices(actor: Actor, wanted: Wanted) -> QuerySet[Passage]:
    """Return the practices that ``actor`` may read, with their labels."""
    chosen = Q(stance=Stance.PRACTICE)
    if wanted.actions:
        chosen |= Q(stance=Stance.ACTION, standing__in=PERSON_SAID)
    rows = selectors.passages(actor).filter(chosen)
    narrowed: Mapping[str, object] = {
        "report__country": wanted.country,
        "report__collection": wanted.collection,
        "subject": wanted.subject,
        "report__language": wanted.language,
    }
    return rows.filter(**{name: value for name, value in narrowed.items() if value})


def shelves(rows: QuerySet[Passage], axis: Axis, most: int) -> list[Shelf]:
    """Return practices by the codes of an axis, at most ``most`` shown of each; those on none of them come last."""
    given = _on_any(rows, axis)
    by_code: dict[str, list[tuple[bool, float, int]]] = defaultdict(list)
    for pk, code, score, standing in given.values_list("pk", "labels__code", "labels__score", "standing"):
        by_code[code].append((standing not in PERSON_SAID, -(1.0 if score is None else score), pk))
    first = {code: [pk for *_order, pk in sorted(found)[:most]] for code, found in by_code.items()}
    shown = _passages(rows, [pk for pks in first.values() for pk in pks])
    filled = [
        Shelf(code, len(by_code[code.code]), tuple(shown[pk] for pk in first[code.code]))
        for code in axis.codes
        if code.code in by_code
    ]
    return [*filled, *_rest(on_none(rows, axis), most)]


def on_code(rows: QuerySet[Passage], axis: Axis, code: Code) -> QuerySet[Passage]:
    """Return the practices on one code, with their labels, by report and page."""
    return with_labels(counted(rows, axis).filter(labels__framework=code.framework, labels__code=code.code))


def on_none(rows: QuerySet[Passage], axis: Axis) -> QuerySet[Passage]:
    """Return the practices that stand on no code of an axis, with their labels."""
    return with_labels(rows.exclude(pk__in=_on_any(rows, axis).values("pk")))


def with_labels(rows: QuerySet[Passage]) -> QuerySet[Passage]:
    """Return passages with their labels at hand."""
    return rows.prefetch_related(Prefetch("labels", PassageLabel.objects.order_by("framework", "-score", "code")))


def choices(actor: Actor) -> dict[str, list[str]]:
    """Return the States and languages of which there are practices, and the subjects."""
    rows = selectors.passages(actor).filter(stance=Stance.PRACTICE).order_by()
    pairs = set(rows.values_list("report__country", "report__language").distinct())
    return {
        "countries": sorted({country for country, _language in pairs if country}),
        "languages": sorted({language for _country, language in pairs if language}),
        "subjects": list(Subject.values),
    }


def _on_any(rows: QuerySet[Passage], axis: Axis) -> QuerySet[Passage]:
    codes = [code.code for code in axis.codes]
    return counted(rows, axis).filter(labels__framework=axis.framework, labels__code__in=codes).order_by()


def _rest(rest: QuerySet[Passage], most: int) -> Iterable[Shelf]:
    if count := rest.count():
        yield Shelf(None, count, tuple(rest[:most]))


def _passages(rows: QuerySet[Passage], pks: Sequence[int]) -> dict[int, Passage]:
    return {row.pk: row for row in with_labels(rows.filter(pk__in=pks))}
