"""What a worker does: pages in, outcomes out. The same in a process of this machine, of another, and in the library."""

import hashlib
import json
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from gnn9_extract.archive.faults import PageFault, Rejected
from gnn9_extract.archive.source_page import SourcePage
from gnn9_extract.article import Article
from gnn9_extract.errors import ExtractionError
from gnn9_extract.pipeline import extract
from gnn9_extract.read.source import MAX_BYTES
from gnn9_extract.sites.profile import Profile

FIELDS = ("headline", "byline", "timestamp", "dateline", "wire_credit", "site")


@dataclass(frozen=True, slots=True)
class Terms:
    """How pages are worked on: the profiles to try first, and the seconds that a page may take."""

    profiles: tuple[Profile, ...] | Profile | None = None
    seconds: float = 60


@dataclass(frozen=True, slots=True)
class Record:
    """The record of a page, ready to be written.

    `line` is JSON with its line end; `found` are the fields that are not null, and `warnings` the codes, for the
    summary: the report reads no record again.
    """

    line: bytes
    sha256: str
    found: tuple[str, ...]
    warnings: tuple[str, ...]


def records_of(pages: Sequence[SourcePage], terms: Terms) -> list[Record | Rejected]:
    """The records of some pages, in their order."""
    return [_record(outcome) for outcome in articles_of(pages, terms)]


def articles_of(pages: Sequence[SourcePage], terms: Terms) -> list[Article | Rejected]:
    """The articles of some pages, in their order."""
    return [_outcome(page, terms) for page in pages]


def _outcome(page: SourcePage, terms: Terms) -> Article | Rejected:
    """The article of a page, or why there is none. Whatever a page does to the program, it is told of that page."""
    try:
        with _at_most(terms.seconds):
            data = page.content.read(MAX_BYTES)
            told: dict[str, Any] = {"url": page.url, "content_type": page.content_type, "captured": page.captured}
            return extract(data, name=page.name, site=terms.profiles, **told)
    except ExtractionError as error:
        return Rejected(page.name, error.code, str(error))
    except PageFault as fault:
        return Rejected(page.name, fault.code, fault.message)
    except MemoryError:
        return Rejected(page.name, "out-of-memory", MEMORY)
    except _TimeUpError:
        return Rejected(page.name, "timeout", too_long(terms.seconds))
    except Exception as error:
        return Rejected(page.name, "failed", f"the program failed on it ({type(error).__name__}: {error}); tell us")


MEMORY = "needs more memory than a worker may have; --memory-limit sets how much"


def too_long(seconds: float) -> str:
    """What is said of a page that took too long."""
    return f"not done after {seconds:g} seconds; --time-limit sets how many it may take"


class _TimeUpError(BaseException):
    """Raised where the page is when its time is up; not an Exception, so that nothing on the way catches it."""


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """Ends what takes longer, where Python can: in the main thread, between two steps of Python code.

    What hangs elsewhere is ended with its process, by the pool.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGALRM, _time_up)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _time_up(*_: Any) -> None:
    raise _TimeUpError


def _record(outcome: Article | Rejected) -> Record | Rejected:
    if isinstance(outcome, Rejected):
        return outcome
    return Record(
        (outcome.to_json() + "\n").encode(),
        outcome.source.sha256,
        (
            *(name for name in FIELDS if getattr(outcome, name) is not None),
            *(("paragraphs",) if outcome.paragraphs else ()),
        ),
        tuple(sorted({doubt.code for doubt in outcome.warnings})),
    )


Work = Callable[[Sequence[SourcePage], Terms], list[Any]]


def rejected_line(page: Rejected) -> bytes:
    """A reject as a line of JSON."""
    told = {"source": page.source, "code": page.code, "message": page.message}
    return (json.dumps(told, ensure_ascii=True) + "\n").encode()


def digest(text: str) -> str:
    """A short name for a text: the first sixteen digits of its SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]
