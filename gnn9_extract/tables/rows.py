"""The rows of a table: a CSV or text file beside this module."""

import csv
from functools import cache
from importlib import resources


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a CSV table, by column."""
    text = (resources.files("gnn9_extract.tables") / name).read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def entries(name: str) -> frozenset[str]:
    """The entries of a text table: a line each, comments (#) left out."""
    text = (resources.files("gnn9_extract.tables") / name).read_text("utf-8")
    return frozenset(line for line in text.split("\n") if line and not line.startswith("#"))
