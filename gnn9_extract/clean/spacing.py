"""White space that a print put between its lines and its words: double spacing, and lines spread to the measure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from gnn9_extract.clean.layout import WIDEST, find_layout
from gnn9_extract.clean.rewrite import change_line
from gnn9_extract.page import Edit, Line, Page
from gnn9_extract.tables.words import is_connective

_SPACED = 0.9  # of the lines have a blank one over them where a page is double spaced
_FEWEST = 4  # words, one a line, that were one line
# The white space in a line that was spread to the measure: `the     mayor   said`.
_SPREAD = re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)")
# Two blanks after a sentence are a typist's: `at noon.  The` -- not the three of `noon.   The`.
_TYPIST = re.compile(r"[.!?:][\"'”’)]? {2}(?! )")


def single_spaced(page: Page) -> Page:
    """The page without the blank lines of double spacing, where its lines are wrapped once those are away."""
    lines = page.lines
    if sum(line.gap > 0 for line in lines[1:]) < _SPACED * len(lines) or _are_paragraphs(lines):
        return page
    if find_layout(lines, page.source).measure:
        return page
    closed = tuple(line._replace(gap=max(0, line.gap - 1)) for line in lines)
    return replace(page, lines=closed) if find_layout(closed, page.source, sure=True).measure else page


def _are_paragraphs(lines: Sequence[Line]) -> bool:
    """Whether more lines than a few are longer than any measure."""
    return sum(len(line.text) > WIDEST for line in lines) > (1 - _SPACED) * len(lines)


def spread_words(lines: Sequence[Line]) -> Iterator[int]:
    """The starts of the lines that are one word each, with a blank line over them, of a line that was spread.

    pdftotext sets the words of a justified line so where the gaps between them are wide. They go on with a sentence,
    and a word among them needs another: `for`, `the` -- not the entries of a list.
    """
    pairs = [*pairwise(lines)]
    for is_word, run in groupby(pairs, key=_is_spread):
        words = [*run]
        before, first = words[0]
        goes_on = first.text[0].islower() and before.text[-1].isalnum()
        if is_word and goes_on and len(words) >= _FEWEST and any(is_connective(line.text) for _, line in words):
            yield from (line.start for _, line in words)


def _is_spread(pair: tuple[Line, Line]) -> bool:
    line, below = pair
    return below.gap == 1 and below.page == line.page and " " not in below.text and not below.heading


def close_spread_lines(page: Page, joined: set[int]) -> Page:
    """The page with one blank between the words of paragraphs that were joined of several lines; each is an edit."""
    lines: list[Line] = []
    edits: list[Edit] = []
    for line in page.lines:
        if line.start not in joined or "  " not in line.text:
            lines.append(line)
            continue
        changes = [
            (found.start(), found.end(), " ")
            for found in _SPREAD.finditer(line.text)
            if not _TYPIST.search(line.text, max(0, found.start() - 2), found.end() + 1)
        ]
        changed, made = change_line(page, line, changes, "join", "spread")
        lines += [changed] if changed else []
        edits += made
    return page.edited(lines, edits) if edits else page
