"""The damage of a page: found, read line by line, and each character chosen."""

import re
from collections.abc import Iterator, Mapping, Sequence

from gnn9_extract.clean.mojibake.acceptance import Proof, accepted, sure_ones
from gnn9_extract.clean.mojibake.context import LOST, PageContext, chosen
from gnn9_extract.clean.mojibake.damage import Slot
from gnn9_extract.clean.mojibake.diagnosis import SMALL, Diagnosis, diagnose, has_signs
from gnn9_extract.clean.mojibake.halves import without_halves
from gnn9_extract.clean.mojibake.likelihood import BOM
from gnn9_extract.clean.mojibake.quoting import is_quoted
from gnn9_extract.clean.mojibake.residue import repair_letters, repair_runs
from gnn9_extract.clean.rewrite import change_line
from gnn9_extract.page import Doubt, Edit, Line, Page


def repair_mojibake(page: Page) -> Page:
    """The page with its damaged characters repaired; a page of plain ASCII is handed back as it is.

    What cannot be decided is left, with a warning that says where it stands in the source.
    """
    if page.source.isascii():
        return page
    text = _beyond_ascii(page)
    undecided, lost = list[_Place](), list[_Place]()
    if has_signs(text):
        if found := diagnose(text):
            damaged = _damaged(page, found)
            lines = [(line.text, damaged.get(line.start, ())) for line in page.lines]
            if damaged and is_quoted(lines):
                return page
            page, undecided, lost = _restored(page, damaged, PageContext(found.reader.damage, lines))
            text = _beyond_ascii(page)
        if has_signs(text):
            page = repair_runs(page, frozenset(page.source[start:end] for start, end in undecided))
    page = repair_letters(page, text)
    left = [place for place in undecided if not any(edit.start < place[1] for edit in page.edits_in(*place))]
    told = [
        Doubt("undecided-mojibake", f"{what}: " + ", ".join(f"{page.source[slice(*at)]!r} at {at[0]}" for at in places))
        for what, places in (("left as they are", left), ("lost, each is U+FFFD now", lost))
        if places
    ]
    return page.edited(page.lines, (), told) if told else page


def _beyond_ascii(page: Page) -> str:
    """The lines that are not of plain ASCII."""
    return "\n".join([line.text for line in page.lines if not line.text.isascii()])


_Place = tuple[int, int]


def _restored(
    page: Page, damaged: Mapping[int, Sequence[Slot]], context: PageContext
) -> tuple[Page, list[_Place], list[_Place]]:
    """The page repaired, and the places in the source of what is damaged but not decided: of that left, that lost."""
    lines, edits, undecided, lost = list[Line](), list[Edit](), list[_Place](), list[_Place]()
    for line in page.lines:
        slots = damaged.get(line.start)
        if not slots:
            lines.append(line)
            continue
        characters = without_halves(line.text, slots, chosen(line.text, slots, context), context.damage.encoding)
        if None in characters or LOST in characters:
            places = page.places(line)
            for slot, char in zip(slots, characters, strict=True):
                if char is None or (char == LOST and char not in slot.chars):
                    (lost if char else undecided).append((places.start(slot.start), places.end(slot.end)))
        changed, made = change_line(page, line, list(_changes(slots, characters)), "repair", context.damage.rule)
        lines += [changed] if changed else []
        edits += made
    return page.edited(lines, edits) if edits else page, undecided, lost


def _damaged(page: Page, diagnosis: Diagnosis) -> dict[int, list[Slot]]:
    """The damaged characters of the lines that have some, by where the line starts."""
    beyond_ascii = [line for line in page.lines if not line.text.isascii()]
    read = [(line, _without_small(line.text, diagnosis.reader.line(line.text)[0])) for line in beyond_ascii]
    if diagnosis.whole:
        found = {line.start: accepted(line.text, slots) for line, slots in read}
    else:
        proof = Proof([(line.text, slots) for line, slots in read])
        found = {line.start: sure_ones(line.text, slots, proof) for line, slots in read}
    return {start: slots for start, slots in found.items() if slots}


# `ã¢â‚¬â„¢` in an address, with all that follows of it.
_SMALL_RUN = re.compile(rf"{SMALL}[^\x00-\x7f]*")


def _without_small(text: str, slots: Sequence[Slot]) -> Sequence[Slot]:
    """The damaged characters of a line without those that were put in small letters afterwards."""
    if SMALL not in text:
        return slots
    small = [found.span() for found in _SMALL_RUN.finditer(text)]
    return [slot for slot in slots if not any(start < slot.end and slot.start < end for start, end in small)]


def _changes(slots: Sequence[Slot], characters: Sequence[str | None]) -> Iterator[tuple[int, int, str]]:
    """The stretches of a line that were damaged, each with what it was; a byte order mark goes."""
    run: list[str] = []
    start = end = -1
    for slot, char in zip(slots, characters, strict=True):
        if run and (slot.start != end or char is None):
            yield start, end, "".join(run).replace(BOM, "")
            run = []
        if char is not None:
            start = start if run else slot.start
            end = slot.end
            run.append(char)
    if run:
        yield start, end, "".join(run).replace(BOM, "")
