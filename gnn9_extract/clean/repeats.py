"""Repeated lines: what a site prints again on every print page, numbers aside.

Two witnesses. **Repetition**: the line stands on the dump more than once. **Place**: a line that opens the dump, over
the headline and its credits, marks a seam wherever it stands again. Any other has nothing but such lines and furniture
between it and the foot or a seam where a print page broke, wherever it stands. All repeated lines are taken at first;
those that stand elsewhere are struck out, and the others looked at again, until nothing changes. A refrain, a quotation
given twice, a list of scores stand elsewhere.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from gnn9_extract.clean.dump import LONGEST, Dump
from gnn9_extract.clean.sentences import ends_sentence
from gnn9_extract.page import Line
from gnn9_extract.tables.credits import read_credit
from gnn9_extract.tables.folios import read_folio
from gnn9_extract.tables.stamps import is_credit

_ROUNDS = 20  # the most times that the lines are looked at, so that the time grows with the page alone
_DIGITS = re.compile(r"\d+")
_LAST_FOLIO = re.compile(r"\bpage \d{1,4}(?: of \d{1,4})?$", re.IGNORECASE)

# Lines from the first to before the second number that have nothing but repeated lines and furniture among them.
Run = tuple[int, int]


def repeated_lines(dump: Dump) -> Iterator[tuple[int, str]]:
    """Lines that stand at two or more edges of the print pages, and nowhere else; numbers in them may vary."""
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


def undecided_repeats(dump: Dump) -> Iterator[Line]:
    """The first of each of the repeated lines that were left although one of them stands where a print page broke.

    Sentences are not among them: those are repeated for effect.
    """
    numbers: dict[str, list[int]] = {}
    for number, key in _repeated(dump).items():
        if number != dump.first():
            numbers.setdefault(key, []).append(number)
    for places in numbers.values():
        first = dump.lines[places[0]]
        if len(places) > 1 and not ends_sentence(first.text) and any(map(dump.is_beside, places)):
            yield first


def _repeated(dump: Dump) -> dict[int, str]:
    """The lines that stand on the dump more than once and can be furniture, with what they have in common."""
    keys = {n: _key(dump.lines[n].text) for n in dump.text() if len(dump.lines[n].text) <= LONGEST}
    times = Counter(keys.values())
    return {n: key for n, key in keys.items() if times[key] > 1 and _can_be(dump.lines[n].text)}


def _key(text: str) -> str:
    folded = " ".join(text.casefold().split())
    return folded if folded.isalpha() else _DIGITS.sub("0", folded)


def _can_be(text: str) -> bool:
    """Whether a line can be furniture: no folio, no credit, nothing without letters or that goes on with a sentence."""
    if text[0].islower() or not any(map(str.isalpha, text)):
        return False
    return not (read_folio(text) or is_credit(text) or read_credit(text))


def _no_furniture(dump: Dump, keys: Mapping[int, str], known: set[str]) -> Iterator[str]:
    """The known keys that head the story, or stand elsewhere than at edges, at fewer than two, or at no seam."""
    runs = [*_runs(dump, keys, known)]
    head = runs[0][1] if runs and runs[0][0] == 0 else 0
    yield from (keys[number] for number in _own_headline(dump, head) if keys.get(number) in known)
    banner = {keys[n] for n in range(head) if keys.get(n) in known} if _heads(dump, head) else set()
    edges: Counter[str] = Counter()
    seams: set[str] = set()
    for start, end in runs:
        inside = {keys[n] for n in range(start, end) if keys.get(n) in known}
        is_seam = _is_seam(dump, start, end)
        edges.update(inside)
        seams |= inside if is_seam else set()
        if not (is_seam or end == len(dump.lines) or dump.cuts(start, end)):
            yield from inside - banner
        if _goes_on(dump, start, end):
            yield keys.get(start, "")
    yield from (key for key in known - banner if edges[key] < 2 or key not in seams)


def _runs(dump: Dump, keys: Mapping[int, str], known: set[str]) -> Iterator[Run]:
    start = 0
    for number, line in enumerate(dump.lines):
        if number in dump.rules or keys.get(number) in known or read_folio(line.text):
            continue
        if number > start:
            yield start, number
        start = number + 1
    if start < len(dump.lines):
        yield start, len(dump.lines)


def _is_seam(dump: Dump, start: int, end: int) -> bool:
    """Whether a print page broke at a run: it has a form feed or other furniture, or parts a sentence with blanks."""
    first, last = dump.lines[max(start - 1, 0)], dump.lines[min(end, len(dump.lines) - 1)]
    if first.page != last.page or any(n in dump.rules or _counts(dump.lines[n].text) for n in range(start, end)):
        return True
    return dump.cuts(start, end) and dump.lines[start].gap > 0 and last.gap > 0


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
        return
    first = next((number for number in range(end - 1, 0, -1) if lines[number].gap), end - 1)
    yield from range(first, end)
