"""The files in a folder and the folders in it, sorted by name, each file once; links are not followed in circles."""

import os
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


# A file by its path and its stamp, or what cannot be taken.
Found = tuple[str, str] | SourcePage


def refusal(mode: int) -> str | None:
    """What a file is that cannot be read as a page; None for a plain file."""
    return next((kind for is_kind, kind in _KINDS if is_kind(mode)), None)


@dataclass(slots=True)
class Folders:
    """A walk through folders that takes no file twice and leaves alone what a run writes itself.

    `ours` are the paths that the run writes; `roots` are the paths that were walked before this one.
    """

    ours: frozenset[str]
    roots: set[str] = field(default_factory=set)
    _linked: set[str] = field(default_factory=set)

    def files(self, root: str) -> Iterator[Found]:
        """The files below a root, or at it."""
        here = os.path.abspath(root)  # noqa: PTH100  (resolve() would follow links)
        if any(parent in self.roots for parent in (here, *map(str, Path(here).parents))):
            return
        if os.path.isdir(here):  # noqa: PTH112
            yield from self._below(root, os.path.realpath(here))
        elif here not in self.ours:
            yield self._file(root)
        self.roots.add(here)

    def _below(self, folder: str, top: str) -> Iterator[Found]:
        try:
            with os.scandir(folder) as entries:
                names = sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries)
        except OSError as error:
            yield SourcePage(printable(folder), "", Missing("unreadable", f"the folder cannot be read: {error}"))
            return
        for name, is_folder in names:
            path = os.path.join(folder, name)  # noqa: PTH118  (a Path for each of millions takes its time)
            here = os.path.abspath(path)  # noqa: PTH100
            if here in self.roots or here in self.ours:
                continue
            if is_folder:
                yield from self._below(path, top)
            elif os.path.islink(path) and os.path.isdir(path):  # noqa: PTH112, PTH114
                yield from self._behind_link(path, top)
            else:
                yield self._file(path)

    def _behind_link(self, path: str, top: str) -> Iterator[Found]:
        """What is behind a link to a folder, unless it is in this walk anyway."""
        real = os.path.realpath(path)
        around = {real, *map(str, Path(real).parents)}
        if top in around or real in {top, *map(str, Path(top).parents)} or around & self._linked:
            yield SourcePage(printable(path), "", Missing("refused", f"a link to {real}, which is read anyway"))
            return
        self._linked.add(real)
        yield from self._below(path, real)

    @staticmethod
    def _file(path: str) -> Found:
        try:
            found = os.stat(path)  # noqa: PTH116
        except OSError as error:
            why = "a link that leads nowhere" if os.path.islink(path) else str(error.strerror)  # noqa: PTH114
            return SourcePage(printable(path), "", Missing("unreadable", why))
        if kind := refusal(found.st_mode):
            return SourcePage(printable(path), "", Missing("refused", f"{kind}, not a file"))
        return path, stamp_of_file(found)
