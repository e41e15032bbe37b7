"""Words cut by a hyphen at the end of a line."""

import re
from collections import Counter
from collections.abc import Sequence

from gnn9_extract.page import Line
from gnn9_extract.tables.words import is_proper_word, is_word

_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 40  # characters of half a word
_LONGEST_ADDRESS = 200
_CODE = 6  # letters; a shorter word in capitals is a code
# What cuts a word at the end of a line: the hyphen, and the signs of typesetters and of old word processors for it.
HYPHENS = "-\u2010\u00ad\u00ac"
# `http://www.a.example/`, `info@` -- not `and/`.
_ADDRESS = re.compile(r"://|^www\.|@")
_INSIDE_ADDRESS = "/?&=@_"
_OPEN_ENDS = _INSIDE_ADDRESS + ".’'"
# `t`, `s`, `ll` behind an apostrophe -- not `the`.
_CONTRACTED = re.compile(r"(?:t|s|d|m|ll|re|ve)\b")
# After these a hyphen hangs: `producing- and consuming countries`.
_HANGING = {"and", "or", "to", "und", "oder", "et", "ou", "y", "o"}


class Words:
    """The words of the page, which is its own dictionary; they are counted when the first cut word asks."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._times: Counter[str] | None = None

    def times(self, word: str) -> int:
        """How often a word stands on the page, in any case."""
        if self._times is None:
            self._times = Counter(_WORD.findall("\n".join(line.text for line in self._lines).casefold()))
        return self._times[word.casefold()]

    def known(self, half: str) -> bool:
        """Whether half of a cut word is a word itself: in the language, or elsewhere on the page."""
        return (len(half) > 1 and is_word(half)) or is_proper_word(half) or self.times(half) > 1


def joint(left: str, right: str, words: Words, *, cut: bool) -> str:
    """What stands between two lines that are joined: a space, nothing, or the hyphen at the end of the left one.

    `exp-`, `ected` is one word, as the page or the language has it; `English-`, `language` keeps its hyphen, as both
    halves are words; so do `30-`, `minute` and `X-`, `ray`. `producing-`, `and` is two words. Behind a dash without a
    space (`harbour—`, `the`), within an address, behind an apostrophe or a stroke nothing was cut. `cut` tells whether
    words are often cut here: then `with-`, `out` is one word, else it was broken after a hyphen of its own.
    """
    if _is_unbroken(left, right):
        return ""
    if left[-1] not in HYPHENS or left[-2:-1].isspace() or left.endswith("--"):
        return " "
    if left[-1] != "-":
        return ""  # no text has these but where a word was cut
    before, after = _last_word(left[:-1]), _first_word(right)
    if after in _HANGING or not (after or right[0].isdigit()):
        return " "
    if not (before and after and after[0].islower()) or _keeps_hyphen(before, right[len(after) :]):
        return "-"
    whole = cut and (is_word(before + after) or words.times(before + after) > 0)
    return "-" if not whole and words.known(before) and words.known(after) else ""


def _is_unbroken(left: str, right: str) -> bool:
    """Whether two lines were one text without a blank: at a dash, between years, in a name or an address."""
    last, before = left[-1], left[-2:-1]
    if last == "—":
        return not before.isspace()
    if last == "–":
        return before.isdigit() and right[0].isdigit()
    if last not in _OPEN_ENDS:
        return False
    token = ["", *left[-_LONGEST_ADDRESS:].rsplit(maxsplit=1)][-1]
    if _ADDRESS.search(token):
        return last in _INSIDE_ADDRESS or (last == "." and not right[0].isupper())
    if last in "’'":
        return _CONTRACTED.match(right) is not None if before.islower() else token[:-1] in ("O", "D", "d", "L", "l")
    return last == "/" and before.isalpha() and right[0].isalpha()


def _keeps_hyphen(before: str, rest: str) -> bool:
    """Whether a hyphen is that of a compound: behind a letter or capitals (`X-`, `UN-`), or one of two in a name."""
    return len(before) == 1 or (before.isupper() and len(before) < _CODE) or (rest[:1] == "-" and before[0].isupper())


def _last_word(text: str) -> str:
    found = _WORD.findall(text[-_LONGEST:])
    return found[-1] if found and text.endswith(found[-1]) else ""


def _first_word(text: str) -> str:
    found = _WORD.match(text)
    return found[0] if found else ""
