"""The headline: the first line of the story."""

from gnn9_extract.page import Found, Page
from gnn9_extract.sites.profile import Profile
from gnn9_extract.tables.stamps import is_credit

_LONGEST = 300  # characters; what is longer is a paragraph


def find_headline(page: Page, profile: Profile | None) -> Found[str] | None:
    """The line over the credits and the body, as printed.

    A markdown heading over the credits is it; else the first line, if it can be one: no longer than a headline
    is, no timestamp, no byline, and with text under it.
    Left alone: kickers and straps over it, and site names stuck to it, which stay as the page has them.
    """
    top = page.lines[:4]
    for line in top:
        if is_credit(line.text):
            break
        if line.heading:
            return page.found(line, 0, len(line.text), line.text, "markdown_heading")
    if len(page.lines) < 2 or not _can_be(top[0].text):
        return None
    return page.found(top[0], 0, len(top[0].text), top[0].text, "first_line")


def _can_be(text: str) -> bool:
    return len(text) <= _LONGEST and not is_credit(text) and any(c.isalpha() for c in text)
