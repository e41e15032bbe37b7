"""Notices: lines that a site prints round its stories, and that say so by their words.

The table is notices.csv: the kind (which is the name of the rule), whether the text is the whole line or its beginning,
and the text in small letters, with 0 for any number in a whole line. Facts: Indian, British and US news sites.
"""

import re
from functools import cache

from gnn9_extract.tables.rows import rows

_LONGEST = 160  # characters
_NUMBER = re.compile(r"\d+")


@cache
def _whole() -> dict[str, str]:
    return {row["text"]: row["kind"] for row in rows("notices.csv") if row["whole"] == "yes"}


@cache
def _longest_whole() -> int:
    return 8 + max(map(len, _whole()))  # a number can be longer than the 0 that stands for it


@cache
def _beginnings() -> dict[str, str]:
    return {row["text"]: row["kind"] for row in rows("notices.csv") if row["whole"] == "no"}


@cache
def _any_beginning() -> tuple[str, ...]:
    return tuple(_beginnings())


def notice(line: str) -> str | None:
    """The kind of a notice, such as jump_line or share_line; None for other lines.

    >>> notice("(Contd. on page 4)"), notice("Also read: Ships sail"), notice("Share"), notice("Share prices fell")
    ('jump_line', 'read_also', 'share_line', None)
    """
    if len(line) > _LONGEST:
        return None
    printed = line.casefold()
    text = printed.strip(" ()[]–—-^<")
    if kind := _whole().get(_NUMBER.sub("0", text) if len(text) <= _longest_whole() else ""):
        return kind
    for start in (text, printed):  # `(c) 2015` would lose its bracket
        if start.startswith(_any_beginning()):
            return next(kind for beginning, kind in _beginnings().items() if start.startswith(beginning))
    return None
