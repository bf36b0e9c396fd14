"""Addresses of the workspace."""

from __future__ import annotations

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path, register_converter

from .entry_kinds import KindConverter
from .views import bulk, entry, entry_changes, home, lists, saved, search, session

register_converter(KindConverter, "kind")

app_name = "workspace"
urlpatterns = [
    path("", home.home, name="home"),
    path(
        "sign-in/",
        LoginView.as_view(template_name="workspace/session/sign_in.html", redirect_authenticated_user=True),
        name="sign-in",
    ),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("password/", session.password, name="password"),
    path("appearance/", session.appearance, name="appearance"),
    path("search/", search.search, name="search"),
    path("", include("secretariat.workspace.urls_review")),
    path("", include("secretariat.workspace.urls_meetings")),
    path("", include("secretariat.workspace.urls_network")),
    path("", include("secretariat.workspace.urls_record")),
    path("", include("secretariat.workspace.urls_followup")),
    path("", include("secretariat.workspace.urls_correspondence")),
    path("", include("secretariat.workspace.urls_evidence")),
    path("", include("secretariat.workspace.urls_evidence_coding")),
    path("", include("secretariat.workspace.urls_evidence_views")),
    path("", include("secretariat.workspace.urls_evidence_search")),
    path("", include("secretariat.workspace.urls_evidence_lab")),
    path("saved-views/", saved.save, name="save-view"),
    path("saved-views/<int:pk>/delete/", saved.delete, name="delete-view"),
    path("actions/change/", bulk.change, name="change-actions"),
    path("actions/undo/", bulk.undo, name="undo-change"),
    path("<kind:kind>/", lists.entries, name="entries"),
    path("<kind:kind>/export/", lists.export, name="export"),
    path("<kind:kind>/new/", entry_changes.enter, name="enter"),
    path("<kind:kind>/<int:pk>/", entry.entry, name="entry"),
    path("<kind:kind>/<int:pk>/<slug:what>/", entry_changes.change, name="change"),
]
