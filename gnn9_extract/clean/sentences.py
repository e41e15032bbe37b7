"""Where sentences end."""

import re

from gnn9_extract.tables.words import is_connective

# What ends a sentence, and what can stand behind that.
_ENDS = tuple(".!?…:;")
_CLOSING = "\"'”’»)]"
_TITLES = "Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Maj|Capt|Gov|Sen|Rep|Rev|Hon|St|Jr|Sr|No|vs"
# The full stops that end none: `by Mr.`, `(Dr.`, `J.` -- not `the harbour.`, and of `the U.S.`.
_ABBREVIATION = re.compile(rf"(?:^|[\s(])(?:[A-Z]|{_TITLES})\.$")
_INITIALISM = re.compile(r"(?:\b[A-Z]\.){2,}$")
# Where one can end inside a line: `at noon. The` -- not `at 9.30 The`, not `noon. the`.
_INSIDE = re.compile(r"[.!?][\"'”’)]{0,2}(?= [\"'“‘(]?[A-Z])")

_TAIL = 12  # characters at the end of a text that tell


def ends_sentence(text: str) -> bool:
    """Whether a line stops where a sentence can.

    >>> ends_sentence('"They sailed."'), ends_sentence("a visit by Mr."), ends_sentence("ships of the U.S.")
    (True, False, False)
    """
    tail = text[-_TAIL:]
    if not tail.rstrip(_CLOSING).endswith(_ENDS):
        return False
    return tail[-1] != "." or not (_ABBREVIATION.search(tail) or _INITIALISM.search(tail))


def sentences_inside(text: str) -> int:
    """How many sentences end inside a line, with another behind them.

    >>> sentences_inside("the ferry. It left with Mr. Rao at noon.")
    1
    """
    return sum(ends_sentence(text[max(0, found.end() - _TAIL) : found.end()]) for found in _INSIDE.finditer(text))


def quotation_open(text: str) -> bool:
    """Whether a quotation is open at the end of a text."""
    return text.count("“") > text.count("”") or text.count('"') % 2 == 1


def is_open(text: str) -> bool:
    """Whether a text has to go on: it stops at a comma, a dash, or a word that needs another.

    >>> is_open("was lit on"), is_open("was lit on Thursday")
    (True, False)
    """
    return text[-1] in ",–—-" or is_connective(text.rsplit(None, 1)[-1])
