"""Places that stories are filed from."""

from functools import cache, lru_cache

from gnn9_extract.tables.regions import is_region
from gnn9_extract.tables.rows import table


@cache
def _folded() -> str:
    """The table as one text: searching it for the one place of a page is faster than making a set of all of them."""
    return table("places.txt").casefold()


def is_place(name: str) -> bool:
    """Whether a name, in any case, is that of a known place, or is qualified by a state or country.

    >>> is_place("NEW DELHI"), is_place("Port-au-Prince"), is_place("Nowhere Creek, Calif."), is_place("Obama")
    (True, True, True, False)
    """
    first, comma, qualifier = name.partition(",")
    if not comma:
        return _is_known(first)
    return is_region(qualifier) or _is_known(qualifier)


@lru_cache(1024)  # several finders ask for the same places of a page
def _is_known(name: str) -> bool:
    return "\n" + name.strip().replace("’", "'").casefold() + "\n" in _folded()
