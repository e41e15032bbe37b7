"""Months and weekdays by name, and dates that exist.

The tables are made from the CLDR by tools/make_calendar.py.
"""

from collections import Counter
from datetime import date
from functools import cache

from gnn9_extract.tables.rows import rows


@cache
def _numbers(name: str) -> dict[str, int]:
    """The names of a table, in small letters, with their numbers; not those that languages number differently."""
    shared = _shared(name)
    return {row["name"]: int(row["number"]) for row in rows(name) if row["name"] not in shared}


@cache
def _shared(name: str) -> frozenset[str]:
    """The names of a table that have another number in another language."""
    times = Counter(row["name"] for row in rows(name))
    return frozenset(name for name, count in times.items() if count > 1)


def is_shared_month(name: str) -> bool:
    """Whether a name is that of different months in different languages.

    >>> is_shared_month("listopada"), is_shared_month("novembre")
    (True, False)
    """
    return name.rstrip(".").casefold() in _shared("months.csv")


def month(name: str) -> int | None:
    """The number of a month's name, with or without its full stop; None for other words.

    >>> month("Sept."), month("november"), month("novembre"), month("नवंबर"), month("Monday")
    (9, 11, 11, 11, None)
    """
    return _numbers("months.csv").get(name.rstrip(".").casefold())


def weekday(name: str) -> int | None:
    """The number of a weekday's name, Monday being 0; None for other words.

    >>> weekday("Fri."), weekday("freitag"), weekday("Harbour")
    (4, 4, None)
    """
    return _numbers("weekdays.csv").get(name.rstrip(".,").casefold())


def day_of(year: int, number: int | None, day: int) -> date | None:
    """That day of the calendar, if the calendar has it.

    >>> day_of(2015, 11, 27), day_of(2015, 2, 30)
    (datetime.date(2015, 11, 27), None)
    """
    try:
        return date(year, number or 0, day)
    except ValueError:
        return None
