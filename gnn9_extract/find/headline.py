"""The headline: the first line of the story."""

import re

from gnn9_extract.find.context import Context
from gnn9_extract.page import Edit, Found, Page
from gnn9_extract.sites.banner import squash
from gnn9_extract.tables.stamps import is_credit

_LONGEST = 300  # characters; what is longer is a paragraph
_KICKER = 30  # characters of a label over a headline

# ` | The Coast Daily`, ` - coastdaily.example` at the end of a headline.
_STUCK = re.compile(r"\s(?:[|–—-]|::)\s(?P<name>[^|]{3,60})$")


def find_headline(page: Page, context: Context) -> Found[str] | None:
    """The line over the credits and the body, as printed.

    A markdown heading over the credits is it; else the first line, if it can be one: no longer than a headline
    is, no timestamp, no byline, and with text under it. A label in capitals over it (`EXCLUSIVE`) and the site's own
    name behind it are taken off. Straps and standfirsts under it are paragraphs of the body.
    """
    top = page.lines[:4]
    for number, line in enumerate(top):
        if is_credit(line.text):
            break
        if line.heading:
            return _headline(page, number, context, "markdown_heading", [])
    if len(page.lines) < 2 or not _can_be(top[0].text):
        return None
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
    """Whether the first line is a label: short and in capitals, over a headline that is not, over the credits."""
    label, headline, *below = page.lines[:4]
    is_label = len(label.text) <= _KICKER and label.text.isupper() and label.text[-1] not in ".!?"
    return (
        is_label
        and len(headline.text) > len(label.text)
        and not headline.text.isupper()
        and _can_be(headline.text)
        and bool(below)
        and is_credit(below[0].text)
    )


def _can_be(text: str) -> bool:
    return len(text) <= _LONGEST and not is_credit(text) and any(c.isalpha() for c in text)
