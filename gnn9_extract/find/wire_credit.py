"""The wire credit: which agency the story came from.

Facts: the sign-offs and notices of the agencies of the world, as papers and sites print them.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from gnn9_extract.article import WireCredit
from gnn9_extract.find.context import Context
from gnn9_extract.find.dateline_reader import opens_the_body
from gnn9_extract.find.names import Piece, read_pieces
from gnn9_extract.page import Doubt, Edit, Found, Line, Page
from gnn9_extract.tables.agencies import agencies, agency, in_country, is_settled, is_spelt_out
from gnn9_extract.tables.credits import Credit, is_initials, read_credit
from gnn9_extract.tables.regions import country_of

_FOOT = 3  # so many lines at the end can hold it
_HEAD = 3  # and so many under the headline, in the byline's place
_SIGN_OFF = 70  # characters of a credit that is no sentence
_LONGEST = 340  # characters of a credit after the last sentence

# `By `, `By the `: before an agency in the byline's place.
_BY = re.compile(r"by (?:the )?", re.IGNORECASE)
# At the end of a paragraph: ` (UNI)`, `. - PTI`, `. PTI` -- not `, said Reuters.`: a sentence must have ended.
# The space stands first: it is searched faster than what has to stand before it.
_AT_END = re.compile(
    r"\s(?<=[.!?\"'”’)…।]\s)\s*"
    r"(?P<credit>[-–—]{0,2}\([^()]{2,320}\)|[-–—]{1,2} ?[A-Z][\w/ ]{1,30}|[A-Z]{2,5}(?: [A-Z]{2,4}){0,4}(?: \d{4})?)"
    r"[.।]?$"
)

_INFERRED = Doubt("inferred-agency", "the credit names no agency; its form says which it is")


def find_wire_credit(page: Page, context: Context) -> Found[WireCredit] | None:
    """The credit at the end of the story, on a line of its own or after the last sentence, or in the byline's place.

    Takes sign-offs (`- PTI`, `(ANI)`, `AFP/Reuters`, `PTI KKS ABH`), inputs (`With inputs from PTI`), staff notes,
    notices of agencies and generic credits (`Agencies`), desk initials alone where the dateline names the agency. The
    initials of a desk under it, and agencies and places that are left among the credits at the head, are taken off.
    A code that agencies of several countries share is read by the country of the dateline and the site. Leaves an
    agency that a sentence names ("he told Reuters.").
    """
    claim = next(_at_foot(page), None) or next(_at_head(page), None) or _initials(page, context)
    if claim is None:
        return None
    countries = _countries(context)
    doubts = (*claim.doubts, *_ambiguous(claim, countries))
    return claim._replace(value=_of_country(claim, countries), doubts=doubts, edits=tuple(_rest(page, claim)))


def _at_foot(page: Page) -> Iterator[Found[WireCredit]]:
    """The credits of the last lines: of several first the one that names its agency, then the lowest."""
    foot = [(line, credit) for line in reversed(page.lines[-_FOOT:]) if (credit := read_credit(_without_by(line.text)))]
    foot = [] if foot and _is_quiz(page) else foot
    for line, credit in sorted(foot, key=lambda found: (not found[1].agencies, found[1].inferred)):
        yield _claim(page, line, 0, credit, "credit_line")
    for line in reversed(page.lines[-_FOOT:]):
        found = _AT_END.search(line.text, max(len(line.text) - _LONGEST, 0))
        credit = read_credit(found["credit"]) if found else None
        if found and credit and all(is_initials(below.text) for below in page.lines if below.start > line.start):
            yield _claim(page, line, found.start("credit"), credit, "credit_after_sentence")


def _is_quiz(page: Page) -> bool:
    """Whether agencies are the answers: several stand alone under questions."""
    asked = (below for line, below in pairwise(page.lines) if line.text[-1] == "?" and len(below.text) < _SIGN_OFF)
    return sum(read_credit(line.text) is not None for line in asked) > 1


def _at_head(page: Page) -> Iterator[Found[WireCredit]]:
    for line in page.lines[:_HEAD]:
        if opens_the_body(line.text):
            return
        if credit := read_credit(_without_by(line.text)):
            yield _claim(page, line, 0, credit, "credit_in_byline")
        pieces = _credit_pieces(line)
        named = [piece for piece in pieces if piece.kind == "agency"]
        codes = tuple(dict.fromkeys(code for piece in named for code in _codes(piece)))
        if codes:
            start, end = named[0].start, named[-1].end
            value = WireCredit(line.text[start:end], codes, "agency")
            yield page.found(line, start, end, value, "credit_in_byline")


def _initials(page: Page, context: Context) -> Found[WireCredit] | None:
    """The initials of a desk at the end (`abc/de/fgh`) of a story whose dateline names one agency: they are its."""
    dateline = context.found.get("dateline")
    codes = dateline.value.agencies if dateline else ()
    last = page.lines[-1] if page.lines else None
    if last is None or len(codes) != 1 or not (last.text[:1].islower() and is_initials(last.text)):
        return None
    return page.found(last, 0, len(last.text), WireCredit(last.text, codes, "agency"), "credit_line", _INFERRED)


def _without_by(text: str) -> str:
    by = _BY.match(text)
    return text[by.end() :] if by else text


def _credit_pieces(line: Line) -> list[Piece]:
    """The pieces of a line of credits; none of any other line."""
    pieces = (read_pieces(line.text) if len(line.text) < 80 else None) or []
    return pieces if all(piece.kind in ("agency", "place", "house", "desk") for piece in pieces) else []


def _codes(piece: Piece) -> tuple[str, ...]:
    """The agencies of a piece; of `AP Business Writer` the first word."""
    return agencies(piece.text) or tuple(filter(None, [agency(piece.text.split()[0])]))


def _claim(page: Page, line: Line, start: int, credit: Credit, rule: str) -> Found[WireCredit]:
    value = WireCredit(line.text[start:], credit.agencies, credit.kind)
    return page.found(line, start, len(line.text), value, rule, *([_INFERRED] if credit.inferred else []))


def _rest(page: Page, claim: Found[WireCredit]) -> Iterator[Edit]:
    """What else is left of the credits: desk initials and other credits at the foot, agencies under the headline."""
    for line in page.lines[-_FOOT:]:
        if line.end <= claim.start or line.start >= claim.end:
            if is_initials(line.text):
                yield page.removal("desk_initials", line)
            elif read_credit(line.text):
                yield page.removal("other_credits", line)
    for line in page.lines[:2]:
        if line.end <= claim.start and line not in page.lines[-_FOOT:] and _credit_pieces(line):
            yield page.removal("other_credits", line)


def _countries(context: Context) -> frozenset[str]:
    """The countries that the dateline and the site tell."""
    dateline = context.found.get("dateline")
    told = [country_of(place) for place in (dateline.value.places if dateline else ())]
    told += [context.profile.country if context.profile else None]
    return frozenset(filter(None, told))


def _of_country(claim: Found[WireCredit], countries: frozenset[str]) -> WireCredit:
    """The credit with each code that several agencies share read as that of the agency of the country."""
    codes: list[str] = []
    houses = 0
    for code in claim.value.agencies:
        told = in_country(code, countries)
        if told and is_spelt_out(code, claim.text):
            told = None
        if told and told.kind == "house":
            houses += 1
        else:
            codes.append(told.code if told else code)
    kind = "house" if houses and not codes else claim.value.kind
    return replace(claim.value, agencies=tuple(dict.fromkeys(codes)), kind=kind)


def _ambiguous(claim: Found[WireCredit], countries: frozenset[str]) -> Iterator[Doubt]:
    """Doubts about codes that several agencies share, where neither the dateline nor the site tells the country."""
    for code in claim.value.agencies:
        if not is_settled(code, countries) and not is_spelt_out(code, claim.text):
            yield Doubt("ambiguous-agency", f"{code} is the code of several agencies; nothing tells which")
