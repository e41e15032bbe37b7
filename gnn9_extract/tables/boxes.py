"""What the class words of an element on a news page say it is.

The table is boxes.csv: a word, or two that follow each other, in small letters, and the kind of thing that they name;
"nothing" for two words of which one alone would name something ("has-sidebar"). Facts: the publishing systems and
themes that news sites use.
"""

import re
from functools import cache, lru_cache
from itertools import pairwise

from gnn9_extract.tables.rows import rows

# `relatedPosts` is two words, `OUTBRAIN` one.
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_MOST = 7  # words; a longer name is that of the story itself (`for-a-walk-in-time-square-with-friends`)
_MOST_NAMES = 40
NOTHING = "nothing"


@cache
def _kinds() -> dict[str, str]:
    return {row["words"]: row["kind"] for row in rows("boxes.csv")}


@cache
def _openings() -> frozenset[str]:
    """All that a row can begin with: a word, the first of two, or a part of one word that a name has as two."""
    return frozenset(row[:end] for row in _kinds() for end in range(1, len(row) + 1))


@lru_cache(10_000)
def kinds_of(names: str) -> tuple[str, ...]:
    """The kinds that the names of an element tell of, in their order; none for most elements.

    >>> kinds_of("post-123 relatedPosts widget"), kinds_of("col-md-8")
    (('related_links',), ())
    """
    found: dict[str, None] = {}
    for name in names.split()[:_MOST_NAMES]:
        for kind in _kinds_of_name(name):
            found[kind] = None
    return tuple(found)


@lru_cache(20_000)
def _kinds_of_name(name: str) -> tuple[str, ...]:
    """The kinds that one name tells of: of `story-body__share` that of the part, if it is not the story's."""
    kinds = _kinds_of_words(name)
    if "story" in kinds and "__" in name:
        part = _kinds_of_words(name.partition("__")[2])
        return part if part and "comments" not in part else kinds
    return kinds


def _kinds_of_words(name: str) -> tuple[str, ...]:
    words = _WORD.findall(name)
    if len(words) > _MOST:
        return ()
    table, openings, found = _kinds(), _openings(), []
    follows = False  # whether a word is the second of two that are a row
    for word, following in pairwise((*map(str.lower, words), "")):
        if follows or word not in openings:
            follows = False
            continue
        pair = f"{word} {following}"
        follows = pair in table
        kind = table.get(pair) or table.get(word + following) or table.get(word)
        if kind and kind != NOTHING:
            found.append(kind)
    return tuple(found)
