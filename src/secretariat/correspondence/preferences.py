"""What people want to receive: asked for, changed, refused by a link in a letter, taken up again."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core import signing
from django.utils import timezone
from django.utils.translation import gettext as _

from secretariat.history.recording import Gesture, writing
from secretariat.history.refusals import Conflict, NotAllowed, Refused
from secretariat.network.access import member
from secretariat.network.models import User

from .addresses import page
from .models import Letter, Preferences, Silenced
from .models.preferences import Day
from .moments import Quiet, zone_named

SALT = "secretariat.correspondence.unsubscribe"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What somebody wants, as a form says it."""

    digest_day: int | None
    digest_hour: int
    reminders: bool
    quiet_from: time | None
    quiet_until: time | None
    quiet_days: tuple[int, ...]
    zone: str


def preferences_of(user: User) -> Preferences:
    """Return what a user wants; the usual where the user never said."""
    return Preferences.objects.filter(user=user).first() or Preferences(user=user)


def zone_of(preferences: Preferences) -> ZoneInfo:
    """Return the zone whose clock counts."""
    return zone_named(preferences.zone) or zone_named(settings.TIME_ZONE) or ZoneInfo("UTC")


def quiet_of(preferences: Preferences) -> Quiet:
    """Return when no letter goes out."""
    days = frozenset(preferences.quiet_days)
    return Quiet(zone_of(preferences), preferences.quiet_from, preferences.quiet_until, days)


def change(actor: User, *, wishes: Wishes, version: int | None = None) -> Preferences:
    """Keep what the actor wants.

    Raises:
        Refused: for values that do not hold together.
        Conflict: when they were changed since the actor saw them.
    """
    if member(actor) is None:
        raise NotAllowed
    _check(wishes)
    with writing():
        row, _made = Preferences.objects.get_or_create(user=actor)
        row = Preferences.objects.select_for_update().get(pk=row.pk)
        if version is not None and version != row.version:
            raise Conflict
        before = _values(row)
        for name, value in asdict(wishes).items():
            setattr(row, name, list(value) if isinstance(value, tuple) else value)
        _kept(row, before, Gesture(actor), "change")
    return row


def unsubscribe_address(address: str, sort: str) -> str:
    """Return the address of the page at which letters of a sort are refused, without signing in."""
    return page("unsubscribe", token=signing.dumps([address, sort], salt=SALT, compress=False))


def refused_by(token: str) -> tuple[str, str] | None:
    """Return whose letters of which sort a signed token stands for; ``None`` for one that we did not sign."""
    try:
        address, sort = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return (address, sort) if sort in Letter.OPTIONAL else None


def wants(address: str, sort: str) -> bool:
    """Say whether letters of a sort may go to an address."""
    if sort not in Letter.OPTIONAL:
        return True
    if Silenced.objects.filter(address=address, sort=sort).exists():
        return False
    row = Preferences.objects.filter(user__email=address).first()
    if row is None:
        return True
    return row.digest_day is not None if sort == Letter.Sort.DIGEST else row.reminders


def set_wanted(*, address: str, sort: str, wanted: bool) -> None:
    """Stop or resume letters of a sort to an address: who has the signed link says so, signed in or not."""
    with writing():
        user = User.objects.filter(email=address).first()
        if user is None:
            _silence(address, sort, wanted=wanted)
            return
        row, _made = Preferences.objects.get_or_create(user=user)
        row = Preferences.objects.select_for_update().get(pk=row.pk)
        if wants(address, sort) == wanted:
            return
        before = _values(row)
        if sort == Letter.Sort.DIGEST:
            row.digest_day = Day.MONDAY if wanted else None
        else:
            row.reminders = wanted
        _kept(row, before, Gesture(None, name=str(user)), "resume_mail" if wanted else "stop_mail")


def _silence(address: str, sort: str, *, wanted: bool) -> None:
    """Keep, or forget, that an address without an account refuses letters of a sort."""
    if wanted:
        Silenced.objects.filter(address=address, sort=sort).delete()
    else:
        Silenced.objects.get_or_create(address=address, sort=sort, defaults={"at": timezone.now()})


def _kept(row: Preferences, before: dict[str, object], gesture: Gesture, verb: str) -> None:
    """Write changed preferences and their event."""
    after = _values(row)
    changed = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    if changed:
        row.version += 1
        row.save()
        gesture.record(verb, row, data={"changed": changed})


def _values(row: Preferences) -> dict[str, object]:
    """Return the values as an event keeps them."""
    names = Wishes.__dataclass_fields__
    values = {name: getattr(row, name) for name in names}
    return {name: f"{value:%H:%M}" if isinstance(value, time) else value for name, value in values.items()}


def _check(wishes: Wishes) -> None:
    """Refuse wishes that cannot be kept."""
    if wishes.digest_day is not None and wishes.digest_day not in Day.values:
        raise Refused("bad_day", _("A digest comes on a day of the week, or not at all."))
    if not 0 <= wishes.digest_hour <= 23:
        raise Refused("bad_hour", _("The hour is a number from 0 to 23."))
    if (wishes.quiet_from is None) != (wishes.quiet_until is None):
        raise Refused("half_quiet", _("Quiet hours need a beginning and an end, or neither."))
    if not set(wishes.quiet_days) <= set(Day.values):
        raise Refused("bad_day", _("The days without mail are days of the week."))
    if len(set(wishes.quiet_days)) >= len(Day.values):
        raise Refused("no_day_left", _("Leave at least one day on which mail may come."))
    if wishes.zone and zone_named(wishes.zone) is None:
        raise Refused("bad_zone", _("There is no time zone “%s”. Write it as in: Europe/Zurich.") % wishes.zone)


def digest_moment_of(preferences: Preferences) -> tuple[int, int] | None:
    """Return day and hour of the digest, if one is wanted."""
    if preferences.digest_day is None:
        return None
    return preferences.digest_day, preferences.digest_hour


def looked_at(preferences: Preferences, moment: datetime) -> bool:
    """Note that the digest of ``moment`` is being made; say whether this process is the first to do it."""
    rows = Preferences.objects.filter(pk=preferences.pk).exclude(digested_for__gte=moment)
    return rows.update(digested_for=moment) == 1
