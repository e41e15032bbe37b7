"""What each character looks like after a chain of damage: the table in which damaged text is looked up.

The chain is carried out forwards, on every character that a text can have; so a character whose damage was flattened
is found as easily as any other. Several characters can look the same afterwards. A table holds those that begin alike,
so that only those are made which a page can need.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any, NamedTuple

from gnn9_extract.clean.mojibake.encodings import (
    CONTINUATION,
    FLAT,
    LEADS,
    Controls,
    alphabet,
    damaged,
    flattened,
    without_controls,
)
from gnn9_extract.clean.mojibake.likelihood import IMPOSSIBLE, cost


class Chain(NamedTuple):
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
    """Some characters by what is left of them; the lengths that occur, the longest first.

    `readings` is for who reads them: what a stretch was found to be, where spaces can have been flattened or not.
    """

    chars: dict[str, str]
    lengths: tuple[int, ...]
    readings: tuple[dict[str, Any], dict[str, Any]] = field(default_factory=lambda: ({}, {}))


class Opening:
    """How damaged characters begin: what is left of their first byte after a chain, and which bytes it can be.

    Their forms are made as a page needs them: those that go on with the character that follows there.
    """

    def __init__(self, text: str, leads: tuple[int, ...], chain: Chain) -> None:
        self.text = text
        self.chain = chain
        self._leads = leads
        self._is_long = leads[-1] >= 0xE0
        self._goes_on = _shown(chain) if self._is_long else {}
        self._made: dict[str, Forms] = {}

    def forms(self, following: str) -> Forms:
        """The forms of all its characters that can go on with what follows."""
        key = following if following in self._goes_on else ""
        if key not in self._made:
            self._made[key] = self._forms(key)
        return self._made[key]

    def _forms(self, following: str) -> Forms:
        table: dict[str, str] = {}
        seconds = self._goes_on.get(following, ()) if self._is_long else tuple(CONTINUATION)
        chars = [char for lead in self._leads for char in _characters(lead, seconds, _dropped(self.chain))]
        keys = self.chain.key("\n".join(chars)).split("\n") if chars else []
        for key, char in zip(keys, chars, strict=True):
            table[key] = table.get(key, "") + char
        if self._bare:
            table[self.text] = self._bare
        return Forms(table, tuple(sorted({len(key) for key in table}, reverse=True)))

    @cached_property
    def seconds(self) -> frozenset[str] | None:
        """What can stand behind its first character; None where nothing has to."""
        if len(self.text) > 1:
            return frozenset(self.text[1])
        return None if _dropped(self.chain) else frozenset(_shown(self.chain))

    @cached_property
    def _bare(self) -> str:
        """The characters of which nothing else is left."""
        dropped = _dropped(self.chain) if self._is_long else ()
        return "".join(char for lead in self._leads for char in _characters(lead, (), dropped, bare=True))


@cache
def _shown(chain: Chain) -> dict[str, tuple[int, ...]]:
    """The bytes behind a first one, by the first character of what is left of each."""
    shown: dict[str, tuple[int, ...]] = {}
    for byte in CONTINUATION:
        if left := _left(chain)[byte]:
            shown[left[0]] = (*shown.get(left[0], ()), byte)
    return shown


@cache
def _dropped(chain: Chain) -> tuple[int, ...]:
    """The bytes behind a first one of which nothing is left."""
    return tuple(byte for byte in CONTINUATION if not _left(chain)[byte])


@cache
def _left(chain: Chain) -> dict[int, str]:
    """What is left of each byte: the character of that number in the encoding, misread again in the other layers."""
    numbers = range(CONTINUATION.start, LEADS.stop)
    first = "\n".join(alphabet(chain.encoding)[byte] for byte in numbers)
    return dict(zip(numbers, chain._replace(layers=chain.layers - 1).key(first).split("\n"), strict=True))


@cache
def openings(chain: Chain) -> dict[str, tuple[Opening, ...]]:
    """How damaged characters begin, by the first character."""
    leads: dict[str, list[int]] = {}
    for lead in LEADS:
        if opening := _left(chain)[lead]:
            leads.setdefault(opening, []).append(lead)
    found: dict[str, tuple[Opening, ...]] = {}
    for opening, numbers in leads.items():
        found[opening[0]] = (*found.get(opening[0], ()), Opening(opening, tuple(numbers), chain))
    return found


def fits(chain: Chain, char: str, actual: str, *, spaces: bool) -> bool:
    """Whether a stretch of text can be a character: where they differ, the text is plainer.

    `spaces` is whether no-break spaces can have been flattened.
    """
    form = chain.form(char)
    return all(
        there == here or (FLAT.get(there) == here and (spaces or here != " "))
        for there, here in zip(form, actual, strict=True)
    )


def _characters(lead: int, seconds: Sequence[int], dropped: Sequence[int], *, bare: bool = False) -> list[str]:
    """The characters of one first byte of UTF-8 that a text can have, by the first byte behind it that is not dropped.

    That is one of `seconds`; `bare` are those of which all bytes behind the first are dropped.
    """
    number = 1 if lead < 0xE0 else 2 if lead < 0xF0 else 3
    codes = _codes(lead & (0x3F >> number), number, seconds, dropped, bare=bare)
    return [char for code in sorted(codes) if _LEAST[number] <= code < _MOST if cost(char := chr(code)) < IMPOSSIBLE]


_LEAST = (0, 0x80, 0x800, 0x10000)
_MOST = 0x1FB00  # beyond there are only signs of drawings, and characters of old books


def _codes(high: int, number: int, seconds: Sequence[int], dropped: Sequence[int], *, bare: bool) -> Iterator[int]:
    """The codes of a first byte's bits and of some bytes behind it."""
    if not number:
        if bare:
            yield high
        return
    for byte in seconds:
        first = (high << 6 | byte & 0x3F) << 6 * (number - 1)
        yield from range(first, first + (1 << 6 * (number - 1)))
    for byte in dropped:
        yield from _codes(high << 6 | byte & 0x3F, number - 1, seconds, dropped, bare=bare)
