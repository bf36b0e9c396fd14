"""docs/cli.md tells of each command and each option, and of none that does not exist."""

from __future__ import annotations

import re

import click
import pytest

from secretariat.cli.commands import PARTS, secretariat
from tests.documentation.conftest import sections


def commands() -> dict[str, click.Command]:
    context = click.Context(secretariat)
    found: dict[str, click.Command] = {}
    for name in PARTS:
        command = secretariat.get_command(context, name)
        assert command is not None
        found[f"secretariat {name}"] = command
        if isinstance(command, click.Group):
            found |= {f"secretariat {name} {inner}": part for inner, part in command.commands.items()}
    return found


@pytest.fixture(scope="module")
def described() -> dict[str, str]:
    return sections("docs/cli.md")


@pytest.mark.parametrize("name", list(commands()))
def test_it_describes_the_command_and_its_options(described: dict[str, str], name: str) -> None:
    text = described[name]
    options = {flag for option in commands()[name].params for flag in (*option.opts, *option.secondary_opts)}
    flags = {flag for flag in options if flag.startswith("-")}
    assert {flag for flag in flags if f"`{flag}`" not in text and f"`{flag} " not in text} == set()


def test_it_describes_no_command_that_does_not_exist(described: dict[str, str]) -> None:
    assert {title for title in described if title.startswith("secretariat ")} == set(commands())


@pytest.mark.parametrize("name", list(commands()))
def test_it_describes_no_option_that_does_not_exist(described: dict[str, str], name: str) -> None:
    known = {flag for option in commands()[name].params for flag in (*option.opts, *option.secondary_opts)}
    told = set(re.findall(r"`(--[a-z-]+)", described[name]))
    assert told - known - {"--help", "--version"} == set()


@pytest.mark.parametrize("name", list(commands()))
def test_it_helps_with_an_example(name: str) -> None:
    command = commands()[name]
    if isinstance(command, click.Group):
        return
    assert f"{name}" in (command.help or "") + (command.epilog or "")
