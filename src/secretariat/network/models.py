"""Entities, bodies, people, and the users who act for them."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a user may do; ``access`` says what follows from it."""

    SECRETARIAT = "secretariat", _("Secretariat")
    FOCAL_POINT = "focal_point", _("Focal point")
    READER = "reader", _("Reader")


class Versioned(models.Model):
    """Something of the network that people change: ``version`` tells one who saw it before whether it is still that."""

    version = models.PositiveIntegerField(default=1)

    class Meta:
        """A base, not a table."""

        abstract = True


class Entity(Versioned):
    """An agency, fund, programme, department or commission that belongs to the network.

    ``since`` and ``until`` are the first and the last day of its membership, where known.
    """

    class Sort(models.TextChoices):
        """What an entity is."""

        AGENCY = "agency", _("Specialized agency or related organization")
        FUND = "fund", _("Fund or programme")
        DEPARTMENT = "department", _("Department or office")
        COMMISSION = "commission", _("Regional commission")
        STATE = "state", _("State")
        STAKEHOLDER = "stakeholder", _("Stakeholder")
        OTHER = "other", _("Other")

    slug = models.SlugField(max_length=40, unique=True)
    short_name = models.CharField(max_length=80)
    full_name = models.CharField(max_length=200)
    aliases = models.JSONField(default=list, blank=True)
    sort = models.CharField(max_length=12, choices=Sort.choices, blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    class Meta:
        """By short name."""

        ordering = ("short_name",)
        verbose_name_plural = "entities"

    def __str__(self) -> str:
        """Return the short name."""
        return self.short_name

    @property
    def ref(self) -> str:
        """Return the reference by which forms and filters name it."""
        return f"entity:{self.slug}"

    def names(self) -> list[str]:
        """Return every name it goes by."""
        return [self.short_name, self.full_name, *self.aliases]


class Body(Versioned):
    """A committee, working group or secretariat of the network: it meets, decides and holds actions.

    ``zone`` is the IANA time zone in which its hours are told, empty where nobody said.
    """

    class Sort(models.TextChoices):
        """What a body is."""

        EXECUTIVE_COMMITTEE = "executive", _("Executive committee")
        STEERING_COMMITTEE = "steering", _("Steering committee")
        WORKING_GROUP = "working_group", _("Working group")
        SECRETARIAT = "secretariat", _("Secretariat")
        REGIONAL_NETWORK = "regional", _("Regional network")
        COUNTRY_NETWORK = "country", _("Country network")
        OTHER = "other", _("Other")

    class State(models.TextChoices):
        """Whether it works."""

        ACTIVE = "active", _("Active")
        DORMANT = "dormant", _("Dormant")
        ENDED = "ended", _("Ended")

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=80, blank=True)
    aliases = models.JSONField(default=list, blank=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    sort = models.CharField(max_length=16, choices=Sort.choices, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.ACTIVE)
    zone = models.CharField(max_length=60, blank=True)

    class Meta:
        """By name."""

        ordering = ("name",)
        verbose_name_plural = "bodies"

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    @property
    def ref(self) -> str:
        """Return the reference by which forms and filters name it."""
        return f"body:{self.slug}"

    def names(self) -> list[str]:
        """Return every name it goes by."""
        return [name for name in (self.name, self.short_name, *self.aliases) if name]


class UserManager(BaseUserManager["User"]):
    """Finds and makes users; everything else is a verb in ``network.verbs``."""

    def get_by_natural_key(self, username: str | None) -> User:
        """Return the user who signs in with this e-mail address, however it is capitalised."""
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """Somebody who signs in, by e-mail address."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.READER)
    entity = models.ForeignKey(Entity, null=True, blank=True, on_delete=models.PROTECT, related_name="users")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        """A focal point acts for an entity; addresses are kept in small letters."""

        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(role=Role.FOCAL_POINT) | Q(entity__isnull=False), name="focal_point_has_entity"
            ),
        )

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    @property
    def is_secretariat(self) -> bool:
        """Say whether this user belongs to the secretariat."""
        return self.role == Role.SECRETARIAT

    def initials(self) -> str:
        """Return up to two initials."""
        words = [word for word in self.name.split() if word[0].isalpha()]
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


class Person(Versioned):
    """Somebody whom records name: with or without an account.

    ``title`` and ``entity`` are those of today's post, where posts are known. ``merged_into`` is the row of the same
    human being under which everything is kept now; a merged row stays, so that what once named it still leads there.
    """

    name = models.CharField(max_length=200)
    title = models.CharField(max_length=200, blank=True)
    entity = models.ForeignKey(Entity, null=True, blank=True, on_delete=models.PROTECT, related_name="people")
    user = models.OneToOneField(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="person")
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")

    class Meta:
        """By name."""

        ordering = ("name",)
        verbose_name_plural = "people"

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    @property
    def ref(self) -> str:
        """Return the reference by which forms and filters name it."""
        return f"person:{self.pk}"


class Dated(Versioned):
    """Something that holds from one day to another; either end may be open, both days are within."""

    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    class Meta:
        """A base, not a table."""

        abstract = True

    def holds_on(self, day: date) -> bool:
        """Say whether it holds on ``day``."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    @classmethod
    def holding(cls, day: date, prefix: str = "") -> Q:
        """Return the same as a condition on rows, or on rows that lead here by ``prefix``."""
        begun = Q(**{f"{prefix}since__isnull": True}) | Q(**{f"{prefix}since__lte": day})
        return begun & (Q(**{f"{prefix}until__isnull": True}) | Q(**{f"{prefix}until__gte": day}))


class Post(Dated):
    """A post that somebody has or had: the title, and for whom."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField(max_length=200)
    entity = models.ForeignKey(Entity, null=True, blank=True, on_delete=models.PROTECT, related_name="posts")

    class Meta:
        """Latest first."""

        ordering = (models.F("since").desc(nulls_last=True), "-id")
        constraints = (
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=models.F("since")),
                name="post_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        """Return the title and for whom."""
        return f"{self.title}, {self.entity}" if self.entity else self.title


class Seat(Dated):
    """A place in a body. It outlives whoever holds it."""

    class Function(models.TextChoices):
        """What the seat is for. Who chairs may clear and adopt the records of the body."""

        CHAIR = "chair", _("Chair")
        CO_CHAIR = "co_chair", _("Co-chair")
        MEMBER = "member", _("Member")
        SECRETARY = "secretary", _("Secretary")
        OBSERVER = "observer", _("Observer")

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="seats")
    name = models.CharField(max_length=200, blank=True)
    function = models.CharField(max_length=10, choices=Function.choices, default=Function.MEMBER)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        """In the order of the body."""

        ordering = ("body", "order", "id")

    def __str__(self) -> str:
        """Return the name, or else the function."""
        return self.name or str(self.get_function_display())


class Tenure(Dated):
    """Who holds a seat from one day to another: an entity, a person, or a person for an entity."""

    class Capacity(models.TextChoices):
        """Whether the holder has the seat, or stands in."""

        PRINCIPAL = "principal", _("Principal")
        ALTERNATE = "alternate", _("Alternate")

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="tenures")
    entity = models.ForeignKey(Entity, null=True, blank=True, on_delete=models.PROTECT, related_name="tenures")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="tenures")
    capacity = models.CharField(max_length=10, choices=Capacity.choices, default=Capacity.PRINCIPAL)

    class Meta:
        """Latest first."""

        ordering = (models.F("since").desc(nulls_last=True), "-id")
        constraints = (
            models.CheckConstraint(
                condition=Q(entity__isnull=False) | Q(person__isnull=False), name="tenure_names_a_holder"
            ),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=models.F("since")),
                name="tenure_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        """Return who holds it."""
        return f"{self.person} ({self.entity})" if self.person and self.entity else str(self.person or self.entity)
