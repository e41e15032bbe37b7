"""What is left to do: the pages of the sources beside those that the ledger has."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gnn9_extract.archive.faults import PageFault
from gnn9_extract.archive.ledger import ContainerEnd, Ledger, Row
from gnn9_extract.archive.source_page import Container, Item, SourcePage
from gnn9_extract.archive.sources.walk import pages_of
from gnn9_extract.archive.staging import Staging
from gnn9_extract.errors import ExtractionError
from gnn9_extract.read.source import MAX_BYTES

# A shard is what a worker is given at once, and what is lost when it is killed: a tenth of a second's work.
_PAGES = 50
_BYTES = 4 * 1024 * 1024


class DivergedError(Exception):
    """The sources no longer have the pages that the ledger has, in their order."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A page that has not changed since an earlier generation, with its line."""

    row: Row
    line: bytes


Entry = SourcePage | Kept | ContainerEnd


@dataclass(frozen=True, slots=True)
class Shard:
    """Some pages in a row, done or to do, and the archives that end among them."""

    entries: tuple[Entry, ...]

    @property
    def pages(self) -> tuple[SourcePage, ...]:
        """The pages to do."""
        return tuple(entry for entry in self.entries if isinstance(entry, SourcePage))


def left(items: Iterable[Item], ledger: Ledger, limits: str) -> Iterator[SourcePage | ContainerEnd]:
    """What comes after the pages that the ledger has.

    DivergedError, before anything else, where the pages of the sources are not those of the ledger. An archive that is
    done as a whole is not opened again.
    """
    done, number = ledger.done(), 0
    recorded = ledger.rows()
    for item in items:
        first = number
        if isinstance(item, Container) and (known := ledger.container(number, item.name, item.stamp)) is not None:
            for _ in range(known):
                next(recorded)
            number += known
            continue
        for page in pages_of(item):
            number += 1
            if number > done:
                yield page
            elif not next(recorded).holds(page.name, page.stamp, limits):
                raise DivergedError
        if isinstance(item, Container) and number >= done:
            yield ContainerEnd(first, item.name, item.stamp, number - first)
    if number < done:
        raise DivergedError


def up_to_a_page(entries: Iterator[SourcePage | ContainerEnd]) -> Iterator[SourcePage | ContainerEnd]:
    """The entries up to the first page, and that page."""
    for entry in entries:
        yield entry
        if isinstance(entry, SourcePage):
            return


def with_kept(entries: Iterable[SourcePage | ContainerEnd], staging: Staging, limits: str) -> Iterator[Entry]:
    """The same, with the lines of pages that an earlier generation has."""
    for entry in entries:
        if isinstance(entry, SourcePage) and (found := _earlier(entry, staging.ledger, limits)):
            generation, row = found
            line = staging.kept_line(generation, row)
            yield Kept(row._replace(stamp=entry.stamp), line) if line else entry
        else:
            yield entry


def _earlier(page: SourcePage, ledger: Ledger, limits: str) -> tuple[int, Row] | None:
    """An earlier generation's outcome of a page with that stamp, or else with those bytes."""
    if found := ledger.kept(page.name, page.stamp, limits):
        return found
    if not ledger.has_record(page.name) or (sha256 := _digest(page)) is None:
        return None
    return ledger.kept_bytes(page.name, sha256)


def _digest(page: SourcePage) -> str | None:
    """The digest of a page that is here and of which nothing but its bytes is known; None of any other."""
    if page.url or page.captured or page.content_type or not page.content.is_here:
        return None
    try:
        data = page.content.read(MAX_BYTES)
    except (ExtractionError, PageFault):
        return None
    return hashlib.sha256(data).hexdigest() if isinstance(data, bytes) else None


def shards(entries: Iterable[Entry]) -> Iterator[Shard]:
    """The entries in shards: so many pages or bytes, or so many kept lines."""
    some: list[Entry] = []
    pages = weight = 0
    for entry in entries:
        some.append(entry)
        if isinstance(entry, SourcePage):
            pages += 1
            weight += entry.content.weight
        elif isinstance(entry, Kept):
            weight += len(entry.line)
        if pages >= _PAGES or weight >= _BYTES or len(some) >= 20 * _PAGES:
            yield Shard(tuple(some))
            some, pages, weight = [], 0, 0
    if some:
        yield Shard(tuple(some))
