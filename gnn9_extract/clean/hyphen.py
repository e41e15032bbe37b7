"""Words cut by a hyphen at the end of a line."""

import re
from collections import Counter
from collections.abc import Sequence

from gnn9_extract.page import Line

_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 40  # characters of half a word
# After these a hyphen hangs: `producing- and consuming countries`.
_HANGING = {"and", "or", "to", "und", "oder", "et", "ou", "y", "o"}


class Words:
    """How often each word stands on the page, which is its own dictionary; counted when the first cut word asks."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._times: Counter[str] | None = None

    def times(self, word: str) -> int:
        """How often a word stands on the page, in any case."""
        if self._times is None:
            self._times = Counter(w.casefold() for line in self._lines for w in _WORD.findall(line.text))
        return self._times[word.casefold()]


def joint(left: str, right: str, words: Words) -> str:
    """What stands between two lines of which the left ends in a hyphen: nothing, the hyphen, or a space after it.

    `exp-`, `ected` is one word; `English-`, `language` keeps its hyphen, as both halves stand on the page elsewhere;
    `producing-`, `and` is two words, and so is what is no small letter after a letter (`10-`, `12`).
    """
    before, after = _last_word(left[:-1]), _first_word(right)
    if not before or not after or not after[0].islower() or after in _HANGING:
        return " "
    if words.times(before + after):
        return ""
    # Once each is the two halves themselves.
    return "-" if words.times(before) > 1 and words.times(after) > 1 else ""


def _last_word(text: str) -> str:
    found = _WORD.findall(text[-_LONGEST:])
    return found[-1] if found and text.endswith(found[-1]) else ""


def _first_word(text: str) -> str:
    found = _WORD.match(text)
    return found[0] if found else ""
