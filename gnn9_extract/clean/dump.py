"""A page on its way to lose its furniture: where lines stand, and what stands next to them."""

from collections.abc import Iterator
from dataclasses import dataclass

from gnn9_extract.clean.sentences import is_open
from gnn9_extract.page import Line
from gnn9_extract.tables.stamps import is_credit

LONGEST = 160  # characters; a longer line is never furniture


@dataclass(frozen=True, slots=True)
class Dump:
    """The lines of a page, and which of them are furniture by which rule so far, by their number.

    The questions are about place, the second witness for furniture: is a line at the edge of a print page, beside
    other furniture, alone, or inside a sentence.
    """

    lines: tuple[Line, ...]
    rules: dict[int, str]

    def text(self) -> Iterator[int]:
        """The lines that are not furniture."""
        return (number for number in range(len(self.lines)) if number not in self.rules)

    def first(self) -> int:
        """The first line that is not furniture."""
        return next(self.text(), len(self.lines))

    def last(self) -> int:
        """The last line that is not furniture."""
        return next((n for n in reversed(range(len(self.lines))) if n not in self.rules), -1)

    def heads_a_story(self, number: int) -> bool:
        """Whether a timestamp or a byline stands under a line: then it is a headline."""
        following = self.lines[number + 1 : number + 2]
        return bool(following) and is_credit(following[0].text)

    def edges(self) -> set[int]:
        """The lines that are not furniture and stand at the edge of a print page."""
        lines = self.lines
        feeds = (n for n in range(1, len(lines)) if lines[n].page != lines[n - 1].page)
        places = {
            0,
            len(lines) - 1,
            *(m for n in feeds for m in (n - 1, n)),
            *(m for n in self.rules for m in (n - 1, n + 1)),
        }
        return {number for number in places if 0 <= number < len(lines) and number not in self.rules}

    def at_edge(self, number: int) -> bool:
        """Whether a line stands at the edge of a print page: beside furniture, a form feed, or an end of the dump."""
        return number in (0, len(self.lines) - 1) or self.is_beside(number)

    def is_beside(self, number: int, but: str = "") -> bool:
        """Whether a line stands next to a form feed, or to furniture by another rule than `but`.

        A row of numbers, or a line repeated at the end of a song, is no furniture because one of them could be.
        """
        neighbours = [other for other in (number - 1, number + 1) if 0 <= other < len(self.lines)]
        if any(self.lines[other].page != self.lines[number].page for other in neighbours):
            return True
        return any(other in self.rules and self.rules[other] != but for other in neighbours)

    def is_alone(self, number: int) -> bool:
        """Whether white space stands over and under a line."""
        below = self.lines[number + 1 : number + 2]
        return self.lines[number].gap > 0 and all(line.gap > 0 for line in below)

    def cuts(self, start: int, end: int | None = None) -> bool:
        """Whether lines, from `start` to before `end`, stand inside a sentence: it has no end before, goes on after."""
        end = start + 1 if end is None else end
        if not 0 < start <= end < len(self.lines):
            return False
        before, after = self.lines[start - 1].text, self.lines[end].text
        return before[-1] not in ".!?”\"'’:" and (after[0].islower() or is_open(before))
