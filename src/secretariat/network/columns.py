"""The tables of the network and their columns: what each is called, in whatever language, and what it holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.db import models
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .models import Body, Entity, Seat, Tenure
from .names import folded


class Holds(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    NAMES = "names"
    DAY = "day"
    NUMBER = "number"
    CHOICE = "choice"
    ENTITY = "entity"
    BODY = "body"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Column:
    """A column. ``others`` are names under which other hands know it; ``needed``: no row without it."""

    key: str
    label: str | Promise
    holds: Holds = Holds.TEXT
    others: tuple[str, ...] = ()
    choices: type[models.TextChoices] | None = None
    needed: bool = False

    def names(self) -> set[str]:
        """Return every name of the column, folded: in all languages that the program speaks, and the others."""
        found = {folded(name) for name in (self.key, *self.others)}
        for code, _name in settings.LANGUAGES:
            with translation.override(code):
                found.add(folded(str(self.label)))
        return found


@dataclass(frozen=True, slots=True)
class Sort:
    """One table of the network."""

    key: str
    label: str | Promise
    columns: tuple[Column, ...]
    others: tuple[str, ...] = ()

    def names(self) -> set[str]:
        """Return every name of the table, folded."""
        return Column(self.key, self.label, others=self.others).names()


_SINCE = ("from", "depuis", "début", "desde", "start")
_UNTIL = ("to", "jusque", "fin", "hasta", "end")
_NUMBER = ("no", "id", "numéro", "número")

ENTITIES = Sort(
    "entities",
    _("Entities"),
    (
        Column("slug", _("Key"), others=("reference", "référence", "clé", "clave", "referencia")),
        Column("short_name", _("Short name"), others=("acronym", "sigle", "nom court", "nombre corto"), needed=True),
        Column("full_name", _("Full name"), others=("name", "nom complet", "nom", "nombre completo"), needed=True),
        Column("aliases", _("Other names"), Holds.NAMES, ("aliases", "autres noms", "otros nombres")),
        Column("sort", _("Sort"), Holds.CHOICE, ("type", "kind", "tipo"), choices=Entity.Sort),
        Column("since", _("Member since"), Holds.DAY, ("since", "membre depuis", "miembro desde", *_SINCE)),
        Column("until", _("Member until"), Holds.DAY, ("until", "membre jusque", "miembro hasta", *_UNTIL)),
    ),
    ("entités", "entidades"),
)
BODIES = Sort(
    "bodies",
    _("Bodies"),
    (
        Column("slug", _("Key"), others=("reference", "référence", "clé", "clave", "referencia")),
        Column("name", _("Name"), others=("nom", "nombre"), needed=True),
        Column("short_name", _("Short name"), others=("acronym", "sigle", "nom court", "nombre corto")),
        Column("aliases", _("Other names"), Holds.NAMES, ("aliases", "autres noms", "otros nombres")),
        Column("parent", _("Part of"), Holds.BODY, ("parent", "fait partie de", "parte de")),
        Column("sort", _("Sort"), Holds.CHOICE, ("type", "kind", "tipo"), choices=Body.Sort),
        Column("state", _("State"), Holds.CHOICE, ("status", "état", "estado"), choices=Body.State),
        Column("zone", _("Time zone"), others=("timezone", "fuseau horaire", "zona horaria")),
    ),
    ("organes", "órganos"),
)
PEOPLE = Sort(
    "people",
    _("People"),
    (
        Column("person_no", _("Number"), Holds.NUMBER, _NUMBER),
        Column("name", _("Name"), others=("nom", "nombre"), needed=True),
        Column("title", _("Title"), others=("post title", "position", "titre", "fonction", "cargo")),
        Column("entity", _("Entity"), Holds.ENTITY, ("organization", "entité", "entidad")),
        Column("post_no", _("Post number"), Holds.NUMBER, ("poste", "puesto")),
        Column("since", _("Since"), Holds.DAY, _SINCE),
        Column("until", _("Until"), Holds.DAY, _UNTIL),
    ),
    ("persons", "personnes", "personas"),
)
SEATS = Sort(
    "seats",
    _("Seats"),
    (
        Column("seat_no", _("Seat number"), Holds.NUMBER),
        Column("body", _("Body"), Holds.BODY, ("organe", "órgano"), needed=True),
        Column("name", _("Seat"), others=("name", "siège", "asiento", "puesto")),
        Column("function", _("Function"), Holds.CHOICE, ("fonction", "función"), choices=Seat.Function),
        Column("order", _("Order"), Holds.NUMBER, ("ordre", "orden")),
        Column("seat_since", _("Seat since"), Holds.DAY),
        Column("seat_until", _("Seat until"), Holds.DAY),
        Column("tenure_no", _("Tenure number"), Holds.NUMBER),
        Column("entity", _("Entity"), Holds.ENTITY, ("organization", "entité", "entidad")),
        Column("holder", _("Person"), Holds.PERSON, ("personne", "persona", "holder")),
        Column("capacity", _("Capacity"), Holds.CHOICE, ("qualité", "calidad"), choices=Tenure.Capacity),
        Column("since", _("Since"), Holds.DAY, _SINCE),
        Column("until", _("Until"), Holds.DAY, _UNTIL),
    ),
    ("tenures", "sièges", "puestos"),
)
SORTS: Mapping[str, Sort] = {sort.key: sort for sort in (ENTITIES, BODIES, PEOPLE, SEATS)}
"""The tables, in the order in which one leans on another."""
