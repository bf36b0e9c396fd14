"""The forms by which decisions are tied to one another, to their object, and actions to decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from secretariat.history.refusals import Refused
from secretariat.register import selectors
from secretariat.register.models import Decision, DecisionLink, Kind
from secretariat.sources.models import Revision
from secretariat.sources.selectors import documents

from .forms import ReasonedForm

if TYPE_CHECKING:
    from secretariat.network.models import User
    from secretariat.register.models import ActionPoint, Entry

MOST_OFFERED = 200


class DecisionChoiceForm(ReasonedForm):
    """A form in which a decision is chosen: one of the same body, or any by its reference."""

    decision = forms.ChoiceField(label=_("Decision"), required=False)
    named = forms.CharField(
        label=_("or another, by reference"), required=False, max_length=20, help_text=_("As in: D-12.")
    )

    def __init__(self, *args: object, actor: User, entry: Entry, **kwargs: object) -> None:
        """Offer the decisions of the same body first."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.actor = actor
        rows = selectors.entries(actor, Kind.DECISION)
        rows = rows.filter(body=entry.body) if entry.body_id else rows
        if isinstance(entry, Decision):
            rows = rows.exclude(pk=entry.pk)
        offered = [(row.reference, f"{row.reference} · {Truncator(row.text).chars(90)}") for row in rows[:MOST_OFFERED]]
        cast("forms.ChoiceField", self.fields["decision"]).choices = [("", _now("Choose")), *offered]

    def chosen(self) -> Decision | None:
        """Return the decision that was chosen.

        Raises:
            Refused: when the reader sees no such decision.
        """
        reference = (self.cleaned_data["named"] or self.cleaned_data["decision"]).strip()
        number = reference.upper().removeprefix("D-")
        if not number:
            return None
        rows = selectors.entries(self.actor, Kind.DECISION)
        found = rows.filter(pk=int(number)).first() if number.isdecimal() and len(number) < 16 else None
        if not isinstance(found, Decision):
            raise Refused("no_such_decision", _now("There is no decision %s.") % reference)
        return found


class RelateForm(DecisionChoiceForm):
    """What a decision does to an earlier one."""

    sort = forms.ChoiceField(label=_("This decision"), choices=DecisionLink.Sort.choices, widget=forms.RadioSelect)
    completes = forms.BooleanField(label=_("With this, the earlier one is completed"), required=False)
    field_order = ("sort", "decision", "named", "completes", "reason")


class FollowsForm(DecisionChoiceForm):
    """Which decision an action carries out; none where nothing is chosen."""

    field_order = ("decision", "named", "reason")

    def __init__(self, *args: object, actor: User, entry: ActionPoint, **kwargs: object) -> None:
        """Begin with the decision that it carries out."""
        super().__init__(*args, actor=actor, entry=entry, **kwargs)
        field = cast("forms.ChoiceField", self.fields["decision"])
        choices = dict(cast("list[tuple[str, str]]", field.choices))
        choices[""] = _now("None")
        if entry.follows is not None and entry.follows.reference not in choices:
            row = entry.follows
            choices[row.reference] = f"{row.reference} · {Truncator(row.text).chars(90)}"
        field.choices = list(choices.items())
        self.initial.setdefault("decision", entry.follows.reference if entry.follows else "")


class RevisionField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A choice of revisions, each told by document, number and day."""

    def label_from_instance(self, obj: Revision) -> str:
        """Return how a revision is told."""
        return _now("%(title)s, revision %(number)d of %(day)s") % {
            "title": Truncator(obj.document.title).chars(80),
            "number": obj.number,
            "day": f"{obj.uploaded_at:%Y-%m-%d}",
        }


class ObjectForm(ReasonedForm):
    """Which revision of a document a decision is about."""

    revision = RevisionField(
        Revision.objects.none(), label=_("Document, at its revision"), required=False, empty_label=_("None of these")
    )
    field_order = ("revision", "reason")

    def __init__(self, *args: object, actor: User, **kwargs: object) -> None:
        """Offer the revisions of the documents that the actor may read."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        readable = documents(actor).order_by().values("pk")
        field = cast("RevisionField", self.fields["revision"])
        field.queryset = Revision.objects.filter(document__in=readable).select_related("document")
