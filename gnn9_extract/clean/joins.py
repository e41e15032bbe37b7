"""Whether two lines are one: the evidence for a join.

On one print page: the page is wrapped, and the next word did not fit on the line. Over a page break: the left side
stops in mid-sentence, or the right side goes on in a small letter. Headings, credits and list items are joined to
nothing.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from gnn9_extract.clean.hyphen import Words, joint
from gnn9_extract.clean.layout import Layout
from gnn9_extract.clean.lengths import Bond, lines_that_go_on
from gnn9_extract.clean.sentences import ends_sentence, is_open, quotation_open
from gnn9_extract.clean.spacing import spread_words
from gnn9_extract.page import Line
from gnn9_extract.tables.credits import read_credit
from gnn9_extract.tables.stamps import is_credit
from gnn9_extract.tables.words import is_opener

_NEARLY_FULL = 0.7  # of the measure: a line that stops so far from it, in mid-sentence, was cut by something else
_HEADLINE_LINES = 4  # so many lines can a headline have
_CREDIT_LINES = 5  # so many lines at the head of a story can be its headline, byline and timestamp
_HYPHENATED = 0.06  # of the lines end in a hyphen where words are cut
_SHORT = 60  # characters; a longer line is no heading

# `- item`, `* item` -- not a dash that goes on with a sentence.
_BULLETS = "-*•·▪◦"
# `1. item`, `(a) item` -- not `1.5 million`, and not the `1. They` of `on May 1. They`.
_NUMBERED = re.compile(r"\(?(?:\d{1,2}|[a-z])[.)]\s")
# The first two words of a sentence: `As the` -- not `The Hague`, not `Diu said` (its first word may be a name).
_OPENING = re.compile(r"(?P<opener>[^\W\d_]+) (?=[^\W\d_])")


class Joins:
    """Asked line by line, in their order, as a page break can leave less of a line than was printed."""

    def __init__(self, lines: Sequence[Line], layout: Layout) -> None:
        self._layout = layout
        self._words = Words(lines)
        # A typesetter who cuts words at line ends does it often; else a hyphen there mostly belongs to its word.
        self._hyphenated = sum(line.text[-1] == "-" for line in lines) > max(2, _HYPHENATED * len(lines))
        self._credits = set(_credit_lines(lines))
        self._headline = set(_headline_lines(lines, layout))
        self._spread = set(spread_words(lines))
        self._headings = set(_heading_lines(lines, layout))
        self._verse = set(_verse_lines(lines, layout))
        self._going_on: set[int] = set()
        self._going_on = set(self._lines_that_go_on(lines))
        self._last = lines[-1]
        # What a page break cut off the current line: with it the line is as wide as it was when it was wrapped.
        self._cut_off = 0

    def glue(self, left: Line, right: Line) -> str | None:
        """What joins two lines: a space, nothing, a hyphen; None where they stay apart."""
        if right.start in self._headline or (right.start in self._spread and not left.heading):
            return " "
        broken = left.page != right.page
        width = self._layout.width(left) + self._cut_off
        self._cut_off = 0
        if not (self._goes_on(left, right) if broken else self._wrapped(left, right, width)):
            return None
        if left.heading or right.heading or left.start in self._credits or right.start in self._credits:
            return None
        ended = ends_sentence(left.text)
        if (right.text[0] in _BULLETS and right.text[1:2].isspace()) or (ended and _NUMBERED.match(right.text)):
            return None
        can_be_credit = broken or ended or (right is self._last and right.text[-1] != ".")
        if can_be_credit and read_credit(right.text):
            return None
        if broken and width + self._layout.width(right) <= (self._layout.measure or 0) + 10:
            self._cut_off = width
        return joint(left.text, right.text, self._words, cut=broken or self._hyphenated)

    def undecided(self, left: Line, right: Line) -> bool:
        """Whether two lines that stay apart could be one paragraph: a page, or a full line, ended with a sentence."""
        if self._layout.indents or left.heading or right.heading or {left.start, right.start} & self._credits:
            return False
        if left.page == right.page and not self._undecided_line(left, right):
            return False
        return ends_sentence(left.text) and not read_credit(right.text)

    def _wrapped(self, left: Line, right: Line, width: int) -> bool:
        """Whether a line goes on in the one right under it, because the next word did not fit."""
        if self._layout.measure is None or right.gap or self._layout.begins_paragraph(right):
            return False
        if right.start in self._verse:
            return self._layout.is_full(width, right)
        if right.text[0].islower() and not ends_sentence(left.text):
            return True
        if _opens_sentence(left.text, right.text) or right.start in self._headings:
            return False
        marked = self._layout.blanks or self._layout.indents
        if marked or self._layout.face is None:
            return self._layout.is_full(width, right) or (
                (marked or not ends_sentence(left.text)) and width > _NEARLY_FULL * self._layout.measure
            )
        # In a proportional face a short last line and a full one are too alike: the end of a sentence decides, and how
        # long the page's paragraphs are.
        ended = ends_sentence(left.text) and not right.text[0].islower()
        return self._layout.is_full(width, right) and (not ended or right.start in self._going_on)

    def _lines_that_go_on(self, lines: Sequence[Line]) -> Iterator[int]:
        """The starts of the lines that go on with a paragraph under a full line that ended a sentence."""
        if self._layout.face is None or self._layout.blanks or self._layout.indents:
            return
        head = self._credits | self._headline
        first = 1 + max(number for number, line in enumerate(lines) if not number or line.start in head)
        body = lines[first:]
        bonds = [self._bond(left, right) for left, right in pairwise(body)]
        yield from (body[number].start for number in lines_that_go_on(body, bonds))

    def _bond(self, left: Line, right: Line) -> Bond:
        broken = left.page != right.page
        if self._goes_on(left, right) if broken else self._wrapped(left, right, self._layout.width(left)):
            return "one"
        return "even" if self.undecided(left, right) else "two"

    def _undecided_line(self, left: Line, right: Line) -> bool:
        """Whether a line in a proportional face is full and ends a sentence: the paragraph may end with it or go on."""
        layout = self._layout
        return not (layout.face is None or layout.blanks or right.gap) and layout.is_full(layout.width(left), right)

    def _goes_on(self, left: Line, right: Line) -> bool:
        """Whether a sentence, or on a page with indents a paragraph, goes on over a page break."""
        if right.text[0].islower() or left.start in self._spread:
            return right.text[0].islower() or not ends_sentence(left.text)
        if self._layout.indents and self._layout.measure:
            return not self._layout.begins_paragraph(right)
        if self._layout.measure is None and max(len(left.text), len(right.text)) < _SHORT and not _leads_on(left.text):
            return False  # rows of a list, a heading over a short sentence, or one that was cut: even
        return not (ends_sentence(left.text) or _stands_alone(left) or _opens_sentence(left.text, right.text))


def _credit_lines(lines: Sequence[Line]) -> Iterator[int]:
    """The starts of the credit lines between headline and body."""
    for number, line in enumerate(lines[:_CREDIT_LINES]):
        if is_credit(line.text):
            yield line.start
        elif number and len(line.text) > _SHORT:
            return


def _verse_lines(lines: Sequence[Line], layout: Layout) -> Iterator[int]:
    """The starts of the lines of verses and lists on a wrapped page: blocks whose lines stop where more had fitted."""
    enough = _NEARLY_FULL * (layout.measure or 0)
    for block in _blocks(lines) if layout.measure else ():
        stops = [
            (width := layout.width(line)) < enough and layout.with_next(width, below) < enough
            for line, below in pairwise(block)
        ]
        if sum(stops) > 1 and 2 * sum(stops) > len(stops):
            yield from (line.start for line in block[1:])


def _blocks(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """The lines between white space, page breaks and headings."""
    block: list[Line] = []
    for line in lines:
        if block and (line.gap or line.page != block[-1].page or line.heading):
            yield block
            block = []
        block.append(line)
    yield block


def _headline_lines(lines: Sequence[Line], layout: Layout) -> Iterator[int]:
    """The starts of the lines that go on with a headline set over several lines.

    They stand right under the first, stop short of the measure, and end before white space, credits or a full line.
    On a page that is not wrapped, a second line is a strap unless the first stops in mid-phrase.
    """
    block = [lines[0]]
    for line in lines[1:_HEADLINE_LINES]:
        if line.gap or line.heading or line.page != lines[0].page or is_credit(line.text) or line.text[-1] == ".":
            break
        if (
            layout.measure is not None
            and layout.width(line) > _NEARLY_FULL * layout.measure + layout.width(block[0]) / 4
        ):
            break
        block.append(line)
    if len(block) > 1 and (layout.measure is not None or is_open(block[0].text) or block[1].text[0].islower()):
        yield from (line.start for line in block[1:])


def _heading_lines(lines: Sequence[Line], layout: Layout) -> Iterator[int]:
    """The starts of the headings in a proportional face: short, with capitals, and with a paragraph right under them.

    As the last line of a paragraph it would end a sentence.
    """
    if layout.face is None or layout.blanks or layout.indents:
        return
    for line, below in pairwise(lines):
        alone = not layout.is_full(layout.width(line), below) and not below.text[0].islower()
        if alone and line.text[-1].isalnum() and line.text[0].isupper() and _is_titled(line.text):
            yield line.start


def _stands_alone(line: Line) -> bool:
    """Whether a line looks like a heading or a caption: short, and few words or most of them with capitals.

    White space is over it, and nothing in it is open.
    """
    if line.gap == 0 or len(line.text) >= _SHORT or is_open(line.text) or quotation_open(line.text):
        return False
    return len(line.text.split()) < 4 or _is_titled(line.text)


def _leads_on(text: str) -> bool:
    """Whether a line cannot be a row of a list or a heading: it has to go on, or stops at a title."""
    return is_open(text) or text[-1] in ".-" or quotation_open(text)


def _is_titled(text: str) -> bool:
    """Whether a short text has a capital on most of its words, and nothing is open at its end."""
    words = text.split()
    return len(text) < _SHORT and not is_open(text) and sum(not word[0].islower() for word in words) > len(words) / 2


def _opens_sentence(left: str, right: str) -> bool:
    """Whether a line without an end, a heading, stands over a sentence that begins with a word that is no name."""
    found = _OPENING.match(right)
    if not found or not left[-1].isalnum() or is_open(left):
        return False
    return right[0].isupper() and is_opener(found["opener"]) and right[found.end()].islower()
