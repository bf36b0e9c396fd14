"""A row of the table of people, taken in: a person, or one post of a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django.utils import timezone
from django.utils.translation import gettext as _

from secretariat.history.refusals import Refused

from .changes import days_in_words
from .columns import PEOPLE
from .lookups import UnclearError
from .models import Entity, Person, Post
from .people import add_person, change_person
from .posts import add_post, change_post
from .table_desk import ADDED, CHANGED, UNCHANGED, Desk, FieldChange, Outcome, compared, renamed
from .table_reading import Value

POST = {"title": "title", "entity": "entity", "since": "since", "until": "until"}
OWN = {"title": "title", "entity": "entity"}
NAME = {"name": "name"}


def take_person(desk: Desk, row: int, values: Mapping[str, Value]) -> Outcome:
    """Add or change the person of a row, and the post that the row tells of."""
    found = _somebody(desk, values)
    if found is None:
        return _new(desk, row, values)
    changes = compared(PEOPLE, found, NAME, values)
    if changes:
        found = change_person(desk.actor, person=found, name=str(values["name"]), gesture=desk.gesture)
    post = _post(desk, found, values)
    if post is not None:
        desk.refuse_twice(post)
        more = compared(PEOPLE, post, POST, values)
        if more:
            facts = cast("Any", renamed(POST, values))
            post = change_post(desk.actor, post=post, gesture=desk.gesture, **facts)
        desk.meet(row, post)
    elif _dated(values):
        post = _add_post(desk, found, values)
        desk.meet(row, post, fresh=True)
        more = (FieldChange(_("Post"), "", f"{post}, {days_in_words(post.since, post.until)}"),)
    else:
        more = _plain(desk, found, values)
    desk.lookups.people.learn(Person.objects.select_related("entity").get(pk=found.pk) if changes or more else found)
    desk.meet(row, found)
    return Outcome(row, CHANGED if changes or more else UNCHANGED, str(found), (*changes, *more))


def _new(desk: Desk, row: int, values: Mapping[str, Value]) -> Outcome:
    """Add the person of a row."""
    own = cast("Any", renamed(OWN, values) if _runs_today(values) else {})
    person = add_person(desk.actor, name=str(values["name"]), gesture=desk.gesture, **own)
    if _dated(values):
        post = _add_post(desk, person, values)
        desk.meet(row, post, fresh=True)
    desk.lookups.people.learn(person)
    desk.meet(row, person, fresh=True)
    return Outcome(row, ADDED, str(person), compared(PEOPLE, None, {**NAME, **POST}, values))


def _somebody(desk: Desk, values: Mapping[str, Value]) -> Person | None:
    """Return the person whom a row means: by number, or by name where only one goes by it."""
    number, name = values.get("person_no"), str(values["name"])
    people = desk.lookups.people
    if number is not None:
        found = people.by_number.get(cast("int", number))
        if found is None:
            message = _("Nobody has the number %s. Leave the number empty for somebody new.")
            raise Refused("unknown_number", message % number)
        return found
    try:
        return people.find(name)
    except UnclearError as error:
        message = _("Several people are called “%s”. Write the number of the one you mean: the exported table has it.")
        raise Refused("unclear", message % name) from error


def _post(desk: Desk, person: Person, values: Mapping[str, Value]) -> Post | None:
    """Return the post that a row means: by number, or the one with the same title and entity and first day."""
    posts = list(person.posts.all())
    if values.get("post_no") is not None:
        found = next((post for post in posts if post.pk == values["post_no"]), None)
        if found is None:
            names = {"name": person, "number": values["post_no"]}
            raise Refused("unknown_number", _("%(name)s has no post with the number %(number)s.") % names)
        return found
    same = [post for post in posts if _same(post, values)]
    fitting = [post for post in same if not _dated(values) or post.since == values.get("since")]
    return next((post for post in fitting if (Post, post.pk) not in desk.met), None)


def _same(post: Post, values: Mapping[str, Value]) -> bool:
    """Say whether a row tells of a post, by title and entity."""
    entity = values.get("entity")
    told = (values.get("title") or "", entity.pk if isinstance(entity, Entity) else None)
    return (post.title, post.entity_id) == told


def _plain(desk: Desk, person: Person, values: Mapping[str, Value]) -> tuple[FieldChange, ...]:
    """Change title and entity of somebody of whom no posts are known."""
    told = {name: values[name] for name in OWN if name in values}
    if not person.posts.all():
        changes = compared(PEOPLE, person, OWN, told)
        if changes:
            desk.refuse_twice(person)
            change_person(desk.actor, person=person, gesture=desk.gesture, **cast("Any", told))
        return changes
    if any(told.values()):
        message = _("%s has posts with days: write the first day of a new one, or the number of the one you mean.")
        raise Refused("undated_post", message % person)
    return ()


def _add_post(desk: Desk, person: Person, values: Mapping[str, Value]) -> Post:
    """Add the post of a row."""
    facts = cast("Any", {"title": "", **renamed(POST, values)})
    return add_post(desk.actor, person=person, gesture=desk.gesture, **facts)


def _runs_today(values: Mapping[str, Value]) -> bool:
    """Say whether what a row tells of somebody holds today: so does what has no days."""
    post = Post(since=cast("Any", values.get("since")), until=cast("Any", values.get("until")))
    return post.holds_on(timezone.localdate())


def _dated(values: Mapping[str, Value]) -> bool:
    """Say whether a row gives the first or the last day of a post."""
    return values.get("since") is not None or values.get("until") is not None
