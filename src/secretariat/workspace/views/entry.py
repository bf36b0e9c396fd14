"""The page of one entry: its words, its passage, its holders and dates, its progress, its history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
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
from secretariat.workspace.trace import trace

from .steps import steps_for

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

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
    """Something of an entry that can be changed on its page: the form opens beside the value."""

    what: str
    title: str | Promise
    form: forms.VersionedForm
    open: bool


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
    """Return what can be changed here, each with its form."""
    titles = TITLES if not isinstance(row, ActionPoint) or allows(row, Deed.SET) else ("level",)
    made = [(what, wrong if wrong is not None and what == opened else unbound(row, what, seen)) for what in titles]
    return [Change(what, TITLES[what], form, what == opened) for what, form in made if form is not None]


def follow_up(actor: User, action: ActionPoint, progress: forms.ProgressForm | None) -> dict[str, object]:
    """Return what the page of an action shows of its progress."""
    may_report = may(actor, Verb.REPORT, action) and allows(action, Deed.REPORT)
    may_edit = may(actor, Verb.EDIT, action)
    notes = lineage.trail(actor, action)
    form = progress or forms.ProgressForm(states=forms.reportable_states(action, actor), auto_id="progress_%s")
    return {
        "notes": notes,
        "may_report": may_report,
        "progress": form if may_report else None,
        "days_left": action.days_left(),
        "trace": trace(actor, action, notes, in_records(actor, action).count()),
        "steps": steps_for(action) if may_edit else [],
        "last_step": last_step(action) if may_edit else None,
        "origins": lineage.origins(actor, action),
        "successors": lineage.successors(actor, action),
        "passed_on": action.state in ActionPoint.PASSED_ON,
        "discussions": action.discussions.filter(meeting__in=meetings(actor).order_by()).select_related("meeting"),
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


def in_records(actor: User, action: ActionPoint) -> QuerySet[PreviousAction]:
    """Return what later records report on an action."""
    rows: QuerySet[PreviousAction] = selectors.entries(actor, Kind.PREVIOUS_ACTION)
    return rows.filter(action=action)


def related(actor: User, row: Entry) -> list[tuple[str | Promise, list[Entry]]]:
    """Return the entries that hang together with this one and that the reader may see."""
    actions = selectors.entries(actor, Kind.ACTION_POINT)
    found: list[tuple[str | Promise, list[Entry]]] = []
    if isinstance(row, Decision):
        found = [
            (_("Carried out by"), list(actions.filter(follows=row))),
        ]
    elif isinstance(row, ActionPoint):
        found = [
            (_("Carries out"), list(selectors.entries(actor, Kind.DECISION).filter(pk=row.follows_id))),
            (_("Reported on in later records"), list(in_records(actor, row))),
        ]
    elif isinstance(row, PreviousAction):
        found = [(_("The action"), list(actions.filter(pk=row.action_id)))]
    return [(title, entries) for title, entries in found if entries]
