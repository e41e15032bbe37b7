"""Wire credits: lines that say which agency a story came from, and nothing else.

Sign-offs are read here; the sentences in which agencies and publishers say it are forms in credit_forms.csv: kind, the
agencies that the form itself tells, whether they are inferred, and the form, in small letters and without brackets
around it. In a form {agencies} is a list of them, {house} a publisher's own service, {paper} the name of a newspaper,
{people} names, {initials} those of a desk, {year} a year with or without ©, {date} a date in numbers, {tail} the rest
of a copyright notice, {rest} anything.
"""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from gnn9_extract.tables.agencies import agencies, agency, is_house, is_press_release
from gnn9_extract.tables.rows import entries, rows
from gnn9_extract.tables.words import is_word

_LONGEST = 600  # characters of a disclaimer
_LONGEST_SIGN_OFF = 70
_MARKS = 8  # so many characters at the end can be marks


class Credit(NamedTuple):
    """The agencies' codes in the printed order, and the kind of credit.

    Kinds: agency, with-inputs, staff-notes, generic, house, press-release. `inferred` where the form tells the agency
    and no name does.
    """

    agencies: tuple[str, ...]
    kind: str
    inferred: bool = False


# What stands around a credit: `(ANI)`, `- PTI`, `/ritzau/`, `--IANS`, `((...))`, `___`, `™ & © 2015`
_BEFORE = re.compile(r"(?:-0-)?[-–—_/\s*™&©]*[(\[/（【]{0,2}\s?(?:[cC]\.(?=\d))?")
_AFTER = re.compile(r"\s?[)\]/）】]{0,2}[.।]{0,3}$")
_HAS_MARK = re.compile(r"[-–—_/(\[©（【]")
# ` KKS ABH`, ` XC SB 1346`, ` rn/mr`, `/AH/1346 hrs`, `-infocom, dpa:151127-99-123456/2`: what a desk adds to its code.
_DESK = re.compile(
    r"(?: [A-Z]{2,4}){1,5}(?: \d{4})?|[ /][a-z]{2,4}(?:[/-][a-z]{2,4}){1,4}"
    r"|/[A-Z]{2,4}(?:/\d{4} hrs)?|/[A-Z][a-z]{2,15}"
    r"|(?: [A-Z]{2}/[A-Z]{2})? \d{1,2}[A-Z][a-z]{2}\d{4}|, dpa:[\d-]{6,20}(?:/\d)?"
)
# `ar/tb/vm`, `mm-vg-ps/ahm/dg`, `abc/ def/`, `14:05 LOCAL TIME 11:05 GMT`: a desk's line under the code.
_INITIALS = re.compile(
    r"[a-z]{2,4}(?:[/-]\s?[a-z]{2,4}){1,6}/?|\d\d:\d\d LOCAL TIME \d\d:\d\d GMT|\(end\) [a-z]{2,4}\.[a-z]{2,4}|_{3,10}"
)


def is_initials(line: str) -> bool:
    """Whether a line is nothing but the initials of a desk.

    >>> is_initials("ar/tb/vm"), is_initials("and/or"), is_initials("yes/no")
    (True, False, False)
    """
    if len(line) > 40 or not _INITIALS.fullmatch(line):
        return False
    parts = re.findall(r"[^\W\d_]+", line)
    return not parts or not all(map(is_word, parts))


def read_credit(line: str) -> Credit | None:
    """The credit of a line that is nothing but a wire credit; None for any other line.

    >>> read_credit("- PTI"), read_credit("(With inputs from agencies)").kind, read_credit("- TNN").kind
    (Credit(agencies=('PTI',), kind='agency', inferred=False), 'generic', 'house')
    >>> read_credit("PTI chairman Imran Khan said") is None
    True
    """
    return _read(line) if 0 < len(line) <= _LONGEST else None


@lru_cache(1024)  # several stages ask for the same lines of a page
def _read(line: str) -> Credit | None:
    before = _BEFORE.match(line)
    start = before.end() if before else 0
    text = line[start:]
    bare = text[:-_MARKS] + _AFTER.sub("", text[-_MARKS:])
    if not bare:
        return None
    return _sign_off(bare, marked=_HAS_MARK.match(line) is not None) or _of_form(bare, text, line)


def _sign_off(text: str, *, marked: bool) -> Credit | None:
    if len(text) > _LONGEST_SIGN_OFF:
        return None
    # A teleprinter writes `reuter`; in small letters a code alone would be any word.
    codes = agencies(text) or (agencies(text.upper()) if text.islower() and len(text) > 5 else None)
    # A code that is a word needs a mark (`- Trend`); of few letters, all of them capitals, it is plain (`ANI`).
    plain = not (is_word(text) or text.casefold() in entries("sections.txt"))
    if codes and (marked or len(codes) > 1 or plain or (text.isupper() and len(text) < 5)):
        return Credit(codes, "press-release" if is_press_release(codes[0]) else "agency")
    if is_house(text):
        return Credit((), "house")
    first = re.match(r"[^\W\d_][\w-]*", text)
    code = agency(first[0]) if first and not is_word(first[0]) else None
    if first and code and _DESK.fullmatch(text, first.end()):
        return Credit((code,), "agency")
    return None


_COPYRIGHT = re.compile(r"[^\w©]{0,8}(?:©|\(c\)|c\.)", re.IGNORECASE)


def _of_form(bare: str, text: str, line: str) -> Credit | None:
    """The credit of a line in one of the forms of the table, with or without its closing bracket or full stop."""
    for whole in dict.fromkeys((bare, text.rstrip(")]"), line)):
        first = _first_word(whole)
        if first == "0" and not _COPYRIGHT.match(line):
            continue  # `2015 AP. The year that changed all.`
        found = [credit for form in _forms().get(first, ()) if (credit := form.read(whole))]
        if found:  # a form that names the agency (`Additional reporting by AP`) before one that infers it
            return min(found, key=lambda credit: credit.inferred)
    # Forms that begin with a slot are told by their own words: `PTI inputs`, `TNN & Agencies`.
    if len(bare) > _LONGEST_SIGN_OFF and "@" not in bare:
        return None
    folded = bare.casefold()
    return next(filter(None, (form.read(bare) for form in _forms()["{"] if form.words in folded)), None)


class _Form(NamedTuple):
    """A form of the table; `words` is the longest part of it that is no slot.

    Its pattern is compiled when a line is first read in it: a page has lines for few of the forms.
    """

    words: str
    pattern: str
    codes: tuple[str, ...]
    kind: str
    inferred: bool

    def read(self, text: str) -> Credit | None:
        found = _compiled(self.pattern).fullmatch(text)
        if not found:
            return None
        groups = found.groupdict()
        if groups.get("house") and not is_house(groups["house"]):
            return None
        codes = agencies(groups["agencies"].removeprefix("agency ")) if groups.get("agencies") else self.codes
        return Credit(codes, self.kind, self.inferred) if codes is not None else None


# A word of a name in a credit: `Asha`, `A.`, `Lee-Jones`, `O’Brien`.
_NAME = r"(?-i:[^\W\d_a-z])[\w.'’-]{0,30}"
_BETWEEN_NAMES = "&|and|in|by|de|von|van|bin|al|additional|reporting|writing|editing"
_SLOTS = {
    "{agencies}": r"(?P<agencies>[^()\[\]]{2,80}?)",
    "{house}": r"(?P<house>[^()\[\]]{2,40}?)",
    "{paper}": r"(?-i:[^\W\d_a-z])[\w' -]{1,30}",
    "{initials}": r"[a-z]{2,4}(?:[./][a-z]{2,4}){0,2}",
    "{people}": rf"{_NAME}(?:[,;]? (?:{_NAME}|{_BETWEEN_NAMES})){{0,60}}",
    "{year}": r"(?:[©(]?c?\)?\s?)(?:19|20)\d\d",
    "{year_end}": r"(?:,? (?:19|20)\d\d)?",
    "{date}": r"\d{4}-\d\d-\d\d",
    "{host}": r"[a-z0-9.-]{4,40}",
    "{tail}": r"(?:[.,]? (?:all rights|this material|visit|distributed|inc\b|llc\b).{0,400})?[.,]?",
    "{rest}": r".{0,500}",
}


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


@cache
def _forms() -> dict[str, list[_Form]]:
    """The forms of the table by their first words; those that begin with a slot under {, with a year under 0."""
    forms: dict[str, list[_Form]] = {}
    for row in rows("credit_forms.csv"):
        parts = re.split(r"(\{\w+\})", row["form"])
        pattern = "".join(_SLOTS[part] if part in _SLOTS else re.escape(part) for part in parts)
        codes = tuple(filter(None, [row["agencies"]]))
        words = max((part for part in parts if part not in _SLOTS), key=len)
        form = _Form(words, pattern + r"\.?", codes, row["kind"], bool(row["inferred"]))
        first = "0" if row["form"].startswith("{year}") else _first_word(row["form"])
        forms.setdefault(first, []).append(form)
    return forms


def _first_word(text: str) -> str:
    """What forms are looked up by: the first word in small letters, 0 for a year, { for a slot."""
    if text[:1] == "{" or text[:1] == "©":
        return text[0].replace("©", "0")
    word = re.search(r"\w+", text)
    first = word[0].casefold() if word else ""
    return "0" if first.isdigit() else first
