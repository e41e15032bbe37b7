r"""A PDF print as a text dump of our own making: printed lines in reading order, blank lines, indents, form feeds.

pdfium gives characters and where each stands; what it says of lines and words is taken as a hint only. Five steps, each
with what the step before it made:

1. characters: code, box, baseline and type size, from pdfium;
2. pieces: characters that follow each other on one baseline; at a gap wider than a word's a piece ends;
3. rows and columns: pieces on one baseline, raised and lowered figures and drop capitals with them; columns are read
   one after the other;
4. lines: the pieces of a row that stand near each other, in one column;
5. the dump: a blank line where the distance to the line above, or the type size, says that something new begins;
   leading spaces for the first line of a paragraph; `\f` between the pages.

Lengths are in points (1/72 inch), and y grows upwards, as in the PDF itself; most are compared with the type size. From
the dump on, a print is a page like any other: nothing behind this module knows where it came from.
"""

import heapq
import math
import re
import threading
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from ctypes import c_double
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Any

from gnn9_extract.errors import NotTextError

# pdfium keeps its state in globals: two threads in it at once end the process.
_LOCK = threading.Lock()

# In type sizes. Within a piece pdfium has looked for spaces already; between two it has not.
_WORD_GAP, _WORD_GAP_BETWEEN = 0.3, 0.15
_PIECE_GAP = 1.0  # a gap that can be one between columns; no word space is so wide, unless the line is justified
_LINE_GAP = 3.0  # what is farther apart on one row does not belong together
_SAME_BASE = 0.3  # baselines that are less apart are one
_SCRIPT = 0.6  # a raised or lowered figure is not farther from its baseline
_SMALLER = 0.85  # and not larger than this, beside the type it stands in
_DROP, _DROP_ROWS = 1.8, 5  # a capital so many times the type size hangs over several lines, no more than so many
_NEW_SIZE = 1.12  # type sizes that differ by more are another kind of text
_CLEARLY_MORE = 1.25  # times the usual line distance: a gap between paragraphs
_USUAL = 1.6  # type sizes; hardly a print sets its lines farther apart
_INDENT, _DEEPEST_INDENT = 0.75, 6.0  # type sizes; what is deeper is centred or set to the right
_COLUMN_LINES = 4  # a column has so many lines at least
_COLUMN_WIDTH = 8.0  # type sizes; narrower is a table's
_MARGIN_GAP = 2.0  # type sizes between the body and what stands in the margin over or under it
_MARGIN_ROWS = 3

# What stands for a soft hyphen at the end of a line: pdfium's own mark, the non-character it was before, the character.
_HYPHENS = "\x02\ufffe\u00ad"
_UNREADABLE = "\ufffd"
_TURN = 5  # degrees
_DIGITS = re.compile(r"\d+")
# `• item`, `2. item`, `(b) item` -- not `2.5 million`.
_LIST_MARK = re.compile(r"(?:[-–*•·▪◦●]|\(?(?:\d{1,3}|[A-Za-z])[.)])\s")


@dataclass(frozen=True, slots=True)
class _Char:
    """A printed character: its sides, its baseline and its type size in points; `blank` is the white space before it.

    `turn` is the direction of its line in steps of `_TURN` degrees; sides and baseline are those after it is turned
    level.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    turn: int
    blank: str


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text on one baseline, from `left` to `right`, at last a whole line.

    `size` is that of most of its characters; `turn` as in `_Char`; `blank` tells whether white space stood before it.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    turn: int
    blank: bool


Row = list[_Piece]
# Lines that are read one after the other: a column, what stands over the columns, what stands under them.
Block = list[_Piece]


def pdf_text(data: bytes) -> str:
    r"""The text that a PDF prints: its lines, parted by `\n`, its pages, parted by `\n\f`.

    A blank line stands where a paragraph or another kind of text begins, two or more spaces where the first line of a
    paragraph is indented. NotTextError for a PDF that is encrypted, broken or has no text, and where pypdfium2 is
    missing.
    """
    pages = _read(data)
    if not any(pages):
        raise NotTextError("this is a PDF without text (a scan?); give it a text layer first (ocrmypdf)")
    return _dump(pages)


# ---------------------------------------------------------------- characters


def _read(data: bytes) -> list[list[Block]]:
    """The lines of every page."""
    try:
        import pypdfium2  # noqa: PLC0415  (an extra, and a large library)
    except ImportError:
        message = 'this is a PDF, and pypdfium2, which reads it, is missing; try: pip install "gnn9-extract[pdf]"'
        raise NotTextError(message) from None
    if b"%%EOF" not in data:
        raise NotTextError("this is a PDF that is cut off (it has no end mark); fetch it again")
    with _LOCK:
        try:
            with closing(pypdfium2.PdfDocument(data)) as document:
                return [_blocks(_page_chars(pypdfium2.raw, document, at)) for at in range(len(document))]
        except pypdfium2.PdfiumError as error:
            raise NotTextError(_refusal(str(error))) from error


def _refusal(message: str) -> str:
    if "password" in message.casefold():
        return "this is a PDF that is encrypted; save it without its password first (qpdf --decrypt)"
    return f"this is a PDF that is broken ({message.rstrip('.')}); open it in a viewer and print it anew"


def _page_chars(raw: Any, document: Any, at: int) -> list[_Char]:
    """The characters of one page, in pdfium's order."""
    with closing(document[at]) as page, closing(page.get_textpage()) as text:
        numbers = (c_double(), c_double(), c_double(), c_double())
        places = _Places(raw, text.raw, raw.FS_RECTF(), raw.FS_MATRIX(), numbers)
        return list(_chars(places, text.count_chars()))


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the characters of a text page stand; `box`, `matrix` and `numbers` are what pdfium writes answers into."""

    raw: Any
    text: Any
    box: Any
    matrix: Any
    numbers: tuple[c_double, c_double, c_double, c_double]

    def char(self, at: int, character: str, blank: str) -> _Char | None:
        """One character with its place.

        None for one without a code that takes no room, which is pdfium's own, and for one that is printed nowhere.
        """
        left, bottom, right, top = self._sides(at)
        x, y, _, _ = self.numbers
        self.raw.FPDFText_GetCharOrigin(self.text, at, x, y)
        matrix = self.matrix
        self.raw.FPDFText_GetMatrix(self.text, at, matrix)
        if not math.isfinite(left + bottom + right + top + x.value + y.value + matrix.c + matrix.d):
            return None
        if not character or (character not in _HYPHENS and unicodedata.category(character) == "Cc"):
            if right - left <= 0:
                return None
            character = _UNREADABLE  # it is printed, and nobody can tell what it is
        size = self.raw.FPDFText_GetFontSize(self.text, at) * math.hypot(matrix.c, matrix.d)
        if matrix.b == 0 and matrix.a > 0:
            size = size if 0.3 * size < top - bottom < 3 * size else top - bottom  # a face with units of its own
            return _Char(character, left, right, y.value, round(size, 2) or 1.0, 0, blank)
        turn = round(math.degrees(math.atan2(matrix.b, matrix.a)) / _TURN) % (360 // _TURN)
        cos, sin = math.cos(math.radians(_TURN * turn)), math.sin(math.radians(_TURN * turn))
        left, right = sorted((left * cos + bottom * sin, right * cos + top * sin))
        base = y.value * cos - x.value * sin
        return _Char(character, left, right, base, round(size, 2) or 1.0, turn, blank)

    def _sides(self, at: int) -> tuple[float, float, float, float]:
        """Left, bottom, right, top: of the ink and of the type body, which reaches from this character to the next.

        Of a ligature, and in older versions of text that is turned, pdfium has no right body.
        """
        box, (left, right, bottom, top) = self.box, self.numbers
        self.raw.FPDFText_GetLooseCharBox(self.text, at, box)
        self.raw.FPDFText_GetCharBox(self.text, at, left, right, bottom, top)
        return (
            min(box.left, left.value),
            min(box.bottom, bottom.value),
            max(box.right, right.value),
            max(box.top, top.value),
        )


def _chars(places: _Places, count: int) -> Iterator[_Char]:
    """The characters of a text page that leave ink, each with the white space before it.

    What pdfium made up itself (spaces and line ends that it sees in the gaps) is a hint for that white space.
    """
    blank = ""
    for at in range(count):
        code = places.raw.FPDFText_GetUnicode(places.text, at)
        character = chr(code) if 0 < code < 0x110000 else ""
        if places.raw.FPDFText_IsGenerated(places.text, at) == 1:
            blank = blank or (" " if character == " " else "")
        elif character.isspace():
            blank += character if character == "\u00a0" else " "
        elif char := places.char(at, character, blank):
            yield char
            blank = ""


# ---------------------------------------------------------------- pieces


def _blocks(chars: Sequence[_Char]) -> list[Block]:
    """The lines of a page in reading order; text that is turned (a side note, a watermark) comes after the rest."""
    turns: defaultdict[int, list[_Char]] = defaultdict(list)
    for char in chars:
        turns[char.turn].append(char)
    most_first = sorted(turns, key=lambda turn: (-len(turns[turn]), turn))
    return [block for turn in most_first for block in _ordered(_pieces(turns[turn]))]


def _pieces(chars: Sequence[_Char]) -> list[_Piece]:
    """Characters that follow each other on one baseline, as pieces of text."""
    runs: list[list[_Char]] = []
    for char in chars:
        if runs and _follows(runs[-1][-1], char):
            runs[-1].append(char)
        else:
            runs.append([char])
    return [_piece(run) for run in runs]


def _follows(last: _Char, char: _Char) -> bool:
    """Whether a character stands right behind another: to the right of it, or to the left in a script that runs so."""
    size = max(last.size, char.size)
    if abs(last.base - char.base) > _SAME_BASE / 2 * min(last.size, char.size):
        return False
    if -size / 2 <= char.left - last.right <= _PIECE_GAP * size:
        return True
    return -size / 2 <= last.left - char.right <= _PIECE_GAP * size and _runs_left(last.text + char.text)


def _runs_left(text: str) -> bool:
    """Whether a text is in a script that runs from right to left."""
    return max(text) >= "\u0590" and any(unicodedata.bidirectional(character) in ("R", "AL") for character in text)


def _piece(run: Sequence[_Char]) -> _Piece:
    """The characters of a run as one text, with a space where the gap says so and none is printed."""
    parts = [run[0].text]
    for last, char in pairwise(run):
        gap = max(char.left - last.right, last.left - char.right)
        parts += char.blank or (" " if gap > _WORD_GAP * min(last.size, char.size) else ""), char.text
    size, _ = max(Counter(char.size for char in run).items(), key=lambda times: (times[1], times[0]))
    left, right = min(char.left for char in run), max(char.right for char in run)
    return _Piece("".join(parts), left, right, run[0].base, size, run[0].turn, bool(run[0].blank))


# ---------------------------------------------------------------- rows


def _rows(pieces: Iterable[_Piece]) -> list[Row]:
    """The pieces of each baseline, from the top of the page down, each row from left to right."""
    rows: list[Row] = []
    for piece in sorted(pieces, key=lambda piece: (-piece.base, piece.left)):
        if rows and rows[-1][0].base - piece.base <= _SAME_BASE * min(rows[-1][0].size, piece.size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda piece: piece.left) for row in rows]


def _with_scripts(rows: Sequence[Row]) -> list[Row]:
    """The rows with their raised and lowered figures (`10th`, `CO2`, note marks), which have baselines of their own."""
    kept: list[Row] = [[] for _ in rows]
    for at, row in enumerate(rows):
        near = [other for other in (at - 1, at + 1) if 0 <= other < len(rows)]
        for piece in row:
            bases = ((other, _base_beside(piece, rows[other])) for other in near)
            other, base = next(((other, base) for other, base in bases if base is not None), (at, piece.base))
            kept[other].append(replace(piece, base=base))
    return [sorted(row, key=lambda piece: piece.left) for row in kept if row]


def _base_beside(script: _Piece, row: Row) -> float | None:
    """The baseline of the larger text in a row that a small piece touches and does not cover."""
    at = bisect_left(row, script.left, key=lambda piece: piece.left)
    near = row[max(at - 1, 0) : at + 1]
    gaps = [max(piece.left - script.right, script.left - piece.right) / piece.size for piece in near]
    if not near or min(gaps) < -_SAME_BASE or min(gaps) > _SAME_BASE:
        return None
    piece = near[gaps.index(min(gaps))]
    near_enough = abs(piece.base - script.base) <= _SCRIPT * piece.size
    return piece.base if near_enough and script.size <= _SMALLER * piece.size else None


def _together(row: Row, reach: float, *, hanging: bool = False) -> list[_Piece]:
    """The pieces of a row, those joined that are no farther apart than `reach` type sizes.

    With `hanging`, a letter that can be a drop capital is left alone: it may belong to a row above.
    """
    groups: list[Row] = []
    end = 0.0
    for piece in row:
        last = groups[-1][-1] if groups else piece
        alone = hanging and _may_hang(last) and last.size >= _DROP * piece.size
        if not groups or alone or piece.left - end > reach * max(piece.size, last.size):
            groups.append([piece])
            end = piece.right
        else:
            groups[-1].append(piece)
            end = max(end, piece.right)
    return [_one(group) for group in groups]


def _one(group: Row) -> _Piece:
    """Pieces that stand beside each other as one."""
    if len(group) == 1:
        return group[0]
    leftward = 2 * sum(_runs_left(piece.text) for piece in group) > len(group)
    order = group[::-1] if leftward else group
    parts = [order[0].text]
    for last, piece in pairwise(order):
        gap = max(piece.left - last.right, last.left - piece.right)
        parts += " " if piece.blank or gap > _WORD_GAP_BETWEEN * min(last.size, piece.size) else "", piece.text
    longest = max(group, key=lambda piece: len(piece.text))
    right = max(piece.right for piece in group)
    return replace(longest, text="".join(parts), left=group[0].left, right=right, blank=order[0].blank)


# ---------------------------------------------------------------- columns


def _ordered(pieces: Sequence[_Piece]) -> list[Block]:
    """Pieces as lines in reading order."""
    rows = [_together(row, _PIECE_GAP, hanging=True) for row in _with_scripts(_rows(pieces))]
    first, last = _margins(rows)
    columns = _columns([piece for row in rows[first:last] for piece in row])
    if len(columns) == 1:
        return [_lines(rows)]
    margins = [[piece for row in part for piece in row] for part in (rows[:first], rows[last:])]
    return [_lines(_rows(block)) for block in (margins[0], *columns, margins[1]) if block]


def _margins(rows: Sequence[Row]) -> tuple[int, int]:
    """Where the body begins and ends: without the few rows at the head and the foot that stand well apart from it."""
    apart = [above[0].base - row[0].base > _MARGIN_GAP * row[0].size for above, row in pairwise(rows)]
    first = max((at + 1 for at, gap in enumerate(apart[:_MARGIN_ROWS]) if gap), default=0)
    last = min((len(rows) - at - 1 for at, gap in enumerate(apart[::-1][:_MARGIN_ROWS]) if gap), default=len(rows))
    return (first, last) if first < last else (0, len(rows))


def _columns(pieces: list[_Piece], depth: int = 3) -> list[Block]:
    """Pieces in reading order, from the top down: where columns stand side by side, one column after the other.

    What spans a gutter (a headline, a full-width paragraph) ends the columns over it.
    """
    gutter = _gutter(pieces) if depth else None
    if gutter is None:
        return [pieces]
    blocks: list[Block] = []
    sides: tuple[Block, Block] = ([], [])
    for spans, group in groupby(pieces, key=lambda piece: piece.left < gutter < piece.right):
        if spans:
            blocks.append(list(group))
            continue
        sides = ([], [])
        for piece in group:
            sides[piece.left >= gutter].append(piece)
        blocks += [block for side in sides if side for block in _columns(side, depth - 1)]
    return blocks


def _gutter(pieces: Sequence[_Piece]) -> float | None:
    """The left side of a column that has another one to its left; None where there are no columns.

    Most pieces end before it or begin behind it, and those on either side are wide enough and stand side by side.
    """
    lefts, rights = sorted(piece.left for piece in pieces), sorted(piece.right for piece in pieces)

    def sides(x: float) -> tuple[int, int, int]:
        before, behind = bisect_right(rights, x), len(lefts) - bisect_left(lefts, x)
        return before, behind, len(pieces) - before - behind

    def score(x: float) -> int:
        before, behind, across = sides(x)
        return min(before, behind) - across

    best = heapq.nlargest(3, sorted(set(lefts)), key=score)
    return next((x for x in best if score(x) >= 0 and _are_columns(pieces, x)), None)


def _are_columns(pieces: Sequence[_Piece], gutter: float) -> bool:
    """Whether what stands on either side of a gutter is prose, side by side: several lines, wide, at one height."""
    sides = ([p for p in pieces if p.right <= gutter], [p for p in pieces if p.left >= gutter])
    for side in sides:
        widths = sorted((piece.right - piece.left) / piece.size for piece in side)
        if len(side) < _COLUMN_LINES or widths[len(widths) // 2] < _COLUMN_WIDTH:
            return False
    tops, feet = [side[0].base for side in sides], [side[-1].base for side in sides]
    heights = [top - foot for top, foot in zip(tops, feet, strict=True)]
    return min(tops) - max(feet) > min(heights) / 2


# ---------------------------------------------------------------- lines


def _lines(rows: list[Row]) -> Block:
    """The lines of a column."""
    return [line for row in _with_drop_capitals(rows) for line in _together(row, _LINE_GAP)]


def _with_drop_capitals(rows: list[Row]) -> list[Row]:
    """The rows with capitals that hang over several of them at the head of the first of those."""
    for at in [at for at, row in enumerate(rows) if _may_hang(row[0])]:
        capital, *rest = rows[at]
        near = range(max(at - _DROP_ROWS, 0), min(at + _DROP_ROWS + 1, len(rows)))
        heads = {n: row[0] for n in near if (row := rest if n == at else rows[n])}
        beside = [n for n, head in heads.items() if _hangs(capital, head)]
        if len(beside) < 2:
            continue
        rows[at] = rest
        for n in beside:
            first = capital.text + " " * heads[n].blank if n == beside[0] else ""
            # The rows beside the capital begin where it does: they are not indented.
            rows[n] = [replace(heads[n], text=first + heads[n].text, left=capital.left), *rows[n][1:]]
    return [row for row in rows if row]


def _may_hang(piece: _Piece) -> bool:
    """Whether a piece is one letter, with a quotation mark before it at most."""
    return len(piece.text) <= 2 and piece.text[-1].isalpha()


def _hangs(capital: _Piece, piece: _Piece) -> bool:
    """Whether a piece stands right beside a capital of several times its size."""
    if capital.size < _DROP * piece.size or not 0 <= piece.left - capital.left <= 2 * capital.size:
        return False
    return -_SAME_BASE * piece.size <= piece.base - capital.base <= 0.8 * capital.size


# ---------------------------------------------------------------- the dump


@dataclass(frozen=True, slots=True)
class _Setting:
    """How a print is set: the type size of its body, and for each type size the distance that parts paragraphs.

    `indents` are the depths of first lines, in columns of half a type size.
    """

    body: float
    gaps: dict[float, float]
    indents: frozenset[int] = frozenset()

    def parted(self, above: _Piece, line: _Piece) -> bool:
        """Whether something new begins with a line: another kind of text, or a paragraph with white space over it."""
        if line.turn != above.turn or not 1 / _NEW_SIZE <= line.size / above.size <= _NEW_SIZE:
            return True
        return above.base - line.base > self.gaps.get(_step(line.size), self.gaps[0]) * line.size

    def columns(self, line: _Piece, edge: float) -> int:
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
    above: _Piece | None = None
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
    whole = text[:-1] + "-" if text[-1] in _HYPHENS else text
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


def _is_full(line: _Piece, below: _Piece, measure: float) -> bool:
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
            if setting.parted(line, below) or _runs_left(line.text + below.text):
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
        ends.update({_key(line) for line in (*lines[:_MARGIN_ROWS], *lines[-_MARGIN_ROWS:])})
    return frozenset(key for key, times in ends.items() if times > 1)


def _key(line: _Piece) -> tuple[str, int]:
    return _DIGITS.sub("0", line.text), round(line.base)
