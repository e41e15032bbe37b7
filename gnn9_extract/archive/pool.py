"""Workers on this machine: processes that take shards of pages and give outcomes back in the order of the pages.

A page can do anything to its worker. What Python can stop is stopped inside the worker; a worker that hangs is killed
and one that dies is replaced by pebble. Then the pages of its shard are done again, each alone, to find the culprit.
"""

import contextlib
import multiprocessing
import os
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Any

from gnn9_extract.archive.extras import need
from gnn9_extract.archive.faults import Rejected, RunError
from gnn9_extract.archive.source_page import SourcePage
from gnn9_extract.archive.work import MEMORY, Terms, Work, too_long

# What a worker is given on top of the time limit to end a page itself: a second, and a tenth of the limit.
_GRACE = 1.0
# Shards under way for each worker: enough that none waits while the oldest shard is awaited.
_AHEAD = 4
# Shards after which a worker is replaced, so that what it has gathered in memory does not grow with the archive.
_LIFE = 200
# Pools that may break in a row before a shard is done; one breaks when a worker dies between two shards.
_BROKEN = 5


@dataclass(frozen=True, slots=True)
class Limits:
    """What a worker may take: seconds for a page, mebibytes of memory in all."""

    seconds: float = 60
    mebibytes: int = 2048

    def __str__(self) -> str:
        return f"{self.seconds:g} s, {self.mebibytes} MiB"


class Pool:
    """Processes on this machine; a context manager, at whose end they are gone."""

    def __init__(self, workers: int, limits: Limits, work: Work, terms: Terms) -> None:
        self.workers = workers
        self._limits = limits
        self._work = work
        self._terms = terms
        self._pool: Any = None
        self._broken = 0

    def __enter__(self) -> "Pool":
        self._start()
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.stop()
        self._pool.join()

    def outcomes(self, shards: Iterable[Sequence[SourcePage]]) -> Iterator[list[Any]]:
        """The outcomes of each shard, in their order; a few shards are under way at any time."""
        waiting: deque[tuple[Sequence[SourcePage], Future[list[Any]] | None]] = deque()
        for shard in shards:
            waiting.append((shard, self._send(shard) if shard else None))
            if len(waiting) > _AHEAD * self.workers:
                yield self._receive(*waiting.popleft())
        while waiting:
            yield self._receive(*waiting.popleft())

    def _start(self) -> None:
        pebble = need("pebble", "batch", "an archive run")
        # Threads are under way here, so a worker is not forked from this process.
        method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
        context = multiprocessing.get_context(method)
        if method == "forkserver":
            context.set_forkserver_preload(["pebble.pool.process", __name__, self._work.__module__])
        self._pool = pebble.ProcessPool(
            max_workers=self.workers,
            max_tasks=_LIFE,
            initializer=prepare,
            initargs=(self._limits.mebibytes,),
            context=context,
        )

    def _send(self, shard: Sequence[SourcePage]) -> Future[list[Any]]:
        # A shard may hold several pages that are stopped for their time; if even that is not enough, they go alone.
        seconds = _GRACE + (1.1 if len(shard) == 1 else 2.1) * self._limits.seconds
        try:
            return self._pool.schedule(self._work, args=(shard, self._terms), timeout=seconds)  # type: ignore[no-any-return]
        except RuntimeError as error:  # the pool broke since
            return _failed(error)

    def _receive(self, shard: Sequence[SourcePage], future: Future[list[Any]] | None) -> list[Any]:
        """The outcomes of a shard; what it did to its worker costs the one page that did it."""
        if future is None:
            return []
        try:
            outcomes = future.result()
        except Exception as error:
            if _is_broken(error):
                return self._again(shard)
            if len(shard) == 1:
                return [self._verdict(shard[0], error)]
            return [self._receive([page], self._send([page]))[0] for page in shard]
        self._broken = 0
        return outcomes

    def _again(self, shard: Sequence[SourcePage]) -> list[Any]:
        """A shard done once more in a new pool; those that wait behind it find that theirs is gone, and do the same."""
        self._broken += 1
        if self._broken > _BROKEN:
            raise RunError("the workers die before they have done a page; is --memory-limit too small?")
        if not self._pool.active:
            self._pool.stop()
            self._pool.join()
            self._start()
        return self._receive(shard, self._send(shard))

    def _verdict(self, page: SourcePage, error: Exception) -> Rejected:
        """What is said of a page that, alone, did this to its worker."""
        if isinstance(error, TimeoutError):
            return Rejected(page.name, "timeout", too_long(self._limits.seconds))
        if isinstance(error, MemoryError):
            return Rejected(page.name, "out-of-memory", MEMORY)
        code = getattr(error, "exitcode", None)
        how = f"signal {-code}" if isinstance(code, int) and code < 0 else f"exit status {code}"
        if code is None:
            return Rejected(page.name, "failed", f"the program failed on it ({type(error).__name__}: {error}); tell us")
        return Rejected(page.name, "crashed", f"the worker died of it ({how})")


def _failed(error: Exception) -> Future[list[Any]]:
    future: Future[list[Any]] = Future()
    future.set_exception(error)
    return future


def _is_broken(error: Exception) -> bool:
    """Whether it was the pool that failed, not the shard."""
    return isinstance(error, BrokenProcessPool | CancelledError) or type(error) is RuntimeError


def prepare(mebibytes: int) -> None:
    """Makes a process a worker: a bound on its memory, and an end when the run that it works for is gone."""
    with contextlib.suppress(ImportError):
        import resource  # noqa: PLC0415  (not everywhere)

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        bound = mebibytes * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (bound if most == resource.RLIM_INFINITY else min(bound, most), most))
    threading.Thread(target=_end_with_the_run, daemon=True).start()


def _end_with_the_run() -> None:
    """Ends this process, whatever it is at, when the run that it works for is gone: also one that was killed.

    The parent that the system knows is the server that forks the workers, which lives as long as one of them does.
    """
    if run := multiprocessing.parent_process():
        run.join()
        os._exit(1)


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
