"""A text dump, with or without markdown, as a page of lines."""

import re

from gnn9_extract.page import Line, Page

# From the first character of a line that is not white space to the line's end. Not split at U+0085 and the
# separators U+001C to U+001E, which str.splitlines takes too: in damaged text they are halves of letters.
_PRINTED = re.compile(r"\S[^\n\r\f\v\u2028\u2029]*")
# The same, in a fifth of the time, of a text in which no more than newlines end lines.
_PRINTED_PLAIN = re.compile(r"\S.*")
_OTHER_ENDS = "\r\f\v\u2028\u2029"
_TAB = 4
_LINE_STARTS = re.compile(r"[\n\r\f\v\u2028\u2029]")


def read_text(source: str) -> Page:
    r"""The source as a page of its printed lines; a form feed begins a new print page.

    Blank lines are no lines: they are counted in the `gap` of the next one.

    >>> [(line.text, line.page, line.gap) for line in read_text("One\n\n  two \fthree").lines]
    [('One', 1, 0), ('two', 1, 1), ('three', 2, 0)]
    """
    newline = "\n" if "\n" in source else "\r"
    printed = _PRINTED if any(mark in source for mark in _OTHER_ENDS) else _PRINTED_PLAIN
    lines: list[Line] = []
    end, number = 0, 1
    for found in printed.finditer(source):
        start = found.start()
        text = found[0].rstrip(" \t")
        between = source[end:start]
        gap = indent = 0
        if between != "\n":
            number += between.count("\f")
            gap = max(between.count(newline) - 1, 0)
            indent = _indent(between) if between[-1:] in (" ", "\t", "\u00a0") else 0
        end = start + len(text)
        lines.append(Line(text, start, end, number, gap, indent))
    return Page(source, tuple(lines), start=0, end=len(source))


def read_lines(source: str, lines: tuple[Line, ...]) -> Page:
    """The source as a page of lines that are known already."""
    return Page(source, lines, start=0, end=len(source))


def _indent(between: str) -> int:
    """The columns of white space before a line, at the end of what parts it from the last; a tab counts as four."""
    blank = _LINE_STARTS.split(between)[-1]
    return len(blank.replace("\t", " " * _TAB))
