"""The characters of a PDF's pages, and where each stands.

pdfium gives both; what it says of words and lines is taken as a hint only.
"""

import math
import threading
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from ctypes import c_double
from dataclasses import dataclass
from typing import Any, TypeVar

from gnn9_extract.errors import NotTextError

T = TypeVar("T")

# pdfium keeps its state in globals: two threads in it at once end the process.
_LOCK = threading.Lock()
# What stands for a soft hyphen at the end of a line: pdfium's own mark, the non-character it was before, the character.
HYPHENS = "\x02\ufffe\u00ad"
_UNREADABLE = "\ufffd"
_TURN = 5  # degrees


@dataclass(frozen=True, slots=True)
class Char:
    """A printed character: its sides, its baseline and its type size in points; `blank` is the white space before it.

    `turn` is the direction of its line in steps of `_TURN` degrees; sides and baseline are those after it is turned
    level.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    turn: int
    blank: str


def read_pages(data: bytes, arrange: Callable[[Sequence[Char]], T]) -> list[T]:
    """What `arrange` makes of the characters of each page, in pdfium's order.

    NotTextError for a PDF that is encrypted or broken, and where pypdfium2 is missing.
    """
    try:
        import pypdfium2  # noqa: PLC0415  (an extra, and a large library)
    except ImportError:
        message = 'this is a PDF, and pypdfium2, which reads it, is missing; try: pip install "gnn9-extract[pdf]"'
        raise NotTextError(message) from None
    if b"%%EOF" not in data:
        raise NotTextError("this is a PDF that is cut off (it has no end mark); fetch it again")
    with _LOCK:
        try:
            with closing(pypdfium2.PdfDocument(data)) as document:
                return [arrange(_page_chars(pypdfium2.raw, document, at)) for at in range(len(document))]
        except pypdfium2.PdfiumError as error:
            raise NotTextError(_refusal(str(error))) from error


def _refusal(message: str) -> str:
    if "password" in message.casefold():
        return "this is a PDF that is encrypted; save it without its password first (qpdf --decrypt)"
    return f"this is a PDF that is broken ({message.rstrip('.')}); open it in a viewer and print it anew"


def _page_chars(raw: Any, document: Any, at: int) -> list[Char]:
    """The characters of one page, in pdfium's order."""
    with closing(document[at]) as page, closing(page.get_textpage()) as text:
        numbers = (c_double(), c_double(), c_double(), c_double())
        places = _Places(raw, text.raw, raw.FS_RECTF(), raw.FS_MATRIX(), numbers)
        return list(_chars(places, text.count_chars()))


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the characters of a text page stand; `box`, `matrix` and `numbers` are what pdfium writes answers into."""

    raw: Any
    text: Any
    box: Any
    matrix: Any
    numbers: tuple[c_double, c_double, c_double, c_double]

    def char(self, at: int, character: str, blank: str) -> Char | None:
        """One character with its place.

        None for one without a code that takes no room, which is pdfium's own, and for one that is printed nowhere.
        """
        left, bottom, right, top = self._sides(at)
        x, y, _, _ = self.numbers
        self.raw.FPDFText_GetCharOrigin(self.text, at, x, y)
        matrix = self.matrix
        self.raw.FPDFText_GetMatrix(self.text, at, matrix)
        if not math.isfinite(left + bottom + right + top + x.value + y.value + matrix.c + matrix.d):
            return None
        if not character or (character not in HYPHENS and unicodedata.category(character) == "Cc"):
            if right - left <= 0:
                return None
            character = _UNREADABLE  # it is printed, and nobody can tell what it is
        size = self.raw.FPDFText_GetFontSize(self.text, at) * math.hypot(matrix.c, matrix.d)
        if matrix.b == 0 and matrix.a > 0:
            size = size if 0.3 * size < top - bottom < 3 * size else top - bottom  # a face with units of its own
            return Char(character, left, right, y.value, round(size, 2) or 1.0, 0, blank)
        turn = round(math.degrees(math.atan2(matrix.b, matrix.a)) / _TURN) % (360 // _TURN)
        cos, sin = math.cos(math.radians(_TURN * turn)), math.sin(math.radians(_TURN * turn))
        left, right = sorted((left * cos + bottom * sin, right * cos + top * sin))
        base = y.value * cos - x.value * sin
        return Char(character, left, right, base, round(size, 2) or 1.0, turn, blank)

    def _sides(self, at: int) -> tuple[float, float, float, float]:
        """Left, bottom, right, top: of the ink and of the type body, which reaches from this character to the next.

        Of a ligature, and in older versions of text that is turned, pdfium has no right body.
        """
        box, (left, right, bottom, top) = self.box, self.numbers
        self.raw.FPDFText_GetLooseCharBox(self.text, at, box)
        self.raw.FPDFText_GetCharBox(self.text, at, left, right, bottom, top)
        return (
            min(box.left, left.value),
            min(box.bottom, bottom.value),
            max(box.right, right.value),
            max(box.top, top.value),
        )


def _chars(places: _Places, count: int) -> Iterator[Char]:
    """The characters of a text page that leave ink, each with the white space before it.

    What pdfium made up itself (spaces and line ends that it sees in the gaps) is a hint for that white space.
    """
    blank = ""
    for at in range(count):
        code = places.raw.FPDFText_GetUnicode(places.text, at)
        character = chr(code) if 0 < code < 0x110000 else ""
        if places.raw.FPDFText_IsGenerated(places.text, at) == 1:
            blank = blank or (" " if character == " " else "")
        elif character.isspace():
            blank += character if character == "\u00a0" else " "
        elif char := places.char(at, character, blank):
            yield char
            blank = ""
