"""Which of several characters it was: the characters beside it, the words of the page, the letters of its language."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from gnn9_extract.tables.rows import rows

_OPENING = "‘“"
_CLOSING = "’”"
# The letters of European news by how often they are printed, within each script; later ones need better evidence.
_USUAL = "éèáàíóöäüçãñêâôîûåøæßşğıščžřýěůćłąęśżźńőűďťňľőÉÖÄÜÅÇÀÁÓÍÚÑú"
_MARKS = frozenset("‘’“”„–—…•€™£°½¼«»¿¡§©®·ºª\u00a0\u00ad")
_WORD = re.compile(r"\w+")


def is_usual(char: str) -> bool:
    """Whether European news prints a character often."""
    return char in _USUAL or char in _MARKS


class PageContext:
    """What a page tells about the characters that its damage can hide."""

    def __init__(self, sure: Counter[str], words: frozenset[str]) -> None:
        self._sure = sure
        self._words = words

    def choose(self, chars: str, before: str, after: str) -> str | None:
        """The character among some; None where the evidence is even."""
        if len(chars) == 1:
            return chars
        if mark := _mark(chars, before, after):
            return mark
        letters = [char for char in chars if char.isalpha()]
        in_word = before[-1:].isalpha() or after[:1].isalpha()
        if not letters or not in_word:
            return None
        return self._letter(letters, before, after)

    def _letter(self, letters: Sequence[str], before: str, after: str) -> str | None:
        start = _last_word(before)
        end = _first_word(after)
        spelt = [char for char in letters if (start + char + end).casefold() in self._words]
        if len(spelt) == 1:
            return spelt[0]
        letters = [char for char in letters if _fits(char, start, end)] or list(letters)
        ranked = sorted(letters, key=lambda char: (-self._kinship(char), -self._sure[char.casefold()], _rank(char)))
        if len(ranked) == 1 or self._kinship(ranked[0]) or _rank(ranked[0]) < len(_USUAL):
            return ranked[0]
        return None

    def _kinship(self, char: str) -> float:
        """How much of the page's certain letters is in an alphabet that has a letter."""
        small = char.casefold()
        return max((share for letters, share in self._alphabets if small in letters), default=0)

    @cached_property
    def _alphabets(self) -> list[tuple[str, float]]:
        counted = sum(times for char, times in self._sure.items() if char.isalpha()) or 1
        tables = [row["letters"] for row in rows("alphabets.csv")]
        return [(letters, sum(self._sure[letter] for letter in letters) / counted) for letters in tables]


def page_context(text: str, sure: Counter[str]) -> PageContext:
    """The context of a page: its certain characters, and its words with letters beyond ASCII."""
    return PageContext(
        Counter({char.casefold(): times for char, times in sure.items()}),
        frozenset(word.casefold() for word in _WORD.findall(text) if not word.isascii()),
    )


def _rank(char: str) -> int:
    at = _USUAL.find(char)
    return at if at >= 0 else len(_USUAL)


def _fits(char: str, start: str, end: str) -> bool:
    """Whether the case of a letter is that of its word: a capital at its head, or among capitals."""
    if char.isupper():
        return not start or (start.isupper() and (not end or end.isupper()))
    return not (start + end).isupper() or len(start + end) < 2


def _last_word(text: str) -> str:
    found = re.search(r"[^\W\d_]*$", text[-24:])
    return found[0] if found else ""


def _first_word(text: str) -> str:
    found = re.match(r"[^\W\d_]*", text)
    return found[0] if found else ""


def _mark(chars: str, before: str, after: str) -> str | None:
    """A punctuation mark by what stands beside it: quotes open before a word and close behind one, dashes part."""
    last, following = before[-1:], after[:1]
    dashes = [char for char in "–—" if char in chars]
    opens = (not last or last.isspace() or last in "([—–-\"'“‘/") and (
        following.isalnum() or following in "‘’“”\"'$£€#(…"
    )
    closes = bool(last) and not last.isspace()
    between = last.isalnum() and following.isalnum()
    if "’" in chars and between and not (last.isdigit() and following.isdigit()):
        return "’" if not dashes or _is_elided(before, after) else dashes[-1]
    if opens and (found := _first_of(_OPENING[::-1], chars)):
        return found
    if closes and not between and (found := _first_of(_CLOSING[::-1], chars)):
        return found
    if dashes:
        between_digits = last.isdigit() and following.isdigit()
        return "–" if "–" in dashes and between_digits else dashes[-1]
    return None


def _is_elided(before: str, after: str) -> bool:
    """Whether two halves of a word are parted by an apostrophe: one of them is short (`don’t`, `l’eau`, `Trump’s`)."""
    return len(_first_word(after)) <= 2 or len(_last_word(before)) <= 2


def _first_of(wanted: str, chars: str) -> str | None:
    return next((char for char in wanted if char in chars), None)
