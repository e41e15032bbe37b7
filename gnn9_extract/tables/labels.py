"""The words before a date that say whose date it is: labels.csv (label, kind, language)."""

import re
from functools import cache
from typing import Literal

from gnn9_extract.tables.rows import rows

Kind = Literal["published", "updated"]


@cache
def _label() -> re.Pattern[str]:
    """A label at the end of what stands before a date.

    Takes `Published on `, `by admin | Updated: `, `अपडेटेड: `. Leaves `re-created `, `The bank, on `.
    """
    labels = "|".join(re.escape(row["label"]) for row in sorted(rows("labels.csv"), key=lambda row: -len(row["label"])))
    on = r"(?:\s(?:on|at|am|le|el|il|em|på|den))?"
    return re.compile(rf"(?:^|(?<=[\s|·•(,]))(?P<label>{labels}){on}\s*[:：-]?\s*$|^(?:on|at)\s*:?\s*$", re.IGNORECASE)


@cache
def _kinds() -> dict[str, Kind]:
    return {row["label"]: "updated" if row["kind"] == "updated" else "published" for row in rows("labels.csv")}


def label_before(text: str, end: int) -> tuple[int, Kind]:
    """Where the label of a date at `end` begins, `end` itself if it has none, and the kind of the date.

    >>> label_before("By Asha Rao | Last updated on: 27/11/2015", 31)
    (14, 'updated')
    """
    start = max(0, end - 60)
    found = _label().search(text[start:end])
    if not found:
        return end, "published"
    # Not `.casefold()` alone: the pattern takes a Turkish dotless i for an i, and folding does not.
    kind = _kinds().get((found["label"] or "").casefold(), "published")
    return start + found.start(), kind
