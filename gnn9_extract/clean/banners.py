"""Banners and addresses: the lines that the site's own name gives away."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from gnn9_extract.clean.dump import Dump
from gnn9_extract.sites.banner import Banner, can_name_site, read_banner, squash
from gnn9_extract.sites.profile import Profile, site_of_address

_HEAD_LINES = 8  # the headline is among so many lines at the head
_BEHIND_NAME = ":|–—-(,•·/"
# The address of a site itself: `http://www.gnn9.com/index.php` -- not `http://www.gnn9.com/news/7`.
_ROOT = re.compile(r"(?:https?://)?[^/\s]+(?:/(?:index\.\w{3,5})?)?")
# The last part of a title: `Harbour reopens | The Coast Daily   1/2`.
_BEHIND_TITLE = re.compile(r" (?:[|–—»-]|::?) (?P<name>[^|–—»]{3,60}?)(?:\s{2,}.*)?$")
# `© 2015 The Coast Daily. All rights reserved.`
_OWNER = re.compile(r"(?:copyright|©|\(c\)|[\d\s,–-])*(?P<name>[^\d\s.,|][^.,|]{2,60})", re.IGNORECASE)
_SHORTEST_LABEL = 5  # letters of a site's name that are no accident


def banner_lines(
    dump: Dump, site: str | None, profile: Profile | None, banner: Banner | None
) -> Iterator[tuple[int, str]]:
    """The lines that the site's own name gives away; none where nothing tells the site."""
    if site is None:
        return
    addresses = [site_of_address(line.text) for line in dump.lines]
    label = _label(site)
    titled = {n: dump.letters(n) for n, text in dump.short.items() if _is_title(text, label)} if label else {}
    times = Counter(titled.values())
    texts = Counter(line.text for number, line in enumerate(dump.lines) if addresses[number] == site)
    for number, text in dump.short.items():
        if addresses[number] == site and _is_apart(dump, number, texts):
            yield number, "address_line"
        elif (
            (profile and profile.prints(text))
            or (
                can_name_site(text)
                and (found := read_banner([text]))
                and found.site == site
                and not _is_headline(dump, number, found, banner)
            )
            or (number in titled and (times[titled[number]] > 1 or _by_address(dump, addresses, number)))
        ):
            yield number, "site_banner"


def _is_apart(dump: Dump, number: int, texts: Counter[str]) -> bool:
    """Whether an address is that of the site itself, or repeated, or stands apart from sentences.

    That of another page of the site can be a part of the story: `can be read at`, `http://a.example/plan.pdf`.
    """
    text = dump.lines[number].text
    return texts[text] > 1 or _ROOT.fullmatch(text) is not None or dump.at_edge(number) or dump.is_alone(number)


def _is_headline(dump: Dump, number: int, found: Banner, banner: Banner | None) -> bool:
    """Whether what has the form of a banner is the headline with the site's address behind it.

    It heads a story, and the site's banner, another line, has another title.
    """
    known = banner.title if banner else None
    return bool(known and found.title and squash(found.title) != squash(known)) and dump.heads_a_story(number)


def _by_address(dump: Dump, addresses: list[str | None], number: int) -> bool:
    """Whether an address stands next to a line that is no headline."""
    return any(addresses[max(number - 1, 0) : number + 2]) and not dump.heads_a_story(number)


def _label(site: str) -> str:
    """The name in the address of a site: `coastdaily` of the-coast-daily.example; empty where it is too short."""
    label = site.split(".", maxsplit=1)[0].replace("-", "").removeprefix("the")
    return label if len(label) >= _SHORTEST_LABEL else ""


def _is_title(text: str, label: str) -> bool:
    """Whether a line begins with the name that the site's address has: "WORLD WIRE 24: ..." of worldwire24.com."""
    if not text[:3].casefold().startswith((label[0], "the")):
        return False
    if not squash(text[: 3 * len(label)]).removeprefix("the").startswith(label):
        return False
    length = next((n for n in range(len(label), 3 * len(label)) if squash(text[:n]).removeprefix("the") == label), 0)
    rest = text[length:].lstrip()
    return length > 0 and (not rest or rest[0] in _BEHIND_NAME or text.isupper())


def name_lines(dump: Dump) -> Iterator[tuple[int, str]]:
    """The lines over the headline that are the site's name as the dump's own head line or copyright notice has it."""
    told = {name for number, rule in dump.rules.items() if (name := _told(dump.lines[number].text, rule))}
    head = [*islice(dump.text(), _HEAD_LINES)] if told else []
    headline = next((at for at, number in enumerate(head) if dump.heads_a_story(number)), 0)
    for number in head[:headline]:
        if dump.letters(number).removeprefix("the") in told:
            yield number, "site_banner"


def _told(text: str, taken_as: str) -> str:
    """The site's name in a head line, behind the title, or in a copyright notice; empty for other lines."""
    if taken_as == "head_line":
        name = _BEHIND_TITLE.search(text)
    else:
        name = _OWNER.match(text) if taken_as == "copyright_line" else None
    found = squash(name["name"]).removeprefix("the") if name else ""
    return found if len(found) >= _SHORTEST_LABEL else ""
