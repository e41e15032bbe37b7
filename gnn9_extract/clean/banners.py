"""Banners and addresses: the lines that the site's own name gives away."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice, takewhile

from gnn9_extract.clean.dump import LONGEST, Dump
from gnn9_extract.sites.banner import read_banner, squash
from gnn9_extract.sites.profile import Profile, site_of_address

_HEAD_LINES = 8  # the headline is among so many lines at the head
_SHORTEST_LABEL = 5  # letters of a site's name that are no accident


def banner_lines(dump: Dump, site: str | None, profile: Profile | None) -> Iterator[tuple[int, str]]:
    """The lines that the site's own name gives away."""
    addresses = [site_of_address(line.text) for line in dump.lines]
    titled = {number: squash(line.text) for number, line in enumerate(dump.lines) if _is_title(line.text, site)}
    times = Counter(titled.values())
    for number, line in enumerate(dump.lines):
        if len(line.text) > LONGEST:
            continue
        if site and addresses[number] == site:
            yield number, "address_line"
        elif (
            (profile and profile.prints(line.text))
            or ("." in line.text and (found := read_banner([line.text])) and found.site == site)
            or (number in titled and (times[titled[number]] > 1 or _by_address(dump, addresses, number)))
        ):
            yield number, "site_banner"


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


def name_lines(dump: Dump) -> Iterator[tuple[int, str]]:
    """The lines over the headline that are the site's name as the dump's own head line or copyright notice has it."""
    told = [squash(dump.lines[n].text) for n, rule in dump.rules.items() if rule in ("head_line", "copyright_line")]
    above = [*takewhile(lambda number: not dump.heads_a_story(number), islice(dump.text(), _HEAD_LINES))]
    for number in above if told and len(above) < _HEAD_LINES else ():
        name = squash(dump.lines[number].text)
        if len(name) >= _SHORTEST_LABEL and any(name in line for line in told):
            yield number, "site_banner"
