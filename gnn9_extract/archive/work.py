"""What a worker does: pages in, outcomes out. The same in a process of this machine, of another, and in the library."""

import hashlib
import json
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from gnn9_extract.archive.faults import PageFault, Rejected
from gnn9_extract.archive.source_page import SourcePage
from gnn9_extract.article import Article
from gnn9_extract.errors import ExtractionError
from gnn9_extract.pipeline import extract
from gnn9_extract.read.source import MAX_BYTES
from gnn9_extract.sites.profile import Profile

SetAlarm = Callable[[float], object]
FIELDS = ("headline", "byline", "timestamp", "dateline", "wire_credit", "site")


@dataclass(frozen=True, slots=True)
class Terms:
    """How pages are worked on: the profiles to try first, and the seconds that a page may take."""

    profiles: tuple[Profile, ...] | Profile | None = None
    seconds: float = 60


class Record(NamedTuple):
    """The record of a page, ready to be written; a tuple, for tuples are quickly sent to another process.

    `line` is JSON with its line end; `found` are the fields that are not null, and `warnings` the codes, each parted by
    blanks, for the summary: the report reads no record again.
    """

    line: bytes
    sha256: str
    found: str
    warnings: str


def records_of(pages: Sequence[SourcePage], terms: Terms) -> list[Record | Rejected]:
    """The records of some pages, in their order; no more than one article is held at a time."""
    return [_record(outcome) for outcome in _outcomes(pages, terms)]


def articles_of(pages: Sequence[SourcePage], terms: Terms) -> list[Article | Rejected]:
    """The articles of some pages, in their order."""
    return list(_outcomes(pages, terms))


def _outcomes(pages: Sequence[SourcePage], terms: Terms) -> Iterator[Article | Rejected]:
    with _alarm() as set_alarm:
        for page in pages:
            yield _outcome(page, terms, set_alarm)


def _outcome(page: SourcePage, terms: Terms, set_alarm: SetAlarm) -> Article | Rejected:
    """The article of a page, or why there is none. Whatever a page does to the program, it is told of that page."""
    try:
        set_alarm(terms.seconds)
        try:
            data = page.content.read(MAX_BYTES)
            told: dict[str, Any] = {"url": page.url, "content_type": page.content_type, "captured": page.captured}
            return extract(data, name=page.name, site=terms.profiles, **told)
        finally:
            set_alarm(0)
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
def _alarm() -> Iterator[SetAlarm]:
    """What sets the alarm, in seconds from now, and takes it away with 0.

    It ends what takes longer, where Python can: in the main thread, between two steps of Python code. What hangs
    elsewhere is ended with its process, by the pool.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield lambda _: None
        return
    before = signal.signal(signal.SIGALRM, _time_up)
    try:
        yield partial(signal.setitimer, signal.ITIMER_REAL)
    finally:
        signal.signal(signal.SIGALRM, before)


def _time_up(*_: Any) -> None:
    raise _TimeUpError


def _record(outcome: Article | Rejected) -> Record | Rejected:
    if isinstance(outcome, Rejected):
        return outcome
    found = [name for name in FIELDS if getattr(outcome, name) is not None]
    if outcome.paragraphs:
        found.append("paragraphs")
    warnings = sorted({doubt.code for doubt in outcome.warnings})
    line = (outcome.to_json() + "\n").encode()
    return Record(line, outcome.source.sha256, " ".join(found), " ".join(warnings))


Work = Callable[[Sequence[SourcePage], Terms], list[Any]]


def rejected_line(page: Rejected) -> bytes:
    """A reject as a line of JSON."""
    told = {"source": page.source, "code": page.code, "message": page.message}
    return (json.dumps(told, ensure_ascii=True) + "\n").encode()


def digest(text: str) -> str:
    """A short name for a text: the first sixteen digits of its SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]
