"""The headline of an HTML page: as it is shown, else as the page's metadata has it."""

import re
from collections.abc import Iterator

from gnn9_extract.find.context import Context
from gnn9_extract.find.web.metadata import site_names, values
from gnn9_extract.page import SEPARATORS, Edit, Found, Line, Page
from gnn9_extract.sites.banner import read_banner, squash

# What parts a headline from the name of the site, and a kicker from the headline.
_PARTING = re.compile(r"\s*[|»_ㅣ｜]\s*|\s+[·•«>:–—-]+\s+|\s::\s|\s?--+\s?")
_SHORTEST = 12  # characters of a headline that stands behind a kicker
_SHORTEST_NAME = 4  # letters of a site's name that more words can follow
_MOST_PARTS = 3  # behind a headline: section, site, slogan
_TITLES = ("ld:headline", "itemprop:headline", "headline", "og:title", "title")


def web_headline(page: Page, context: Context) -> Found[str] | None:
    """The line that shows the headline, without a kicker before it or the site's name behind it.

    Where the metadata has the same words with a mark that the page shows by its layout (`Council: Harbour reopens` on
    two lines), it is taken from there; and where the page shows none.
    """
    if not page.credits:
        return None
    shown = next((line for line in page.lines if line.block and line.block.headline), None)
    sites = site_names(page)
    if shown is None:
        return next(_told(page, sites), None)
    start, end = _without_kicker(page, shown, sites)
    if not start and (marked := _with_marks(page, shown, sites)):
        return marked
    start, end = _without_site(shown.text, start, end, sites)
    edits = []
    if start:
        edits.append(page.removal("kicker", shown, 0, len(shown.text[:start].rstrip(SEPARATORS))))
    if end < len(shown.text):
        edits.append(page.removal("site_name", shown, end))
    return page.found(shown, start, end, shown.text[start:end], "headline_shown", edits=edits)


def _told(page: Page, sites: frozenset[str]) -> Iterator[Found[str]]:
    """The titles in the metadata, without the site's name."""
    for line, at in values(page, *_TITLES):
        start, end = _without_site(line.text, at, len(line.text), sites)
        if start < end and squash(line.text[start:end]) not in sites and not read_banner([line.text[at:]]):
            yield page.found(line, start, end, line.text[start:end], "headline_metadata")


def _with_marks(page: Page, shown: Line, sites: frozenset[str]) -> Found[str] | None:
    """The title that has the words of the shown line, or of this and the next, and a colon between them."""
    place = page.lines.index(shown)
    both = page.lines[place : place + 2]
    titles = [title for title in _told(page, sites) if ": " in title.text] if ": " not in shown.text else []
    for lines in (both[:1], both) if titles else ():
        letters = squash("".join(line.text for line in lines))
        for title in titles:
            if squash(title.text) == letters:
                edits: list[Edit] = [page.removal("repeated_headline", line) for line in lines]
                return Found(title.value, title.text, title.start, title.end, title.rule, (), tuple(edits))
    return None


def _without_kicker(page: Page, shown: Line, sites: frozenset[str]) -> tuple[int, int]:
    """Where the headline stands in its line: behind a kicker, if the page's metadata has the rest without it."""
    text = shown.text
    titles = [line.text[at:] for line, at in values(page, *_TITLES)] + [title.text for title in _told(page, sites)]
    for title in titles:
        if len(title) >= _SHORTEST and text != title and text.endswith(title):
            return len(text) - len(title), len(text)
    parting = _PARTING.search(text)
    if parting and len(text) - parting.end() >= _SHORTEST:
        kicker, rest = squash(text[: parting.start()]), squash(text[parting.end() :])
        known = [squash(title) for title in titles]
        if any(rest in title for title in known) and not any(kicker in title for title in known):
            return parting.end(), len(text)
    return 0, len(text)


def _without_site(text: str, start: int, end: int, sites: frozenset[str]) -> tuple[int, int]:
    """Where a headline ends, if the name of the site stands behind it."""
    for _ in range(_MOST_PARTS):
        partings = [found for found in _PARTING.finditer(text, start, end) if found.start() > start]
        tail = squash(text[partings[-1].end() : end]) if partings else ""
        begins = any(len(name) > _SHORTEST_NAME and tail.startswith(name) for name in sites)
        if not tail or not (tail in sites or begins):
            break
        end = partings[-1].start()
    return start, end
