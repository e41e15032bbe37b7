"""Pieces of text: characters that follow each other on one baseline. Rows of them: what stands on one baseline."""

import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from gnn9_extract.read.pdf.characters import Char

# In type sizes. Within a piece pdfium has looked for spaces already; between two it has not.
_WORD_GAP, _WORD_GAP_BETWEEN = 0.3, 0.15
PIECE_GAP = 1.0  # a gap that can be one between columns; no word space is so wide, unless the line is justified
SAME_BASE = 0.3  # baselines that are less apart are one
_SCRIPT = 0.6  # a raised or lowered figure is not farther from its baseline
_SMALLER = 0.85  # and not larger than this, beside the type it stands in
DROP = 1.8  # a capital so many times the type size hangs over several lines


@dataclass(frozen=True, slots=True)
class Piece:
    """Text on one baseline, from `left` to `right`, at last a whole line.

    `size` is that of most of its characters; `turn` as in `Char`; `blank` tells whether white space stood before it.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    turn: int
    blank: bool


Row = list[Piece]


def pieces_of(chars: Sequence[Char]) -> list[Piece]:
    """Characters that follow each other on one baseline, as pieces of text."""
    runs: list[list[Char]] = []
    for char in chars:
        if runs and _follows(runs[-1][-1], char):
            runs[-1].append(char)
        else:
            runs.append([char])
    return [_piece(run) for run in runs]


def _follows(last: Char, char: Char) -> bool:
    """Whether a character stands right behind another: to the right of it, or to the left in a script that runs so."""
    size = max(last.size, char.size)
    if abs(last.base - char.base) > SAME_BASE / 2 * min(last.size, char.size):
        return False
    if -size / 2 <= char.left - last.right <= PIECE_GAP * size:
        return True
    return -size / 2 <= last.left - char.right <= PIECE_GAP * size and runs_left(last.text + char.text)


def runs_left(text: str) -> bool:
    """Whether a text is in a script that runs from right to left."""
    return max(text) >= "\u0590" and any(unicodedata.bidirectional(character) in ("R", "AL") for character in text)


def _piece(run: Sequence[Char]) -> Piece:
    """The characters of a run as one text, with a space where the gap says so and none is printed."""
    parts = [run[0].text]
    for last, char in pairwise(run):
        gap = max(char.left - last.right, last.left - char.right)
        parts += char.blank or (" " if gap > _WORD_GAP * min(last.size, char.size) else ""), char.text
    size, _ = max(Counter(char.size for char in run).items(), key=lambda times: (times[1], times[0]))
    left, right = min(char.left for char in run), max(char.right for char in run)
    return Piece("".join(parts), left, right, run[0].base, size, run[0].turn, bool(run[0].blank))


def rows_of(pieces: Iterable[Piece]) -> list[Row]:
    """The pieces of each baseline, from the top of the page down, each row from left to right."""
    rows: list[Row] = []
    for piece in sorted(pieces, key=lambda piece: (-piece.base, piece.left)):
        if rows and rows[-1][0].base - piece.base <= SAME_BASE * min(rows[-1][0].size, piece.size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda piece: piece.left) for row in rows]


def with_scripts(rows: Sequence[Row]) -> list[Row]:
    """The rows with their raised and lowered figures (`10th`, `CO2`, note marks), which have baselines of their own."""
    kept: list[Row] = [[] for _ in rows]
    for at, row in enumerate(rows):
        near = [other for other in (at - 1, at + 1) if 0 <= other < len(rows)]
        for piece in row:
            bases = ((other, _base_beside(piece, rows[other])) for other in near)
            other, base = next(((other, base) for other, base in bases if base is not None), (at, piece.base))
            kept[other].append(replace(piece, base=base))
    return [sorted(row, key=lambda piece: piece.left) for row in kept if row]


def _base_beside(script: Piece, row: Row) -> float | None:
    """The baseline of the larger text in a row that a small piece touches and does not cover."""
    at = bisect_left(row, script.left, key=lambda piece: piece.left)
    near = row[max(at - 1, 0) : at + 1]
    gaps = [max(piece.left - script.right, script.left - piece.right) / piece.size for piece in near]
    if not near or min(gaps) < -SAME_BASE or min(gaps) > SAME_BASE:
        return None
    piece = near[gaps.index(min(gaps))]
    near_enough = abs(piece.base - script.base) <= _SCRIPT * piece.size
    return piece.base if near_enough and script.size <= _SMALLER * piece.size else None


def together(row: Row, reach: float, *, hanging: bool = False) -> list[Piece]:
    """The pieces of a row, those joined that are no farther apart than `reach` type sizes.

    With `hanging`, a letter that can be a drop capital is left alone: it may belong to a row above.
    """
    groups: list[Row] = []
    end = 0.0
    for piece in row:
        last = groups[-1][-1] if groups else piece
        alone = hanging and may_hang(last) and last.size >= DROP * piece.size
        if not groups or alone or piece.left - end > reach * max(piece.size, last.size):
            groups.append([piece])
            end = piece.right
        else:
            groups[-1].append(piece)
            end = max(end, piece.right)
    return [_one(group) for group in groups]


def _one(group: Row) -> Piece:
    """Pieces that stand beside each other as one."""
    if len(group) == 1:
        return group[0]
    leftward = 2 * sum(runs_left(piece.text) for piece in group) > len(group)
    order = group[::-1] if leftward else group
    parts = [order[0].text]
    for last, piece in pairwise(order):
        gap = max(piece.left - last.right, last.left - piece.right)
        parts += " " if piece.blank or gap > _WORD_GAP_BETWEEN * min(last.size, piece.size) else "", piece.text
    longest = max(group, key=lambda piece: len(piece.text))
    right = max(piece.right for piece in group)
    return replace(longest, text="".join(parts), left=group[0].left, right=right, blank=order[0].blank)


def may_hang(piece: Piece) -> bool:
    """Whether a piece is one letter, with a quotation mark before it at most."""
    return len(piece.text) <= 2 and piece.text[-1].isalpha()
