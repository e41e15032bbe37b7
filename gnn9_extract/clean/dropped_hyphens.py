"""Hyphens that a print's converter dropped: `a few lowresolution images`.

pdftotext joins a word that has a hyphen at the end of a line, takes the hyphen for one of a typesetter who cut the
word, and sets the next line behind it. Such a line is wider than the measure, and the word stands where the measure
ended. The hyphen comes back where the word is none without it and both halves are words, but not on a page whose
typesetter did cut words.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from gnn9_extract.clean.hyphen import Words
from gnn9_extract.clean.layout import Layout
from gnn9_extract.clean.rewrite import change_line
from gnn9_extract.page import Edit, Line, Page

# A word of letters, with a number before it or without: `lowresolution`, `30minute` -- not `U.S`, not `low-resolution`.
_WORD = re.compile(r"(?<![\w-])\d{0,4}[^\W\d_]{4,40}(?![\w-])")
_SHORTEST = 2  # letters of half a word


def restore_hyphens(page: Page, layout: Layout) -> Page:
    """The page with the hyphens that stood at the ends of its lines; each is an edit."""
    if layout.measure is None:
        return page
    words = Words(page.lines)
    inside = [line for above, line in pairwise(page.lines) if not line.gap and above.page == line.page]
    widest = layout.measure + layout.slack  # of the lines that were printed to the measure
    too_wide = [line for line in inside if widest < layout.width(line) <= 2 * layout.measure]
    crossing = {line.start: _crossing(line, layout, layout.measure) for line in too_wide}
    if any(all(words.known(word[0]) for word in found) for found in crossing.values()):
        return page  # a typesetter who cuts words where they have no hyphen
    lines: list[Line] = []
    edits: list[Edit] = []
    for line in page.lines:
        halves = [place for word in crossing.get(line.start, ()) for place in _halves(word, words)]
        if len(halves) != 1:
            lines.append(line)
            continue
        letter = line.text[halves[0] - 1]
        changed, made = change_line(page, line, [(halves[0] - 1, halves[0], letter + "-")], "repair", "dropped_hyphen")
        lines += [changed] if changed else []
        edits += made
    return page.edited(lines, edits) if edits else page


def _crossing(line: Line, layout: Layout, measure: int) -> Sequence[re.Match[str]]:
    """The words of a line that the end of the measure can have cut."""
    return [
        word
        for word in _WORD.finditer(line.text)
        if layout.width(line.with_text(line.text[: word.start() + _SHORTEST])) <= measure + layout.slack
        and layout.width(line.with_text(line.text[: word.end()])) >= measure - layout.slack
    ]


def _halves(word: re.Match[str], words: Words) -> Iterator[int]:
    """The places in the line where a word in small letters falls into two: words, or a number and a word."""
    text = word[0]
    for at in range(_SHORTEST, len(text) - _SHORTEST + 1):
        before, after = text[:at], text[at:]
        if (before.isdigit() or (text.islower() and words.known(before))) and words.known(after):
            yield word.start() + at
