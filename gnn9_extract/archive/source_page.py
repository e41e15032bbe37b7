"""A page of an archive: where it stands, how its bytes are had, and what tells that it has changed.

Contents are read where the page is worked on, so that what goes to a worker is small where it can be: a path for a
file, the bytes for a member of an archive.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol

from gnn9_extract.archive.faults import PageFault


class Content(Protocol):
    """The bytes or the text of a page, wherever they are."""

    @property
    def weight(self) -> int:
        """How many bytes travel with the page."""

    @property
    def is_here(self) -> bool:
        """Whether it can be read as quickly where the run is as where the page is worked on."""

    def read(self, most: int) -> bytes | str:
        """The page; ExtractionError or PageFault where it cannot be had or is larger than `most` bytes."""


class Held(NamedTuple):
    """A page that was read already."""

    data: bytes | str

    @property
    def weight(self) -> int:
        """The length of what is held."""
        return len(self.data)

    @property
    def is_here(self) -> bool:
        """It is."""
        return True

    def read(self, most: int) -> bytes | str:
        """What is held; the pipeline looks at its size."""
        return self.data


@dataclass(frozen=True, slots=True)
class Missing:
    """A page that cannot be had, and why."""

    code: str
    message: str
    again: bool = False  # whether the next run may have better luck

    @property
    def weight(self) -> int:
        """Nothing travels."""
        return 0

    @property
    def is_here(self) -> bool:
        """It is nowhere."""
        return False

    def read(self, most: int) -> bytes | str:
        """Always PageFault."""
        raise PageFault(self.code, self.message)


class SourcePage(NamedTuple):
    """One page; a tuple, for tuples are quickly sent to another process.

    `name` is where it stands, as records and rejects say it. `stamp` differs when the page has changed; name and stamp
    together are unique in a run. `url`, `captured` and `content_type` are what the source says of the page.
    """

    name: str
    stamp: str
    content: Content
    url: str | None = None
    captured: datetime | None = None
    content_type: str | None = None


@dataclass(frozen=True, slots=True)
class Container:
    """An archive with pages in it: none is read before `pages` is called, and none need be if the stamp is known."""

    name: str
    stamp: str
    pages: Callable[[], Iterator[SourcePage]]


Item = SourcePage | Container

_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


def printable(name: str) -> str:
    r"""A name as records say it: one line of text, whatever bytes a file system or an archive has in it.

    >>> printable("a\nb"), printable("caf\udce9")
    ('a\\x0ab', 'caf\\xe9')
    """
    return _CONTROL.sub(lambda found: f"\\x{ord(found[0]) & 0xFF:02x}", name)
