"""The dateline: where, and sometimes when, the story was filed."""

import re

from gnn9_extract.article import Dateline
from gnn9_extract.page import Found, Line, Page
from gnn9_extract.sites.profile import Profile
from gnn9_extract.tables.agencies import agencies
from gnn9_extract.tables.calendar import exists, month, months
from gnn9_extract.tables.places import is_place

_LONGEST = 120  # characters from the head of the paragraph to the closing mark

# A place: one to five words with capitals (Port-au-Prince, St. Petersburg, Sana'a, Rio de Janeiro).
_WORD = r"[^\W\d_][^\W\d_.'’-]*(?:[.'’-][^\W\d_]+)*\.?"
_PLACE = rf"{_WORD}(?:[ ]{_WORD}){{0,4}}"
_PLACES = rf"{_PLACE}(?:[ ]?,[ ]{_PLACE})?(?:\s?/\s?{_PLACE}(?:[ ]?,[ ]{_PLACE})?){{0,3}}"


def _pattern() -> re.Pattern[str]:
    names = "|".join(sorted(months(), key=len, reverse=True))
    date = rf"(?P<month>{names})\.?[ ](?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,[ ]?(?P<year>(?:19|20)\d\d))?"
    return re.compile(
        rf"""
        (?P<places>{_PLACES})??
        (?:,?\s?(?P<country>\[[^\[\]]{{2,30}}\]))?
        (?P<dated>(?:^|,\s?|\s){date})?
        (?:
            \s?\((?P<agency>[^()]{{2,60}})\)\s?(?P<mark_after>:|---?|[-–—_]|(?=\s))     # (PTI):   (AP) —   (PTI) The
          | \s?(?P<mark>:|---?|[-–—_](?=\s))
        )
        """,
        re.VERBOSE | re.IGNORECASE,
    )


_DATELINE = _pattern()


def find_dateline(page: Page, profile: Profile | None) -> Found[Dateline] | None:
    """The opening of the first paragraph that says where it was filed, up to its closing mark.

    Takes places with date, agency, or both (`Srinagar, Nov 26 (PTI):`, `LONDON (Reuters) -`); without either, a place
    that is in the table of places, before a colon, or in capitals before a dash.
    Leaves labels (`CLAIM:`), speakers (`Obama:`), and dashes inside a sentence.
    """
    if not page.lines:
        return None
    line = page.lines[0]
    found = _DATELINE.match(line.text[:_LONGEST])
    if not found or not (found["places"] or found["dated"] or found["agency"]):
        return None
    sure, dateline = _read(line, found)
    if dateline is None or not (sure or _known(found)):
        return None
    return page.found(line, 0, len(dateline.text), dateline, "place_and_mark")


def _read(line: Line, found: re.Match[str]) -> tuple[bool, Dateline | None]:
    """The dateline, and whether an agency or a date makes it sure."""
    names = agencies(found["agency"]) if found["agency"] else ()
    if names is None:
        return False, None
    number, day = month(found["month"] or ""), int(found["day"] or 0)
    if found["dated"] and not exists(int(found["year"] or 2000), number or 0, day):
        return False, None
    date = f"{found['year'] or '-'}-{number:02d}-{day:02d}" if found["dated"] else None
    places = _places(found["places"] or "", found["country"])
    if not all(_CAPITALS.fullmatch(place) or (date and is_place(place)) for place in places):
        return False, None
    text = line.text[: found.end()].rstrip()
    return bool(names or date), Dateline(text, places, date, names)


# `Rio de Janeiro`, `SANA'A`, `Roscoe, South Dakota` -- not `Moscow, where she was born`.
_CAPITALS = re.compile(
    r"[^\W\d_a-z][^ ]*(?: (?:[^\W\d_a-z(\[][^ ]*|de|del|da|do|dos|du|of|and|al|el|la|upon|on|am|an|der))*"
)


def _places(text: str, country: str | None) -> tuple[str, ...]:
    places = [place.strip() for place in text.split("/") if place.strip()]
    if country and places:
        places[-1] += f", {country.strip('[]')}"
    return tuple(places)


def _known(found: re.Match[str]) -> bool:
    """Whether bare places can be trusted: known ones, before a colon, or in capitals before a dash."""
    places = [place.strip() for place in (found["places"] or "").split("/")]
    if not all(is_place(place) for place in places):
        return False
    return found["mark"] == ":" or all(place.split(",")[0].isupper() for place in places)
