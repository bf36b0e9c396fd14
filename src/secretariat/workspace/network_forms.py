"""The forms of the network's pages."""

from __future__ import annotations

from typing import TypedDict

from django import forms
from django.utils.translation import gettext_lazy as _

from secretariat.network import verbs
from secretariat.network.models import Body, Entity, Person, User


class EntityNames(TypedDict):
    """The names of an entity."""

    short_name: str
    full_name: str
    aliases: list[str]


class EntityForm(forms.Form):
    """An entity and every name it goes by."""

    short_name = forms.CharField(label=_("Short name"), max_length=80)
    full_name = forms.CharField(label=_("Full name"), max_length=200)
    aliases = forms.CharField(
        label=_("Other names"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("One a line, as records write them. They are recognised in what is read from now on."),
    )

    @staticmethod
    def values(entity: Entity) -> dict[str, str]:
        """Return the values that the form begins with."""
        return {
            "short_name": entity.short_name,
            "full_name": entity.full_name,
            "aliases": "\n".join(entity.aliases),
        }

    def names(self) -> EntityNames:
        """Return the names."""
        data = self.cleaned_data
        return {
            "short_name": data["short_name"],
            "full_name": data["full_name"],
            "aliases": lines(data["aliases"]),
        }

    def add(self, actor: User) -> Entity:
        """Add the entity."""
        return verbs.add_entity(actor, **self.names())


class BodyForm(forms.Form):
    """A body."""

    name = forms.CharField(label=_("Name"), max_length=200)
    short_name = forms.CharField(label=_("Short name"), max_length=80, required=False)
    parent = forms.ModelChoiceField(
        Body.objects.all(), label=_("Part of"), required=False, empty_label=_("No other body")
    )
    aliases = forms.CharField(
        label=_("Other names"), required=False, widget=forms.Textarea({"rows": 3}), help_text=_("One a line.")
    )

    def add(self, actor: User) -> Body:
        """Add the body."""
        data = self.cleaned_data
        return verbs.add_body(
            actor,
            name=data["name"],
            short_name=data["short_name"],
            parent=data["parent"],
            aliases=lines(data["aliases"]),
        )


class PersonForm(forms.Form):
    """Somebody whom records name."""

    name = forms.CharField(label=_("Name"), max_length=200)
    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    entity = forms.ModelChoiceField(Entity.objects.all(), label=_("Entity"), required=False, empty_label=_("None"))

    def add(self, actor: User) -> Person:
        """Add the person."""
        data = self.cleaned_data
        return verbs.add_person(actor, name=data["name"], title=data["title"], entity=data["entity"])


def lines(text: str) -> list[str]:
    """Return the lines of a text that hold something."""
    return [line.strip() for line in text.splitlines() if line.strip()]
