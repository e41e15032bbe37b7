"""Workers on other machines: the same work, sent in the same shards to a cluster of Dask, results taken in order.

Each thread of a Dask worker keeps a pool of one process, so that a page can hang, eat memory or die there as it can
here, and costs that page only. A Dask worker that dies costs time: what it had is done by another.
"""

import logging
import multiprocessing
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from gnn9_extract.archive.extras import need
from gnn9_extract.archive.faults import CallError, Rejected, RunError
from gnn9_extract.archive.pool import Limits, Pool
from gnn9_extract.archive.program import fingerprint
from gnn9_extract.archive.source_page import SourcePage
from gnn9_extract.archive.work import Terms, Work

LOCAL = "local"
# Shards under way for each thread: the next one is there when the last one is done.
_AHEAD = 4
_ANSWER = 5  # seconds until a scheduler has to answer
_ARRIVAL = 60  # seconds until a worker has to be there
_DAEMON = "distributed.worker.daemon"


class Cluster:
    """A cluster as a pool: a context manager with the same `outcomes`."""

    def __init__(self, address: str, workers: int, limits: Limits, work: Work, terms: Terms) -> None:
        self._address = address
        self._workers = workers
        self._given = (limits, work, terms)
        self._client: Any = None
        self._cluster: Any = None
        self._threads = 1
        self._distributed = need("distributed", "cluster", "--cluster")

    def __enter__(self) -> "Cluster":
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what it has to say comes as an exception
        try:
            self._client = self._distributed.Client(self._scheduler(), timeout=_ANSWER, set_as_default=False)
            self._client.wait_for_workers(1, timeout=_ARRIVAL)
        except (OSError, ValueError) as error:
            self.__exit__()
            raise CallError(f"no cluster with workers at {self._address}: {error}") from error
        self._threads = sum(self._client.nthreads().values())
        return self

    def __exit__(self, *_: object) -> None:
        for what in (self._client, self._cluster):
            if what is not None:
                what.close(timeout=10)

    def _scheduler(self) -> Any:
        """What a client connects to: an address, or a cluster that is started on this machine."""
        if self._address != LOCAL:
            return self._address
        dask = need("dask", "cluster", "--cluster")
        with dask.config.set({_DAEMON: False}):
            self._cluster = self._distributed.LocalCluster(
                n_workers=self._workers, threads_per_worker=1, dashboard_address=":0", silence_logs=logging.CRITICAL
            )
        return self._cluster

    def outcomes(self, shards: Iterable[Sequence[SourcePage]]) -> Iterator[list[Any]]:
        """The outcomes of each shard, in their order; a few shards are under way at any time."""
        waiting: deque[tuple[Sequence[SourcePage], Any]] = deque()
        for shard in shards:
            waiting.append((shard, self._send(shard) if shard else None))
            if len(waiting) > _AHEAD * self._threads:
                yield self._receive(*waiting.popleft())
        while waiting:
            yield self._receive(*waiting.popleft())

    def _send(self, shard: Sequence[SourcePage]) -> Any:
        return self._client.submit(work_on, tuple(shard), *self._given, pure=False)

    def _receive(self, shard: Sequence[SourcePage], future: Any) -> list[Any]:
        if future is None:
            return []
        try:
            program, outcomes = future.result()
        except self._distributed.KilledWorker:
            # Whatever it was, it ended several workers: the pages go alone, to find the one that did it.
            if len(shard) == 1:
                return [Rejected(shard[0].name, "crashed", "several workers of the cluster died of it")]
            return [self._receive([page], self._send([page]))[0] for page in shard]
        except RunError:
            raise
        except Exception as error:
            raise RunError(f"the cluster failed: {type(error).__name__}: {error}") from error
        if program != fingerprint():
            raise RunError("the workers of the cluster have another version of the program, or of what it reads with")
        return outcomes  # type: ignore[no-any-return]


_HERE = threading.local()


def work_on(shard: Sequence[SourcePage], limits: Limits, work: Work, terms: Terms) -> tuple[str, list[Any]]:
    """What a thread of a Dask worker does: the shard, in a process of its own. The program's fingerprint with it."""
    given = (limits, work, terms)
    if getattr(_HERE, "given", None) != given:
        if multiprocessing.current_process().daemon:
            variable = f"DASK_{_DAEMON.upper().replace('.', '__')}"
            raise RunError(f"the workers may have no processes; start them with {variable}=False")
        if pool := getattr(_HERE, "pool", None):
            pool.__exit__()
        _HERE.pool = Pool(1, limits, work, terms)
        _HERE.pool.__enter__()
        _HERE.given = given
    (outcomes,) = _HERE.pool.outcomes([shard])
    return fingerprint(), outcomes
