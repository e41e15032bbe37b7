"""Reads the words of a dateline: places, qualifiers, date, agency, closing mark.

Facts: the datelines of the agencies of the world and of Indian papers, from Reuters and PTI to KCNA and KNO.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from gnn9_extract.find.east_asian_dateline import read_east_asian
from gnn9_extract.tables.agencies import agencies, is_house
from gnn9_extract.tables.calendar import day_of, month
from gnn9_extract.tables.places import is_place
from gnn9_extract.tables.regions import country_of, is_region

_LONGEST = 140  # characters from the head of the paragraph to the closing mark

# A word of a place: `Port-au-Prince`, `St.`, `Sana'a`, `दिल्ली` (combining marks are no letters to `re`).
_WORD = re.compile(r"(?:[^\W\d_]|[\u0900-\u0d7f])(?:[^\W\d_]|[\u0900-\u0d7f])*(?:[.'’-](?:[^\W\d_])+)*\.?")
_SMALL = frozenset("de del da do dos du of and al el la upon on am an der aan".split())  # noqa: SIM905
# `sioux falls, april 7`: a known place without capitals, before a date.
_SMALL_PLACE = re.compile(r"(?P<place>[^\W\d_]+(?: [^\W\d_]+){0,2})(?=,\s[^\W\d_]{3,10}\.?\s\d)")
# ` (PTI)`, `(AP)`, `, (New Ziana)`, `--(BUSINESS WIRE)`: a bracket of one line.
_BRACKET = re.compile(r"(?:,?\s|--)?\((?P<in>[^()]{2,60})\)")
_SQUARE = re.compile(r"\s?\[(?P<in>[^\[\]]{2,30})\]")
# ` /PRNewswire/`, `/TASS/.`, ` / ACCESSWIRE / `
_SLASHED = re.compile(r"\s?/\s?(?P<in>[^\W\d][\w -]{1,40}?)\s?/\.?")
# `, IRNA`, `, Kyodo,`, ` AAP`, `, DHNS`
_BARE = re.compile(r"(?P<comma>,)?\s(?P<in>[^\W\d_][\w .]{1,30}?)(?=\s?(?:,|:|-|–|—))")
# ` - Sapa` before ` - `, ` - РИА Новости` before `. `: an agency between two dashes, or before a full stop.
_DASHED = re.compile(r"\s[-–—]\s(?P<in>[^\W\d_][\w. ]{1,30}?)(?=\s[-–—]\s|\.\s)")
# `, Nov 26, 2015`, ` 14. listopadu`, `, 14th November, 2015`, `, Nov. 14`, `/May 7, 2024/`
_NAME = r"(?P<month>[^\s\d.,:;/|()\[\]–—-]{2,12})"
_MONTH_FIRST = re.compile(
    rf"(?:^|[,.]?\s|\s?/\s?|,){_NAME}\.?\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s(?P<year>\d{{4}}))?(?!\d)"
)
_DAY_FIRST = re.compile(
    rf"(?:^|[,.]?\s)(?:le\s)?(?P<day>\d{{1,2}})(?:st|nd|rd|th|er)?\.?\s(?:de\s)?{_NAME}\.?"
    r"(?:,?\s(?:de\s)?(?P<year>\d{4}))?(?!\d)"
)
# `, 2015. november 14.`
_YEAR_FIRST = re.compile(rf"(?:^|,?\s)(?P<year>\d{{4}})\.?\s{_NAME}\.?\s(?P<day>\d{{1,2}})(?!\d)")
# `, Safar 2, 1437`: a Hijri date before the other.
_HIJRI = re.compile(r",\s[A-Z][\w' -]{2,16}\s\d{1,2},\s14\d\d(?=,)")
_MARK = re.compile(r"\s?(?:[:;•]|\.-|---?|–|—|_(?=\s)|-(?=\s|\S)|/(?=\s))")
# Behind the bracket of an agency a capital is mark enough, and so is a danda: ` The court`, `। `
_AFTER_AGENCY = re.compile(r"।|(?=\s[^\W\d_a-z]|\s[\u0900-\u0d7f])")
_COMMA_MARK = re.compile(r",(?=\s[A-Z])")
_COMMA = re.compile(r"\s?,\s")
_BETWEEN_PLACES = re.compile(r"\s?/\s?|\s?,\s|\sand\s")
# What stands before everything else: `By `, and `(ANSA)` before a dash or `IANS` before a place.
_BY = re.compile(r"by\s(?=[A-Z])", re.IGNORECASE)
_OPENING = re.compile(r"\((?P<in>[^()]{2,40})\)(?=\s?[-–—])|(?P<bare>[A-Z][\w ]{1,30}?)(?=, [A-Z])")
_BEHIND_OPENING = re.compile(r"\s?[-–—]+\s(?=[A-Z]{3})|,\s")
# `Nov. 14`, `november 14`
_MONTH_AND_DAY = re.compile(r"([^\s\d.,:;/()\[\]–—-]{2,12})\.?\s\d{1,2}\b")
# ` reopened the harbour` -- not ` and London`, not ` november 14`.
_SENTENCE = re.compile(r"\s(?!and\s|\S{1,13}\s\d)[^\W\d_]")


class Reading(NamedTuple):
    """What the head of a text says as a dateline, up to `end`; a date can lack its year."""

    end: int
    places: tuple[str, ...]
    date: tuple[int | None, int, int] | None
    agencies: tuple[str, ...]


@dataclass(slots=True)
class _Draft:
    """A dateline while it is read. `house` is a publisher's own service, `closed` the mark at the end."""

    end: int = 0
    places: list[str] = field(default_factory=list)
    date: tuple[int | None, int, int] | None = None
    agencies: list[str] = field(default_factory=list)
    house: bool = False
    closed: str = ""

    @property
    def is_sure(self) -> bool:
        """Whether more than the name of a place speaks for it."""
        return bool(self.agencies or self.date or self.house)


@lru_cache(16)  # the finders ask for the same lines, one after the other; a line can be as long as a page
def read_dateline(text: str) -> Reading | None:
    """The dateline at the head of a text; None where there is none, or where the evidence is a name and no more."""
    if found := read_east_asian(text):
        date = (None, *found.day) if found.day else None
        return Reading(found.end, (found.place,), date, (found.agency,))
    draft = _Reader(text[:_LONGEST], ends=len(text) <= _LONGEST).read()
    if draft is None or not _is_dateline(draft, text):
        return None
    return Reading(draft.end, tuple(draft.places), draft.date, tuple(draft.agencies))


def _is_dateline(reading: _Draft, text: str) -> bool:
    """Whether there is evidence enough for what was read: an agency, or places that are known or in capitals.

    A date alone does not speak for `Obama, Nov 27:`; agencies are no places.
    """
    places = reading.places
    known = all(map(is_place, places))
    if any(agencies(part.strip()) and not is_place(part) for place in places for part in place.split(",")):
        return False
    if reading.agencies:
        return known or reading.closed != "end"
    if not places or not _begins_story(reading, text[reading.end :].strip()):
        return False
    if not reading.is_sure and not (_is_known(reading, text) and _is_prose(text[reading.end :])):
        return False
    return known or (reading.closed != "end" and all(place.split(",")[0].isupper() for place in places))


def _is_known(reading: _Draft, text: str) -> bool:
    """Whether bare places can be trusted: known ones, before a colon, or in capitals before a dash or a line's end."""
    if not all(is_place(place) for place in reading.places):
        return False
    capitals = all(place.split(",")[0].isupper() for place in reading.places)
    if reading.closed == "end":
        return capitals and ("," in reading.places[-1] or len(reading.places) > 1)
    return reading.closed in (":", ";") or (capitals and reading.closed != "/")


def _begins_story(reading: _Draft, text: str) -> bool:
    """Whether what follows a place without an agency can be the first sentence of a story.

    Behind a colon it has a capital, unless it is a name like iPhone: `Washington, Oct. 12: a date to remember` has not.
    Nobody reports as I: `Paris: I am sorry`. And it is no other place: `LONDON - PARIS - BERLIN: the three bridges`.
    """
    if not text:
        return True
    first = re.split(r"[\s,;:]", text, maxsplit=1)[0]
    capitals = reading.places[0].isupper() and is_place(reading.places[0])
    small = reading.closed == ":" and first.islower() and first.isascii() and not capitals
    if small or first in ("I", "I'm", "I’m", "I've", "I’ve"):
        return False
    return reading.closed not in ("-", "–", "—", "--") or _OTHER_PLACE.match(text) is None


# `PARIS - `, `BERLIN: ` behind the dash after a place.
_OTHER_PLACE = re.compile(r"[A-Z]{3,}(?: [A-Z]{2,}){0,3}\s?[:–—-]\s")


def _is_prose(text: str) -> bool:
    """Whether what follows a bare place is a story: `London: FTSE up 1%` is of a list, `Washington: A Life` a title."""
    return not text.strip() or text.rstrip()[-1] in '.!?:;"”’…' or text.count(" ") > 8


def opens_the_body(text: str) -> bool:
    """Whether a line is the first of the story: it has a dateline before its text, or ends like a sentence."""
    if reading := read_dateline(text):
        return reading.end < len(text)
    return text[-1] in '.!?"”' and text.count(" ") > 2


class _Reader:
    """Reads a dateline from left to right: places, qualifiers, date and agency in any order, then a closing mark."""

    def __init__(self, text: str, *, ends: bool) -> None:
        self._text = text
        self._ends = ends
        self._at = 0
        self._reading = _Draft()

    def read(self) -> _Draft | None:
        self._opening()
        for _ in range(12):
            if self._runs_on():
                return None
            if self._dashed_agency():
                continue
            if self._closes():
                return self._reading
            if not (self._date() or self._agency() or self._qualifier() or self._place()):
                return None
        return None

    def _match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        return pattern.match(self._text, self._at)

    def _opening(self) -> None:
        """`(ANSA) - `, `(Reuters) - `, `By IANS, `: an agency before everything else."""
        by = _BY.match(self._text)
        found = _OPENING.match(self._text, by.end() if by else 0)
        name = found["in"] or found["bare"] if found else None
        codes = agencies(name) if name else None
        if not found or not codes or (found["bare"] and is_region(found["bare"])):
            return
        dash = _BEHIND_OPENING.match(self._text, found.end())
        self._reading.agencies += codes
        self._at = found.end()
        # `(ANSA) - ROMA, 14 NOV -`: the dash is no closing mark where a dated place follows.
        if dash and (found["bare"] or re.match(r"[A-Z][A-Z ]{2,30}, \d", self._text[dash.end() :])):
            self._at = dash.end()

    def _closes(self) -> bool:
        """Whether a closing mark comes now; a bracketed agency before a capital, and the line's end, are marks too."""
        rest = self._text[self._at :]
        if not self._at or rest.startswith("--("):
            return False
        if not rest.strip():
            return self._ends and self._closed(self._at, "end")
        if mark := self._match(_MARK):
            return self._is_closing(mark[0].strip(), mark[0], rest) and self._closed(mark.end(), mark[0].strip())
        previous = self._text[self._at - 1]
        if not self._reading.agencies:
            return False
        if previous in ")/." and (mark := _AFTER_AGENCY.match(rest)):
            return self._closed(self._at + mark.end(), previous)
        by_comma = previous != ")" and self._reading.date and self._match(_COMMA_MARK)
        return bool(by_comma) and self._closed(self._at + 1, ",")

    def _runs_on(self) -> bool:
        """Whether a sentence goes on behind a name that has nothing but the sentence to speak for it."""
        return bool(self._reading.places) and not self._reading.is_sure and self._match(_SENTENCE) is not None

    def _closed(self, end: int, mark: str) -> bool:
        self._reading.end, self._reading.closed = end, mark
        return True

    def _is_closing(self, mark: str, printed: str, rest: str) -> bool:
        """Whether a mark closes: a slash only behind something sure, a hyphen with a space beside it or an agency."""
        read = self._reading
        if mark == "/":
            return read.is_sure
        if printed == "-":
            return read.is_sure and (rest[1:2].isspace() or bool(read.agencies))
        return True

    def _dashed_agency(self) -> bool:
        """` - Sapa - `: an agency whose dash is no closing mark."""
        found = self._match(_DASHED) if self._reading.places and not self._reading.agencies else None
        codes = agencies(found["in"]) if found else None
        if not found or not codes:
            return False
        self._reading.agencies += codes
        self._at = found.end() + (self._text[found.end()] == ".")
        return True

    def _date(self) -> bool:
        if self._reading.date is None:
            hijri = self._match(_HIJRI)
            at = hijri.end() if hijri else self._at
            for form in (_YEAR_FIRST, _MONTH_FIRST, _DAY_FIRST):
                found = form.match(self._text, at)
                number = month(found["month"]) if found else None
                if found and number and day_of(int(found["year"] or 2000), number, int(found["day"])):
                    self._reading.date = (int(found["year"]) if found["year"] else None, number, int(found["day"]))
                    self._at = found.end()
                    if self._text[self._at : self._at + 1] == ".":
                        self._at += 1
                    return True
        return False

    def _agency(self) -> bool:
        for form in (_BRACKET, _SLASHED, _BARE):
            found = self._match(form)
            if not found or (form is _BARE and not (self._reading.places or self._reading.date)):
                continue
            # Without a comma only behind a date: `SYDNEY, Nov 14 AAP -`.
            if form is _BARE and not found["comma"] and not self._reading.date:
                continue
            country = country_of(self._reading.places[-1]) if self._reading.places else None
            codes = agencies(found["in"], country) or (
                agencies(found["in"].upper(), country) if form is _SLASHED else None
            )
            if not codes and "-" in found["in"]:
                codes = tuple(code for name in found["in"].split("-") for code in agencies(name, country) or ()) or None
            if codes and not (form is _BARE and is_region(found["in"])):
                self._reading.agencies += codes
            elif is_house(found["in"]):
                self._reading.house = True
            else:
                continue
            self._at = found.end()
            if form is _SLASHED and self._text[self._at - 1] == "/":
                # `/ACCESSWIRE/ May 7, 2024/`: the slash can be the date's too.
                slash, self._at = self._at, self._at - 1
                if not self._date():
                    self._at = slash
            return True
        return False

    def _qualifier(self) -> bool:
        """`[India]`, `(Punjab)`, `, Calif.`: a region that belongs to the place before it."""
        if not self._reading.places:
            return False
        for form in (_SQUARE, _BRACKET):
            found = self._match(form)
            if found and (form is _SQUARE or is_region(found["in"])):
                self._reading.places[-1] += f", {found['in']}"
                self._at = found.end()
                return True
        comma = self._match(_COMMA)
        if comma:
            words, end = self._words(comma.end())
            if words and (is_region(words) or "," not in self._reading.places[-1]) and not self._is_next_place(words):
                self._reading.places[-1] += f", {words}"
                self._at = end
                return True
        return False

    def _is_next_place(self, words: str) -> bool:
        """Whether a name behind a comma is a place of its own: a city that qualifies nothing (`CHENNAI, NEW DELHI`)."""
        return not is_region(words) and is_place(words) and is_place(self._reading.places[-1])

    def _place(self) -> bool:
        between = self._match(_BETWEEN_PLACES) if self._reading.places else None
        if (self._reading.places and not between) or len(self._reading.places) > 4:
            return False
        start = between.end() if between else self._at
        words, end = self._words(start)
        if (small := _SMALL_PLACE.match(self._text, start)) and is_place(small["place"]):
            words, end = small["place"], small.end("place")
        if self._text[end : end + 1] == "/":  # `Frankfurt/Main` is one place
            river, after = self._words(end + 1)
            if river and is_place(f"{words}/{river}"):
                words, end = f"{words}/{river}", after
        # `MOSCOW. Nov 14`: the full stop is none of the name's.
        words = words.removesuffix(".") if len(words) > 4 else words
        if len(words) < 2:
            return False
        self._reading.places.append(words)
        self._at = end
        return True

    def _words(self, at: int) -> tuple[str, int]:
        """Up to six words with capitals (or in a script without them), not those of a date; and where they end."""
        start, end = at, at
        for count in range(6):
            found = _WORD.match(self._text, at)
            if (
                not found
                or (count and found[0] not in _SMALL and not _is_capital(found[0]))
                or _is_dated(self._text, at)
            ):
                break
            if not count and not _is_capital(found[0]):
                break
            end = found.end()
            at = end + 1
            if self._text[end : end + 1] != " ":
                break
        return self._text[start:end], end


def _is_capital(word: str) -> bool:
    return not word[0].islower()


def _is_dated(text: str, at: int) -> bool:
    """Whether a month with a day stands at a place of a text."""
    found = _MONTH_AND_DAY.match(text, at)
    return found is not None and month(found[1]) is not None
