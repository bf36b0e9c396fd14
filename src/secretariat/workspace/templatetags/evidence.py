"""Tags of the evidence room: names of States and languages, marks of stances, titles of codes, numbers of pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from secretariat.evidence import countries, frameworks
from secretariat.evidence.models import Stance, Subject
from secretariat.network.access import Verb, may
from secretariat.workspace.actor import actor_of
from secretariat.workspace.evidence_words import KINDS

from .workspace import mark

if TYPE_CHECKING:
    from django.template.context import RequestContext
    from django.utils.functional import Promise
    from django.utils.safestring import SafeString

    from secretariat.evidence.models import Collection

register = template.Library()
STANCE_MARKS = {
    Stance.MENTION: "mention",
    Stance.SITUATION: "figure",
    Stance.ACTION: "done",
    Stance.COMMITMENT: "commitment",
    Stance.CHALLENGE: "problem",
    Stance.CALL: "call",
    Stance.PRACTICE: "practice",
}
LANGUAGES: Mapping[str, str | Promise] = {"zh": _("Chinese")}
"""Those that Django knows by their scripts only."""


@register.simple_tag
def stance(value: str) -> SafeString:
    """Show a stance: mark and word."""
    label = str(dict(Stance.choices).get(value, value))
    return format_html('<span class="state stance">{} {}</span>', mark(STANCE_MARKS.get(Stance(value), "open")), label)


@register.simple_tag(takes_context=True)
def may_review(context: RequestContext, collection: Collection) -> bool:
    """Say whether the user reviews the passages of a collection."""
    return may(actor_of(context["request"]), Verb.REVIEW, collection)


@register.filter
def subject(value: str) -> str:
    """Name a subject."""
    return str(dict(Subject.choices).get(value, value))


@register.filter
def country(code: str) -> str:
    """Name a State by its code (ISO 3166-1 alpha-3)."""
    return countries.country_name(code)


@register.filter
def kind(value: str) -> str:
    """Name the kind of one report."""
    return str(KINDS.get(value, value))


@register.filter
def code_title(key: str) -> str:
    """Return the title of a code that is written ``framework:code``."""
    return frameworks.title(key)


@register.filter
def code_name(key: str) -> str:
    """Return a code as people say it: ``GCM 6``, ``SDG 8.8``."""
    framework, _colon, code = key.partition(":")
    return f"{framework.upper()} {code}"


@register.filter
def language_in_words(code: str) -> str:
    """Name a language by its code (ISO 639-1); an unknown code stays as it is."""
    try:
        return str(LANGUAGES.get(code) or get_language_info(code)["name_translated"]).capitalize()
    except KeyError:
        return code


@register.filter
def page_numbers(numbers: Iterable[int]) -> str:
    """Write numbers of pages with runs drawn together: ``3, 7–9``."""
    rows = sorted(set(numbers))
    if not rows:
        return ""
    breaks = [at for at, (one, other) in enumerate(pairwise(rows), 1) if other > one + 1]
    runs = [rows[start:end] for start, end in zip([0, *breaks], [*breaks, len(rows)], strict=True)]
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
