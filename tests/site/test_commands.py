"""``secretariat up`` and ``secretariat user``, as people run them."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-c", "from secretariat.cli import main; main()"]
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def environment(tmp_path: Path) -> Mapping[str, str]:
    """Return an environment with a data folder of its own, on SQLite."""
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}}
    return {**kept, "SECRETARIAT_HOME": str(tmp_path / "home")}


@pytest.fixture
def run(environment: Mapping[str, str]) -> Run:
    """Return a function that runs the command to its end."""

    def run(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*COMMAND, *arguments], env={**environment, **more}, capture_output=True, text=True, check=False
        )

    return run


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@dataclass(frozen=True, slots=True)
class Started:
    """A workspace that answers."""

    process: subprocess.Popen[str]
    address: str

    def worker(self) -> int | None:
        """Return the worker's process."""
        done = subprocess.run(["pgrep", "-P", str(self.process.pid)], capture_output=True, text=True, check=False)
        return int(done.stdout.split()[0]) if done.stdout.split() else None


@pytest.fixture
def started(environment: Mapping[str, str]) -> Iterator[Started]:
    """Start the workspace with the example; end it afterwards."""
    port = free_port()
    arguments = ["up", "--example", "--no-browser", "--port", str(port)]
    process = subprocess.Popen([*COMMAND, *arguments], env=environment, stdout=subprocess.PIPE, text=True)
    workspace = Started(process, f"http://localhost:{port}/")
    try:
        until(lambda: status(workspace.address) == 200)
        until(lambda: workspace.worker() is not None)
        yield workspace
    finally:
        process.kill()
        process.wait()


def status(address: str) -> int:
    """Return the status that an address answers with; nought while nobody answers."""
    try:
        with urllib.request.urlopen(address) as page:  # noqa: S310 - our own address
            return int(page.status)
    except OSError:
        return 0


def until(true: Callable[[], bool], seconds: float = 120) -> None:
    """Wait until something is true."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come to that in time"
        time.sleep(0.2)


def alive(pid: int) -> bool:
    """Say whether a process runs; one that has ended and waits to be noticed does not."""
    done = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return bool(done.stdout.strip()) and not done.stdout.startswith("Z")


def test_it_opens_the_workspace_and_ends_with_it(started: Started) -> None:
    worker = started.worker()
    assert worker is not None
    started.process.send_signal(signal.SIGINT)
    out, _nothing = started.process.communicate(timeout=30)
    assert started.process.returncode == 0
    assert started.address in out
    assert len(re.findall(r"Sign in  \S+@network\.example  (?:\w{5}-){3}\w{5}", out)) == 5
    assert out.rstrip().endswith("Stopped.")
    assert not alive(worker)


def test_it_starts_the_worker_again_and_leaves_none_behind(started: Started) -> None:
    first = started.worker()
    assert first is not None
    os.kill(first, signal.SIGKILL)
    until(lambda: started.worker() not in {None, first})
    second = started.worker()
    assert second is not None
    started.process.kill()
    started.process.wait()
    until(lambda: not alive(second))


def test_it_says_in_one_line_that_a_port_is_taken(run: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run("up", "--no-browser", "--port", str(port))
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"secretariat: 127.0.0.1:{port} cannot be used: Address already in use. Try another --port."
    ]


def test_it_says_in_one_line_that_the_database_is_not_there(run: Run) -> None:
    done = run("user", "list", DATABASE_URL="postgresql://nobody@127.0.0.1:1/nothing")
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("secretariat: The database cannot be used")


def test_it_looks_after_users(run: Run) -> None:
    added = run("user", "add", "Li@example.org", "--name", "Li Wei", "--role", "secretariat", "--generate")
    assert added.returncode == 0
    assert re.search(r"Password: (?:\w{5}-){3}\w{5}\nAdded li@example.org \(Secretariat\)", added.stdout)
    assert "has a new password" in run("user", "password", "li@example.org", "--generate").stdout
    run("user", "close", "li@example.org")
    assert run("user", "list").stdout == "li@example.org  Li Wei  Secretariat  closed\n"
    run("user", "open", "li@example.org")
    assert run("user", "list").stdout == "li@example.org  Li Wei  Secretariat\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("add", "li", "--name", "Li"), "secretariat: “li” is not an e-mail address."),
        (("add", "li@example.org", "--name", " "), "secretariat: Give the person's name."),
        (("add", "li@example.org", "--name", "L" * 201), "secretariat: The name is too long: up to 200 characters."),
        (
            ("add", f"{'l' * 64}@{'x' * 62}.{'x' * 62}.{'x' * 62}.org", "--name", "Li"),
            "secretariat: The e-mail address is too long: up to 254 characters.",
        ),
        (
            ("add", "li@example.org", "--name", "Li", "--entity", "XYZ"),
            "secretariat: The network has no entity “XYZ”.",
        ),
        (
            ("password", "li@example.org"),
            "secretariat: Nobody signs in with “li@example.org”. Try: secretariat user list",
        ),
    ],
)
def test_it_refuses_bad_input_in_one_line(run: Run, arguments: tuple[str, ...], message: str) -> None:
    generate = () if "XYZ" in arguments else ("--generate",)
    done = run("user", *arguments, *generate)
    assert (done.returncode, done.stderr, done.stdout) == (2, message + "\n", "")
