"""How likely a news text has a character, before anything is known of its place."""

import unicodedata
from bisect import bisect_right
from functools import lru_cache

# The letters of European news by how often they are printed, within each script.
USUAL = "éèáàíóöäüçãñêâôîûåøæßşğıščžřýěůćłąęśżźńőűďťňľőÉÖÄÜÅÇÀÁÓÍÚÑú"
# The marks and signs that stand in it.
MARKS = frozenset("‘’“”„–—…•€™£°½¼«»¿¡§©®·ºª。、，「」\u00a0")
SIGNS = frozenset("−×÷≈≠≤≥′″→←№【】・－！？：；（）")
BOM = "\ufeff"
IMPOSSIBLE = 9.0
RARE = 4.0

# Ranges of characters, each with its cost: 0 is printed every day, 1 in some language, 2 and 3 seldom. What is in none
# costs `RARE` if it has a meaning.
_RANGES: tuple[tuple[int, int, float], ...] = (
    (0x00A0, 0x0180, 1),
    (0x018F, 0x0190, 2),
    (0x0192, 0x0193, 1),
    (0x01A0, 0x01B1, 1),
    (0x01C4, 0x01CD, 2),
    (0x01CD, 0x01DD, 3),
    (0x01FA, 0x0200, 3),
    (0x0218, 0x021C, 1),
    (0x0259, 0x025A, 2),
    (0x02BC, 0x02BD, 2),
    (0x0300, 0x0370, 3),
    (0x0386, 0x03CF, 1),
    (0x0400, 0x0410, 1),
    (0x0410, 0x0450, 0.5),
    (0x0450, 0x0460, 1),
    (0x0490, 0x0492, 1),
    (0x0492, 0x0500, 2),
    (0x0531, 0x058B, 2),
    (0x05BE, 0x05F5, 1),
    (0x060C, 0x06D5, 1),
    (0x06F0, 0x06FA, 1),
    (0x0901, 0x0E00, 1),
    (0x0E01, 0x0E5C, 1),
    (0x0E81, 0x0EE0, 2),
    (0x0F00, 0x0FD0, 2),
    (0x1000, 0x1050, 1.5),
    (0x10D0, 0x10FF, 1.5),
    (0x1200, 0x137D, 1.5),
    (0x1780, 0x17EA, 1.5),
    (0x1E00, 0x1E9E, 2),
    (0x1E9E, 0x1F00, 1),
    (0x1F00, 0x2000, 3),
    (0x2000, 0x2010, 2),
    (0x2010, 0x2028, 1),
    (0x202F, 0x2040, 1),
    (0x2040, 0x2070, 3),
    (0x2070, 0x20A0, 2),
    (0x20A0, 0x20C1, 1),
    (0x2100, 0x2200, 2),
    (0x2200, 0x2500, 2),
    (0x2500, 0x25A0, 3),
    (0x25A0, 0x2800, 2),
    (0x2B00, 0x2C00, 2),
    (0x3000, 0x3040, 1),
    (0x3040, 0x3130, 1),
    (0x3400, 0x4DC0, 3),
    (0x4E00, 0x9FA6, 1),
    (0xAC00, 0xD7A4, 1),
    (0xFB00, 0xFB01, 1),
    (0xFB01, 0xFB03, 0.5),
    (0xFB03, 0xFB07, 1),
    (0xFB13, 0xFE00, 2),
    (0xFE0F, 0xFE10, 1),
    (0xFE70, 0xFEFD, 2),
    (0xFEFF, 0xFF00, 1),
    (0xFF01, 0xFF5F, 1),
    (0xFF5F, 0xFFEF, 2),
    (0xFFFD, 0xFFFE, 2),
    (0x1D400, 0x1D800, 3),
    (0x1F000, 0x1F650, 2),
    (0x1F650, 0x1F680, 4),
    (0x1F680, 0x1FB00, 2),
)


_STARTS = [low for low, _, _ in _RANGES]


@lru_cache(8192)
def cost(char: str) -> float:
    """What a reading costs that has a character: 0 for the usual ones, `IMPOSSIBLE` for what no news prints."""
    if char in USUAL or char in MARKS:
        return 0
    code = ord(char)
    if code < _STARTS[0] or unicodedata.category(char) in ("Cn", "Co", "Cs", "Cc", "Zl", "Zp"):
        return IMPOSSIBLE
    _, high, value = _RANGES[bisect_right(_STARTS, code) - 1]
    if code >= high:
        return RARE
    if char in SIGNS:
        return 0.5
    return 1.5 if char in "†‡‚" or 0x2080 <= code <= 0x208F else value


@lru_cache(1024)
def script_of(letter: str) -> str:
    """The script of a letter, as its Unicode name begins with it; that of Japanese is that of Chinese."""
    script = unicodedata.name(letter, "").partition(" ")[0]
    return "CJK" if script.startswith(("HIRAGANA", "KATAKANA")) else script
