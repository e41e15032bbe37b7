"""Whether a page is damaged, and how: the chain is the same all over it, and so is told by all of it.

Clean text of many languages has pairs of characters that look like damage. So a page is damaged only where something
on it is in no clean text, or where hardly a character beyond ASCII is not damage.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from gnn9_extract.clean.mojibake.acceptance import accepted
from gnn9_extract.clean.mojibake.damage import Damage, Slot
from gnn9_extract.clean.mojibake.encodings import (
    CONTINUATION,
    ENCODINGS,
    LEADS,
    USUAL,
    Controls,
    alphabet,
    beyond_ascii,
    chars,
)
from gnn9_extract.clean.mojibake.likelihood import RARE, cost, script_of
from gnn9_extract.clean.mojibake.reading import Reader
from gnn9_extract.clean.mojibake.spelling import hits, languages_of

_SAMPLE = 3000  # characters of damaged lines that tell the encoding
_WHOLE = 0.8  # of the characters beyond ASCII are damaged, of a page that is damaged as a whole
_EVIDENCE = 3.0  # what it takes where nothing is sure: two strong sequences or four weak ones
_STRONG, _WEAK = 1.5, 0.75


class Diagnosis(NamedTuple):
    """Who reads the lines of a page, and whether all of it was damaged."""

    reader: Reader
    whole: bool


def diagnose(text: str) -> Diagnosis | None:
    """How a text with signs of damage was damaged; None where they are none."""
    signed = "\n".join([line for line in text.split("\n") if has_signs(line)])
    likely = _likely(text, signed)
    if not likely or (SMALL in text and not _CAPITALS.search(text)):
        return None
    sample = _sample(signed, likely)
    reader = _cheapest(text, sample, likely)
    reader = reader.no_deeper(_layers(sample, reader))
    whole = _is_whole(text, reader)
    return None if whole is None else Diagnosis(reader, whole)


# What `Ã¢â‚¬` becomes where a page is put in small letters after its damage: nothing undoes that. An address on a page
# that has capitals (`Ã©`) can have it too.
SMALL = "ã¢â‚¬"
_CAPITALS = re.compile("[À-ÖØ-Þ]")


def _cheapest(text: str, sample: Sequence[str], likely: Sequence[str]) -> Reader:
    """The reader of the encoding in which a sample costs least; behind one that reads all of it none is asked."""
    best = _reader(likely[0], text, sample)
    least = _cost(sample, best) if len(likely) > 1 else 0.0
    for name in likely[1:]:
        if all(map(_is_explained, map(best.line, sample))):
            break
        reader = _reader(name, text, sample)
        spent = _cost(sample, reader)
        if spent < least:
            best, least = reader, spent
    return best


def _is_explained(read: tuple[Sequence[Slot], float]) -> bool:
    """Whether a line has nothing beyond ASCII but damage, all of it of characters that are printed every day."""
    slots, spent = read
    return (
        all(slot.cost <= _USUAL + (slot.chars[0] in _LOSING) * slot.dropped for slot in slots)
        and spent - sum(slot.cost for slot in slots) < 1
    )


_LOSING = "“”‘’–—"  # what is told from other characters with a control less, too
_USUAL = 2.8  # what such a character costs that is damaged, and a quote in it flattened


def _sample(signed: str, likely: Sequence[str]) -> list[str]:
    """The first of the lines with signs of damage."""
    seen = re.compile(
        "|".join(_pairs(name).pattern for name in likely) + f"|{_APOSTROPHE.pattern}|{_QUOTE.pattern}|{_MIXED.pattern}"
    )
    sample: list[str] = []
    length = 0
    for line in signed.split("\n"):
        if length < _SAMPLE and seen.search(line):
            sample.append(line[:_SAMPLE])
            length += len(line)
    return sample


# ---------------------------------------------------------------- which encoding


@cache
def _pairs(name: str) -> re.Pattern[str]:
    """Two characters that begin a damaged one: `Ã©` `вЂ` `√©` -- not `é`, not `—É`."""
    pairs = "[{}][{}]".format(*map(re.escape, _of_pairs(name)))
    return re.compile(f"{pairs}|{_BEHIND_QUOTE}" if name == "mac_roman" else pairs)


def _of_pairs(name: str) -> tuple[str, str]:
    """The characters that come first in such a pair, and those that come second."""
    leads, seconds = chars(name, LEADS), chars(name, CONTINUATION) + "\ufffd"
    if name == "mac_roman":
        # D2 to D5 are quotes there, which stand before accented letters in clean text too.
        leads = "".join(char for char in leads if not 0xD1 < alphabet(name).index(char) < 0xD6)
    return leads, seconds


# E2 is a quote in Mac Roman. Flattened it begins a damaged mark or sign, `'Äô` or `'Ç¨` -- not `l'été`.
_BEHIND_QUOTE = "(?<=')[ÄÇÑ]"


# One letter that is left of a pair, and what stands round it: it is searched faster than what has to stand before it.
_LEFT = (
    # `itâs`, `donât`: an apostrophe of which latin-1 and a dropping of controls left one letter -- not `château`.
    ("â", r"(?<=[A-Za-z]â)(?=(?:s|t|re|ve|ll|d|m)\b)"),
    # `âPelvis`, a quote of which the same was left -- not `âme`.
    ("â", r"(?<!\wâ)(?=[A-Z])"),
    # `autoritГ `, an `à` read as Windows-1251 before its no-break space was flattened -- not `НАТОГ`.
    ("[В-Я]", r"(?<=[a-z][В-Я])(?=[ '\"])"),
)
_APOSTROPHE, _QUOTE, _MIXED = (re.compile(letter + around) for letter, around in _LEFT)


@cache
def _any_sign() -> re.Pattern[str]:
    """The pairs of any encoding, and the letters that are left of one.

    All that can come first stand in one set at its head, which is searched fastest.
    """
    leads, seconds = zip(*map(_of_pairs, ENCODINGS), strict=True)
    signs = [f"(?<=[{re.escape(one)}])[{re.escape(two)}]" for one, two in zip(leads, seconds, strict=True)]
    signs += [*(f"(?<={letter}){around}" for letter, around in _LEFT), _BEHIND_QUOTE]
    return re.compile(f"[{re.escape(''.join(leads))}'](?:{'|'.join(signs)})")


def has_signs(text: str) -> bool:
    """Whether a text has anything that can be damage; most texts have nothing."""
    return _any_sign().search(text) is not None


def _is_english(text: str) -> bool:
    """Whether a text with an apostrophe like that is English."""
    if not _APOSTROPHE.search(text):
        return False
    return languages_of("LATIN", hits(_WORDS.findall(text[:_SAMPLE].lower())))[:1] == ("en",)


_WORDS = re.compile(r"[^\W\d_]+")


def _likely(text: str, signed: str) -> list[str]:
    """The encodings of which a text has most of the pairs; `signed` are its lines that have any."""
    lone = len(_QUOTE.findall(signed)) + (len(_APOSTROPHE.findall(signed)) if _is_english(text) else 0)
    mixed = len(_MIXED.findall(signed))
    seen = {name: len(_pairs(name).findall(signed)) for name in ENCODINGS}
    seen["latin-1"] += lone + text.count("ÃÂ")  # two layers, of which the control between was dropped
    seen["cp1251"] += mixed
    usual = max(seen[name] for name in USUAL)
    often = max(usual, *seen.values())
    asked = {*USUAL, *(name for name in ENCODINGS if seen[name] > usual)}
    if _TURKISH.search(text):
        asked.add("cp1254")
    return [name for name in ENCODINGS if name in asked and seen[name] and 2 * seen[name] >= often]


# What Windows-1254 has where Windows-1252 has other characters: `ğŸ™‚` -- not `ðŸ™‚`.
_TURKISH = re.compile("[ĞğİıŞş\x8e\x9e]")


def _reader(name: str, text: str, sample: Sequence[str]) -> Reader:
    """A reader for what happened beside the misreading: to the controls and no-break spaces, of which none are left."""
    whole = Reader(Damage(name, "kept", "\u00a0" not in text, _is_english(text)))
    for controls in _shown(text) if not _C1.search(text) else ():
        reader = Reader(whole.damage._replace(controls=controls))
        asked = sample if controls else (line for line in sample if _is_doubtful(line, whole.line(line)[0], name))
        if any(_shows_dropped(line, reader.line(line)[0]) for line in asked):
            return reader
    return whole


def _is_doubtful(line: str, slots: Sequence[Slot], name: str) -> bool:
    """Whether something of a line can have lost a control: what is seldom, or read with a blank, or begins in vain."""
    at = 0
    for slot in slots:
        if slot.cost > _USUAL or " " in line[slot.start : slot.end] or _leads(name).search(line, at, slot.start):
            return True
        at = slot.end
    return _leads(name).search(line, at) is not None


@cache
def _leads(name: str) -> re.Pattern[str]:
    """What begins a damaged character."""
    return re.compile(f"[{re.escape(chars(name, LEADS))}]")


_CONTROLS = range(0x80, 0xA0)
_C1 = re.compile("[\x80-\x9f]")
# `Ã?`, `â€?`, `â??`, `â?¬` -- not `só?`
_ASKING = re.compile(r"(?:Ã|â[€?])\?|â\?[¬¢]")


def _shown(text: str) -> list[Controls]:
    """What the controls of a text can be shown as."""
    shown: list[Controls] = ["\ufffd"] if "\ufffd" in text else []
    shown += ["?"] if _ASKING.search(text) else []
    return [*shown, ""]


def _shows_dropped(line: str, slots: Sequence[Slot]) -> bool:
    """Whether one of the damaged characters of a line lost a control."""
    return any(
        slot.dropped
        and not _is_parted(line, slots, number)
        and ((_is_dropped(line, slot) and not _is_chance(line, slots, number)) or _is_in_word(slots, number))
        for number, slot in enumerate(slots)
    )


_EAST_ASIAN = range(0x3040, 0xD7B0)  # without emoji, which stand beyond


def _is_chance(line: str, slots: Sequence[Slot], number: int) -> bool:
    """Whether one or two letters, as clean Cyrillic has them, are taken for one of East Asia with no whole one near."""
    slot = slots[number]
    return (
        ord(slot.chars[0]) in _EAST_ASIAN
        and line[slot.start : slot.end].isalpha()
        and all(one.dropped or ord(one.chars[0]) not in _EAST_ASIAN for one in slots[max(number - 1, 0) : number + 2])
    )


def _is_parted(line: str, slots: Sequence[Slot], number: int) -> bool:
    """Whether a letter goes on behind a blank, which can be what is left of a no-break space (`à¸ à¸²`, `ä½ å¥½`)."""
    slot = slots[number]
    following = slots[number + 1] if number + 1 < len(slots) else None
    return (
        following is not None
        and following.start == slot.end + 1
        and line[slot.end] == " "
        and unicodedata.category(slot.chars[0])[0] in "LM"
        and script_of(slot.chars[0]) == script_of(following.chars[0])
    )


def _is_in_word(slots: Sequence[Slot], number: int) -> bool:
    """Whether a damaged character stands beside a whole one of its script, which has no letter in ASCII (`Ð°Ñ€Ñ`)."""
    slot, script = slots[number], script_of(slots[number].chars[0])
    beside = slots[max(number - 1, 0) : number + 2]
    return script != "LATIN" and any(
        not one.dropped and one.end - one.start > 1 and script == script_of(one.chars[0])
        for one in beside
        if slot.start in (one.start, one.end) or slot.end == one.start
    )


def _is_dropped(line: str, slot: Slot) -> bool:
    """Whether a damaged character lost a control, and is no clean capital at the head of a word."""
    if slot.chars[0] in "‘’“”–—":
        return True
    if slot.end - slot.start > 1:
        return not line[slot.start + 1 : slot.end].isspace()  # every clean word ends with a letter and a blank
    # No word begins with `Ã` before small letters.
    before, after = line[slot.start - 1 : slot.start], line[slot.end : slot.end + 1]
    return before.islower() or (line[slot.start] == "Ã" and not before.isalpha() and after.islower())


def _cost(sample: Sequence[str], reader: Reader) -> float:
    """What it costs to read a sample as damaged so.

    Where controls were dropped, an encoding has to show some of the characters that it has in their place.
    """
    read = [reader.line(line) for line in sample]
    spent = sum(cost for _, cost in read)
    name = reader.damage.encoding
    if reader.damage.controls == "kept" or (name != "latin-1" and any(map(_special(name).search, sample))):
        return spent
    # U+FFFD is what a decoder shows for a byte without a character: of those latin-1 has none.
    if (reader.damage.controls == "\ufffd") != (name == "latin-1"):
        return spent
    return spent + sum(slot.dropped > 0 for slots, _ in read for slot in slots)


@cache
def _special(name: str) -> re.Pattern[str]:
    """What an encoding has in the place of controls."""
    return re.compile(f"[{re.escape(chars(name, _CONTROLS))}]")


def _layers(sample: Sequence[str], reader: Reader) -> int:
    """How often a page was misread: the most that a fifth of its damage needs."""
    found = Counter(slot.layers for line in sample for slot in reader.line(line)[0])
    return max((layers for layers, times in found.items() if 5 * times >= found.total()), default=1)


# ---------------------------------------------------------------- how much of the page


def _is_whole(text: str, reader: Reader) -> bool | None:
    """Whether a page is damaged as a whole, or in part; None where nothing on it is surely damage."""
    lines = [(line, accepted(line, reader.line(line)[0])) for line in text.split("\n")]
    slots = [slot for _, found in lines for slot in found]
    sure = any(slot.sure for slot in slots)
    inside, all_of_it = sum(_damaged_characters(line, found) for line, found in lines), beyond_ascii(text)
    if inside > _WHOLE * all_of_it:
        evidence = sum(_worth(line, slot) for line, found in lines for slot in found)
        # A single Cyrillic letter is a stranger on a page of another script.
        strange = reader.damage.encoding == "cp1251" and any(not slot.weak for slot in slots)
        if sure or evidence >= _EVIDENCE or (inside == all_of_it and strange):
            return True
    told = [line[slot.start : slot.end] for line, found in lines for slot in found if slot.sure]
    return None if told in ([], [_LONE]) else False


# Once, beside characters that are whole, it is as safe to leave it (`– DrÃ¥ber`; ftfy's issue 202).
_LONE = "Ã¥"


def _worth(line: str, slot: Slot) -> float:
    """What a damaged character says for the damage of a page.

    A drawing of boxes says nothing, nor a small letter of which only the first byte is left, nor what is rare, nor
    an ideograph that is less than three characters and stands right behind a word (`exposé¹`).
    """
    if slot.dropped and script_of(slot.chars[0]) != "LATIN" and line[slot.start].isalpha() and _ends_word(line, slot):
        return 0.0
    if cost(slot.chars[0]) >= RARE or (
        slot.end == slot.start + 1 and line[slot.start].islower() and line[slot.start] != "â"
    ):
        return 0.0
    if not slot.weak:
        return _STRONG
    return 0.0 if "\u2500" <= line[slot.start] <= "\u259f" else _WEAK


def _ends_word(line: str, slot: Slot) -> bool:
    before = line[slot.start - 1 : slot.start]
    return before.isascii() and before.isalpha()


def _damaged_characters(line: str, slots: Sequence[Slot]) -> int:
    return sum(beyond_ascii(line[slot.start : slot.end]) for slot in slots)
