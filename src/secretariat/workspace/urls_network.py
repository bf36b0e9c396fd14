"""Addresses of the network."""

from __future__ import annotations

from django.urls import path

from .views import network, network_changes, network_seats, network_tables

urlpatterns = [
    path("network/", network.network, name="network"),
    path("network/people/", network.people, name="people"),
    path("network/new/<slug:kind>/", network_changes.new, name="network-new"),
    path("network/tables/", network_tables.tables, name="network-tables"),
    path("network/tables/import/", network_tables.take_in, name="network-import"),
    path("network/tables/export/", network_tables.export, name="network-export"),
    path("network/tables/template/", network_tables.template, name="network-template"),
    path("network/entities/<slug:slug>/", network.entity, name="entity"),
    path("network/entities/<slug:slug>/change/", network_changes.change_entity, name="change-entity"),
    path("network/bodies/<slug:slug>/", network.body, name="body"),
    path("network/bodies/<slug:slug>/change/", network_changes.change_body, name="change-body"),
    path("network/bodies/<slug:slug>/holders/", network.holders, name="body-holders"),
    path("network/bodies/<slug:slug>/seats/new/", network_seats.add_seat, name="add-seat"),
    path("network/bodies/<slug:slug>/rotate/", network_seats.rotate, name="rotate"),
    path(
        "network/bodies/<slug:slug>/rotations/<slug:batch>/take-back/",
        network_seats.take_rotation_back,
        name="take-rotation-back",
    ),
    path("network/seats/<int:pk>/change/", network_seats.change_seat, name="change-seat"),
    path("network/seats/<int:pk>/end/", network_seats.end_seat, name="end-seat"),
    path("network/seats/<int:pk>/take/", network_seats.take, name="take-seat"),
    path("network/tenures/<int:pk>/leave/", network_seats.leave, name="leave-seat"),
    path("network/tenures/<int:pk>/correct/", network_seats.correct, name="correct-tenure"),
    path("network/tenures/<int:pk>/take-back/", network_seats.take_back, name="take-tenure-back"),
    path("network/people/<int:pk>/", network.person, name="person"),
    path("network/people/<int:pk>/change/", network_changes.change_person, name="change-person"),
    path("network/people/<int:pk>/merge/", network_changes.merge, name="merge-person"),
    path("network/people/<int:pk>/posts/new/", network_changes.add_post, name="add-post"),
    path("network/posts/<int:pk>/change/", network_changes.change_post, name="change-post"),
    path("network/posts/<int:pk>/remove/", network_changes.remove_post, name="remove-post"),
]
