"""Tags of the workspace: marks, the masthead, states, dates, the language of record text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.templatetags.static import static
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from secretariat.followup.ageing import overdue_by
from secretariat.register.models import ActionPoint
from secretariat.workspace import periods
from secretariat.workspace.navigation import sections

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.template.context import RequestContext
    from django.utils.safestring import SafeString

    from secretariat.register.models import Entry
    from secretariat.workspace.navigation import Section

register = template.Library()
DIRECTION_OF_ITS_WORDS = mark_safe(' dir="auto"')
BRIEF = 160
RIGHT_TO_LEFT = frozenset("ar arc dv fa he ks ku ps sd ug ur yi".split())
STATE_MARKS = {
    "open": "open",
    "in_progress": "in-progress",
    "done": "done",
    "completed": "done",
    "dropped": "dropped",
    "continuing": "continuing",
    "adopted": "decision",
    "amended": "continuing",
    "superseded": "superseded",
    "split": "superseded",
    "merged": "superseded",
    "proposed": "proposed",
}


@register.simple_tag
def mark(name: str) -> SafeString:
    """Draw the mark of a kind or a state; a word always stands beside it."""
    url = static("workspace/marks.svg")
    return format_html('<svg class="mark" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>', url, name)


@register.simple_tag
def state(entry: Entry) -> SafeString:
    """Show the state of an entry: mark and word; overdue stands out."""
    if isinstance(entry, ActionPoint) and entry.is_overdue():
        return _state("overdue", "overdue", _("Overdue"))
    label: str = getattr(entry, "get_state_display", lambda: entry.state)()
    return _state(entry.state, STATE_MARKS.get(entry.state, "open"), label)


@register.simple_tag
def state_word(value: str) -> SafeString:
    """Show the state that an action had: mark and word."""
    return _state(value, STATE_MARKS.get(value, "open"), str(dict(ActionPoint.State.choices).get(value, value)))


@register.filter
def overdue_words(days: int) -> str:
    """Say for how long something is overdue."""
    return overdue_by(days)


def _state(name: str, drawing: str, label: str) -> SafeString:
    """Return mark and word of a state."""
    return format_html('<span class="state state-{}">{} {}</span>', name, mark(drawing), label)


@register.simple_tag
def late(action: ActionPoint) -> str:
    """Say for how long an action has been overdue."""
    return _days_late(action.due_date, action.seen_on or timezone.localdate()) if action.due_date else ""


def _days_late(due: date, today: date) -> str:
    """Return the time since ``due`` in days, months or years, rounded down."""
    days = (today - due).days
    if days < 60:
        return ngettext("%d day late", "%d days late", days) % days
    if days < 730:
        return ngettext("%d month late", "%d months late", days // 30) % (days // 30)
    return ngettext("%d year late", "%d years late", days // 365) % (days // 365)


@register.simple_tag
def tongue(language: str | None) -> SafeString:
    """Give the attributes that tell a browser the language and direction of record text."""
    if not language:
        return DIRECTION_OF_ITS_WORDS
    direction = "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr"
    if language == translation.get_language() and direction == "ltr":
        return DIRECTION_OF_ITS_WORDS
    return format_html(' lang="{}" dir="{}"', language, direction)


@register.simple_tag
def instant(moment: datetime) -> SafeString:
    """Show day and hour of a moment; a history shows many."""
    local = timezone.localtime(moment)
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), date_format(local, "j M Y, H:i"))


@register.filter
def brief(words: str) -> str:
    """Show no more of a value than its beginning."""
    return words if len(words) <= BRIEF else f"{words[: BRIEF - 1]}…"


@register.filter
def period(value: str) -> str:
    """Show a date or period in words."""
    return periods.in_words(value)


@register.filter
def day_in_full(value: str) -> str:
    """Show a day as records write it (``31 May 2021``), to tell whether its words say more."""
    return periods.in_words(value, "j F Y")


@register.inclusion_tag("workspace/parts/masthead.html", takes_context=True)
def masthead(context: RequestContext) -> dict[str, object]:
    """Show the head of every page: name, sections, search, account."""
    request = context.get("request")
    found: list[Section] = sections(request) if request is not None else []
    return {"request": request, "sections": found, "csrf_token": context.get("csrf_token")}
