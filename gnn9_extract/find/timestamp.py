"""The timestamp: when the story was published."""

import re

from gnn9_extract.article import Timestamp
from gnn9_extract.page import Doubt, Found, Line, Page
from gnn9_extract.sites.profile import Profile
from gnn9_extract.tables.stamps import Stamp, read_stamp, stamp_pattern

_CREDIT_LINES = 5  # so many lines under the headline can hold the credits
_LONGEST = 160  # characters; what is longer is a paragraph

# `Posted on`, `Published:`, `Updated at` before the date; the label is part of the printed text.
_LABEL = re.compile(
    r"(?:(?:first |last )?(?:posted|published|updated|created|modified|date|time)(?: on| at)?|on|at)\s*:?\s*$",
    re.IGNORECASE,
)
_NAMES = r"[^\W\d_a-z][^.!?;\"“”]{0,80}"
# What may stand before a timestamp on its line: a byline, or names that a separator ends -- not
# `Period ended December 31, 1986`, not `The bank, on 27 November 2015`.
_BEFORE = re.compile(rf"(?:(?:(?i:posted |written )?(?i:by)\b[^!?;\"“”]{{0,110}}|{_NAMES}(?:\s?[|·•–—]|\s-|,))\s*)?")
# And after it: a byline, or what a separator parts from it -- not `27/11/2015 was a Friday.`
_AFTER = re.compile(rf"\s*(?:(?:[|,·•–—-]\s*)?(?:\(?(?i:by)\b[^!?;\"“”]{{0,110}}|{_NAMES})|\W{{0,3}})")


def find_timestamp(page: Page, profile: Profile | None) -> Found[Timestamp] | None:
    """The date and time in the credits under the headline.

    Takes dates with or without time, beside a byline or alone, with a label ("Published: ..."), day first by default.
    Leaves dates in running text, dates without a year, and times without a date. What our own forms do not read
    (other languages), dateparser does, with settings that never make up a part of a date.
    """
    for line in page.lines[:_CREDIT_LINES]:
        if len(line.text) > _LONGEST:
            break
        own = stamp_pattern().search(line.text)
        if found := _own_form(page, line, own, profile) if own else _other_language(page, line):
            return found
    return None


def _own_form(page: Page, line: Line, found: re.Match[str], profile: Profile | None) -> Found[Timestamp] | None:
    label = _LABEL.search(line.text[: found.start()])
    start, end = label.start() if label else found.start(), found.end()
    if not _BEFORE.fullmatch(line.text[:start]) or not _AFTER.fullmatch(line.text[end:]):
        return None
    stamp = read_stamp(found, profile.date_order if profile else None)
    if stamp is None:
        return None
    value = _iso(stamp, profile.zones if profile else {})
    return page.found(
        line, start, end, Timestamp(line.text[start:end], value), "printed_date", *_ambiguous(found[0], stamp)
    )


def _ambiguous(text: str, stamp: Stamp) -> tuple[Doubt, ...]:
    if not stamp.order_open:
        return ()
    day_first = f"{stamp.year}-{stamp.month:02d}-{stamp.day:02d}"
    month_first = f"{stamp.year}-{stamp.day:02d}-{stamp.month:02d}"
    return (Doubt("ambiguous-date", f"{text} can be {day_first} or {month_first}; the first was taken"),)


# Zones that mean one offset all over the world; the others are the site profile's to say.
_WORLD_ZONES = {"Z": "+00:00", "GMT": "+00:00", "UTC": "+00:00"}


def _iso(stamp: Stamp, zones: dict[str, str]) -> str:
    """A stamp as ISO 8601; an offset only where the page or the profile fixes it."""
    day = f"{stamp.year:04d}-{stamp.month:02d}-{stamp.day:02d}"
    if stamp.hour is None:
        return day
    zone = (stamp.zone or "").upper()
    known = zones.get(zone) or _WORLD_ZONES.get(zone, "")
    offset = f"{zone[:3]}:{zone[-2:]}" if zone[:1] in ("+", "-") else known
    return f"{day}T{stamp.hour:02d}:{stamp.minute:02d}:{stamp.second:02d}{offset}"


# A short line with a year in it and no sentence: `27 novembre 2015`, `27 नवंबर 2015`.
_PERHAPS = re.compile(r"(?=.{0,30}\d{1,2})(?=.{0,50}(?:19|20)\d\d)[^.!?\"“”]{8,60}")


def _other_language(page: Page, line: Line) -> Found[Timestamp] | None:
    if not _PERHAPS.fullmatch(line.text):
        return None
    import dateparser  # noqa: PLC0415  (slow to load, and rarely needed)

    # No part of a date is ever made up, and "2 hours ago" or a bare number is no date.
    settings = {
        "DATE_ORDER": "DMY",
        "PREFER_LOCALE_DATE_ORDER": False,
        "REQUIRE_PARTS": ["day", "month", "year"],
        "PARSERS": ["absolute-time"],
        "RETURN_AS_TIMEZONE_AWARE": False,
    }
    date = dateparser.parse(line.text, settings=settings)
    if date is None:
        return None
    value = date.isoformat() if re.search(r"\d[:.h]\d\d", line.text) else date.date().isoformat()
    return page.found(line, 0, len(line.text), Timestamp(line.text, value), "dateparser")
