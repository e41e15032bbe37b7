"""The page: text that knows its place in the source.

Three types carry the promise that every character is accounted for:

* a `Line` is a stretch of the source, `source[start:end]`, and the text that the edits made of it;
* an `Edit` names the rule that removed, repaired or joined something, with the source's own characters in `before`;
* a `Page` holds the source, the lines that are left of it and the edits made so far.

One rule binds them, and the tests hold it for every page: **the text of a line is its stretch of the source with the
edits in it carried out** (`Page.text_of`). What lies between two lines is white space, or is in an edit.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any, Generic, Literal, TypeVar

T = TypeVar("T")

Action = Literal["remove", "repair", "join"]

# What stands between two credits of one line ("By Asha Rao | Nov 26, 2015"): part of neither.
_SEPARATORS = " \t\u00a0|·•,–—-"
_START = attrgetter("start")


@dataclass(frozen=True, slots=True)
class Edit:
    """One change, and the rule that made it.

    `start` and `end` are characters of the decoded source; `before` is `source[start:end]`, `after` what stands there
    now ("" for a removal). `rule` is the name of the function that decided.
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


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line; after stitching, one paragraph.

    `page` is the print page, from 1. `gap` counts the blank lines over it, `indent` the columns before it, `heading` is
    the level of a markdown heading (0 for none), `bold` is the length of the bold text at its head.
    """

    text: str
    start: int
    end: int
    page: int = 1
    gap: int = 0
    indent: int = 0
    heading: int = 0
    bold: int = 0


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """What a finder claims: a value, the text it was read from, that text's place in the source, and the rule."""

    value: T
    text: str
    start: int
    end: int
    rule: str
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """What the stages hand on: from `start` to `end` of `source`, as lines, with the edits made so far.

    `edits` are in the order of the source and never overlap; `breaks` are the places where a new print page begins.
    """

    source: str
    lines: tuple[Line, ...]
    edits: tuple[Edit, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    start: int = 0
    end: int = 0
    breaks: tuple[int, ...] = ()

    def edits_in(self, start: int, end: int) -> Sequence[Edit]:
        """The edits that begin and end between two places of the source."""
        if not self.edits:
            return ()
        low = bisect_left(self.edits, start, key=_START)
        high = bisect_left(self.edits, end, lo=low, key=_START)
        return self.edits[low:high]

    def text_of(self, start: int, end: int) -> str:
        """The source from `start` to `end` with the edits in it carried out."""
        parts, at = [], start
        for edit in self.edits_in(start, end):
            parts += self.source[at : edit.start], edit.after
            at = edit.end
        return "".join((*parts, self.source[at:end]))

    def place(self, line: Line, at: int) -> int:
        """Where in the source the character `at` of a line's text stands."""
        there, here = line.start, 0
        for edit in self.edits_in(line.start, line.end):
            kept = here + edit.start - there
            if at < kept or at == kept < kept + len(edit.after):
                break
            there, here = edit.end, kept + len(edit.after)
            if at < here:
                return edit.start
        return there + at - here

    def edit(self, action: Action, rule: str, start: int, end: int, after: str = "") -> Edit:
        """An edit of this page's source."""
        return Edit(action, rule, start, end, self.source[start:end], after)

    def edited(self, lines: Iterable[Line], edits: Sequence[Edit], doubts: Iterable[Doubt] = ()) -> "Page":
        """The page after a step: its lines now, and the edits and doubts that the step added."""
        return replace(
            self, lines=tuple(lines), edits=merged(self.edits, edits), doubts=(*self.doubts, *doubts)
        )

    def found(self, line: Line, start: int, end: int, value: T, rule: str, *doubts: Doubt) -> Found[T]:
        """A claim on the characters `start` to `end` of a line's text."""
        return Found(value, line.text[start:end], self.place(line, start), self._place_end(line, end), rule, doubts)

    def without(self, claim: Found[Any] | None) -> "Page":
        """The page without what a finder claimed; of a line claimed in part, the rest stays where it is."""
        if claim is None:
            return self
        lines: list[Line] = []
        edits: list[Edit] = []
        for line in self.lines:
            if line.start <= claim.start and claim.end <= line.end:
                before, after = self._before(line, claim.start), self._after(line, claim.end)
                lines += [rest for rest in (before, after) if rest.text]
                edits += self._separators(before.end, claim.start) + self._separators(claim.end, after.start)
            else:
                lines.append(line)
        return self.edited(lines, edits)

    def _place_end(self, line: Line, end: int) -> int:
        """Where in the source the first `end` characters of a line's text stop."""
        if end == 0:
            return line.start
        last = self.place(line, end - 1)
        repaired = self.edits_in(last, last + 1)
        return repaired[0].end if repaired else last + 1

    def _before(self, line: Line, end: int) -> Line:
        """The part of a line before a claim, without the separators at its end."""
        whole = replace(line, text=self.text_of(line.start, end), end=end)
        kept = whole.text.rstrip(_SEPARATORS)
        return replace(whole, text=kept, end=self._place_end(whole, len(kept)))

    def _after(self, line: Line, start: int) -> Line:
        """The part of a line after a claim, without the separators at its head."""
        whole = replace(line, text=self.text_of(start, line.end), start=start, gap=0, bold=0)
        kept = whole.text.lstrip(_SEPARATORS)
        return replace(whole, text=kept, start=self.place(whole, len(whole.text) - len(kept)))

    def _separators(self, start: int, end: int) -> list[Edit]:
        """The removal of what stands between a claim and the rest of its line; no edit for white space alone."""
        return [self.edit("remove", "separator", start, end)] if self.text_of(start, end).strip() else []


def merged(old: Sequence[Edit], new: Sequence[Edit]) -> tuple[Edit, ...]:
    """Both, in the order of the source; an edit inside another (a repair in a removed line) becomes part of it."""
    if not new:
        return tuple(old)
    result: list[Edit] = []
    for edit in sorted((*new, *old), key=lambda e: (e.start, -e.end)):
        if not result or edit.start >= result[-1].end:
            result.append(edit)
    return tuple(result)


# A gap between two lines, up to the next character that is not white space.
_BLANK = re.compile(r"\s*")


def after_blank(source: str, at: int) -> int:
    """The place of the first character at or after `at` that is not white space.

    >>> after_blank("a \\n b", 1)
    4
    """
    found = _BLANK.match(source, at)
    return found.end() if found else at
