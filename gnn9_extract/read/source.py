"""What the caller gives: bytes, text, or a file, as decoded text with its digest."""

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from gnn9_extract.errors import ExtractionError, TooLargeError
from gnn9_extract.page import Doubt, Line
from gnn9_extract.read.decode import decode
from gnn9_extract.read.html.sniff import is_html

MAX_BYTES = 64 * 1024 * 1024
_PDF = b"%PDF-"


class Text(NamedTuple):
    """The decoded text of a page, the digest of its bytes, and the encoding they were in (None for text given).

    `format` is "pdf" for the text of a PDF, "html" for that of an HTML page, whose `lines` know what they are there;
    None where the text itself has to tell.
    """

    text: str
    sha256: str
    encoding: str | None
    doubts: tuple[Doubt, ...] = ()
    format: str | None = None
    lines: tuple[Line, ...] = ()


def read_source(page: bytes | str, max_bytes: int = MAX_BYTES, content_type: str | None = None) -> Text:
    """The text of a page given as bytes or as text. TooLargeError, NotTextError.

    `content_type` is the header that bytes were sent with; its charset is one of those that are tried.
    """
    if isinstance(page, str):
        # Lone surrogates have no UTF-8 form; for the digest they get the one that UTF-8 would have for them.
        data = page.encode("utf-8", "surrogatepass")
        _refuse_large(len(data), max_bytes)
        return _of_markup(Text(page, hashlib.sha256(data).hexdigest(), None), data)
    if not isinstance(page, bytes | bytearray | memoryview):
        raise ExtractionError(f"a page is bytes or str, not {type(page).__name__}; for a file there is extract_file")
    data = bytes(page)
    _refuse_large(len(data), max_bytes)
    digest = hashlib.sha256(data).hexdigest()
    if data.startswith(_PDF):
        from gnn9_extract.read.pdf.dump import pdf_text  # noqa: PLC0415  (a tenth of the start-up, for prints alone)

        text = pdf_text(data)
        return Text(text, digest, None, tuple(_doubts_of_print(text)), format="pdf")
    decoded = decode(data, content_type)
    return _of_markup(Text(decoded.text, digest, decoded.encoding, decoded.doubts), data)


def _of_markup(text: Text, data: bytes) -> Text:
    """The text of an HTML page without its markup; any other text as it is."""
    if not is_html(text.text):
        return text
    from gnn9_extract.read.html.page import read_html  # noqa: PLC0415  (for HTML alone)

    markup, doubts = _standard(text, data)
    source, lines = read_html(markup)
    return text._replace(text=source, format="html", lines=lines, doubts=(*text.doubts, *doubts))


def _standard(text: Text, data: bytes) -> tuple[bytes, list[Doubt]]:
    """The markup of a page in UTF-8, with U+FFFD for characters that no HTML page can have, as the standard has it."""
    doubts = []
    if text.encoding != "utf-8" or text.doubts:  # else it is what the page came in
        try:
            data = text.text.encode()
        except UnicodeEncodeError:
            data = _HALF.sub("\ufffd", text.text).encode()
            doubts.append(Doubt("lone-surrogates", "the page has halves of surrogate pairs; each is now U+FFFD"))
    if b"\0" in data:
        data = data.replace(b"\0", "\ufffd".encode())
        doubts.append(Doubt("control-characters", "the page has NULs; each is now U+FFFD"))
    return data, doubts


_HALF = re.compile("[\ud800-\udfff]")


def _doubts_of_print(text: str) -> Iterator[Doubt]:
    """Pages of a print that have no text, among others that have, and glyphs that no table gives a character for."""
    pages = text.split("\f")
    blank = [str(number) for number, page in enumerate(pages, 1) if not page.strip()]
    if blank:
        message = f"of {len(pages)} pages these have no text (scans?): {', '.join(blank)}"
        yield Doubt("page-without-text", message)
    if unreadable := text.count("\ufffd"):
        yield Doubt("unreadable-glyphs", f"{unreadable} glyphs have no character in the PDF; each is U+FFFD now")


def read_file(path: str | os.PathLike[str], max_bytes: int = MAX_BYTES) -> bytes:
    """The bytes of a file, of which never more than `max_bytes` are read.

    ExtractionError for a file that is not there, is a folder, or may not be read; TooLargeError. The messages leave
    the path to the caller.
    """
    try:
        with Path(path).open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            _refuse_large(size, max_bytes)  # before a byte is read
            data = file.read(size + 1)
            if len(data) > size:  # it tells no size, or has grown since
                data += file.read(max_bytes + 1 - len(data))
    except FileNotFoundError:
        raise ExtractionError("no such file; is the path right?") from None
    except IsADirectoryError:
        raise ExtractionError("this is a folder; give one page of it") from None
    except PermissionError:
        raise ExtractionError("no permission to read it; check its owner and mode") from None
    except ExtractionError:
        raise
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise ExtractionError(f"cannot be read: {error}") from error
    _refuse_large(len(data), max_bytes)
    return data


def files_below(folder: str | os.PathLike[str]) -> list[Path]:
    """All files in a folder and the folders in it, sorted; ExtractionError where there is no such folder."""
    root = Path(folder)
    if not root.is_dir():
        raise ExtractionError(f"{folder}: no such folder; give one with pages of one site")
    return sorted(path for path in root.rglob("*") if path.is_file())


def read_stream(stream: BinaryIO, max_bytes: int = MAX_BYTES) -> bytes:
    """The bytes of a stream (a pipe), of which never more than `max_bytes` are read. TooLargeError."""
    data = stream.read(max_bytes + 1)
    _refuse_large(len(data), max_bytes)
    return data


def _refuse_large(size: int, max_bytes: int) -> None:
    if size > max_bytes:
        raise TooLargeError(f"more than the limit of {max_bytes:,} bytes; is it one page? If so, raise the limit")
