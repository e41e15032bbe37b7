"""Banners by their form: lines that name a site and its address."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gnn9_extract.sites.profile import site_of_address

# `gnn9.com`, `www.coast.example` -- not `27.11.2015`
_DOMAIN = r"(?:www\.)?(?P<domain>[a-z0-9-]{1,60}(?:\.[a-z0-9-]{2,20}){0,2}\.[a-z][a-z0-9-]{1,19})"
_URL = r"(?P<url>https?://[^\s:]+)"
# `gnn9.com :http://www.gnn9.com/index.php: Global News Network 9`
_ADDRESS_FIRST = re.compile(rf"{_DOMAIN} ?: ?{_URL} ?: ?(?P<title>\S.{{2,120}})", re.IGNORECASE)
# `Global News Network 9 (gnn9.com)` -- not `Profits rise (Reuters)`: a domain has a dot and no spaces.
_DOMAIN_IN_BRACKETS = re.compile(rf"(?P<title>\S.{{2,120}}?) ?\({_DOMAIN}\)", re.IGNORECASE)
# `Global News Network 9 | gnn9.com`, `Global News Network 9 - http://www.gnn9.com`
_DOMAIN_LAST = re.compile(rf"(?P<title>\S.{{2,120}}?) ?[|–—-] (?:{_DOMAIN}|{_URL})", re.IGNORECASE)
_HEAD_LINES = 4  # so many lines at the head of a dump can name its site
_SMALL_WORDS = 2  # a name may have: `of`, `the`
# What is neither a letter nor a digit, of ASCII.
_MARKS = bytes(code for code in range(128) if not chr(code).isalnum())


class Banner(NamedTuple):
    """What a banner says of its site: its domain without www., its title and its address as printed."""

    site: str
    title: str | None
    url: str | None


def read_banner(lines: Iterable[str]) -> Banner | None:
    """The first banner among some lines, with an address line of the same site where it has no address of its own.

    >>> read_banner(["Valley Herald Online (valleyherald.example)", "http://www.valleyherald.example"])
    Banner(site='valleyherald.example', title='Valley Herald Online', url='http://www.valleyherald.example')
    >>> read_banner(["Council votes to reopen the harbour"]) is None
    True
    """
    lines = list(lines)
    banner = next(filter(None, map(_read, lines)), None)
    if banner is None:
        return None
    address = next((line for line in lines if site_of_address(line)), None) if banner.url is None else None
    if address and site_of_address(address) == banner.site:
        return Banner(banner.site, banner.title, address)
    return banner


def identify(lines: Sequence[str]) -> Banner | None:
    """The site that a dump names: by a banner or address among its first lines, or by an address that is repeated."""
    if banner := read_banner(lines[:_HEAD_LINES]):
        return banner
    addresses = [(site, line) for line in lines if (site := site_of_address(line))]
    if not addresses:
        return None
    (site, times), address = Counter(site for site, _ in addresses).most_common(1)[0], addresses[0][1]
    return Banner(site, None, address) if times > 1 or address in lines[:2] else None


def can_name_site(line: str) -> bool:
    """Whether a line has what every form has: an address, or a full stop inside its last word.

    >>> can_name_site("Global News Network 9 (gnn9.com)"), can_name_site("The ferry sailed at 9.30 with one goat.")
    (True, False)
    """
    return line.find(".", line.rfind(" ") + 1, len(line) - 1) >= 0 or "://" in line


def _read(line: str) -> Banner | None:
    if len(line) > 200 or not can_name_site(line):
        return None
    for form in (_ADDRESS_FIRST, _DOMAIN_IN_BRACKETS, _DOMAIN_LAST):
        if (found := form.fullmatch(line)) and not _is_clause(found["title"]):
            groups = found.groupdict()
            url = groups.get("url")
            site = groups.get("domain") or site_of_address(url or "")
            return Banner(site.casefold(), groups["title"], url) if site else None
    return None


def _is_clause(title: str) -> bool:
    """Whether what stands beside a domain is no name: `The plan is on our site` -- not `News from the valley`."""
    small = [word[0].islower() for word in title.split()]
    return 2 * sum(small) > len(small) + _SMALL_WORDS


def squash(text: str) -> str:
    """The letters and digits of a text, in small letters.

    >>> squash("World Wire 24")
    'worldwire24'
    """
    if text.isascii():  # as most are; bytes are squashed in a third of the time
        return text.encode().translate(None, _MARKS).decode().lower()
    return "".join(filter(str.isalnum, text)).casefold()
