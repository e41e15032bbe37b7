"""The wire credit: which agency the story came from."""

import re

from gnn9_extract.article import WireCredit
from gnn9_extract.page import Found, Line, Page
from gnn9_extract.sites.profile import Profile
from gnn9_extract.tables.agencies import agencies, sign_off

# `(With inputs from PTI and ANI)`, `With agency inputs`, `(Inputs from PTI)`
_INPUTS = re.compile(
    r"[(\[]?(?:with )?(?:additional )?(?:(?P<before>[\w/, ]{2,40}?) )?inputs?(?: from (?P<names>[^()\[\]]{2,80}?))?[)\]]?\.?",
    re.IGNORECASE,
)
# `(Reporting by Asha Rao; Editing by John Lee)`: the style of Reuters' staff notes.
_STAFF_NOTES = re.compile(
    r"\((?:additional )?(?:reporting|writing|editing|compiled) by [^()]{3,300}\)", re.IGNORECASE
)
_GENERIC = re.compile(r"[-–—(\[ ]{0,3}(?:with )?(?:agenc(?:y|ies)|news agencies|wire services)[)\]]?\.?", re.IGNORECASE)
# At the end of a paragraph: ` (UNI)`, `. - PTI`, `. PTI` -- not `, said Reuters.`: a sentence must have ended.
_AT_END = re.compile(r"(?<=[.!?\"”'’)…])\s+(?P<credit>\([A-Z][\w/, -]{1,30}\)|[-–—]{1,2} ?[A-Z][\w/]{1,20}|[A-Z]{2,5})\.?$")
_TAIL = 3               # so many lines at the end can hold it


def find_wire_credit(page: Page, profile: Profile | None) -> Found[WireCredit] | None:
    """The credit at the end of the story, on a line of its own or after the last sentence.

    Takes sign-offs (`- PTI`, `(ANI)`, `AFP/Reuters`, `PTI KKS ABH`), inputs (`With inputs from PTI`), staff notes and
    generic credits (`Agencies`). Leaves an agency that a sentence names ("he told Reuters.").
    """
    for line in reversed(page.lines[-_TAIL:]):
        credit = _own_line(line)
        if credit:
            return page.found(line, 0, len(line.text), credit, "credit_line")
    return _at_end(page, page.lines[-1]) if page.lines else None


def _own_line(line: Line) -> WireCredit | None:
    text = line.text
    if len(text) > 320:
        return None
    if _STAFF_NOTES.fullmatch(text):
        return WireCredit(text, ("Reuters",), "staff-notes")
    if _GENERIC.fullmatch(text):
        return WireCredit(text, (), "generic")
    if names := sign_off(text):
        return WireCredit(text, names, "agency")
    return _with_inputs(text)


def _with_inputs(text: str) -> WireCredit | None:
    found = _INPUTS.fullmatch(text)
    named = found and (found["names"] or found["before"])
    if not found or not named:
        return None
    if _GENERIC.fullmatch(named):
        return WireCredit(text, (), "generic")
    names = agencies(named)
    return WireCredit(text, names, "with-inputs") if names else None


def _at_end(page: Page, line: Line) -> Found[WireCredit] | None:
    found = _AT_END.search(line.text, max(len(line.text) - 40, 0))
    names = sign_off(found["credit"]) if found else None
    if not found or not names:
        return None
    start, end = found.span("credit")
    return page.found(line, start, len(line.text), WireCredit(line.text[start:], names, "agency"), "credit_after_sentence")
