"""What is open at a glance: by holder, by how long overdue; and the schedule by which a body asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from secretariat.followup.ageing import overview
from secretariat.followup.escalation import DEFAULT, Rule, has_own_rules, rules_of, set_rules
from secretariat.followup.models import EscalationRule
from secretariat.history.refusals import NotAllowed, Refused
from secretariat.network.access import Verb, may
from secretariat.network.models import Body
from secretariat.workspace.actor import actor_of
from secretariat.workspace.arising_forms import ReasonForm, RuleForm, RuleFormSet
from secretariat.workspace.bar_chart import chart
from secretariat.workspace.history_words import timeline

if TYPE_CHECKING:
    from django.forms import BaseFormSet
    from django.http import HttpRequest, HttpResponse


@require_safe
@login_required
def follow_up(request: HttpRequest) -> HttpResponse:
    """Show what is open, who holds it, and what is late."""
    actor = actor_of(request)
    found = overview(actor)
    context = {
        "overview": found,
        "chart": chart(found.overdue),
        "may_edit": may(actor, Verb.EDIT),
    }
    return render(request, "workspace/followup/overview.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def escalation(request: HttpRequest, slug: str) -> HttpResponse:
    """Show by which schedule a body asks about its actions; the secretariat sets it here."""
    actor, body = actor_of(request), get_object_or_404(Body, slug=slug)
    may_manage = may(actor, Verb.MANAGE, body)
    if request.method == "POST" and not may_manage:
        raise PermissionDenied
    formset = RuleFormSet(request.POST or None, initial=[RuleForm.values(rule) for rule in rules_of(body)])
    reason = ReasonForm(request.POST or None)
    if request.method == "POST" and _set(request, body, formset, reason):
        messages.success(request, _("The schedule of %s is set.") % body)
        return redirect("workspace:escalation", slug=slug)
    context = {
        "body": body,
        "sentences": [sentence(rule) for rule in rules_of(body) if rule.on],
        "own": has_own_rules(body),
        "formset": formset,
        "reason": reason,
        "may_manage": may_manage,
        "history": timeline(request, body, "set_escalation") if may_manage else [],
    }
    status = 422 if formset.is_bound else 200
    return render(request, "workspace/followup/escalation.html", context, status=status)


def sentence(rule: Rule) -> str:
    """Return one step of a schedule in words."""
    days = abs(rule.days)
    if rule.days < 0:
        when = ngettext("%d day before the last day", "%d days before the last day", days) % days
    else:
        when = ngettext("%d day after the last day", "%d days after the last day", days) % days
    whom = str(EscalationRule.Role(rule.role).label)
    again = ngettext(", again every day", ", again every %(n)d days", rule.repeat_days or 0) if rule.repeat_days else ""
    return f"{when}: {whom}{again % {'n': rule.repeat_days}}"


def _set(request: HttpRequest, body: Body, formset: BaseFormSet[RuleForm], reason: ReasonForm) -> bool:
    """Set the schedule, or say on the form why not."""
    if "default" in request.POST:
        rules = []
    elif not (formset.is_valid() and reason.is_valid()):
        return False
    else:
        found = (form.rule() for form in formset.forms)
        rules = sorted((rule for rule in found if rule is not None), key=lambda rule: (rule.days, rule.role))
        if not rules:
            reason.add_error(
                None,
                _("Keep at least one step, or take the schedule of the network. To ask nobody, switch the steps off."),
            )
            return False
        rules = [] if tuple(rules) == DEFAULT else rules
    try:
        set_rules(actor_of(request), body=body, rules=rules, reason=request.POST.get("reason", "")[:500])
    except NotAllowed:
        raise
    except Refused as refusal:
        reason.add_error(None, str(refusal))
        return False
    return True
