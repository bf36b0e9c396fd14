"""Signing in and out, the password, light and dark."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import PASSWORD, Cast
from tests.workspace.scenes import signed_in


@pytest.mark.usefixtures("cast")
def test_it_signs_in_and_goes_where_one_wanted_to_go(client: Client) -> None:
    asked = client.get("/meetings/")
    assert asked.headers["Location"] == "/sign-in/?next=/meetings/"
    form = {"username": "Ana@Example.org", "password": PASSWORD, "next": "/meetings/"}
    assert client.post("/sign-in/", form).headers["Location"] == "/meetings/"
    assert client.get("/").status_code == 200


@pytest.mark.usefixtures("cast")
def test_it_says_when_the_password_is_wrong(client: Client) -> None:
    page = client.post("/sign-in/", {"username": "ana@example.org", "password": "wrong"}).content.decode()
    assert 'role="alert"' in page
    assert client.get("/").status_code == 302


@pytest.mark.usefixtures("cast")
def test_it_keeps_those_out_who_have_left(client: Client) -> None:
    client.post("/sign-in/", {"username": "gone@example.org", "password": PASSWORD})
    assert client.get("/").status_code == 302


def test_it_signs_out_by_post_alone(cast: Cast) -> None:
    client = signed_in(cast.ana)
    assert client.get(reverse("workspace:sign-out")).status_code == 405
    client.post(reverse("workspace:sign-out"))
    assert client.get("/").status_code == 302


def test_it_changes_the_password_and_keeps_the_rules(cast: Cast) -> None:
    client = signed_in(cast.rita)
    short = {"old_password": PASSWORD, "new_password1": "short", "new_password2": "short"}
    assert client.post("/password/", short).status_code == 422
    new = "a quiet meadow at noon"
    assert client.post("/password/", {**short, "new_password1": new, "new_password2": new}).status_code == 302
    cast.rita.refresh_from_db()
    assert cast.rita.check_password(new)
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(("theme", "kept"), [("dark", "dark"), ("light", "light"), ("neon", ""), ("", "")])
@pytest.mark.usefixtures("db")
def test_it_remembers_light_and_dark(client: Client, theme: str, kept: str) -> None:
    response = client.post("/appearance/", {"theme": theme, "next": "/sign-in/"})
    assert response.headers["Location"] == "/sign-in/"
    page = client.get("/sign-in/").content.decode()
    assert (f'data-theme="{kept}"' in page) if kept else ("data-theme" not in page)


@pytest.mark.usefixtures("db")
def test_it_sends_nobody_to_another_site(client: Client) -> None:
    response = client.post("/appearance/", {"theme": "dark", "next": "https://example.net/"})
    assert response.headers["Location"] == "/"


def test_it_closes_the_door_after_too_many_wrong_passwords(client: Client, cast: Cast) -> None:
    wrong = {"username": cast.ana.email, "password": "wrong"}
    pages = [client.post("/sign-in/", wrong) for _ in range(11)]
    assert pages[-1].status_code == 429
    assert "Sign-in closed for a while" in pages[-1].content.decode()


def test_it_shows_the_initials_of_the_user(cast: Cast) -> None:
    cast.ana.name = "Noor al-Haddad (example)"
    cast.ana.save()
    assert '<span class="initials" aria-hidden="true">NA</span>' in signed_in(cast.ana).get("/").content.decode()
