"""Tags of the correspondence: the calendar of a body, on its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from secretariat.workspace.actor import actor_of
from secretariat.workspace.correspondence_forms import feed_of

if TYPE_CHECKING:
    from django.template.context import RequestContext

    from secretariat.network.models import Body

register = template.Library()


@register.inclusion_tag("workspace/correspondence/body_feed.html", takes_context=True)
def body_calendar(context: RequestContext, body: Body) -> dict[str, object]:
    """Show the reader's calendar of a body, or how to make it."""
    request = context["request"]
    return {
        "request": request,
        "csrf_token": context.get("csrf_token"),
        "body": body,
        **feed_of(actor_of(request), body),
    }
