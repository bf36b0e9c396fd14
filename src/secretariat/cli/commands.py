"""The ``secretariat`` command and where its parts are."""

from __future__ import annotations

import sys
from importlib import import_module
from keyword import iskeyword
from typing import NoReturn

import click

PARTS = {
    "read": "secretariat.cli.read",
    "write": "secretariat.cli.write",
    "label": "secretariat.cli.label",
    "examine": "secretariat.cli.examine",
    "up": "secretariat.cli.workspace",
    "post": "secretariat.cli.post",
    "user": "secretariat.cli.workspace",
    "check": "secretariat.cli.check",
    "import": "secretariat.cli.tables",
    "export": "secretariat.cli.tables",
}
INTERRUPTED = 130


class Parts(click.Group):
    """A group of commands, each imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own signature
        """Return the names of the commands, in the order in which people meet them."""
        return list(PARTS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return the command of that name."""
        if cmd_name not in PARTS:
            return None
        # a command whose name is a word of Python itself has an underscore there
        name = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        command = getattr(import_module(PARTS[cmd_name]), name)
        return command if isinstance(command, click.Command) else None


def _print_version(ctx: click.Context, _parameter: click.Parameter, asked: bool) -> None:  # noqa: FBT001
    if asked and not ctx.resilient_parsing:
        from importlib.metadata import version

        click.echo(f"secretariat {version('secretariat')}")
        ctx.exit()


@click.group(cls=Parts, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=_print_version, help="Print the version."
)
def secretariat() -> None:
    """Keep the thread of a network: read its records, register what was agreed, follow it up.

    \b
    Read a record:        secretariat read record.docx
    Open the workspace:   secretariat up
    Check what it holds:  secretariat check
    """


def main() -> NoReturn:
    """Run the command; an interruption ends it with one line."""
    try:
        status = secretariat.main(prog_name="secretariat", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        click.echo("secretariat: stopped", err=True)
        sys.exit(INTERRUPTED)
    sys.exit(status if isinstance(status, int) else 0)
