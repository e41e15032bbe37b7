"""Months by name, and dates that exist."""

from datetime import date
from functools import cache

from gnn9_extract.tables.rows import rows


@cache
def months() -> dict[str, int]:
    """The names of the months and their short forms, in small letters, with their numbers."""
    return {row["name"]: int(row["number"]) for row in rows("months.csv")}


def month(name: str) -> int | None:
    """The number of a month's name, with or without its full stop; None for other words.

    >>> month("Sept."), month("november"), month("Monday")
    (9, 11, None)
    """
    return months().get(name.rstrip(".").casefold())


def exists(year: int, month: int, day: int) -> bool:
    """Whether the calendar has that day."""
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
