"""Makes gnn9_extract/tables/spellings: the commonest words of each language that are written with more than ASCII.

    .venv/bin/python -m pip install wordfreq
    .venv/bin/python tools/make_spellings.py

The words are those of wordfreq (Robyn Speer; CC BY-SA 4.0, and so are the tables), commonest first. They tell what a
damaged letter was where its own characters do not. `function_words.csv` has the commonest words of all kinds: by them
the language of a page is known.
"""

import csv
import unicodedata
from itertools import islice
from pathlib import Path

import wordfreq

TABLES = Path(__file__).parent.parent / "gnn9_extract" / "tables"
# Left out: Filipino, Indonesian and Malay, which are written in ASCII.
LANGUAGES = (
    *("ar", "bg", "bn", "ca", "cs", "da", "de", "el", "en", "es", "fa", "fi", "fr", "he", "hi", "hr", "hu", "is", "it"),
    *("ja", "ko", "lt", "lv", "mk", "nb", "nl", "pl", "pt", "ro", "ru", "sk", "sl", "sv", "ta", "tr", "uk"),
    *("ur", "vi", "zh"),
)
MOST, COMMONEST = 4000, 150
HEAD = "# The commonest words written with more than ASCII, the commonest first. From wordfreq (CC BY-SA 4.0) by\n"
HEAD += "# tools/make_spellings.py; this table is under CC BY-SA 4.0 too.\n"


def main() -> None:
    """Writes the tables."""
    folder = TABLES / "spellings"
    folder.mkdir(exist_ok=True)
    function_words = []
    for language in LANGUAGES:
        words = wordfreq.iter_wordlist(language, "best")
        spelt = islice((word for word in words if is_spelling(word, language)), MOST)
        (folder / f"{language}.txt").write_text(HEAD + "".join(f"{word}\n" for word in spelt), "utf-8")
        common = islice((word for word in wordfreq.iter_wordlist(language, "best") if is_word(word)), COMMONEST)
        function_words.append([language, " ".join(common)])
    with (TABLES / "function_words.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([["language", "words"], *function_words])


def is_word(word: str) -> bool:
    """Whether a word is letters and their accents only."""
    return all(unicodedata.category(char)[0] in "LM" for char in word)


def is_spelling(word: str, language: str) -> bool:
    """Whether a word has a letter beyond ASCII, in the script of its language; a stray letter of another is no word."""
    letters = [char for char in word if not char.isascii()]
    if not letters or not is_word(word) or (len(word) == 1 and language in {"en", "nl"}):
        return False
    latin = language in {"ca", "cs", "da", "de", "en", "es", "fi", "fr", "hu", "is", "it", "lt", "lv", "nb", "nl", "pl"}
    latin = latin or language in {"pt", "ro", "hr", "sk", "sl", "sv", "tr", "vi"}
    return all(unicodedata.name(char, "").startswith("LATIN") for char in letters) == latin


if __name__ == "__main__":
    main()
