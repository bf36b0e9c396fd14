"""Who is asked about an action, and when: first its owner, then the focal points, then the chair of the body.

Each body has a schedule of its own or the one below. The clock of an action is its last day: the due date, of
a standing action the day of its review. What is over is never asked about; what nobody holds, the secretariat is
asked about. Nothing is sent here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db.models import Max, Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from secretariat.history.recording import Gesture, record, writing
from secretariat.history.refusals import Refused
from secretariat.network.access import Verb, require
from secretariat.network.models import Body, User
from secretariat.register.models import ActionPoint, Owner, Pace

from .models import EscalationRule, EscalationSent
from .recipients import Recipient, Recipients

if TYPE_CHECKING:
    from django.db.models import QuerySet

Role = EscalationRule.Role
FURTHEST = 730
MOST_RULES = 20


@dataclass(frozen=True, slots=True)
class Rule:
    """One step of a schedule: so many days after the last day (before it, where negative), whom, how often again."""

    days: int
    role: str
    repeat_days: int | None = None
    on: bool = True


DEFAULT = (
    Rule(-7, Role.OWNER),
    Rule(1, Role.OWNER, repeat_days=14),
    Rule(14, Role.FOCAL_POINT, repeat_days=28),
    Rule(30, Role.CHAIR),
)


@dataclass(frozen=True, slots=True)
class Step:
    """What is due to be sent: about which action, for which last day, by which rule, to whom.

    ``turn`` counts the repetitions from nought. ``recipients`` may have no account; each says how it was found.
    """

    action: ActionPoint
    due: date
    rule: Rule
    turn: int
    recipients: tuple[Recipient, ...]

    @property
    def days_late(self) -> int:
        """Return for how many days the last day has gone by, as the rule counts; negative before it."""
        return self.rule.days + self.turn * (self.rule.repeat_days or 0)


def rules_of(body: Body | None) -> tuple[Rule, ...]:
    """Return the schedule of a body: its own, or the default one."""
    rows = EscalationRule.objects.filter(body=body) if body is not None else EscalationRule.objects.none()
    return tuple(_rule(row) for row in rows) or DEFAULT


def has_own_rules(body: Body) -> bool:
    """Say whether a body has a schedule of its own."""
    return EscalationRule.objects.filter(body=body).exists()


def set_rules(actor: User, *, body: Body, rules: Sequence[Rule], reason: str = "") -> tuple[Rule, ...]:
    """Give a body a schedule of its own; none takes it back to the default one.

    Raises:
        Refused: for two steps to one role on one day, and for days that cannot be meant.
    """
    require(actor, Verb.MANAGE, body)
    _check(rules)
    with writing():
        locked = Body.objects.select_for_update().get(pk=body.pk)
        before = [_told(rule) for rule in rules_of(locked)]
        EscalationRule.objects.filter(body=locked).delete()
        for rule in rules:
            EscalationRule.objects.create(
                body=locked, days=rule.days, role=rule.role, repeat_days=rule.repeat_days, on=rule.on
            )
        data = {"changed": {"escalation": [before, [_told(rule) for rule in rules_of(locked)]]}}
        record(actor, "set_escalation", locked, data=data, reason=reason)
    return rules_of(body)


def due_steps(now: datetime) -> list[Step]:
    """Return what is due to be sent at ``now`` and was not sent, the longest late first.

    Of a step that repeats, only the latest turn is due: what was missed while nobody sent is not sent after.
    """
    schedules, people, sent = _schedules(), Recipients(_today(now, None)), _sent()
    steps = [step for action in _clocked(now, schedules) for step in _steps(action, now, schedules, sent, people)]
    return sorted(steps, key=lambda step: (step.due, step.action.pk, step.rule.days))


def mark_sent(step: Step) -> EscalationSent:
    """Say that a step was sent; saying it twice is saying it once."""
    with writing():
        row, created = EscalationSent.objects.get_or_create(
            action=step.action,
            due=step.due,
            days=step.rule.days,
            role=step.rule.role,
            turn=step.turn,
            defaults={"at": timezone.now(), "to": [person.label for person in step.recipients]},
        )
        if created:
            data = {"to": row.to, "role": row.role, "due": row.due.isoformat(), "days": step.days_late}
            Gesture(None).record("ask", step.action, data=data)
    return row


def _clocked(now: datetime, schedules: Mapping[int, list[Rule]]) -> QuerySet[ActionPoint]:
    """Return the live actions whose last day is near enough for the earliest step, with what the steps need of them."""
    rules = [rule for own in (DEFAULT, *schedules.values()) for rule in own]
    # a day more, for it is tomorrow already in some zones
    latest = now.date() + timedelta(days=1 - min(rule.days for rule in rules))
    standing = Q(pace=Pace.STANDING, state=ActionPoint.State.CONTINUING, review_date__lte=latest)
    running = ~Q(pace=Pace.STANDING) & Q(
        state__in=(ActionPoint.State.OPEN, ActionPoint.State.IN_PROGRESS), due_date__lte=latest
    )
    owners = Owner.objects.select_related("entity", "body", "person__user", "person__entity")
    return (
        ActionPoint.objects.filter(standing | running)
        .select_related("body", "meeting__body")
        .prefetch_related(Prefetch("owners", owners))
    )


def _schedules() -> Mapping[int, list[Rule]]:
    """Return the schedules that bodies have of their own."""
    found: dict[int, list[Rule]] = defaultdict(list)
    for row in EscalationRule.objects.all():
        found[row.body_id].append(_rule(row))
    return found


Key = tuple[int, date, int, str]


def _sent() -> Mapping[Key, int]:
    """Return the latest turn of each step that was sent about a live action."""
    rows = EscalationSent.objects.filter(action__state__in=ActionPoint.LIVE).order_by()
    latest = rows.values_list("action", "due", "days", "role").annotate(latest=Max("turn"))
    return {(action, due, days, role): turn for action, due, days, role, turn in latest}


def _steps(
    action: ActionPoint,
    now: datetime,
    schedules: Mapping[int, list[Rule]],
    sent: Mapping[Key, int],
    people: Recipients,
) -> Iterator[Step]:
    """Yield the steps of one action that are due and were not sent."""
    due, body = action.last_day, body_of(action)
    if due is None:
        return
    today = _today(now, body)
    for rule in schedules.get(body.pk, DEFAULT) if body is not None else DEFAULT:
        turn = _turn(rule, (today - due).days)
        if turn is None or turn <= sent.get((action.pk, due, rule.days, rule.role), -1):
            continue
        yield Step(action, due, rule, turn, people.of(action, body, rule.role))


def _turn(rule: Rule, late: int) -> int | None:
    """Return the turn of a rule that is due ``late`` days after the last day; none before its time.

    What is to be said before the last day is not said after it.
    """
    if not rule.on or late < rule.days or (rule.days < 0 < late):
        return None
    return (late - rule.days) // rule.repeat_days if rule.repeat_days else 0


def body_of(action: ActionPoint) -> Body | None:
    """Return the body that an action belongs to."""
    return action.body or (action.meeting.body if action.meeting else None)


def _today(now: datetime, body: Body | None) -> date:
    """Return the day that it is where the body tells its hours, or else where the site does."""
    try:
        zone = ZoneInfo(body.zone) if body is not None and body.zone else None
    except (ZoneInfoNotFoundError, ValueError):
        zone = None
    return timezone.localdate(now, zone)


def _rule(row: EscalationRule) -> Rule:
    """Return a stored step."""
    return Rule(row.days, row.role, row.repeat_days, row.on)


def _told(rule: Rule) -> str:
    """Return a step as the history keeps it."""
    again = f", every {rule.repeat_days} days" if rule.repeat_days else ""
    return f"{rule.days:+d} {rule.role}{again}{'' if rule.on else ' (off)'}"


def _check(rules: Sequence[Rule]) -> None:
    """Refuse a schedule that cannot be."""
    if len(rules) > MOST_RULES:
        raise Refused("too_many", _("A schedule has at most %d steps.") % MOST_RULES)
    if len({(rule.days, rule.role) for rule in rules}) < len(rules):
        raise Refused("twice", _("Two steps ask the same people on the same day. Keep one of them."))
    for rule in rules:
        if rule.role not in Role.values:
            raise Refused("unknown_role", _("A step asks the owner, the focal point or the chair."))
        if not -FURTHEST <= rule.days <= FURTHEST:
            raise Refused("bad_days", _("A step is at most %d days before or after the last day.") % FURTHEST)
        if rule.repeat_days is not None and not 1 <= rule.repeat_days <= FURTHEST:
            raise Refused("bad_days", _("A step is repeated every 1 to %d days.") % FURTHEST)
