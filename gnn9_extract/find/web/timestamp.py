"""The timestamp of an HTML page: what its metadata says, else what it shows beside the story."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta, timezone
from typing import NamedTuple

from gnn9_extract.article import Timestamp
from gnn9_extract.find.context import Context
from gnn9_extract.find.date_order import date_of_address
from gnn9_extract.find.timestamp import value_of
from gnn9_extract.find.web.metadata import credits_beside_and_apart, values
from gnn9_extract.page import Doubt, Found, Line, Page
from gnn9_extract.tables.labels import Kind, label_before
from gnn9_extract.tables.stamps import read_stamps

# `2015-11-27T13:46:00+05:30`, `2015-11-27 13:46`, `2015-11-27`
_ISO = re.compile(
    r"(?P<day>(?:19|20)\d\d-\d\d-\d\d)"
    r"(?:[T ](?P<time>\d\d:\d\d(?::\d\d)?)(?:[.,]\d{1,9})?\s?(?P<zone>Z|[+-]\d\d:?\d\d)?)?"
)
# `/2015/11/27/`, `-20151127-`, `/27-11-2015-` in an address
_IN_ADDRESS = re.compile(
    r"/(?:19|20)\d\d/\d{1,2}/\d{1,2}(?=[/?#-]|$)|(?<=[-_])(?:19|20)\d{6}(?!\d)"
    r"|(?<=/)\d\d-\d\d-(?:19|20)\d\d(?=[/?#.-]|$)"
)
# The keys under which metadata gives the dates, the surest first.
_PUBLISHED = ("ld:datePublished", "itemprop:datepublished", "article:published_time", "published")
_PERHAPS_UPDATED = ("dated",)  # some publishing systems give the date of the last change there
_LATER = ("time", "ld:dateCreated", "ld-page:datePublished")
_UPDATED = ("ld:dateModified", "updated")

_UTC = "+00:00"
# The offsets of the world's time zones, from Hawaii on: what is shown farther west is a misread afternoon.
_WESTMOST, _EASTMOST, _QUARTER = timedelta(hours=-10), timedelta(hours=14), timedelta(minutes=15)


class _Mark(NamedTuple):
    """A date from `start` to `end` of a line."""

    line: Line
    start: int
    end: int
    value: str
    doubts: tuple[Doubt, ...] = ()


def web_timestamp(page: Page, context: Context) -> Found[Timestamp] | None:
    """The date of publication, in the metadata first: it has the offset, which the shown date seldom has.

    Then what is shown beside the story; then the date of the metadata that can be that of an update, the first time
    element, the date in the page's address, dates shown elsewhere, and the date of an update, which is the publication
    too then. Leaves values that no calendar has, and dates whose label says that they are of something else.
    """
    beside, apart = credits_beside_and_apart(page, context)
    told = next(_told(page, context, *_PUBLISHED), None)
    # What is shown tells the zone of an instant in UTC; beside any other date of the metadata it is not asked for.
    is_sure = told is not None and not told.value.endswith(_UTC)
    shown = None if is_sure else _shown("published", page, beside, context)
    updated = next(_told(page, context, *_UPDATED), None) or _shown("updated", page, [*beside, *apart], context)
    zone = _zone(told.value, shown.value) if told and shown else None
    mark = told or _shown_or_later(page, context, shown, apart) or updated
    if mark is None:
        return None
    value, later = _in_zone(mark.value, zone), _in_zone(updated.value, zone) if updated else None
    if mark is not updated and later and later.startswith(value):
        later = None  # no more than the first publication
    stamp = Timestamp(mark.line.text[mark.start : mark.end], value, later)
    is_told = mark.line.block is not None and bool(mark.line.block.key)
    rule = "metadata_date" if is_told else "shown_date"
    return page.found(mark.line, mark.start, mark.end, stamp, rule, *mark.doubts)


def _shown_or_later(page: Page, context: Context, shown: _Mark | None, apart: Sequence[Line]) -> _Mark | None:
    """The date where no metadata says that it is that of the publication."""
    dated = next(_told(page, context, *_PERHAPS_UPDATED), None)
    if dated and shown and dated.value.startswith(shown.value):
        return dated  # the same day, with its time
    return (
        shown
        or dated
        or next(_told(page, context, *_LATER), None)
        or next(_in_address(page), None)
        or _shown("published", page, apart, context)
    )


def _told(page: Page, context: Context, *keys: str) -> Iterator[_Mark]:
    """The dates that the metadata has under some keys."""
    for text, (line, at) in values(page, *keys).items():
        if found := _ISO.match(line.text, at):
            if value := _iso(found):
                yield _Mark(line, found.start(), found.end(), value)
            continue
        for stamp in read_stamps(text):
            value, doubts = value_of(page, text, stamp, context)
            yield _Mark(line, at + stamp.start, at + stamp.end, value, doubts)
            break


def _iso(found: re.Match[str]) -> str | None:
    """The date as ISO 8601; None for one that no calendar has."""
    zone = found["zone"] or ""
    zone = "+00:00" if zone == "Z" else f"{zone[:3]}:{zone[-2:]}" if zone else ""
    clock = found["time"]
    value = f"{found['day']}T{clock if len(clock) > 5 else clock + ':00'}{zone}" if clock else found["day"]
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return None
    return value


def _zone(told: str, shown: str) -> timezone | None:
    """The offset in which the page shows an instant that its metadata tells in UTC; None where it shows something else.

    Takes `2015-11-27T20:46:00+00:00` shown as `2015-11-28 02:16` (+05:30), and an instant that is the midnight of the
    next day in a whole offset where that day alone is shown: a date without time that was stored. Leaves a clock that
    is not the same to the minute: it is of something else.
    """
    at, local = datetime.fromisoformat(told), datetime.fromisoformat(shown)
    if not told.endswith(_UTC) or local.tzinfo:
        return None
    offset = local.replace(second=0) - at.replace(tzinfo=None, second=0)
    step, least = (_QUARTER, _WESTMOST) if "T" in shown else (4 * _QUARTER, timedelta())
    return timezone(offset) if least <= offset <= _EASTMOST and offset and not offset % step else None


def _in_zone(value: str, zone: timezone | None) -> str:
    return datetime.fromisoformat(value).astimezone(zone).isoformat() if zone and value.endswith(_UTC) else value


def _shown(kind: Kind, page: Page, lines: Iterable[Line], context: Context) -> _Mark | None:
    """The first date of a kind in some lines of credits."""
    for line in lines:
        for stamp in read_stamps(line.text):
            if label_before(line.text, stamp.start)[1] == kind:
                value, doubts = value_of(page, line.text, stamp, context)
                return _Mark(line, stamp.start, stamp.end, value, doubts)
    return None


def _in_address(page: Page) -> Iterator[_Mark]:
    for address, (line, at) in values(page, "address").items():
        day = date_of_address(address)
        if day and (found := _IN_ADDRESS.search(line.text, at)):
            yield _Mark(line, found.start(), found.end(), day.isoformat())
