"""Folios: page numbers as prints have them."""

import re

# `Page 2 of 3`, `2/3`, `- 2 -`, `[Page 2]`, `p. 2`, `Page | 2`, `2` -- not `2/3 of them`, not `2015`: alone on the
# line, and a page has three digits.
_FOLIO = re.compile(
    r"[\[(]?(?:(?:page|pg\.?|p\.) ?\|? ?)?(?:-|–|—)? ?(?P<number>\d{1,3})(?: ?(?:/|of) ?(?P<last>\d{1,3}))?"
    r" ?(?:-|–|—)?[\])]?",
    re.IGNORECASE,
)
_LONGEST = 24  # characters

# The page that a line numbers, and how many there are where it says so.
Folio = tuple[int, int | None]


def read_folio(line: str) -> Folio | None:
    """The page that a line numbers, and how many there are where it says so; None for lines that are no folio.

    >>> read_folio("Page 2 of 3"), read_folio("- 2 -"), read_folio("2/3 of them")
    ((2, 3), (2, None), None)
    """
    found = _FOLIO.fullmatch(line) if len(line) <= _LONGEST else None
    if not found:
        return None
    return int(found["number"]), int(found["last"]) if found["last"] else None
