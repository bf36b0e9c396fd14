"""The posts of a person: title and entity from one day to another. Today's post gives the person title and entity."""

from __future__ import annotations

from datetime import date
from typing import TypedDict, Unpack

from django.utils import timezone
from django.utils.translation import gettext as _

from secretariat.history.recording import Gesture, writing
from secretariat.history.refusals import Refused

from .changes import added, changing, removed
from .models import Entity, Person, Post, User


class PostValues(TypedDict, total=False):
    """What is known of a post, and can be changed."""

    title: str
    entity: Entity | None
    since: date | None
    until: date | None


def add_post(
    actor: User | None,
    *,
    person: Person,
    gesture: Gesture | None = None,
    **facts: Unpack[PostValues],
) -> Post:
    """Add a post. One that is over, or begins later, leaves the person's title as it is."""
    gesture = gesture or Gesture(actor)
    with writing():
        post = Post(person=person, **facts)
        _refuse_untitled(post)
        added(actor, post, gesture=gesture)
        if post.holds_on(timezone.localdate()):
            _follow(actor, person, None, gesture)
    return post


def change_post(
    actor: User | None,
    *,
    post: Post,
    version: int | None = None,
    gesture: Gesture | None = None,
    **values: Unpack[PostValues],
) -> Post:
    """Change or end a post, as far as values are given."""
    gesture = gesture or Gesture(actor)
    with writing():
        before = current(post.person)
        with changing(actor, post, version=version, gesture=gesture) as row:
            for name, value in values.items():
                setattr(row, name, value)
            _refuse_untitled(row)
        _follow(actor, row.person, before, gesture)
    return row


def remove_post(actor: User | None, *, post: Post, reason: str = "") -> None:
    """Take back a post that was entered by mistake; the history keeps what it was."""
    gesture = Gesture(actor)
    with writing():
        before = current(post.person)
        removed(actor, post, "take_back", gesture=gesture, reason=reason)
        _follow(actor, post.person, before, gesture)


def current(person: Person, day: date | None = None) -> Post | None:
    """Return the post that somebody has on a day (today): the one begun last, where there are several."""
    running = person.posts.filter(Post.holding(day or timezone.localdate()))
    return running.select_related("entity").first()


def keep_current(day: date | None = None) -> int:
    """Give title and entity of their post to those whose post began or ended with the days; return how many."""
    day = day or timezone.localdate()
    followed = 0
    for person in Person.objects.filter(posts__isnull=False, merged_into=None).distinct():
        post = current(person, day)
        if post is not None and (post.title, post.entity_id) != (person.title, person.entity_id):
            _follow(None, person, None, Gesture(None), day)
            followed += 1
    return followed


def _follow(actor: User | None, person: Person, before: Post | None, gesture: Gesture, day: date | None = None) -> None:
    """Let title and entity follow today's post; where the last one ended, they end with it."""
    post = current(person, day)
    if post is None and before is None:
        return
    if post is not None and (post.title, post.entity_id) == (person.title, person.entity_id):
        return
    with changing(actor, person, "follow_post", gesture=gesture) as row:
        row.title = post.title if post else ""
        row.entity = post.entity if post else None


def _refuse_untitled(post: Post) -> None:
    """Refuse a post without its title."""
    if not post.title.strip():
        raise Refused("title_missing", _("Give the title of the post."))
