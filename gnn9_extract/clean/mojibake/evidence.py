"""What speaks for damage: stretches of text, alone and in their words, that clean text seldom has or never."""

import re
import unicodedata
from functools import cache

from gnn9_extract.clean.mojibake.encodings import ENCODINGS, alphabet
from gnn9_extract.clean.mojibake.likelihood import script_of

_QUIET = ("Pi", "Pf", "Ps", "Pe", "Pd", "Zs", "Cf")
_SIGNS = ("Sm", "So", "Sc", "No")


def is_sure(actual: str, name: str) -> bool:
    """Whether no clean text has a stretch: `â€`, or the lead of Western letters and signs before a sign (`Ã©`, `Â£`).

    Quotes, dashes, ellipses and spaces are no such signs: they stand behind clean letters too (`„Ä“`, `MÃE…`).
    """
    if actual in _STRANGERS or (len(actual) == 3 and actual[:2] in _TICKS and not actual[2].isascii()):
        return True
    if actual.isalpha():  # letters alone are sure as `вЂ` and its like, and nothing else
        return len(actual) > 2 and _opening(name) in actual
    if actual[0].isalpha() and (_is_sure_sequence(actual, name) or any(map(_UNUSED.__contains__, actual))):
        return True
    openers = _openers(name)
    return any(char in openers and _is_sure_pair(actual, at, name) for at, char in enumerate(actual[:-1]))


def is_sure_of_any(actual: str) -> bool:
    """Whether no clean text has a stretch, in whichever encoding it was misread."""
    return any(is_sure(actual, name) for name in (_with_letters() if actual.isalpha() else ENCODINGS))


@cache
def _opening(name: str) -> str:
    """What quotes and dashes begin with: `â€`, `вЂ`."""
    return alphabet(name)[0xE2] + alphabet(name)[0x80]


@cache
def _with_letters() -> tuple[str, ...]:
    """The encodings in which letters alone can be sure."""
    return tuple(name for name in ENCODINGS if _opening(name).isalpha())


# No language has these letters side by side: `âœ”`, `âś“`; `Ãœber`, `ÃŸ`.
_TICKS = ("âœ", "âś")
_STRANGERS = frozenset(("Ãœ", "ÃŸ", "Ãž", "Ãš", "ÃŒ", "ÃŠ", "ÃŽ"))
# `ã\x83\x84` -- not `é\x94\x85`, a quote and an ellipsis of Windows-1252.
_CONTROLS = re.compile("[\x80-\x9f](?:(?<![\x85\x91-\x97])|(?![\x85\x91-\x97]))[\x80-\x9f]")
# The controls that Windows-1252 has no character for: no quote or dash was misread as one of these.
_UNUSED = frozenset("\x81\x8d\x8f\x90\x9d")


def _is_sure_sequence(actual: str, name: str) -> bool:
    """Whether a stretch begins like a character of three bytes or four and goes on so: `â‰¥`, `ï¿½`, `ðŸ˜€`."""
    lead = _byte(actual[0], name)
    if lead == 0xF0:
        return len(actual) > 3 and _is_undoubted(actual[1:4])
    return lead > 0xDF and len(actual) > 2 and (_is_undoubted(actual[1:3]) or bool(_CONTROLS.match(actual, 1)))


@cache
def _openers(name: str) -> frozenset[str]:
    """The characters that can begin a pair that no clean text has."""
    return frozenset(alphabet(name)[byte] for byte in (0xC2, 0xC3, 0xE2)) | {"'", '"'}


def _is_undoubted(rest: str) -> bool:
    """Whether two characters, none of ASCII and not both letters, are no quotes and spaces behind a letter."""
    if any(char.isascii() for char in rest) or rest.isalpha():
        return False
    return any(not char.isalpha() and char not in "…´" and unicodedata.category(char) not in _QUIET for char in rest)


def _is_sure_pair(actual: str, at: int, name: str) -> bool:
    first, second = actual[at], actual[at + 1]
    lead, following = _byte(first, name), _byte(second, name)
    if lead == 0xE2 and following == 0x80:
        return not second.isalpha() or len(actual) > 2  # `вЂ` alone is in no damaged text, but in `ПоздравЂаво`
    if first in "'\"" and following == 0x80:
        return not actual[at + 2 : at + 3].isascii()  # `'Äô`, where the lead itself was flattened
    if lead == 0xE2 and first == "â" and unicodedata.category(second) in _SIGNS:
        return True  # `â¦` and `â¢`, from which a control was dropped
    if lead not in (0xC2, 0xC3) or second.isascii():
        return False
    if not first.isalpha():
        # `¬´` is a face, too.
        return (
            second.isalpha()
            or (first == "¬" and second in "£©®∞")
            or (lead == 0xC3 and not "\u2500" <= second <= "\u259f")
        )
    return not second.isalpha() and second != "…" and unicodedata.category(second) not in _QUIET


def _byte(char: str, name: str) -> int:
    """The byte of a character beyond ASCII in an encoding; 0 where it has none."""
    return 0 if char.isascii() else _bytes(name).get(char, 0)


@cache
def _bytes(name: str) -> dict[str, int]:
    """The first byte of every character of an encoding."""
    return {char: alphabet(name).index(char) for char in alphabet(name)}


def is_weak(actual: str) -> bool:
    """Whether a stretch could stand in clean text: letters of one script, or a letter and what a flattening left.

    A mark right behind a letter (`Ã©`, `â€`) and letters of two scripts (`ΓÇö`) are none of that.
    """
    lead = actual[0]
    rest = [char for char in actual[1:] if not char.isascii()]
    if not rest:
        return True
    if all(unicodedata.name(char, "").startswith("BOX") for char in actual):
        return True
    if not lead.isalpha():
        return False
    if len(rest) == 1 and rest[0] in "\u00a0…“”‘’":
        return True
    if any(unicodedata.category(char)[0] not in "LM" for char in rest):
        return False
    return all(script_of(char) == script_of(lead) for char in rest)


# What is left of a quote in English: before `s` in `itâs`, before a capital in `âPelvis`.
_ELIDED = re.compile(r"(?:s|t|re|ve|ll|d|m)\b")


# What can stand behind a word in capitals.
TRAILING = frozenset("™®©°†‡‰¹²³ªº")


def is_root(text: str, at: int, end: int) -> bool:
    """Whether a root sign and one of sums and the like are mathematics: `√∑x²`, `√∞` -- not `√∫ltimo`, `fj√∏rd`."""
    after = text[end : end + 2]
    is_word = text[at - 1 : at].isalpha() or (len(after) > 1 and after.isalpha() and after.isascii())
    return end == at + 2 and text[at] == "√" and text[at + 1] in "∂∑∏π∫∞" and not is_word


def splits(text: str, at: int, end: int, *, weak: bool, english: bool) -> tuple[bool, bool]:
    """Whether a stretch is still weak, and whether it is sure, by the word that it stands in."""
    before, after = text[at - 1 : at], text[end : end + 1]
    if end == at + 1:
        if text[at] == "â":
            return weak, english and bool(_ELIDED.match(text, end)) if before.isalpha() else "A" <= after <= "Z"
        return weak and not (text[at].isupper() and before.islower() and script_of(text[at]) == "LATIN"), False
    if not text[at].isalpha():
        joins = before.islower() or (before.isalpha() and after.isalpha())
        sure = (joins and _is_sign(text[at:end])) or _is_boxed(text, at, end)
    elif script_of(text[at]) == "LATIN":
        return _splits_latin(text, at, end, weak=weak)
    else:
        sure = before.isascii() and before.isalpha()
    return weak, sure


def _splits_latin(text: str, at: int, end: int, *, weak: bool) -> tuple[bool, bool]:
    """The same of a stretch that begins with a Latin letter."""
    before, after, first, second = text[at - 1 : at], text[end : end + 1], text[at], text[at + 1]
    inside = before.isalpha() and after.isalpha()
    if first.isupper() and before.islower():  # `pĂĄ`, `voilÃ` and a no-break space
        return False, not second.isascii() or after.islower()
    if first in "ÂÃ" and second in "\u00a0\u00ad" and not before.isupper():
        return weak, not after or after in " \u00a0" or after.isalnum()
    if first == "Ã" and second in "–—“•ª" and not before.isalpha() and after.islower():  # `Ã–sterreich`
        return False, True
    if first.isupper() and after.islower():  # `Ä°stanbul`, `RÄ«ga`, `GÃ\xa0idhlig`
        split = second == "°" or (first == "Ã" and second == "\u00a0") or (inside and second in "«»“”„")
        if split:
            return weak, not (before.isupper() and text[at - 2 : at - 1].isalpha())
    if inside and before.isupper() and after.isupper():  # `ZURÃœCK`, `HÃ”TEL`, `AÃ‘OS`
        return weak, second.islower() or (first == "Ã" and second in "“”‘„")
    return weak, inside and _is_sign(text[at:end]) and (before.islower() or after.islower())


def _is_boxed(text: str, at: int, end: int) -> bool:
    """Whether a stretch of boxes is none of a drawing: `latvie┼íu`, `f├╝r`, `┬┐que hay?`."""
    before, after, first, second = text[at - 1 : at], text[end : end + 1], text[at], text[at + 1]
    if not _is_box(first):
        return False
    if not before.isalpha():
        return first == "┬" and after.isalpha() and _ASKED.get(second, first) in text[end:]
    return second.isalpha() or (first == "├" and before.islower() and after.islower())


# What ends a sentence that begins with `¿` or `¡`, by the second half of that after cp437.
_ASKED = {"┐": "?", "í": "!"}


def _is_box(char: str) -> bool:
    return "\u2500" <= char <= "\u259f"


def _is_sign(stretch: str) -> bool:
    """Whether a stretch has a sign that is in no word; boxes are drawn of letters and signs."""
    return any(char == "ƒ" or (unicodedata.category(char) in _SIGNS and not _is_box(char)) for char in stretch)
