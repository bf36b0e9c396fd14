"""Kills a process at each numbered step of a write, then looks at what is left. Run by test_killed.py.

A step is a statement to the database or a touch of the file store, before and after. Prints how many
times it killed; ends with status 1 and the reason when anything is left half.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from secretariat.followup import verbs as followup  # noqa: E402
from secretariat.followup.models import ProgressNote  # noqa: E402
from secretariat.history.models import Event  # noqa: E402
from secretariat.network.models import User  # noqa: E402
from secretariat.register import entries, intake, review  # noqa: E402
from secretariat.register.intake import Incoming  # noqa: E402
from secretariat.register.models import ActionPoint, Decision, Kind, Proposal  # noqa: E402
from secretariat.sources.models import Document, Revision  # noqa: E402
from secretariat.sources.storage import path_of  # noqa: E402
from tests.cast import RECORD, make_cast, proposals, read_into  # noqa: E402

FILE_EVENTS = {"open", "os.rename", "os.remove", "os.mkdir"}
Verb = Callable[[int], object]


class Steps:
    """Counts steps and kills the process at one of them."""

    def __init__(self, last: int) -> None:
        self.left = last

    def step(self) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def audit(self, event: str, _arguments: tuple[Any, ...]) -> None:
        if event in FILE_EVENTS:
            self.step()

    def statement(self, execute: Callable[..., Any], *arguments: Any) -> Any:  # noqa: ANN401
        self.step()
        result = execute(*arguments)
        self.step()
        return result


def killed(verb: Verb, at: int) -> bool:
    """Do ``verb`` in a process that is killed at step ``at``; say whether it was."""
    connection.close()
    child = os.fork()
    if child == 0:
        steps = Steps(at)
        with connection.execute_wrapper(steps.statement):
            sys.addaudithook(steps.audit)
            verb(at)
        os._exit(0)
    _pid, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status) and os.WEXITSTATUS(status):
        raise SystemExit(f"step {at} failed instead of being killed")
    return os.WIFSIGNALED(status)


@contextmanager
def whole(what: str, at: int) -> Iterator[None]:
    try:
        yield
    except AssertionError as error:
        raise SystemExit(f"{what}, killed at step {at}: {error}") from error


def check_files() -> None:
    """Every row has its file, with the bytes that the row says."""
    for revision in Revision.objects.all():
        assert sha256(path_of(revision.stored_name).read_bytes()).hexdigest() == revision.sha256
    for note in ProgressNote.objects.all():
        assert sha256(path_of(note.stored_name).read_bytes()).hexdigest() == note.file_sha256
    assert Document.objects.filter(revisions=None).count() == 0


def check_register() -> None:
    """Every confirmed proposal has its entry, its event and the entry's event, or none of them."""
    confirmed = Proposal.objects.filter(state="confirmed", kind=Kind.DECISION)
    entered = Event.objects.filter(verb="enter", object_type="register.decision")
    assert confirmed.count() == Decision.objects.count() == entered.count()
    told = Event.objects.filter(verb="confirm", object_id__in=confirmed.values("pk"))
    assert told.count() == confirmed.count()


def check_reports() -> None:
    """Every note has its event, and the state that it set."""
    notes = ProgressNote.objects.count()
    begun = ActionPoint.objects.filter(state="in_progress")
    assert Event.objects.filter(verb="report").count() == notes
    # A process may be killed after its commit: the next report then finds the state set.
    assert Event.objects.filter(verb="set_state").count() == begun.count() == min(notes, 1)


def kill_at_each(what: str, verb: Verb, check: Callable[[], None]) -> int:
    """Kill ``verb`` at each of its steps; return how often."""
    at = 1
    while killed(verb, at):
        with whole(what, at):
            check()
            check_files()
        at += 1
    with whole(what, at):
        check()
        check_files()
    assert at > 10
    return at - 1


def main() -> None:
    call_command("migrate", verbosity=0)
    cast = make_cast()
    actor = User.objects.get(pk=cast.ana.pk)
    [received] = intake.receive(actor, files=[Incoming("record.txt", RECORD.encode())])
    assert received.document is not None
    read_into(received.document)
    [decision] = proposals(received.document, Kind.DECISION)
    action = entries.enter(actor, kind="action_point", values={"text": "Book a room"})
    assert isinstance(action, ActionPoint)

    def receive(at: int) -> None:
        intake.receive(actor, files=[Incoming("a.txt", f"text {at}".encode())])

    def confirm(_at: int) -> None:
        review.confirm(actor, proposal=decision)

    def report(at: int) -> None:
        proof = Incoming("proof.txt", f"proof {at}".encode())
        followup.report(actor, action=action, text="Begun.", state="in_progress", evidence_file=proof)

    kills = kill_at_each("receive", receive, check_files)
    kills += kill_at_each("confirm", confirm, check_register)
    kills += kill_at_each("report", report, check_reports)
    sys.stdout.write(f"killed {kills} times\n")


if __name__ == "__main__":
    main()
