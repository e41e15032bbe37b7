"""The headline of an HTML page: as it is shown, else as the page's metadata has it."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from gnn9_extract.find.context import Context
from gnn9_extract.find.web.metadata import values
from gnn9_extract.page import SEPARATORS, Edit, Found, Line, Page
from gnn9_extract.sites.banner import read_banner, squash

# What parts a headline from the name of the site, and a kicker from the headline.
_PARTING = re.compile(r"\s*[|»_ㅣ｜]\s*|\s+[·•«>:–—-]+\s+|\s::\s|\s?--+\s?")
# One of these is in all that parts; a title without one is not searched further.
_MARK = re.compile(r"[|»_ㅣ｜·•«>:–—-]")
_SHORTEST = 12  # characters of a headline that stands behind a kicker
_SHORTEST_NAME = 4  # letters of a site's name that more words can follow
_MOST_PARTS = 3  # behind a headline: section, site, slogan
_TITLES = ("ld:headline", "itemprop:headline", "headline", "og:title", "title")


class _Title(NamedTuple):
    """A title from `start` to `end` of a line of the metadata, without the site's name behind it, and its letters."""

    line: Line
    start: int
    end: int
    text: str
    letters: str


def web_headline(page: Page, context: Context) -> Found[str] | None:
    """The line that shows the headline, without a kicker before it or the site's name behind it.

    Where the metadata has the same words with a mark that the page shows by its layout (`Council: Harbour reopens` on
    two lines), it is taken from there; and where the page shows none.
    """
    if not page.credits:
        return None
    shown = next((line for line in page.lines if line.block and line.block.headline), None)
    told = values(page, *_TITLES)
    titles = list(_titles(told, context.told))
    if shown is None:
        return _claimed(page, titles[0]) if titles else None
    start = _behind_kicker(shown.text, told, titles)
    if not start and (marked := _with_marks(page, shown, titles)):
        return marked
    end = _before_site(shown.text, start, context.told)
    edits = []
    if start:
        edits.append(page.removal("kicker", shown, 0, len(shown.text[:start].rstrip(SEPARATORS))))
    if end < len(shown.text):
        edits.append(page.removal("site_name", shown, end))
    return page.found(shown, start, end, shown.text[start:end], "headline_shown", edits=edits)


def _titles(told: Mapping[str, tuple[Line, int]], sites: Collection[str]) -> Iterator[_Title]:
    """The titles in the metadata, without the site's name."""
    for whole, (line, at) in told.items():
        end = _before_site(line.text, at, sites)
        text = line.text[at:end]
        letters = squash(text)
        if text and letters not in sites and not read_banner([whole]):
            yield _Title(line, at, end, text, letters)


def _claimed(page: Page, title: _Title, edits: Sequence[Edit] = ()) -> Found[str]:
    return page.found(title.line, title.start, title.end, title.text, "headline_metadata", edits=edits)


def _with_marks(page: Page, shown: Line, titles: Sequence[_Title]) -> Found[str] | None:
    """The title that has the words of the shown line, or of this and the next, and a colon between them."""
    marked = [title for title in titles if ": " in title.text] if ": " not in shown.text else []
    if not marked:
        return None
    place = page.lines.index(shown)
    both = page.lines[place : place + 2]
    for lines in (both[:1], both):
        letters = squash("".join(line.text for line in lines))
        for title in marked:
            if title.letters == letters:
                return _claimed(page, title, [page.removal("repeated_headline", line) for line in lines])
    return None


def _behind_kicker(text: str, told: Collection[str], titles: Sequence[_Title]) -> int:
    """Where the headline begins in its line: behind a kicker, if the page's metadata has the rest without it."""
    for title in (*told, *(title.text for title in titles)):
        if len(title) >= _SHORTEST and text != title and text.endswith(title):
            return len(text) - len(title)
    start, end = next(_partings(text), (0, 0))
    if end and len(text) - end >= _SHORTEST:
        kicker, rest = squash(text[:start]), squash(text[end:])
        known = [*map(squash, told), *(title.letters for title in titles)]
        if any(rest in title for title in known) and not any(kicker in title for title in known):
            return end
    return 0


def _before_site(text: str, start: int, sites: Collection[str]) -> int:
    """Where a headline ends, if the name of the site stands behind it."""
    end = len(text)
    partings = [parting for parting in _partings(text, start) if parting[0] > start]
    for first, last in partings[: -_MOST_PARTS - 1 : -1]:
        tail = squash(text[last:end])
        begins = any(len(name) > _SHORTEST_NAME and tail.startswith(name) for name in sites)
        if not tail or not (tail in sites or begins):
            break
        end = first
    return end


def _partings(text: str, start: int = 0) -> Iterator[tuple[int, int]]:
    """Where from `start` on something parts the pieces of a title."""
    found = _PARTING.finditer(text, start) if _MARK.search(text, start) else ()
    return map(re.Match.span, found)
