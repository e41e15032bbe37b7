"""Dates and times as pages print them: the forms, and what they say.

Facts: the forms of Indian, Pakistani, British and US news sites. One pattern for a date with its time, in the orders
day-month-year, year-month-day and month-day-year; which of two numbers is the day is not decided here.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from gnn9_extract.tables.calendar import exists, month, months


@dataclass(frozen=True, slots=True)
class Stamp:
    """A printed date; `order_open` where day and month could be either way round."""

    year: int
    month: int
    day: int
    hour: int | None
    minute: int
    second: int
    zone: str | None
    order_open: bool


@cache
def stamp_pattern() -> re.Pattern[str]:
    """The pattern of a printed date with or without its time.

    Takes `27/11/2015 13:46`, `2015-11-27 13:46:00`, `Feb 6, 2012 11:39 PM IST`, `Friday, 27 November 2015, 13:46`.
    Leaves `Nov 27` (no year), `13:46` (no date), `1/2` and `2015`.
    """
    names = "|".join(sorted(months(), key=len, reverse=True))
    month_name = rf"(?:{names})\b\.?"
    return re.compile(
        rf"""
        (?<![\d/.-])
        (?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?     # Friday,
        (?:
            (?P<ymd_year>(?:19|20)\d\d)-(?P<ymd_month>\d\d)-(?P<ymd_day>\d\d)
          | (?P<one>\d{{1,2}})(?P<mark>[/.-])(?P<two>\d{{1,2}})(?P=mark)(?P<year>(?:19|20)\d\d)
          | (?P<dmy_day>\d{{1,2}})(?:st|nd|rd|th)?[\s-](?:of\s)?
            (?P<dmy_month>{month_name}),?[\s-](?P<dmy_year>(?:19|20)\d\d)
          | (?P<mdy_month>{month_name})\s(?P<mdy_day>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<mdy_year>(?:19|20)\d\d)
        )
        (?!\d)
        (?:
            (?:,?\s+(?:at\s)?|T|\s\|\s|\s-\s)
            (?P<hour>[01]?\d|2[0-4])[:.](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:\.\d{{1,6}})?)?
            (?:\s?(?P<half>[ap])\.?m\b\.?)?
            (?:\s?[(\[]?(?P<zone>[+-]\d\d:?\d\d|(?-i:Z|[A-Z]{{3,4}})\b)[)\]]?)?
        )?
        (?![\d/])
        """,
        re.VERBOSE | re.IGNORECASE,
    )


def read_stamp(found: re.Match[str], order: str | None) -> Stamp | None:
    """What a match of the pattern says; None for a day that no calendar has.

    `order` is DMY or MDY where it is known. Where it is not and both readings are days, the day is taken to be first,
    as in most of the world, and `order_open` is set.
    """
    read = _date(found, order)
    hour = _hour(found)
    if read is None or hour is None:
        return None
    year, number, day, is_open = read
    if hour == 24:
        following = date(year, number, day) + timedelta(days=1)
        year, number, day, hour = following.year, following.month, following.day, 0
    minute, second = int(found["minute"] or 0), int(found["second"] or 0)
    return Stamp(year, number, day, hour if found["hour"] else None, minute, second, found["zone"], is_open)


def _hour(found: re.Match[str]) -> int | None:
    """The hour of the day, 0 where none is printed; 24 only for midnight; None for an hour that no clock shows."""
    hour = int(found["hour"] or 0)
    if hour == 24 and (int(found["minute"]) or int(found["second"] or 0) or found["half"]):
        return None
    if not found["half"]:
        return hour
    if hour > 12:
        return hour if found["half"] in "pP" else None
    return hour % 12 + (12 if found["half"] in "pP" else 0)


def _date(found: re.Match[str], order: str | None) -> tuple[int, int, int, bool] | None:
    """Year, month, day, and whether the order of the last two was open."""
    if found["ymd_year"]:
        return _real(int(found["ymd_year"]), int(found["ymd_month"]), int(found["ymd_day"]))
    if found["dmy_year"]:
        return _real(int(found["dmy_year"]), month(found["dmy_month"]), int(found["dmy_day"]))
    if found["mdy_year"]:
        return _real(int(found["mdy_year"]), month(found["mdy_month"]), int(found["mdy_day"]))
    year, one, two = int(found["year"]), int(found["one"]), int(found["two"])
    day_first, month_first = _real(year, two, one), _real(year, one, two)
    if order == "MDY":
        return month_first or day_first
    if order is None and day_first and month_first and one != two:
        return (*day_first[:3], True)
    return day_first or month_first


def _real(year: int, number: int | None, day: int) -> tuple[int, int, int, bool] | None:
    return (year, number, day, False) if number and exists(year, number, day) else None


# `Printed on`, `Print date:` and the like before a date at the foot of a print.
_PRINTED = re.compile(
    r"(?:printed(?: on| at| from)?|print date|date printed|downloaded(?: on)?)\s*:?\s*", re.IGNORECASE
)


def is_stamp(line: str) -> bool:
    """Whether a line is nothing but a date, with or without its time.

    >>> is_stamp("23 November 2013 05:09 PM"), is_stamp("27/06/2016"), is_stamp("27/11/2015 13:46 by admin")
    (True, True, False)
    """
    if len(line) > 60 or not any(c.isdigit() for c in line):
        return False
    label = _PRINTED.match(line)
    return stamp_pattern().fullmatch(line, label.end() if label else 0) is not None


# `By Asha Rao | ...`, `by admin`, `Published: Friday, ...`, `Posted on 2015 ...` -- not `by the way the ships went`.
_LABELLED = re.compile(
    r"(?:(?i:posted|written|reported) )?(?i:by):?\s+(?:[A-Z]|\S+(?: \S+)?$)"
    r"|(?i:posted|published|updated|created)\b.{0,40}\d"
)
# ` by admin`, ` | Asha Rao`, ` [IST]` -- not ` was a Friday.`
_BESIDE_STAMP = re.compile(r"\W*(?:(?i:by)\b.*|[^\W\d_a-z].*(?<![.!?]))?")
_LONGEST_CREDIT = 160


def is_credit(line: str) -> bool:
    """Whether a line looks like a timestamp or a byline, alone or together.

    >>> is_credit("27/11/2015 13:46 by admin"), is_credit("By Asha Rao"), is_credit("Ships sailed on 27/11/2015.")
    (True, True, False)
    """
    if len(line) > _LONGEST_CREDIT:
        return False
    stamp = stamp_pattern().match(line)
    if stamp:
        return _BESIDE_STAMP.fullmatch(line, stamp.end()) is not None
    return _LABELLED.match(line) is not None and line[-1] not in ".!?"
