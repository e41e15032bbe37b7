"""Words of the language, for words and sentences that were cut."""

from gnn9_extract.tables.rows import entries


def is_word(word: str) -> bool:
    """Whether a word, in any case, is in the table of English words.

    >>> is_word("Expected"), is_word("ected")
    (True, False)
    """
    return word.casefold() in entries("words.txt")


def is_proper_word(word: str) -> bool:
    """Whether a word is written with a capital wherever it stands: a people, a language, a month.

    >>> is_proper_word("English"), is_proper_word("english"), is_proper_word("Expected")
    (True, False, False)
    """
    return word in entries("proper_words.txt")


def is_connective(word: str) -> bool:
    """Whether a word needs another one after it.

    >>> is_connective("the"), is_connective("harbour")
    (True, False)
    """
    return word in entries("connectives.txt")


def is_opener(word: str) -> bool:
    """Whether a word has a capital only where a sentence begins.

    >>> is_opener("As"), is_opener("Diu")
    (True, False)
    """
    return word.casefold() in entries("openers.txt")
