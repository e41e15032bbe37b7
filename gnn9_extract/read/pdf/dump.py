"""The lines of a print as a text dump: blank lines where something new begins, indents, form feeds."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from gnn9_extract.errors import NotTextError
from gnn9_extract.read.pdf.characters import HYPHENS, read_pages
from gnn9_extract.read.pdf.columns import MARGIN_ROWS, Block, reading_order
from gnn9_extract.read.pdf.pieces import Piece, runs_left

_NEW_SIZE = 1.12  # type sizes that differ by more are another kind of text
_CLEARLY_MORE = 1.25  # times the usual line distance: a gap between paragraphs
_USUAL = 1.6  # type sizes; hardly a print sets its lines farther apart
_INDENT, _DEEPEST_INDENT = 0.75, 6.0  # type sizes; what is deeper is centred or set to the right
_DIGITS = re.compile(r"\d+")
# `• item`, `2. item`, `(b) item` -- not `2.5 million`.
_LIST_MARK = re.compile(r"(?:[-–*•·▪◦●]|\(?(?:\d{1,3}|[A-Za-z])[.)])\s")


def pdf_text(data: bytes) -> str:
    r"""The text that a PDF prints: its lines, parted by `\n`, its pages, parted by `\n\f`.

    A blank line stands where a paragraph or another kind of text begins, two or more spaces where the first line of a
    paragraph is indented. NotTextError for a PDF that is encrypted, broken or has no text, and where pypdfium2 is
    missing.
    """
    pages = read_pages(data, reading_order)
    if not any(pages):
        raise NotTextError("this is a PDF without text (a scan?); give it a text layer first (ocrmypdf)")
    return _dump(pages)


@dataclass(frozen=True, slots=True)
class _Setting:
    """How a print is set: the type size of its body, and for each type size the distance that parts paragraphs.

    `indents` are the depths of first lines, in columns of half a type size.
    """

    body: float
    gaps: dict[float, float]
    indents: frozenset[int] = frozenset()

    def parted(self, above: Piece, line: Piece) -> bool:
        """Whether something new begins with a line: another kind of text, or a paragraph with white space over it."""
        if line.turn != above.turn or not 1 / _NEW_SIZE <= line.size / above.size <= _NEW_SIZE:
            return True
        return above.base - line.base > self.gaps.get(_step(line.size), self.gaps[0]) * line.size

    def columns(self, line: Piece, edge: float) -> int:
        """How many columns of white space stand before a line of the body, 0 where it is no more than a hair."""
        depth = (line.left - edge) / self.body
        like_body = 1 / _NEW_SIZE <= line.size / self.body <= _NEW_SIZE
        return round(2 * depth) if like_body and _INDENT <= depth <= _DEEPEST_INDENT else 0


def _dump(pages: Sequence[Sequence[Block]]) -> str:
    """The lines of all pages as one text."""
    setting = _setting([block for blocks in pages for block in blocks])
    margins = _repeated(pages)
    text = "\n\f".join(_page_text(blocks, setting, margins) for blocks in pages) + "\n"
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # halves of a pair become one character


def _page_text(blocks: Sequence[Block], setting: _Setting, margins: frozenset[tuple[str, int]]) -> str:
    parts: list[str] = []
    above: Piece | None = None
    for block in blocks:
        edge = _edge(block)
        for line in block:
            if above:
                parted = setting.parted(above, line) or (_key(above) in margins) != (_key(line) in margins)
                parts.append("\n\n" if parted else "\n")
            columns = setting.columns(line, edge)
            parts += " " * columns if columns in setting.indents else "", _printed(line.text)
            above = line
    return "".join(parts)


def _printed(text: str) -> str:
    """A line with its soft hyphens as what they look like."""
    whole = text[:-1] + "-" if text[-1] in HYPHENS else text
    return whole.replace("\x02", "-").replace("\ufffe", "-")


def _setting(blocks: Sequence[Block]) -> _Setting:
    sizes: Counter[float] = Counter()
    for block in blocks:
        for line in block:
            sizes[line.size] += len(line.text)
    body = max(sizes, key=lambda size: (sizes[size], size))
    plain = _Setting(body, _gaps(blocks, body))
    return replace(plain, indents=_indents(blocks, plain))


def _step(size: float) -> float:
    """A type size to half a point."""
    return round(2 * size) / 2


def _gaps(blocks: Sequence[Block], body: float) -> dict[float, float]:
    """The distance between baselines, in type sizes, that parts paragraphs of a type size; 0 stands for any other."""
    pairs: defaultdict[float, list[_Pair]] = defaultdict(list)
    for block in blocks:
        measure = max(line.right for line in block)
        for above, line in pairwise(block):
            distance = round(20 * (above.base - line.base) / line.size) / 20
            if distance > 0 and _step(above.size) == _step(line.size):
                pair = _Pair(distance, _is_full(above, line, measure), line.text[0].islower())
                pairs[_step(line.size)].append(pair)
    gaps = {size: gap for size in pairs if (gap := _gap(pairs[size]))}
    gaps[0] = max(_USUAL, gaps.get(_step(body), 0))
    return gaps


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two lines of one type size: their distance in type sizes, whether the upper one is full, the lower small."""

    distance: float
    full: bool
    goes_on: bool


def _gap(pairs: Sequence[_Pair]) -> float | None:
    """What is clearly more than the usual distance: that after full lines, where hardly ever a paragraph ends.

    None where nothing tells of it, or where the lines are far apart and none is seen to go on: each is a paragraph.
    """
    every = Counter(pair.distance for pair in pairs)
    full = Counter(pair.distance for pair in pairs if pair.full)
    likely = [distance for distance in full if 2 * full[distance] >= every[distance]]
    usual = min(likely, key=lambda distance: (-full[distance], distance), default=0.0)
    near = usual <= _USUAL or any(pair.distance == usual and pair.full and pair.goes_on for pair in pairs)
    return _CLEARLY_MORE * usual if usual and near else None


def _is_full(line: Piece, below: Piece, measure: float) -> bool:
    """Whether the first word of the line below would not have fitted on a line."""
    word = below.text.split(" ", 1)[0]
    return line.right + (below.right - below.left) * (len(word) + 1) / len(below.text) > measure


def _edge(block: Block) -> float:
    """The left side of a column: the leftmost that several lines share."""
    lefts = Counter(round(line.left) for line in block)
    several = [left for left, times in lefts.items() if times >= max(2, len(block) / 5)]
    return float(min(several or lefts))


def _indents(blocks: Sequence[Block], setting: _Setting) -> frozenset[int]:
    """The depths that first lines of paragraphs have, in columns.

    The line under such a line goes back to the edge, or the one over it, at the edge, was ended before it was full.
    Where full lines of that depth go on at the same depth, in a small letter, the text is set in as a whole, or a list
    hangs from its marks.
    """
    first: Counter[int] = Counter()
    inside: Counter[int] = Counter()
    for block in blocks:
        edge, measure = _edge(block), max(line.right for line in block)
        for line, below in pairwise(block):
            if setting.parted(line, below) or runs_left(line.text + below.text):
                continue
            depth, depth_below = setting.columns(line, edge), setting.columns(below, edge)
            at_edge = [abs(one.left - edge) < setting.body / 4 for one in (line, below)]
            is_full = _is_full(line, below, measure)
            first[depth] += at_edge[1] and not _LIST_MARK.match(below.text)
            first[depth_below] += at_edge[0] and not is_full
            inside[depth] += is_full and below.text[0].islower() and abs(below.left - line.left) < setting.body / 4
    return frozenset(depth for depth in first if depth and first[depth] > inside[depth])


def _repeated(pages: Sequence[Sequence[Block]]) -> frozenset[tuple[str, int]]:
    """Running heads and feet: the outermost lines of pages that stand on others at the same height, but for numbers."""
    ends: Counter[tuple[str, int]] = Counter()
    for blocks in pages:
        lines = [line for block in blocks for line in block]
        ends.update({_key(line) for line in (*lines[:MARGIN_ROWS], *lines[-MARGIN_ROWS:])})
    return frozenset(key for key, times in ends.items() if times > 1)


def _key(line: Piece) -> tuple[str, int]:
    return _DIGITS.sub("0", line.text), round(line.base)
