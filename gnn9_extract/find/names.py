"""The names in a byline: people, and what stands beside them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from gnn9_extract.tables.agencies import agencies, agency, is_house
from gnn9_extract.tables.calendar import month, weekday
from gnn9_extract.tables.desks import is_desk
from gnn9_extract.tables.places import is_place
from gnn9_extract.tables.rows import entries
from gnn9_extract.tables.words import is_opener, is_word

# What parts the names of a byline -- not the full stop of `A. Rao`, not the hyphen of `Lee-Jones`.
_PARTING = re.compile(
    r"\s*(?:,\s*(?:and|&)\s|,\s(?P<with>with|avec|mit|con)\s(?=[A-Z])|(?P<comma>[,|;·•]|\s[–—-]\s)|(?P<slash>/)|(?P<and>&|\b(?:and|und|et|y)\b)"
    r"|(?P<at>(?=@\s))|\b(?P<place>in|at)\s(?=[A-Z])|\b(?P<outlet>for)\s|\s\((?P<avec>avec|mit|con|with)\s(?=[^()]{2,40}\)))\s*"
)
# A person's name as printed: one to five words, or a single word (an account).
_NAME = re.compile(r"[^\W\d_][\w.'’`@-]*(?: [^\W\d_][\w.'’`-]*){0,4}")
_PARTICLES = frozenset("van von de der den da di du la le al bin ibn el dos ur of e y zu".split())  # noqa: SIM905
# `Jr.`, `Sr.`, `Ph.D.`, `III`, `IAS` after a comma
_SUFFIX = re.compile(r"(?:jr|sr|ph\.?\s?d|m\.?d|ii|iii|iv|esq|ias|ips|retd)\.?", re.IGNORECASE)
# `@asharao`, `asha.rao@example.com`, `Follow @asharao`
_CONTACT = re.compile(r"(?:follow\s)?@\w{2,30}|[\w.+-]{1,60}@[\w-]{1,60}(?:\.[\w-]{1,30}){1,4}", re.IGNORECASE)
# `5 min read`, `2 Minute Read`, `(1 hour ago)`
_READING_TIME = re.compile(r"\(?(?:\d{1,2}[ -]min(?:ute)?s? read|\d{1,2} (?:minute|hour|day)s? ago)\)?", re.IGNORECASE)


class Piece(NamedTuple):
    """A piece of a byline, from `start` to `end` of the text: a name, or one of the kinds below.

    Kinds: name, agency, house, desk, title, place, contact, reading-time, suffix, outlet.
    """

    kind: str
    start: int
    end: int
    text: str


def read_pieces(text: str, start: int = 0) -> list[Piece] | None:
    """The pieces of a list of names from `start` on; None where a piece can be none of the kinds.

    >>> [(p.kind, p.text) for p in read_pieces("Asha Rao and John Lee, PTI")]
    [('name', 'Asha Rao'), ('name', 'John Lee'), ('agency', 'PTI')]
    """
    pieces: list[Piece] = []
    for mark, first, last in _parts(text, start):
        if last > first:
            kind = _kind(text[first:last], mark, pieces)
            if kind is None:
                return None
            pieces.append(Piece(kind, first, last, text[first:last]))
    return pieces


def _parts(text: str, start: int) -> Iterator[tuple[str, int, int]]:
    """The parts between the marks, each with the kind of mark before it."""
    mark, first = "", start
    for found in _PARTING.finditer(text, start):
        yield mark, first, found.start()
        mark, first = found.lastgroup or "and", found.end()
    last = len(text.rstrip())
    yield mark, first, last - 1 if mark == "avec" else last


def _kind(text: str, mark: str, before: list[Piece]) -> str | None:
    """What a piece is, by itself, by the mark before it and by the pieces before that."""
    if kind := _kind_by_itself(text, named=bool(before)):
        return kind
    if mark == "at" and text.startswith("@ "):
        return "place"
    if mark in ("place", "outlet"):
        return mark if _NAME.fullmatch(text) else None
    if before and mark in ("comma", "slash") and (kind := _kind_beside_a_name(text)):
        return kind
    if is_desk(text):
        return "desk"
    return "name" if is_name(text) else None


def _kind_by_itself(text: str, *, named: bool) -> str | None:
    if _CONTACT.fullmatch(text):
        return "contact"
    if _READING_TIME.fullmatch(text):
        return "reading-time"
    if agency(text) or (named and (agencies(text) or text.casefold() == "agencies")) or _is_of_agency(text):
        return "agency"
    return "house" if is_house(text) else None


def _kind_beside_a_name(text: str) -> str | None:
    """What stands behind a name and a comma or slash: a suffix, a title, a place, a paper."""
    if _SUFFIX.fullmatch(text):
        return "suffix"
    if is_desk(text) or is_title(text):
        return "title"
    if is_place(text):
        return "place"
    return "outlet" if text.casefold().endswith((" news", " times", " service")) else None


def _is_of_agency(text: str) -> bool:
    """Whether a piece is an agency with a title: `AP Business Writer`, `PA Political Editor`."""
    first, _, title = text.partition(" ")
    titled = bool(title) and (is_title(title) or is_desk(title))
    return titled and first.isupper() and agency(first) is not None


def is_title(text: str) -> bool:
    """Whether a text is what an author is: `Business Writer`, `Political Editors`."""
    return text.rsplit(" ", 1)[-1].casefold().removesuffix("s") in entries("titles.txt")


def is_name(text: str) -> bool:
    """Whether a text can be a person's name or an account's.

    >>> is_name("Asha Rao"), is_name("asha rao"), is_name("admin"), is_name("the way"), is_name("Thursday")
    (True, True, True, False, False)
    """
    if not _NAME.fullmatch(text):
        return False
    words = text.rstrip(".").split()
    if len(words) == 1:
        return month(text) is None and weekday(text) is None and not is_word(text)
    if (is_opener(words[0]) or "And" in words) and all(map(is_word, words)):
        return False  # `By The Numbers`, `By Road And Rail`
    if all(word[0].isupper() or word in _PARTICLES for word in words) and words[0][0].isupper():
        return weekday(words[0]) is None
    return text.islower() and len(words) <= 3 and not any(is_word(word) for word in words)
