"""The words before a date that say whose date it is: labels.csv (label, kind, language).

The kinds are published, updated, date (of a publication among credits, of anything else in a story) and other (of a
person's membership, of a rule's validity).
"""

import re
from functools import cache
from typing import Literal

from gnn9_extract.tables.rows import rows

Kind = Literal["published", "updated", "other"]
LONGEST_LABEL = 30  # characters of a label that stands alone
# The kinds of labels that only a publication has, or an update; "date" is one that an event can have, too.
_SURE = ("published", "updated")


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
    kinds: dict[str, Kind] = {"updated": "updated", "other": "other"}
    return {row["label"]: kinds.get(row["kind"], "published") for row in rows("labels.csv")}


@cache
def _sure() -> frozenset[str]:
    return frozenset(row["label"] for row in rows("labels.csv") if row["kind"] in _SURE)


def is_label(text: str) -> bool:
    """Whether a text is nothing but a label of the publication or an update.

    >>> is_label("Last updated:"), is_label("Updated the plan"), is_label("Date")
    (True, False, False)
    """
    return text.rstrip(" :：").casefold() in _sure()


def label_before(text: str, end: int) -> tuple[int, Kind]:
    """Where the label of a date at `end` begins, `end` itself if it has none, and the kind of the date.

    >>> label_before("By Asha Rao | Last updated on: 27/11/2015", 31)
    (14, 'updated')
    """
    start = max(0, end - 60)
    found = _label().search(text[start:end]) if end else None
    if not found:
        return end, "published"
    # Not `.casefold()` alone: the pattern takes a Turkish dotless i for an i, and folding does not.
    kind = _kinds().get((found["label"] or "").casefold(), "published")
    return start + found.start(), kind


def when_label(text: str, start: int, end: int) -> int | None:
    """Where the label of publication or update begins whose date, from `start` to `end`, ends a line; None without one.

    >>> when_label("Published on 27/11/2015.", 13, 23), when_label("Date: 27/11/2015", 6, 16)
    (0, None)
    """
    found = _label().search(text, 0, start)
    is_sure = found is not None and (found["label"] or "").casefold() in _sure()
    return found.start() if found and is_sure and not text[end:].strip(" .)") else None
