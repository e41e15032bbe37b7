"""The dateline: where, and sometimes when, the story was filed."""

from datetime import date, timedelta

from gnn9_extract.article import Dateline
from gnn9_extract.find.context import Context
from gnn9_extract.find.dateline_reader import Reading, read_dateline
from gnn9_extract.find.names import read_pieces
from gnn9_extract.page import Found, Page
from gnn9_extract.tables.calendar import day_of
from gnn9_extract.tables.credits import read_credit
from gnn9_extract.tables.places import is_place

_HEAD_LINES = 3  # so many lines with other credits can stand over it
_NEAR = timedelta(days=14)  # between the dateline and the publication, where the year is left out


def find_dateline(page: Page, context: Context) -> Found[Dateline] | None:
    """The opening of the first paragraph that says where it was filed, up to its closing mark.

    Takes places with date, agency, or both (`Srinagar, Nov 26 (PTI):`, `(ANSA) - ROMA, 14 NOV -`, `Bern (sda)`);
    without either, a place that is in the table of places, before a colon, or in capitals before a dash; and the forms
    of East Asia (`新华社北京11月14日电`). It can stand on a line of its own. Where the body has none, the place among
    the credits is it (`PTI | Ludhiana`). Leaves labels (`CLAIM:`), speakers (`Obama:`, `Paris: I am`), a colon before a
    small letter, and dashes inside a sentence.
    """
    for line in page.lines[:_HEAD_LINES]:
        if reading := read_dateline(line.text):
            end = len(line.text[: reading.end].rstrip())
            value = Dateline(line.text[:end], reading.places, _dated(reading, context), reading.agencies)
            return page.found(line, 0, end, value, "place_and_mark")
        # On an HTML page the paragraph can stand under a standfirst.
        if not (line.block or read_credit(line.text) or _is_of_credits(line.text)):
            break
    return _among_credits(page, context)


def _is_of_credits(text: str) -> bool:
    pieces = read_pieces(text) if len(text) < 80 else None
    return bool(pieces) and all(piece.kind in ("agency", "place", "house") for piece in pieces or ())


def _among_credits(page: Page, context: Context) -> Found[Dateline] | None:
    """The place that a line of credits names beside an agency or a byline."""
    for line in page.lines[:2]:
        if context.is_beside("timestamp", line, page.source) and is_place(line.text) and " " in line.text:
            return page.found(line, 0, len(line.text), Dateline(line.text, (line.text,), None, ()), "place_in_credits")
        pieces = read_pieces(line.text) if len(line.text) < 80 else None
        places = [piece for piece in pieces or () if piece.kind == "place"]
        if pieces and len(places) == 1 and all(piece.kind in ("agency", "place", "house") for piece in pieces):
            place = places[0]
            name = place.text.removeprefix("@ ")
            if is_place(name) and (len(pieces) > 1 or place.text.startswith("@")):
                return page.found(
                    line, place.start, place.end, Dateline(place.text, (name,), None, ()), "place_in_credits"
                )
    return None


def _dated(reading: Reading, context: Context) -> str | None:
    """The date as ISO 8601; a missing year is that of the timestamp, if the two are days apart."""
    if reading.date is None:
        return None
    year, number, day = reading.date
    if year is None and (published := _published(context)):
        for near in (published.year, published.year - 1, published.year + 1):
            dated = day_of(near, number, day)
            if dated and -timedelta(days=1) <= published - dated <= _NEAR:
                year = near
                break
    return f"{year or '-'}-{number:02d}-{day:02d}"


def _published(context: Context) -> date | None:
    found = context.found.get("timestamp")
    value = found.value.value if found else None
    ambiguous = found and any(doubt.code == "ambiguous-date" for doubt in found.doubts)
    return (
        date.fromisoformat(value[:10]) if value and value[0].isdigit() and len(value) >= 10 and not ambiguous else None
    )
