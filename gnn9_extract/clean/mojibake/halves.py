"""Half a repair is none: what a run of damage that was repaired in part becomes.

It went through more than one chain, or through one that is not known. Where what is left can be read once more, it is:
`Ã?Â¢â?¬â?¢` was `â€™`, and that was `’`. Else the run is left: what a chain makes of a part of it is as wrong as
what stands there, and looks less like what it was.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, product
from math import prod

from gnn9_extract.clean.mojibake.context import mark
from gnn9_extract.clean.mojibake.damage import Slot
from gnn9_extract.clean.mojibake.encodings import alphabet
from gnn9_extract.clean.mojibake.evidence import is_sure
from gnn9_extract.clean.mojibake.likelihood import MARKS

_NEAR = 24  # characters beside a run that are looked at
_MOST = 500  # ways to fill in a run that are tried
_BEFORE = re.compile(r"[^\x00-\x7f]*$")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")


def without_halves(
    text: str, slots: Sequence[Slot], characters: Sequence[str | None], encoding: str
) -> Sequence[str | None]:
    """What each damaged character of a line was; None for all of a run that cannot be repaired as a whole.

    Where that are most of the line, all of it was damaged so.
    """
    whole = list(characters)
    halves = 0
    for first, last in _runs(text, slots):
        if last - first < 2:
            continue
        run = slots[first:last]
        result, is_part = _result(text, run, characters[first:last])
        if any(is_sure(stretch, encoding) for stretch in _BEYOND_ASCII.findall(result)):
            char = _read_again(text, run)
            if char or is_part:
                whole[first:last] = [char, *([char and ""] * (last - first - 1))]
            halves += 0 if char or not is_part else last - first
    return whole if 2 * halves < len(slots) else [None] * len(slots)


def _runs(text: str, slots: Sequence[Slot]) -> Iterator[tuple[int, int]]:
    """The damaged characters between which there is nothing, or nothing of ASCII: the first, and the one behind."""
    first = 0
    for last in range(1, len(slots) + 1):
        between = text[slots[last - 1].end : slots[last].start] if last < len(slots) else " "
        if between and not _BEYOND_ASCII.fullmatch(between):
            yield first, last
            first = last


def _result(text: str, run: Sequence[Slot], characters: Sequence[str | None]) -> tuple[str, bool]:
    """What becomes of a run and of what is not of ASCII beside it, and whether a part of it stays as it is."""
    start, end = run[0].start, run[-1].end
    before, after = _BEFORE.search(text, max(start - _NEAR, 0), start), _BEYOND_ASCII.match(text, end, end + _NEAR)
    parts, at, is_part = [before[0] if before else ""], start, bool(after or (before and before[0]))
    for slot, char in zip(run, characters, strict=True):
        is_part |= slot.start > at or char is None
        parts += text[at : slot.start], text[slot.start : slot.end] if char is None else char
        at = slot.end
    return "".join((*parts, after[0] if after else "")), is_part


def _read_again(text: str, run: Sequence[Slot]) -> str | None:
    """The mark that a run was whose characters are a damaged one themselves; None where it was none."""
    touches = all(slot.end == following.start for slot, following in pairwise(run))
    if not touches or prod(len(slot.chars) for slot in run) > _MOST:
        return None
    found = {char for way in product(*(slot.chars for slot in run)) if (char := _decoded("".join(way))) in MARKS}
    before, after = text[max(run[0].start - _NEAR, 0) : run[0].start], text[run[-1].end : run[-1].end + _NEAR]
    return mark("".join(sorted(found)), before, after) if found else None


def _decoded(text: str) -> str:
    """What a text is as Windows-1252; nothing where it is none."""
    try:
        return bytes(map(alphabet("cp1252").index, text)).decode()
    except (ValueError, UnicodeDecodeError):
        return ""
