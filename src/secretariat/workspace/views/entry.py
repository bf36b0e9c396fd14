"""The page of one entry: its words, its passage, its holders and dates, its progress, its history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from secretariat.followup import lineage
from secretariat.followup.states import Deed, allows
from secretariat.followup.taking_back import last_step
from secretariat.meetings.selectors import meetings
from secretariat.network.access import Verb, may
from secretariat.network.guarded import Confidentiality
from secretariat.register import lineage as decisions
from secretariat.register import selectors
from secretariat.register.levels import strictest
from secretariat.register.models import ActionPoint, Decision, Entry, Kind, PreviousAction
from secretariat.workspace import forms
from secretariat.workspace.actor import actor_of
from secretariat.workspace.entry_kinds import BY_KIND
from secretariat.workspace.history_words import timeline
from secretariat.workspace.trace import Found, trace

from .steps import steps_for

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from secretariat.followup.models import Discussion
    from secretariat.network.models import User

FORMS: Mapping[tuple[str, str], type[forms.VersionedForm]] = {
    (Kind.ACTION_POINT, "owners"): forms.OwnersForm,
    (Kind.ACTION_POINT, "due"): forms.DueForm,
    (Kind.ACTION_POINT, "state"): forms.ActionStateForm,
    (Kind.ACTION_POINT, "pace"): forms.PaceForm,
    (Kind.DECISION, "state"): forms.DecisionStateForm,
}
AROUND = 240
TITLES: Mapping[str, str | Promise] = {
    "owners": _("Owner"),
    "due": _("Due"),
    "state": _("State"),
    "pace": _("Pace"),
    "level": _("Confidentiality"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """Something of an entry that can be changed on its page: the form opens beside the value.

    A form that nobody opened yet is not made; the page asks for it.
    """

    what: str
    title: str | Promise
    form: forms.VersionedForm | None


@require_safe
@login_required
def entry(request: HttpRequest, kind: Kind, pk: int) -> HttpResponse:
    """Show one entry."""
    return page(request, selectors.entry(actor_of(request), kind, pk))


def page(
    request: HttpRequest,
    row: Entry,
    *,
    opened: str = "",
    wrong: forms.VersionedForm | None = None,
    progress: forms.ProgressForm | None = None,
) -> HttpResponse:
    """Show the page of an entry, with one form open, or with the form that could not be taken."""
    actor = actor_of(request)
    happened = timeline(request, row)
    may_edit = may(actor, Verb.EDIT, row)
    context = {
        "entry": row,
        "face": BY_KIND[row.kind],
        "language": row.reading.revision.language if row.reading else "",
        "passage": selectors.passage(actor, row, around=AROUND),
        "may_open": row.document is not None and may(actor, Verb.READ, row.document),
        "may_edit": may_edit,
        "changes": changes(row, happened.newest, opened, wrong) if may_edit else [],
        "titles": TITLES,
        "history": happened,
        "related": related(actor, row),
        "shielded": strictest(row) == Confidentiality.CHATHAM,
        **(follow_up(actor, row, progress) if isinstance(row, ActionPoint) else {}),
        **(of_decision(actor, row) if isinstance(row, Decision) else {}),
    }
    failed = wrong is not None or (progress is not None and progress.is_bound)
    return render(request, "workspace/register/entry.html", context, status=422 if failed else 200)


def form_for(row: Entry, what: str) -> type[forms.VersionedForm] | None:
    """Return the form that changes ``what`` of an entry, if it has one."""
    return forms.LevelForm if what == "level" else FORMS.get((row.kind, what))


def unbound(row: Entry, what: str, seen: int) -> forms.VersionedForm | None:
    """Return the form that changes ``what``, as the entry stands now."""
    made = form_for(row, what)
    if made is None:
        return None
    form = made(initial={**forms.initial_values(row), "seen": seen}, auto_id=f"{what}_%s")
    if isinstance(row, ActionPoint) and isinstance(form, forms.ActionStateForm):
        form.fields["state"].choices = forms.states_of(row)  # type: ignore[attr-defined]
    return form


def changes(row: Entry, seen: int, opened: str, wrong: forms.VersionedForm | None) -> list[Change]:
    """Return what can be changed here; one thing may be opened, with its form or the one that could not be taken."""
    titles = TITLES if not isinstance(row, ActionPoint) or allows(row, Deed.SET) else ("level",)
    return [
        Change(what, TITLES[what], (wrong or unbound(row, what, seen)) if what == opened else None)
        for what in titles
        if form_for(row, what) is not None
    ]


def follow_up(actor: User, action: ActionPoint, progress: forms.ProgressForm | None) -> dict[str, object]:
    """Return what the page of an action shows of its progress and of what hangs together with it."""
    may_report = may(actor, Verb.REPORT, action) and allows(action, Deed.REPORT)
    may_edit = may(actor, Verb.EDIT, action)
    decided, told = decisions_of(actor, action), in_records(actor, action)
    notes, ties = lineage.trail(actor, action), lineage.ties_of(actor, action)
    found = Found(decided[0] if decided else None, notes, len(told), ties.successors)
    return {
        "notes": notes,
        "may_report": may_report,
        "progress": progress if may_report else None,
        "days_left": action.days_left(),
        "trace": trace(actor, action, found),
        "steps": steps_for(action) if may_edit else [],
        "last_step": last_step(action) if may_edit else None,
        "origins": ties.origins,
        "successors": ties.successors,
        "passed_on": action.state in ActionPoint.PASSED_ON,
        "discussions": discussions(actor, action),
        "related": [(_("Carries out"), decided), (_("Reported on in later records"), told)],
    }


def of_decision(actor: User, decision: Decision) -> dict[str, object]:
    """Return what the page of a decision shows of its family and its object."""
    revision = decision.object_document
    shown = revision is not None and may(actor, Verb.READ, revision.document)
    return {
        "family": decisions.family(actor, decision),
        "links": decisions.links_of(actor, decision),
        "object_document": revision if shown else None,
    }


def discussions(actor: User, action: ActionPoint) -> list[Discussion]:
    """Return where an action was taken up, as far as the reader may see the meetings."""
    rows = list(action.discussions.select_related("meeting"))
    known = meetings(actor).in_bulk([row.meeting_id for row in rows]) if rows else {}
    return [row for row in rows if row.meeting_id in known]


def decisions_of(actor: User, action: ActionPoint) -> list[Decision]:
    """Return the decision that an action carries out, where the reader may see it."""
    return list(selectors.entries(actor, Kind.DECISION).filter(pk=action.follows_id)) if action.follows_id else []


def in_records(actor: User, action: ActionPoint) -> list[PreviousAction]:
    """Return what later records report on an action, as far as the reader may see it; of most none reports."""
    if not PreviousAction.objects.filter(action=action).exists():
        return []
    return list(selectors.entries(actor, Kind.PREVIOUS_ACTION).filter(action=action))


def related(actor: User, row: Entry) -> list[tuple[str | Promise, list[ActionPoint]]]:
    """Return the actions that hang together with a decision or with what a record reports, as far as one may see."""
    if isinstance(row, Decision):
        title, rule = _("Carried out by"), Q(follows=row)
    elif isinstance(row, PreviousAction) and row.action_id:
        title, rule = _("The action"), Q(pk=row.action_id)
    else:
        return []
    return [(title, list(selectors.entries(actor, Kind.ACTION_POINT).filter(rule)))]
