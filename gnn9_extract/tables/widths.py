"""How wide printed characters are.

The table is widths.csv: thousandths of the type size in two common faces, Helvetica (sans) and Times (serif), from
Adobe's font metrics for the core fonts; Arial, Liberation Sans and their like have the same widths.
"""

from functools import cache

from gnn9_extract.tables.rows import rows

_USUAL = 530


class Widths(dict[str, int]):
    """Character to width; one that the table lacks is as wide as a digit."""

    def __missing__(self, char: str) -> int:
        return _USUAL


@cache
def widths(face: str) -> Widths:
    """The widths of a face, `sans` or `serif`."""
    return Widths((row["char"], int(row[face])) for row in rows("widths.csv"))


def text_width(text: str, face: str) -> int:
    """The width of a text in a face, in thousandths of the type size.

    >>> text_width("ill", "sans") < text_width("WWW", "sans")
    True
    """
    return sum(map(widths(face).__getitem__, text))
