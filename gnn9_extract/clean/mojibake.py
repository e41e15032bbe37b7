"""Wrongly decoded characters, repaired: what ftfy can undo, and the lossy forms that it leaves.

`—` is E2 80 94 in UTF-8. Read as Windows-1252 that is `â€”`, which ftfy undoes; where the curly quote in it was then
made straight it is `â€"`, which no decoder can undo, because `–` gives the same. What it was follows from where it
stands. Three rules:

* `lossy_mojibake`: punctuation damaged once and flattened afterwards, from a table made of the encodings themselves;
* `mojibake`: any other run of damaged characters, by `ftfy.fix_encoding`, and only that: `ftfy.fix_text` also
  straightens quotes, folds widths and unpicks ligatures, which is editing and not repair;
* `stray_letter`: an `Å` or `Â` that is left of a damaged space at the head of a paragraph.

Left as they are: everything that is not surely damage. Å begins sentences in Norwegian, Ã words in Portuguese.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from gnn9_extract.clean.rewrite import rewrite
from gnn9_extract.page import Page

# The encodings that UTF-8 is most often misread in.
_ENCODINGS = ("cp1252", "latin-1", "cp1250", "cp1251", "cp437", "mac_roman")
_PUNCTUATION = "‘’“”–—…•€™"
_FLAT = str.maketrans({"‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "\u00a0": " "})
_C1 = re.compile("[\x80-\x9f]")


def repair_mojibake(page: Page) -> Page:
    """The page with its damaged characters repaired; a page of plain ASCII is handed back as it is."""
    if page.source.isascii():
        return page
    page = rewrite(page, _LOSSY, "repair", "lossy_mojibake", _punctuation, ascii_too=False)
    page = rewrite(page, _RUN, "repair", "mojibake", _by_ftfy, ascii_too=False)
    if _is_nordic(page):
        return page
    return rewrite(page, _STRAY, "remove", "stray_letter", lambda found: "", ascii_too=False)


def _misread(char: str, encoding: str) -> str:
    """A character's UTF-8 bytes read in another encoding; a byte without a meaning there is a C1 control.

    >>> _misread("’", "cp1252")
    'â€™'
    """
    text = char.encode().decode(encoding, "surrogateescape")
    return "".join(chr(ord(c) - 0xDC00) if "\udc80" <= c <= "\udcff" else c for c in text)


def _images() -> Iterator[tuple[str, str]]:
    """Damaged punctuation and what it was: whole, flattened, and with its control characters dropped."""
    for encoding in _ENCODINGS:
        for char in _PUNCTUATION:
            whole = _misread(char, encoding)
            for image in (whole, whole.translate(_FLAT), _C1.sub("", whole), _C1.sub("", whole).translate(_FLAT)):
                # One character alone (`â`) says too little.
                if sum(not c.isascii() for c in image) > 1:
                    yield image, char


def _table() -> dict[str, str]:
    """Image to character. The likelier encoding comes first and wins; an en dash stands for either dash."""
    table: dict[str, str] = {}
    for image, char in _images():
        table.setdefault(image, char)
    return table


_TABLE = _table()
_DASHES = {image for image, char in _TABLE.items() if char == "–" and '"' in image}
# What Windows-1252 leaves of `”`, whose last byte has no meaning there.
_CLOSING = "â€"
_IMAGE = re.compile("|".join(sorted(map(re.escape, _TABLE), key=len, reverse=True)))
# `â€"` `â€™` `'Äú`, also several in a row. It begins with plain alternatives, so that the search can skip ahead.
_LOSSY = re.compile(rf"(?:{_IMAGE.pattern})(?:{_IMAGE.pattern})*")


def _punctuation(found: re.Match[str]) -> str | None:
    """What a run of damaged marks was. A dash that could be either is en between digits, else em.

    None inside a longer run of other characters: that was damaged twice, and is ftfy's.
    """
    text = found.string
    marks, before = "", text[found.start() - 1 : found.start()]
    if not (before + text[found.end() : found.end() + 1]).isascii():
        return None
    for image in _IMAGE.finditer(text, *found.span()):
        mark = _mark(image[0], before, text[image.end() : image.end() + 1])
        marks += mark
        before = mark
    return marks


def _mark(image: str, before: str, after: str) -> str:
    if image in _DASHES:
        return "–" if before.isdigit() and after.isdigit() else "—"
    if image == _CLOSING and after.isalnum():
        return image
    return _TABLE[image]


def _pairs(encoding: str, leads: bytes) -> str:
    """A pattern for the first two characters of a UTF-8 letter misread in an encoding."""
    first = "".join(_byte(lead, encoding) for lead in leads)
    second = "".join(_byte(byte, encoding) for byte in range(0x80, 0xC0))
    return f"[{re.escape(first)}][{re.escape(second)}]"


def _byte(byte: int, encoding: str) -> str:
    return bytes([byte]).decode(encoding, "replace").replace("\ufffd", chr(byte))


# The lead bytes of the letters, marks and symbols of living scripts.
_LEADS = bytes([*range(0xC2, 0xCB), 0xCE, 0xCF, 0xD0, 0xD1, *range(0xD7, 0xDB), 0xE0, 0xE1, 0xE2, 0xE3, 0xEF, 0xF0])
# In Mac Roman D0 to D5 are dashes and quotes, which stand before accented letters in clean text too.
_MAC_LEADS = bytes([0xC2, 0xC3, 0xC4, 0xC5, 0xE0, 0xE2, 0xE3, 0xEF])


@cache
def _damaged() -> re.Pattern[str]:
    """`Ã©` `вЂ` `√©` -- not `é`, not `—É`. A look first, so that a clean page never loads ftfy."""
    pairs = (_pairs(encoding, _MAC_LEADS if encoding == "mac_roman" else _LEADS) for encoding in _ENCODINGS)
    return re.compile("|".join((*pairs, "Ã ")))


# A run of characters beyond ASCII; one alone is damage only where a no-break space became a plain one (`Ã la`).
_RUN = re.compile(r"[^\x00-\x7f]{2,}|Ã (?=[a-z])")


# Damage that is left: the run was damaged twice and flattened, and half a repair is none.
_STILL = re.compile(r"[ÂÃâ][^\x00-\x7f]")


def _by_ftfy(found: re.Match[str]) -> str | None:
    """What ftfy makes of a run; None where it sees no damage."""
    if not _damaged().search(found[0]):
        return None
    fixed = _fixed(found[0])
    return None if _STILL.search(fixed) else fixed


@lru_cache(1024)
def _fixed(run: str) -> str:
    import ftfy  # noqa: PLC0415  (as slow to load as everything else together)

    return ftfy.fix_encoding(run)


# `Å Despite` at the head of a line, `10Â km` behind a word -- not `Å bygge`, where no sentence begins, nor `Â = 3`.
_STRAY = re.compile(r"^[ÅÂ]\s(?=[^\sa-z=–—-])|(?<=[\w.,;:!?%\"'”’)\]])Â(?= )")
# The small letters of a language with an Å of its own.
_NORDIC = re.compile("[åøæ]")


def _is_nordic(page: Page) -> bool:
    return any(_NORDIC.search(line.text) for line in page.lines if not line.text.isascii())
