"""The byline: who wrote the story."""

import re

from gnn9_extract.article import Byline
from gnn9_extract.page import Doubt, Found, Line, Page
from gnn9_extract.sites.profile import Profile
from gnn9_extract.tables.agencies import agency
from gnn9_extract.tables.desks import is_desk

_CREDIT_LINES = 4  # so many lines under the headline can hold the credits
_LONGEST = 160  # characters

# `by admin`, `By Asha Rao and John Lee`, `Posted by admin` -- not `By-laws`, not `By Thursday the ...`.
_BY = re.compile(
    r"(?:(?:posted|written|reported|published|submitted)\s+)?by\s*:?\s+(?P<names>\S.{0,140})", re.IGNORECASE
)
_AND = re.compile(r"\s*(?:,\s*(?:and|&)\s|,|\||/|;|&|\band\b)\s*", re.IGNORECASE)
# A person's name as printed: one to five words, each with a capital, or a single word (an account).
_NAME = re.compile(r"(?:[^\W\d_][\w.'’@-]*)(?: (?:[^\W\d_][\w.'’-]*)){0,4}")
_PARTICLES = {
    "van",
    "von",
    "de",
    "der",
    "den",
    "da",
    "di",
    "du",
    "la",
    "le",
    "al",
    "bin",
    "ibn",
    "el",
    "dos",
    "ur",
    "of",
}
_SUFFIX = re.compile(r"(?:jr|sr|ph\.?d|m\.?d|ii|iii|iv)\.?", re.IGNORECASE)


def find_byline(page: Page, profile: Profile | None) -> Found[Byline] | None:
    """The byline among the credits under the headline; a doubt where it names an account or a desk.

    Takes `by` and its kin with one or several names; agencies among them are no authors. Leaves sentences that begin
    with "By", and lines that name nobody but an agency, which are wire credits.
    """
    for line in page.lines[:_CREDIT_LINES]:
        if len(line.text) > _LONGEST:
            break
        byline = _read(line)
        if byline:
            doubts = [_placeholder(name) for name in byline.authors if _is_account(name, profile)]
            return page.found(line, 0, len(line.text), byline, "by_names", *doubts)
    return None


def _read(line: Line) -> Byline | None:
    found = _BY.fullmatch(line.text)
    if not found:
        return None
    names = _names(found["names"])
    return Byline(line.text, names) if names else None


def _names(text: str) -> tuple[str, ...]:
    """The people in a list of names; nothing unless every part of it is a name or an agency."""
    parts = [part for part in _AND.split(text.strip()) if part]
    names: list[str] = []
    for part in parts:
        if names and _SUFFIX.fullmatch(part):
            names[-1] += f", {part}"
        elif not _is_name(part):
            return ()
        elif not agency(part):
            names.append(part.rstrip("."))
    return tuple(names)


def _is_name(text: str) -> bool:
    if not _NAME.fullmatch(text):
        return False
    words = text.split()
    if is_desk(text) or len(words) == 1:
        return True
    return words[0][0].isupper() and all(word[0].isupper() or word in _PARTICLES for word in words)


def _is_account(name: str, profile: Profile | None) -> bool:
    return is_desk(name) or (profile is not None and name in profile.accounts)


def _placeholder(name: str) -> Doubt:
    return Doubt("placeholder-byline", f"{name} is an account or a desk, not a person")
