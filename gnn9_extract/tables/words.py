"""Words of the language, for words that were cut."""

from gnn9_extract.tables.rows import entries


def is_word(word: str) -> bool:
    """Whether a word, in any case, is in the table of English words.

    >>> is_word("Expected"), is_word("ected")
    (True, False)
    """
    return word.casefold() in entries("words.txt")
