"""Reports examined on a Dask cluster: their bytes go to the workers, what is found comes back in their order.

The workers need the same version of Secretariat; they need not see the files. Dask is loaded here only.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from secretariat.reading import ReadingError

from .batch import why_not
from .examination import Done, Settings, Work, examined, packed
from .inputs import Input, data_of

if TYPE_CHECKING:
    from distributed import Client, Future

ANSWERS_WITHIN = 5.0
STARTS_WITHIN = 60.0
_LOOKS_AFTER = 10.0
AHEAD = 2
MOST_BYTES = 400_000_000
"""How many bytes of reports are on their way at once, at most."""
KILLED = "the reader broke down on this file on every worker that took it; save it anew and try again."


class _Sent(NamedTuple):
    """A report on its way: ``future`` is nothing where it could not be opened, and ``done`` says so."""

    source: Input
    size: int
    future: Future | None
    done: Done | None = None


def by_cluster(files: Sequence[Input], settings: Settings, address: str, work: Work = examined) -> Iterator[Done]:
    """Yield what became of each report, in their order.

    Raises:
        ReadingError: Dask is not installed, the cluster does not answer, has no worker that can do this, or was lost.
    """
    with _connected(address) as client:
        yield from _Errands(client, address, packed(settings), work).results(files)


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    try:
        import dask
    except ImportError:
        raise ReadingError("dask", '--dask needs Dask: pip install "secretariat[dask]".') from None
    quiet = {"logging.distributed": "critical", "distributed.admin.large-graph-warning-threshold": "2GB"}
    with dask.config.set(quiet):
        from distributed import Client
        from distributed.client import FutureCancelledError
        from distributed.comm import CommClosedError

        _knock(address)
        client = Client(address, timeout=ANSWERS_WITHIN)
        try:
            _try_out(client, address)
            yield client
        except (CommClosedError, FutureCancelledError):
            raise ReadingError("dask", f"the Dask cluster at {address} was lost; try again once it is up.") from None
        finally:
            client.close(timeout=ANSWERS_WITHIN)


def _knock(address: str) -> None:
    """Ask who answers at the address before a client is bound to it: it may be nobody, or no scheduler."""
    try:
        kind = asyncio.run(asyncio.wait_for(_kind(address), ANSWERS_WITHIN))
    except Exception:  # noqa: BLE001 - whatever it is that stands there
        kind = None
    if kind != "Scheduler":
        message = f"no Dask scheduler answers at {address!r} within {ANSWERS_WITHIN:.0f} seconds; check the address."
        raise ReadingError("dask", message)


async def _kind(address: str) -> object:
    from distributed.core import connect, send_recv
    from distributed.security import Security

    comm = await connect(address, timeout=ANSWERS_WITHIN, **Security().get_connection_args("client"))
    try:
        return (await send_recv(comm, op="identity")).get("type")
    finally:
        comm.abort()


def version_there() -> str:
    """Return the version of Secretariat where this runs."""
    from importlib.metadata import version

    return version("secretariat")


def _try_out(client: Client, address: str) -> None:
    """Have one small task done: it shows whether a worker is there and has the same Secretariat."""
    try:
        there = client.submit(version_there, pure=False).result(timeout=STARTS_WITHIN)
    except TimeoutError:
        message = f"no worker of the Dask cluster at {address} took up work within {STARTS_WITHIN:.0f} seconds."
        raise ReadingError("dask", message) from None
    except Exception:  # noqa: BLE001 - the scheduler or a worker cannot load it, or dies of it
        message = f"the Dask cluster at {address} has no Secretariat; install it for its scheduler and its workers."
        raise ReadingError("dask", message) from None
    if there != version_there():
        message = f"the workers at {address} have Secretariat {there}, here it is {version_there()}; install the same."
        raise ReadingError("dask", message)


class _Errands:
    """Sends reports out, a few at a time, and takes in what was found."""

    def __init__(self, client: Client, address: str, settings: Settings, work: Work) -> None:
        self._client = client
        self._address = address
        self._settings = settings
        self._work = work
        self._waiting: deque[_Sent] = deque()

    def results(self, files: Sequence[Input]) -> Iterator[Done]:
        """Yield what became of each report, in their order."""
        most = AHEAD * max(sum(self._client.nthreads().values()), 1)
        for source in files:
            sent = self._send(source)
            while self._waiting and (
                len(self._waiting) >= most or sum(one.size for one in self._waiting) + sent.size > MOST_BYTES
            ):
                yield self._taken()
            self._waiting.append(sent)
        while self._waiting:
            yield self._taken()

    def _send(self, source: Input) -> _Sent:
        try:
            data = data_of(source)
        except ReadingError as error:
            return _Sent(source, 0, None, Done(source.name, error=why_not(error, source.name)))
        return _Sent(source, len(data), self._submitted(source, data))

    def _submitted(self, source: Input, data: bytes) -> Future:
        return self._client.submit(self._work, source, data, self._settings, pure=False)

    def _taken(self) -> Done:
        """Return what became of the report that was sent first."""
        from distributed.scheduler import KilledWorker

        sent = self._waiting.popleft()
        try:
            return self._done(sent)
        except KilledWorker:
            return self._alone(sent.source)

    def _alone(self, source: Input) -> Done:
        """Send a report once more, by itself: the worker may have died of one beside it."""
        from distributed.scheduler import KilledWorker

        self._wait([sent.future for sent in self._waiting if sent.future])
        try:
            return self._done(self._send(source))
        except KilledWorker:
            return Done(source.name, error=KILLED)

    def _done(self, sent: _Sent) -> Done:
        if sent.future is None:
            return sent.done or Done(sent.source.name)
        self._wait([sent.future])
        done = sent.future.result()
        return done if isinstance(done, Done) else Done(sent.source.name, error="the worker gave no result.")

    def _wait(self, futures: Sequence[Future]) -> None:
        """Wait until all is done, as long as there are workers; they may be away while they start anew."""
        from distributed import wait

        seen = time.monotonic()
        while futures:
            try:
                wait(futures, timeout=_LOOKS_AFTER)
            except TimeoutError:
                if self._client.nthreads():
                    seen = time.monotonic()
                elif time.monotonic() - seen > STARTS_WITHIN:
                    message = f"the Dask cluster at {self._address} has no workers left; start some and try again."
                    raise ReadingError("dask", message) from None
            else:
                return
