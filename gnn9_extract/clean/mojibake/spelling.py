"""How words are spelt that have more letters than ASCII: by language, from the tables in tables/spellings.

A damaged word is looked up by what is whole of it. Where it is not in the table, the letters of the words there tell
what can stand beside what.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

from gnn9_extract.tables.rows import rows, table

# Where the language of the page does not know a word: the languages of names that are in everybody's news.
FOREIGN = ("en", "es", "fr", "de", "pt", "it", "tr", "pl", "sv")
# The languages that write `à` inside words, too.
WITH_GRAVE = ("ca", "it", "pt", "vi")
_TELLING = 1500  # words in Latin letters tell what stands beside what; the rarer ones would change little
_NEAR = 0.6  # of the commonest language's words another one has to have, to be asked too
_OF_SCRIPT = {
    "ARABIC": ("ar", "fa", "ur"),
    "BENGALI": ("bn",),
    "CJK": ("zh", "ja"),
    "CYRILLIC": ("ru", "uk", "bg", "mk"),
    "DEVANAGARI": ("hi",),
    "GREEK": ("el",),
    "HANGUL": ("ko",),
    "HEBREW": ("he",),
    "TAMIL": ("ta",),
}
_UNWRITTEN = frozenset(("ca", "nb", "vi"))  # in Latin letters, but not in alphabets.csv
_NOT_LATIN = frozenset(language for languages in _OF_SCRIPT.values() for language in languages)


@cache
def _table(language: str) -> str:
    """The words of a language, each in a line, the commonest first."""
    return table(f"spellings/{language}.txt")


@cache
def _words(language: str) -> tuple[str, ...]:
    return tuple(line for line in _table(language).split("\n") if line and not line.startswith("#"))


@cache
def _known(language: str) -> frozenset[str]:
    return frozenset(_words(language))


def is_spelt(word: str, languages: Iterable[str]) -> bool:
    """Whether one of some languages has a word with letters beyond ASCII among its commonest."""
    return any(word in _known(language) for language in languages)


@cache
def _short_words() -> frozenset[str]:
    return frozenset(word for word in _function_words() if len(word) == 1)


def is_word(letters: str) -> bool:
    """Whether letters are a word that can stand by itself: more than one letter, or a word of one (`à`, `é`)."""
    return len(letters) > 1 or letters.lower() in _short_words()


@cache
def _function_words() -> dict[str, tuple[str, ...]]:
    """The commonest words of all languages, each with the languages that have it."""
    found: dict[str, tuple[str, ...]] = {}
    for row in rows("function_words.csv"):
        for word in row["words"].split():
            found[word] = (*found.get(word, ()), row["language"])
    return found


@cache
def _alphabets() -> dict[str, dict[str, float]]:
    """The letters beyond ASCII, each with the languages that have it and what it says for them: most if it is one."""
    found: dict[str, list[str]] = {}
    for row in rows("alphabets.csv"):
        for letter in row["letters"]:
            found.setdefault(letter, []).append(row["language"])
    return {letter: dict.fromkeys(languages, 1 / len(languages)) for letter, languages in found.items()}


def with_letters(letters: str) -> frozenset[str]:
    """The languages in whose alphabet one of some Latin letters is, or of which no alphabet is known."""
    return _UNWRITTEN | {language for letter in letters for language in _alphabets().get(letter, ())} - _NOT_LATIN


def hits(words: Iterable[str]) -> dict[str, float]:
    """What some words say for each language: function words, and letters that few languages have."""
    found: dict[str, float] = {}
    known, letters = _function_words(), _alphabets()
    for word in words:
        for language in known.get(word, ()):
            found[language] = found.get(language, 0) + 1
        if not word.isascii():
            for letter in word:
                for language, weight in letters.get(letter, {}).items():
                    found[language] = found.get(language, 0) + weight
    return found


def languages_of(script: str, found: Mapping[str, float]) -> tuple[str, ...]:
    """The languages that a word in a script can be of, the likeliest first, by the hits beside it."""
    if script != "LATIN":
        languages = _OF_SCRIPT.get(script, ())
        return tuple(sorted(languages, key=lambda language: -found.get(language, 0)))
    latin = {language: times for language, times in found.items() if language not in _NOT_LATIN}
    most = max(latin.values(), default=0)
    ranked = sorted(latin, key=lambda language: -latin[language])
    return tuple(language for language in ranked if latin[language] >= _NEAR * most)


def spelt(languages: Iterable[str], pattern: re.Pattern[str]) -> Iterator[str]:
    """The words that a pattern finds among those of some languages, each language's commonest first."""
    for language in languages:
        yield from pattern.findall(_table(language))


@lru_cache(512)
def _around(language: str, letter: str) -> dict[str, float]:
    """How often a letter stands with one and two others in the words of a language; a blank is the word's edge."""
    counted: dict[str, float] = {}
    words = _words(language) if language in _NOT_LATIN else _words(language)[:_TELLING]
    for rank, word in enumerate(words):
        if letter in word:
            _count(counted, f" {word} ", letter, 1 / math.sqrt(rank + 20))
    return counted


def _count(counted: dict[str, float], word: str, letter: str, weight: float) -> None:
    """Adds what stands around a letter in a word."""
    at = word.find(letter)
    while at > 0:
        for part in {letter, word[at - 1 : at + 1], word[at : at + 2], word[at : at + 3], word[at - 1 : at + 2]}:
            counted[part] = counted.get(part, 0.0) + weight
        if at > 1:
            counted[word[at - 2 : at + 1]] = counted.get(word[at - 2 : at + 1], 0.0) + weight
        at = word.find(letter, at + 1)


@cache
def _edges(language: str) -> float:
    """How often words of a language begin and end, weighed as their letters are."""
    number = len(_words(language)) if language in _NOT_LATIN else _TELLING
    return sum(2 / math.sqrt(rank + 20) for rank in range(number))


def likelihood(languages: Sequence[str], char: str, left: str, right: str) -> float:
    """How likely a letter is between others (up to two on each side, blanks at the edges of its word): a logarithm."""
    total = sum(_between(language, char.lower()[0], left, right) for language in languages)
    return math.log(total + 1e-9)


def _between(language: str, char: str, left: str, right: str) -> float:
    counted = _around(language, char)
    alone = counted.get(char, 0.0)
    if not alone:
        return 0.0
    near = (counted.get(left[-1:] + char, 0.0) / alone, counted.get(char + right[:1], 0.0) / alone)
    far = (counted.get(left[-2:] + char, 0.0) / alone, counted.get(char + right[:2], 0.0) / alone)
    both = counted.get(left[-1:] + char + right[:1], 0.0) / alone
    left_side = 0.02 + near[0] + 2 * far[0]
    right_side = 0.02 + near[1] + 2 * far[1]
    return alone * left_side * right_side * (0.02 + both) / _edges(language)
