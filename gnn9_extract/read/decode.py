"""Bytes to text: which encoding it was, and why.

The order that is tried, the first that fits wins:

1. what cannot be text is refused: a known file signature, or many control bytes at the head;
2. a byte order mark (UTF-8, UTF-16, UTF-32);
3. UTF-16 without a mark, seen by its zero bytes;
4. UTF-8, strictly;
5. UTF-8 with single bytes of Windows-1252 in it (two sources pasted together): each of those is read for itself;
6. the charset of the header that the page was sent with, if the caller gives it;
7. what the page declares, if it is markup that declares a charset;
8. Windows-1252, as the WHATWG's decoder reads it: the five bytes without a meaning become C1 control characters.

Steps 5 and 8 put a doubt on the record. Nothing is dropped and nothing is replaced by a question mark. Without such a
doubt the bytes can be made again from the text and the name of the encoding.
"""

import codecs
import re
from typing import NamedTuple

from gnn9_extract.errors import NotTextError
from gnn9_extract.page import Doubt

# The first bytes of what is often found beside pages, and is none; long enough that no story begins so. Source: the
# formats' own specifications. A PDF does not come here (read/pdf).
_SIGNATURES: dict[bytes, str] = {
    rb"\x89PNG\r\n": "a PNG image",
    rb"\xff\xd8\xff": "a JPEG image",
    rb"GIF8[79]a": "a GIF image",
    rb"RIFF....(?:WAVE|AVI |WEBP)": "a RIFF file (sound, video or WebP)",
    rb"PK\x03\x04": "a zip archive (or an office document)",
    rb"PK\x05\x06": "an empty zip archive",
    rb"\x1f\x8b": "gzip data",
    rb"BZh\d1AY&SY": "bzip2 data",
    rb"\xfd7zXZ\x00": "xz data",
    rb"\x28\xb5\x2f\xfd": "zstd data",
    rb"7z\xbc\xaf\x27\x1c": "a 7z archive",
    rb"\x7fELF": "a program",
    rb"SQLite format 3\x00": "an SQLite database",
    rb"\xd0\xcf\x11\xe0": "an old office document",
}
_SIGNATURE = re.compile(b"|".join(_SIGNATURES), re.DOTALL)
# UTF-32 first: its little-endian mark begins like that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HEAD = 4096
# Control bytes that no text editor writes. Text with many of them is a damaged text if the rest is UTF-8, and no text
# at all if it is not: of random bytes one in nine is such a byte.
_CONTROLS = bytes((*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20)))
_TOO_MANY_CONTROLS, _TOO_MANY_IN_UTF8 = 0.05, 0.3
_UTF8_LETTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")


class Decoded(NamedTuple):
    """The text of the bytes, the name of their encoding, and what is doubtful about it."""

    text: str
    encoding: str
    doubts: tuple[Doubt, ...] = ()


def decode(data: bytes, content_type: str | None = None) -> Decoded:
    """The bytes of a page as text. NotTextError for an image, an archive, or other bytes that are no text.

    `content_type` is the header of that name which the page was sent with (`text/html; charset=iso-8859-2`).
    """
    _refuse_signature(data)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data, encoding)
    if wide := _utf16_without_mark(data):
        return Decoded(data.decode(wide), wide)
    _refuse_controls(data)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _not_utf8(data, content_type)


def _refuse_signature(data: bytes) -> None:
    if _SIGNATURE.match(data):
        what = next(what for signature, what in _SIGNATURES.items() if re.match(signature, data, re.DOTALL))
        raise NotTextError(f"this is {what}, not text; unpack it, or give the page as text")


def _refuse_controls(data: bytes) -> None:
    head = data[:_HEAD]
    most = _TOO_MANY_IN_UTF8 if _is_utf8(head) else _TOO_MANY_CONTROLS
    if len(head) - len(head.translate(None, _CONTROLS)) > most * len(head):
        raise NotTextError("these bytes are not text (too many control bytes at the head); give the page as text")


def _is_utf8(head: bytes) -> bool:
    """Whether the head of a page is UTF-8; its last letter may be cut."""
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start > len(head) - 4
    return True


def _marked(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        text = data.decode(encoding, "surrogateescape" if encoding == "utf-8-sig" else "replace")
        message = f"the byte order mark says {encoding}, byte {error.start} does not fit it"
        return Decoded(_one_by_one(text), encoding, (Doubt("undecodable-bytes", message),))


def _utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 of a Latin text has a zero in every other byte."""
    head = data[:_HEAD]
    if len(head) < 4 or len(data) % 2 or 0 not in head:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    for zeros, others, name in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if zeros > 0.6 * len(head) / 2 and others < 0.1 * zeros:
            try:
                data.decode(name)
            except UnicodeDecodeError:
                return None
            return name
    return None


def _not_utf8(data: bytes, content_type: str | None) -> Decoded:
    letters = _UTF8_LETTER.findall(data)
    strays = len(_HIGH.findall(data)) - sum(map(len, letters))
    if len(letters) > strays:
        text = _one_by_one(data.decode("utf-8", "surrogateescape"))
        message = f"UTF-8 with {strays} stray bytes, each read as Windows-1252"
        return Decoded(text, "utf-8", (Doubt("undecodable-bytes", message),))
    if declared := _sent_as(data, content_type) or _declared(data):
        return declared
    text = _one_by_one(data.decode("ascii", "surrogateescape"))
    doubt = Doubt("guessed-encoding", "the bytes are not UTF-8 and name no encoding; read as Windows-1252")
    return Decoded(text, "cp1252", (doubt,))


# `text/html; charset=iso-8859-2`, `text/html; Charset="UTF-8"`
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)


def _sent_as(data: bytes, content_type: str | None) -> Decoded | None:
    """What the header says, if the bytes agree."""
    found = _CHARSET.search(content_type or "")
    return _decoded(data, found[1]) if found else None


def _declared(data: bytes) -> Decoded | None:
    """What the page's own markup says, if the bytes agree."""
    if b"charset" not in data[:_HEAD] and not data.startswith(b"<?xml"):
        return None
    from bs4.dammit import EncodingDetector  # noqa: PLC0415  (half a second of start-up, for rare pages)

    name = EncodingDetector.find_declared_encoding(data[:_HEAD], is_html=True, search_entire_document=True)
    return _decoded(data, name) if name else None


def _decoded(data: bytes, name: str) -> Decoded | None:
    """The bytes in an encoding; None where there is no such encoding, or they do not fit it."""
    try:
        return Decoded(data.decode(name), codecs.lookup(name).name)
    except (LookupError, ValueError, TypeError):  # UnicodeDecodeError; a codec that makes no text of bytes
        return None


def _one_by_one(text: str) -> str:
    """Text with the bytes that did not decode (as surrogates) read as Windows-1252, one by one."""
    return _ESCAPED.sub(lambda found: _CP1252[ord(found[0]) - 0xDC80], text)


_ESCAPED = re.compile("[\udc80-\udcff]")
_CP1252 = [bytes([byte]).decode("cp1252", "replace").replace("\ufffd", chr(byte)) for byte in range(0x80, 0x100)]
