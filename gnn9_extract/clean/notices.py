"""Notices: jump lines, share and "read also" lines, promotions, copyright."""

import re
from collections.abc import Iterator, Mapping

from gnn9_extract.clean.dump import Dump
from gnn9_extract.clean.sentences import ends_sentence
from gnn9_extract.tables.agencies import names_agency
from gnn9_extract.tables.credits import read_credit
from gnn9_extract.tables.web_notices import web_notice

_WEB_KINDS = ("comments", "share_buttons", "newsletter", "subscription", "control_text", "feedback", "correction")
_LONGEST_JUMP = 32  # characters
# The marks under a release or a teleprinter's story: `-30-`, `###`, `ENDS` -- not `30`, `#1`.
_END_MARK = re.compile(r"-+ ?30 ?-+|#{2,5}|(?:-+ ?)?ENDS(?: ?-+)?")


def notice_lines(dump: Dump) -> Iterator[tuple[int, str]]:
    """Lines that say by their words what they are, where they stand alone; of the story's own paragraphs none does."""
    first = dump.first()
    kinds = {n: kind for n, kind in dump.notices.items() if n != first and n not in dump.rules}
    webs: dict[int, str] = {}
    foot = dump.last()
    if foot >= 0 and _END_MARK.fullmatch(dump.lines[foot].text):
        yield foot, "wire_note"
        foot -= 1
    while foot in kinds or (foot > first and (kind := _web_notice(dump.lines[foot].text))):
        if foot not in kinds and kind:
            webs[foot] = kind
        foot -= 1
    listed = _listed(dump, kinds)
    for number, kind in kinds.items():
        beside = number - 1 in kinds or number + 1 in kinds or dump.at_edge(number)
        if kind == "copyright_line":
            # The notice of an agency is a wire credit.
            taken = number > foot and not names_agency(dump.lines[number].text)
        elif kind == "share_line":
            taken = (beside or number > foot) and number not in listed
        elif kind == "jump_line" and _is_whole(dump.lines[number].text):
            taken = True
        else:
            taken = beside or dump.is_alone(number) or dump.cuts(number) or _parts_sentences(dump, number)
        if taken:
            yield number, kind
    # Notices of web pages say less by themselves: they count under the story alone.
    yield from webs.items()


def _web_notice(text: str) -> str | None:
    """The kind of a notice of web pages that a text dump can have under its story: two words or more, no sentence."""
    kind = web_notice(text) if " " in text else None
    return kind if kind in _WEB_KINDS and not (ends_sentence(text) or read_credit(text)) else None


def _listed(dump: Dump, kinds: Mapping[int, str]) -> set[int]:
    """The lines of a list that the story opens with a colon."""
    listed: set[int] = set()
    for number in kinds:  # in their order
        if number and (number - 1 in listed or (number - 1 not in kinds and dump.lines[number - 1].text[-1] == ":")):
            listed.add(number)
    return listed


def _parts_sentences(dump: Dump, number: int) -> bool:
    """Whether a line stands right between two sentences, on a page without white space between its paragraphs."""
    around = dump.lines[number - 1 : number + 2 : 2]
    return len(around) == 2 and ends_sentence(around[0].text) and around[1].text[0].isupper()


def _is_whole(text: str) -> bool:
    """Whether a jump line ends with the number of the page.

    >>> _is_whole("(Continued from Page 1)"), _is_whole("Continued on page 3 of the report.")
    (True, False)
    """
    return len(text) <= _LONGEST_JUMP and text.rstrip(")]")[-1:].isdigit()
