"""Places that stories are filed from."""

from functools import cache

from gnn9_extract.tables.rows import entries


@cache
def _folded() -> frozenset[str]:
    return frozenset(name.casefold() for name in entries("places.txt"))


def is_place(name: str) -> bool:
    """Whether a name, in any case, is in the table of places; of "Newport Beach, Calif." the first part counts.

    >>> is_place("NEW DELHI"), is_place("Port-au-Prince"), is_place("Obama")
    (True, True, False)
    """
    return name.split(",")[0].strip().replace("’", "'").casefold() in _folded()
