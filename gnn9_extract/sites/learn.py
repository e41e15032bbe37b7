"""The profile of a site, learned from its pages: TOML, with the evidence for each line beside it.

All evidence is counted in pages and what is counted is sorted, so the order of the pages makes no difference. What
contradicts itself is left out, with a comment.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from gnn9_extract.errors import ExtractionError, ProfileError
from gnn9_extract.page import Line
from gnn9_extract.sites.banner import identify, read_banner
from gnn9_extract.sites.profile import site_of_address
from gnn9_extract.sites.recurring import Recurring, names_of, recurring_lines
from gnn9_extract.tables.calendar import month, weekday
from gnn9_extract.tables.desks import is_desk
from gnn9_extract.tables.stamps import settled_orders

_OFTEN = 0.05  # of the pages have an account as author, at least: more than a person signs
_NOW_AND_THEN = 0.02  # of the pages have a form of timestamps or bylines, at least


@dataclass(frozen=True, slots=True)
class Lesson:
    """A page as learning needs it: its lines with furniture on, and the credits that were found on it."""

    lines: tuple[Line, ...]
    stamp: str | None
    byline: str | None
    authors: tuple[str, ...]


def learn_profile(lessons: Iterable[Lesson], unread: int = 0, name: str | None = None) -> str:
    """The profile of the site that the pages come from, as TOML.

    `unread` files held no page; they are only told. `name` is the domain of the site, else the one that most pages
    name. ExtractionError where there is no page, or no page names a site; ProfileError for a name that is no domain.
    """
    pages = list(lessons)
    if not pages:
        raise ExtractionError("there is no page to learn from; give a folder with pages of one site")
    sites = Counter(banner.site for page in pages if (banner := identify([line.text for line in page.lines])))
    if name is None and not sites:
        raise ExtractionError("no page names its site in a banner or an address; say the site's domain")
    site = name or _most(sites)
    if site_of_address(f"www.{site}") != site:
        raise ProfileError(f"{site} is no domain in small letters without www.; a site's name is like coast.example")
    return "\n".join(_Draft(pages, unread, site, sites[site]).lines()) + "\n"


def _most(counted: Counter[str]) -> str:
    return min(counted, key=lambda item: (-counted[item], item))


@dataclass(frozen=True, slots=True)
class _Draft:
    """A profile in the making."""

    pages: Sequence[Lesson]
    unread: int
    site: str
    named: int

    def lines(self) -> Iterator[str]:
        """The lines of the profile."""
        titles, addresses = self._of_banners("title"), self._of_banners("url")
        found = recurring_lines([page.lines for page in self.pages], self.site, names_of(self.site, titles))
        yield f"# A site profile, learned from {len(self.pages):,} pages by gnn9-extract learn."
        if self.unread:
            yield f"# Left out: {self.unread:,} files, which hold no page that can be read."
        yield "# The comments tell the evidence. Anything can be changed by hand; docs/sites.md explains the members."
        yield ""
        yield f"name = {_quoted(self.site)}  # named on {self._of_all(self.named)}"
        for member, counted in (("title", titles), ("url", addresses)):
            if counted:
                yield f"{member} = {_quoted(_most(counted))}  # in a banner on {self._of_all(max(counted.values()))}"
        yield from self._list("banners", [line for line in found if line.is_banner])
        yield from self._list("furniture", [line for line in found if not line.is_banner])
        yield from ("", _date_order(self.pages))
        yield from self._list("accounts", self._often((_accounts(page) for page in self.pages), _OFTEN))
        yield from self._list("timestamps", self._often((_form(page.stamp) for page in self.pages), _NOW_AND_THEN))
        yield from self._list("bylines", self._often(map(_byline_form, self.pages), _NOW_AND_THEN))

    def _of_banners(self, member: str) -> Counter[str]:
        """The titles or addresses in the site's banners, each with the number of its pages."""
        pages = [[read_banner([line.text]) for line in page.lines if "." in line.text] for page in self.pages]
        return Counter(
            text
            for banners in pages
            for text in {getattr(banner, member) for banner in banners if banner and banner.site == self.site}
            if text
        )

    def _often(self, found: Iterable[set[str]], share: float) -> list[Recurring]:
        counted = Counter(text for texts in found for text in texts)
        least = max(2, share * len(self.pages))
        often = [Recurring(text, times, is_banner=False) for text, times in counted.items() if times >= least]
        return sorted(often, key=lambda line: (-line.pages, line.text))

    def _list(self, member: str, lines: Sequence[Recurring]) -> Iterator[str]:
        """A list of strings, each with the number of its pages."""
        yield ""
        if not lines:
            yield f"# {member}: left out; nothing is on enough pages"
            return
        yield f"{member} = ["
        yield from (f"  {_quoted(line.text)},  # seen on {self._of_all(line.pages)}" for line in lines)
        yield "]"

    def _of_all(self, pages: int) -> str:
        return f"{pages:,} of {len(self.pages):,} pages"


def _date_order(pages: Sequence[Lesson]) -> str:
    """The order of day and month, if all dates that can be read in one order only agree."""
    settled_by: dict[str, Counter[str]] = {"DMY": Counter(), "MDY": Counter()}
    for order, date in (settled for page in pages for settled in settled_orders(page.stamp or "")):
        settled_by[order][date] += 1
    told = {order: f"{dates.total():,} dates such as {_most(dates)}" for order, dates in settled_by.items() if dates}
    if len(told) == 1:
        ((order, why),) = told.items()
        return f'date_order = "{order}"  # {why}; none in the other order'
    why = " and ".join(f"{order}: {why}" for order, why in told.items())
    return f"# date_order: left out; {f'the pages contradict each other ({why})' if told else 'no date settles it'}"


def _accounts(page: Lesson) -> set[str]:
    """The authors that are a single word in small letters, or a desk."""
    return {name for name in page.authors if (name[0].islower() and " " not in name) or is_desk(name)}


def _form(stamp: str | None) -> set[str]:
    """A printed date with 0 for every digit, and Month and Day for their names.

    >>> _form("Posted on Fri, 27 November 2015 1:46 PM")
    {'Posted on Day, 00 Month 0000 0:00 PM'}
    """
    return {re.sub(r"[^\W\d_]+|\d", _letter, stamp)} if stamp else set()


def _letter(found: re.Match[str]) -> str:
    word = found[0]
    if word.isdigit():
        return "0"
    return "Month" if month(word) else "Day" if weekday(word) is not None else word


def _byline_form(page: Lesson) -> set[str]:
    """A byline with NAME for its authors."""
    text = page.byline or ""
    for author in sorted(page.authors, key=len, reverse=True):
        text = text.replace(author, "NAME")
    return {text} if text else set()


def _quoted(text: str) -> str:
    r"""A TOML string; what no printer prints is escaped.

    >>> print(_quoted('The "Coast"'), _quoted("A\tB"))
    "The \"Coast\"" "A\u0009B"
    """
    return f'"{"".join(map(_escaped, text))}"'


def _escaped(char: str) -> str:
    if char in ('"', "\\"):
        return f"\\{char}"
    return char if char.isprintable() else f"\\U{ord(char):08x}" if ord(char) > 0xFFFF else f"\\u{ord(char):04x}"
