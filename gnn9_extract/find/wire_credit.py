"""The wire credit: which agency the story came from."""

import re

from gnn9_extract.article import WireCredit
from gnn9_extract.page import Doubt, Found, Line, Page
from gnn9_extract.sites.profile import Profile
from gnn9_extract.tables.credits import read_credit

_FOOT = 3  # so many lines at the end can hold it
_HEAD = 2  # and so many under the headline, in the byline's place
_LONGEST = 340  # characters of a credit after the last sentence

# `By `, `By the `: before an agency in the byline's place.
_BY = re.compile(r"by (?:the )?", re.IGNORECASE)
# At the end of a paragraph: ` (UNI)`, `. - PTI`, `. PTI` -- not `, said Reuters.`: a sentence must have ended.
_AT_END = re.compile(
    r"(?<=[.!?\"'”’)…])\s+(?P<credit>\([^()]{2,320}\)|[-–—]{1,2} ?[A-Z][\w/ ]{1,30}|[A-Z]{2,5}(?: [A-Z]{2,4}){0,4})\.?$"
)

_INFERRED = Doubt("inferred-agency", "the credit names no agency; staff notes in this style are Reuters'")


def find_wire_credit(page: Page, profile: Profile | None) -> Found[WireCredit] | None:
    """The credit at the end of the story, on a line of its own or after the last sentence, or in the byline's place.

    Takes sign-offs (`- PTI`, `(ANI)`, `AFP/Reuters`, `PTI KKS ABH`), inputs (`With inputs from PTI`), staff notes and
    generic credits (`Agencies`). Leaves an agency that a sentence names ("he told Reuters.").
    """
    for line in reversed(page.lines[-_FOOT:]):
        if found := _on_line(page, line):
            return found
    if page.lines and (found := _after_sentence(page, page.lines[-1])):
        return found
    return next(filter(None, (_in_byline(page, line) for line in page.lines[:_HEAD])), None)


def _on_line(page: Page, line: Line) -> Found[WireCredit] | None:
    return _found(page, line, 0, line.text, "credit_line")


def _after_sentence(page: Page, line: Line) -> Found[WireCredit] | None:
    found = _AT_END.search(line.text, max(len(line.text) - _LONGEST, 0))
    return _found(page, line, found.start("credit"), found["credit"], "credit_after_sentence") if found else None


def _in_byline(page: Page, line: Line) -> Found[WireCredit] | None:
    by = _BY.match(line.text)
    return _found(page, line, 0, line.text[by.end() if by else 0 :], "credit_in_byline")


def _found(page: Page, line: Line, start: int, text: str, rule: str) -> Found[WireCredit] | None:
    credit = read_credit(text)
    if credit is None:
        return None
    value = WireCredit(line.text[start:], credit.agencies, credit.kind)
    doubts = [_INFERRED] if credit.kind == "staff-notes" else []
    return page.found(line, start, len(line.text), value, rule, *doubts)
