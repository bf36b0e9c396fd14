"""Pages on which seats are added, changed and ended, taken and left, rotated, put right and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.db.models import Max
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from secretariat.history.refusals import Conflict, NotAllowed, Refused
from secretariat.network import verbs
from secretariat.network.models import Body, Seat, Tenure
from secretariat.network.tenures import TAKE
from secretariat.workspace.actor import actor_of
from secretariat.workspace.network_forms import LeaveForm, RotationForm, SeatForm, TenureForm
from secretariat.workspace.network_pages import FormPage, carried_out, managing, shown
from secretariat.workspace.network_words import subject

from .network_changes import as_it_stands

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest, HttpResponse, QueryDict

    from secretariat.history.models import Event
    from secretariat.network.rotation import Rotation


@managing
def add_seat(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a seat to a body."""
    row = get_object_or_404(Body, slug=slug)
    lede = _("A seat outlives whoever holds it. Say afterwards who takes it.")
    page = FormPage(_("Add a seat"), str(row), _page_of(row), _("Add the seat"), lede)

    def act(values: dict[str, Any]) -> str:
        return _("“%s” is added.") % verbs.add_seat(actor_of(request), body=row, **values)

    initial = {"order": (row.seats.aggregate(last=Max("order"))["last"] or 0) + 1}
    return carried_out(request, SeatForm(request.POST or None, initial=initial), page, act)


@managing
def change_seat(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a seat."""
    row = _seat(pk)
    page = FormPage(_("Change the seat"), str(row.body), _page_of(row.body), _("Save"))

    def act(values: dict[str, Any]) -> str:
        changed = verbs.change_seat(actor_of(request), seat=row, version=form.cleaned_data["version"], **values)
        return _("“%s” is changed.") % changed

    form = SeatForm(request.POST or None, initial=as_it_stands(row))
    return carried_out(request, form, page, act, row)


@managing
def end_seat(request: HttpRequest, pk: int) -> HttpResponse:
    """End a seat."""
    row = _seat(pk)
    lede = _("Whoever holds it on its last day holds it until then. What was stays in the time line.")
    page = FormPage(_("End “%s”") % row, str(row.body), _page_of(row.body), _("End the seat"), lede, grave=True)

    def act(values: dict[str, Any]) -> str:
        data = form.cleaned_data
        verbs.end_seat(actor_of(request), seat=row, version=data["version"], reason=data["reason"], **values)
        return _("“%s” ends on that day.") % row

    form = LeaveForm(request.POST or None, initial={"version": row.version})
    return carried_out(request, form, page, act, row)


@managing
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody take a seat from a day on."""
    row = _seat(pk)
    lede = _("Whoever is the principal on that day leaves the seat on the day before. A day to come is fine.")
    page = FormPage(_("Who takes “%s”?") % row, str(row.body), _page_of(row.body), _("Seat them"), lede)

    def act(values: dict[str, Any]) -> str:
        data = form.cleaned_data
        made = verbs.take_seat(actor_of(request), seat=row, version=data["version"], reason=data["reason"], **values)
        return _("%(holder)s holds “%(seat)s”.") % {"holder": made, "seat": row}

    form = TenureForm(request.POST or None, initial={"version": row.version, "capacity": Tenure.Capacity.PRINCIPAL})
    form.fields["since"].help_text = _("Empty only where nobody knows since when.")
    return carried_out(request, form, page, act, row)


@managing
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a tenure end; nobody follows."""
    row = _tenure(pk)
    lede = _("The seat is vacant from the day after, until somebody takes it.")
    title = _("%(holder)s leaves “%(seat)s”") % {"holder": row, "seat": row.seat}
    page = FormPage(title, str(row.seat.body), _page_of(row.seat.body), _("End it on that day"), lede)

    def act(values: dict[str, Any]) -> str:
        data = form.cleaned_data
        verbs.leave_seat(actor_of(request), tenure=row, version=data["version"], reason=data["reason"], **values)
        return _("%s leaves the seat on that day.") % row

    form = LeaveForm(request.POST or None, initial={"version": row.version, "until": row.until})
    return carried_out(request, form, page, act, row)


@managing
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a tenure right."""
    row = _tenure(pk)
    lede = _("For what was entered wrongly. The history keeps what it was.")
    body = row.seat.body
    page = FormPage(_("Correct who holds “%s”") % row.seat, str(body), _page_of(body), _("Save"), lede)

    def act(values: dict[str, Any]) -> str:
        data = form.cleaned_data
        verbs.correct_tenure(actor_of(request), tenure=row, version=data["version"], reason=data["reason"], **values)
        return _("Corrected.")

    form = TenureForm(request.POST or None, initial=as_it_stands(row))
    return carried_out(request, form, page, act, row)


@managing
def rotate(request: HttpRequest, slug: str) -> HttpResponse:
    """Change many seats from one day on: first what would happen to each, then, once confirmed, the change."""
    row = get_object_or_404(Body, slug=slug)
    lede = _("Those who come in take the seats of those who leave, in order, then seats that are vacant.")
    page = FormPage(_("Rotate seats"), str(row), _page_of(row), _("See what it does"), lede)
    form = RotationForm(request.POST or None, body=row)
    if request.method == "GET" or not form.is_valid():
        return shown(request, form, page, status=422 if form.errors else 200)
    try:
        made = _plan(row, form)
        if request.POST.get("confirmed") == "1":
            _rotated(request, row, form)
            return redirect(page.back)
    except Conflict:
        messages.warning(request, _("The seats were changed meanwhile. Look at what it would do now, then decide."))
        made = _plan(row, form)
    except NotAllowed:
        raise
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return shown(request, form, page, status=422)
    again = cast("QueryDict", form.data).copy()
    again["seen"] = made.mark
    form.data = again
    return render(request, "workspace/network/rotation.html", {"page": page, "form": form, "plan": made})


@managing
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back that somebody took a seat, once that is confirmed."""
    row = _tenure(pk)
    return _taken_back(request, row.seat.body, list(verbs.taking(row)))


@managing
def take_rotation_back(request: HttpRequest, slug: str, batch: str) -> HttpResponse:
    """Take back a whole rotation, once that is confirmed."""
    row = get_object_or_404(Body, slug=slug)
    seats = set(Tenure.objects.filter(seat__body=row).values_list("pk", flat=True))
    events = [event for event in verbs.moved_in(batch) if event.object_id in seats]
    if not events:
        raise Http404
    return _taken_back(request, row, events)


def _plan(row: Body, form: RotationForm) -> Rotation:
    """Return what a rotation would do."""
    data = form.cleaned_data
    arriving = [verbs.Holder(entity) for entity in data["arriving"]]
    return verbs.plan(row, since=data["since"], arriving=arriving, leaving=list(data["leaving"]))


def _rotated(request: HttpRequest, row: Body, form: RotationForm) -> None:
    """Carry a rotation out."""
    data = form.cleaned_data
    verbs.rotate(
        actor_of(request),
        body=row,
        since=data["since"],
        arriving=[verbs.Holder(entity) for entity in data["arriving"]],
        leaving=list(data["leaving"]),
        reason=data["reason"],
        seen=data["seen"],
    )
    messages.success(request, _("The seats are rotated. It can be taken back below."))


def _taken_back(request: HttpRequest, row: Body, events: list[Event]) -> HttpResponse:
    """Take events back, or ask first."""
    back = _page_of(row)
    if request.method == "POST":
        try:
            verbs.take_back(actor_of(request), events=events)
        except NotAllowed:
            raise
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Taken back: the seats are as they were."))
        return redirect(back)
    lede = _("It was never so. To say that it is over, let the holder leave instead. The history keeps both.")
    page = FormPage(_("Take this back?"), str(row), back, _("Take it back"), lede, grave=True)
    lines = list(_consequences(events)) or [_("There is nothing here to take back.")]
    return render(request, "workspace/network/confirm.html", {"page": page, "lines": lines, "empty": not events})


def _consequences(events: Iterable[Event]) -> Iterable[str]:
    """Yield what taking each event back does."""
    for event in events:
        words = _("%s: not so any more") if event.verb == TAKE else _("%s: runs on as before")
        yield words % subject(event.data)


def _seat(pk: int) -> Seat:
    """Return a seat, or 404."""
    return get_object_or_404(Seat.objects.select_related("body"), pk=pk)


def _tenure(pk: int) -> Tenure:
    """Return a tenure, or 404."""
    return get_object_or_404(Tenure.objects.select_related("seat__body", "entity", "person"), pk=pk)


def _page_of(row: Body) -> str:
    """Return the address of a body's page."""
    return reverse("workspace:body", args=[row.slug])
