"""Which lines are a site's furniture, by what its pages have in common.

Two witnesses, as on a single page: **repetition** (the line stands on many pages, numbers aside) and **place**
(wherever it stands, nothing but other such lines is between it and the head, the foot, or a seam where a print page
broke). All repeated lines are taken first; then those that stand elsewhere on a single page are struck out, and the
others are looked at again, until nothing changes. So a line of a story is never learned, however often it is repeated.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from gnn9_extract.page import Line
from gnn9_extract.sites.banner import read_banner, squash
from gnn9_extract.sites.profile import banner_key, furniture_key, site_of_address
from gnn9_extract.tables.credits import read_credit
from gnn9_extract.tables.folios import read_folio
from gnn9_extract.tables.notices import notice
from gnn9_extract.tables.stamps import is_credit

_LONGEST = 160  # characters
_FEWEST = 3  # pages that have a line
_SHARE = 0.1  # and such a share of all pages: more than have the same author's note, fewer than a section's strap
_SHARE_OF_SENTENCES = 0.3  # for what could be a sentence of a story, or a name
_LETTERS = 3  # that a line has to have; marks and numbers alone could be anything

_SENTENCE = re.compile(r".*\s.*\s.*\s.*[.!?][\"'”’)]?")
# `Comments (12)`, `Home | World | Sport`
_LINK = re.compile(r".{1,60}\(\d{1,6}\)|[^|.!?]{1,40}(?: \| [^|.!?]{1,40}){1,12}")
# `Asha Rao`, `Moscow:`, `SPORT`: one to three words that could be a name, a place or a label.
_NAME = re.compile(r"[^\W\d_]\S*(?: \S+){0,2}")


@dataclass(frozen=True, slots=True)
class Recurring:
    """A line of the site: as it is printed most often, with 0 for its numbers, and on how many pages."""

    text: str
    pages: int
    is_banner: bool


@dataclass(frozen=True, slots=True)
class _Spot:
    """A line of a page: its key, empty for a line that can be no furniture, its text, and the print page it is on."""

    key: str
    text: str
    page: int
    credits: bool


def names_of(site: str, titles: Collection[str]) -> frozenset[str]:
    """What a site is called, squashed: its domain, the longest part of that, and its titles."""
    label = max(site.split(".")[:-1], key=len, default=site)
    return frozenset(filter(None, (squash(name) for name in (site, label, *titles))))


def recurring_lines(pages: Sequence[Sequence[Line]], site: str, names: Collection[str]) -> list[Recurring]:
    """The banners and the other furniture of a site, those on most pages first."""
    sheets = [_sheet(lines) for lines in pages]
    counted = Counter(key for sheet in sheets for key in {spot.key for spot in sheet} if key)
    texts: dict[str, Counter[str]] = defaultdict(Counter)
    for spot in (spot for sheet in sheets for spot in sheet if spot.key):
        texts[spot.key][spot.text] += 1
    banners = {key for key in counted if counted[key] > 1 and _names_site(_usual(texts[key]), site, names)}
    known = {key for key, times in counted.items() if _is_often(_usual(texts[key]), times, len(pages))} | banners
    while struck := {key for sheet in sheets for key in _elsewhere(sheet, known, banners)}:
        known -= struck
    found = [Recurring(_printed(texts[key], key in banners), counted[key], key in banners) for key in known]
    return sorted(found, key=lambda line: (-line.pages, line.text))


def _sheet(lines: Sequence[Line]) -> list[_Spot]:
    return [_Spot(_key(line.text), line.text, line.page, is_credit(line.text)) for line in lines]


def _key(text: str) -> str:
    can_be = len(text) <= _LONGEST and sum(map(str.isalpha, text)) >= _LETTERS
    if not can_be or is_credit(text) or read_credit(text):
        return ""
    # Sentences that differ in their numbers are those of a daily report.
    return banner_key(text) if _SENTENCE.fullmatch(text) and not notice(text) else furniture_key(text)


def _usual(texts: Counter[str]) -> str:
    return min(texts, key=lambda text: (-texts[text], text))


def _names_site(text: str, site: str, names: Collection[str]) -> bool:
    """Whether a line is the site's banner, its address or its name."""
    banner = read_banner([text])
    return squash(text) in names or site_of_address(text) == site or (banner is not None and banner.site == site)


def _is_often(text: str, times: int, pages: int) -> bool:
    share = _SHARE_OF_SENTENCES if _SENTENCE.fullmatch(text) or _NAME.fullmatch(text) else _SHARE
    return times >= max(_FEWEST, share * pages)


def _elsewhere(sheet: Sequence[_Spot], known: Collection[str], banners: Collection[str]) -> Iterator[str]:
    """The known keys that stand on a page where no furniture does, or that head its story.

    A run of known lines and folios is in place if it touches the head, the foot or a form feed, has a banner in it, or
    is nothing but links under the credits.
    """
    number = 0
    while number < len(sheet):
        end = number
        while end < len(sheet) and (sheet[end].key in known or read_folio(sheet[end].text)):
            end += 1
        run = sheet[number:end]
        at_edge = number == 0 or end == len(sheet) or sheet[number - 1].page != sheet[end].page
        at_edge = at_edge or (sheet[number - 1].credits and all(_LINK.fullmatch(spot.text) for spot in run))
        if run and not at_edge and not any(spot.key in banners for spot in run):
            yield from {spot.key for spot in run if spot.key in known}
        if run and end < len(sheet) and sheet[end].credits and run[-1].key not in banners:
            yield run[-1].key  # what stands right over the credits is a headline
        number = max(end, number + 1)


def _printed(texts: Counter[str], is_banner: bool) -> str:
    """A line as it is printed most often; of furniture, numbers that vary are 0."""
    text = _usual(texts)
    return text if is_banner or len(texts) == 1 else re.sub(r"\d+", "0", text)
