"""No finder takes more time than its lines are long, whatever stands on them.

A line of 50,000 repeats takes a finder some milliseconds. Where a pattern tried each place of it from each other, it
would be seconds or hours: the bound is far from both, and counts the time of this process alone.
"""

import time
from collections.abc import Callable
from typing import Any

import pytest

from gnn9_extract.find.byline import find_byline
from gnn9_extract.find.context import Context
from gnn9_extract.find.dateline import find_dateline
from gnn9_extract.find.headline import find_headline
from gnn9_extract.find.stories import cut_stories
from gnn9_extract.find.timestamp import find_timestamp
from gnn9_extract.find.wire_credit import find_wire_credit
from gnn9_extract.page import Line, Page

REPEATS = 50_000
BOUND = 2.0  # seconds, for all lines of one finder and one class of characters

# Characters by what patterns ask of them, and the beginnings of forms that could go on for ever.
CLASSES = {
    "letters": ["a", "A", "é", "क", "ि", "年", "a ", "A ", "Aa ", "नई "],
    "digits": ["1", "0", "1 ", "13:", "1/1/", "11/11/2015 ", "2015 ", "20151127 "],
    "marks": [" ", "-", "—", "-- ", ",", ".", "/", ":", ";", "|", "| ", "@", "_", "&", "'", '"', "“", "©", "!", "…"],
    "brackets": ["(", ")", "[", "]", "( ", "(a", "(PTI)", "[a]", "【", "（"],
    "names": ["A. ", "Aa, ", "Aa/", "Aa; ", "Aa in ", "A-", "A'", "St. ", "of ", "and ", "by ", "By ", "By Aa, "],
    "places": ["India, ", "London/", "London, ", "London - ", "Frankfurt/"],
    "dates": ["Nov ", "Nov 1, ", "Nov 2015 ", "13:46 ", "IST ", "Updated: ", "Published ", "2 hours ago ", "1日"],
    "credits": ["PTI/", "PTI, ", "PTI and ", "PTI KKS ", "- PTI ", ". PTI", "ab/", "/a/", "Reporting by ", "© 2015 "],
    "addresses": ["a@", "a.", "a@a.", "@a ", "http://a/"],
}
FINDERS: dict[str, Callable[[Page], Any]] = {
    finder.__name__: lambda page, finder=finder: finder(page, Context(None, None, None, frozenset(), {}))
    for finder in (find_headline, find_timestamp, find_byline, find_dateline, find_wire_credit)
} | {"cut_stories": cut_stories}


def page_of(*texts: str) -> Page:
    """A page of lines, a blank line between them."""
    lines, at = [], 0
    for text in texts:
        lines.append(Line(text, at, at + len(text), gap=1))
        at += len(text) + 2
    return Page("\n\n".join(texts) + "\n\n", tuple(lines), end=at)


def pages_of(text: str) -> list[Page]:
    """The text as headline, among the credits, as the first paragraph, as the last; and as short lines of credits."""
    story = "The council met on Friday, and nobody came."
    return [
        page_of(text, story),
        page_of("Quay reopens after a year", text, story),
        page_of("Quay reopens after a year", story, text),
        page_of("Quay reopens after a year", *[text[:150].strip() or "a"] * 3, story),
    ]


@pytest.mark.parametrize("kind", CLASSES)
@pytest.mark.parametrize("finder", FINDERS)
def test_a_finder_takes_linear_time_for_repeats_of_any_class(finder: str, kind: str) -> None:
    texts = [f"{(unit * REPEATS).strip() or 'a'}{end}" for unit in CLASSES[kind] for end in ("", "!", " x")]
    pages = [page for text in texts for page in pages_of(text)]
    start = time.process_time()
    for page in pages:
        FINDERS[finder](page)
    assert time.process_time() - start < BOUND
