"""Repeated lines: what opens or closes a dump and stands in it again."""

import re
from collections import Counter
from collections.abc import Iterator

from gnn9_extract.clean.dump import Dump
from gnn9_extract.tables.folios import read_folio

_DIGITS = re.compile(r"\d+")


def repeated_lines(dump: Dump) -> Iterator[tuple[int, str]]:
    """Lines that open or close the dump, and stand in it again; numbers in them may vary.

    The line that opens the dump is a banner if the headline, with its credits, is under it; one with credits right
    under it is itself the headline, and its repetitions are running heads. A line that closes the dump is a foot line
    if wherever else it stands a print page broke; else it is a refrain.
    """
    keys = {n: _key(dump.lines[n].text) for n in dump.short()}
    times = Counter(keys.values())
    first, last = dump.first(), dump.last()
    banner = keys.get(first) if first == 0 and dump.heads_a_story(1) else None
    foot = keys.get(last)
    if foot == keys.get(first) or not all(_at_seam(dump, n) for n, key in keys.items() if key == foot and n != last):
        foot = None
    for number, key in keys.items():
        if key in (banner, foot) and times[key] > 1 and not read_folio(dump.lines[number].text):
            yield number, "repeated_line"


def _at_seam(dump: Dump, number: int) -> bool:
    return dump.is_beside(number) or dump.cuts(number)


def _key(text: str) -> str:
    return _DIGITS.sub("0", " ".join(text.casefold().split()))
