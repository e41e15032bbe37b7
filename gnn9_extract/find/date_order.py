"""Which of two numbers is the day: what the rest of the page tells."""

from datetime import date, timedelta

from gnn9_extract.find.dateline_reader import read_dateline
from gnn9_extract.page import Page
from gnn9_extract.tables.calendar import day_of
from gnn9_extract.tables.stamps import Stamp, settled_orders

_NEAR = timedelta(days=3)  # a dateline is no older than that when its story is published
_HEAD = 8  # so many lines can hold the dateline


def order_of_page(page: Page, stamp: Stamp) -> str | None:
    """DMY or MDY, where the other dates of the page settle it: one 27/11, or a dateline near one of both readings."""
    orders = {order for order, _ in settled_orders(page.source)}
    if len(orders) == 1:
        return orders.pop()
    near = {
        order
        for order, day in (("DMY", stamp.day), ("MDY", stamp.other))
        for line in page.lines[:_HEAD]
        if day and _is_near(line.text, day)
    }
    return near.pop() if len(near) == 1 else None


def _is_near(text: str, day: date) -> bool:
    """Whether a line opens with a dateline that is dated at most a few days before another day."""
    reading = read_dateline(text)
    dated = day_of(day.year, *reading.date[1:]) if reading and reading.date else None
    return dated is not None and timedelta() <= day - dated <= _NEAR
