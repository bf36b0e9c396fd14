"""A site that really runs: its own data folder, server and worker, as on somebody's machine."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

EMAIL, PASSWORD = "ana@example.org", "correct horse battery staple"
_PEOPLE = """
import django; django.setup()
from secretariat.network import verbs
password = "correct horse battery staple"
ana = verbs.add_user(None, email="ana@example.org", name="Ana Lopez", role="secretariat", password=password)
verbs.add_user(ana, email="ben@example.org", name="Ben Ito", role="secretariat", password=password)
verbs.add_entity(ana, short_name="IOM", full_name="International Organization for Migration")
verbs.add_entity(ana, short_name="WHO", full_name="World Health Organization")
verbs.add_body(ana, name="Steering Group")
"""


@dataclass
class RunningSite:
    """Server and worker of one site; ``url`` is where it answers."""

    home: Path
    people: str = _PEOPLE
    """What is run to write the people who use it."""
    url: str = ""
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self) -> None:
        """Make the data folder, the people, and start server and worker."""
        port = _free_port()
        self.url = f"http://127.0.0.1:{port}"
        self._run("-m", "django", "migrate", "--verbosity=0")
        self._run("-c", self.people)
        self._begin("-m", "waitress", f"--listen=127.0.0.1:{port}", "secretariat.site.wsgi:application")
        self._begin("-m", "django", "db_worker", "--interval=0.2", "--no-startup-delay", "--no-reload")
        self._wait()

    def stop(self) -> None:
        """End what was started."""
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait(timeout=20)

    def asked(self, *arguments: str) -> str:
        """Run Python beside the site, with its settings, and return what it prints."""
        command = [sys.executable, *arguments]
        done = subprocess.run(command, env=self._environment(), check=True, timeout=120, stdout=subprocess.PIPE)
        return done.stdout.decode()

    def _environment(self) -> dict[str, str]:
        settings = {"DJANGO_SETTINGS_MODULE": "secretariat.site.settings", "SECRETARIAT_HOME": str(self.home)}
        return {**os.environ, **settings, "DATABASE_URL": "", "SECRETARIAT_DEBUG": "0"}

    def _run(self, *arguments: str) -> None:
        subprocess.run([sys.executable, *arguments], env=self._environment(), check=True, timeout=120)

    def _begin(self, *arguments: str) -> None:
        log = (self.home / f"{len(self.processes)}.log").open("wb")
        process = subprocess.Popen(
            [sys.executable, *arguments], env=self._environment(), stdout=log, stderr=subprocess.STDOUT
        )
        self.processes.append(process)

    def _wait(self) -> None:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                with urllib.request.urlopen(f"{self.url}/sign-in/", timeout=5):  # noqa: S310 - our own address
                    return
            except OSError:
                time.sleep(0.2)
        message = f"The site did not start: {(self.home / '0.log').read_text()}"
        raise RuntimeError(message)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
