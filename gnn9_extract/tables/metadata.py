"""The names under which pages give their metadata, and the field that each is about.

The table is metadata.csv: the key in small letters, as in `<meta name=...>` or `<meta property=...>`, and the field.
Facts: Open Graph, Dublin Core, schema.org, and the publishing systems of news sites.
"""

from functools import cache

from gnn9_extract.tables.rows import rows


@cache
def _fields() -> dict[str, str]:
    return {row["key"]: row["field"] for row in rows("metadata.csv")}


def field_of(key: str) -> str | None:
    """The field that a key is about; None for keys that nobody asks for.

    >>> field_of("article:published_time"), field_of("viewport")
    ('published', None)
    """
    return _fields().get(key)


@cache
def keys_about(field: str) -> frozenset[str]:
    """The keys under which a field is given; a name that is itself a key counts, too.

    >>> "article:published_time" in keys_about("published"), keys_about("ld:name")
    (True, frozenset({'ld:name'}))
    """
    return frozenset({field, *(key for key, about in _fields().items() if about == field)})
