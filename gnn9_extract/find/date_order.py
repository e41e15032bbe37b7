"""Which of two numbers is the day: what the rest of the page tells."""

import re
from datetime import date, timedelta

from gnn9_extract.find.dateline_reader import Reading, read_dateline
from gnn9_extract.page import Page
from gnn9_extract.tables.calendar import day_of, month
from gnn9_extract.tables.stamps import Stamp, settled_orders

_NEAR = timedelta(days=3)  # a dateline is no older than that when its story is published
_HEAD = 8  # so many lines can hold the dateline


# `/2015/11/27/`, `/2015/nov/27/`, `-20151127-`, `_20151127.`, `/27-11-2015-`
# -- not `/2021/04/92713`, not `articleshow/49946542`.
_IN_ADDRESS = re.compile(
    r"/(?P<y>(?:19|20)\d\d)/(?P<m>\d{1,2}|[a-z]{3})/(?P<d>\d{1,2})(?=[/?#-]|$)"
    r"|[-_](?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?!\d)"
    r"|/(?P<one>\d\d)-(?P<two>\d\d)-(?P<whole>(?:19|20)\d\d)(?=[/?#.-]|$)",
    re.IGNORECASE,
)


def order_of_page(page: Page, stamp: Stamp, url: str | None) -> str | None:
    """DMY or MDY, where something else on the page settles it: one 27/11, its address, or a dateline.

    The address has the day of one of both readings, and the dateline that day or one shortly before.
    """
    orders = {order for order, _ in settled_orders(page.source)}
    if len(orders) == 1:
        return orders.pop()
    readings = [(order, day) for order, day in (("DMY", stamp.day), ("MDY", stamp.other)) if day]
    if url and (told := [order for order, day in readings if day == date_of_address(url)]):
        return told[0]
    datelines = [reading for line in page.lines[:_HEAD] if (reading := read_dateline(line.text)) and reading.date]
    near = {order for order, day in readings if any(_is_near(dateline, day) for dateline in datelines)}
    return near.pop() if len(near) == 1 else None


def date_of_address(url: str) -> date | None:
    """The day in a web address; None where there is none, or its numbers can be read in two ways.

    >>> date_of_address("https://coast.example/2015/nov/27/lamp"), date_of_address("https://coast.example/2021/04/92713")
    (datetime.date(2015, 11, 27), None)
    >>> date_of_address("https://coast.example/27-11-2015-lamp"), date_of_address("https://coast.example/05-11-2015-lamp")
    (datetime.date(2015, 11, 27), None)
    """
    found = _IN_ADDRESS.search(url)
    if not found:
        return None
    if found["whole"]:
        year, one, two = int(found["whole"]), int(found["one"]), int(found["two"])
        readings = {day for day in (day_of(year, two, one), day_of(year, one, two)) if day}
        return readings.pop() if len(readings) == 1 else None
    name = found["m"] or found["month"]
    return day_of(
        int(found["y"] or found["year"]), int(name) if name.isdigit() else month(name), int(found["d"] or found["day"])
    )


def _is_near(dateline: Reading, day: date) -> bool:
    """Whether a dateline is dated at most a few days before another day."""
    dated = day_of(day.year, *dateline.date[1:]) if dateline.date else None
    return dated is not None and timedelta() <= day - dated <= _NEAR
