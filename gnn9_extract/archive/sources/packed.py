"""Packed pages and streams: gzip, bzip2, xz and Zstandard by their ending, read with a guard against bombs."""

import importlib
import io
import sys
from typing import Any, BinaryIO, cast

from gnn9_extract.archive.extras import need
from gnn9_extract.archive.faults import PageFault

ENDINGS = (".gz", ".bz2", ".xz", ".zst")
# A bomb unpacks to more than this many times its size; text packs to a tenth, markup to a fiftieth.
RATIO = 200
# Nobody minds a small one: a mebibyte of blanks is a page that holds nothing.
HARMLESS = 1024 * 1024


def is_packed(name: str) -> bool:
    """Whether a file is packed, by its ending.

    >>> is_packed("a.txt.gz"), is_packed("a.txt")
    (True, False)
    """
    return name.lower().endswith(ENDINGS)


def without_packing(name: str) -> str:
    """The name in small letters, without the ending of its packing.

    >>> without_packing("Pages.JSONL.gz")
    'pages.jsonl'
    """
    small = name.lower()
    return small.rpartition(".")[0] if is_packed(small) else small


def unpacked(file: BinaryIO, name: str) -> BinaryIO:
    """The bytes that a file packs, as a stream; those of the file itself where its name has no such ending.

    Reading raises PageFault: damaged for a stream that is broken or cut short, refused for a bomb.
    """
    ending = name.lower()[name.rfind(".") :]
    if ending not in ENDINGS:
        return file
    if ending == ".zst":
        stream = zstandard().ZstdFile(file)
    else:
        opener = {".gz": ("gzip", "GzipFile"), ".bz2": ("bz2", "BZ2File"), ".xz": ("lzma", "LZMAFile")}[ending]
        module = importlib.import_module(opener[0])
        stream = module.GzipFile(fileobj=file) if ending == ".gz" else getattr(module, opener[1])(file)
    return cast("BinaryIO", io.BufferedReader(_Guarded(stream, file)))


def zstandard() -> Any:
    """The module for Zstandard: it came into Python with 3.14, and before that it is a package of its own."""
    if sys.version_info >= (3, 14):
        return importlib.import_module("compression.zstd")
    return need("backports.zstd", "batch", "reading .zst")


class _Guarded(io.RawIOBase):
    """A stream that says what is wrong with it, and stops where it has grown out of all proportion."""

    def __init__(self, stream: Any, packed: BinaryIO) -> None:
        self._stream = stream
        self._packed = packed
        self._out = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._stream.read(len(buffer))
        except EOFError:
            raise PageFault("damaged", "the packed file is cut short; fetch or copy it again") from None
        except Exception as error:  # each packing has an error of its own
            if isinstance(error, MemoryError):
                raise
            raise PageFault("damaged", f"the packed file is broken: {error}") from error
        self._out += len(data)
        if self._out > HARMLESS and self._out > RATIO * max(1, self._packed.tell()):
            raise PageFault("refused", f"unpacks to more than {RATIO} times its size: a decompression bomb")
        buffer[: len(data)] = data
        return len(data)
