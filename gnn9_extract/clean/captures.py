"""What archives of the web set over their pages: the line or toolbar of the Wayback Machine, the notice of a cache."""

import re
from collections.abc import Iterator

from gnn9_extract.clean.dump import Dump
from gnn9_extract.sites.capture import read_capture

_HEAD_LINES = 6  # so many lines at the head of a dump can be these
_LONGEST_TOOLBAR = 40  # lines
# `The Wayback Machine - https://web.archive.org/web/2014.../http://a.example` -- not `The Wayback Machine - a history`
_WAYBACK = re.compile(r"The Wayback Machine ?[-–—] ?(https?://\S+)")
# The first and the last line of the toolbar: `12 captures`, `1 capture` ... `TIMESTAMPS`.
_TOOLBAR = re.compile(r"\d[\d,]* captures?")
_TOOLBAR_END = "TIMESTAMPS"
# `This is Google's cache of http://a.example/7. It is a snapshot of the page as it appeared on 2 Mar 2014 ...`
# -- not a line that goes on with the story.
_CACHE = re.compile(
    r"This is Google['’]s cache of http\S+ It is a snapshot of the page as it appeared on [^.]{4,60}\.?"
    r"(?: The current page could have changed in the meantime\.?)?(?: Learn more\.?)?"
)
# What stands under that notice, in whatever order.
_UNDER_CACHE = (
    "The current page could have changed in the meantime",
    "These search terms are highlighted",
    "Tip: To quickly find your search term on this page",
    "Full version",
    "Text-only version",
)


def capture_lines(dump: Dump) -> Iterator[tuple[int, str]]:
    """The lines of a web archive at the head of a dump."""
    for number in range(min(_HEAD_LINES, len(dump.lines))):
        text = dump.lines[number].text
        if (found := _WAYBACK.fullmatch(text)) and read_capture(found[1]):
            yield number, "capture_line"
        elif _TOOLBAR.fullmatch(text):
            yield from ((n, "capture_line") for n in _toolbar(dump, number))
        elif _CACHE.fullmatch(text):
            yield from ((n, "capture_line") for n in _notice(dump, number))


def _toolbar(dump: Dump, first: int) -> range:
    """The lines of a toolbar; none where its last line does not come."""
    for number in range(first, min(first + _LONGEST_TOOLBAR, len(dump.lines))):
        if dump.lines[number].text == _TOOLBAR_END:
            return range(first, number + 1)
    return range(0)


def _notice(dump: Dump, first: int) -> range:
    """The lines of the notice of Google's cache."""
    end = first + 1
    while end < len(dump.lines) and dump.lines[end].text.startswith(_UNDER_CACHE):
        end += 1
    return range(first, end)
