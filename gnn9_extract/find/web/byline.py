"""The byline of an HTML page: the authors that its metadata names, checked against what it shows."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from gnn9_extract.article import Byline
from gnn9_extract.find.context import Context
from gnn9_extract.find.names import is_name, is_title, read_pieces
from gnn9_extract.find.web.metadata import credit_lines, values
from gnn9_extract.page import Box, Doubt, Found, Line, Mark, Page
from gnn9_extract.sites.banner import squash
from gnn9_extract.tables.agencies import agencies, agency
from gnn9_extract.tables.boxes import kinds_of
from gnn9_extract.tables.bylines import label_pattern, read_bylines
from gnn9_extract.tables.credits import read_credit
from gnn9_extract.tables.desks import is_desk
from gnn9_extract.tables.stamps import first_stamp

_PERSONS = ("ld:author", "ld:creator", "author", "ld-page:author")
# `Asha Rao and John Lee`, `Rao/Lee` -- not `The Coast e.V.`
_PARTING = re.compile(r"\s*(?:[;|]|,|&|/|\s-\s|\s(?:and|und|et|y|og|och|e|en|i|ve|ja)(?=\s))\s*")
# No name: an address, a handle, a number, a sentence, a dash.
_NO_NAME = re.compile(r".*(?:://|www\.|@|\.(?:com|de|org|net)\b).*|[\d\W_]+|.{81,}|.*[:?!].*", re.DOTALL)
# `coast.example/asha-rao`, `https://coast.example` -- not `AFP/Reuters`
_ADDRESS = re.compile(r"\S*(?:://|www\.|\w\.\w{2,10}/)\S*$")
# What stands behind a name: `Asha Rao @asharao`, `아샤 라오 기자` (reporter), `The Coast with Agencies`
_HANDLE = re.compile(r"\s+@\w{2,30}$")
_REPORTER = re.compile(r"\s+(?:기자|특파원|記者|记者)$")
_WITH = re.compile(r"\s+(?:with|avec|mit|con)\s+(?P<agency>[^,;]{2,60})$")
_MOST_WORDS = 6  # of a second name in a list; what has more says what the first author is
_LONGEST_ALONE = 120  # characters of a line that is nothing but an author's
_BOXES_ROUND = 3


class Named(NamedTuple):
    """Names from `start` to `end` of a line."""

    line: Line
    start: int
    end: int
    names: tuple[str, ...]
    rule: str


def web_byline(page: Page, context: Context) -> Found[Byline] | None:
    """The people whom the page's metadata names, or those shown beside the story.

    Of the metadata only people count that the page shows, or nobody is shown in their place. Leaves agencies (they are
    wire credits), addresses and handles, and the site itself.
    """
    sites = context.told | context.names
    said = max(_said(page, sites), key=lambda signed: len(signed.names), default=None)
    shown = next(shown_authors(page, context, sites), None)
    if said and shown and (not _is_shown(page, said) or _has_more(shown, said)):
        said = shown
    return claimed(page, said or shown, sites)


def _has_more(shown: Named, said: Named) -> bool:
    """Whether the page shows the people of its metadata, and more of them by their full names."""
    more = {*shown.names} - {*said.names}
    return len(more) == len(shown.names) - len(said.names) > 0 and all(
        " " in name and is_name(name) and not is_title(name) and not is_desk(name) for name in more
    )


def claimed(page: Page, signed: Named | None, sites: frozenset[str]) -> Found[Byline] | None:
    """The byline of some names; accounts, desks and the site with a doubt."""
    if signed is None:
        return None
    doubts = [
        Doubt("placeholder-byline", f"{name} is an account or a desk, not a person")
        for name in signed.names
        if is_desk(name) or squash(name) in sites
    ]
    text = signed.line.text[signed.start : signed.end]
    return page.found(signed.line, signed.start, signed.end, Byline(text, signed.names), signed.rule, *doubts)


def _said(page: Page, sites: frozenset[str]) -> Iterator[Named]:
    """The authors in the metadata who are people: what the first key has, and what has the same and more."""
    first: set[str] | None = None
    for author, (line, at) in values(page, *_PERSONS).items():
        names = tuple(dict.fromkeys(names_in(author, sites)))
        if names and (first is None or first < {*map(squash, names)}):
            first = first or {*map(squash, names)}
            yield Named(line, at, len(line.text), names, "metadata_author")


@lru_cache(16)  # what the metadata has and what is shown are most often the same; either can be long
def names_in(text: str, sites: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The names in a list, without labels, agencies, addresses and numbers, and without the site."""
    return tuple(_names_in(text, sites))


def _names_in(text: str, sites: frozenset[str]) -> Iterator[str]:
    for part in text.split("; "):
        label = label_pattern().match(part)
        name = part[label.end() :].strip() if label else part.strip()
        if not name and is_desk(part.strip(" :")):
            name = part.strip(" :")  # `Redaktion`: a label, and a desk by itself
        name = _without_company(name)
        if name and not _ADDRESS.match(name) and squash(name) not in sites:
            yield from (each for each in _parted(name) if not _is_generic(each) and squash(each) not in sites)


def _without_company(name: str) -> str:
    """A name without what stands behind it and is no part of it: a handle, a title, the agencies that helped."""
    name = _REPORTER.sub("", _HANDLE.sub("", name))
    company = _WITH.search(name)
    helped = company and (_is_generic(company["agency"]) or agencies(company["agency"]))
    return name[: company.start()] if company and helped else name


def _parted(name: str) -> Iterator[str]:
    """The names of one part of a list."""
    pieces = read_pieces(name)
    if not pieces:
        for number, each in enumerate(_PARTING.split(name)):
            if each and _can_be_said(each) and (number == 0 or len(each.split()) <= _MOST_WORDS):
                yield each
        return
    names: list[str] = []
    for piece in pieces:
        if piece.kind in ("name", "desk"):
            names.append(piece.text)
        elif piece.kind == "suffix" and names:
            names[-1] += f", {piece.text}"
    yield from names


def _can_be_said(name: str) -> bool:
    """Whether a part of what the metadata calls an author can be one."""
    return not (agency(name) or _NO_NAME.fullmatch(name))


def _is_generic(name: str) -> bool:
    """Whether a name stands for agencies that are not named: `Agencies`, `Agenturen`."""
    credit = read_credit(name)
    return credit is not None and credit.kind == "generic"


def _is_shown(page: Page, signed: Named) -> bool:
    """Whether any of the names stands on the page outside its metadata."""
    body = max((line.end for line in page.credits if line.block and line.block.key), default=0)
    return any(page.source.find(name, body) >= 0 for name in signed.names)


def shown_authors(page: Page, context: Context, sites: frozenset[str]) -> Iterator[Named]:
    """The names beside the story: marked as its author's, behind a label, or alone in an author's box."""
    lines = list(credit_lines(page, context))
    for line in lines:
        marked = [mark.text for mark in _innermost(line) if _is_author(mark)]
        yield from _standing(line, [name for text in marked for name in names_in(text, sites)], "marked_author")
    for line in lines:
        for byline in read_bylines(line.text):
            if names := names_in(line.text[byline.names : byline.end], sites):
                yield Named(line, byline.start, byline.end, names, "shown_author")
    for line in lines:
        if len(line.text) <= _LONGEST_ALONE and line.block and _of_author(line.block.box):
            yield from _standing(line, names_in(_without_stamp(line.text), sites), "shown_author")


def _standing(line: Line, names: Sequence[str], rule: str) -> Iterator[Named]:
    """The names, if all of them stand in the line in their order."""
    found = tuple(dict.fromkeys(names))
    if not found or not all(name in line.text and _can_be(name) for name in found):
        return
    start, end = line.text.index(found[0]), line.text.index(found[-1]) + len(found[-1])
    if start < end:
        yield Named(line, start, end, found, rule)


def _innermost(line: Line) -> Iterator[Mark]:
    """The marks of a line that have no other one with text in them."""
    marks = [mark for mark in (line.block.marks if line.block else ()) if mark.text]
    for number, mark in enumerate(marks):
        below = marks[number + 1] if number + 1 < len(marks) else None
        if not (below and below.text != mark.text and below.text in mark.text and _is_author(below)):
            yield mark


def _is_author(mark: Mark) -> bool:
    return "author" in kinds_of(mark.names)


def _of_author(box: Box | None) -> bool:
    """Whether a box, or one close round it, is an author's."""
    for _ in range(_BOXES_ROUND):
        if box is None:
            break
        if "author" in kinds_of(box.names):
            return True
        box = box.parent
    return False


def _without_stamp(text: str) -> str:
    """What stands before the first date of a line."""
    stamp = first_stamp(text)
    return text[: stamp.start].strip(" |·•,–—-") if stamp else text


def _can_be(name: str) -> bool:
    """Whether a text can be an author: a few words that begin like a name, or an account."""
    words = name.split()
    return 0 < len(words) < 6 and not _NO_NAME.fullmatch(name) and (len(words) == 1 or name[0].isupper())
