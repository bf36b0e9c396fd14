"""The forms of mail settings, signed links and webhooks. They check the shape of what was sent; the verbs decide."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from secretariat.correspondence import feeds
from secretariat.correspondence.models import Feed, Preferences
from secretariat.correspondence.models.preferences import Day
from secretariat.correspondence.moments import zone_names
from secretariat.correspondence.preferences import Wishes, zone_of
from secretariat.correspondence.webhooks import OBJECT_TYPES, Subscription

from .forms import ProgressForm
from .sent_numbers import VersionField

if TYPE_CHECKING:
    from secretariat.correspondence.models import Webhook
    from secretariat.network.models import Body, User
    from secretariat.register.models import ActionPoint

TYPE_LABELS = dict(
    zip(
        OBJECT_TYPES,
        (_("Action points"), _("Decisions"), _("Meetings"), _("Documents"), _("Entities"), _("Bodies")),
        strict=True,
    )
)
VALID = ((7, _("a week")), (30, _("a month")), (60, _("two months")), (180, _("half a year")))
TIME = forms.TimeInput({"type": "time"}, format="%H:%M")


class MailForm(forms.Form):
    """When somebody wants mail."""

    version = VersionField()
    digest_day = forms.ChoiceField(label=_("Weekly digest"), required=False, choices=[("", _("None")), *Day.choices])
    digest_hour = forms.TypedChoiceField(
        label=_("at"), coerce=int, choices=[(hour, f"{hour:02d}:00") for hour in range(24)]
    )
    reminders = forms.BooleanField(label=_("Write to me when something that I hold comes due"), required=False)
    quiet_from = forms.TimeField(label=_("Quiet from"), required=False, widget=TIME)
    quiet_until = forms.TimeField(
        label=_("until"), required=False, widget=TIME, help_text=_("A letter of these hours comes after them.")
    )
    quiet_days = forms.TypedMultipleChoiceField(
        label=_("Days without mail"),
        required=False,
        coerce=int,
        choices=Day.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    zone = forms.CharField(
        label=_("Time zone"),
        max_length=60,
        required=False,
        help_text=_("As in: Europe/Zurich, Africa/Nairobi, Asia/Bangkok. Hours above are those of this clock."),
        widget=forms.TextInput({"list": "zones", "autocomplete": "off"}),
    )

    @staticmethod
    def values(row: Preferences) -> dict[str, object]:
        """Return the values that the form begins with."""
        return {
            "version": row.version,
            "digest_day": "" if row.digest_day is None else row.digest_day,
            "digest_hour": row.digest_hour,
            "reminders": row.reminders,
            "quiet_from": row.quiet_from,
            "quiet_until": row.quiet_until,
            "quiet_days": row.quiet_days,
            "zone": row.zone or zone_of(row).key,
        }

    def wishes(self) -> Wishes:
        """Return what was chosen."""
        data = self.cleaned_data
        return Wishes(
            digest_day=int(data["digest_day"]) if data["digest_day"] else None,
            digest_hour=data["digest_hour"],
            reminders=data["reminders"],
            quiet_from=data["quiet_from"],
            quiet_until=data["quiet_until"],
            quiet_days=tuple(sorted(data["quiet_days"])),
            zone=data["zone"].strip(),
        )

    @staticmethod
    def zones() -> list[str]:
        """Return the zones that the form proposes."""
        return sorted(name for name in zone_names() if "/" in name and not name.startswith(("Etc/", "SystemV/")))


class FeedForm(forms.Form):
    """How a calendar feed shows what is due."""

    dues = forms.ChoiceField(label=_("Due dates appear as"), choices=Feed.Dues.choices)


def feed_of(actor: User, body: Body | None = None) -> dict[str, object]:
    """Return what a page shows of the actor's calendar, or of that of a body."""
    row = next((found for found in feeds.feeds_of(actor) if found.body == body), None)
    return {
        "feed": row,
        "feed_url": feeds.address(row) if row else "",
        "feed_form": FeedForm(initial={"dues": row.dues if row else Feed.Dues.EVENT}, auto_id="feed_%s"),
    }


class LinkForm(forms.Form):
    """A link to report progress: for whom, how long, and whether it is sent."""

    holder = forms.ChoiceField(label=_("For"))
    name = forms.CharField(label=_("Name of the person"), required=False, max_length=200)
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("Reminders go to this address from then on, each with a link of its own."),
    )
    days = forms.TypedChoiceField(label=_("Good for"), coerce=int, choices=VALID, initial=60)

    def __init__(self, *args: object, action: ActionPoint, **kwargs: object) -> None:
        """Offer those who hold the action."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        owners = [(owner.ref, owner.label) for owner in action.owners.all()]
        cast("forms.ChoiceField", self.fields["holder"]).choices = owners

    def valid_for(self) -> timedelta:
        """Return for how long the link is good."""
        return timedelta(days=self.cleaned_data["days"])


class HolderProgressForm(ProgressForm):
    """A report of progress by a holder who came by a link: with a name."""

    name = forms.CharField(label=_("Your name"), max_length=200)
    field_order = ("text", "occurred_on", "state", "evidence_url", "evidence_file", "name")


class WebhookForm(forms.Form):
    """Where a webhook is and what it is told of."""

    label = forms.CharField(label=_("Name"), required=False, max_length=120)
    url = forms.CharField(
        label=_("Address"), max_length=500, help_text=_("As in: https://example.org/hook"), widget=forms.URLInput
    )
    object_types = forms.MultipleChoiceField(
        label=_("Told of"),
        required=False,
        choices=list(TYPE_LABELS.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: of everything."),
    )
    verbs = forms.CharField(
        label=_("Only when"),
        required=False,
        max_length=500,
        help_text=_("Names of events with commas between them, as in: report, set_state. Empty: always."),
    )

    @staticmethod
    def values(row: Webhook) -> dict[str, object]:
        """Return the values that the form begins with."""
        return {"label": row.label, "url": row.url, "object_types": row.object_types, "verbs": ", ".join(row.verbs)}

    def subscription(self) -> Subscription:
        """Return what was chosen."""
        data = self.cleaned_data
        return Subscription(data["url"], data["label"], data["object_types"], data["verbs"].split(","))
