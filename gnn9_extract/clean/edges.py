"""Lines at the edges of print pages: folios, print dates, running heads.

They are furniture only because of what stands next to them, or because folios count.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from itertools import accumulate, pairwise
from typing import NamedTuple

from gnn9_extract.clean.dump import LONGEST, Dump
from gnn9_extract.tables.stamps import is_credit, stamp_at

_JUMP_WORDS = 4
_SHORTEST = 10  # letters of a headline that are no accident
_HEAD_LINES = 6  # so many lines can a headline and its credits have


def edge_lines(dump: Dump) -> Iterator[tuple[int, str]]:
    """Folios, print dates and running heads at the edges of the print pages; each may carry the next.

    So each is noted in the rules of the dump at once. None is the first: a dump without furniture, form feeds, folios
    and dates has none of them.
    """
    if not (dump.rules or dump.feeds or dump.folios or dump.stamps):
        return
    edges = dump.edges()
    sheet = _sheet(dump, edges)
    waiting = sorted(edges - {sheet.head})
    while waiting:
        number = waiting.pop()
        rule = None if number in dump.rules else _edge_rule(dump, number, sheet)
        if rule:
            dump.rules[number] = rule
            yield number, rule
            waiting += [n for n in (number - 1, number + 1) if 0 <= n < len(dump.lines) and n != sheet.head]


class _Sheet(NamedTuple):
    """What is asked of a dump as a whole.

    `head` is its first line that is no folio, `titles` are the letters of that line, and of it with the next; `days`
    are those of the lines that are nothing but a date, under the headline and its credits. `pages` is the print page of
    each line, as far as furniture, form feeds, dates and the folios at edges tell; `offsets` tells how far the bare
    numbers at the edges are from their pages, and how often. Both are empty where the dump has no folio to ask for
    them.
    """

    head: int
    titles: tuple[str, str]
    days: set[date]
    pages: Sequence[int]
    offsets: Counter[int]


def _sheet(dump: Dump, edges: Collection[int]) -> _Sheet:
    lines = dump.lines
    head = next((n for n in dump.text() if n not in dump.folios), len(lines))
    first, *second = map(dump.letters, range(len(lines))[head : head + 2]) if head < len(lines) else [""]
    below = (n for n in dump.stamps if n > head + 2 and n not in dump.rules)
    days = {n: day for n in below if (day := _day(lines[n].text))}
    pages = _pages(dump, head, edges, days.keys()) if dump.folios else ()
    bare = (n for n in dump.folios if n in edges and lines[n].text.isdigit())
    offsets = Counter(int(lines[n].text) - pages[n] for n in bare)
    return _Sheet(head, (first, first + "".join(second)), set(days.values()), pages, offsets)


def _pages(dump: Dump, head: int, edges: Collection[int], days: Collection[int]) -> Sequence[int]:
    """The print page of each line; see `_Sheet`."""
    lines = dump.lines
    marks = {*dump.rules, *days, *(n for n in dump.folios if n in edges or dump.cuts(n))}
    broke = [
        n > head and n not in marks and (n - 1 in marks or lines[n - 1].page != lines[n].page)
        for n in range(len(lines))
    ]
    return [1 + seams for seams in accumulate(broke)]


def _edge_rule(dump: Dump, number: int, sheet: _Sheet) -> str | None:
    text, head = dump.lines[number].text, sheet.head
    if len(text) > LONGEST:
        return None
    if number in dump.folios and _is_at_its_page(dump, number, sheet):
        return "folio"
    if number in dump.stamps and _is_print_date(dump, number, sheet):
        return "print_date"
    if number > head + 1 and _is_running_head_at(dump, number, sheet):
        return "running_head"
    if dump.rules.get(number - 1) == "running_head" and is_credit(text) and text == dump.lines[head + 1].text:
        return "repeated_credit"
    return None


def _is_at_its_page(dump: Dump, number: int, sheet: _Sheet) -> bool:
    """Whether a folio has something beside it that says that a page broke, and counts the pages.

    One that is more than a number needs either; the last line of the dump is no witness by itself. A bare number counts
    them too if another one at an edge is as far from its page: a part of a longer print.
    """
    text = dump.lines[number].text
    page = sheet.pages[number]
    fits = dump.folios[number][0] in (page, page + 1)
    if dump.is_beside(number, but="folio"):
        return fits or not text.isdigit() or sheet.offsets[int(text) - page] > 1
    return fits if text.isdigit() else fits or number not in (0, len(dump.lines) - 1)


def _is_print_date(dump: Dump, number: int, sheet: _Sheet) -> bool:
    """Whether a date at an edge is that of the print: not in the lines under the headline, nor one of several days."""
    lines, head = dump.lines, sheet.head
    below_headline = number <= head + 2 and all(len(line.text) <= LONGEST for line in lines[head:number])
    if below_headline or (number == len(lines) - 1 and not _dated(dump, head)):
        return False
    one_day = not sheet.days - {_day(lines[number].text)}
    return one_day or not lines[number].text[0].isdigit() or _is_beside_mark(dump, number)


def _day(text: str) -> date | None:
    """The day of a line that is nothing but a date; None of one with words before it (`Printed on ...`)."""
    stamp = stamp_at(text)
    return stamp.day if stamp else None


def _is_beside_mark(dump: Dump, number: int) -> bool:
    """Whether a line stands beside an address, or a head or foot line of the print."""
    return bool({dump.rules.get(number - 1), dump.rules.get(number + 1)} & {"address_line", "head_line", "foot_line"})


def _is_running_head_at(dump: Dump, number: int, sheet: _Sheet) -> bool:
    """Whether a line at an edge is the headline again, or a word or two of it over "Continued from page 1"."""
    text = dump.lines[number].text
    below = dump.lines[number + 1].text if dump.rules.get(number + 1) == "jump_line" else ""
    if "from" in below.casefold() and (dump.lines[number].gap or dump.at_edge(number - 1)):
        return _is_jump_head(text, " ".join(line.text for line in dump.lines[sheet.head : sheet.head + 2]))
    if text[0].isalnum() and not sheet.titles[1].startswith(text[0].casefold()):
        return False
    return dump.is_beside(number, but="running_head") and _is_running_head(text, dump.letters(number), sheet.titles)


def _dated(dump: Dump, head: int) -> bool:
    """Whether a timestamp stands under the headline; else a date at the foot may be the story's own."""
    return any(is_credit(line.text) for line in dump.lines[head + 1 : min(head + 4, len(dump.lines) - 1)])


def _is_jump_head(text: str, headline: str) -> bool:
    """Whether a line over "Continued from page 1" is a word or two of the headline.

    >>> _is_jump_head("LIGHTHOUSE", "Lighthouse at Cape Arden is lit again")
    True
    """
    words = text.casefold().split()
    return len(words) <= _JUMP_WORDS and {*words} <= {*headline.casefold().split()}


def _is_running_head(text: str, letters: str, titles: Collection[str]) -> bool:
    """Whether a line with these letters is the headline again, or its beginning with an ellipsis.

    >>> _is_running_head("Council votes to reopen...", "councilvotestoreopen", ["councilvotestoreopentheoldharbour"])
    True
    >>> _is_running_head("Council votes", "councilvotes", ["councilvotestoreopentheoldharbour"])
    False
    """
    if len(letters) < _SHORTEST:
        return False
    is_cut = text.rstrip(".… ") != text.rstrip()
    return letters in titles or (is_cut and any(title.startswith(letters) for title in titles))


def counted_folios(dump: Dump) -> Iterator[tuple[int, str]]:
    """Folios that count the pages from 1 on, or say the same number of pages each time, with nothing beside them.

    A series whose first number stands right under the headline and its credits numbers the parts of the story.
    """
    if not dump.folios:
        return
    folios = [(number, *found) for number, found in dump.folios.items()]
    numbers = [page for _, page, _ in folios]
    in_order = len(folios) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[0] <= 2
    apart = all(b[0] - a[0] > 1 for a, b in pairwise(folios)) and not _opens_story(dump, folios[0][0])
    totals = {last for _, _, last in folios}
    told = len(totals) == 1 and None not in totals
    at_foot = folios[-1][0] >= dump.last()
    # A fraction alone on its line is one of a series, or stands on a page that has other furniture.
    in_company = len(folios) > 1 or bool(dump.rules)
    for number, _, last in folios:
        # One that says "Page 1", "1/3" or "- 1 -" is more of a witness than a bare number.
        plain = last is None and dump.lines[number].text.isdigit()
        counts = in_order and apart and (told or at_foot or not plain)
        if counts or (not plain and (last is None or in_company) and dump.cuts(number)):
            yield number, "folio"


def _opens_story(dump: Dump, number: int) -> bool:
    """Whether a line stands right under the credits of the headline."""
    above = [line.text for line in dump.lines[:number]]
    return 1 < number <= _HEAD_LINES and is_credit(above[-1]) and all(len(text) <= LONGEST for text in above)
