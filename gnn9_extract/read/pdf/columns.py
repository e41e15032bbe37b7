"""The lines of a page in reading order: columns one after the other, drop capitals with the lines they hang over."""

import heapq
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from gnn9_extract.read.pdf.characters import Char
from gnn9_extract.read.pdf.pieces import (
    DROP,
    PIECE_GAP,
    SAME_BASE,
    Piece,
    Row,
    may_hang,
    pieces_of,
    rows_of,
    together,
    with_scripts,
)

# Lines that are read one after the other: a column, what stands over the columns, what stands under them.
Block = list[Piece]

_LINE_GAP = 3.0  # what is farther apart on one row does not belong together
_DROP_ROWS = 5  # a drop capital hangs over no more lines than so many
_COLUMN_LINES = 4  # a column has so many lines at least
_COLUMN_WIDTH = 8.0  # type sizes; narrower is a table's
_MARGIN_GAP = 2.0  # type sizes between the body and what stands in the margin over or under it
MARGIN_ROWS = 3


def reading_order(chars: Sequence[Char]) -> list[Block]:
    """The lines of a page in reading order; text that is turned (a side note, a watermark) comes after the rest."""
    turns: defaultdict[int, list[Char]] = defaultdict(list)
    for char in chars:
        turns[char.turn].append(char)
    most_first = sorted(turns, key=lambda turn: (-len(turns[turn]), turn))
    return [block for turn in most_first for block in _ordered(pieces_of(turns[turn]))]


def _ordered(pieces: Sequence[Piece]) -> list[Block]:
    """Pieces as lines in reading order."""
    rows = [together(row, PIECE_GAP, hanging=True) for row in with_scripts(rows_of(pieces))]
    first, last = _margins(rows)
    columns = _columns([piece for row in rows[first:last] for piece in row])
    if len(columns) == 1:
        return [_lines(rows)]
    margins = [[piece for row in part for piece in row] for part in (rows[:first], rows[last:])]
    return [_lines(rows_of(block)) for block in (margins[0], *columns, margins[1]) if block]


def _margins(rows: Sequence[Row]) -> tuple[int, int]:
    """Where the body begins and ends: without the few rows at the head and the foot that stand well apart from it."""
    apart = [above[0].base - row[0].base > _MARGIN_GAP * row[0].size for above, row in pairwise(rows)]
    first = max((at + 1 for at, gap in enumerate(apart[:MARGIN_ROWS]) if gap), default=0)
    last = min((len(rows) - at - 1 for at, gap in enumerate(apart[::-1][:MARGIN_ROWS]) if gap), default=len(rows))
    return (first, last) if first < last else (0, len(rows))


def _columns(pieces: list[Piece], depth: int = 3) -> list[Block]:
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


def _gutter(pieces: Sequence[Piece]) -> float | None:
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


def _are_columns(pieces: Sequence[Piece], gutter: float) -> bool:
    """Whether what stands on either side of a gutter is prose, side by side: several lines, wide, at one height."""
    sides = ([p for p in pieces if p.right <= gutter], [p for p in pieces if p.left >= gutter])
    for side in sides:
        widths = sorted((piece.right - piece.left) / piece.size for piece in side)
        if len(side) < _COLUMN_LINES or widths[len(widths) // 2] < _COLUMN_WIDTH:
            return False
    tops, feet = [side[0].base for side in sides], [side[-1].base for side in sides]
    heights = [top - foot for top, foot in zip(tops, feet, strict=True)]
    return min(tops) - max(feet) > min(heights) / 2


def _lines(rows: list[Row]) -> Block:
    """The lines of a column."""
    return [line for row in _with_drop_capitals(rows) for line in together(row, _LINE_GAP)]


def _with_drop_capitals(rows: list[Row]) -> list[Row]:
    """The rows with capitals that hang over several of them at the head of the first of those."""
    for at in [at for at, row in enumerate(rows) if may_hang(row[0])]:
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


def _hangs(capital: Piece, piece: Piece) -> bool:
    """Whether a piece stands right beside a capital of several times its size."""
    if capital.size < DROP * piece.size or not 0 <= piece.left - capital.left <= 2 * capital.size:
        return False
    return -SAME_BASE * piece.size <= piece.base - capital.base <= 0.8 * capital.size
