"""The byline of an HTML page: the authors that its metadata names, checked against what it shows."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from gnn9_extract.article import Byline
from gnn9_extract.find.context import Context
from gnn9_extract.find.names import read_pieces
from gnn9_extract.find.web.metadata import credit_lines, site_names, values
from gnn9_extract.page import Box, Doubt, Found, Line, Mark, Page
from gnn9_extract.sites.banner import squash
from gnn9_extract.tables.agencies import agency
from gnn9_extract.tables.boxes import kinds_of
from gnn9_extract.tables.bylines import label_pattern, read_bylines
from gnn9_extract.tables.desks import is_desk
from gnn9_extract.tables.stamps import read_stamps

_PERSONS = ("ld:author", "ld:creator", "author", "ld-page:author")
_ORGANIZATIONS = ("ld:organization", "ld:author", "author")
_PARTING = re.compile(r"\s*(?:[;|]|,|&|/|\s-\s|\b(?:and|und|et|y|og|och|e|en|i|ve|ja)\b)\s*")
# No name: an address, a handle, a number, a sentence.
_NO_NAME = re.compile(r".*(?:://|www\.|@|\.(?:com|de|org|net)\b).*|[\d\s.]+|.{81,}|.*[:?!].*", re.DOTALL)
_LONGEST_ALONE = 120  # characters of a line that is nothing but an author's
_BOXES_ROUND = 3


class _Signed(NamedTuple):
    """Names from `start` to `end` of a line."""

    line: Line
    start: int
    end: int
    names: tuple[str, ...]
    rule: str


def web_byline(page: Page, context: Context) -> Found[Byline] | None:
    """The people whom the page's metadata names, or those shown beside the story; a desk or the site where nobody is.

    Of the metadata only people count that the page shows, or nobody is shown in their place. Leaves agencies (they are
    wire credits), addresses and handles.
    """
    sites = site_names(page) | context.names
    said = max(_said(page, sites), key=lambda signed: len(signed.names), default=None)
    shown = next(_shown(page, context, sites), None)
    if said and shown and not _is_shown(page, said):
        said = shown
    signed = said or shown or next(_by_the_site(page), None)
    if signed is None:
        return None
    doubts = [
        Doubt("placeholder-byline", f"{name} is an account or a desk, not a person")
        for name in signed.names
        if is_desk(name) or squash(name) in sites
    ]
    text = signed.line.text[signed.start : signed.end]
    return page.found(signed.line, signed.start, signed.end, Byline(text, signed.names), signed.rule, *doubts)


def _said(page: Page, sites: frozenset[str]) -> Iterator[_Signed]:
    """The authors in the metadata who are people: what the first key has, and what has the same and more."""
    first: set[str] | None = None
    for line, at in values(page, *_PERSONS):
        names = tuple(dict.fromkeys(name for name in _names(line.text[at:]) if squash(name) not in sites))
        if names and (first is None or first < {*map(squash, names)}):
            first = first or {*map(squash, names)}
            yield _Signed(line, at, len(line.text), names, "metadata_author")


def _by_the_site(page: Page) -> Iterator[_Signed]:
    """The organization that the metadata names as author."""
    for line, at in values(page, *_ORGANIZATIONS):
        if names := tuple(_names(line.text[at:])):
            yield _Signed(line, at, len(line.text), names, "metadata_author")


def _names(text: str) -> Iterator[str]:
    """The names in a list, without labels, agencies, addresses and numbers."""
    for part in text.split("; "):
        label = label_pattern().match(part)
        name = part[label.end() :].strip() if label else part.strip()
        if "://" in name or not name:
            continue
        if pieces := read_pieces(name):
            names: list[str] = []
            for piece in pieces:
                if piece.kind in ("name", "desk"):
                    names.append(piece.text)
                elif piece.kind == "suffix" and names:
                    names[-1] += f", {piece.text}"
            yield from names
        else:
            yield from (
                each for each in _PARTING.split(name) if each and not _NO_NAME.fullmatch(each) and not agency(each)
            )


def _is_shown(page: Page, signed: _Signed) -> bool:
    """Whether any of the names stands on the page outside its metadata."""
    body = max((line.end for line in page.credits if line.block and line.block.key), default=0)
    return any(page.source.find(name, body) >= 0 for name in signed.names)


def _shown(page: Page, context: Context, sites: frozenset[str]) -> Iterator[_Signed]:
    """The names beside the story: marked as its author's, behind a label, or alone in an author's box."""
    lines = list(credit_lines(page, context))
    for line in lines:
        marked = [mark.text for mark in _innermost(line) if _is_author(mark)]
        yield from _standing(line, (name for text in marked for name in _names(text)), sites, "marked_author")
    for line in lines:
        for byline in read_bylines(line.text):
            names = tuple(name for name in _names(line.text[byline.names : byline.end]) if squash(name) not in sites)
            if names:
                yield _Signed(line, byline.start, byline.end, names, "shown_author")
    for line in lines:
        if len(line.text) <= _LONGEST_ALONE and line.block and _of_author(line.block.box):
            yield from _standing(line, _names(_without_stamp(line.text)), sites, "shown_author")


def _standing(line: Line, names: Iterator[str], sites: frozenset[str], rule: str) -> Iterator[_Signed]:
    """The names, if all of them stand in the line in their order."""
    found = tuple(dict.fromkeys(name for name in names if squash(name) not in sites))
    if not found or not all(name in line.text and _can_be(name) for name in found):
        return
    start, end = line.text.index(found[0]), line.text.index(found[-1]) + len(found[-1])
    if start < end:
        yield _Signed(line, start, end, found, rule)


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
    stamp = next(read_stamps(text), None)
    return text[: stamp.start].strip(" |·•,–—-") if stamp else text


def _can_be(name: str) -> bool:
    """Whether a text can be an author: a few words that begin like a name, or an account."""
    words = name.split()
    return 0 < len(words) < 6 and not _NO_NAME.fullmatch(name) and (len(words) == 1 or name[0].isupper())
