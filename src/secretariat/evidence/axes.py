"""What reports are looked at along: the objectives of the Compact, its principles, the targets read for migration."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from . import frameworks
from .frameworks import COMPACT, GATE, GOALS, Code
from .models import PassageLabel, Subject

OBJECTIVES, TARGETS, PRINCIPLES = "objectives", "targets", "principles"
LABELS: dict[str, str | Promise] = {
    OBJECTIVES: _("Objectives of the Global Compact"),
    TARGETS: _("Targets of the 2030 Agenda"),
    PRINCIPLES: _("Guiding principles of the Global Compact"),
}
SET_LABELS: dict[str, str | Promise] = {
    "migration-core": _("Core"),
    "migration-explicit": _("Explicit"),
    "migration-related": _("Related"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """Codes that stand together, such as the explicit targets. ``label`` is empty where there is but one group."""

    label: str | Promise
    codes: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class Axis:
    """The codes of one framework that are looked at side by side, in their groups."""

    key: str
    framework: str
    groups: tuple[Group, ...]

    @property
    def label(self) -> str | Promise:
        """Return what the codes are."""
        return LABELS[self.key]

    @property
    def codes(self) -> tuple[Code, ...]:
        """Return all codes, in order."""
        return tuple(code for group in self.groups for code in group.codes)

    @property
    def subjects(self) -> list[str]:
        """Return what passages on these codes may be mostly about; refugees are not for the Compact."""
        allowed = frameworks.only_with(self.framework)
        return [subject for subject in Subject.values if not allowed or subject in allowed]

    def counting(self) -> Q:
        """Return the condition under which a passage counts for these codes.

        The Compact is on migrants: a passage counts that is on them as well, be it mostly on refugees.
        """
        allowed = frameworks.only_with(self.framework)
        about = Q(subject__in=allowed) if allowed else Q()
        for subject in sorted(allowed):
            about |= Q(subjects__icontains=f'"{subject}"')
        return about


def axis(key: str) -> Axis:
    """Return what is looked at along; the objectives where ``key`` is none of them."""
    if key == TARGETS:
        return Axis(TARGETS, GOALS, tuple(_sets(frameworks.codes(GOALS, "target"))))
    if key == PRINCIPLES:
        return Axis(PRINCIPLES, COMPACT, (Group("", tuple(frameworks.codes(COMPACT, "principle"))),))
    return Axis(OBJECTIVES, COMPACT, (Group("", tuple(frameworks.codes(COMPACT, "objective"))),))


def axis_of(code: Code) -> Axis:
    """Return that along which a code stands."""
    if code.framework == GOALS:
        return axis(TARGETS)
    return axis(PRINCIPLES if code.level == "principle" else OBJECTIVES)


def offered() -> list[str]:
    """Return what may be looked along: principles only where a passage is labelled with one."""
    principles = [code.code for code in axis(PRINCIPLES).codes]
    labelled = PassageLabel.objects.filter(framework=COMPACT, code__in=principles).exists()
    return [OBJECTIVES, TARGETS, *([PRINCIPLES] if labelled else [])]


def languages() -> frozenset[str]:
    """Return the languages in which migration is found; a report in another is not silent where nothing was found."""
    return frameworks.languages_of(GATE)


def _sets(codes: Iterable[Code]) -> Iterable[Group]:
    known = {code.code: code for code in codes}
    for name, members in frameworks.sets(GOALS).items():
        if name in SET_LABELS:
            yield Group(SET_LABELS[name], tuple(known[member] for member in members if member in known))
