"""Addresses of the network."""

from __future__ import annotations

from django.urls import path

from .views import network

urlpatterns = [
    path("network/", network.network, name="network"),
    path("network/entities/<slug:slug>/", network.entity, name="entity"),
    path("network/bodies/<slug:slug>/", network.body, name="body"),
    path("network/people/<int:pk>/", network.person, name="person"),
]
