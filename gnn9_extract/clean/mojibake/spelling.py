"""How words are spelt that have more letters than ASCII: by language, from the tables in tables/spellings.

A damaged word is looked up by its damage: the chain is carried out on the words of the table. Where the word is not in
it, the letters of its words tell what can stand beside what.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache

from gnn9_extract.clean.mojibake.encodings import flattened
from gnn9_extract.clean.mojibake.forms import Chain
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
def _words(language: str) -> tuple[str, ...]:
    lines = table(f"spellings/{language}.txt").split("\n")
    return tuple(line for line in lines if line and not line.startswith("#"))


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


@lru_cache(64)
def _by_damage(language: str, chain: Chain, *, capitals: bool) -> dict[str, list[str]]:
    """The words of a language, in capitals or else with and without a capital, by what a chain leaves of them."""
    words = _words(language)
    cased = map(str.upper, words) if capitals else (*words, *map(str.capitalize, words))
    variants = dict.fromkeys(cased)
    keys = chain.key("\n".join(variants)).split("\n")
    found: dict[str, list[str]] = {}
    for key, word in zip(keys, variants, strict=True):
        found.setdefault(key, []).append(word)
    return found


def spelt(languages: Sequence[str], chain: Chain, actual: str) -> list[str]:
    """The words that a damaged word can have been, of the first language that knows any, the commonest first."""
    key = flattened(actual)
    plain = [char for char in actual if char.isascii() and char.isalpha()]
    capitals = bool(plain) and all(map(str.isupper, plain)) and len(plain) > 1
    tables = (_by_damage(language, chain, capitals=capitals) for language in languages)
    return next((words for table in tables if (words := table.get(key))), [])


@lru_cache(16)
def _letters(language: str) -> dict[str, float]:
    """How often one, two and three letters follow each other in the words of a language; a blank is the word's edge."""
    counted: dict[str, float] = {}
    words = _words(language) if language in _NOT_LATIN else _words(language)[:_TELLING]
    for rank, word in enumerate(words):
        weight = 1 / math.sqrt(rank + 20)
        edged = f" {word} "
        for size in (1, 2, 3):
            for at in range(len(edged) - size + 1):
                part = edged[at : at + size]
                counted[part] = counted.get(part, 0.0) + weight
    return counted


def likelihood(languages: Sequence[str], char: str, left: str, right: str) -> float:
    """How likely a letter is between others (up to two on each side, blanks at the edges of its word): a logarithm."""
    total = sum(_between(_letters(language), char.lower()[0], left, right) for language in languages)
    return math.log(total + 1e-9)


def _between(counted: dict[str, float], char: str, left: str, right: str) -> float:
    alone = counted.get(char, 0.0)
    if not alone:
        return 0.0
    near = (counted.get(left[-1:] + char, 0.0) / alone, counted.get(char + right[:1], 0.0) / alone)
    far = (counted.get(left[-2:] + char, 0.0) / alone, counted.get(char + right[:2], 0.0) / alone)
    both = counted.get(left[-1:] + char + right[:1], 0.0) / alone
    left_side = 0.02 + near[0] + 2 * far[0]
    right_side = 0.02 + near[1] + 2 * far[1]
    return alone * left_side * right_side * (0.02 + both) / counted.get(" ", 1.0)
