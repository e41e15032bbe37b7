"""Text set in two columns, recognised and warned about: its lines hold two stories side by side."""

import re
from collections import Counter
from dataclasses import replace

from gnn9_extract.page import Doubt, Page

# A wide gap inside a line: `the left column      the right one`.
_GUTTER = re.compile(r"\S {3,}(?=\S)")
_FEWEST, _SHARE = 8, 0.4  # so many lines, and such a share of all, have the second column at one place


def warn_of_columns(page: Page) -> Page:
    """The page, with a doubt where many of its lines have a second column that begins at one place.

    Nothing is changed: which half follows which is not to be told from the text.
    """
    starts: Counter[int] = Counter()
    for line in page.lines:
        if "   " in line.text and (gutter := _GUTTER.search(line.text)):
            starts[(line.indent + gutter.end()) // 3] += 1
    most = max((starts[place] + starts[place + 1] for place in starts), default=0)
    if most < max(_FEWEST, _SHARE * len(page.lines)):
        return page
    message = f"{most} lines have text in two columns side by side; they were read straight across"
    return replace(page, doubts=(*page.doubts, Doubt("two-columns", message)))
