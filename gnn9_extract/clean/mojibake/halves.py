"""Half a repair is none: a run of damage of which the repair leaves damage is left as it is.

It went through more than one chain, or through one that is not known: what a chain makes of a part of it is as wrong
as what stands there, and looks less like what it was.
"""

import re
from collections.abc import Sequence

from gnn9_extract.clean.mojibake.reading import Slot, is_sure


def without_halves(
    text: str, slots: Sequence[Slot], characters: Sequence[str | None], encoding: str
) -> Sequence[str | None]:
    """What each damaged character of a line was, None for all of a run of which a half would be left.

    Where that are most of the line, all of it was damaged so.
    """
    whole = list(characters)
    first = halves = 0
    while first < len(slots):
        last = first + 1
        while last < len(slots) and _is_one_run(text[slots[last - 1].end : slots[last].start]):
            last += 1
        start, end = slots[first].start, slots[last - 1].end
        left, right = _found(_BEFORE, text[max(start - _NEAR, 0) : start]), _found(_AFTER, text[end : end + _NEAR])
        parts, at, is_part = [left], start, bool(left or right)
        for slot, char in zip(slots[first:last], characters[first:last], strict=True):
            is_part |= slot.start > at or char is None
            parts += text[at : slot.start], text[slot.start : slot.end] if char is None else char
            at = slot.end
        if is_part and last - first > 1 and _is_damage("".join((*parts, right)), encoding):
            whole[first:last] = [None] * (last - first)
            halves += last - first
        first = last
    return whole if 2 * halves < len(slots) else [None] * len(slots)


_NEAR = 24
_BEFORE = re.compile(r"[^\x00-\x7f]*$")
_AFTER = re.compile(r"[^\x00-\x7f]*")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")


def _is_one_run(between: str) -> bool:
    return not between or _BEYOND_ASCII.fullmatch(between) is not None


def _is_damage(run: str, encoding: str) -> bool:
    """Whether a run has something that no clean text has."""
    return any(is_sure(stretch, encoding) for stretch in _BEYOND_ASCII.findall(run))


def _found(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[0] if found else ""
