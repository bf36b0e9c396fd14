"""Reminders: what the schedule of a body asks of whom, as one letter to each.

Whoever has no account gets a link to report by, at the address that the secretariat once gave for them. Where there
is none, the secretariat is told that nobody could be reached.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from secretariat.followup.escalation import Step, due_steps, mark_sent
from secretariat.followup.recipients import Recipient as Asked
from secretariat.followup.reporting import holds
from secretariat.history.recording import label_of, writing
from secretariat.history.refusals import Refused
from secretariat.network.access import Verb, may
from secretariat.network.models import User
from secretariat.network.selectors import Holder

from .addresses import page
from .content import Content
from .digest import action_line, section, shortened
from .letters import Recipient, notify_secretariat, post
from .models import Letter, ReportLink
from .report_links import may_know, new_link


def queue_reminders(now: datetime | None = None) -> int:
    """Put what is due to be asked into the outbox, and return how many letters that are.

    The letters and the note that the steps were sent are written together. The note names who was written to.
    """
    now = now or timezone.now()
    # Looked for before the transaction begins: mostly there is nothing, and nobody else waits for that.
    steps = due_steps(now)
    to_users: dict[User, list[Step]] = defaultdict(list)
    unreached: list[Step] = []
    made = 0
    if not steps:
        return made
    with writing():
        for step in steps:
            people = [asked for asked in step.recipients if asked.user and may(asked.user, Verb.READ, step.action)]
            others = [asked for asked in step.recipients if asked.user is None and _by_link(step, asked, now)]
            for asked in people:
                if asked.user is not None:
                    to_users[asked.user].append(step)
            if not people and not others:
                unreached.append(step)
            made += len(others)
            mark_sent(replace(step, recipients=(*people, *others)))
        made += sum(_by_account(user, rows, now) for user, rows in to_users.items())
        if unreached:
            notify_secretariat(content=_unreached(unreached, now), key=f"unreached:{_digest(unreached)}", now=now)
    return made


def _by_account(user: User, steps: list[Step], now: datetime) -> bool:
    """Write one letter about all that is asked of a user; say whether the user wants such letters."""
    today = timezone.localdate(now)
    asked = _once(steps)
    lines = [action_line(step.action, today, notes=_why(step, user)) for step in asked]
    alone = page("entry", kind="action_point", pk=asked[0].action.pk) if len(asked) == 1 else ""
    content = Content(
        subject=_subject(asked),
        paragraphs=(_("You are asked about this because you hold it, speak for its holder, or chair its body."),),
        sections=(section(_("Asked of you"), lines, page("entries", kind="action_point") + "?owner=mine"),),
        button=(_("Report progress"), alone) if alone else None,
        about=tuple(label_of(step.action) for step in asked),
    )
    key = f"reminder:user-{user.pk}:{_digest(steps)}"
    return post(Recipient.of(user), sort=Letter.Sort.REMINDER, content=content, key=key, now=now) is not None


def _by_link(step: Step, asked: Asked, now: datetime) -> bool:
    """Write to somebody without an account, with a link to report by; say whether there is an address."""
    holder: Holder | None = asked.person or asked.entity
    known = _known(holder)
    if holder is None or known is None or not (holds(step.action, holder) and may_know(step.action, holder)):
        return False
    try:
        made = new_link(step.action, holder, name=known.name, email=known.email)
    except Refused:
        return False
    content = Content(
        subject=_subject([step]),
        paragraphs=(_("The network agreed on this, and it stands as held by %s.") % holder,),
        sections=(section(_("Asked of you"), [action_line(step.action, timezone.localdate(now), url=made.url)]),),
        button=(_("Report progress"), made.url),
        closing=(_("The link is for you. Whoever has it can report in your name: do not pass it on."),),
        about=(label_of(step.action),),
    )
    key = f"reminder:{holder.ref}:{_digest([step])}"
    to = Recipient(known.email, known.name)
    return post(to, sort=Letter.Sort.REMINDER, content=content, key=key, now=now) is not None


def _known(holder: Holder | None) -> ReportLink | None:
    """Return the last link with an address that the secretariat made for a holder and did not revoke."""
    if holder is None:
        return None
    field = holder.ref.partition(":")[0]
    rows = ReportLink.objects.filter(**{field: holder}, made_by__isnull=False, revoked_at__isnull=True)
    return rows.exclude(email="").order_by("-id").first()


def _why(step: Step, user: User) -> tuple[str, ...]:
    """Return why a step asks this user."""
    return tuple(asked.found for asked in step.recipients if asked.user == user)[:1]


def _once(steps: Iterable[Step]) -> list[Step]:
    """Return steps without those that are about the same action."""
    by_action: Mapping[int, Step] = {step.action.pk: step for step in reversed(list(steps))}
    return sorted(by_action.values(), key=lambda step: (step.due, step.action.pk))


def _subject(steps: list[Step]) -> str:
    """Return the subject: the words of a single action, or how many there are."""
    if len(steps) == 1:
        step = steps[0]
        words = shortened(step.action.text)[:80]
        return _("Overdue: %s") % words if step.days_late > 0 else _("Coming up: %s") % words
    return ngettext("%d action point asks for you", "%d action points ask for you", len(steps)) % len(steps)


def _unreached(steps: list[Step], now: datetime) -> Content:
    """Return the notice that nobody could be written to."""
    lines = [action_line(step.action, timezone.localdate(now), notes=_names(step)) for step in _once(steps)]
    return Content(
        subject=ngettext("Nobody could be reminded of %d action", "Nobody could be reminded of %d actions", len(lines))
        % len(lines),
        paragraphs=(
            _("Who holds these has no account here and no link with an address, or may not read them."),
            _("Make a link on the page of the action: reminders go to its address from then on."),
        ),
        sections=(section(_("Without anybody to write to"), lines),),
        about=tuple(label_of(step.action) for step in _once(steps)),
    )


def _names(step: Step) -> tuple[str, ...]:
    """Return who was meant."""
    return tuple(asked.label for asked in step.recipients)


def _digest(steps: Iterable[Step]) -> str:
    """Return a short name for a set of steps."""
    names = sorted(f"{step.action.pk}/{step.due}/{step.rule.days}/{step.rule.role}/{step.turn}" for step in steps)
    return sha256("\n".join(names).encode()).hexdigest()[:24]
