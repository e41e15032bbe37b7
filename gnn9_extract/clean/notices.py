"""Notices: jump lines, share and "read also" lines, promotions, copyright."""

from collections.abc import Iterator

from gnn9_extract.clean.dump import Dump
from gnn9_extract.clean.sentences import ends_sentence
from gnn9_extract.tables.agencies import names_agency
from gnn9_extract.tables.notices import notice

_LONGEST_JUMP = 32  # characters


def notice_lines(dump: Dump) -> Iterator[tuple[int, str]]:
    """Lines that say by their words what they are, where they stand alone; of the story's own paragraphs none does."""
    kinds = {n: kind for n in dump.text() if n != dump.first() and (kind := notice(dump.lines[n].text))}
    foot = dump.last()
    while foot in kinds:
        foot -= 1
    for number, kind in kinds.items():
        beside = number - 1 in kinds or number + 1 in kinds or dump.at_edge(number)
        if kind == "copyright_line":
            # The notice of an agency is a wire credit.
            taken = number > foot and not names_agency(dump.lines[number].text)
        elif kind == "share_line":
            taken = beside
        elif kind == "jump_line" and _is_whole(dump.lines[number].text):
            taken = True
        else:
            taken = beside or dump.is_alone(number) or dump.cuts(number) or _parts_sentences(dump, number)
        if taken:
            yield number, kind


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
