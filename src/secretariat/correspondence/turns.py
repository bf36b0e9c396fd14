"""One worker at a time: taking and giving back a turn."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from .models import Turn

LONGEST = timedelta(minutes=10)


@contextmanager
def turn(name: str) -> Iterator[bool]:
    """Say whether it is this worker's turn to do ``name``; if so, nobody else has it until the block ends."""
    taken = _take(name)
    try:
        yield taken
    finally:
        if taken:
            Turn.objects.filter(name=name).update(held_until=None)


def _take(name: str) -> bool:
    """Take a turn by one guarded UPDATE."""
    now = timezone.now()
    free = Q(held_until__isnull=True) | Q(held_until__lte=now)
    if Turn.objects.filter(free, name=name).update(held_until=now + LONGEST) == 1:
        return True
    if Turn.objects.filter(name=name).exists():
        return False
    try:
        with transaction.atomic():
            Turn.objects.create(name=name, held_until=now + LONGEST)
    except IntegrityError:
        return False
    return True
