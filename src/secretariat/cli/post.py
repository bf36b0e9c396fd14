"""``secretariat post`` writes and sends what is due, for those who prefer a timer of their own to the worker."""

from __future__ import annotations

import click

from .workspace import load_site


@click.command(short_help="Write and send letters and webhook deliveries that are due.")
@click.option("--dry-run", is_flag=True, help="Say which letters wait to go out now; write and send nothing.")
def post(dry_run: bool) -> int:  # noqa: FBT001 - click's own way
    """Write what is due, then send what waits.

    Procedures whose time is over are closed, digests and reminders that are due are written, letters and webhook
    deliveries are sent.

    The worker of "secretariat up" does the same twice a minute. Both may run at once: nothing goes out twice.

    \b
    Examples:
      secretariat post
      secretariat post --dry-run
    """
    load_site()
    from .server import migrate

    migrate()
    from secretariat.correspondence.jobs import look, waiting

    if dry_run:
        lines = waiting()
        click.echo("\n".join([*lines, f"{len(lines)} to go out now"]))
        return 0
    done = look()
    letters, hooks = done.letters, done.deliveries
    click.echo(f"written   {done.digests} digests, {done.reminders} reminders")
    click.echo(f"letters   {letters.sent} sent, {letters.waiting} to be tried again, {letters.failed} not sent")
    click.echo(f"webhooks  {hooks.sent} delivered, {hooks.waiting} to be tried again, {hooks.failed} not delivered")
    return 1 if letters.failed or hooks.failed or letters.waiting or hooks.waiting else 0
