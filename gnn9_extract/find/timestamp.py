"""The timestamp: when the story was published, and when it was updated.

Facts: the credit lines of news sites in forty languages, and the labels in their publishing systems.
"""

import re
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import pairwise
from typing import NamedTuple

from gnn9_extract.article import Timestamp
from gnn9_extract.find.context import Context
from gnn9_extract.find.date_order import order_of_page
from gnn9_extract.find.dateline_reader import opens_the_body
from gnn9_extract.find.loose_dates import read_bracketed_date, read_loose_date
from gnn9_extract.find.names import read_pieces
from gnn9_extract.page import Doubt, Found, Line, Page
from gnn9_extract.tables.clock import meanings_of, offset_of
from gnn9_extract.tables.labels import Kind, label_before
from gnn9_extract.tables.stamps import Stamp, first_stamp, is_stamp, read_stamps

_CREDIT_LINES = 5  # so many lines under the headline can hold the credits
_FOOT = 3  # so many lines at the end can tell the printed edition
_LONGEST = 160  # characters; what is longer is a paragraph

_NAMES = r"[^\W\d_a-z][^.!?;\"“”]{0,80}"
# What may stand before a timestamp on its line: a byline, or names that a separator ends -- not
# `Period ended December 31, 1986`, not `The bank, on 27 November 2015`.
_BEFORE = re.compile(rf"(?:(?:(?i:posted |written )?(?i:by)\b[^!?;\"“”]{{0,110}}|{_NAMES}(?:\s?[|·•–—]|\s-|,))\s*)?")
# Before a label names need no separator: `Edited By: India Desk New Delhi Updated on: ...` -- not
# `This report was first published ...`.
_BEFORE_LABEL = re.compile(r"(?:(?i:by)\b[^!?;\"“”]{0,110}|(?:[^\W\d_a-z][^\s.!?;\"“”]{0,30}[\s|·•–—,-]{1,3}){0,10})")
# And after it: a byline, or what a separator parts from it -- not `27/11/2015 was a Friday.`
_AFTER = re.compile(rf"\s*(?:(?:[|,·•–—-]\s*)?(?:\(?(?i:by)\b[^!?;\"“”]{{0,110}}|{_NAMES})|\W{{0,3}})")
# Between two dates of one line: ` | `, ` · `, and the label of the second.
_BETWEEN = re.compile(r"[\s|·•,;–—/()-]*")
# The line that tells the printed edition, up to its date: `Published in The Tide, `, `Published in Dawn on `
_EDITION = re.compile(r"(?:first )?published in [^.!?]{2,60}?(?:,| on) ?", re.IGNORECASE)


class _Mark(NamedTuple):
    """A date among the credits, from `start` (its label) to `end` of a line."""

    line: Line
    start: int
    end: int
    labelled: bool
    kind: Kind
    value: str | None
    rule: str
    doubts: tuple[Doubt, ...]


def find_timestamp(page: Page, context: Context) -> Found[Timestamp] | None:
    """The dates and times in the credits under the headline: of the publication, and of the update.

    Takes dates with or without time, beside a byline or alone, with a label ("Published: ..."); without a label it is
    the publication. Of an edition's line at the end ("Published in ... on ...") the date, if there is no other.
    Dates without a year and times ago are taken where they stand alone, with a doubt. Where the page tells of an update
    only, it is the publication too. Leaves dates in running text,
    the days of a timeline, times without a date, and the calendars of other eras.
    """
    marks = [mark for mark in _marks(page, context) if not _is_of_timeline(page, mark)]
    editions = list(_editions(page, context))
    published = next((mark for mark in marks if mark.kind == "published"), None)
    updated = next((mark for mark in marks if mark.kind == "updated"), None)
    main = published or updated or next(iter(editions), None)
    if main is None:
        return None
    together = [mark for mark in (published, updated) if mark and mark.line is main.line] or [main]
    start, end = min(mark.start for mark in together), max(mark.end for mark in together)
    apart = [mark for mark in marks if mark.kind == "updated" and mark.line is not main.line]
    edits = [page.removal("update_line", mark.line, mark.start, mark.end) for mark in apart]
    edits += [page.removal("edition_line", mark.line) for mark in editions if mark is not main]
    value = Timestamp(main.line.text[start:end], main.value, updated.value if updated else None)
    doubts = dict.fromkeys((*main.doubts, *(updated.doubts if updated else ())))
    return page.found(main.line, start, end, value, main.rule, *doubts, edits=edits)


def _is_of_timeline(page: Page, mark: _Mark) -> bool:
    """Whether a day alone on its line is the first of several: the entries of a timeline."""
    if mark.labelled or mark.value is None or "T" in mark.value or mark.end - mark.start < len(mark.line.text):
        return False
    short = [line.text for line in page.lines if line.start > mark.line.start and len(line.text) < _LONGEST]
    return sum(map(is_stamp, short)) > 1


def _marks(page: Page, context: Context) -> Iterator[_Mark]:
    """The dates among the credits, in their order."""
    for line in page.lines[:_CREDIT_LINES]:
        if len(line.text) > _LONGEST:
            if bracketed := read_bracketed_date(line.text):
                yield _Mark(
                    line, 0, bracketed.end, False, "published", bracketed.value, bracketed.rule, bracketed.doubts
                )
            return
        marks = [] if _EDITION.match(line.text) else list(_of_line(page, line, context))
        if marks and _is_credit(line.text, marks):
            yield from marks
        elif opens_the_body(line.text) and not _is_byline(line.text):
            return


def _of_line(page: Page, line: Line, context: Context) -> Iterator[_Mark]:
    order = context.profile.date_order if context.profile else None
    stamps = list(read_stamps(line.text, order))
    for stamp in stamps:
        start, kind = label_before(line.text, stamp.start)
        value, doubts = value_of(page, line.text, stamp, context)
        yield _Mark(line, start, stamp.end, start < stamp.start, kind, value, "printed_date", doubts)
    language = context.profile.language if context.profile else None
    if not stamps and (loose := read_loose_date(line.text, context.captured, language)):
        start, kind = label_before(line.text, loose.start)
        yield _Mark(line, start, loose.end, start < loose.start, kind, loose.value, loose.rule, loose.doubts)


def _is_credit(text: str, marks: list[_Mark]) -> bool:
    """Whether a line is nothing but credits around its dates."""
    first, last = marks[0], marks[-1]
    form = _BEFORE_LABEL if first.labelled or text[first.start] == "(" else _BEFORE
    before = form.fullmatch(text[: first.start]) or _names_service(text[: first.start])
    between = all(_BETWEEN.fullmatch(text[a.end : b.start]) for a, b in pairwise(marks))
    return bool(before) and between and _AFTER.fullmatch(text[last.end :]) is not None


def _is_byline(text: str) -> bool:
    """Whether a line is a byline that ends like a sentence (`By Asha Rao, Ph.D.`)."""
    label = re.match(r"[Bb][Yy]\s(?=[^\W\d_a-z])", text)
    return label is not None and read_pieces(text, label.end()) is not None


def _names_service(text: str) -> bool:
    """Whether a text is names up to an agency, a desk or a place: `Asha Rao, TNN `, `Press Trust of India | Leh | `."""
    pieces = read_pieces(text.rstrip(" |·•,–—-")) if len(text) < _LONGEST else None
    return bool(pieces) and pieces is not None and pieces[-1].kind in ("agency", "house", "desk", "title", "place")


def _editions(page: Page, context: Context) -> Iterator[_Mark]:
    foot = max(_CREDIT_LINES, len(page.lines) - _FOOT)
    for line in (*page.lines[:_CREDIT_LINES], *page.lines[foot:]):
        label = _EDITION.match(line.text) if len(line.text) < _LONGEST else None
        stamp = first_stamp(line.text[label.end() :]) if label else None
        if label and stamp and not line.text[label.end() + stamp.end :].strip(" ."):
            value, doubts = value_of(page, line.text[label.end() :], stamp, context)
            yield _Mark(line, 0, len(line.text), True, "published", value, "edition_date", doubts)


def value_of(page: Page, text: str, stamp: Stamp, context: Context) -> tuple[str, tuple[Doubt, ...]]:
    """The value of a stamp, and what is doubtful about it."""
    doubts: list[Doubt] = []
    if stamp.other:
        order = order_of_page(page, stamp, context.url)
        day = stamp.other if order == "MDY" else stamp.day
        if order is None:
            printed = text[stamp.start : stamp.end]
            either = f"{printed} can be {stamp.day} or {stamp.other}; the first was taken"
            doubts.append(Doubt("ambiguous-date", either))
        stamp = stamp._replace(day=day, other=None)
    value, zone_doubts = _iso(stamp, context)
    return value, (*doubts, *zone_doubts)


def _iso(stamp: Stamp, context: Context) -> tuple[str, tuple[Doubt, ...]]:
    """A stamp as ISO 8601, with an offset only where the page or the profile fixes it.

    A time of 0:00 is what a publishing system prints where it has no time: the day alone is sure.
    """
    clock = stamp.clock
    if clock is None or (clock.hour == clock.minute == 0 and clock.second is None and not clock.named):
        return stamp.day.isoformat(), ()
    at = datetime.combine(stamp.day, time()) + timedelta(
        hours=clock.hour, minutes=clock.minute, seconds=clock.second or 0
    )
    if clock.zone is None:
        return at.isoformat(), ()
    offset = offset_of(clock.zone, at, context.profile.zones if context.profile else {})
    doubt = Doubt("ambiguous-zone", f"{clock.zone} can be {meanings_of(clock.zone)}; no offset was taken")
    return at.isoformat() + (offset or ""), () if offset else (doubt,)
