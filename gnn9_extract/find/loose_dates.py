"""Dates that are less than a date, and those of other languages: credits where our own forms find nothing."""

import re
from datetime import UTC, datetime
from typing import Any, NamedTuple

from gnn9_extract.page import Doubt
from gnn9_extract.tables.calendar import day_of, is_shared_month, month
from gnn9_extract.tables.clock import clock_pattern, offset_of, read_clock


class LooseDate(NamedTuple):
    """A date from `start` to `end` of a line; `value` is None where nothing tells the day."""

    start: int
    end: int
    value: str | None
    rule: str
    doubts: tuple[Doubt, ...] = ()


_PARTIAL = Doubt("partial-date", "the printed date has no year, or no day")
_RELATIVE = Doubt("relative-date", "the printed time counts from when the page was captured, which is not known")
_SHARED = Doubt("ambiguous-date", "the month's name is that of another month in another language")

# What may stand before it on the line: nothing, a label, or credits that a bar ends.
_HEAD = r"(?:^|(?<=[|·•:]\s)|(?<=\son\s)|(?<=osted\s)|(?<=pdated\s)|(?<=ublished\s))"
# `Nov 27`, `27 Nov`, `November 2015`, `Winter 2015` at the end of a line -- not `May`, not `Nov 27 was cold`.
_SHORT = re.compile(
    rf"{_HEAD}(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s)?(?P<name>[^\W\d_]{{3,10}})\.?"
    r"(?:\s(?P<after>(?(day)(?!)|\d{1,2}))(?:st|nd|rd|th)?|,?\s(?P<year>(?:19|20)\d\d))?\s?$",
)
_LONGEST_SHORT = 24  # characters
_DIGIT = re.compile(r"\d")
_SEASONS = ("spring", "summer", "autumn", "fall", "winter")
# `2 hours ago`, `Yesterday`, `Today, 13:46`, `Just now` -- not `two years ago today`, not `Today, 25:10`
_AGO = re.compile(
    rf"(?:{_HEAD}|\s(?P<open>\())(?:(?:\d{{1,3}}|an?)\s(?:sec(?:ond)?|min(?:ute)?|hr|hour|day|week)s?\sago"
    r"|(?:yesterday|today)(?:,?\s(?:at\s)?(?:[01]?\d|2[0-3]):[0-5]\d(?:\s?[ap]m)?)?|just\snow)(?(open)\))\s?$",
    re.IGNORECASE,
)
_ENDS_OF_AGO = ("ago", "yesterday", "today", "now", "am", "pm")
# `1448612160`, `1448612160000`: seconds or milliseconds since 1970, from 2001 to 2033.
_SECONDS = re.compile(rf"{_HEAD}(?P<seconds>1\d{{9}})(?P<thousands>\d{{3}})?\s?$")
# `(07-17) 13:09 PDT`: month and day in brackets, as a US archive prints them.
_BRACKETED = r"\((?P<month>\d\d)-(?P<day>\d\d)\)\s"
# A short line with a year in it and no sentence: `١٧ نوفمبر 2015`, `5. listopada 2015.`.
_PERHAPS = re.compile(r"(?=.{0,30}\d{1,2})(?=.{0,50}(?:19|20)\d\d)(?=.{0,50}[^\W\d_])(?:[^.!?\"“”/©]|(?<=\d)\.){8,60}")


def read_loose_date(text: str, captured: datetime | None, language: str | None = None) -> LooseDate | None:
    """A date on a credit line on which no date of our own forms stands.

    `captured` is when the page was printed, `language` the site's: a word that is a month in several languages is read
    in that one.

    >>> read_loose_date("Nov 27", None).value, read_loose_date("Just now", None).value
    ('--11-27', None)
    """
    return (
        _short(text)
        or _ago(text, captured)
        or _since_1970(text)
        or read_bracketed_date(text)
        or _in_another_language(text, language)
    )


def _short(text: str) -> LooseDate | None:
    found = _SHORT.search(text) if _DIGIT.search(text, max(0, len(text) - _LONGEST_SHORT)) else None
    if not found:
        return None
    number, year = month(found["name"]), found["year"]
    if year and not found["day"]:
        value = f"{year}-{number:02d}" if number else year if found["name"].casefold() in _SEASONS else None
    else:
        day = int(found["day"] or found["after"] or 0)
        value = f"--{number:02d}-{day:02d}" if number and not year and day_of(2000, number, day) else None
    return LooseDate(found.start(), found.end(), value, "partial_date", (_PARTIAL,)) if value else None


def _ends_like_ago(text: str) -> bool:
    """Whether a text ends as a time that counts from now does; most do not, and are not searched for one."""
    end = text.rstrip().removesuffix(")").casefold()
    return end.endswith(_ENDS_OF_AGO) or end[-1:].isdigit()


def _ago(text: str, captured: datetime | None) -> LooseDate | None:
    found = _AGO.search(text) if _ends_like_ago(text) else None
    if not found:
        return None
    start = found.start("open") if found["open"] else found.start()
    if captured is None:
        return LooseDate(start, found.end(), None, "relative_date", (_RELATIVE,))
    date = _parsed(found[0].replace(" at ", " ").strip(" ()"), RELATIVE_BASE=captured)
    if date is None:
        return None
    is_day = re.fullmatch(r"(?:yesterday|today)\s?|.*(?:day|week)s?\sago\s?", found[0], re.IGNORECASE)
    value = date.date().isoformat() if is_day else date.replace(microsecond=0, tzinfo=captured.tzinfo).isoformat()
    return LooseDate(start, found.end(), value, "relative_date")


def _since_1970(text: str) -> LooseDate | None:
    found = _SECONDS.search(text) if text.rstrip()[-10:].isdigit() else None
    if not found:
        return None
    value = datetime.fromtimestamp(int(found["seconds"]), UTC).isoformat()
    return LooseDate(found.start(), found.end(), value, "unix_time")


def read_bracketed_date(text: str) -> LooseDate | None:
    """The month and day in brackets, with a time, that a line or a paragraph opens with: `(07-17) 13:09 PDT`."""
    found = re.match(_BRACKETED + clock_pattern("at"), text, re.VERBOSE) if text.startswith("(") else None
    clock = read_clock(found, "at") if found else None
    if not found or not clock or not day_of(2000, int(found["month"]), int(found["day"])):
        return None
    at = datetime(2000, int(found["month"]), int(found["day"]), clock.hour % 24, clock.minute)
    offset = offset_of(clock.zone, at, {}) if clock.zone else None
    return LooseDate(0, found.end(), f"-{at.isoformat()[4:]}{offset or ''}", "partial_date", (_PARTIAL,))


def _in_another_language(text: str, language: str | None) -> LooseDate | None:
    if not _PERHAPS.fullmatch(text):
        return None
    # No part of a date is ever made up.
    needed: dict[str, Any] = {"REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"]}
    date = (_parsed(text, language, **needed) if language else None) or _parsed(text, **needed)
    if date is None:
        return None
    value = date.isoformat() if re.search(r"\d[:.h]\d\d", text) else date.date().isoformat()
    is_open = language is None and any(map(is_shared_month, text.split()))
    return LooseDate(0, len(text), value, "dateparser", (_SHARED,) if is_open else ())


def _parsed(text: str, language: str | None = None, **settings: Any) -> datetime | None:
    import dateparser  # noqa: PLC0415  (slow to load, and rarely needed)
    from dateparser.data import languages_info  # noqa: PLC0415

    always = {"DATE_ORDER": "DMY", "PREFER_LOCALE_DATE_ORDER": False, "RETURN_AS_TIMEZONE_AWARE": False}
    known = [code for code in (language, language and language.split("-")[0]) if code in languages_info.language_order]
    return dateparser.parse(text, languages=known[:1] or None, settings={**always, **settings})
