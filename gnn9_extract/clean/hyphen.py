"""Words cut by a hyphen at the end of a line."""

import re
from collections import Counter
from collections.abc import Sequence

from gnn9_extract.page import Line
from gnn9_extract.tables.words import is_proper_word, is_word

_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 40  # characters of half a word
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
    halves are words; so does `30-`, `minute`. `producing-`, `and` is two words. Behind a dash without a space
    (`harbour—`, `the`) nothing was cut. `cut` tells whether words are often cut here: then `with-`, `out` is one word,
    else it was broken after a hyphen of its own.
    """
    if left[-1] == "—" and not left[-2:-1].isspace():
        return ""
    if left[-1] != "-" or left[-2:-1].isspace():
        return " "
    before, after = _last_word(left[:-1]), _first_word(right)
    if after in _HANGING or not (after or right[0].isdigit()):
        return " "
    if not (before and after and after[0].islower()):
        return "-"
    whole = words.times(before + after) > 0 or is_word(before + after)
    halves = words.known(before) and words.known(after)
    return "-" if halves and not (whole and cut) else ""


def _last_word(text: str) -> str:
    found = _WORD.findall(text[-_LONGEST:])
    return found[-1] if found and text.endswith(found[-1]) else ""


def _first_word(text: str) -> str:
    found = _WORD.match(text)
    return found[0] if found else ""
