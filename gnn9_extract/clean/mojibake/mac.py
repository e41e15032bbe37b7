r"""Mac Roman that was read as ISO 8859-1: `tur\x92stico` was `turístico`.

Its letters are controls there, as the quotes and dashes of Windows-1252 are. The words tell which of the two it was.
"""

import re

from gnn9_extract.clean.mojibake.encodings import alphabet
from gnn9_extract.clean.mojibake.spelling import hits, is_spelt, languages_of

_SHORTEST = 3  # letters of a word that tells; shorter ones are spelt by chance
# `tur\x92stico`, `est\x87`, `\x83cole` -- not `\x93 `, which is no word.
_WITH_CONTROL = re.compile("[A-Za-z]+[\x80-\x9f][A-Za-z\x80-\x9f]*|[\x80-\x9f][a-z][A-Za-z\x80-\x9f]*")
_WORD = re.compile(r"[^\W\d_]+")


def is_mac(text: str, windows: re.Pattern[str]) -> bool:
    """Whether the controls of a text are letters of Mac Roman: of more words than there are signs of `windows`."""
    languages = languages_of("LATIN", hits(_WORD.findall(text.casefold())))
    spelt = 0
    rest: list[str] = []
    at = 0
    for found in _WITH_CONTROL.finditer(text):
        if len(found[0]) >= _SHORTEST and is_spelt(as_mac(found[0]).lower(), languages):
            spelt += 1
            rest.append(text[at : found.start()])
            at = found.end()
    return spelt > len(windows.findall(" ".join((*rest, text[at:]))))


def as_mac(text: str) -> str:
    """A text with its controls made the letters that Mac Roman has for them."""
    return "".join(alphabet("mac_roman")[ord(char)] if "\x80" <= char <= "\x9f" else char for char in text)
