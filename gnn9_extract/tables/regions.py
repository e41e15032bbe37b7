"""Countries, states, and cities that tell a country.

The table is regions.csv (name, country, kind), made by tools/make_regions.py.
"""

from functools import cache

from gnn9_extract.tables.rows import rows


@cache
def _regions() -> dict[str, dict[str, str]]:
    return {row["name"].casefold(): row for row in rows("regions.csv")}


def is_region(name: str) -> bool:
    """Whether a name is that of a country or state, which can qualify a place, in full or as agencies shorten it.

    >>> is_region("Calif."), is_region("INDIA"), is_region("Mumbai")
    (True, True, False)
    """
    row = _regions().get(name.strip().casefold())
    return row is not None and row["kind"] != "city"


def country_of(place: str) -> str | None:
    """The country of a place, by its qualifier or by its name; None where the table does not tell.

    >>> country_of("Damascus"), country_of("Roscoe, South Dakota"), country_of("Nowhere")
    ('Syria', 'United States', None)
    """
    for name in reversed(place.split(",")):
        if row := _regions().get(name.strip().casefold()):
            return row["country"]
    return None
