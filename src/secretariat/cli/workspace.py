"""``secretariat up`` opens the workspace; ``secretariat user`` looks after who may sign in."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from secretariat.network.models import User

ROLES = ("secretariat", "focal_point", "reader")


@click.command(short_help="Open the workspace: web pages and background reading.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port to listen on.")
@click.option("--example", is_flag=True, help="Load the worked example, if nothing is there yet.")
@click.option("--browser/--no-browser", default=True, help="Open a browser once the workspace answers.")
def up(host: str, port: int, example: bool, browser: bool) -> int:  # noqa: FBT001 - click's own way
    """Open the workspace and read documents in the background, until Ctrl-C.

    What is missing is made: the data folder (SECRETARIAT_HOME, or var), the database (SQLite there, or the one of
    DATABASE_URL), and a first account, whose password is printed.

    \b
    Examples:
      secretariat up --example
      secretariat up --host 0.0.0.0 --port 8080 --no-browser
    """
    os.environ.setdefault("SECRETARIAT_URL", f"http://localhost:{port}")
    load_site(host)
    from .server import prepare, serve

    signing_in = prepare(example=example)
    return serve(host, port, signing_in, browser=browser)


@click.group(short_help="Add users, set passwords, close accounts.")
def user() -> None:
    """Look after who may sign in.

    \b
    Examples:
      secretariat user add ana@example.org --name "Ana Silva" --role secretariat
      secretariat user password ana@example.org
    """
    open_database()


@user.command("add")
@click.argument("email")
@click.option("--name", required=True, help="The person's name.")
@click.option("--role", type=click.Choice(ROLES), default="reader", show_default=True, help="What the person may do.")
@click.option("--entity", default="", help="The entity that a focal point acts for (its short name).")
@click.option("--generate", is_flag=True, help="Make a password and print it, instead of asking.")
def add_user(email: str, name: str, role: str, entity: str, generate: bool) -> None:  # noqa: FBT001
    """Add somebody who signs in with EMAIL.

    \b
    Example:
      secretariat user add li@example.org --name "Li Wei" --role focal_point --entity IOM
    """
    from secretariat.history.refusals import Refused
    from secretariat.network.selectors import directory
    from secretariat.network.verbs import add_user as add

    found = directory().entity(entity)
    if entity and found is None:
        refuse(f"The network has no entity “{entity}”.")
    password = _password(generate=generate)
    try:
        added = add(None, email=email, name=name, role=role, entity=found, password=password)
    except Refused as refusal:
        refuse(str(refusal))
    _tell(password, generate=generate)
    click.echo(f"Added {added.email} ({added.get_role_display()}).")


@user.command("password")
@click.argument("email")
@click.option("--generate", is_flag=True, help="Make a password and print it, instead of asking.")
def set_password(email: str, generate: bool) -> None:  # noqa: FBT001
    """Give the user with EMAIL a new password.

    \b
    Example:
      secretariat user password ana@example.org --generate
    """
    from secretariat.history.refusals import Refused
    from secretariat.network.verbs import set_password as change

    found = _user(email)
    password = _password(generate=generate)
    try:
        change(None, user=found, password=password)
    except Refused as refusal:
        refuse(str(refusal))
    _tell(password, generate=generate)
    click.echo(f"{found.email} has a new password.")


@user.command("close")
@click.argument("email")
def close(email: str) -> None:
    """Close the account with EMAIL: nobody signs in with it any more; its history stays.

    \b
    Example:
      secretariat user close ana@example.org
    """
    from secretariat.network.verbs import set_active

    found = _user(email)
    set_active(None, user=found, active=False)
    click.echo(f"{found.email} is closed.")


@user.command("open")
@click.argument("email")
def reopen(email: str) -> None:
    """Open the account with EMAIL again.

    \b
    Example:
      secretariat user open ana@example.org
    """
    from secretariat.network.verbs import set_active

    found = _user(email)
    set_active(None, user=found, active=True)
    click.echo(f"{found.email} is open.")


@user.command("list")
def list_users() -> None:
    """Print who may sign in.

    \b
    Example:
      secretariat user list
    """
    from secretariat.network.selectors import users

    for row in users():
        parts = [row.email, row.name, row.get_role_display(), row.entity, None if row.is_active else "closed"]
        click.echo("  ".join(str(part) for part in parts if part))


def open_database() -> None:
    """Load Django and bring the database up to this version, for a command that works on the data."""
    load_site()
    from .server import migrate

    migrate()


def load_site(host: str = "") -> None:
    """Load Django with the site's settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "secretariat.site.settings")
    if host and "SECRETARIAT_HOSTS" not in os.environ:
        names = ["localhost", "127.0.0.1", "[::1]", *([] if host in {"0.0.0.0", "::"} else [host])]  # noqa: S104
        os.environ["SECRETARIAT_HOSTS"] = ",".join(dict.fromkeys(names))
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.db.utils import OperationalError

    try:
        django.setup()
    except (OSError, OperationalError) as error:
        refuse(f"The data folder cannot be used: {error}")
    except ImproperlyConfigured as error:
        refuse(str(error))


def _user(email: str) -> User:
    """Return the user with this address."""
    from secretariat.network.models import User

    try:
        return User.objects.get_by_natural_key(email)
    except User.DoesNotExist:
        refuse(f"Nobody signs in with “{email}”. Try: secretariat user list")


def _password(*, generate: bool) -> str:
    """Return a password: made here, or typed twice."""
    if generate:
        from secretariat.network.passwords import new_password

        return new_password()
    typed: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return typed


def _tell(password: str, *, generate: bool) -> None:
    """Print a password that was made here, once it is that of somebody."""
    if generate:
        click.echo(f"Password: {password}")


def refuse(message: str) -> NoReturn:
    """Say in one line what is wrong; the status is that of bad input."""
    click.echo(f"secretariat: {message}", err=True)
    sys.exit(2)
