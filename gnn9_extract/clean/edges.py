"""Lines at the edges of print pages: folios, print dates, running heads.

They are furniture only because of what stands next to them, or because folios count.
"""

from collections.abc import Iterator
from itertools import pairwise

from gnn9_extract.clean.dump import LONGEST, Dump
from gnn9_extract.sites.banner import squash
from gnn9_extract.tables.folios import read_folio
from gnn9_extract.tables.stamps import is_credit, is_stamp

_JUMP_WORDS = 4


def edge_lines(dump: Dump) -> Iterator[tuple[int, str]]:
    """Folios, print dates and running heads at the edges of the print pages; each may carry the next."""
    so_far = Dump(dump.lines, {**dump.rules})
    head = next((n for n in dump.text() if not read_folio(dump.lines[n].text)), len(dump.lines))
    headline = " ".join(line.text for line in dump.lines[head : head + 2])
    title = dump.lines[head].text if head < len(dump.lines) else ""
    waiting = sorted(dump.edges() - {head})
    while waiting:
        number = waiting.pop()
        rule = None if number in so_far.rules else _edge_rule(so_far, number, head, (title, headline))
        if rule:
            so_far.rules[number] = rule
            yield number, rule
            waiting += [n for n in (number - 1, number + 1) if 0 <= n < len(dump.lines) and n != head]


def _edge_rule(dump: Dump, number: int, head: int, headlines: tuple[str, str]) -> str | None:
    text = dump.lines[number].text
    if len(text) > LONGEST:
        return None
    if read_folio(text) and (not text.isdigit() or dump.is_beside(number, but="folio") or _last_page(dump, number)):
        return "folio"
    below_headline = number <= head + 2 and all(len(line.text) <= LONGEST for line in dump.lines[head:number])
    if is_stamp(text) and not below_headline and (number < len(dump.lines) - 1 or _dated(dump, head)):
        return "print_date"
    is_beside = number > head + 1 and dump.is_beside(number, but="running_head")
    jumped = dump.rules.get(number + 1) == "jump_line" and _is_jump_head(text, headlines[1])
    if jumped or (is_beside and any(_is_running_head(text, headline) for headline in headlines)):
        return "running_head"
    if dump.rules.get(number - 1) == "running_head" and is_credit(text) and text == dump.lines[head + 1].text:
        return "repeated_credit"
    return None


def _last_page(dump: Dump, number: int) -> bool:
    """Whether a bare number at the end of the dump is that of its last page."""
    seams = sum(n - 1 in dump.rules and n not in dump.rules for n in range(dump.first() + 1, number))
    return number == len(dump.lines) - 1 and int(dump.lines[number].text) == 1 + seams


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


def _is_running_head(text: str, headline: str) -> bool:
    """Whether a line is the headline again, or its beginning with an ellipsis.

    >>> _is_running_head("Council votes to reopen...", "Council votes to reopen the old harbour")
    True
    >>> _is_running_head("Council votes", "Council votes to reopen the old harbour")
    False
    """
    cut = text.rstrip(".… ")
    whole, part = squash(headline), squash(cut)
    return len(part) >= 10 and whole.startswith(part) and (whole == part or cut != text.rstrip())


def counted_folios(dump: Dump) -> Iterator[tuple[int, str]]:
    """Folios that count the pages from 1 on, or say the same number of pages each time, with nothing beside them."""
    folios = [(number, *found) for number, line in enumerate(dump.lines) if (found := read_folio(line.text))]
    numbers = [page for _, page, _ in folios]
    in_order = len(folios) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[0] <= 2
    apart = all(b[0] - a[0] > 1 for a, b in pairwise(folios))
    totals = {last for _, _, last in folios}
    told = len(totals) == 1 and None not in totals
    at_foot = bool(folios) and folios[-1][0] >= dump.last()
    # A fraction alone on its line is one of a series, or stands on a page that has other furniture.
    in_company = len(folios) > 1 or bool(dump.rules)
    for number, _, last in folios:
        # One that says "Page 1", "1/3" or "- 1 -" is more of a witness than a bare number.
        plain = last is None and dump.lines[number].text.isdigit()
        counts = in_order and apart and (told or at_foot or not plain)
        if counts or (not plain and (last is None or in_company) and dump.cuts(number)):
            yield number, "folio"
