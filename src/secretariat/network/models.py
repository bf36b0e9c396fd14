"""Entities, bodies, people, and the users who act for them."""

from __future__ import annotations

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


class Entity(models.Model):
    """An agency, fund, programme, department or commission that belongs to the network."""

    slug = models.SlugField(max_length=40, unique=True)
    short_name = models.CharField(max_length=80)
    full_name = models.CharField(max_length=200)
    aliases = models.JSONField(default=list, blank=True)

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


class Body(models.Model):
    """A committee, working group or secretariat of the network: it meets, decides and holds actions."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=80, blank=True)
    aliases = models.JSONField(default=list, blank=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")

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


class Person(models.Model):
    """Somebody whom records name: with or without an account."""

    name = models.CharField(max_length=200)
    title = models.CharField(max_length=200, blank=True)
    entity = models.ForeignKey(Entity, null=True, blank=True, on_delete=models.PROTECT, related_name="people")
    user = models.OneToOneField(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="person")

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
