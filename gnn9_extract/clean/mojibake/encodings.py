"""The encodings that UTF-8 is misread in, byte by byte, and what flattening does to their characters.

A byte without a meaning in an encoding is its C1 control, as browsers have it. Flattened are, often after the damage:
curly quotes to straight ones, no-break spaces to spaces; C1 controls are dropped.
"""

from dataclasses import dataclass
from functools import cache

# In the order of how often they are met; the first of equals wins.
ENCODINGS = ("cp1252", "latin-1", "cp1250", "cp1251", "cp437", "mac_roman")

_STRAIGHT = {"'": "‘’‚", '"': "“”„", " ": "\u00a0"}
CONTINUATION = range(0x80, 0xC0)
LEADS = range(0xC2, 0xF5)


@dataclass(frozen=True, slots=True)
class Encoding:
    """`bytes` has the byte of each character beyond ASCII, `dropped` the bytes of controls.

    `flat` has the bytes of the characters that are flattened to an ASCII one.
    """

    name: str
    bytes: dict[str, int]
    flat: dict[str, tuple[int, ...]]
    dropped: tuple[int, ...]

    @property
    def rule(self) -> str:
        """The name of the rule that repairs what was misread in it."""
        return f"mojibake_{self.name.replace('-', '_')}"

    def chars(self, numbers: range) -> str:
        """The characters of a range of bytes."""
        return "".join(char for char, byte in self.bytes.items() if byte in numbers)


@cache
def encoding(name: str) -> Encoding:
    """The tables of an encoding."""
    chars = {_char(byte, name): byte for byte in range(0x80, 0x100)}
    flat = {plain: tuple(chars[char] for char in curly if char in chars) for plain, curly in _STRAIGHT.items()}
    dropped = tuple(byte for char, byte in chars.items() if "\x80" <= char <= "\x9f" and byte in CONTINUATION)
    return Encoding(name, chars, flat, dropped)


def _char(byte: int, name: str) -> str:
    try:
        return bytes([byte]).decode(name)
    except UnicodeDecodeError:
        return chr(byte)
