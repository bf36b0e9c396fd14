"""The network as tables: a row for each entity and body, each post of a person, each tenure of a seat."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .cells import Cell
from .lookups import Lookups
from .models import Body, Entity, Person, Post, Seat, Tenure

if TYPE_CHECKING:
    from django.db.models import QuerySet

Row = tuple[Cell, ...]


def rows(sort: str) -> Iterator[Row]:
    """Yield the rows of a table, its columns in their order. Other rows are told by names that are clear."""
    lookups = Lookups()
    match sort:
        case "entities":
            yield from (_entity(row) for row in Entity.objects.all())
        case "bodies":
            yield from (_body(row, lookups) for row in Body.objects.select_related("parent"))
        case "people":
            for person in (
                Person.objects.filter(merged_into=None).select_related("entity").prefetch_related("posts__entity")
            ):
                posts: list[Post | None] = [*person.posts.all()]
                yield from (_person(person, post, lookups) for post in posts or [None])
        case "seats":
            yield from seat_rows(Seat.objects.select_related("body"), lookups)


def seat_rows(seats: QuerySet[Seat], lookups: Lookups | None = None) -> Iterator[Row]:
    """Yield a row for each tenure of each seat; a seat that nobody ever held has one too."""
    known = lookups or Lookups()
    for seat in seats.prefetch_related("tenures__entity", "tenures__person"):
        tenures: list[Tenure | None] = [*seat.tenures.all()]
        yield from (_seat(seat, tenure, known) for tenure in tenures or [None])


def _entity(row: Entity) -> Row:
    return (
        row.slug,
        row.short_name,
        row.full_name,
        "; ".join(row.aliases),
        row.get_sort_display(),
        row.since,
        row.until,
    )


def _body(row: Body, lookups: Lookups) -> Row:
    names = (row.slug, row.name, row.short_name, "; ".join(row.aliases))
    return (*names, lookups.bodies.label(row.parent), row.get_sort_display(), row.get_state_display(), row.zone)


def _person(row: Person, post: Post | None, lookups: Lookups) -> Row:
    if post is None:
        return (row.pk, row.name, row.title, lookups.entities.label(row.entity), None, None, None)
    return (row.pk, row.name, post.title, lookups.entities.label(post.entity), post.pk, post.since, post.until)


def _seat(row: Seat, tenure: Tenure | None, lookups: Lookups) -> Row:
    body, function = lookups.bodies.label(row.body), row.get_function_display()
    seat = (row.pk, body, row.name, function, row.order, row.since, row.until)
    if tenure is None:
        return (*seat, None, None, None, None, None, None)
    entity, person = lookups.entities.label(tenure.entity), lookups.people.label(tenure.person)
    return (*seat, tenure.pk, entity, person, tenure.get_capacity_display(), tenure.since, tenure.until)
