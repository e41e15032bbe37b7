"""The order of a run: look what is done, do the rest, write it down, publish. On one screen."""

import contextlib
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Protocol

from gnn9_extract.archive.agenda import DivergedError, Entry, Kept, Shard, left, shards, up_to_a_page, with_kept
from gnn9_extract.archive.cluster import Cluster
from gnn9_extract.archive.faults import Rejected
from gnn9_extract.archive.ledger import ContainerEnd, Row
from gnn9_extract.archive.output import Output
from gnn9_extract.archive.pool import Limits, Pool
from gnn9_extract.archive.profiles import forget_profiles, learned_profiles
from gnn9_extract.archive.program import recipe
from gnn9_extract.archive.publish import is_published, publish, refuse_foreign, settle
from gnn9_extract.archive.report import Report, report_of
from gnn9_extract.archive.source_page import SourcePage
from gnn9_extract.archive.sources.places import Stored
from gnn9_extract.archive.sources.walk import Sources
from gnn9_extract.archive.staging import Staging, staged
from gnn9_extract.archive.work import Record, Terms, records_of, rejected_line
from gnn9_extract.sites.profile import Profile

# Seconds and pages after which what is done is brought to the disk.
_OFTEN = 1.0
_MANY = 2000
# The outcomes that hang on what a page may take, and not on the page alone.
_LIMITED = frozenset({"timeout", "out-of-memory", "crashed"})
# What could not be read today is tried again by the next run.
_AGAIN = "again"


class Watch(Protocol):
    """Who is told how a run goes."""

    def say(self, text: str) -> None:
        """A line worth reading."""

    def begin(self, sources: Sources, done: int) -> None:
        """The work begins; so many pages were done before."""

    def done(self, pages: int, rejects: int) -> None:
        """So many more pages are done."""


@dataclass(frozen=True, slots=True)
class Call:
    """What a run is asked for."""

    sources: Sequence[str]
    output: Output
    workers: int
    limits: Limits
    profile: Profile | None = None
    learn: bool = False
    duplicates: bool = False
    cluster: str | None = None
    restart: bool = False


def run(call: Call, watch: Watch) -> Report:
    """Does all pages of the sources, goes on where an earlier run stopped, and publishes the output.

    CallError, RunError, OSError and KeyboardInterrupt end it; what is committed by then is not done again.
    """
    sources = Sources(call.sources, call.output.own)
    sources.check()
    refuse_foreign(call.output, restart=call.restart)
    with staged(call.output, restart=call.restart) as staging:
        settle(staging, restart=call.restart)
        terms = Terms(_profiles(call, sources, watch), call.limits.seconds)
        entries = _agenda(sources, staging, recipe(terms.profiles), call, watch)
        if entries is not None:
            watch.begin(sources, staging.ledger.done())
            _do(entries, staging, call, terms, watch)
        if not is_published(staging, duplicates=call.duplicates):
            publish(staging, duplicates=call.duplicates)
        return report_of(staging)


def _profiles(call: Call, sources: Sources, watch: Watch) -> tuple[Profile, ...] | Profile | None:
    """The profiles to work with: the one that is given, or those that are learned."""
    if not call.learn:
        return call.profile
    if call.restart:
        forget_profiles(call.output)
    profiles = learned_profiles(sources, call.output, call.workers, call.limits)
    sites = ", ".join(profile.name for profile in profiles) or "no site, for none has pages enough"
    watch.say(f"profiles learned in {call.output.profiles}: {sites}")
    return profiles


def _agenda(sources: Sources, staging: Staging, under: str, call: Call, watch: Watch) -> Iterator[Entry] | None:
    """What is left to do, in the generation that goes on or in a new one; None where nothing is."""
    ledger, limits = staging.ledger, str(call.limits)
    if ledger.fact("recipe") != under:
        if ledger.done():
            watch.say("the program or a profile has changed since; all pages are done again")
        staging.begin(under, keep=False)
    with contextlib.suppress(DivergedError):
        entries = left(sources.items(), ledger, limits)
        # Diverged or not is known when the first page comes that the ledger does not have.
        begun = list(up_to_a_page(entries))
        if not any(isinstance(entry, SourcePage) for entry in begun):
            return None
        if not ledger.is_published:
            rest = chain(begun, entries)
            return with_kept(rest, staging, limits) if ledger.has_earlier() else rest
    watch.say("pages have changed since, or are tried again; all others are taken over")
    staging.begin(under, keep=True)
    return with_kept(left(sources.items(), ledger, limits), staging, limits)


def _do(entries: Iterator[Entry], staging: Staging, call: Call, terms: Terms, watch: Watch) -> None:
    """Does what is left: shards go out to the workers, and what they come to is written down in their order."""
    number = staging.ledger.done()
    staging.open()
    last, limited = time.monotonic(), staging.ledger.last_limited()
    with _workers(call, terms) as pool:
        for shard, outcomes in _paired(shards(entries), pool.outcomes):
            lines = list(_lines(shard, outcomes, number, str(call.limits)))
            for row, line in lines:
                staging.add(row, line)
                limited = row.number if row.limits else limited
            for entry in shard.entries:
                # An archive with a page that may be tried again has to be opened again.
                if isinstance(entry, ContainerEnd) and limited < entry.first:
                    staging.end(entry)
            number += len(lines)
            if staging.pending >= _MANY or time.monotonic() - last > _OFTEN:
                staging.commit()
                last = time.monotonic()
            watch.done(len(lines), sum(row.code is not None for row, _ in lines))
    staging.commit()


def _workers(call: Call, terms: Terms) -> Pool | Cluster:
    """Who does the work: processes here, or a cluster."""
    if call.cluster:
        return Cluster(call.cluster, call.workers, call.limits, records_of, terms)
    return Pool(call.workers, call.limits, records_of, terms)


Outcomes = Callable[[Iterable[Sequence[SourcePage]]], Iterator[list[Any]]]


def _paired(all_shards: Iterable[Shard], outcomes: Outcomes) -> Iterator[tuple[Shard, list[Any]]]:
    """Each shard with its outcomes; workers are ahead of what is paired here."""
    sent: deque[Shard] = deque()

    def pages() -> Iterator[Sequence[SourcePage]]:
        for shard in all_shards:
            sent.append(shard)
            yield shard.pages

    for found in outcomes(pages()):
        yield sent.popleft(), found


def _lines(shard: Shard, outcomes: list[Any], number: int, limits: str) -> Iterator[tuple[Row, bytes]]:
    """The rows and lines of a shard, in the order of its pages."""
    coming = iter(outcomes)
    for entry in shard.entries:
        if isinstance(entry, ContainerEnd):
            continue
        if isinstance(entry, Kept):
            yield entry.row._replace(number=number), entry.line
        else:
            yield _line(entry, next(coming), number, limits)
        number += 1


def _line(page: SourcePage, outcome: Record | Rejected, number: int, limits: str) -> tuple[Row, bytes]:
    if isinstance(outcome, Rejected):
        content = page.content
        is_unread = outcome.code == "unreadable" and (isinstance(content, Stored) or getattr(content, "again", False))
        on = limits if outcome.code in _LIMITED else _AGAIN if is_unread else None
        return Row(number, page.name, page.stamp, on, None, outcome.code, "", "", 0, 0), rejected_line(outcome)
    row = Row(number, page.name, page.stamp, None, outcome.sha256, None, outcome.found, outcome.warnings, 0, 0)
    return row, outcome.line
