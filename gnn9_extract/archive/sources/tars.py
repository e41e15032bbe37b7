"""The pages in a tar archive, packed or not, in its own order, read without unpacking to disk."""

import tarfile
from collections.abc import Iterator
from typing import Any, BinaryIO

from gnn9_extract.archive.faults import PageFault
from gnn9_extract.archive.source_page import Content, Held, Missing, SourcePage, printable
from gnn9_extract.archive.sources.members import leads_outside, opened_member
from gnn9_extract.archive.sources.packed import unpacked
from gnn9_extract.archive.sources.places import open_place
from gnn9_extract.read.source import MAX_BYTES

# The short endings of packed archives, and what they are short for.
SHORT = {".tgz": ".gz", ".tbz": ".bz2", ".tbz2": ".bz2", ".txz": ".xz", ".tzst": ".zst"}
_BLOCK = 512


def is_tar(name: str) -> bool:
    """Whether a file is a tar archive, by its ending.

    >>> is_tar("a.tar"), is_tar("a.tar.zst"), is_tar("a.TGZ"), is_tar("a.gz")
    (True, True, True, False)
    """
    small = name.lower()
    return small.endswith((".tar", ".tar.gz", ".tar.bz2", ".tar.xz", ".tar.zst", *SHORT))


def pages_in_tar(place: str, name: str, stamp: str) -> Iterator[SourcePage]:
    """The files of a tar archive; what is refused or damaged is a page that cannot be had."""
    small = place.lower()
    packing = next((full for short, full in SHORT.items() if small.endswith(short)), small)
    try:
        with open_place(place) as file:
            stream: Any = _Tailed(unpacked(file, packing))
            # A stream is read once, from front to back, and ends where the archive says that it does.
            with tarfile.open(fileobj=stream, mode="r|") as archive:
                for number, member in enumerate(_members(archive)):
                    if not member.isdir():
                        at = f"{name}/{printable(member.name)}"
                        yield SourcePage(at, f"{stamp} {number}", _content(archive, member))
            if not stream.ended_well:
                raise PageFault("damaged", "the tar archive is cut short; fetch or copy it again")
    except PageFault as fault:
        yield SourcePage(name, f"{stamp} broken", Missing(fault.code, fault.message))
    except (tarfile.TarError, EOFError, OSError) as error:
        yield SourcePage(name, f"{stamp} broken", Missing("damaged", f"the tar archive is broken: {error}"))


def _members(archive: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    while (member := archive.next()) is not None:
        yield member
        archive.members.clear()  # type: ignore[attr-defined]  # it would keep all that it has seen


class _Tailed:
    """A stream that knows whether it ended with a block of zeros, as a whole tar archive does."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._tail = b""

    def read(self, size: int) -> bytes:
        """The next bytes."""
        data = self._stream.read(size)
        self._tail = (self._tail + data)[-_BLOCK:] if data else self._tail
        return data

    @property
    def ended_well(self) -> bool:
        """Whether the last block that was read is of zeros."""
        return self._tail == bytes(_BLOCK)


def _content(archive: tarfile.TarFile, member: tarfile.TarInfo) -> Content:
    if leads_outside(member.name):
        return Missing("refused", "the name of the member leads out of the archive")
    if not member.isfile():
        return Missing("refused", "the member is a link, a device or a pipe")
    if member.size > MAX_BYTES:
        return Missing("refused", f"the member has more than the limit of {MAX_BYTES:,} bytes")
    file = archive.extractfile(member)
    assert file is not None  # it is a file
    try:
        return Held(opened_member(file, member.name))
    except PageFault as fault:
        return Missing(fault.code, fault.message)
