"""The byline: who wrote the story.

Facts: the bylines of Indian, Pakistani, British, US and continental news sites, of their print editions and wires.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from gnn9_extract.article import Byline
from gnn9_extract.find.context import Context
from gnn9_extract.find.dateline_reader import opens_the_body, read_dateline
from gnn9_extract.find.names import Piece, is_title, read_pieces
from gnn9_extract.page import Doubt, Edit, Found, Line, Page
from gnn9_extract.sites.profile import Profile
from gnn9_extract.tables.agencies import agency
from gnn9_extract.tables.places import is_place
from gnn9_extract.tables.rows import entries, rows

_CREDIT_LINES = 4  # so many lines under the headline can hold the credits
_LONGEST = 160  # characters
_RUN_IN = 120  # characters of a byline with which a paragraph opens

_NOTE_LINES = 3  # so many lines at the end can tell who the author is
# `Asha Rao is a fellow at the Tidewater Institute.`, `(The writer is a lawyer.)` -- not `Asha Rao was there.`
_NOTE = re.compile(r"\(?(?P<who>[^\W\d_][\w.'’ -]{2,40}?) (?:is|are) (?:an?|the|based|with)?\b.{3,240}")

# What says more about an author and is no name; agencies and places are the affair of other finders.
_BESIDE = frozenset({"title", "contact", "reading-time"})
_NAMING = frozenset({"name", "suffix", "desk"})
_OF_BYLINE = _NAMING | _BESIDE | {"house", "outlet"}
# `, photos by`, `| Edited by`: another role behind the authors.
_ROLE_BEHIND = re.compile(r"[,;|]\s(?=(?:photos|photographs|pictures|images|edited|video) by\b)", re.IGNORECASE)
# ` in World`: the section after a byline of a publishing system.
_SECTION = re.compile(r" in [A-Z][\w&]{1,20}(?: (?!and\b)[\w&]{1,20}){0,2}$")


class _Read(NamedTuple):
    """A byline up to `end` of its line, and the roles of those it names."""

    end: int
    authors: tuple[str, ...]
    roles: tuple[str, ...]


@cache
def _labels() -> tuple[re.Pattern[str], dict[str, str]]:
    """`By `, `Posted by: `, `Von ` at the head of a text, and whom each label names."""
    roles = {row["label"]: row["role"] for row in rows("byline_labels.csv")}
    longest_first = "|".join(sorted(map(re.escape, roles), key=len, reverse=True))
    return re.compile(rf"\(?({longest_first})(?:\s*:\s*|\s+)(?=\S)", re.IGNORECASE), roles


def find_byline(page: Page, context: Context) -> Found[Byline] | None:
    """The byline among the credits under the headline; a doubt where it names an account or a desk.

    Takes `by` and its kin with one or several names; names without it beside a timestamp, a dateline of their own
    line, a house service or an agency; roles that sign alone ("Special Correspondent"); the byline that a paragraph
    opens with before its dateline ("By A. Rao, IANS, Srinagar : ..."). Agencies among the names are no authors and
    stay for the wire credit. What tells who the author is, under the byline or at the end, is taken off. Leaves
    sentences that begin with "By", words with capitals ("By The Numbers"), and lines that name nobody but an agency.
    """
    for number, line in enumerate(page.lines[:_CREDIT_LINES]):
        if len(line.text) > _LONGEST:
            return _run_in(page, line)
        read = _labelled(line.text) or _bare(page, number, context)
        if read:
            return _found(page, number, read, context.profile)
        if found := _run_in(page, line):
            return found
        if opens_the_body(line.text):
            return None
    return None


def _found(page: Page, number: int, read: _Read, profile: Profile | None) -> Found[Byline]:
    line = page.lines[number]
    byline = Byline(line.text[: read.end], read.authors)
    doubts = [_placeholder(name) for name in read.roles]
    doubts += [_placeholder(name) for name in read.authors if profile and name in profile.accounts]
    edits = [*_beside(page, number), *_notes(page, number, read.authors)]
    return page.found(line, 0, read.end, byline, "by_names", *dict.fromkeys(doubts), edits=edits)


def _labelled(text: str) -> _Read | None:
    """A byline with its label."""
    pattern, roles = _labels()
    label = pattern.match(text)
    if not label:
        return None
    role = roles.get(label[1].casefold())  # none for `Dı`: the pattern takes a dotless i for an i
    if role in ("editor", "photographer"):
        return _Read(len(text), (), ()) if read_pieces(text, label.end()) else None
    return _by(text, label.end(), role) if role else None


def _by(text: str, start: int, role: str) -> _Read | None:
    """The authors that are named from `start` on."""
    section = _SECTION.search(text, start + 1)
    at_end = section.start() if section and read_pieces(text[: section.start()], start) else len(text)
    body = text[:at_end].removesuffix(")") if text[0] == "(" else text[:at_end]
    also = _other_role(body, start)
    pieces = read_pieces(body[: also or len(body)], start)
    if not pieces:
        return None
    if role == "desk":
        return _Read(len(text), (), (pieces[0].text,)) if pieces[0].kind == "desk" else None
    read = _signed(pieces)
    if read is None:
        return None
    whole = also or at_end < len(text) or len(body) < len(text)
    return _Read(len(text), read.authors, read.roles) if whole else read


def _other_role(text: str, start: int) -> int | None:
    """Where the names of another role begin: `, photos by John Lee`, `, Edited by John Lee`."""
    found = _ROLE_BEHIND.search(text, start)
    return found.start() if found else None


def _signed(pieces: list[Piece]) -> _Read | None:
    """The authors of the pieces after a label; none where they name nobody but agencies."""
    authors: list[str] = []
    roles: list[str] = []
    end = pieces[-1].end
    for piece in pieces:
        if piece.kind == "suffix" and authors:
            authors[-1] += f", {piece.text}"
        elif piece.kind == "name":
            name, code = _with_agency(piece.text)
            authors.append(name)
            if code and piece is pieces[-1]:
                end = piece.start + len(name)
        elif piece.kind == "desk":
            authors.append(piece.text)
            roles.append(piece.text)
    if not authors and not any(piece.kind == "house" for piece in pieces):
        return None
    if pieces[-1].kind == "agency":
        end = next(piece.end for piece in reversed(pieces) if piece.kind != "agency")
    return _Read(end, tuple(author.rstrip(".") if _ends_a_word(author) else author for author in authors), tuple(roles))


def _ends_a_word(name: str) -> bool:
    """Whether the full stop at the end of a name ends a word that is no abbreviation."""
    return name.endswith(".") and len(name.rsplit(" ", 1)[-1]) > 4 and name.count(".") == 1


def _with_agency(name: str) -> tuple[str, str | None]:
    """A name and the agency that is stuck to it: `ASHA RAO IANS`."""
    first, _, last = name.rpartition(" ")
    return (first, last) if first.count(" ") and last.isupper() and len(last) > 2 and agency(last) else (name, None)


def _bare(page: Page, number: int, context: Context) -> _Read | None:
    """A byline without a label, where what is on its line or beside it shows that it is one."""
    line = page.lines[number]
    pieces = None if _labels()[0].match(line.text) else read_pieces(line.text)
    if not pieces or any(piece.kind not in _OF_BYLINE | {"agency", "place"} for piece in pieces):
        return None
    first = pieces[0]
    if first.kind == "desk" and any(word[0].islower() for word in first.text.split() if len(word) > 3):
        return None
    if first.kind not in ("name", "desk", "house") or (first.kind == "name" and not _can_stand_bare(first.text)):
        return None
    if first.kind == "name" and not _is_witnessed(page, number, pieces, context):
        return None
    end = _end_of_byline(pieces)
    authors = tuple(_authors(pieces)) if pieces[0].kind == "name" else ()
    roles = tuple(piece.text for piece in pieces if piece.kind == "desk")
    return _Read(end, authors, roles)


def _can_stand_bare(name: str) -> bool:
    """Whether a name can be a person's where no `by` says so: not one word, not a place, not a section or a button."""
    words = name.split()
    return len(words) > 1 and not is_place(name) and words[-1].casefold() not in entries("sections.txt")


def _authors(pieces: list[Piece]) -> list[str]:
    authors: list[str] = []
    for piece in pieces:
        if piece.kind == "name":
            authors.append(piece.text)
        elif piece.kind == "suffix" and authors:
            authors[-1] += f", {piece.text}"
    return authors


def _end_of_byline(pieces: list[Piece]) -> int:
    """Where a byline ends: before an agency at its end, and before a place that another mark parts from it."""
    last = len(pieces)
    while last > 1 and (pieces[last - 1].kind == "agency" or pieces[last - 1].text.startswith("@")):
        last -= 1
    return pieces[last - 1].end


def _is_witnessed(page: Page, number: int, pieces: list[Piece], context: Context) -> bool:
    """Whether bare names are a byline: by what else is on the line, by the timestamp or by a dateline beside it."""
    line = page.lines[number]
    if any(piece.kind in ("agency", "house", "desk", "title", "contact", "reading-time") for piece in pieces):
        return True
    if any(piece.kind == "place" for piece in pieces) or context.is_beside("timestamp", line, page.source):
        return True
    below = page.lines[number + 1 : number + 2]
    dateline = read_dateline(below[0].text) if below else None
    return dateline is not None and dateline.end == len(below[0].text)


def _beside(page: Page, number: int) -> list[Edit]:
    """The removal of the lines under a byline that tell no more than who its author is and how to reach them."""
    edits: list[Edit] = []
    for line in page.lines[number + 1 : number + 3]:
        pieces = read_pieces(line.text) if len(line.text) < 60 else None
        # `AP Business Writer` names an agency too: it is left for the wire credit.
        if not pieces or not all(piece.kind in _BESIDE or _is_plain_title(piece) for piece in pieces):
            break
        edits.append(page.removal("author_note", line))
    return edits


def _notes(page: Page, number: int, authors: tuple[str, ...]) -> Iterator[Edit]:
    """The removal of the lines at the end that tell who the authors are: nobody is the subject of their own story."""
    names = (
        {"the writer", "the author", "the writers", "the authors", *map(str.casefold, authors)} if authors else set()
    )
    for line in page.lines[max(number + 2, len(page.lines) - _NOTE_LINES) :]:
        told = _NOTE.fullmatch(line.text)
        if told and told["who"].casefold() in names:
            yield page.removal("author_note", line)


def _is_plain_title(piece: Piece) -> bool:
    return piece.kind != "agency" and is_title(piece.text)


def _run_in(page: Page, line: Line) -> Found[Byline] | None:
    """The byline before the dateline of a paragraph; the line goes on with agency and place."""
    pattern, _ = _labels()
    label = pattern.match(line.text)
    colon = line.text.find(" :", 0, _RUN_IN)
    if not label or colon < 0:
        return None
    pieces = read_pieces(line.text[:colon], label.end())
    if not pieces or [piece.kind for piece in pieces[-2:]] != ["agency", "place"]:
        return None
    names = [piece for piece in pieces[:-2] if piece.kind == "name"]
    if not names:
        return None
    end = pieces[-3].end
    return page.found(line, 0, end, Byline(line.text[:end], tuple(_authors(pieces[:-2]))), "by_names")


def _placeholder(name: str) -> Doubt:
    return Doubt("placeholder-byline", f"{name} is an account or a desk, not a person")
