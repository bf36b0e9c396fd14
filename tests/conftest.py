"""What every test stands on: steady random input, and one line for what had to be left out."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests import chromium

pytest_plugins = ["tests.cast"]

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
ON_POSTGRESQL = os.environ.get("DATABASE_URL", "").startswith("postgres")
COMPLETE = os.environ.get("SECRETARIAT_TESTS_COMPLETE") == "1"
"""Set where nothing may be left out: a test that is skipped then fails the run, unless ../shared is not there."""
NO_SHARED = "no ../shared beside the project"

settings.register_profile("steady", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")


def _needs() -> dict[str, str]:
    """Return the marks whose need is not met here, with what to say of them."""
    unmet = {}
    if chromium.find() is None:
        unmet["chromium"] = "no Chromium on this machine"
    if shutil.which("tesseract") is None:
        unmet["tesseract"] = "no Tesseract on this machine"
    if not SHARED.is_dir():
        unmet["shared"] = NO_SHARED
    return unmet


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark the tests that touch the database, skip what cannot run, leave PostgreSQL's own to PostgreSQL."""
    unmet = _needs()
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        if item.get_closest_marker("django_db") or {"db", "transactional_db", "live_server"} & set(fixtures):
            item.add_marker(pytest.mark.database)
        for mark, reason in unmet.items():
            if item.get_closest_marker(mark):
                item.add_marker(pytest.mark.skip(reason=reason))
    elsewhere = {item for item in items if item.get_closest_marker("sqlite" if ON_POSTGRESQL else "postgresql")}
    items[:] = [item for item in items if item not in elsewhere]
    config.hook.pytest_deselected(items=list(elsewhere))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run that may leave nothing out and did."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if COMPLETE and reporter and set(_left_out(reporter)) - {NO_SHARED}:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line what was left out, and why."""
    left_out = [f"{count} test{'s' * (count > 1)} ({reason})" for reason, count in _left_out(terminalreporter).items()]
    if os.environ.get("SECRETARIAT_POSTGRESQL_LEFT_OUT") == "1":
        left_out.append("the second run on PostgreSQL (TEST_DATABASE_URL names no server)")
    if left_out:
        terminalreporter.write_line("left out: " + "; ".join(left_out), yellow=True)


def _left_out(reporter: pytest.TerminalReporter) -> Counter[str]:
    reasons = (report.longrepr for report in reporter.stats.get("skipped", ()))
    return Counter(reason[2].removeprefix("Skipped: ") for reason in reasons if isinstance(reason, tuple))
