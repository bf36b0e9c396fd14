"""Addresses of mail settings, signed links, feeds, the outbox and webhooks."""

from __future__ import annotations

from django.urls import path

from .views import (
    correspondence,
    correspondence_feeds,
    correspondence_hooks,
    correspondence_links,
    correspondence_settings,
)

urlpatterns = [
    path("mail-and-calendar/", correspondence_settings.settings, name="mail-settings"),
    path("mail-and-calendar/digest/", correspondence_settings.digest, name="mail-digest"),
    path("unsubscribe/<str:token>/", correspondence_settings.unsubscribe, name="unsubscribe"),
    path("feeds/make/", correspondence_feeds.make, name="feed-make"),
    path("feeds/end/", correspondence_feeds.end, name="feed-end"),
    path("feeds/<str:token>.ics", correspondence_feeds.feed, name="feed"),
    path("r/<str:token>/", correspondence_links.report, name="report-link"),
    path("r/<str:token>/ask/", correspondence_links.ask, name="report-link-ask"),
    path("actions/<int:pk>/links/", correspondence_links.links, name="action-links"),
    path("actions/<int:pk>/links/<int:link_id>/revoke/", correspondence_links.revoke, name="action-link-revoke"),
    path("correspondence/", correspondence.outbox, name="outbox"),
    path("correspondence/<int:pk>/", correspondence.letter, name="letter"),
    path("correspondence/<int:pk>/html/", correspondence.letter_html, name="letter-html"),
    path("correspondence/webhooks/", correspondence_hooks.webhooks, name="webhooks"),
    path("correspondence/webhooks/<int:pk>/", correspondence_hooks.webhook, name="webhook"),
    path("correspondence/webhooks/<int:pk>/do/", correspondence_hooks.do, name="webhook-do"),
]
