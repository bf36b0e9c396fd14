"""Labs as they are prepared: made, changed, filled and ordered."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from secretariat.evidence import lab_selectors, selectors
from secretariat.evidence import labs as verbs
from secretariat.evidence.models import Lab, LabItem
from secretariat.network.access import Verb, may
from secretariat.network.guarded import Confidentiality
from secretariat.workspace.actor import actor_of
from secretariat.workspace.attempts import attempt
from secretariat.workspace.lab_forms import COUNTED, ItemForm, LabForm, lab_values
from secretariat.workspace.sent_numbers import sent_key, sent_version

if TYPE_CHECKING:
    from secretariat.network.models import User


@require_http_methods(["GET", "POST"])
@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Make a lab; the address may name the collection that it looks at, and the codes that it is about."""
    actor = actor_of(request)
    if not may(actor, Verb.EDIT, Lab):
        raise PermissionDenied
    named = request.GET.get("collection", "")
    chosen = [selectors.collection(actor, sent_key(named))] if named else []
    codes = request.GET.getlist("code") or COUNTED
    initial = {"codes": codes, "collections": chosen, "confidentiality": Confidentiality.CHATHAM}
    form = LabForm(request.POST or None, initial=initial, actor=actor)
    if request.method == "POST" and form.is_valid():
        made: list[Lab] = []
        if attempt(request, lambda: made.append(verbs.create(actor, form.plan())), form=form):
            return redirect("workspace:evidence-lab", pk=made[0].pk)
    return _form_page(request, form, None)


@require_http_methods(["GET", "POST"])
@login_required
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a lab is."""
    actor, row = _editable(request, pk)
    form = LabForm(request.POST or None, initial=lab_values(row), actor=actor)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        verb = partial(verbs.change, actor, lab=row, plan=form.plan(), version=version)
        now = Lab.objects.values_list("version", flat=True).get(pk=pk)
        if attempt(request, verb, said=_("Kept."), form=form, version=now):
            return redirect("workspace:evidence-lab", pk=pk)
    return _form_page(request, form, row)


@require_POST
@login_required
def set_state(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how far a lab is."""
    actor, row = _editable(request, pk)
    state, sent = request.POST.get("state", ""), request.POST.get("version", "")

    def keep() -> None:
        verbs.set_state(actor, lab=row, state=state, version=sent_version(sent))

    attempt(request, keep, said=_("Kept."))
    return redirect("workspace:evidence-lab", pk=pk)


@require_POST
@login_required
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Take proposals, or leave them out."""
    actor, row = _editable(request, pk)
    kind, taken = request.POST.get("kind", ""), request.POST.get("do") == "take"
    done: list[int] = []
    keys = request.POST.getlist("key")
    if attempt(request, lambda: done.append(verbs.decide(actor, lab=row, kind=kind, keys=keys, taken=taken))):
        _say(request, done[0], taken=taken)
    return _back(row, _list(kind))


@require_POST
@login_required
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add something by hand."""
    actor, row = _editable(request, pk)
    kind, form = request.POST.get("kind", ""), ItemForm(request.POST)
    if form.is_valid():
        attempt(request, partial(verbs.add, actor, lab=row, kind=kind, **form.cleaned_data), said=_("Added."))
    else:
        _say_wrong(request, form)
    return _back(row, _list(kind))


@require_POST
@login_required
def item(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Change, move, leave out, put back or take away one thing that is in a lab."""
    actor, row = _editable(request, pk)
    held, form = lab_selectors.item(row, item), ItemForm(request.POST)
    deeds = _deeds(actor, held, form)
    deed = request.POST.get("do", "")
    if deed not in deeds:
        raise Http404
    if form.is_valid():
        attempt(request, deeds[deed])
    else:
        _say_wrong(request, form)
    gone = deed in {"out", "remove"}
    return _back(row, _list(held.kind) if gone else f"#item-{held.pk}")


def _deeds(actor: User, held: LabItem, form: ItemForm) -> dict[str, Callable[[], object]]:
    return {
        "save": lambda: verbs.edit(actor, item=held, **form.cleaned_data),
        "up": partial(verbs.move, actor, item=held, up=True),
        "down": partial(verbs.move, actor, item=held, up=False),
        "out": partial(verbs.put_back, actor, item=held, taken=False),
        "back": partial(verbs.put_back, actor, item=held, taken=True),
        "remove": partial(verbs.remove, actor, item=held),
    }


def _editable(request: HttpRequest, pk: int) -> tuple[User, Lab]:
    """Return who is at the page, and a lab that they may change."""
    actor = actor_of(request)
    row = lab_selectors.lab(actor, pk)
    if not may(actor, Verb.EDIT, row):
        raise PermissionDenied
    return actor, row


def _say(request: HttpRequest, count: int, *, taken: bool) -> None:
    words = ngettext("%d taken.", "%d taken.", count) if taken else ngettext("%d left out.", "%d left out.", count)
    messages.success(request, words % count)


def _say_wrong(request: HttpRequest, form: ItemForm) -> None:
    """Say what is wrong with what was sent; what stands there stays."""
    for name, errors in form.errors.items():
        messages.error(
            request, _("%(field)s: %(problem)s") % {"field": form[name].label, "problem": " ".join(map(str, errors))}
        )


def _list(kind: str) -> str:
    """Return where on the page the list of a kind stands; the top for what is none."""
    return f"#h-{kind}" if kind in LabItem.Kind else ""


def _back(row: Lab, place: str) -> HttpResponse:
    return redirect(f"{reverse('workspace:evidence-lab', kwargs={'pk': row.pk})}{place}")


def _form_page(request: HttpRequest, form: LabForm, row: Lab | None) -> HttpResponse:
    context = {"form": form, "lab": row}
    return render(request, "workspace/evidence/lab/form.html", context, status=422 if form.errors else 200)
