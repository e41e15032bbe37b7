"""Files by their place: a path on this machine, or the address of an object in a store (s3://...), through fsspec."""

import io
import os
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from gnn9_extract.archive.extras import need
from gnn9_extract.archive.faults import CallError, PageFault
from gnn9_extract.archive.sources.packed import is_packed, unpacked
from gnn9_extract.errors import ExtractionError, TooLargeError
from gnn9_extract.read.source import read_file, read_stream


def is_remote(place: str) -> bool:
    """Whether a place is an address in a store.

    >>> is_remote("s3://bucket/a.txt"), is_remote("pages/a.txt")
    (True, False)
    """
    return "://" in place


def store_of(place: str) -> tuple[Any, str]:
    """The file system of a store and the path in it. CallError where there is none for such addresses."""
    if place.startswith(("http://", "https://")):
        raise CallError(f"{place}: the program fetches no pages; give files, or a WARC of the crawl")
    fsspec = need("fsspec", "cloud", f"reading {place.partition('://')[0]}://")
    try:
        return fsspec.core.url_to_fs(place)  # type: ignore[no-any-return]
    except ImportError as error:
        raise CallError(f'{place}: {error}; pip install "gnn9-extract[cloud]"') from error
    except ValueError as error:
        raise CallError(f"{place}: {error}") from error


def open_place(place: str) -> BinaryIO:
    """The bytes of a place, to be read and sought in. OSError where it cannot be opened."""
    if not is_remote(place):
        return Path(place).open("rb")
    store, path = store_of(place)
    return io.BufferedReader(store.open(path, "rb"))


def stamp_of_file(found: os.stat_result) -> str:
    """What changes when the bytes of a file do: its size and its time."""
    return f"{found.st_size} {found.st_mtime_ns}"


def stamp_in_store(info: dict[str, Any]) -> str:
    """The stamp of an object, from what its store lists of it."""
    told = next((info[key] for key in ("ETag", "etag", "LastModified", "mtime", "created") if info.get(key)), "")
    return f"{info.get('size')} {told}"


class Stored(NamedTuple):
    """A page in a file of its own, packed or not; on this machine or in a store."""

    place: str

    @property
    def weight(self) -> int:
        """Only the place travels."""
        return 0

    @property
    def is_here(self) -> bool:
        """A file is, an object in a store is not."""
        return not is_remote(self.place)

    def read(self, most: int) -> bytes:
        """The page, unpacked; never more than `most` bytes of it are held.

        PageFault unreadable where it is there and cannot be read today: no permission, a network that failed.
        """
        try:
            if not is_packed(self.place) and not is_remote(self.place):
                return read_file(self.place, most)
            with open_place(self.place) as file:
                return read_stream(unpacked(file, self.place), most)
        except (TooLargeError, PageFault, MemoryError):
            raise
        except ExtractionError as error:
            raise PageFault("unreadable", str(error)) from error
        except Exception as error:  # stores have errors of their own
            raise PageFault("unreadable", f"cannot be read: {error}") from error


def size_of(file: BinaryIO) -> int:
    """How many bytes an opened file has."""
    here = file.tell()
    size = file.seek(0, os.SEEK_END)
    file.seek(here)
    return size
