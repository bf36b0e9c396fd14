"""Tags of the workspace: marks, the masthead, states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.templatetags.static import static
from django.utils.html import format_html

from secretariat.workspace.navigation import sections

if TYPE_CHECKING:
    from django.template.context import RequestContext
    from django.utils.safestring import SafeString

    from secretariat.workspace.navigation import Section

register = template.Library()


@register.simple_tag
def mark(name: str) -> SafeString:
    """Draw the mark of a kind or a state; a word always stands beside it."""
    url = static("workspace/marks.svg")
    return format_html('<svg class="mark" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>', url, name)


@register.inclusion_tag("workspace/parts/masthead.html", takes_context=True)
def masthead(context: RequestContext) -> dict[str, object]:
    """The head of every page: name, sections, search, account."""
    request = context.get("request")
    found: list[Section] = sections(request) if request is not None else []
    return {"request": request, "sections": found, "csrf_token": context.get("csrf_token")}


@register.filter
def words(text: str) -> list[str]:
    """The words of a text."""
    return text.split()
