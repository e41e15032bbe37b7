"""A text dump, with or without markdown, as a page of lines."""

import re

from gnn9_extract.page import Line, Page

# From the first character of a line that is not white space to the line's end. Not split at U+0085 and the
# separators U+001C to U+001E, which str.splitlines takes too: in damaged text they are halves of letters.
_PRINTED = re.compile(r"[^\s][^\n\r\f\v\u2028\u2029]*")
_TAB = 4
_LINE_STARTS = re.compile(r"[\n\r\f\v\u2028\u2029]")


def read_text(source: str) -> Page:
    r"""The source as a page of its printed lines; a form feed begins a new print page.

    Blank lines are no lines: they are counted in the `gap` of the next one.

    >>> [(line.text, line.page, line.gap) for line in read_text("One\n\n  two \fthree").lines]
    [('One', 1, 0), ('two', 1, 1), ('three', 2, 0)]
    """
    newline = "\n" if "\n" in source else "\r"
    has_feeds = "\f" in source
    lines: list[Line] = []
    end, number = 0, 1
    for found in _PRINTED.finditer(source):
        start = found.start()
        text = found[0].rstrip(" \t")
        if has_feeds:
            number += source.count("\f", end, start)
        newlines = source.count(newline, end, start)
        indent = _indent(source, end, start) if source[start - 1 : start] in (" ", "\t", "\u00a0") else 0
        lines.append(Line(text, start, start + len(text), number, max(newlines - 1, 0), indent))
        end = start + len(text)
    return Page(source, tuple(lines), start=0, end=len(source))


def read_lines(source: str, lines: tuple[Line, ...]) -> Page:
    """The source as a page of lines that are known already."""
    return Page(source, lines, start=0, end=len(source))


def _indent(source: str, end: int, start: int) -> int:
    """The columns of white space before a line; a tab counts as four."""
    blank = _LINE_STARTS.split(source[end:start])[-1]
    return len(blank.replace("\t", " " * _TAB))
