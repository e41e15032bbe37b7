"""The pages in a WARC file: responses with a good status and a content that can be a page, and text records (WET).

Requests, redirects, errors of the server, images, scripts and styles are no pages and are passed over.
"""

import re
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from gnn9_extract.archive.extras import need
from gnn9_extract.archive.source_page import Content, Held, Missing, SourcePage, printable
from gnn9_extract.archive.sources.places import open_place, size_of
from gnn9_extract.read.source import MAX_BYTES

_PAGES = ("text/html", "application/xhtml+xml", "text/plain", "text/markdown", "application/pdf")
_CHUNK = 1024 * 1024
_LENGTH = re.compile(rb"^Content-Length:\s*(\d{1,18})\s*$", re.IGNORECASE | re.MULTILINE)
_HEAD_END = b"\r\n\r\n"
_CUT = "the WARC file is cut short or broken; fetch or copy it again"


def is_warc(name: str) -> bool:
    """Whether a file is a WARC file, by its ending.

    >>> is_warc("crawl.warc.gz"), is_warc("crawl.warc.wet.gz"), is_warc("crawl.gz")
    (True, True, False)
    """
    return name.lower().removesuffix(".gz").endswith((".warc", ".warc.wet"))


def pages_in_warc(place: str, name: str, stamp: str) -> Iterator[SourcePage]:
    """The pages of a WARC file, named after their number among its records and their address.

    The reader stops without a word where a file is cut short. So a page is handed on when the next record has begun,
    and the last one when the end of the file was looked at.
    """
    number, place_of_last, waiting = 0, 0, None
    broken = _CUT
    with open_place(place) as file:
        try:
            for number, record in enumerate(_records(file), 1):
                if waiting:
                    yield waiting
                waiting, place_of_last = _page(record, f"{name}#{number}", f"{stamp} {number}"), record.stream_pos
            last_is_whole, all_is_whole = _ends_well(file, place_of_last)
        except OSError as error:
            last_is_whole, all_is_whole, broken = False, False, f"the WARC file is broken: {error}"
    if waiting and last_is_whole:
        yield waiting
    elif waiting:
        yield SourcePage(waiting.name, waiting.stamp, Missing("damaged", broken), waiting.url)
    if not all_is_whole and (last_is_whole or not waiting):
        yield SourcePage(f"{name}#{number + 1}", f"{stamp} broken", Missing("damaged", broken))


def _records(file: BinaryIO) -> Iterator[Any]:
    warc = need("fastwarc.warc", "warc", "reading WARC files")
    return iter(warc.ArchiveIterator(file, parse_http=False, fsspec_args=False))


def _page(record: Any, name: str, stamp: str) -> SourcePage | None:
    """The page in a record; None where it holds none."""
    warc = need("fastwarc.warc", "warc", "reading WARC files")
    kinds = warc.WarcRecordType
    url = record.headers.get("WARC-Target-URI")
    name = f"{name} {printable(url)}" if url else name
    content_type = record.headers.get("Content-Type")
    try:
        if record.record_type == kinds.response and record.is_http:
            record.parse_http(auto_decode="all")
            status = record.http_headers.status_code if record.http_headers else None
            if not (status and 200 <= status < 300 and _can_be_page(record.http_content_type)):
                return None
            content_type = record.http_headers.get("Content-Type")
        elif record.record_type not in (kinds.conversion, kinds.resource) or not _can_be_page(content_type):
            return None
        content = _content(record.reader.read(MAX_BYTES + 1))
    except (OSError, ValueError) as error:
        content = Missing("damaged", f"the record is broken: {error}")
    return SourcePage(name, stamp, content, url, record.record_date, content_type)


def _content(data: bytes) -> Content:
    if len(data) > MAX_BYTES:
        return Missing("too-large", f"more than the limit of {MAX_BYTES:,} bytes")
    return Held(data)


def _can_be_page(content_type: str | None) -> bool:
    """Whether a content of that type can be a page; of what has no type it has to be read.

    >>> _can_be_page("text/html; charset=utf-8"), _can_be_page("image/png"), _can_be_page(None)
    (True, False, True)
    """
    return content_type is None or content_type.partition(";")[0].strip().lower() in _PAGES


def _ends_well(file: BinaryIO, start: int) -> tuple[bool, bool]:
    """Whether the record that starts at a place is whole, and whether all that follows it is too."""
    size = size_of(file)
    file.seek(0)
    if file.read(2) != b"\x1f\x8b":
        return _plain_end(file, start, size)
    # A file that was packed as a whole has no places in it; there the end alone can be looked at.
    return _packed_end(file, start if start < size else 0, one_member=start >= size)


def _plain_end(file: BinaryIO, start: int, size: int) -> tuple[bool, bool]:
    file.seek(start)
    head, end, _ = file.read(_CHUNK).partition(_HEAD_END)
    length = _LENGTH.search(head)
    if not (end and length):
        return False, False
    left = size - start - len(head) - len(end) - int(length[1]) - len(_HEAD_END)
    return left >= 0, left == 0


def _packed_end(file: BinaryIO, start: int, *, one_member: bool) -> tuple[bool, bool]:
    """The same for gzip: every member to the end of the file has its end, and so has the last record in them."""
    file.seek(start)
    unpacker, first, ending = zlib.decompressobj(wbits=31), False, b""
    data = file.read(_CHUNK)
    try:
        while data:
            ending = (ending + unpacker.decompress(data, _CHUNK))[-len(_HEAD_END) :]
            data = unpacker.unconsumed_tail
            if unpacker.eof:
                first = first or ending == _HEAD_END
                data = unpacker.unused_data
                if data or (data := file.read(_CHUNK)):
                    unpacker = zlib.decompressobj(wbits=31)
            elif not data:
                data = file.read(_CHUNK)
    except zlib.error:
        return first and not one_member, False
    whole = unpacker.eof and ending == _HEAD_END
    return (whole if one_member else first), whole
