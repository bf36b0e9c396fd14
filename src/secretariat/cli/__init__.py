"""The ``secretariat`` command. Each of its parts is loaded when it is asked for, so that ``read`` never waits for Django."""

from __future__ import annotations


def main() -> None:
    """Run the command."""
    from .commands import secretariat

    secretariat.main(prog_name="secretariat")
