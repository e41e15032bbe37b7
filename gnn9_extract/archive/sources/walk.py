"""All pages of all sources, in the order in which the sources are named; each file once."""

import glob
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from gnn9_extract.archive.faults import CallError, RunError
from gnn9_extract.archive.source_page import Container, Item, Missing, SourcePage, printable
from gnn9_extract.archive.sources.folders import Folders
from gnn9_extract.archive.sources.lines import is_lines, pages_in_lines
from gnn9_extract.archive.sources.places import Stored, is_remote, stamp_in_store, store_of
from gnn9_extract.archive.sources.tars import is_tar, pages_in_tar
from gnn9_extract.archive.sources.warcs import is_warc, pages_in_warc
from gnn9_extract.archive.sources.zips import pages_in_zip


@dataclass(frozen=True, slots=True)
class Sources:
    """What a call names: paths, globs, addresses in stores.

    `ours` are the absolute paths that the run writes itself, for outputs stand among pages often enough.
    """

    named: Sequence[str]
    ours: frozenset[str] = frozenset()

    def items(self) -> Iterator[Item]:
        """Pages, and archives with pages in them. CallError for a source that is not there."""
        folders = Folders(self.ours)
        for source in self.named:
            if is_remote(source):
                yield from _in_store(source)
            else:
                for root in _matching(source):
                    for found in folders.files(root):
                        yield found if isinstance(found, SourcePage) else _item(*found)

    def count(self) -> int | None:
        """How many pages there are, where that is known without opening an archive."""
        pages = 0
        for item in self.items():
            if isinstance(item, Container):
                return None
            pages += 1
        return pages

    def check(self) -> None:
        """CallError for a source that is not there, before anything is begun."""
        if not self.named:
            raise CallError("no source is named; give folders, files or archives with pages")
        for source in self.named:
            if is_remote(source):
                store_of(source)
            else:
                _matching(source)


def pages_of(item: Item) -> Iterator[SourcePage]:
    """The page that an item is, or the pages in it."""
    return iter((item,)) if isinstance(item, SourcePage) else item.pages()


def _matching(source: str) -> list[str]:
    """The paths that a source names: itself, or what the glob matches, sorted."""
    if not source:
        raise CallError("the name of a source is empty")
    try:
        if os.path.lexists(source):
            return [source]
    except ValueError:
        raise CallError(f"{source!r}: a path has no NUL in it") from None
    found = sorted(glob.glob(source, recursive=True)) if glob.has_magic(source) else []  # noqa: PTH207  (as typed)
    if not found:
        raise CallError(f"{source}: no such file or folder; is the path right?")
    return found


def _item(path: str, place: str, stamp: str) -> Item:
    """The page or the archive at a path; a worker on another machine needs the whole path, for it is elsewhere."""
    return _by_ending(place, printable(path), stamp)


def _by_ending(place: str, name: str, stamp: str) -> Item:
    for is_kind, pages in _ARCHIVES:
        if is_kind(place):
            return Container(name, stamp, partial(_guarded, pages, place, name, stamp))
    return SourcePage(name, stamp, Stored(place))


def _guarded(
    pages: Callable[[str, str, str], Iterator[SourcePage]], place: str, name: str, stamp: str
) -> Iterator[SourcePage]:
    """The pages of an archive; where it cannot be read on, a page that cannot be had stands for the rest."""
    try:
        yield from pages(place, name, stamp)
    except CallError:
        raise
    except OSError as error:
        yield SourcePage(name, f"{stamp} unreadable", Missing("unreadable", f"cannot be read: {error}", again=True))
    except Exception as error:
        if is_remote(place):  # stores have errors of their own
            yield SourcePage(name, f"{stamp} unreadable", Missing("unreadable", f"cannot be read: {error}", again=True))
            return
        message = f"the program failed on the archive ({type(error).__name__}: {error}); tell us"
        yield SourcePage(name, f"{stamp} failed", Missing("failed", message))


_ARCHIVES: tuple[tuple[Callable[[str], bool], Callable[[str, str, str], Iterator[SourcePage]]], ...] = (
    (lambda name: name.lower().endswith(".zip"), pages_in_zip),
    (is_tar, pages_in_tar),
    (is_warc, pages_in_warc),
    (is_lines, pages_in_lines),
)


def _in_store(address: str) -> Iterator[Item]:
    """The objects at an address: one, all below it, or those that a glob matches; sorted by their path."""
    store, path = store_of(address)
    scheme = address.partition("://")[0]
    try:
        found = store.glob(path, detail=True) if glob.has_magic(path) else store.find(path, detail=True)
    except Exception as error:  # stores have errors of their own
        raise RunError(f"{address}: {error}") from error
    if not found:
        raise CallError(f"{address}: nothing is there; is the address right?")
    for key in sorted(found):
        if found[key]["type"] == "file":
            place = f"{scheme}://{key}"
            yield _by_ending(place, printable(place), stamp_in_store(found[key]))


def listed(text: bytes) -> list[str]:
    r"""The paths of a list: one a line, or parted by NUL, as find -print0 prints them.

    >>> listed(b"a.txt\nb c.txt\n"), listed(b"a\nb\0c\0")
    (['a.txt', 'b c.txt'], ['a\nb', 'c'])
    """
    mark = b"\0" if b"\0" in text else b"\n"
    return [os.fsdecode(path.removesuffix(b"\r")) for path in text.split(mark) if path.strip()]
