"""News agencies: which code a printed name stands for.

The table is agencies.csv: code, name, country, aliases (parted by |). A code may stand in several rows: agencies that
share it.
"""

import re
from functools import cache

from gnn9_extract.tables.rows import rows


@cache
def codes() -> dict[str, str]:
    """Printed form to code: codes and names as they are, and every form in capitals."""
    table: dict[str, str] = {}
    for row in rows("agencies.csv"):
        for form in (row["code"], row["name"], *row["aliases"].split("|")):
            if form:
                table.setdefault(form, row["code"])
                table.setdefault(form.upper(), row["code"])
    # A code's own row comes before another agency's alias.
    return table | {row["code"]: row["code"] for row in rows("agencies.csv")}


def agency(text: str) -> str | None:
    """The code of an agency's printed name; None where the table has no such name.

    >>> agency("PTI"), agency("Press Trust of India"), agency("The Associated Press"), agency("Tigers")
    ('PTI', 'PTI', 'AP', None)
    """
    table = codes()
    name = " ".join(text.split())
    return table.get(name) or table.get(name.removeprefix("The ")) or table.get(name.removeprefix("the "))


def names_agency(text: str) -> bool:
    """Whether the name or code of an agency stands in a text, in its own capitals.

    >>> names_agency("Copyright 2015 The Associated Press."), names_agency("Copyright 2015 Valley Herald.")
    (True, False)
    """
    return any(len(name) > 1 and re.search(rf"\b{re.escape(name)}\b", text) for name in codes() if name in text)


# What stands between two agencies of one credit: "AFP/Reuters", "PTI and ANI", "AP, AFP & dpa".
_BETWEEN = re.compile(r"\s*(?:/|,|\||&|\band\b)\s*")


def agencies(text: str) -> tuple[str, ...] | None:
    """The codes of a list of agencies in the printed order; None unless every name is an agency's.

    >>> agencies("AFP/Reuters"), agencies("PTI and ANI"), agencies("AP and others")
    (('AFP', 'Reuters'), ('PTI', 'ANI'), None)
    """
    if len(text) > 120 or not text.strip():
        return None
    whole = agency(text)
    if whole:
        return (whole,)
    found = [agency(name) for name in _BETWEEN.split(text)]
    return tuple(dict.fromkeys(code for code in found if code)) if all(found) else None
