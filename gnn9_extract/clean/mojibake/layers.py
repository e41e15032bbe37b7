"""One layer of damage taken off: UTF-8 sequences found among characters that stand for bytes.

A character that was flattened stands for several bytes, and a dropped control for a byte that is not there at all; so
what comes out is a set of characters for each sequence, and the context decides later. A set of one is certain.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from gnn9_extract.clean.mojibake.encodings import CONTINUATION, LEADS, Encoding, encoding

_MOST = 4096  # readings of a sequence that are looked at


@dataclass(frozen=True, slots=True)
class Symbol:
    """A character of the text from `start` to `end`: all that it can be; `layers` were taken off to get it.

    Where none was (`layers` 0), it is the text itself, which can be a run of plain ASCII.

    `weak` where nothing but letters, or what flattening left, speaks for the damage; `sure` where no clean text has it.
    """

    chars: str
    start: int
    end: int
    layers: int = 0
    weak: bool = False
    sure: bool = False


@dataclass(frozen=True, slots=True)
class _Parse:
    """A sequence from one symbol on: its bytes, each a choice, how many symbols it takes, how much is guessed."""

    bytes: tuple[tuple[int, ...], ...]
    taken: int
    guessed: int


@dataclass(frozen=True, slots=True)
class Flattening:
    """Whether no-break spaces can have been flattened and controls dropped, and whether controls surely were."""

    spaces: bool
    controls: bool
    surely_controls: bool


def peel(symbols: Sequence[Symbol], table: Encoding, flattening: Flattening | None) -> tuple[list[Symbol], int, int]:
    """The text with one layer of damage off, how many sequences were surely damage, and how many were found in all.

    `flattening` is None for the inner layers, which no flattening reached.
    """
    peeled: list[Symbol] = []
    strong = found = at = 0
    while at < len(symbols):
        symbol = symbols[at]
        reading = None
        if symbol.layers or len(symbol.chars) == 1:
            window = tuple(_plain(follower) for follower in symbols[at : at + 4])
            reading = _sequence(window, table.name, flattening)
        if reading is None:
            peeled.append(symbol)
            at += 1
            continue
        chars, taken, weak, sure = reading
        # A capital behind a small letter (`pĂĄ`) is in no clean word.
        weak = weak and not (at and symbol.chars[0].isupper() and symbols[at - 1].chars[-1].islower())
        peeled.append(Symbol(chars, symbol.start, symbols[at + taken].end, symbol.layers + 1, weak, sure))
        found += 1
        strong += not weak
        at += 1 + taken
    return peeled, strong, found


def _plain(symbol: Symbol) -> str:
    """What a symbol can be, as the reading of sequences needs it: of a run of text that it is one is enough."""
    return symbol.chars if symbol.layers or len(symbol.chars) == 1 else "AA"


@lru_cache(8192)
def _sequence(window: tuple[str, ...], name: str, flattening: Flattening | None) -> tuple[str, int, bool, bool] | None:
    """The character whose damaged form opens a window of symbols, with least guessing; None where no sequence does.

    All that it can be, how many symbols behind the first it takes, and whether it is weak, and sure.
    """
    table = encoding(name)
    found: dict[tuple[int, int], str] = {}
    for lead in _leads(window[0], table, first=flattening is not None):
        needed = 1 if lead < 0xE0 else 2 if lead < 0xF0 else 3
        for parse in _continuations(window[1:], table, needed, flattening):
            if chars := _decoded((lead,), *parse.bytes):
                key = (parse.guessed, parse.taken)
                found[key] = found.get(key, "") + chars
    if not found:
        return None
    usual = {key: "".join(filter(lambda char: char in table.bytes or is_plausible(char), found[key])) for key in found}
    likely = [key for key in sorted(found) if set(usual[key]) - _RARE]
    best = likely[0] if likely and min(found)[0] else min(found)
    chars = found[best] if len(found[best]) == 1 else usual[best]
    if not chars or ord(chars[0]) in _NEVER or (ord(chars[0]) < 0x600 and not usual[best] and chars[0].isalpha()):
        return None  # a letter that no news prints: `«Å` is `ǁ` in Mac Roman
    members = window[: 1 + best[1]]
    quotes = len(members) > 1 and table.bytes.get(members[1][0]) == 0x80
    weak = _is_weak(members) or ((best[0] > 1 or " " in members) and not quotes)
    return chars, best[1], weak, _is_sure(members, table)


# What no damaged news text was: the letters of Syriac, Thaana and N'Ko, and the accents of Hebrew.
_NEVER = (*range(0x591, 0x5B0), *range(0x700, 0x900))
_OPENING_OR_SPACE = ("Pi", "Pf", "Ps", "Pe", "Pd", "Zs", "Cf")


def _is_sure(members: tuple[str, ...], table: Encoding) -> bool:
    """Whether no clean text has a sequence: `â€`, or the lead of Western letters and signs before a sign (`Ã©`, `Â£`).

    Quotes, dashes and spaces are no such signs: they stand behind clean letters too (`„Ä“`, `ß` and a no-break space).
    """
    bytes_ = [table.bytes.get(chars[0], 0) for chars in members]
    if len(members) > 1 and bytes_[0] == 0xE2 and bytes_[1] == 0x80:
        return True
    if len(members) > 2 and members[0] in table.flat and bytes_[1] == 0x80 and bytes_[2]:
        return True  # `'Äô`, where the lead itself was flattened
    if len(members) < 2 or bytes_[0] not in (0xC2, 0xC3) or members[1][0].isascii():
        return False
    second = members[1][0]
    if not members[0][0].isalpha():
        return not unicodedata.name(second, "").startswith("BOX")
    return not second.isalpha() and unicodedata.category(second) not in _OPENING_OR_SPACE


def _leads(chars: str, table: Encoding, *, first: bool) -> tuple[int, ...]:
    found = tuple(byte for char in chars if (byte := table.bytes.get(char, 0)) in LEADS)
    if found or not first or chars not in table.flat:
        return found
    # Mac Roman has quotes among its leads; of those only E2, that of all curly quotes and dashes, is worth a guess.
    return (0xE2,) if 0xE2 in table.flat[chars] else ()


def _continuations(
    window: Sequence[str], table: Encoding, needed: int, flattening: Flattening | None
) -> Iterator[_Parse]:
    """Every way to read so many continuation bytes from the head of a window on."""
    if not needed:
        yield _Parse((), 0, 0)
        return
    chars = window[0] if window else ""
    sure = tuple(byte for char in chars if (byte := table.bytes.get(char, 0)) in CONTINUATION)
    choices = [(sure, 1, 0)] if sure else []
    if flattening and chars in table.flat and (chars != " " or flattening.spaces):
        flat = tuple(byte for byte in table.flat[chars] if byte in CONTINUATION)
        guessed = 1 if chars != " " else 3 if flattening.surely_controls else 1
        choices += [(flat, 1, guessed)] if flat else []
    if flattening and flattening.controls and table.dropped and not sure:
        choices.append((table.dropped, 0, 2))
    for choice, taken, guessed in choices:
        for rest in _continuations(window[taken:], table, needed - 1, flattening):
            yield _Parse((choice, *rest.bytes), taken + rest.taken, guessed + rest.guessed)


@lru_cache(4096)
def _decoded(*choices: tuple[int, ...]) -> str:
    """The characters that choices of bytes are in UTF-8."""
    found: list[str] = []
    for number, raw in enumerate(product(*choices)):
        if number > _MOST:
            return ""
        try:
            char = bytes(raw).decode()
        except UnicodeDecodeError:
            continue
        if unicodedata.category(char) not in ("Cn", "Co"):
            found.append(char)
    return "".join(found)


# The letters and marks that a news text chooses among when a byte is not known: Latin, Greek, Cyrillic, punctuation.
_RANGES = (
    (0xA0, 0x180),
    (0x1A0, 0x1B1),
    (0x386, 0x3CF),
    (0x400, 0x460),
    (0x490, 0x494),
    (0x1E00, 0x1F00),
    (0x2013, 0x2027),
)
_SIGNS = frozenset("‰′″‹›€™−×÷№")
_RARE = frozenset("†‡")  # what a flattened space makes of most that were quotes


_PLAUSIBLE = _SIGNS.union(chr(code) for low, high in _RANGES for code in range(low, high))


def is_plausible(char: str) -> bool:
    """Whether a news text may well have a character, where nothing but the context tells."""
    return char in _PLAUSIBLE


def _is_weak(members: Sequence[str]) -> bool:
    """Whether a sequence could stand in clean text: letters of one script, or a letter and what a flattening left.

    A mark right behind a letter (`Ã©`, `â€`) and letters of two scripts (`ΓÇö`) are none of that.
    """
    lead = members[0][0]
    sure = [chars[0] for chars in members[1:] if not chars.isascii()]
    if not sure:
        return True
    if not lead.isalpha() or any(unicodedata.category(char)[0] not in "LM" for char in sure):
        return False
    return all(script_of(char) == script_of(lead) for char in sure)


@lru_cache(1024)
def script_of(letter: str) -> str:
    """The script of a letter, as its Unicode name begins with it."""
    return unicodedata.name(letter, "").partition(" ")[0]
