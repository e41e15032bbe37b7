"""The files in a folder and the folders in it, sorted by name, each file once; links are not followed in circles."""

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from gnn9_extract.archive.source_page import Missing, SourcePage, printable
from gnn9_extract.archive.sources.places import stamp_of_file

_KINDS = (
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


# A file by its path as it was named, its absolute path and its stamp; or what cannot be taken.
Found = tuple[str, str, str] | SourcePage


def refusal(mode: int) -> str | None:
    """What a file is that cannot be read as a page; None for a plain file."""
    return None if stat.S_ISREG(mode) else next((kind for is_kind, kind in _KINDS if is_kind(mode)), None)


@dataclass(slots=True)
class Folders:
    """A walk through folders that takes no file twice and leaves alone what a run writes itself.

    `ours` are the paths that the run writes; `roots` are the paths that were walked before this one.
    """

    ours: frozenset[str]
    roots: set[str] = field(default_factory=set)
    _tops: set[str] = field(default_factory=set)  # the folders among the roots
    _linked: set[str] = field(default_factory=set)

    def files(self, root: str) -> Iterator[Found]:
        """The files below a root, or at it."""
        here = os.path.abspath(root)  # noqa: PTH100  (resolve() would follow links)
        if here in self.roots or (self._tops and not self._tops.isdisjoint(map(str, Path(here).parents))):
            return
        if os.path.isdir(here):  # noqa: PTH112
            self._tops.add(here)
            yield from self._below(root, here, os.path.realpath(here))
        elif here not in self.ours:
            yield _file(root, here)
        self.roots.add(here)

    def _below(self, folder: str, place: str, top: str) -> Iterator[Found]:
        """The files below a folder, whose absolute path is `place`."""
        try:
            names, folders, links = _entries(folder)
        except OSError as error:
            yield SourcePage(printable(folder), "", Missing("unreadable", f"the folder cannot be read: {error}"))
            return
        folder, place = _with_slash(folder), _with_slash(place)
        for name in names:
            path, here = folder + name, place + name
            if here in self.roots or here in self.ours:
                continue
            if name in folders:
                yield from self._below(path, here, top)
            elif name in links and os.path.isdir(path):  # noqa: PTH112
                yield from self._behind_link(path, here, top)
            else:
                yield _file(path, here)

    def _behind_link(self, path: str, here: str, top: str) -> Iterator[Found]:
        """What is behind a link to a folder, unless it is in this walk anyway."""
        real = os.path.realpath(path)
        around = {real, *map(str, Path(real).parents)}
        if top in around or real in {top, *map(str, Path(top).parents)} or around & self._linked:
            yield SourcePage(printable(path), "", Missing("refused", f"a link to {real}, which is read anyway"))
            return
        self._linked.add(real)
        yield from self._below(path, here, real)


def _entries(folder: str) -> tuple[Iterator[str], set[str], set[str]]:
    """The names in a folder, sorted, and which of them are folders and links."""
    names: list[str] = []
    folders: set[str] = set()
    links: set[str] = set()
    with os.scandir(folder) as entries:
        for entry in entries:
            names.append(entry.name)
            if entry.is_dir(follow_symlinks=False):
                folders.add(entry.name)
            elif entry.is_symlink():
                links.add(entry.name)
    names.sort()
    return _in_turn(names), folders, links


def _in_turn(names: list[str]) -> Iterator[str]:
    """The names one by one; while the pages of a folder are done, they are held as one text, a fifth of the list."""
    text = "/".join(names)
    names.clear()
    return (found[0] for found in _NAME.finditer(text))


# `a.txt` of `a.txt/b.txt` -- never the stroke, which no name of a file has
_NAME = re.compile("[^/]+")


def _with_slash(folder: str) -> str:
    return os.path.join(folder, "")  # noqa: PTH118


def _file(path: str, place: str) -> Found:
    try:
        found = os.stat(path)  # noqa: PTH116  (a Path for each of millions takes its time)
    except OSError as error:
        why = "a link that leads nowhere" if os.path.islink(path) else str(error.strerror)  # noqa: PTH114
        return SourcePage(printable(path), "", Missing("unreadable", why))
    if kind := refusal(found.st_mode):
        return SourcePage(printable(path), "", Missing("refused", f"{kind}, not a file"))
    return path, place, stamp_of_file(found)
