"""Dates and times as pages print them: the forms, and what they say.

Facts: the forms of Indian, Pakistani, British, US and continental news sites. Month and weekday names are in tables;
the patterns take any word in their place and the tables decide.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from gnn9_extract.tables.agencies import readings
from gnn9_extract.tables.calendar import day_of, month, weekday
from gnn9_extract.tables.clock import CLOCK_WORDS, Clock, clock_pattern, read_clock


class Stamp(NamedTuple):
    """A printed date, with its time if it has one, from `start` to `end` of the text.

    `other` is the other reading of a date whose day and month could be either way round.
    """

    start: int
    end: int
    day: date
    other: date | None
    clock: Clock | None


# A word that can be a month or a weekday, in any script: combining marks are no letters to `re`.
_WORD = r"[^\s\d.,:;/|()\[\]\"“”–—-]{2,15}+"


@cache
def _pattern() -> re.Pattern[str]:
    """A date with or without its time.

    Takes `27/11/2015 13:46`, `2015-11-27T13:46:00Z`, `Feb 6, 2012 11:39 PM IST`, `13:46 IST, November 27th 2015`,
    `27 de noviembre de 2015`, `2015年11月27日13時46分`, `Nov 27, 2015 / 1:46 PM / 5 years ago`, `27. 11. 2015`.
    Leaves `Nov 27` (no year), `13:46` (no date), `1/2` and `2015`.
    """
    return re.compile(
        rf"""
        (?<![\d/.-])
        (?:{clock_pattern("before")}(?:\s\(\d{{4}}\s[A-Z]{{2,4}}\))?(?:,?\s+(?:on\s)?|\s?\|\s?|\s-\s))?
        (?:(?P<weekday>{_WORD})\.?,?\s+)?
        (?P<date>
            (?P<ymd_year>\d{{4}})(?P<dash>[-/.])(?P<ymd_month>\d\d?)(?P=dash)(?P<ymd_day>\d\d?)
          | (?P<one>\d{{1,2}})(?P<mark>[/-]|\.(?:\x20(?=\d\d?\.\x20(?:19|20)\d\d))?)(?P<two>\d{{1,2}})(?P=mark)
            (?P<year>\d{{4}}|\d\d)
          | (?P<dmy_day>\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?[\s-]{{0,2}}(?:of\s|de\s)?
            (?!(?:st|nd|rd|th)\b)(?P<dmy_month>{_WORD})\.?,?[\s-](?:del?\s)?(?P<dmy_year>\d{{4}}|(?<=-)\d\d)
          | (?P<mdy_month>{_WORD})\.?\s(?P<mdy_day>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<mdy_year>\d{{4}})
          | (?P<cjk_year>\d{{4}})[年년]\s?(?P<cjk_month>\d\d?)[月월]\s?(?P<cjk_day>\d\d?)[日일]
          | (?P<run_year>(?:19|20)\d\d)(?P<run_month>[01]\d)(?P<run_day>[0-3]\d)
        )
        (?:(?!\d)|(?<=日))
        (?:(?:,?\s+(?:(?:at|à|às|um|alle|ore|ob|o)\s)?|,|T|\s?\|\s?|\s[-/]\s|(?<=日)){clock_pattern("after")})?
        (?:\s/\s\d{{1,2}}\s(?:day|month|year)s?\sago)?
        (?![\d/])
        """,
        re.VERBOSE | re.IGNORECASE,
    )


_DIGIT = re.compile(r"\d")
_WORDS_BEFORE = 2  # the first digit of a date: the weekday and the month
# What every date has, and most lines that are asked have not, though the pattern would try each of their letters: a day
# and a year with few words between them (`27 de noviembre del 2015`, `27, 2015`, `27-Nov-15`), or numbers alone
# (`27/11/15`, `2015-11`, `2015年11`, `20151127`) -- not `In 2018 the 27 ships sailed`, not `13:46`.
_DATE = re.compile(
    r"\d(?:(?:[^\s\d-]{0,20}+[\s-]){1,5}+(?:\d{4}|(?<=[^\s\d-]-)\d\d)"
    r"|[/.-] ?\d\d?[/.-] ?\d\d|\d{3}[/.年년-]\s?\d|\d{7})"
)


def read_stamps(text: str, order: str | None = None) -> Iterator[Stamp]:
    """The dates that stand in a text, in their order; none for days that no calendar has.

    `order` is DMY or MDY where it is known. Where it is not and both readings are days, a weekday beside the date
    decides; else the day is taken to be first, as in most of the world, and `other` is set.

    >>> [(text[s.start : s.end], s.day.isoformat()) for text in ["Posted on Fri 27 Nov 2015 by admin"]
    ...  for s in read_stamps(text)]
    [('Fri 27 Nov 2015', '2015-11-27')]
    """
    at = 0
    while _DATE.search(text, at) and (found := _pattern().search(text, _first_place(text, at))):
        if stamp := _read(found, order):
            yield stamp
            at = stamp.end
        else:
            at = found.start() + 1


def first_stamp(text: str) -> Stamp | None:
    """The first date that stands in a text; None where there is none.

    >>> first_stamp("Posted on Fri 27 Nov 2015 by admin").day, first_stamp("In 2018 the 27 ships sailed")
    (datetime.date(2015, 11, 27), None)
    """
    return next(read_stamps(text), None) if _DATE.search(text) else None


def _first_place(text: str, at: int) -> int:
    """Where from `at` on a date can begin: two words before the first digit (`Friday, Nov 27`), but for `noon, Nov 27`.

    >>> _first_place("By Asha Rao and John Lee | Nov 27, 2015", 0)
    24
    """
    digit = _DIGIT.search(text, at)
    before = text[at : digit.start()] if digit else ""
    words = before.rsplit(maxsplit=_WORDS_BEFORE)
    is_of_words = len(words) <= _WORDS_BEFORE or any(word in before.casefold() for word in CLOCK_WORDS)
    return at if is_of_words else at + len(words[0])


def stamp_at(text: str, start: int = 0) -> Stamp | None:
    """The date that stands right at `start` of a text, if one does."""
    found = _pattern().match(text, start)
    stamp = _read(found, None) if found else None
    return stamp if stamp and stamp.start == start else None


def _read(found: re.Match[str], order: str | None) -> Stamp | None:
    tag = "before" if found["beforehour"] or found["beforefour"] or found["beforeword"] else "after"
    clock = read_clock(found, tag)
    has_clock = any(found[f"{tag}{part}"] for part in ("hour", "four", "full", "word"))
    printed = weekday(found["weekday"]) if found["weekday"] else None
    day, other = _days(found, order)
    if day is None or (has_clock and clock is None) or not 1600 < day.year < 2200:
        return None
    if printed is not None and other is not None and other.weekday() == printed != day.weekday():
        day, other = other, None
    elif printed is not None and day.weekday() == printed:
        other = None
    start = found.start()
    if found["weekday"] and printed is None:
        start, clock = (found.start("date"), clock if tag == "after" else None)
    if clock and clock.zone and readings(clock.zone):
        # `27/11/2015 13:46 PTI`: no zone, but the agency.
        clock = clock._replace(zone=None)
        return Stamp(start, len(found.string[: found.start(f"{tag}zone")].rstrip(" ([")), day, other, clock)
    return Stamp(start, found.end(), day, other, clock)


def _days(found: re.Match[str], order: str | None) -> tuple[date | None, date | None]:
    """The day of a match, and the other day that it could be."""
    for form in ("ymd", "cjk", "run"):
        if found[f"{form}_year"]:
            return day_of(*(int(found[f"{form}_{part}"]) for part in ("year", "month", "day"))), None
    for form in ("dmy", "mdy"):
        if year := found[f"{form}_year"]:
            return day_of(_century(year), month(found[f"{form}_month"]), int(found[f"{form}_day"])), None
    year, one, two = _century(found["year"]), int(found["one"]), int(found["two"])
    day_first, month_first = day_of(year, two, one), day_of(year, one, two)
    if order == "MDY":
        return month_first or day_first, None
    is_open = order is None and day_first and month_first and one != two
    return day_first or month_first, month_first if is_open else None


# A date in numbers with its whole year, of which day and month come first.
_NUMBERS = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(?:19|20)\d\d(?!\d)")


def settled_orders(text: str) -> Iterator[tuple[str, str]]:
    """The dates in numbers that can be read in one order only, each with that order, DMY or MDY.

    >>> list(settled_orders("27/11/2015 and 05/11/2015"))
    [('DMY', '27/11/2015')]
    """
    for found in _NUMBERS.finditer(text):
        one, two = int(found[1]), int(found[3])
        if one <= 12 < two <= 31 or two <= 12 < one <= 31:
            yield "DMY" if one > 12 else "MDY", found[0]


def _century(year: str) -> int:
    """A printed year; of two digits, the one from 1970 to 2069, as POSIX has it.

    What can be no year of ours is one of the Buddhist era of Thailand: 2558 is 2015.
    """
    number = int(year)
    if 2443 <= number <= 2643:
        return number - 543
    return number if len(year) > 2 else number + (1900 if number >= 70 else 2000)


# `Printed on`, `Print date:` and the like before a date at the foot of a print.
_PRINTED = re.compile(
    r"(?:printed(?: on| at| from)?|print date|date printed|downloaded(?: on)?)\s*:?\s*", re.IGNORECASE
)


def is_stamp(line: str) -> bool:
    """Whether a line is nothing but a date, with or without its time.

    >>> is_stamp("23 November 2013 05:09 PM"), is_stamp("27/06/2016"), is_stamp("27/11/2015 13:46 by admin")
    (True, True, False)
    """
    if len(line) > 60 or not _DIGIT.search(line):
        return False
    label = _PRINTED.match(line)
    stamp = stamp_at(line, label.end() if label else 0)
    return stamp is not None and stamp.end == len(line)


# `By Asha Rao | ...`, `by admin`, `Published: Friday, ...`, `Posted on 2015 ...` -- not `by the way the ships went`.
_LABELLED = re.compile(
    r"(?:(?i:posted|written|reported) )?(?i:by):?\s+(?:[A-Z]|\S+(?: \S+)?$)"
    r"|(?P<dated>(?i:posted|published|updated|created)\b).{0,40}\d"
)
# Words that no byline has: `By Friday the bridge will be gone`.
_OF_SENTENCES = frozenset(
    "is was were are will would has had have be been they he she it says said can may must".split()  # noqa: SIM905
)
# `Posted Nov 27`, `Updated 2 hours ago`, `Published on 27/11`, `Updated: 13:46` -- not `Posted letters vanish for 9`
_WITHOUT_STAMP = re.compile(r"\w+ (?:on |at )?[^\W\d_]{3,9}\.? \d{1,2}$|\w+(?: on| at|:| :).{0,40}\d|.*\d .{3,12} ago$")
# ` by admin`, ` | Asha Rao`, ` [IST]` -- not ` was a Friday.`
_BESIDE_STAMP = re.compile(r"\W*(?:(?i:by)\b.*|[^\W\d_a-z].*(?<![.!?]))?")
_LONGEST_CREDIT = 160


def is_credit(line: str) -> bool:
    """Whether a line looks like a timestamp or a byline, alone or together.

    >>> is_credit("27/11/2015 13:46 by admin"), is_credit("By Asha Rao"), is_credit("Ships sailed on 27/11/2015.")
    (True, True, False)
    >>> is_credit("By Friday the bridge will be gone"), is_credit("Posted letters vanish for 9 days")
    (False, False)
    """
    return len(line) <= _LONGEST_CREDIT and _is_credit(line)


@lru_cache(1024)  # several stages ask for the same lines of a page
def _is_credit(line: str) -> bool:
    stamp = stamp_at(line) if _DIGIT.search(line, 0, 40) else None
    if stamp:
        return _BESIDE_STAMP.fullmatch(line, stamp.end) is not None
    labelled = _LABELLED.match(line)
    if labelled is None or line[-1] in ".!?":
        return False
    if labelled["dated"]:
        return first_stamp(line) is not None or _WITHOUT_STAMP.match(line) is not None
    words = line[labelled.end() - 1 :].split()
    return _OF_SENTENCES.isdisjoint(words) and not _is_of_calendar(words[0])


def _is_of_calendar(word: str) -> bool:
    """Whether a word is a day or a month, as in `By Friday`; `May` and `April` are people too."""
    word = word.rstrip(",")
    return weekday(word) is not None or (
        month(word) is not None and word not in ("May", "April", "June", "Jan", "August")
    )
