"""What is left of damage where most of it is gone: runs that ftfy can undo, and letters that stand for nothing."""

import re
from functools import lru_cache

from gnn9_extract.clean.mojibake.diagnosis import SMALL, has_signs
from gnn9_extract.clean.mojibake.encodings import alphabet
from gnn9_extract.clean.mojibake.evidence import TRAILING, is_root, is_sure_of_any
from gnn9_extract.clean.mojibake.mac import as_mac, is_mac
from gnn9_extract.clean.mojibake.spelling import hits, is_spelt, languages_of
from gnn9_extract.clean.rewrite import rewrite
from gnn9_extract.page import Page


def repair_runs(page: Page, undecided: frozenset[str]) -> Page:
    """The page with each run undone that ftfy can undo.

    What is `undecided` is left: that it is damage is known, and what ftfy would make of a part of it is not it.
    """
    return rewrite(
        page,
        _RUN,
        "repair",
        "mojibake_ftfy",
        lambda found: None if any(map(found[0].__contains__, undecided)) else _by_ftfy(found),
        skips=_is_clean,
    )


# ftfy knows a Greek encoding, of which we look for no signs, and reads C1 controls.
_ODD = re.compile("[\x80-\x9f\u0370-\u03ff]")


def _is_clean(text: str) -> bool:
    return text.isascii() or not (has_signs(text) or _ODD.search(text))


def repair_letters(page: Page, text: str) -> Page:
    """The page with letters and controls that are left by themselves read, or gone; `text` are its lines with any."""
    if "Ã" in text:
        page = rewrite(page, _GRAVE, "repair", "flattened_letter", _as_a_grave, skips=str.isascii)
    if _C1_IN_BYTES.search(text.encode(errors="surrogatepass")):  # quicker than to search the text
        if is_mac(text, _CONTROLS):
            page = rewrite(page, _C1, "repair", "mac_letter", lambda found: as_mac(found[0]), skips=str.isascii)
        else:
            page = rewrite(page, _CONTROLS, "repair", "windows_control", _as_windows, skips=str.isascii)
            if "\x92" in text and _languages(text)[:1] in _ELIDING:
                page = rewrite(page, _ELIDED, "repair", "windows_control", _as_windows, skips=str.isascii)
    # The small letters of a language with an Å of its own.
    if ("Å" in text or "Â" in text) and not any(letter in text for letter in "åøæ"):
        page = rewrite(page, _STRAY, "remove", "stray_letter", lambda found: "", skips=str.isascii)
    return page


# `Ã  la carte`, `voilÃ !`, an `à` whose no-break space was flattened -- not `IRMÃ “`, `Ã = 3`, `S Ã O`.
_GRAVE = re.compile(r"(?<!\w)(?<!\b[A-Z] )Ã ( ?)(?=[^\W\d])|(?<=[a-z])Ã(?: (?= )|(?=[ ,.;:!?]|$))")
_HEAD = re.compile(r"(?:[.!?] ?|^)$")
_LETTERS = re.compile(r"[^\W\d_]+")


def _as_a_grave(found: re.Match[str]) -> str | None:
    """`à`, where the line is in a language that has it as a word, or as the end of that word; else None."""
    line = found.string
    languages = _languages(line)
    if found[1] is not None:
        letter = "À" if _HEAD.search(line[max(found.start() - 2, 0) : found.start()]) and not found[1] else "à"
        return f"{letter} " if is_spelt("à", languages) and languages[:1] != ("en",) else None
    before = line[max(found.start() - 24, 0) : found.start()]
    return "à" if is_spelt(_LETTERS.findall(before)[-1].lower() + "à", languages) else None


@lru_cache(4)
def _languages(line: str) -> tuple[str, ...]:
    return languages_of("LATIN", hits(_LETTERS.findall(line.casefold())))


# `Ã©` -- not the parts of `Ã?Â¢â?¬`, where a `?` was a part too.
_RUN = re.compile(r"(?<![^\x00-\x7f])(?<![^\x00-\x7f]\?)[^\x00-\x7f]{2,}(?!\??[^\x00-\x7f])")
# Damage that is left: the run was damaged twice and flattened, or a byte is lost; half a repair is none.
_STILL = re.compile(r"[ÂÃâ][^\x00-\x7f]|\ufffd")


def _by_ftfy(found: re.Match[str]) -> str | None:
    """What ftfy makes of a run; None where it sees no damage."""
    if SMALL in found[0] or is_root(found.string, found.start(), found.end()):
        return None
    if "í\u00a0½" not in found[0] and not is_sure_of_any(found[0]):
        return None
    fixed = _fixed(found[0])
    return None if _STILL.search(fixed) or (_is_behind_capitals(found) and not fixed.isupper()) else fixed


def _is_behind_capitals(found: re.Match[str]) -> bool:
    """Whether a run can be the last letter of a word in capitals and a mark: `MANHÃ®`; `OÃ™` could be one, too."""
    text, start, end = found.string, found.start(), found.end()
    before, after = text[start - 1 : start], text[end : end + 1]
    return end - start == 2 and before.isupper() and not after.isalpha() and found[0][1] in TRAILING


@lru_cache(1024)
def _fixed(run: str) -> str:
    import ftfy  # noqa: PLC0415  (as slow to load as everything else together)

    return ftfy.fix_encoding(run)


# `\x93Yes\x94`, `don\x92t`, quotes of Windows-1252 that were read as controls of ISO 8859-1 -- not `Ã\x8d`, half of a
# damaged character, nor `tur\x92stico`, an `í` of Mac Roman.
_CONTROLS = re.compile(
    "(?<![À-ô\x80-\x9f])(?:(?<![a-z])[\x80-\x9f]+|[\x80-\x9f]+(?![a-z\x80-\x9f])|\x92(?=(?:s|t|d|m|re|ve|ll)\\b))"
    "(?![\xa0-\xbf])|(?<=[a-z][à-ö])\x85(?= )"
)
_C1 = re.compile("[\x80-\x9f]")
_C1_IN_BYTES = re.compile(rb"\xc2[\x80-\x9f]")
# `l\x92homme`, `qu\x92il`, in a language that elides so -- not `tur\x92stico`.
_ELIDED = re.compile("(?:(?<=\\b[cdjlmnst])|(?<=\\bqu)|(?<=\\bun)|(?<=ll))\x92(?=[a-z])", re.IGNORECASE)
_ELIDING = (("ca",), ("fr",), ("it",))


def _as_windows(found: re.Match[str]) -> str:
    """The characters that Windows-1252 has for some controls; where it has none, the control."""
    return "".join(alphabet("cp1252")[ord(control)] for control in found[0])


# `Å Despite` at the head of a line, `10Â km` behind a word -- not `Å bygge`, where no sentence begins, `Â = 3`, `SÂ`.
_STRAY = re.compile(r"^[ÅÂ]\s(?=[^\sa-z=–—-])|(?<=[a-z\d.,;:!?%\"'”’)\]])Â(?= )")
