"""How wide printed characters are.

The table is widths.csv: thousandths of the type size in two common faces, Helvetica (sans) and Times (serif), from
Adobe's font metrics for the core fonts; Arial, Liberation Sans and their like have the same widths.
"""

from functools import cache

from gnn9_extract.tables.rows import rows

# A character that the table lacks: as wide as a digit.
_USUAL = 530


@cache
def widths(face: str) -> dict[str, int]:
    """Character to width in a face, `sans` or `serif`."""
    return {row["char"]: int(row[face]) for row in rows("widths.csv")}


def text_width(text: str, face: str) -> int:
    """The width of a text in a face, in thousandths of the type size.

    >>> text_width("ill", "sans") < text_width("WWW", "sans")
    True
    """
    table = widths(face)
    return sum(table.get(char, _USUAL) for char in text)
