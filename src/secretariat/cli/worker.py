"""The background worker as a process: ``python -m secretariat.cli.worker PARENT``. It ends when its parent does."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time

POLL_SECONDS = 0.5
LOOK_EVERY_SECONDS = 30


def main(parent: int) -> None:
    """Do queued work until told to end, or until the process that started this one is gone."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "secretariat.site.settings")
    import django
    from django.core.management import call_command

    django.setup()
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()
    threading.Thread(target=_post, daemon=True).start()
    call_command("db_worker", interval=POLL_SECONDS, startup_delay=False, verbosity=0, reload=False)


def _watch(parent: int) -> None:
    """Take up what another worker left; end this process when ``parent`` is its parent no more."""
    from django.db import connection

    from secretariat.evidence.jobs import take_up_interrupted as take_up_examinations
    from secretariat.register.jobs import take_up_interrupted

    look = time.monotonic() + LOOK_EVERY_SECONDS
    while os.getppid() == parent:
        time.sleep(1)
        if time.monotonic() > look:
            take_up_interrupted()
            take_up_examinations()
            connection.close()
            look = time.monotonic() + LOOK_EVERY_SECONDS
    os.kill(os.getpid(), signal.SIGTERM)


def _post() -> None:
    """Settle, write and send what is due, beside the watch: a slow mail server must not hold that up."""
    from django.db import connection

    from secretariat.correspondence.jobs import look

    while True:
        time.sleep(LOOK_EVERY_SECONDS)
        look()
        connection.close()


if __name__ == "__main__":
    main(int(sys.argv[1]))
