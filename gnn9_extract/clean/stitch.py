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

from gnn9_extract.page import Doubt, Edit, Line, Page, after_blank
from gnn9_extract.tables.agencies import sign_off

_WIDEST = 160           # characters; nobody prints a wider measure
_FEWEST = 3             # so many lines near the measure make a wrapped page
_RAGGED = 16            # characters that a full line may be short of the measure: the longest common word
_INDENT = 2             # columns that make a line the first of a paragraph

# The end of a sentence, with closing quotes and brackets after it -- not the stop of "Mr." or "U.S.".
_SENTENCE_END = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_ABBREVIATION = re.compile(r"(?:^|[\s(])(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Maj|Capt|Gov|Sen|Rep|Rev|Hon|St|Jr|Sr|No|vs)\.$")
_INITIALISM = re.compile(r"(?:\b[A-Z]\.){2,}$")
# `- item`, `* item`, `1. item`, `(a) item` -- not `- PTI`, which is a sign-off, and not `1.5 million`.
_LIST_ITEM = re.compile(r"(?:[-*•·▪◦–—]|\(?(?:\d{1,2}|[a-z])[.)])\s")
_OPENING = "\"'“‘«([—–-…"
_WORD = re.compile(r"[^\W\d_]+")


def stitch(page: Page) -> Page:
    """The page with every paragraph on one line; each join is an edit."""
    measure = find_measure(page.lines)
    words = _Words(page.lines)
    groups: list[list[Line]] = []
    glues: list[list[str]] = []
    doubts: list[Doubt] = []
    for line in page.lines:
        last = groups[-1][-1] if groups else None
        glue = _glue(last, line, measure, words) if last else None
        if last and glue is None and _undecided(last, line):
            doubts.append(Doubt("undecided-break", f"left apart at character {line.start}: a page break at the end of a sentence"))
        if glue is None:
            groups.append([line])
            glues.append([])
        else:
            groups[-1].append(line)
            glues[-1].append(glue)
    edits: list[Edit] = []
    lines = [_joined(page, group, glue, edits) for group, glue in zip(groups, glues, strict=True)]
    return page.edited(lines, edits, doubts)


def find_measure(lines: Sequence[Line]) -> int | None:
    """The width, in characters, to which the text is wrapped; None where every line is a paragraph.

    On a wrapped page most of the lines that have another one right under them end near the widest of them.
    """
    widths = [_width(line) for line, below in zip(lines, lines[1:], strict=False) if not below.gap and below.page == line.page]
    widths = [width for width in widths if width <= _WIDEST]
    if len(widths) < _FEWEST or sum(_width(line) > _WIDEST for line in lines) > len(lines) / 4:
        return None
    measure = max(widths)
    full = sum(width > measure - _RAGGED for width in widths)
    return measure if full >= max(_FEWEST, len(widths) / 2) else None


def _width(line: Line) -> int:
    return line.indent + len(line.text)


def _glue(left: Line, right: Line, measure: int | None, words: "_Words") -> str | None:
    """What joins two lines: a space, nothing, a hyphen; None where they stay apart."""
    if left.heading or right.heading or sign_off(right.text) or _LIST_ITEM.match(right.text):
        return None
    broken = left.page != right.page
    if broken and not _goes_on(left, right):
        return None
    if not broken and not (measure and _wrapped(left, right, measure)):
        return None
    return _hyphen(left.text, right.text, words) if left.text[-1] == "-" else " "


def _wrapped(left: Line, right: Line, measure: int) -> bool:
    """Whether a line goes on in the one right under it: no blank line, no indent, and its first word did not fit."""
    if right.gap or right.indent >= left.indent + _INDENT:
        return False
    first_word = right.text.split(None, 1)[0]
    if _width(left) + 1 + len(first_word) > measure:
        return True
    return right.text[0].islower() and not _ends_sentence(left.text)


def _goes_on(left: Line, right: Line) -> bool:
    """Whether a sentence goes on over a page break."""
    if right.text[0].islower():
        return True
    if _ends_sentence(left.text):
        return False
    if right.indent >= left.indent + _INDENT:
        return False
    return not _stands_alone(left)


def _stands_alone(line: Line) -> bool:
    """Whether a line looks like a heading or a caption: short, with white space over it, and without an end."""
    return line.gap > 0 and len(line.text) < 60 and line.text[-1] not in ",-–—" and not line.text.endswith((" the", " a", " of", " and", " to", " in"))


def _undecided(left: Line, right: Line) -> bool:
    return left.page != right.page and _ends_sentence(left.text) and not right.heading and not sign_off(right.text)


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
