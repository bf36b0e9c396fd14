"""Pages on which bodies, entities, people and their posts are added and changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db.models import Count, Model
from django.forms.models import model_to_dict
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from secretariat.history.refusals import NotAllowed, Refused
from secretariat.network import verbs
from secretariat.network.models import Body, Entity, Person, Post, Versioned
from secretariat.workspace.actor import actor_of
from secretariat.workspace.network_forms import BodyForm, EntityForm, MergeForm, PersonForm, PostForm
from secretariat.workspace.network_pages import FormPage, carried_out, managing, shown

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

NEW = {
    "entity": (EntityForm, verbs.add_entity),
    "body": (BodyForm, verbs.add_body),
    "person": (PersonForm, verbs.add_person),
}


@managing
def new(request: HttpRequest, kind: str) -> HttpResponse:
    """Add an entity, a body or a person."""
    if kind not in NEW:
        raise Http404
    made, add = NEW[kind]
    titles = {"entity": _("Add an entity"), "body": _("Add a body"), "person": _("Add a person")}
    back = reverse("workspace:people" if kind == "person" else "workspace:network")
    page = FormPage(titles[kind], _("Network"), back, titles[kind])

    def act(values: dict[str, Any]) -> str:
        row: Versioned = add(actor_of(request), **values)  # type: ignore[operator]
        return str(_("%s belongs to the network now.") % row)

    return carried_out(request, made(request.POST or None), page, act)


@managing
def change_entity(request: HttpRequest, slug: str) -> HttpResponse:
    """Change an entity."""
    row = get_object_or_404(Entity, slug=slug)
    page = FormPage(_("Change the entity"), str(row), reverse("workspace:entity", args=[slug]), _("Save"))

    def act(values: dict[str, Any]) -> str:
        verbs.change_entity(actor_of(request), entity=row, version=form.cleaned_data["version"], **values)
        return _("%s is changed.") % row

    form = EntityForm(request.POST or None, initial=as_it_stands(row))
    return carried_out(request, form, page, act, row)


@managing
def change_body(request: HttpRequest, slug: str) -> HttpResponse:
    """Change a body."""
    row = get_object_or_404(Body, slug=slug)
    page = FormPage(_("Change the body"), str(row), reverse("workspace:body", args=[slug]), _("Save"))

    def act(values: dict[str, Any]) -> str:
        verbs.change_body(actor_of(request), body=row, version=form.cleaned_data["version"], **values)
        return _("%s is changed.") % row

    form = BodyForm(request.POST or None, initial=as_it_stands(row))
    return carried_out(request, form, page, act, row)


@managing
def change_person(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a person."""
    row = somebody(pk)
    lede = _("Title and entity follow the posts: change those on the page of the person.") if row.posts.exists() else ""
    page = FormPage(_("Change the person"), str(row), reverse("workspace:person", args=[pk]), _("Save"), lede)

    def act(values: dict[str, Any]) -> str:
        verbs.change_person(actor_of(request), person=row, version=form.cleaned_data["version"], **values)
        return _("%s is changed.") % row

    form = PersonForm(request.POST or None, initial=as_it_stands(row), person=row)
    return carried_out(request, form, page, act, row)


@managing
def add_post(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a post of a person."""
    row = somebody(pk)
    lede = _("The post that runs today gives the person title and entity; one of the past or the future does not.")
    page = FormPage(_("Add a post"), str(row), reverse("workspace:person", args=[pk]), _("Add the post"), lede)

    def act(values: dict[str, Any]) -> str:
        return _("%s is added.") % verbs.add_post(actor_of(request), person=row, **values)

    return carried_out(request, PostForm(request.POST or None), page, act)


@managing
def change_post(request: HttpRequest, pk: int) -> HttpResponse:
    """Change or end a post."""
    row = get_object_or_404(Post.objects.select_related("person"), pk=pk)
    back = reverse("workspace:person", args=[row.person_id])
    page = FormPage(_("Change or end the post"), str(row.person), back, _("Save"))

    def act(values: dict[str, Any]) -> str:
        verbs.change_post(actor_of(request), post=row, version=form.cleaned_data["version"], **values)
        return _("%s is changed.") % row

    form = PostForm(request.POST or None, initial=as_it_stands(row))
    return carried_out(request, form, page, act, row)


@managing
def remove_post(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a post that was entered by mistake, once that is confirmed."""
    row = get_object_or_404(Post.objects.select_related("person", "entity"), pk=pk)
    back = reverse("workspace:person", args=[row.person_id])
    if request.method == "POST":
        try:
            verbs.remove_post(actor_of(request), post=row)
        except NotAllowed:
            raise
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The post is taken back."))
        return redirect(back)
    page = FormPage(
        _("Take back this post?"),
        str(row.person),
        back,
        _("Take it back"),
        _("It was never so. To say that it is over, end it instead. The history keeps what it was."),
        grave=True,
    )
    return render(request, "workspace/network/confirm.html", {"page": page, "lines": [str(row)]})


@managing
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Merge another row of the same person into this one: first what moves, then, once confirmed, the merging."""
    row = somebody(pk)
    page = FormPage(
        _("Merge another row into this"),
        str(row),
        reverse("workspace:person", args=[pk]),
        _("See what moves"),
        _("For one human being whom records spell in two ways. Everything of the other row moves to this one."),
    )
    form = MergeForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        return shown(request, form, page, status=422 if form.errors else 200)
    other = form.cleaned_data["other"]
    if request.POST.get("confirmed") == "1":
        return _merged(request, row, other, form, page)
    moving = [(name, count) for name, count in belongings(other) if count]
    return render(
        request,
        "workspace/network/merge.html",
        {"page": page, "form": form, "other": other, "keep": row, "moving": moving},
    )


def belongings(row: Person) -> list[tuple[str, int]]:
    """Return what leads to a person: its name and how many there are."""
    related = [relation for relation in Person._meta.related_objects if not relation.many_to_many]
    names = {
        "attendances": _("Attendances"),
        "holdings": _("Action points held"),
        "tenures": _("Seats"),
        "posts": _("Posts"),
        "merged": _("Rows merged before"),
    }
    counts = Person.objects.filter(pk=row.pk).aggregate(
        **{f"n_{relation.get_accessor_name()}": Count(relation.name, distinct=True) for relation in related}
    )
    return [
        (names.get(str(accessor), str(relation.related_model._meta.verbose_name_plural)), counts[f"n_{accessor}"])
        for relation in related
        if (accessor := relation.get_accessor_name())
    ]


def as_it_stands(row: Versioned) -> dict[str, Any]:
    """Return the values that a form begins with."""
    values: dict[str, Any] = model_to_dict(row)
    if isinstance(getattr(row, "person", None), Person):
        values["person"] = row.person  # type: ignore[attr-defined]
    return values


def somebody(pk: int) -> Person:
    """Return a person who was not merged into another, or 404."""
    return get_object_or_404(Person.objects.filter(merged_into=None).select_related("entity"), pk=pk)


def _merged(request: HttpRequest, keep: Person, other: Model, form: MergeForm, page: FormPage) -> HttpResponse:
    """Merge, or say why not."""
    if not isinstance(other, Person):
        raise Http404
    try:
        verbs.merge_people(actor_of(request), keep=keep, merge=other, reason=form.cleaned_data["reason"])
    except NotAllowed:
        raise
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return shown(request, form, page, status=422)
    messages.success(request, _("%(other)s and %(keep)s are one now.") % {"other": other, "keep": keep})
    return redirect(page.back)
