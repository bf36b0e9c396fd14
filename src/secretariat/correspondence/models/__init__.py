"""Letters, what people want to receive, signed links, calendar feeds, webhooks, and whose turn it is."""

from .feed import Feed
from .letter import Letter
from .preferences import Preferences, Silenced
from .report_link import LinkRequest, LinkUse, ReportLink
from .turn import Turn
from .webhook import Delivery, Webhook

__all__ = [
    "Delivery",
    "Feed",
    "Letter",
    "LinkRequest",
    "LinkUse",
    "Preferences",
    "ReportLink",
    "Silenced",
    "Turn",
    "Webhook",
]
