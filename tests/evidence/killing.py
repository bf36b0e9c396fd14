"""Examines a report in a process that is killed at its nth statement, for every n; run as a script on a site of its own.

Prints a JSON list, an object a kill: what was there afterwards, and then what was there once it was taken up again.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from functools import partial

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from secretariat.evidence import examining  # noqa: E402
from secretariat.evidence.models import Page, Passage, PassageLabel, Report  # noqa: E402
from secretariat.history.integrity import check  # noqa: E402
from secretariat.network.verbs import add_user  # noqa: E402
from secretariat.sources.storage import path_of  # noqa: E402
from tests.evidence.cast import KENYA, make_collection, make_report  # noqa: E402


def killed_at(statement: int, act: Callable[[], object]) -> bool:
    """Do something in a process that kills itself before its nth statement; say whether it came so far."""
    connection.close()
    child = os.fork()
    if child == 0:
        left = statement

        def counted(execute: Callable[..., object], *arguments: object) -> object:
            nonlocal left
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return execute(*arguments)

        with connection.execute_wrapper(counted):
            act()
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def there(report: Report) -> dict[str, object]:
    """Return what is kept of a report."""
    report.refresh_from_db()
    return {
        "state": report.state,
        "pages": Page.objects.filter(report=report).count(),
        "passages": Passage.objects.filter(report=report).count(),
        "labels": PassageLabel.objects.filter(passage__report=report).count(),
        "faults": [finding.code for finding in check().findings],
    }


def main() -> None:
    """Kill, look, take up again, look, until no statement is left to be killed at."""
    call_command("migrate", verbosity=0)
    ana = add_user(None, email="ana@example.org", name="Ana", role="secretariat", password="correct horse battery")
    collection = make_collection(ana)
    seen = []
    for statement in range(1, 200):
        text = KENYA.replace("Electricity", f"Electricity ({statement})")
        report = make_report(collection, text, f"kenya-{statement}.txt")
        path = path_of(report.stored_name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        killed = killed_at(statement, partial(examining.examine_report, report.pk))
        after = there(report)
        examining.release(lambda _pk: None)
        examining.examine_report(report.pk)
        seen.append({"killed": killed, "after": after, "again": there(report)})
        if not killed:
            break
    sys.stdout.write(json.dumps(seen))


main()
