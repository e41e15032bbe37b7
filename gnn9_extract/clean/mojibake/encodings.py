"""The encodings that UTF-8 is misread in, and what flattening does to the characters that come of it.

A byte without a meaning in an encoding is its C1 control, as browsers have it. Flattened are, often after the damage:
curly quotes to straight ones, no-break spaces to spaces; C1 controls are dropped, or shown as `?` or U+FFFD.
"""

import codecs
from functools import cache
from typing import Literal

# In the order of how often they are met; the first of equals wins. The others are asked where these explain less.
USUAL = ("cp1252", "latin-1", "cp1250", "cp1251", "cp437", "mac_roman")
ENCODINGS = (*USUAL, "iso8859_2", "cp1257", "cp1254", "cp850")

# What became of the C1 controls: still there, dropped, or shown as a mark.
Controls = Literal["kept", "", "\ufffd", "?"]

FLAT = {"‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "\u00a0": " "}
_C1 = range(0x80, 0xA0)
CONTINUATION = range(0x80, 0xC0)
LEADS = range(0xC2, 0xF5)


@cache
def alphabet(name: str) -> str:
    """The 256 characters of an encoding, by byte."""
    return "".join(_char(byte, name) for byte in range(0x100))


def chars(name: str, numbers: range) -> str:
    """The characters of a range of bytes."""
    return "".join(alphabet(name)[byte] for byte in numbers)


def damaged(text: str, name: str, layers: int) -> str:
    """A text that was misread in an encoding so many times.

    >>> damaged("—", "cp1252", 1)
    'â€”'
    """
    for _ in range(layers):
        text = codecs.charmap_decode(text.encode(), "strict", alphabet(name))[0]
    return text


def flattened(text: str) -> str:
    """A text with its curly quotes and no-break spaces made plain."""
    for curly, plain in FLAT.items():  # quicker than str.translate
        text = text.replace(curly, plain)
    return text


def without_controls(text: str, controls: Controls) -> str:
    """A text after its C1 controls were dropped or replaced."""
    return text if controls == "kept" else text.translate(dict.fromkeys(_C1, controls))


def _char(byte: int, name: str) -> str:
    try:
        return bytes([byte]).decode(name)
    except UnicodeDecodeError:
        return chr(byte)


def beyond_ascii(text: str) -> int:
    """How many characters of a text are not of ASCII."""
    return 0 if text.isascii() else len(text) - len(text.encode("ascii", "ignore"))  # quicker than to find them
