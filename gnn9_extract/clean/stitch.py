"""Lines joined to paragraphs: hard-wrapped lines, and sentences and words cut by a page break.

A join needs evidence. On one print page: the page is wrapped (its lines end near one measure), and the next word did not
fit on the line. Over a page break: the left side stops in mid-sentence, or the right side goes on in a small letter.
Where the left side ends a sentence and the right side begins one, nothing tells whether the paragraph went on: they
are left apart, with the warning `undecided-break`. Headings, list items and sign-offs are never joined to prose.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from gnn9_extract.clean.layout import Layout, find_layout
from gnn9_extract.page import Doubt, Edit, Line, Page, after_blank
from gnn9_extract.tables.credits import read_credit

# The end of a sentence, with closing quotes and brackets after it -- not the stop of "Mr." or "U.S.".
_SENTENCE_END = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_ABBREVIATION = re.compile(r"(?:^|[\s(])(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Maj|Capt|Gov|Sen|Rep|Rev|Hon|St|Jr|Sr|No|vs)\.$")
_INITIALISM = re.compile(r"(?:\b[A-Z]\.){2,}$")
# `- item`, `* item`, `1. item`, `(a) item` -- not `1.5 million`, and not a dash that goes on with a sentence.
_LIST_ITEM = re.compile(r"(?:[-*•·▪◦]|\(?(?:\d{1,2}|[a-z])[.)])\s")
_NEARLY_FULL = 0.7      # of the measure: a line that stops so far from it, in mid-sentence, was cut by something else
_SHORT = 60             # characters; a longer line is no heading
# A line that cannot be a heading: it stops at a comma, a dash, or a word that needs another.
_OPEN_END = re.compile(r"(?:[,–—-]|\b(?:the|an?|of|and|or|to|in|on|at|by|for|with|from|that|is|was|were|has|had))$")
_WORD = re.compile(r"[^\W\d_]+")


def stitch(page: Page) -> Page:
    """The page with every paragraph on one line; each join is an edit."""
    joins = _Joins(find_layout(page.lines, page.source), _Words(page.lines))
    groups: list[list[Line]] = []
    glues: list[list[str]] = []
    doubts: list[Doubt] = []
    for last, line in pairwise((None, *page.lines)):
        glue = joins.glue(last, line) if last else None
        if glue is None:
            groups.append([line])
            glues.append([])
            doubts += [_undecided(line)] if last and joins.undecided(last, line) else []
        else:
            groups[-1].append(line)
            glues[-1].append(glue)
    edits: list[Edit] = []
    lines = [_joined(page, group, glue, edits) for group, glue in zip(groups, glues, strict=True)]
    return page.edited(lines, edits, doubts)


def _undecided(line: Line) -> Doubt:
    message = f"a page broke at the end of a sentence, before character {line.start}; whether the paragraph went on is not to be seen"
    return Doubt("undecided-break", message)


class _Joins:
    """Whether a line is joined to the one before it, and how. Asked line by line, in their order."""

    def __init__(self, layout: Layout, words: "_Words") -> None:
        self._layout = layout
        self._words = words
        # What a page break cut off the current line: with it the line is as wide as it was when it was wrapped.
        self._cut_off = 0

    def glue(self, left: Line, right: Line) -> str | None:
        """What joins two lines: a space, nothing, a hyphen; None where they stay apart."""
        broken = left.page != right.page
        width = self._layout.width(left) + self._cut_off
        self._cut_off = 0
        if left.heading or right.heading or _LIST_ITEM.match(right.text):
            return None
        if read_credit(right.text) and (broken or _ends_sentence(left.text)):
            return None
        if not (self._goes_on(left, right) if broken else self._wrapped(left, right, width)):
            return None
        if broken and width + self._layout.width(right) <= (self._layout.measure or 0) + 1:
            self._cut_off = width
        return _hyphen(left.text, right.text, self._words) if left.text[-1] == "-" else " "

    def undecided(self, left: Line, right: Line) -> bool:
        """Whether two lines that stay apart could be one paragraph: a page broke at the end of a sentence."""
        if left.page == right.page or right.heading or read_credit(right.text) or not _ends_sentence(left.text):
            return False
        return not self._layout.indents

    def _wrapped(self, left: Line, right: Line, width: int) -> bool:
        """Whether a line goes on in the one right under it, because the next word did not fit."""
        if self._layout.measure is None or right.gap or self._layout.begins_paragraph(right):
            return False
        if width + self._layout.first_word(right) >= self._layout.measure:
            return True
        if _ends_sentence(left.text):
            return False
        return right.text[0].islower() or width > _NEARLY_FULL * self._layout.measure

    def _goes_on(self, left: Line, right: Line) -> bool:
        """Whether a sentence, or on a page with indents a paragraph, goes on over a page break."""
        if right.text[0].islower():
            return True
        if self._layout.indents and self._layout.measure:
            return not self._layout.begins_paragraph(right)
        return not (_ends_sentence(left.text) or _stands_alone(left))


def _stands_alone(line: Line) -> bool:
    """Whether a line looks like a heading or a caption: short, white space over it, without an end, and few words or
    most of them with capitals.
    """
    if line.gap == 0 or len(line.text) >= _SHORT or _OPEN_END.search(line.text) or _in_quotation(line.text):
        return False
    words = line.text.split()
    return len(words) < 4 or sum(not word[0].islower() for word in words) > len(words) / 2


def _in_quotation(text: str) -> bool:
    """Whether a quotation is open at the end of a line."""
    return text.count("“") > text.count("”") or text.count('"') % 2 == 1


def _ends_sentence(text: str) -> bool:
    tail = text[-12:]
    if not _SENTENCE_END.search(tail):
        return False
    return not (_ABBREVIATION.search(tail) or _INITIALISM.search(tail))


class _Words:
    """How often each word stands on the page, which is its own dictionary; counted when the first cut word asks."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._times: Counter[str] | None = None

    def times(self, word: str) -> int:
        """How often a word stands on the page, in any case."""
        if self._times is None:
            self._times = Counter(w.casefold() for line in self._lines for w in _WORD.findall(line.text))
        return self._times[word.casefold()]


def _hyphen(left: str, right: str, words: _Words) -> str:
    """What stands between two lines of which the left ends in a hyphen.

    `exp-`, `ected` is one word; `English-`, `language` keeps its hyphen: both halves are words of the page, or the
    whole stands on it with its hyphen; `producing- and` is two words.
    """
    before, after = _last_word(left[:-1]), _first_word(right)
    if not before or not after or not after[0].islower() or left[-2:-1].isspace():
        return " "
    if after in ("and", "or", "to", "und", "oder"):
        return " "
    if words.times(before + after):
        return ""
    # Once each is the two halves themselves.
    return "-" if words.times(before) > 1 and words.times(after) > 1 else ""


def _last_word(text: str) -> str:
    found = _WORD.findall(text[-40:])
    return found[-1] if found and text.endswith(found[-1]) else ""


def _first_word(text: str) -> str:
    found = _WORD.match(text)
    return found[0] if found else ""


def _joined(page: Page, group: Sequence[Line], glues: Sequence[str], edits: list[Edit]) -> Line:
    """One line of several; the edits that join them are added to `edits`."""
    if len(group) == 1:
        return group[0]
    parts = [group[0].text]
    for left, right, glue in zip(group, group[1:], glues, strict=False):
        rule = "page_break" if left.page != right.page else "unwrap"
        start = left.end
        if glue != " " and left.text[-1] == "-":
            parts[-1] = parts[-1][:-1]
            start -= 1
        edits.append(page.edit("join", rule, start, after_blank(page.source, left.end), glue))
        parts += glue, right.text
    return replace(group[0], text="".join(parts), end=group[-1].end)
