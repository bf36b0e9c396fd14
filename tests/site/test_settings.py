"""The site answers with its defences up, and keeps its secrets to itself."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from secretariat.site.home import home_folder, secret_key
from secretariat.site.settings import SQLITE_OPTIONS
from tests.cast import PASSWORD, Cast


@pytest.fixture
def client() -> Client:
    return Client(enforce_csrf_checks=False)


@pytest.mark.django_db
def test_it_sends_the_headers_of_a_strict_site(client: Client) -> None:
    answer = client.get(reverse(settings.LOGIN_URL))
    assert answer.status_code == 200
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] == "same-origin"


@pytest.mark.django_db
def test_it_asks_for_the_token_of_a_form() -> None:
    answer = Client(enforce_csrf_checks=True).post(reverse(settings.LOGIN_URL), {"username": "a", "password": "b"})
    assert answer.status_code == 403


def test_it_lets_people_in_by_address_in_any_case(cast: Cast, client: Client) -> None:
    answer = client.post(reverse(settings.LOGIN_URL), {"username": "Ana@Example.org", "password": PASSWORD})
    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(cast.ana.pk)


@pytest.mark.usefixtures("cast")
def test_it_keeps_a_closed_account_out(client: Client) -> None:
    answer = client.post(reverse(settings.LOGIN_URL), {"username": "gone@example.org", "password": PASSWORD})
    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("cast")
def test_it_shuts_the_door_after_ten_wrong_passwords(client: Client) -> None:
    address = reverse(settings.LOGIN_URL)
    names = ["ana@example.org", "Ana@example.org ", "ANA@EXAMPLE.ORG", "ana@Example.org", "ana@example.orG"] * 2
    answers = [client.post(address, {"username": name, "password": "wrong"}).status_code for name in names]
    assert answers[:9] == [200] * 9
    assert answers[9] == 429
    assert client.post(address, {"username": "ana@example.org", "password": PASSWORD}).status_code == 429
    assert client.post(address, {"username": "ben@example.org", "password": PASSWORD}).status_code == 302


def test_it_passes_the_checks_for_a_site_in_use() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
        env={**os.environ, "SECRETARIAT_HTTPS": "1", "DJANGO_SETTINGS_MODULE": "secretariat.site.settings"},
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.django_db
def test_it_has_a_migration_for_every_change_of_a_model() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_it_keeps_every_commit_on_sqlite(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "kept.sqlite3")) as database:
        database.executescript(SQLITE_OPTIONS["init_command"])
        names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        found = [database.execute(f"PRAGMA {name}").fetchone()[0] for name in names]
    assert found == ["wal", 2, 1, 20_000]
    assert SQLITE_OPTIONS["transaction_mode"] == "IMMEDIATE"


def test_it_makes_a_key_once_and_for_its_owner_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SECRETARIAT_SECRET_KEY", raising=False)
    key = secret_key(tmp_path / "new")
    assert len(key) > 50
    assert secret_key(tmp_path / "new") == key
    assert stat.S_IMODE((tmp_path / "new" / "secret-key").stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["secret-key"]


def test_it_takes_a_key_that_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRETARIAT_SECRET_KEY", "given")
    assert secret_key(tmp_path) == "given"
    assert not list(tmp_path.iterdir())


def test_it_keeps_its_data_where_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRETARIAT_HOME", str(tmp_path))
    assert home_folder() == tmp_path
    monkeypatch.delenv("SECRETARIAT_HOME")
    monkeypatch.chdir(tmp_path)
    assert home_folder() == tmp_path / "var"
