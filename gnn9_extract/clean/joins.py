"""Whether two lines are one: the evidence for a join.

On one print page: the page is wrapped, and the next word did not fit on the line. Over a page break: the left side
stops in mid-sentence, or the right side goes on in a small letter. Headings, credits and list items are joined to
nothing.
"""

import re
from collections.abc import Sequence

from gnn9_extract.clean.hyphen import Words, joint
from gnn9_extract.clean.layout import Layout
from gnn9_extract.page import Line
from gnn9_extract.tables.credits import read_credit
from gnn9_extract.tables.stamps import is_credit

_NEARLY_FULL = 0.7  # of the measure: a line that stops so far from it, in mid-sentence, was cut by something else
_CREDIT_LINES = 5  # so many lines at the head of a story can be its headline, byline and timestamp
_SHORT = 60  # characters; a longer line is no heading

# The end of a sentence, with closing quotes and brackets after it -- not the stop of "Mr." or "U.S.".
_SENTENCE_END = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_TITLES = "Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Maj|Capt|Gov|Sen|Rep|Rev|Hon|St|Jr|Sr|No|vs"
_ABBREVIATION = re.compile(rf"(?:^|[\s(])(?:[A-Z]|{_TITLES})\.$")
_INITIALISM = re.compile(r"(?:\b[A-Z]\.){2,}$")
# `- item`, `* item`, `1. item`, `(a) item` -- not `1.5 million`, and not a dash that goes on with a sentence.
_LIST_ITEM = re.compile(r"(?:[-*•·▪◦]|\(?(?:\d{1,2}|[a-z])[.)])\s")
# A line that cannot be a heading: it stops at a comma, a dash, or a word that needs another.
_OPEN_END = re.compile(r"(?:[,–—-]|\b(?:the|an?|of|and|or|to|in|on|at|by|for|with|from|that|is|was|were|has|had))$")


class Joins:
    """Asked line by line, in their order, as a page break can leave less of a line than was printed."""

    def __init__(self, lines: Sequence[Line], layout: Layout) -> None:
        self._layout = layout
        self._words = Words(lines)
        self._credits = {line.start for line in lines[:_CREDIT_LINES] if is_credit(line.text)}
        # What a page break cut off the current line: with it the line is as wide as it was when it was wrapped.
        self._cut_off = 0

    def glue(self, left: Line, right: Line) -> str | None:
        """What joins two lines: a space, nothing, a hyphen; None where they stay apart."""
        broken = left.page != right.page
        width = self._layout.width(left) + self._cut_off
        self._cut_off = 0
        if not (self._goes_on(left, right) if broken else self._wrapped(left, right, width)):
            return None
        if left.heading or right.heading or _LIST_ITEM.match(right.text) or {left.start, right.start} & self._credits:
            return None
        if (broken or ends_sentence(left.text)) and read_credit(right.text):
            return None
        if broken and width + self._layout.width(right) <= (self._layout.measure or 0) + 1:
            self._cut_off = width
        return joint(left.text, right.text, self._words) if left.text[-1] == "-" else " "

    def undecided(self, left: Line, right: Line) -> bool:
        """Whether two lines that stay apart could be one paragraph: a page broke at the end of a sentence."""
        if left.page == right.page or self._layout.indents or left.heading or right.heading:
            return False
        return ends_sentence(left.text) and not read_credit(right.text)

    def _wrapped(self, left: Line, right: Line, width: int) -> bool:
        """Whether a line goes on in the one right under it, because the next word did not fit."""
        if self._layout.measure is None or right.gap or self._layout.begins_paragraph(right):
            return False
        if width + self._layout.first_word(right) >= self._layout.measure:
            return True
        if ends_sentence(left.text):
            return False
        return right.text[0].islower() or width > _NEARLY_FULL * self._layout.measure

    def _goes_on(self, left: Line, right: Line) -> bool:
        """Whether a sentence, or on a page with indents a paragraph, goes on over a page break."""
        if right.text[0].islower():
            return True
        if self._layout.indents and self._layout.measure:
            return not self._layout.begins_paragraph(right)
        return not (ends_sentence(left.text) or _stands_alone(left))


def ends_sentence(text: str) -> bool:
    """Whether a line stops where a sentence can.

    >>> ends_sentence('"They sailed."'), ends_sentence("a visit by Mr."), ends_sentence("ships of the U.S.")
    (True, False, False)
    """
    tail = text[-12:]
    if not _SENTENCE_END.search(tail):
        return False
    return not (_ABBREVIATION.search(tail) or _INITIALISM.search(tail))


def _stands_alone(line: Line) -> bool:
    """Whether a line looks like a heading or a caption: short, and few words or most of them with capitals.

    White space is over it, and nothing in it is open.
    """
    if line.gap == 0 or len(line.text) >= _SHORT or _OPEN_END.search(line.text) or _in_quotation(line.text):
        return False
    words = line.text.split()
    return len(words) < 4 or sum(not word[0].islower() for word in words) > len(words) / 2


def _in_quotation(text: str) -> bool:
    """Whether a quotation is open at the end of a line."""
    return text.count("“") > text.count("”") or text.count('"') % 2 == 1
