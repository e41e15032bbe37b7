"""Banners and addresses: the lines that the site's own name gives away."""

import re
from collections import Counter
from collections.abc import Iterator

from gnn9_extract.clean.dump import LONGEST, Dump
from gnn9_extract.sites.banner import Banner, read_banner, squash
from gnn9_extract.sites.profile import Profile, site_of_address
from gnn9_extract.tables.folios import read_folio
from gnn9_extract.tables.stamps import is_stamp

_SHORTEST_LABEL = 5  # letters of a site's name that are no accident


def banner_lines(dump: Dump, profile: Profile | None, banner: Banner | None) -> Iterator[tuple[int, str]]:
    """The lines that the site's own name gives away."""
    site = profile.name if profile else banner.site if banner else None
    addresses = [site_of_address(line.text) for line in dump.lines]
    titles = Counter(squash(line.text) for line in dump.lines if _is_title(line.text, site))
    for number, line in enumerate(dump.lines):
        if len(line.text) > LONGEST:
            continue
        if site and "   " in line.text and _is_foot_line(line.text, site):
            yield number, "foot_line"
        elif site and addresses[number] == site:
            yield number, "address_line"
        elif (
            (profile and profile.prints(line.text))
            or (
                (found := read_banner([line.text]))
                and found.site == site
                and not _is_headline(dump, number, found, banner)
            )
            or (_is_title(line.text, site) and (titles[squash(line.text)] > 1 or _by_address(dump, addresses, number)))
        ):
            yield number, "site_banner"


def _is_foot_line(text: str, site: str) -> bool:
    """Whether a line is made of parts far from each other, of which one is the site's address and each is furniture.

    `http://www.gnn9.com                    1/2`
    """
    parts = re.split(r"\s{3,}", text)
    addresses = [site_of_address(part) == site for part in parts]
    others = (part for part, is_address in zip(parts, addresses, strict=True) if not is_address)
    return any(addresses) and all(read_folio(part) or is_stamp(part) or read_banner([part]) for part in others)


def _is_headline(dump: Dump, number: int, found: Banner, banner: Banner | None) -> bool:
    """Whether what has the form of a banner is the headline with the site's address behind it.

    It heads a story, and the site's banner, another line, has another title.
    """
    known = banner.title if banner else None
    return bool(known and found.title and squash(found.title) != squash(known)) and dump.heads_a_story(number)


def _by_address(dump: Dump, addresses: list[str | None], number: int) -> bool:
    """Whether an address stands next to a line that is no headline."""
    return any(addresses[max(number - 1, 0) : number + 2]) and not dump.heads_a_story(number)


def _is_title(text: str, site: str | None) -> bool:
    """Whether a line begins with the name that the site's address has: "WORLD WIRE 24: ..." of worldwire24.com."""
    if site is None or len(text) > LONGEST or text[:1] in "\"'“‘":
        return False
    label = site.split(".")[0].replace("-", "").removeprefix("the")
    if len(label) < _SHORTEST_LABEL or not text[:3].casefold().startswith((label[0], "the")):
        return False
    return squash(text[: 3 * len(label)]).removeprefix("the").startswith(label)
