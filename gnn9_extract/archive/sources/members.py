"""What is asked of every member of an archive."""

import re
from typing import IO, BinaryIO, cast

from gnn9_extract.archive.faults import PageFault
from gnn9_extract.archive.sources.packed import unpacked
from gnn9_extract.errors import TooLargeError
from gnn9_extract.read.source import MAX_BYTES, read_stream

# `C:\x`, `c:x` -- not `c/x:y`
_DRIVE = re.compile(r"[A-Za-z]:")


def leads_outside(name: str) -> bool:
    """Whether the name of a member would lead out of the folder that it is unpacked in.

    Nothing is unpacked here; but who builds such an archive means no good.

    >>> [leads_outside(name) for name in ("a/b.txt", "../b.txt", "/etc/b.txt", "a/../../b.txt", "C:b.txt")]
    [False, True, True, True, True]
    """
    parts = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\")) or ".." in parts or _DRIVE.match(name) is not None


def opened_member(file: IO[bytes], name: str) -> bytes:
    """The page in an opened member, unpacked if it is packed once more. PageFault where it is too large."""
    try:
        return read_stream(unpacked(cast("BinaryIO", file), name), MAX_BYTES)
    except TooLargeError as error:
        raise PageFault(error.code, str(error)) from error
