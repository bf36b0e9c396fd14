"""Action points and who holds them."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from secretariat.network.models import Body, Entity, Person

from .decision import Decision
from .entry import Entry


class Pace(models.TextChoices):
    """How often an action is due. A standing one is never done or overdue: it is reviewed."""

    ONCE = "once", _("Once")
    RECURRING = "recurring", _("Recurring")
    STANDING = "standing", _("Standing")
    UNDECIDED = "to be decided", _("To be decided")


class ActionPoint(Entry):
    """Something to be done. Holder and date stay empty until the record or a person gives them.

    ``due`` is a date or period (``2021-07``), ``due_date`` the last day of it. ``owners_written`` are
    the holders in the words of the record; the rows of ``owners`` say whom the network knows them as.
    One that was split, merged or superseded ended, and its links tell which actions go on with it.
    """

    class State(models.TextChoices):
        """From proposal to its end."""

        PROPOSED = "proposed", _("Proposed")
        OPEN = "open", _("Open")
        IN_PROGRESS = "in_progress", _("In progress")
        DONE = "done", _("Done")
        DROPPED = "dropped", _("Dropped")
        CONTINUING = "continuing", _("Continuing")
        SPLIT = "split", _("Split")
        MERGED = "merged", _("Merged")
        SUPERSEDED = "superseded", _("Superseded")

    kind = "action_point"
    letter = "A"
    LIVE = (State.OPEN, State.IN_PROGRESS, State.CONTINUING)
    PASSED_ON = (State.SPLIT, State.MERGED, State.SUPERSEDED)

    seen_on: date | None = None
    """The past day as of which this row is shown; by itself a row stands as of today."""

    state = models.CharField(max_length=12, choices=State.choices, default=State.OPEN)
    pace = models.CharField(max_length=13, choices=Pace.choices, default=Pace.ONCE)
    owners_written = models.JSONField(default=list, blank=True)
    due_text = models.CharField(max_length=300, blank=True)
    due = models.CharField(max_length=40, blank=True)
    due_date = models.DateField(null=True, blank=True, db_index=True)
    review_date = models.DateField(null=True, blank=True)
    follows = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="actions")

    class Meta(Entry.Meta):
        """A standing action continues; it has no end."""

        abstract = False
        constraints = (
            models.CheckConstraint(
                condition=~Q(pace="standing") | ~Q(state="done"), name="standing_action_is_never_done"
            ),
        )

    def searched(self) -> list[str]:
        """Return the texts that a search looks through."""
        return [*super().searched(), *self.owners_written, self.due_text]

    def holding_entities(self) -> set[int]:
        """Return the entities that hold this action, themselves or through a person of theirs."""
        return {owner.entity_id for owner in self.owners.all() if owner.entity_id is not None}

    def holding_bodies(self) -> set[int]:
        """Return the bodies that hold this action."""
        return {owner.body_id for owner in self.owners.all() if owner.body_id is not None}

    def holding_people(self) -> set[int]:
        """Return the people who hold this action."""
        return {owner.person_id for owner in self.owners.all() if owner.person_id is not None}

    @property
    def lead(self) -> Owner | None:
        """Return who leads, where that is said."""
        return next((owner for owner in self.owners.all() if owner.part == Owner.Part.LEAD), None)

    @property
    def is_unassigned(self) -> bool:
        """Say whether nobody the network knows holds this action."""
        return not self.owners.all()

    @property
    def is_live(self) -> bool:
        """Say whether something is still to be done."""
        return self.state in self.LIVE

    def is_overdue(self, today: date | None = None) -> bool:
        """Say whether the last day for this action has gone by."""
        late = self.due_date is not None and self.due_date < (today or self.seen_on or timezone.localdate())
        return late and self.pace != Pace.STANDING and self.state in {self.State.OPEN, self.State.IN_PROGRESS}

    @property
    def last_day(self) -> date | None:
        """Return the day by which something is expected: the due date, of a standing action the day of its review."""
        return self.review_date if self.pace == Pace.STANDING else self.due_date

    def days_late(self, today: date | None = None) -> int:
        """Return for how many days this action has been overdue; nought where it is not."""
        today = today or self.seen_on or timezone.localdate()
        return (today - self.due_date).days if self.due_date and self.is_overdue(today) else 0

    def days_left(self, today: date | None = None) -> int | None:
        """Return in how many days a running action is due; nothing where it is overdue, over, or has no day."""
        today = today or self.seen_on or timezone.localdate()
        if self.last_day is None or not self.is_live or self.last_day < today:
            return None
        return (self.last_day - today).days

    @classmethod
    def overdue(cls, today: date) -> Q:
        """Return the same as a condition."""
        running = Q(state__in=(cls.State.OPEN, cls.State.IN_PROGRESS))
        return running & Q(due_date__lt=today) & ~Q(pace=Pace.STANDING)

    @classmethod
    def up_for_review(cls, today: date) -> Q:
        """Return the condition under which a continuing action is to be looked at again."""
        return Q(state=cls.State.CONTINUING) & (Q(review_date__isnull=True) | Q(review_date__lte=today))


class Owner(models.Model):
    """Who holds an action: an entity or a body, and perhaps the person there."""

    class Part(models.TextChoices):
        """What the holder's part is. ``named``: the record names several and none as the lead."""

        LEAD = "lead", _("Lead")
        CONTRIBUTING = "contributing", _("Contributing")
        NAMED = "named", _("Named")

    action = models.ForeignKey(ActionPoint, on_delete=models.CASCADE, related_name="owners")
    part = models.CharField(max_length=12, choices=Part.choices, default=Part.NAMED)
    entity = models.ForeignKey(Entity, null=True, blank=True, on_delete=models.PROTECT, related_name="holdings")
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="holdings")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="holdings")
    as_written = models.CharField(max_length=200, blank=True)

    class Meta:
        """One lead at most; a holder is an entity or a body, never both."""

        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=(Q(entity__isnull=True) | Q(body__isnull=True))
                & (Q(entity__isnull=False) | Q(body__isnull=False) | Q(person__isnull=False)),
                name="owner_is_entity_or_body",
            ),
            models.UniqueConstraint(fields=("action",), condition=Q(part="lead"), name="one_lead_an_action"),
        )

    def __str__(self) -> str:
        """Return the label."""
        return self.label

    @property
    def holder(self) -> Entity | Body | Person:
        """Return the most exact holder."""
        holder = self.person or self.entity or self.body
        if holder is None:
            message = "An owner names an entity, a body or a person."
            raise ValueError(message)
        return holder

    @property
    def ref(self) -> str:
        """Return the holder's reference."""
        return self.holder.ref

    @property
    def label(self) -> str:
        """Return how the holder is shown."""
        if self.person is not None and self.entity is not None:
            return f"{self.person} ({self.entity})"
        return str(self.holder)
