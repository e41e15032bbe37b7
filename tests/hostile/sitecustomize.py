"""What a page may do to its worker. With this folder on PYTHONPATH every process of a run does it for some pages.

A page whose text has one of the words below acts on it. COMMIT_OFTEN in the environment makes a run commit each shard.
"""

import os
import signal
import time
from collections.abc import Callable
from typing import Any

from gnn9_extract.archive import run, work


def _hang_deaf() -> None:
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
    time.sleep(600)


def _raise() -> None:
    raise RuntimeError("no page was ever like this")


def _die_of_abort() -> None:
    os.abort()


ACTS: dict[str, Callable[[], Any]] = {
    "ACT-SEGFAULT": lambda: os.kill(os.getpid(), signal.SIGSEGV),
    "ACT-OOM-KILL": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "ACT-ABORT": _die_of_abort,
    "ACT-EXIT": lambda: os._exit(3),
    "ACT-HANG": lambda: time.sleep(600),
    "ACT-DEAF": _hang_deaf,
    "ACT-STOP": _hang_deaf,
    "ACT-EAT": lambda: bytearray(2**45),
    "ACT-RAISE": _raise,
}
_extract = vars(work)["extract"]


def extract(page: Any, **given: Any) -> Any:
    """The page is done as ever, unless it has one of the words."""
    text = page if isinstance(page, str) else page.decode("latin-1")
    for word, act in ACTS.items():
        if word in text:
            act()
    return _extract(page, **given)


vars(work)["extract"] = extract
if "COMMIT_OFTEN" in os.environ:
    run._OFTEN = 0
