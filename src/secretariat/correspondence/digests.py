"""Putting digests into the outbox, each at the hour that its reader chose."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from secretariat.network.models import User

from .content import Content
from .digest import digest
from .letters import Recipient, post
from .models import Letter, Preferences
from .moments import last_weekly, next_allowed, next_weekly
from .preferences import digest_moment_of, looked_at, preferences_of, quiet_of, zone_of

STALE_AFTER = timedelta(days=2)


def queue_digests(now: datetime | None = None) -> int:
    """Make the digests whose hour has come, and return how many had something to tell.

    The hour is moved out of quiet hours, so that what is told is what holds when it goes out. One that was missed
    by more than two days (nothing ran) is left out: the next one tells of it.
    """
    now = now or timezone.now()
    made = 0
    for user in User.objects.filter(is_active=True).select_related("mail_preferences"):
        preferences = preferences_of(user)
        hour = digest_due(preferences, now)
        if hour is None:
            continue
        preferences, _made = Preferences.objects.get_or_create(user=user)
        since = preferences.digested_for
        if not looked_at(preferences, hour):
            continue
        content = digest(user, now, since if since and now - since < timedelta(days=21) else None)
        if content is not None and _put(user, content, hour, now) is not None:
            made += 1
    return made


def digest_due(preferences: Preferences, now: datetime) -> datetime | None:
    """Return the hour of the digest that is to be made now, if one is."""
    wanted = digest_moment_of(preferences)
    if wanted is None:
        return None
    hour = last_weekly(now, *wanted, zone_of(preferences))
    if next_allowed(hour, quiet_of(preferences)) > now or now - hour > STALE_AFTER + _moved(hour, preferences):
        return None
    seen = preferences.digested_for
    return hour if seen is None or seen < hour else None


def next_digest(preferences: Preferences, now: datetime) -> datetime | None:
    """Return when the next digest is made, if one is wanted."""
    wanted = digest_moment_of(preferences)
    if wanted is None:
        return None
    return next_allowed(next_weekly(now, *wanted, zone_of(preferences)), quiet_of(preferences))


def preview(user: User, now: datetime | None = None) -> Content | None:
    """Return the digest as it would be now; ``None`` where there is nothing to tell."""
    return digest(user, now or timezone.now(), preferences_of(user).digested_for)


def _moved(hour: datetime, preferences: Preferences) -> timedelta:
    """Return by how much quiet hours move the digest."""
    return next_allowed(hour, quiet_of(preferences)) - hour


def _put(user: User, content: Content, hour: datetime, now: datetime) -> Letter | None:
    """Put a digest into the outbox."""
    key = f"digest:{user.pk}:{hour.isoformat()}"
    return post(Recipient.of(user), sort=Letter.Sort.DIGEST, content=content, key=key, now=now)
