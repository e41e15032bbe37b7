"""Repeated lines: what a site prints again on every print page.

Two witnesses. **Repetition**: the line stands on the dump more than once; numbers in it may vary where they count
pages or tell a date. **Place**: a line that opens the dump, over the headline and its credits, marks a seam wherever it
stands again. Any other has nothing but such lines and furniture between it and the foot or a seam where a print page
broke, wherever it stands, and is on three pages or parts a sentence.

All repeated lines are taken at first; those that stand elsewhere are struck out, and the others looked at again, until
nothing changes. A refrain, a quotation given twice, a list of scores stand elsewhere; a sentence, and what stands in
brackets, is never taken.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from gnn9_extract.clean.dump import Dump
from gnn9_extract.clean.sentences import ends_sentence
from gnn9_extract.page import Line
from gnn9_extract.tables.credits import read_credit
from gnn9_extract.tables.folios import read_folio
from gnn9_extract.tables.stamps import is_credit, is_stamp

_ROUNDS = 20  # the most times that the lines are looked at, so that the time grows with the page alone
_HEAD_LINES = 8  # a story's own headline is among so many lines at the head
_FEW = 3  # edges: a line at fewer that does not part a sentence may be repeated for effect
# Numbers that may vary: `page 4`, `4/7`, `| 4`, `27/11/2015`, `27 November 2015`, `November 27, 2015`, `13:46`.
_VARYING = re.compile(
    r"\bpage \d+(?: of \d+)?|\b\d{1,3}/\d{1,3}$|(?:[|,–-] ?|\s{2,})\d{1,4}$|^\d{1,4}(?= ?[|–-]|\s{2,})"
    r"|\d{1,4}([/.-])\d{1,2}\1\d{1,4}|\b\d{1,2}(?:st|nd|rd|th)? [^\W\d_]{3,12},? \d{4}"
    r"|[^\W\d_]{3,12} \d{1,2},? \d{4}|(?:\b[^\W\d_]{3,10}, )?\b\d{1,2}[:.]\d\d(?: ?[ap]m)?\b",
    re.IGNORECASE,
)
_LAST_FOLIO = re.compile(r"\bpage \d{1,4}(?: of \d{1,4})?$", re.IGNORECASE)

# Lines from the first to before the second number that have nothing but repeated lines and furniture among them.
Run = tuple[int, int]


def repeated_lines(dump: Dump) -> Iterator[tuple[int, str]]:
    """Lines that stand at two or more edges of the print pages, and nowhere else, and the date under a masthead."""
    for number in _masthead_dates(dump):
        dump.rules[number] = "print_date"
        yield number, "print_date"
    keys = _repeated(dump)
    known = {*keys.values()}
    for _ in range(_ROUNDS):
        struck = known.intersection(_no_furniture(dump, keys, known)) if known else set()
        if not struck:
            break
        known -= struck
    else:
        return  # lines that repeat in a tangle, and none of them alone: no furniture is like that
    for number, key in keys.items():
        if key in known:
            yield number, "repeated_line"


def _masthead_dates(dump: Dump) -> list[int]:
    """The dates under the first line of the dump and under its repetitions, where the story has a headline of its own.

    `The Coast Daily`, `Friday, November 27, 2015`, and further down a headline with its credits.
    """
    lines = dump.lines
    if len(lines) < 3 or not is_stamp(lines[1].text) or dump.rules.keys() & {0, 1}:
        return []
    places = [n for n in range(len(lines) - 1) if lines[n].text == lines[0].text and lines[n + 1].text == lines[1].text]
    own = any(dump.heads_a_story(n) and not is_stamp(lines[n].text) for n in range(2, min(_HEAD_LINES, len(lines))))
    return [n + 1 for n in places] if len(places) > 1 and own else []


def undecided_repeats(dump: Dump) -> Iterator[Line]:
    """The first of each of the repeated lines that were left although one of them stands where a print page broke.

    Sentences are not among them: those are repeated for effect.
    """
    numbers: dict[str, list[int]] = {}
    first = dump.first()
    for number, key in _repeated(dump).items():
        if number != first:
            numbers.setdefault(key, []).append(number)
    for places in numbers.values():
        if len(places) > 1 and any(dump.is_beside(n) or _parts_a_sentence(dump, n, n + 1) for n in places):
            yield dump.lines[places[0]]


def _repeated(dump: Dump) -> dict[int, str]:
    """The lines that still stand on the dump more than once and can be furniture, with what they have in common."""
    if not dump.repeated:
        return {}
    keys = {n: key for n, key in dump.repeated.items() if n not in dump.rules}
    times = Counter(keys.values())
    return {n: key for n, key in keys.items() if times[key] > 1 and _can_be(dump.lines[n].text)}


def _can_be(text: str) -> bool:
    """Whether a line can be furniture: no folio, no credit, no sentence or part of one, nothing in brackets."""
    if text[0].islower() or text[0] in "([" or ends_sentence(text) or not any(map(str.isalpha, text)):
        return False
    return not (read_folio(text) or is_credit(text) or read_credit(text))


def _no_furniture(dump: Dump, keys: Mapping[int, str], known: set[str]) -> Iterator[str]:
    """The known keys that head the story, or stand elsewhere than at edges, at fewer than two, or at no seam."""
    runs = [*_runs(dump, keys, known)]
    head = runs[0][1] if runs and runs[0][0] == 0 else 0
    yield from (keys[number] for number in _own_headline(dump, head) if keys.get(number) in known)
    banner = {keys[n] for n in range(head) if keys.get(n) in known} if _heads(dump, head) else set()
    texts: dict[str, set[str]] = {}
    edges: Counter[str] = Counter()
    parting: set[str] = set()
    for start, end in runs:
        inside = {keys[n] for n in range(start, end) if keys.get(n) in known}
        parts_a_sentence = _parts_a_sentence(dump, start, end)
        if not (parts_a_sentence or end == len(dump.lines) or _is_seam(dump, start, end)):
            yield from inside - banner
        if _goes_on(dump, start, end):
            yield keys.get(start, "")
        edges.update(inside)
        parting |= inside if parts_a_sentence else set()
        for number in range(start, end):
            texts.setdefault(keys.get(number, ""), set()).add(dump.lines[number].text)
    for key in known - banner:
        few = edges[key] < 2 or (edges[key] < _FEW and key not in parting)
        varies = len(texts[key]) > 1 and len({_VARYING.sub("0", text) for text in texts[key]}) > 1
        counts = all(_counts(text) for text in texts[key])
        if varies or (few and not (counts and edges[key] > 1)):
            yield key


def _runs(dump: Dump, keys: Mapping[int, str], known: set[str]) -> Iterator[Run]:
    start = 0
    for number in range(len(dump.lines)):
        if number in dump.rules or keys.get(number) in known or number in dump.folios:
            continue
        if number > start:
            yield start, number
        start = number + 1
    if start < len(dump.lines):
        yield start, len(dump.lines)


def _is_seam(dump: Dump, start: int, end: int) -> bool:
    """Whether a print page broke at a run: it has a form feed or other furniture, or a line that counts pages."""
    first, last = dump.lines[max(start - 1, 0)], dump.lines[min(end, len(dump.lines) - 1)]
    return first.page != last.page or any(n in dump.rules or _counts(dump.lines[n].text) for n in range(start, end))


def _parts_a_sentence(dump: Dump, start: int, end: int) -> bool:
    """Whether a run stands inside a sentence, with white space: a line of a wrapped paragraph has none round it."""
    return dump.cuts(start, end) and (dump.lines[start].gap > 0 or dump.lines[end].gap > 0)


def _goes_on(dump: Dump, start: int, end: int) -> bool:
    """Whether the sentence that goes on under a run begins with its first line: the line before had an end."""
    return start > 0 and end < len(dump.lines) and not dump.cuts(start, end) and dump.lines[end].text[0].islower()


def _counts(text: str) -> bool:
    """Whether a line is a folio and no bare number, or ends with one.

    >>> _counts("- 2 -"), _counts("The Coast Daily, Wednesday, page 4"), _counts("He turned to page 4.")
    (True, True, False)
    """
    return _LAST_FOLIO.search(text) is not None or (not text.isdigit() and read_folio(text) is not None)


def _heads(dump: Dump, number: int) -> bool:
    """Whether the line with that number is the headline, or the first of two lines of it."""
    return number > 0 and (dump.heads_a_story(number) or dump.heads_a_story(number + 1))


def _own_headline(dump: Dump, end: int) -> Iterator[int]:
    """The lines at the end of the run at the head that are the story's headline, repeated as a running head.

    They stand over the credits, or over the first paragraph where there are none: from the last white space on, or the
    last line alone.
    """
    lines = dump.lines
    if not end or (end < len(lines) and not is_credit(lines[end].text) and not ends_sentence(lines[end].text)):
        # A headline over a strap is the only line over it, and says more than a name does.
        yield from (0,) if end == 1 and _is_phrase(lines[0].text) else ()
        return
    first = next((number for number in range(end - 1, 0, -1) if lines[number].gap), end - 1)
    yield from range(first, end)


def _is_phrase(text: str) -> bool:
    """Whether a line of five words or more has a small letter on most of them.

    >>> _is_phrase("Council votes to reopen the harbour"), _is_phrase("The Voice of the Valley")
    (True, False)
    """
    small = [word[0].islower() for word in text.split()]
    return len(small) > 4 and 2 * sum(small) > len(small)
