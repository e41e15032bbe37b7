"""The headline: the first line of the story.

Facts: the heads of news pages, their prints and their dumps, with labels, straps and the site's name beside them.
"""

import re
from collections.abc import Sequence

from gnn9_extract.find.context import Context
from gnn9_extract.find.dateline_reader import read_dateline
from gnn9_extract.page import Edit, Found, Line, Page
from gnn9_extract.sites.banner import squash
from gnn9_extract.tables.rows import entries
from gnn9_extract.tables.stamps import is_credit, is_stamp

_LONGEST = 300  # characters; what is longer is a paragraph
_KICKER = 30  # characters of a label over a headline
_LABEL = 2  # words of a section's name over a headline

# ` | The Coast Daily`, ` - coastdaily.example` at the end of a headline.
_STUCK = re.compile(r"\s(?:[|–—-]|::)\s(?P<name>[^|]{3,60})$")


def find_headline(page: Page, context: Context) -> Found[str] | None:
    """The line over the credits and the body, as printed.

    The markdown heading of the highest level over the credits is it; else the first line, if it can be one: no longer
    than a headline is, no timestamp, no byline, and with text under it; else the line between a date and the other
    credits. A label over it, in capitals (`EXCLUSIVE`) or the name of a section (`World News`), and the site's own name
    behind it are taken off. Straps and standfirsts under it are paragraphs of the body.
    """
    top = page.lines[:4]
    credits_at = next((number for number, line in enumerate(top) if is_credit(line.text)), len(top))
    headings = [number for number in range(credits_at) if top[number].heading]
    if headings:
        number = min(headings, key=lambda heading: top[heading].heading)
        return _headline(page, number, context, "markdown_heading", [])
    if len(page.lines) < 2:
        return None
    if not _can_be(top[0].text):
        return _headline(page, 1, context, "first_line", []) if _is_under_date(top) else None
    if _has_kicker(page):
        return _headline(page, 1, context, "first_line", [page.removal("kicker", top[0])])
    return _headline(page, 0, context, "first_line", [])


def _headline(page: Page, number: int, context: Context, rule: str, edits: list[Edit]) -> Found[str]:
    line = page.lines[number]
    stuck = _STUCK.search(line.text)
    end = len(line.text)
    if stuck and squash(stuck["name"]) in context.names:
        end = stuck.start()
        edits = [*edits, page.removal("site_name", line, stuck.start("name"))]
    return page.found(line, 0, end, line.text[:end], rule, edits=edits)


def _has_kicker(page: Page) -> bool:
    """Whether the first line is a label: in capitals or the name of a section, over headline and credits."""
    label, headline, *below = (line.text for line in page.lines[:4])
    if len(label) > _KICKER or len(headline) <= len(label) or not (_can_be(headline) and below):
        return False
    in_capitals = label.isupper() and label[-1] not in ".!?" and not headline.isupper()
    return (in_capitals or _is_section(label)) and (is_credit(below[0]) or read_dateline(below[0]) is not None)


def _is_section(label: str) -> bool:
    """Whether a text is the name of a section: `World News`, `Opinion`."""
    words = label.split()
    return len(words) <= _LABEL and words[-1].casefold() in entries("sections.txt")


def _is_under_date(top: Sequence[Line]) -> bool:
    """Whether the second line stands between a date and other credits."""
    return len(top) > 3 and is_stamp(top[0].text) and _can_be(top[1].text) and is_credit(top[2].text)


def _can_be(text: str) -> bool:
    return len(text) <= _LONGEST and not is_credit(text) and any(c.isalpha() for c in text)
