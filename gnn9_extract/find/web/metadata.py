"""What an HTML page says of itself, as the finders ask for it."""

import re
from functools import cache
from operator import itemgetter

from gnn9_extract.article import Site
from gnn9_extract.find.context import Context
from gnn9_extract.page import Line, Page
from gnn9_extract.sites.banner import squash
from gnn9_extract.sites.profile import site_of_address
from gnn9_extract.tables.metadata import keys_about

_NEAR = 120  # characters between the headline and a line right over it: a kicker and a label
_FIRST = 4  # lines of the story under the headline, among which its credits stand: a standfirst, the first paragraphs


def values(page: Page, *fields: str) -> dict[str, tuple[Line, int]]:
    """What the metadata has under some keys, or about some fields; of the first of them first, and each value once.

    With each comes the first line that has it, and where in that it begins.
    """
    ranks = _ranks(fields)
    found = [
        (ranks[key], line, len(key) + 2)
        for line in page.credits
        if (block := line.block) and (key := block.key) in ranks and line.text.startswith(key)
    ]
    told: dict[str, tuple[Line, int]] = {}
    for _, line, at in sorted(found, key=itemgetter(0)):
        told.setdefault(line.text[at:], (line, at))
    return told


@cache
def _ranks(fields: tuple[str, ...]) -> dict[str, int]:
    """The keys of some fields, each with the place of the first field that it is about."""
    return {key: rank for rank, field in reversed([*enumerate(fields)]) for key in keys_about(field)}


def credit_lines(page: Page, context: Context) -> list[Line]:
    """The lines beside the story that can name its author or its time, in the order in which they are believed."""
    beside, apart = credits_beside_and_apart(page, context)
    return [*beside, *apart]


def credits_beside_and_apart(page: Page, context: Context) -> tuple[list[Line], list[Line]]:
    """The lines of credits under the headline, right over it and on to the end of the story; and the others.

    Farther over the headline the date of today can stand, below the end of the story what is about other stories.
    """
    lines = [line for line in page.credits if line.block and not line.block.key]
    headline = context.found.get("headline")
    start = headline.start if headline else 0
    story = [line for line in page.lines if line.start > start]
    end = story[-1].end if story else start
    first = story[:_FIRST][-1].end if story else start
    over = [line for line in reversed(lines) if line.start < start]
    right_over = [line for line in over if start - line.end <= _NEAR]
    under = [line for line in lines if line.start >= start]
    beside = [line for line in under if line.start <= first]
    inside = [line for line in under if first < line.start <= end]
    return [*beside, *right_over, *inside], [*over[len(right_over) :], *(line for line in under if line.start > end)]


# Under these keys metadata gives the name of the site, and of whom it is.
_CALLED = ("site", "ld:publisher", "ld:organization", "ld-page:publisher", "ld-page:organization")
_LABELS = re.compile(r"^www\.|\.(?:com|co|org|net|news|info|[a-z]{2})\b", re.IGNORECASE)


def site_names(page: Page) -> frozenset[str]:
    """What the page calls its site, squashed: the names in its metadata and its domain, with and without ending."""
    names = {name for called in values(page, *_CALLED) for name in called.split("; ")}
    for address in values(page, "address"):
        if site := site_of_address(address):
            names |= {site, _LABELS.sub("", site), site.split(".")[0]}
    return frozenset(name for name in map(squash, names) if len(name) > 1)


def told_site(page: Page) -> Site | None:
    """The site that the metadata of an HTML page names: its domain, and what it calls itself."""
    for address in values(page, "address"):
        if domain := site_of_address(address):
            titles = values(page, "og:site_name", "site")
            return Site(domain, next((title for title in titles if "." not in title), None), None)
    return None
