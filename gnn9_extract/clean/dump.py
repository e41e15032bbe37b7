"""A page on its way to lose its furniture: where lines stand, what stands next to them, and what they can be."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from gnn9_extract.clean.sentences import is_open
from gnn9_extract.page import Line
from gnn9_extract.sites.banner import squash
from gnn9_extract.tables.folios import Folio, read_folio
from gnn9_extract.tables.notices import notice
from gnn9_extract.tables.stamps import is_credit, is_stamp

LONGEST = 160  # characters; a longer line is never furniture
_OPENING = 8  # characters that tell most lines apart
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True)
class Dump:
    """The lines of a page, and which of them are furniture by which rule so far, by their number.

    The questions are about place, the second witness for furniture: is a line at the edge of a print page, beside
    other furniture, alone, or inside a sentence. What a line can be by its words hangs on no rule: it is read once, and
    every round asks for it again.
    """

    lines: tuple[Line, ...]
    rules: dict[int, str] = field(default_factory=dict)
    _letters: dict[int, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def short(self) -> Mapping[int, str]:
        """The lines that are short enough for furniture, with their text."""
        return {number: line.text for number, line in enumerate(self.lines) if len(line.text) <= LONGEST}

    @cached_property
    def folios(self) -> Mapping[int, Folio]:
        """The lines that number a page, each with what it says."""
        return {number: folio for number, text in self.short.items() if (folio := read_folio(text))}

    @cached_property
    def stamps(self) -> frozenset[int]:
        """The lines that are nothing but a date."""
        return frozenset(number for number, text in self.short.items() if is_stamp(text))

    @cached_property
    def repeated(self) -> Mapping[int, str]:
        """The lines that stand on the dump more than once, without case and numbers, white space as one space."""
        # Most lines are told apart by their beginnings.
        openings = {number: _opening(text) for number, text in self.short.items()}
        shared = Counter(openings.values())
        alike = (number for number, opening in openings.items() if shared[opening] > 1)
        keys = {n: _DIGITS.sub("0", " ".join(self.short[n].casefold().split())) for n in alike}
        times = Counter(keys.values())
        return {number: key for number, key in keys.items() if times[key] > 1}

    @cached_property
    def notices(self) -> Mapping[int, str]:
        """The lines that say by their words what they are, each with its kind."""
        return {number: kind for number, text in self.short.items() if (kind := notice(text))}

    @cached_property
    def feeds(self) -> tuple[int, ...]:
        """The lines behind a form feed."""
        pairs = enumerate(pairwise(self.lines), 1)
        return tuple(number for number, (above, line) in pairs if above.page != line.page)

    def letters(self, number: int) -> str:
        """The letters and digits of a line, in small letters."""
        if number not in self._letters:
            self._letters[number] = squash(self.lines[number].text)
        return self._letters[number]

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
        places = {
            0,
            len(self.lines) - 1,
            *(m for n in self.feeds for m in (n - 1, n)),
            *(m for n in self.rules for m in (n - 1, n + 1)),
        }
        return {number for number in places if 0 <= number < len(self.lines) and number not in self.rules}

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


def _opening(text: str) -> str:
    """The beginning of a line in small letters; empty where it has a number, or other white space than a space."""
    opening = text.strip()[:_OPENING].casefold()[:_OPENING]
    is_told = opening.isprintable() and "  " not in opening and not _DIGITS.search(opening)
    return opening if is_told else ""
