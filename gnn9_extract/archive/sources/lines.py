"""The pages in JSON Lines: an object with `url` and `text` or `html` on each line."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from gnn9_extract.archive.faults import PageFault
from gnn9_extract.archive.source_page import Content, Held, Missing, SourcePage, printable
from gnn9_extract.archive.sources.packed import unpacked, without_packing
from gnn9_extract.archive.sources.places import open_place
from gnn9_extract.read.source import MAX_BYTES

# JSON writes a character in up to six bytes (twelve beyond the BMP, where UTF-8 has four).
_LONGEST = 6 * MAX_BYTES


def is_lines(name: str) -> bool:
    """Whether a file holds JSON Lines, by its ending.

    >>> is_lines("pages.jsonl.gz"), is_lines("pages.ndjson"), is_lines("pages.json")
    (True, True, False)
    """
    return without_packing(name).endswith((".jsonl", ".ndjson"))


def pages_in_lines(place: str, name: str, stamp: str) -> Iterator[SourcePage]:
    """The pages of a file of JSON Lines, named after their line; what is no such line cannot be had."""
    number = 0
    try:
        with open_place(place) as file:
            for number, line in enumerate(_lines(unpacked(file, place)), 1):
                if line.strip():
                    url, content = _read(line)
                    at = f"{name}#{number} {printable(url)}" if url else f"{name}#{number}"
                    yield SourcePage(at, f"{stamp} {number}", content, url=url)
    except (PageFault, OSError) as error:
        code, message = (error.code, error.message) if isinstance(error, PageFault) else ("damaged", str(error))
        yield SourcePage(f"{name}#{number + 1}", f"{stamp} broken", Missing(code, message))


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """The lines; of one that is longer than any page its beginning, which is longer than any page too."""
    while line := stream.readline(_LONGEST + 1):
        yield line
        while len(line) > _LONGEST and not line.endswith(b"\n"):
            line = stream.readline(_LONGEST + 1)


def _read(line: bytes) -> tuple[str | None, Content]:
    """The address and the page on a line."""
    if len(line) > _LONGEST:
        return None, Missing("too-large", "the line is larger than any page may be")
    try:
        record: Any = json.loads(line)
    except (ValueError, RecursionError) as error:
        return None, Missing("damaged", f"the line is no JSON: {error}")
    if not isinstance(record, dict):
        return None, Missing("damaged", 'the line is no object; write {"url": ..., "text": ...} or "html"')
    url = record.get("url")
    if url is not None and not isinstance(url, str):
        return None, Missing("damaged", "the url of the line is no string")
    pages = [record[key] for key in ("text", "html") if record.get(key) is not None]
    if len(pages) != 1 or not isinstance(pages[0], str):
        return url, Missing("damaged", 'the line needs "text" or "html", one of them, as a string')
    return url, Held(pages[0])
