"""What each character looks like after a chain of damage: the table in which damaged text is looked up.

The chain is carried out forwards, on every character that a text can have; so a character whose damage was flattened
is found as easily as any other. Several characters can look the same afterwards. A table holds the characters of one
first byte, so that only those are made which a page can need.
"""

from dataclasses import dataclass
from functools import cache

from gnn9_extract.clean.mojibake.encodings import FLAT, LEADS, Controls, alphabet, damaged, flattened, without_controls
from gnn9_extract.clean.mojibake.likelihood import IMPOSSIBLE, cost


@dataclass(frozen=True, slots=True)
class Chain:
    """How often UTF-8 was misread, in which encoding, and what became of the C1 controls afterwards."""

    encoding: str
    layers: int
    controls: Controls

    def form(self, text: str) -> str:
        """What a text looks like after the chain, before quotes and spaces are flattened."""
        return without_controls(damaged(text, self.encoding, self.layers), self.controls)

    def key(self, text: str) -> str:
        """What a text looks like after all."""
        return flattened(self.form(text))


@dataclass(frozen=True, slots=True)
class Forms:
    """The characters that begin alike, by what is left of them; the lengths that occur, the longest first."""

    opening: str
    chars: dict[str, str]
    lengths: tuple[int, ...]


@cache
def openings(chain: Chain) -> dict[str, tuple[tuple[str, tuple[int, ...]], ...]]:
    """How damaged characters begin: by the first character, what is left of the first byte, and which it can be."""
    leads: dict[str, list[int]] = {}
    for lead in LEADS:
        # A misread byte is the character of that number in the encoding, misread again in the other layers.
        first = damaged(alphabet(chain.encoding)[lead], chain.encoding, chain.layers - 1)
        opening = flattened(without_controls(first, chain.controls))
        if opening:
            leads.setdefault(opening, []).append(lead)
    found: dict[str, tuple[tuple[str, tuple[int, ...]], ...]] = {}
    for opening, numbers in leads.items():
        found[opening[0]] = (*found.get(opening[0], ()), (opening, tuple(numbers)))
    return found


@cache
def forms(chain: Chain, opening: str, leads: tuple[int, ...]) -> Forms:
    """The forms of all characters of some first bytes, of which the same is left."""
    chars = [char for lead in leads for char in _characters(lead)]
    keys = chain.key("\n".join(chars)).split("\n") if chars else []
    table: dict[str, str] = {}
    for key, char in zip(keys, chars, strict=True):
        table[key] = table.get(key, "") + char
    return Forms(opening, table, tuple(sorted({len(key) for key in table}, reverse=True)))


def fits(chain: Chain, char: str, actual: str, *, spaces: bool) -> bool:
    """Whether a stretch of text can be a character: where they differ, the text is plainer.

    `spaces` is whether no-break spaces can have been flattened.
    """
    form = chain.form(char)
    return all(
        there == here or (FLAT.get(there) == here and (spaces or here != " "))
        for there, here in zip(form, actual, strict=True)
    )


@cache
def _characters(lead: int) -> list[str]:
    """The characters of one first byte of UTF-8 that a text can have."""
    if lead < 0xE0:
        ranges = [range((lead - 0xC0) << 6, (lead - 0xBF) << 6)]
    elif lead < 0xF0:
        ranges = [range(max((lead - 0xE0) << 12, 0x800), (lead - 0xDF) << 12)]
    else:
        ranges = [range(0x1D400, 0x1D800), range(0x1F000, 0x1FB00)] if lead == 0xF0 else []
    return [char for codes in ranges for code in codes if cost(char := chr(code)) < IMPOSSIBLE]
