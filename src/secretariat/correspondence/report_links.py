"""Links to report progress without an account: made, found, used, revoked, asked for again.

A link is a random token of 256 bits; what is kept is a hash that needs the key of the site. Wrong, expired and
revoked ones are answered in the same way.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import dateformat, timezone
from django.utils.translation import gettext as _

from secretariat.followup.models import ProgressNote
from secretariat.followup.reporting import holds, report_by_holder
from secretariat.history.recording import Gesture, label_of, writing
from secretariat.history.refusals import Refused
from secretariat.network.access import Verb, open_to, require
from secretariat.network.models import Body, Entity, Person, User
from secretariat.network.seating import bodies_seating
from secretariat.network.selectors import Holder
from secretariat.register.models import ActionPoint
from secretariat.register.selectors import Passage
from secretariat.sources.storage import Incoming

from .addresses import TOKEN, keyed_hash, mail_address, new_token, one_line, page
from .content import Content
from .digest import shortened
from .letters import Recipient, notify_secretariat, post
from .models import Letter, LinkRequest, LinkUse, ReportLink

PURPOSE = "report_link"
VALID_FOR = timedelta(days=60)
LONGEST_VALID = timedelta(days=366)
REPORTS_AN_HOUR = 6
REQUESTS_AN_HOUR = 60
LARGEST_EVIDENCE = 10 * 1024 * 1024
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Made:
    """A link that was just made. ``url`` is known now and never again."""

    link: ReportLink
    url: str


@dataclass(frozen=True, slots=True)
class Progress:
    """What somebody reports by a link."""

    name: str
    text: str
    state: str = ""
    occurred_on: str = ""
    evidence_url: str = ""
    evidence_file: Incoming | None = None


def make_link(
    actor: User,
    *,
    action: ActionPoint,
    holder: Holder,
    name: str = "",
    email: str = "",
    valid_for: timedelta = VALID_FOR,
    send: bool = False,
) -> Made:
    """Make a link for a holder of an action, and send it if wanted.

    Raises:
        Refused: when they do not hold it, may not know of it, or there is no address to send it to.
    """
    require(actor, Verb.MANAGE, ReportLink)
    if send and not email.strip():
        raise Refused("no_address", _("Give the address to which the link is to be sent."))
    if not timedelta(0) < valid_for <= LONGEST_VALID:
        raise Refused("bad_time", _("A link is good for a day at least and a year at most."))
    with writing():
        made = new_link(action, holder, name=name, email=email, valid_for=valid_for, actor=actor)
        if send:
            _post_link(made)
    return made


def new_link(
    action: ActionPoint,
    holder: Holder,
    *,
    name: str,
    email: str,
    actor: User | None = None,
    valid_for: timedelta = VALID_FOR,
) -> Made:
    """Write a link and its event; without an actor it is the worker's, for a reminder."""
    token, now = new_token(), timezone.now()
    with writing():
        row = ActionPoint.objects.select_for_update().get(pk=action.pk)
        _require_holder(row, holder)
        link = ReportLink(
            action=row,
            name=one_line(name, 200) or str(holder),
            email=mail_address(email) if email.strip() else "",
            token_hash=keyed_hash(PURPOSE, token),
            made_at=now,
            made_by=actor,
            expires_at=now + valid_for,
        )
        _set_holder(link, holder)
        link.save()
        data = {"link": link.pk, "holder": holder.ref, "until": link.expires_at.date().isoformat()}
        Gesture(actor).record("make_link", row, data=data)
    return Made(link, page("report-link", token=token))


def revoke(actor: User, *, link: ReportLink) -> ReportLink:
    """Let a link open nothing any more."""
    require(actor, Verb.MANAGE, ReportLink)
    with writing():
        row = ReportLink.objects.select_for_update().get(pk=link.pk)
        if row.revoked_at is None:
            row.revoked_at = timezone.now()
            row.save(update_fields=["revoked_at"])
            Gesture(actor).record("revoke_link", row.action, data={"link": row.pk, "holder": row.holder.ref})
    return row


def links_of(actor: User, action: ActionPoint) -> QuerySet[ReportLink]:
    """Return the links to an action, latest first: for the secretariat alone."""
    require(actor, Verb.MANAGE, ReportLink)
    return ReportLink.objects.filter(action=action).select_related("entity", "body", "person", "made_by", "action")


def opened(token: str, now: datetime | None = None) -> ReportLink | None:
    """Return the link that a token opens now, or ``None``, whatever the reason."""
    now = now or timezone.now()
    wanted = keyed_hash(PURPOSE, token if TOKEN.fullmatch(token) else "")
    rows = ReportLink.objects.select_related("action__meeting", "action__body", "action__document", "action__reading")
    link = rows.select_related("entity", "body", "person").filter(token_hash=wanted).first()
    return link if link is not None and is_usable(link, now) else None


def is_usable(link: ReportLink, now: datetime) -> bool:
    """Say whether a link opens: in time, not revoked, its holder still holds the action and may know of it."""
    alive = link.revoked_at is None and link.expires_at > now
    return alive and holds(link.action, link.holder) and may_know(link.action, link.holder)


def may_know(action: ActionPoint, holder: Holder) -> bool:
    """Say whether a holder may know of an action: by its level, or by a seat in its body."""
    return open_to(action, bodies_seating(holder))


def passage_for(link: ReportLink) -> Passage | None:
    """Return the words of the record that the action stands on, without the text around them."""
    action = link.action
    if not action.quote:
        return None
    return Passage("", action.quote, "", action.page)


def used(link: ReportLink, progress: Progress, now: datetime | None = None) -> ProgressNote:
    """Take a report that came by a link.

    Raises:
        Refused: when it cannot be taken, or there were too many within an hour.
    """
    now = now or timezone.now()
    with writing():
        row = ReportLink.objects.select_for_update().get(pk=link.pk)
        if row.uses.filter(at__gt=now - HOUR).count() >= REPORTS_AN_HOUR:
            raise Refused("too_many", _("That is many reports within an hour. Wait a little, then send the next one."))
        note = report_by_holder(
            action=row.action,
            holder=row.holder,
            by_name=progress.name or row.name,
            text=progress.text,
            state=progress.state,
            occurred_on=progress.occurred_on,
            evidence_url=progress.evidence_url,
            evidence_file=progress.evidence_file,
        )
        LinkUse.objects.create(link=row, note=note, at=now)
        row.last_used_at, row.use_count = now, F("use_count") + 1
        row.save(update_fields=["last_used_at", "use_count"])
    return note


def ask_again(token: str, now: datetime | None = None) -> None:
    """Keep that somebody asked for a new link. What is kept does not depend on whether there ever was one."""
    now = now or timezone.now()
    if LinkRequest.objects.filter(at__gt=now - HOUR).count() < REQUESTS_AN_HOUR:
        LinkRequest.objects.create(token_hash=keyed_hash(PURPOSE, token[:100]), at=now)


def settle_requests(now: datetime | None = None) -> int:
    """Tell the secretariat who asked for a new link; return how many links were asked for."""
    now = now or timezone.now()
    asked = 0
    for request in LinkRequest.objects.filter(handled=False)[:REQUESTS_AN_HOUR]:
        with transaction.atomic():
            link = ReportLink.objects.select_related("action").filter(token_hash=request.token_hash).first()
            if link is not None:
                notify_secretariat(content=_request_told(link), key=f"ask:{link.pk}:{now.date()}", now=now)
                asked += 1
            request.handled = True
            request.save(update_fields=["handled"])
    return asked


def _request_told(link: ReportLink) -> Content:
    """Return the notice that somebody asks for a new link."""
    named = {"name": link.name, "action": link.action.reference}
    return Content(
        subject=_("%(name)s asks for a new link to report on %(action)s") % named,
        paragraphs=(
            _("The link that %(name)s has for %(action)s does not open any more.") % named,
            _("If this is still right, make a new link on the page of the action."),
        ),
        button=(_("Links of this action"), page("action-links", pk=link.action_id)),
    )


def _post_link(made: Made) -> None:
    """Put a letter with a link into the outbox."""
    link = made.link
    until = dateformat.format(timezone.localtime(link.expires_at), "j F Y")
    content = Content(
        subject=_("Please report on %s") % link.action.reference,
        paragraphs=(
            _("The network agreed on this, and you hold it, or your organization does:"),
            "“" + shortened(link.action.text) + "”",
            _("With this link you can tell what was done and add evidence, without an account, until %s.") % until,
        ),
        button=(_("Report progress"), made.url),
        closing=(_("The link is for you. Whoever has it can report in your name: do not pass it on."),),
        about=(label_of(link.action),),
    )
    to = Recipient(link.email, link.name)
    post(to, sort=Letter.Sort.LINK, content=content, key=f"link:{link.pk}")


def _require_holder(action: ActionPoint, holder: Holder) -> None:
    """Refuse a link for who does not hold an action, or may not know of it."""
    if not holds(action, holder):
        raise Refused("not_held", _("%(holder)s does not hold %(action)s.") % _named(action, holder))
    if not may_know(action, holder):
        message = _("%(action)s is for its body, and %(holder)s has no seat there. Change its level first.")
        raise Refused("not_open", message % _named(action, holder))


def _set_holder(link: ReportLink, holder: Holder) -> None:
    """Say for whom a link is."""
    if isinstance(holder, Entity):
        link.entity = holder
    elif isinstance(holder, Body):
        link.body = holder
    elif isinstance(holder, Person):
        link.person = holder


def _named(action: ActionPoint, holder: Holder) -> dict[str, str]:
    """Return the names for a message."""
    return {"action": action.reference, "holder": str(holder)}
