"""How a page is set: the measure to which its lines are wrapped, and how its paragraphs begin."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from operator import itemgetter

from gnn9_extract.page import Line

# Characters. A narrower measure than a newspaper column's is a list, a wider one than a screen's a row of paragraphs.
_NARROWEST, _WIDEST = 28, 160
_FEWEST = 3  # so many lines that agree on the measure make a wrapped page
_AGREE = 0.5  # and such a share of the lines that have another one right under them
_CAPITALS = 0.7  # of which no more than this share may go on with a capital or a digit, as verses and lists do
_INDENT = 2  # columns that make a line the first of a paragraph
_INDENTED = 0.15  # this share of indented lines makes a page whose paragraphs begin with an indent


@dataclass(frozen=True, slots=True)
class Layout:
    """`measure` is the width in characters of a full line, None where every line is a paragraph.

    `printed` is the source where the measure counts its characters, None where it counts those of the repaired text: a
    dump can have been damaged before or after it was wrapped. `base` is the indent of an ordinary line; `indents`
    tells whether the first line of a paragraph has a deeper one.
    """

    measure: int | None
    printed: str | None
    base: int
    indents: bool

    def width(self, line: Line) -> int:
        """The width of a line as the measure counts it."""
        return line.indent + (len(line.text) if self.printed is None else line.end - line.start)

    def first_word(self, line: Line) -> int:
        """The width of a line's first word."""
        text = line.text if self.printed is None else self.printed[line.start : line.end]
        return len(text.split(" ", 1)[0])  # a no-break space keeps two words together

    def begins_paragraph(self, line: Line) -> bool:
        """Whether a line has the indent of a paragraph's first line."""
        return line.indent >= self.base + _INDENT


def find_layout(lines: Sequence[Line], source: str) -> Layout:
    """The layout of a page without furniture."""
    base = min((line.indent for line in lines), default=0)
    pairs = _telling([(line, below) for line, below in pairwise(lines) if _one_block(line, below, base)], base)
    set_ways = [Layout(None, None, base, indents=False), Layout(None, source, base, indents=False)]
    (agreeing, measure), way = max(((_measure(pairs, way), way) for way in set_ways), key=itemgetter(0))
    if agreeing < max(_FEWEST, _AGREE * len(pairs)) or _is_list(pairs):
        return set_ways[0]
    indented = sum(way.begins_paragraph(line) for line in lines)
    return replace(way, measure=measure, indents=indented >= max(2, _INDENTED * len(lines)))


def _one_block(line: Line, below: Line, base: int) -> bool:
    return not below.gap and below.page == line.page and below.indent < base + _INDENT


def _telling(pairs: Sequence[tuple[Line, Line]], base: int) -> Sequence[tuple[Line, Line]]:
    """The pairs without first lines of paragraphs, whose indent may be a tab of any width, if enough are left."""
    plain = [pair for pair in pairs if pair[0].indent < base + _INDENT]
    return plain if len(plain) > max(_FEWEST, len(pairs) / 3) else pairs


def _is_list(pairs: Sequence[tuple[Line, Line]]) -> bool:
    """Whether the lines that go on do so with a capital or a digit, as verses and lists do."""
    capitals = sum(below.text[0].isupper() or below.text[0].isdigit() for _, below in pairs)
    return capitals > _CAPITALS * len(pairs)


def _measure(pairs: Sequence[tuple[Line, Line]], layout: Layout) -> tuple[int, int]:
    """How many lines agree on one measure, and which.

    A full line fits the measure, and would not with the next word on it: each line allows a range of measures, and the
    one that most ranges hold is taken (of several the widest, which joins least).
    """
    steps = [0] * (2 * _WIDEST)
    for line, below in pairs:
        width = layout.width(line)
        if _NARROWEST <= width <= _WIDEST:
            steps[width] += 1
            steps[min(width + layout.first_word(below) + 1, len(steps) - 1)] -= 1
    times = list(accumulate(steps))
    most = max(times)
    return most, len(times) - 1 - times[::-1].index(most)
