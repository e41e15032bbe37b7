"""The page: text that knows its place in the source.

Three types carry the promise that every character is accounted for:

* a `Line` is a stretch of the source, `source[start:end]`, and the text that the edits made of it;
* an `Edit` names the rule that removed, repaired or joined something, with the source's own characters in `before`;
* a `Page` holds the source, the lines that are left of it and the edits made so far.

One rule binds them, and the tests hold it for every page: **the text of a line is its stretch of the source with the
edits in it carried out** (`Page.text_of`). What lies between two lines is white space, or is in an edit.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, Generic, Literal, NamedTuple, TypeVar

T = TypeVar("T")

Action = Literal["remove", "repair", "join"]

# What stands between two credits of one line ("By Asha Rao | Nov 26, 2015"): part of neither.
SEPARATORS = " \t\u00a0|·•,/–—-"
_START, _END = attrgetter("start"), attrgetter("end")


@dataclass(frozen=True, slots=True)
class Edit:
    """One change, and the rule that made it.

    `start` and `end` are characters of the decoded source; `before` is `source[start:end]`, `after` what stands there
    now ("" for a removal). `rule` is the name of the rule; docs/record.md lists them.
    """

    action: Action
    rule: str
    start: int
    end: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A warning: what a reader of the record should know. The codes are listed in docs/record.md."""

    code: str
    message: str


@dataclass(slots=True, eq=False)
class Box:
    """An element of an HTML page, and the one round it; never changed once it is made.

    `names` are the words of its class, id, role and the like, as the page has them; boxes are numbered in the order in
    which they open, so that a box has a higher number than the one round it.
    """

    number: int
    tag: str
    names: str
    parent: "Box | None" = field(repr=False)


class Mark(NamedTuple):
    """A stretch of a line whose markup says what it is: the names of the element, and the text."""

    names: str
    text: str


@dataclass(slots=True, eq=False)
class Block:
    """What a line is in its HTML page: the innermost box round all of it, and how many of its characters are links.

    Never changed once it is made. Like `Box` it is not frozen: a page has hundreds, and a frozen one takes thrice as
    long to make.

    `key` names a value of the page's metadata ("og:title"); such a line is not shown to a reader. `headline` tells
    whether cleaning took the line for the one that shows the headline. `marks` are the times in a short line, the
    links to authors, and other elements whose class says what they are.
    """

    box: Box
    linked: int = 0
    key: str = ""
    headline: bool = False
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Repaired:
    """A text whose wrongly decoded characters are repaired.

    `edits` are the repairs, in the order of the source, `warnings` what is damaged and was left.
    """

    text: str
    edits: tuple[Edit, ...]
    warnings: tuple[Doubt, ...]


class Line(NamedTuple):
    """One printed line; after stitching, one paragraph.

    `page` is the print page, from 1. `gap` counts the blank lines over it, `indent` the columns before it, `heading` is
    the level of a markdown heading (0 for none). `block` is what the line is in an HTML page (None in other pages).
    """

    text: str
    start: int
    end: int
    page: int = 1
    gap: int = 0
    indent: int = 0
    heading: int = 0
    block: Block | None = None

    def with_text(self, text: str, end: int | None = None) -> "Line":
        """The line with another text, which may come from further on in the source."""
        end = self.end if end is None else end
        return Line(text, self.start, end, self.page, self.gap, self.indent, self.heading, self.block)

    def from_place(self, start: int, text: str) -> "Line":
        """The end of the line, from a place in the source on; no blank lines are over it."""
        return Line(text, start, self.end, self.page, 0, self.indent, self.heading, self.block)

    def on_page(self, number: int) -> "Line":
        """The line on another print page."""
        if number == self.page:
            return self
        return Line(self.text, self.start, self.end, number, self.gap, self.indent, self.heading, self.block)


class Places:
    """The way from the characters of a line's text back to the source.

    Made once for a line; each look-up is a binary search, so that a line of ten million characters takes no longer for
    each of its repairs than a short one.
    """

    def __init__(self, line: Line, edits: Sequence[Edit]) -> None:
        # Runs of the text: where each begins in the text, and from where to where it stands in the source. The runs
        # that an edit left are told by `_edited`.
        self._texts: list[int] = []
        self._ends: list[int] = []
        self._sources: list[tuple[int, int]] = []
        self._edited: list[bool] = []
        self._first = line.start
        there, here = line.start, 0
        for edit in edits:
            here = self._run(here, there, edit.start, edit.start - there, edited=False)
            here = self._run(here, edit.start, edit.end, len(edit.after), edited=True)
            there = edit.end
        self._run(here, there, line.end, line.end - there, edited=False)

    def start(self, at: int) -> int:
        """Where the character `at` of the text begins; of a repaired run, where the damage began."""
        return self._place(at, after=0)

    def end(self, at: int) -> int:
        """Where the first `at` characters of the text end; removals at that border stay outside."""
        return self._place(at - 1, after=1) if at else self._first

    def is_whole(self, start: int, end: int) -> bool:
        """Whether the characters `start` to `end` of the text take in whole what edits left, not parts of it."""
        return not (self._inside(start) or self._inside(end))

    def _inside(self, at: int) -> bool:
        """Whether a place in the text is between two characters that one edit left."""
        run = bisect_right(self._texts, at) - 1
        return run >= 0 and self._edited[run] and self._texts[run] < at < self._ends[run]

    def _run(self, here: int, start: int, end: int, length: int, *, edited: bool) -> int:
        if length:
            self._texts.append(here)
            self._ends.append(here + length)
            self._sources.append((start, end))
            self._edited.append(edited)
        return here + length

    def _place(self, at: int, *, after: int) -> int:
        run = bisect_right(self._texts, at) - 1
        if run < 0:
            return self._first
        start, end = self._sources[run]
        if self._edited[run]:
            return end if after else start
        return start + at - self._texts[run] + after


class Found(NamedTuple, Generic[T]):
    """What a finder claims: a value, the text it was read from, that text's place in the source, and the rule.

    `edits` remove what is said beside it and is no part of the story: the time of an update, the title of an author.
    """

    value: T
    text: str
    start: int
    end: int
    rule: str
    doubts: tuple[Doubt, ...] = ()
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """What the stages hand on: from `start` to `end` of `source`, as lines, with the edits made so far.

    `edits` are in the order of the source and never overlap; `breaks` are the places where a new print page begins.
    `credits` are lines that finders may claim and the body never does: the metadata of an HTML page, and what it shows
    of credits beside its story.
    """

    source: str
    lines: tuple[Line, ...]
    edits: tuple[Edit, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    start: int = 0
    end: int = 0
    breaks: tuple[int, ...] = ()
    credits: tuple[Line, ...] = ()

    def edits_in(self, start: int, end: int) -> Sequence[Edit]:
        """The edits that begin and end between two places of the source."""
        if not self.edits:
            return ()
        low = bisect_left(self.edits, start, key=_START)
        high = bisect_left(self.edits, end, lo=low, key=_START)
        return self.edits[low:high]

    def text_of(self, start: int, end: int) -> str:
        """The source from `start` to `end` with the edits in it carried out."""
        parts: list[str] = []
        at = start
        for edit in self.edits_in(start, end):
            parts += self.source[at : edit.start], edit.after
            at = edit.end
        return "".join((*parts, self.source[at:end]))

    def places(self, line: Line) -> "Places":
        """Where the characters of a line's text stand in the source."""
        return Places(line, self.edits_in(line.start, line.end))

    def edit(self, action: Action, rule: str, start: int, end: int, after: str = "") -> Edit:
        """An edit of this page's source."""
        return Edit(action, rule, start, end, self.source[start:end], after)

    def edited(
        self,
        lines: Iterable[Line],
        edits: Sequence[Edit],
        doubts: Iterable[Doubt] = (),
        credits: Iterable[Line] | None = None,
    ) -> "Page":
        """The page after a step: its lines and credits now, and the edits and doubts that the step added."""
        credits = self.credits if credits is None else tuple(credits)
        # Pages are made too often for `replace`.
        edits, doubts = merged(self.edits, edits), (*self.doubts, *doubts)
        return Page(self.source, tuple(lines), edits, doubts, self.start, self.end, self.breaks, credits)

    def found(
        self, line: Line, start: int, end: int, value: T, rule: str, *doubts: Doubt, edits: Sequence[Edit] = ()
    ) -> Found[T]:
        """A claim on the characters `start` to `end` of a line's text."""
        places = self.places(line)
        return Found(value, line.text[start:end], places.start(start), places.end(end), rule, doubts, tuple(edits))

    def removal(self, rule: str, line: Line, start: int = 0, end: int | None = None) -> Edit:
        """The removal of the characters `start` to `end` of a line's text, to its end where none is given."""
        places = self.places(line)
        last = len(line.text) if end is None else end
        return self.edit("remove", rule, places.start(start), places.end(last))

    def without(self, claim: Found[Any]) -> "Page":
        """The page without what a finder claimed; of a line claimed in part, the rest stays where it is."""
        page = self._cut(claim.start, claim.end)
        for edit in claim.edits:
            page = page._cut(edit.start, edit.end).edited_with(edit)
        return page

    def edited_with(self, *edits: Edit) -> "Page":
        """The page with more edits on what no line holds any more."""
        return self.edited(self.lines, edits)

    def _cut(self, start: int, end: int) -> "Page":
        """The page without a stretch of one of its lines."""
        edits: list[Edit] = []
        lines = self._rest(self.lines, start, end, edits)
        credits = self._rest(self.credits, start, end, edits) if lines is self.lines else self.credits
        return self.edited(lines, edits, credits=credits)

    def _rest(self, lines: tuple[Line, ...], start: int, end: int, edits: list[Edit]) -> tuple[Line, ...]:
        """What is left of some lines without a stretch of one; the separators beside it are added to `edits`."""
        held = next((n for n, line in enumerate(lines) if line.start <= start and end <= line.end), None)
        if held is None:
            return lines
        line, parts = lines[held], list[Line]()
        if line.start < start:
            before = self._before(line, start)
            parts.append(before)
            edits += self._separators(before.end, start)
        if end < line.end:
            after = self._after(line, end)
            parts.append(after)
            edits += self._separators(end, after.start)
        return (*lines[:held], *(part for part in parts if part.text), *lines[held + 1 :])

    def _before(self, line: Line, end: int) -> Line:
        """The part of a line before a claim, without the separators at its end."""
        whole = line.with_text(self.text_of(line.start, end), end)
        kept = whole.text.rstrip(SEPARATORS)
        return line.with_text(kept, self.places(whole).end(len(kept)))

    def _after(self, line: Line, start: int) -> Line:
        """The part of a line after a claim, without the separators at its head."""
        whole = line.from_place(start, self.text_of(start, line.end))
        kept = whole.text.lstrip(SEPARATORS)
        return line.from_place(self.places(whole).start(len(whole.text) - len(kept)), kept)

    def _separators(self, start: int, end: int) -> list[Edit]:
        """The removal of what stands between a claim and the rest of its line; no edit for white space alone."""
        return [self.edit("remove", "separator", start, end)] if self.text_of(start, end).strip() else []


def merged(old: Sequence[Edit], new: Sequence[Edit]) -> tuple[Edit, ...]:
    """Both, in the order of the source; an edit inside another (a repair in a removed line) becomes part of it."""
    if not new:
        return tuple(old)
    result: list[Edit] = []
    end = 0
    longest_first = sorted((*new, *old), key=_END, reverse=True)
    for edit in sorted(longest_first, key=_START):
        if edit.start >= end:
            result.append(edit)
            end = edit.end
    return tuple(result)


_WIDE_GAP = re.compile(r"\s\s")


def has_wide_gap(text: str) -> bool:
    """Whether two white characters stand side by side in a text.

    >>> has_wide_gap("27/11/2015\u00a0 The harbour"), has_wide_gap("The harbour reopens")
    (True, False)
    """
    # The plain space alone of all white space is printable, and most lines have no other.
    return "  " in text if text.isprintable() else _WIDE_GAP.search(text) is not None


# A gap between two lines, up to the next character that is not white space.
_BLANK = re.compile(r"\s*")


def after_blank(source: str, at: int) -> int:
    r"""The place of the first character at or after `at` that is not white space.

    >>> after_blank("a \n b", 1)
    4
    """
    found = _BLANK.match(source, at)
    return found.end() if found else at
