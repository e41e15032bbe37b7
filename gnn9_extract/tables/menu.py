"""Menus of news sites, as a text dump has them: a word a line, or a row of words.

The table is menu.csv: the text in small letters, and whether it names a `section` of the paper, which can be a word of
a story too, or a `service` of the site, which hardly is. Facts: Indian, British, US and continental news sites.
"""

import re
from functools import cache

from gnn9_extract.page import has_wide_gap
from gnn9_extract.tables.rows import rows

_LONGEST = 160  # characters
# What parts the words of a row: `Home | News`, `Home > Sport`, `Home   News` -- not `Home News`, `news/sport`.
_PARTED = re.compile(r"\s*[|»>›•·]\s*|\s{3,}|\s/\s")
_MARK = re.compile(r"[|»>›•·/]")
_MARKS = " -*•·–—|»>›:[]+▼▾"


@cache
def _kinds() -> dict[str, str]:
    return {row["text"]: row["kind"] for row in rows("menu.csv")}


def menu_words(line: str) -> list[str]:
    """The kinds of the words of a menu, `section` or `service`; none for a line that is no menu's.

    Half of the words of a row have to be in the table: a breadcrumb ends with a title.

    >>> menu_words("Home > World > Letters from the north"), menu_words("Home of the brave")
    (['service', 'section'], [])
    """
    if len(line) > _LONGEST:
        return []
    folded = line.casefold()
    row = _PARTED.split(folded) if _MARK.search(folded) or has_wide_gap(folded) else [folded]
    parts = [part for word in row if (part := word.strip(_MARKS))]
    if any(map(str.isdigit, parts)):
        return []  # a row of a table
    known = [kind for part in parts if (kind := _kinds().get(part))]
    return known if 2 * len(known) >= len(parts) else []
