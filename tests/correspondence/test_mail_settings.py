"""The settings that one address stands for, and what is said of one that cannot be understood."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage

from secretariat.site.mail import mail_settings
from secretariat.site.redaction import without_secrets
from secretariat.site.terminal_mail import EmailBackend


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [
        ("smtp://mail.example.org", 25, False, False),
        ("smtps://mail.example.org", 465, False, True),
        ("smtp+starttls://mail.example.org", 587, True, False),
        ("smtp+starttls://mail.example.org:2525", 2525, True, False),
    ],
)
def test_it_reads_the_address_of_a_server(url: str, port: int, tls: bool, ssl: bool) -> None:  # noqa: FBT001
    found = mail_settings(url)
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == ("mail.example.org", port)
    assert (found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (tls, ssl)


def test_it_reads_names_and_passwords_of_every_letter() -> None:
    found = mail_settings("smtp+starttls://post%40example.org:p%3A%2F%40ss@mail.example.org:587")
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("post@example.org", "p:/@ss")


@pytest.mark.parametrize(
    "url",
    ["mail.example", "http://u:hunter2@mail.example", "smtp://", "smtp://u:hunter2@h:port", "smtp+tls://hunter2@x"],
)
def test_it_says_what_an_address_looks_like_and_repeats_no_password(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="SECRETARIAT_SMTP_URL") as error:
        mail_settings(url)
    assert "hunter2" not in str(error.value)


def test_it_says_so_in_one_line_at_the_start(tmp_path: Path) -> None:
    settings = {"SECRETARIAT_SMTP_URL": "smtp://user:hunter2@host:port", "SECRETARIAT_HOME": str(tmp_path)}
    kept = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(
        [sys.executable, "-c", "from secretariat.cli import main; main()", "post"],
        env={**kept, **settings},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("secretariat: SECRETARIAT_SMTP_URL is not understood.")
    assert done.stderr.count("\n") == 1
    assert "hunter2" not in done.stderr


def test_it_prints_letters_on_the_terminal_where_no_server_is_set() -> None:
    assert mail_settings("")["EMAIL_BACKEND"] == "secretariat.site.terminal_mail.EmailBackend"
    stream = io.StringIO()
    message = EmailMessage("Your week", "Book a room.\n", to=["Ana <ana@example.org>"])
    EmailBackend(stream=stream).send_messages([message])
    assert "Letter to Ana <ana@example.org>\nYour week\n\nBook a room.\n" in stream.getvalue()


@pytest.mark.parametrize("path", ["/r/secret/", "/feeds/secret.ics", "/unsubscribe/secret:x:y/", "/r/secret/ask/"])
def test_it_keeps_secret_addresses_out_of_what_it_writes(path: str) -> None:
    line = f'Not Found: {path} at "https://register.example.org{path}"'
    assert "secret" not in without_secrets(line)
    assert without_secrets("/actions/12/links/") == "/actions/12/links/"
