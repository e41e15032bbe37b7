"""Times of day and their zones, as pages print them.

Zones are in zones.csv: zone, offset, region (where the offset follows the date), note. A zone with neither means
different offsets in different countries; only a site profile can tell.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import NamedTuple

from gnn9_extract.tables.rows import rows

CLOCK_WORDS = ("noon", "midnight")  # the times of day that have a name


class Clock(NamedTuple):
    """A printed time of day; `hour` is 24 for the midnight that ends a day, `named` is a time in words (`midnight`)."""

    hour: int
    minute: int
    second: int | None
    zone: str | None
    named: bool = False


@cache
def clock_pattern(tag: str) -> str:
    """The pattern of a time with or without its zone, for a verbose pattern; `tag` begins the names of its groups.

    Takes `13:46`, `1.46 p.m. IST`, `13:46:09 (GMT+5:30)`, `1346 hrs`, `13h46`, `13時46分`, `12 noon`.
    Leaves `2015`, `13`.
    """
    zones = "|".join(sorted((row["zone"] for row in rows("zones.csv")), key=len, reverse=True))
    return rf"""
        (?:
            (?:kl\.?\s)?(?P<{tag}hour>\d{{1,2}})(?:[:.h時时点]|\s:\s|시\s?)(?P<{tag}minute>\d\d)[分분]?
            (?::(?P<{tag}second>\d\d)(?:\.\d{{1,6}})?)?
            (?:\s?(?P<{tag}half>[ap])\.?m\b\.?|\s?(?:hrs|hours|uhr)\b)?
          | (?P<{tag}four>\d{{4}})(?:\s?(?:hrs|hours)\b|(?=\s(?-i:{zones})\b))
          | (?P<{tag}full>\d{{1,2}})\s?(?P<{tag}halffull>[ap])\.?m\b\.?
          | (?P<{tag}word>(?:12\s)?{"|".join(CLOCK_WORDS)})
        )
        (?:
            \s?(?P<{tag}open>[(\[])?
            (?P<{tag}zone>[+-][0-9]{{2}}:?[0-9]{{2}}\b|(?:GMT|UTC)\s?[+-][0-9]{{1,2}}(?::?[0-9]{{2}})?\b|(?-i:Z|[A-Z]{{2,4}})\b)
            (?({tag}open)[)\]])
        )?
    """


def read_clock(found: re.Match[str], tag: str) -> Clock | None:
    """What a match of the pattern says; None for a time that no clock shows, or where none was printed."""
    if word := found[f"{tag}word"]:
        return Clock(0 if word.casefold() == "midnight" else 12, 0, None, found[f"{tag}zone"], named=True)
    if four := found[f"{tag}four"]:
        hour, minute, half = int(four[:2]), int(four[2:]), None
    elif full := found[f"{tag}full"]:
        hour, minute, half = int(full), 0, found[f"{tag}halffull"]
    elif found[f"{tag}hour"]:
        hour, minute, half = int(found[f"{tag}hour"]), int(found[f"{tag}minute"]), found[f"{tag}half"]
    else:
        return None
    second = int(found[f"{tag}second"]) if found[f"{tag}second"] else None
    hour = _of_day(hour, half)
    is_time = minute < 60 and (second or 0) < 60 and (hour < 24 or (hour == 24 and not minute and not second))
    return Clock(hour, minute, second, found[f"{tag}zone"]) if is_time else None


def _of_day(hour: int, half: str | None) -> int:
    """The hour of the day from 0 to 23; 99 where the half of the day contradicts the hour (`13:46 AM`)."""
    if half is None:
        return hour
    if hour > 12:
        return hour if half in "pP" and hour < 24 else 99
    return hour % 12 + (12 if half in "pP" else 0)


# `+0530`, `GMT+5:30`, `UTC -08:00`
_OFFSET = re.compile(r"(?:GMT|UTC)?\s?(?P<sign>[+-])(?P<hours>[0-9]{1,2}?):?(?P<minutes>[0-9]{2})?", re.IGNORECASE)


def offset_of(zone: str, at: datetime, known: Mapping[str, str]) -> str | None:
    """The offset of a printed zone at a time, as +HH:MM: that of the site's profile, else the one it has everywhere.

    >>> noon = datetime(2015, 7, 1, 12)
    >>> offset_of("GMT+5:30", noon, {}), offset_of("ET", noon, {}), offset_of("IST", noon, {})
    ('+05:30', '-04:00', None)
    """
    if zone.upper() in known:
        return known[zone.upper()]
    if found := _OFFSET.fullmatch(zone):
        hours, minutes = int(found["hours"]), int(found["minutes"] or 0)
        return f"{found['sign']}{hours:02d}:{minutes:02d}" if hours <= 14 and minutes < 60 else None
    row = _zones().get(zone.upper(), {})
    if not row.get("region"):
        return row.get("offset") or None
    from zoneinfo import ZoneInfo  # noqa: PLC0415  (its data is read for these zones only)

    return at.replace(tzinfo=ZoneInfo(row["region"])).isoformat()[-6:]


def meanings_of(zone: str) -> str:
    """What a zone without an offset of its own can mean, for a reader."""
    return _zones().get(zone.upper(), {}).get("note") or "any: no table has it"


@cache
def _zones() -> dict[str, dict[str, str]]:
    return {row["zone"]: row for row in rows("zones.csv")}
