"""The head and foot lines that a browser prints on every sheet: date and title over the page, address and number under.

Their parts stand far from each other. A foot line is an address with a folio or a date, at an edge of the dump or on
more than one line; one of the page's own site is furniture anywhere. A head line is the title of the page, which begins
with the story's headline, with a date or a folio beside it, or the site's name behind it and a date over it.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from gnn9_extract.clean.dump import Dump
from gnn9_extract.page import has_wide_gap
from gnn9_extract.sites.banner import read_banner, squash
from gnn9_extract.sites.profile import site_of_address
from gnn9_extract.tables.folios import read_folio
from gnn9_extract.tables.stamps import is_stamp

_HEAD_LINES = 8  # so many lines at the head of a dump can have its headline
_SHORTEST = 10  # letters of a headline that are no accident
# `3/2/2011        Lighthouse is lit`, `http://a.example/7   1/2` -- not two blanks after a full stop.
_PARTED = re.compile(r"(?<![.!?:;,])\s{2,}")
# `http://a.example/7 1/2`, `2/2 http://a.example/7`: an address ends with its word; in the prints of Acrobat, with a
# bracket: `http://a.example/7[3/2/2011 4:12:33 PM]`.
_ADDRESS_AND = re.compile(
    r"(?P<one>https?://[^\s\[]+) ?\[(?P<two>[^\[\]]{6,40})\]"
    r"|(?P<three>(?:https?://|www\.)\S+) (?P<four>\S.{0,40})|(?P<five>\S.{0,40}?) (?P<six>https?://\S+)"
)
# What stands before a site's name in a title: `Lighthouse is lit | The Coast Daily`.
_BEFORE_NAME = re.compile(r" (?:[|–—»-]|::?) ")


def print_lines(dump: Dump, site: str | None) -> Iterator[tuple[int, str]]:
    """The head and foot lines of a browser's print; `site` is what is known of the page's."""
    parts = {n: parts for n, text in dump.short.items() if n not in dump.rules and len(parts := _parts(text)) > 1}
    feet = {n: sites for n in parts if (sites := _foot_sites(parts[n]))}
    times = Counter(found for sites in feet.values() for found in sites)
    for number, sites in feet.items():
        if site in sites or dump.at_edge(number) or any(times[found] > 1 for found in sites):
            yield number, "foot_line"
    heads = parts.keys() - feet.keys()
    edges = dump.edges()
    named = {n for n in edges | {n + 1 for n in edges} if n not in parts and _has_name(dump, n)}
    if not (heads or named):
        return
    headlines = {dump.letters(n): n for n in range(min(_HEAD_LINES, len(dump.lines))) if n not in parts}
    titles: set[str] = set()
    for number in sorted(heads | named):
        if number in heads and _begins_with(_title(parts[number]), headlines):
            yield number, "head_line"
        elif number in named and (name := _is_title(dump, number, headlines, titles)):
            titles.add(name)
            yield number, "head_line"
            if _stands_over(dump, number - 1):
                yield number - 1, "print_date"


def _has_name(dump: Dump, number: int) -> bool:
    """Whether a line that is no furniture has something before its last part, as a title has before a site's name."""
    return number not in dump.rules and _BEFORE_NAME.search(dump.short.get(number, "")) is not None


def _begins_with(title: str, headlines: Iterable[str]) -> bool:
    return any(len(headline) >= _SHORTEST and title.startswith(headline) for headline in headlines)


def _is_title(dump: Dump, number: int, headlines: Mapping[str, int], titles: Collection[str]) -> str:
    """The letters of a line that is the headline of a later line with the site's name behind it, or that again.

    It stands at an edge, or under a date at one. Empty for other lines.
    """
    if not (dump.at_edge(number) or _stands_over(dump, number - 1)):
        return ""
    text = dump.lines[number].text
    parts = (squash(text[: found.start()]) for found in _BEFORE_NAME.finditer(text))
    first = any(len(part) >= _SHORTEST and headlines.get(part, -1) > number for part in parts)
    return whole if (whole := dump.letters(number)) in titles or first else ""


def _stands_over(dump: Dump, number: int) -> bool:
    """Whether a line is a date at the head of a print page."""
    return number in dump.stamps and dump.at_edge(number)


def _parts(text: str) -> list[str]:
    """The parts of a line that stand far from each other."""
    found = _ADDRESS_AND.fullmatch(text) if "http" in text or text[:4] == "www." else None
    if found:
        return [part.strip() for part in found.groups() if part]
    return _PARTED.split(text) if has_wide_gap(text) else [text]


def _foot_sites(parts: list[str]) -> set[str]:
    """The sites of the addresses in a line, if all else in it is furniture too."""
    sites = {site for part in parts if (site := site_of_address(part))}
    others = [part for part in parts if not site_of_address(part)]
    return sites if all(_counts(part) or read_banner([part]) for part in others) else set()


def _title(parts: list[str]) -> str:
    """The letters of the one part of a line that is no date and no folio; empty where there is none, or no other."""
    titles = [part for part in parts if not _counts(part)]
    return squash(titles[0]) if len(titles) == 1 < len(parts) else ""


def _counts(part: str) -> bool:
    """Whether a part is a date, or a folio that is more than a number."""
    return is_stamp(part) or (not part.isdigit() and read_folio(part) is not None)
