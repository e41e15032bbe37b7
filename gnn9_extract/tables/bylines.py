"""Bylines of the web: a label and the names behind it, as a line of its own or a part of one."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from gnn9_extract.tables.agencies import agency
from gnn9_extract.tables.rows import entries, rows

# A word of a name: `Asha`, `O’Brien`, `Lee-Jones`, `A.`, `RAO`.
_WORD = r"(?:[^\W\d_a-zà-ÿ][\w.'’-]{0,30}|(?:van|von|de|der|den|da|di|du|la|le|del|bin|al|ter)\b)"
_NAME = rf"{_WORD}(?: {_WORD}){{0,5}}"
_BETWEEN = r"(?:\s?[,&/;]\s?|\s(?:and|und|et|y|e|i|og|och|en|with|mit|für|for)\s|\s?[|·•]\s?)"
_NAMES = rf"{_NAME}(?:{_BETWEEN}{_NAME}){{0,6}}"
# An account: `27/11/2015 13:46 by admin`, `Posted by admin on 27/11/2015` -- not `gone by noon today`.
_ACCOUNT = r"(?<=[Bb]y )[a-z][\w.-]{2,30}(?=$|\s(?:on|at)(?:$|\s\W{0,2}(?:\w+,?\s)?\d)|\s?[|·•])"
_LONGEST = 160  # characters


class Signed(NamedTuple):
    """A byline from `start` to `end` of a line; its names begin at `names`."""

    start: int
    names: int
    end: int


@cache
def _labelled() -> re.Pattern[str]:
    """A label and names behind it.

    Takes `By Asha Rao`, `27.11.2015 | Von Eva Lund`, `Autor: Jan Koch`. Leaves `By the way`, `Von wegen, sagte er.`
    """
    labels = {row["label"] for row in rows("byline_labels.csv") if row["role"] == "author"}
    labels |= entries("web_byline_labels.txt") | {"from"}
    longest_first = "|".join(sorted(map(re.escape, labels), key=len, reverse=True))
    return re.compile(
        rf"(?:^|(?<=[\s|·•~,(–—-]))(?i:(?P<label>{longest_first}))(?P<mark>\s?:\s?|\s)(?P<names>{_NAMES}|{_ACCOUNT})(?![\w])"
    )


@cache
def label_pattern() -> re.Pattern[str]:
    """A label at the head of a text, with or without a space behind it: `By`, `Von `, `Autor: `."""
    labels = {row["label"] for row in rows("byline_labels.csv") if row["role"] == "author"}
    labels |= entries("web_byline_labels.txt")
    longest_first = "|".join(sorted(map(re.escape, labels), key=len, reverse=True))
    return re.compile(rf"(?:{longest_first})(?:\s?:\s*|\s+|(?=[^\W\d_a-zà-ÿ][a-zà-ÿ])|$)", re.IGNORECASE)


def read_bylines(text: str) -> Iterator[Signed]:
    """The bylines in a short line.

    >>> [text[names:end] for text in ["27.11.2015 | Von Eva Lund"] for _, names, end in read_bylines(text)]
    ['Eva Lund']
    """
    if len(text) <= _LONGEST:
        for found in _labelled().finditer(text):
            yield Signed(found.start(), found.start("names"), found.end("names"))


def is_byline(text: str) -> bool:
    """Whether a line is a byline and nothing else: a label and names, and an agency (`Von Eva Lund, dpa`).

    >>> is_byline("Von Eva Lund und Jan Koch"), is_byline("Von Eva Lund kam die Antwort."), is_byline("Text: Jan Koch")
    (True, False, True)
    """
    found = _labelled().match(text.strip()) if len(text) <= _LONGEST else None
    rest = text.strip()[found.end() :].strip(" .|:,/") if found else ""
    return found is not None and found.start() == 0 and (not rest or agency(rest) is not None)
