"""What of the damage that was read is taken for damage: most on a page damaged as a whole, else what is sure."""

from collections.abc import Sequence

from gnn9_extract.clean.mojibake.damage import Slot
from gnn9_extract.clean.mojibake.encodings import FLAT
from gnn9_extract.clean.mojibake.likelihood import script_of


def accepted(text: str, slots: Sequence[Slot]) -> list[Slot]:
    """The damaged characters of a page that is damaged as a whole, but for the weak ones that may be clean.

    A weak one is clean in a word of which another letter was not damaged (`Рівне`), and in a script of which nothing
    stronger is on the page; a capital and a space are a residue where no word goes on behind them (`Å The`).
    """
    starts = {slot.start: slot for slot in slots}
    ends = {slot.end: slot for slot in slots}
    return [slot for slot in slots if not (slot.weak and _is_doubtful(text, slot, starts, ends))]


def _is_doubtful(text: str, slot: Slot, starts: dict[int, Slot], ends: dict[int, Slot]) -> bool:
    last = text[slot.end - 1 : slot.end]
    following = text[slot.end : slot.end + 1]
    goes_on = slot.end in starts or slot.start in ends or following.islower() or following == " "
    if FLAT.get(last, last) == " " and not goes_on and text[slot.start].isupper():
        return True
    return _meets_clean(text, slot.end, 1, starts) or _meets_clean(text, slot.start, -1, ends)


def _meets_clean(text: str, at: int, step: int, slots: dict[int, Slot]) -> bool:
    """Whether a letter beyond ASCII that is not damaged stands in the same word, in one direction."""
    while True:
        if at in slots:
            at = slots[at].end if step > 0 else slots[at].start
            continue
        char = text[at : at + 1] if step > 0 else text[at - 1 : at] if at else ""
        if not char.isalpha():
            return False
        if not char.isascii():
            return True
        at += step


class Proof:
    """What the sure damage of a page says for other damage on it."""

    def __init__(self, read: Sequence[tuple[str, Sequence[Slot]]]) -> None:
        sure = [(text, slot) for text, slots in read for slot in slots if slot.sure]
        self.looks = frozenset(text[slot.start : slot.end] for text, slot in sure)
        self.begins = frozenset(begin for text, slot in sure if (begin := _begin(text, slot))[1] != "LATIN")


def _begin(text: str, slot: Slot) -> tuple[str, str]:
    """How a damaged character begins, and its script; digits have the script of the letters."""
    return text[slot.start], script_of(slot.chars[0]).partition("-")[0]


def sure_ones(text: str, slots: Sequence[Slot], proof: Proof) -> list[Slot]:
    """The damaged characters of a page that is damaged in part.

    They are what no clean text has, what stands beside it, and what looks the same as one that is sure elsewhere on
    the page, unless it stands inside a word; and letters side by side that begin like sure ones of another script.
    """
    kept = [slot.sure or (text[slot.start : slot.end] in proof.looks and not _is_inside(text, slot)) for slot in slots]
    if proof.begins:
        like = [_begin(text, slot) in proof.begins for slot in slots]
        for at in range(1, len(slots)):
            if like[at - 1] and like[at] and slots[at - 1].end == slots[at].start:
                kept[at - 1] = kept[at] = True
    for order in (range(1, len(slots)), range(len(slots) - 2, -1, -1)):
        for at in order:
            beside = at - order.step
            touches = slots[min(at, beside)].end == slots[max(at, beside)].start
            kept[at] = kept[at] or (touches and kept[beside])
    return [slot for slot, keep in zip(slots, kept, strict=True) if keep]


def _is_inside(text: str, slot: Slot) -> bool:
    """Whether a stretch of letters only stands inside a word, or is one."""
    before, after = text[slot.start - 1 : slot.start], text[slot.end : slot.end + 1]
    return before.isalpha() and after.isalpha() and text[slot.start : slot.end].isalpha()
