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
    if _LOSSY.search(page.source):
        page = rewrite(page, _LOSSY, "repair", "lossy_mojibake", _punctuation)
    if _DAMAGED.search(page.source):
        page = rewrite(page, _RUN, "repair", "mojibake", _by_ftfy)
    if "Å" in page.source or "Â" in page.source:
        if not any(_NORDIC.search(line.text) for line in page.lines):
            page = rewrite(page, _STRAY, "remove", "stray_letter", lambda found: "")
    return page


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
# `â€"` `â€™` `'Äú`, also several in a row -- not inside a longer run of other characters: damaged twice, that is ftfy's.
_LOSSY = re.compile(rf"(?<![^\x00-\x7f])(?:{_IMAGE.pattern})+(?![^\x00-\x7f])")


def _punctuation(found: re.Match[str]) -> str:
    """What a run of damaged marks was. A dash that could be either is en between digits, else em."""
    text = found.string
    marks, before = "", text[found.start() - 1 : found.start()]
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
# `Ã©` `вЂ` `√©` -- not `é`, not `—É`. A cheap look, so that a clean page never loads ftfy.
_DAMAGED = re.compile(
    "|".join(_pairs(encoding, _MAC_LEADS if encoding == "mac_roman" else _LEADS) for encoding in _ENCODINGS)
    + "|[ÂÃ] "
)
# A run of characters beyond ASCII, with the plain space that a damaged no-break space may have become.
_RUN = re.compile(r"[ÂÃ](?= )|[^\x00-\x7f]+")


# Damage that is left: the run was damaged twice and flattened, and half a repair is none.
_STILL = re.compile(r"[ÂÃâ][^\x00-\x7f]")


def _by_ftfy(found: re.Match[str]) -> str | None:
    """What ftfy makes of a run; None where it sees no damage."""
    if not _DAMAGED.search(found[0]):
        return None
    import ftfy  # noqa: PLC0415  (as slow to load as everything else together)

    fixed = ftfy.fix_encoding(found[0])
    return None if _STILL.search(fixed) else fixed


# `Å Despite` at the head of a line, `at last.Â  The` behind a mark -- not `Å bygge`: what follows begins a sentence.
_STRAY = re.compile(r"^[ÅÂ]\s(?=[^\sa-z])|(?<=[.,;:!?\"'”’)\]\s])Â(?=[ \u00a0])")
# The small letters of a language with an Å of its own.
_NORDIC = re.compile("[åøæ]")
