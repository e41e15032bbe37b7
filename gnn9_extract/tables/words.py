"""Words of the language, for words that were cut."""

from functools import cache

from gnn9_extract.tables.rows import table


@cache
def _words() -> str:
    return table("words.txt")


def is_word(word: str) -> bool:
    """Whether a word, in any case, is in the table of English words.

    >>> is_word("Expected"), is_word("ected")
    (True, False)
    """
    return f"\n{word.casefold()}\n" in _words()
