"""How a page is set: the measure to which its lines are wrapped, and how its paragraphs begin."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from gnn9_extract.page import Line
from gnn9_extract.tables.credits import read_credit
from gnn9_extract.tables.stamps import is_credit
from gnn9_extract.tables.widths import text_width

# Widths are counted in tenths of a column: a character of a fixed-pitch dump is ten wide, one of a proportional face
# as wide as the face has it, with half the type size for a column.
_COLUMN = 10
_PER_COLUMN = 500  # thousandths of the type size
# A narrower measure than a newspaper column's is a list, a wider one than a screen's a row of paragraphs.
WIDEST = 160  # columns
_NARROWEST, _WIDEST = 28 * _COLUMN, WIDEST * _COLUMN
_FEWEST = 3  # so many lines that agree on the measure make a wrapped page
_AGREE = 0.4  # and such a share of the lines that have another one right under them
_NEARLY_ALL = 0.72  # with less agreement the widths of a proportional face are tried,
_MANY = 8  # where there are so many lines
_CAPITALS = 0.7  # no more than this share of lines may go on with a capital or a digit, as verses and lists do
_SHORT_LINE = 0.75  # of the measure: a line that stops before it was ended, not wrapped
_INDENT = 2  # columns that make a line the first of a paragraph
_INDENTED = 0.15  # this share of indented lines makes a page whose paragraphs begin with an indent

Pair = tuple[Line, Line]


class Layout(NamedTuple):
    """`measure` is the width of a full line in tenths of a column, None where every line is a paragraph.

    `printed` is the source where the measure counts its characters, None where it counts those of the repaired text: a
    dump can have been damaged before or after it was wrapped. `face` is the proportional face whose widths fit, None
    for fixed pitch. `base` is the indent of an ordinary line; `indents` tells whether the first line of a paragraph
    has a deeper one, `blanks` whether blank lines part the paragraphs.
    """

    measure: int | None = None
    printed: str | None = None
    face: str | None = None
    base: int = 0
    indents: bool = False
    blanks: bool = False

    @property
    def slack(self) -> int:
        """What a width can be wrong by: the face is like the one that was printed, not the same."""
        return 3 * _COLUMN if self.face else 0

    def width(self, line: Line) -> int:
        """The width of a line with its indent."""
        if self.face:
            return _width_in(self.face, line.text)
        length = len(line.text) if self.printed is None else line.end - line.start
        return (line.indent + length) * _COLUMN

    def is_full(self, width: int, below: Line) -> bool:
        """Whether the first word of the line below did not fit on a line of that width."""
        return self.measure is not None and self.with_next(width, below) + self.slack > self.measure

    def with_next(self, width: int, below: Line) -> int:
        """The width of a line together with the first word of the line below it."""
        text = below.text if self.printed is None else self.printed[below.start : below.end]
        first_word = text.partition(" ")[0]  # a no-break space keeps two words together
        added = " " + first_word
        return width + (_width_in(self.face, added) if self.face else len(added) * _COLUMN)

    def begins_paragraph(self, line: Line) -> bool:
        """Whether a line has the indent of a paragraph's first line."""
        return line.indent >= self.base + _INDENT


def _width_in(face: str, text: str) -> int:
    """The width of a text in a proportional face, in tenths of a column."""
    return text_width(text, face) * _COLUMN // _PER_COLUMN


def find_layout(lines: Sequence[Line], source: str, *, sure: bool = False) -> Layout:
    """The layout of a page without furniture; with `sure`, a measure only if nearly all lines agree on it."""
    base = min((line.indent for line in lines), default=0)
    pairs = _telling([(line, below) for line, below in pairwise(lines) if _one_block(line, below, base)], base)
    ways = [Layout(base=base)]
    if any(len(line.text) != line.end - line.start for line in lines):
        ways.append(Layout(base=base, printed=source))
    agreeing, layout = _best(ways, pairs)
    if agreeing < _NEARLY_ALL * len(pairs) and len(pairs) >= _MANY:
        faces = [Layout(base=base, face="sans"), Layout(base=base, face="serif")]
        agreeing, layout = max((agreeing, layout), _best(faces, pairs), key=itemgetter(0))
    enough = max(_MANY, _NEARLY_ALL * len(pairs)) if sure else _enough(pairs)
    if (agreeing < enough and not _few_but_sure(agreeing, pairs)) or _is_list(pairs):
        return _by_indents(lines, Layout(base=base))
    indented = sum(layout.begins_paragraph(line) for line in lines)
    return layout._replace(indents=indented >= max(2, _INDENTED * len(lines)), blanks=_has_blanks(layout, pairs))


def _enough(pairs: Sequence[Pair]) -> float:
    return max(_FEWEST, _AGREE * len(pairs))


def _by_indents(lines: Sequence[Line], layout: Layout) -> Layout:
    """The layout of a story too short for a measure whose paragraphs all begin with an indent; else the one given.

    From the first indented line on, every other line stands right under one, and none of them after a line that was
    ended.
    """
    first = next((number for number, line in enumerate(lines) if layout.begins_paragraph(line)), len(lines))
    body = [pair for pair in pairwise(lines[first:]) if not (is_credit(pair[1].text) or read_credit(pair[1].text))]
    wrapped = [pair for pair in body if not layout.begins_paragraph(pair[1])]
    measure = max((layout.width(line) for line, _ in wrapped), default=0)
    if not _NARROWEST <= measure <= _WIDEST or any(below.gap for _, below in wrapped):
        return layout
    ended = any(line.text[-1] in ".!?" and layout.width(line) < _SHORT_LINE * measure for line, _ in wrapped)
    return layout if ended else layout._replace(measure=measure, indents=True)


def _few_but_sure(agreeing: int, pairs: Sequence[Pair]) -> bool:
    """Whether the few lines of a short story leave no doubt: all agree, and all go on in mid-sentence."""
    return 0 < agreeing == len(pairs) and all(
        not below.text[0].isupper() and line.text[-1] not in '.!?:"”' and not is_credit(below.text)
        for line, below in pairs
    )


def _one_block(line: Line, below: Line, base: int) -> bool:
    return not below.gap and below.page == line.page and below.indent < base + _INDENT


def _best(layouts: Sequence[Layout], pairs: Sequence[Pair]) -> tuple[int, Layout]:
    """The layout on whose measure most lines agree, and how many do."""
    measured = ((*_measured(layout, pairs), layout) for layout in layouts)
    agreeing, measure, layout = max(measured, key=itemgetter(0))
    return agreeing, layout._replace(measure=measure)


def _measured(layout: Layout, pairs: Sequence[Pair]) -> tuple[int, int]:
    """How many lines agree on one measure, and that measure.

    A full line fits the measure, and would not with the next word on it: each line allows a range of measures, and the
    one that most ranges hold is taken (of several the widest, which joins least).
    """
    steps: dict[int, int] = defaultdict(int)
    slack = layout.slack // 3
    for line, below in pairs:
        width = layout.width(line)
        if _NARROWEST <= width <= _WIDEST:
            steps[width - slack] += 1
            steps[layout.with_next(width, below) + slack] -= 1
    most = agreeing = measure = 0
    for place in sorted(steps):
        if agreeing >= most:
            most, measure = agreeing, place - 1
        agreeing += steps[place]
    return most, measure


def _telling(pairs: Sequence[Pair], base: int) -> Sequence[Pair]:
    """The pairs without first lines of paragraphs, whose indent may be a tab of any width, if enough are left."""
    plain = [pair for pair in pairs if pair[0].indent < base + _INDENT]
    return plain if len(plain) > max(_FEWEST, len(pairs) / 3) else pairs


def _is_list(pairs: Sequence[Pair]) -> bool:
    """Whether the lines that go on do so with a capital or a digit, as verses and lists do."""
    capitals = sum(below.text[0].isupper() or below.text[0].isdigit() for _, below in pairs)
    return capitals > _CAPITALS * len(pairs)


def _has_blanks(layout: Layout, pairs: Sequence[Pair]) -> bool:
    """Whether hardly a line that has another one right under it stops far from the measure."""
    short = sum(layout.width(line) < _SHORT_LINE * (layout.measure or 0) for line, _ in pairs)
    return short <= len(pairs) / 20
