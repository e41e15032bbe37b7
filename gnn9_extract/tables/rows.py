"""The rows of a table: a CSV or text file beside this module."""

import csv
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a CSV table, by column."""
    return tuple(csv.DictReader(table(name).splitlines()))


@cache
def entries(name: str) -> frozenset[str]:
    """The entries of a text table: a line each, under the comments (#) at its head."""
    lines = table(name).split("\n")
    comments = next(number for number, line in enumerate(lines) if not line.startswith("#"))
    return frozenset(filter(None, lines[comments:]))  # of forty thousand words, without a look at each


def table(name: str) -> str:
    """The text of a table."""
    return (_FOLDER / name).read_text("utf-8")
