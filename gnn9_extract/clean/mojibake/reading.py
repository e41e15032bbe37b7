"""A damaged line read: which stretches of it are damaged characters, and all that each can have been.

Of the ways to cut a line into damaged characters and clean text the cheapest is taken. A character costs by how seldom
it is printed, a guess at what was flattened costs, and what stays beyond ASCII without being explained costs most.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from heapq import heappop, heappush

from gnn9_extract.clean.mojibake.encodings import FLAT, Controls, alphabet, damaged, flattened, without_controls
from gnn9_extract.clean.mojibake.forms import Chain, Opening, fits, openings
from gnn9_extract.clean.mojibake.likelihood import BOM, IMPOSSIBLE, cost, script_of

_DAMAGED = 2.5  # the cost of a damaged character, so that few of many layers are cheaper than many of few
_UNEXPLAINED = 6.0  # the cost of a character beyond ASCII that is taken as it is
_QUOTE, _SPACE, _CONTROL = 0.3, 1.0, 0.5  # the costs of taking one to be flattened, or dropped
_SHALLOW = 1.0  # the cost of each layer less than the page has
_WINDOW = 0.6  # how much more than the likeliest another reading of the same stretch may cost


@dataclass(frozen=True, slots=True)
class Slot:
    """A damaged character, from `start` to `end` of its line: all that it can be, the likeliest first.

    `weak` where nothing but letters, or what flattening left, speaks for the damage; `sure` where no clean text has it.
    """

    chars: str
    start: int
    end: int
    weak: bool
    sure: bool
    cost: float
    layers: int
    dropped: int


@dataclass(frozen=True, slots=True)
class Damage:
    """How a page was damaged: in which encoding, what became of its controls, whether of its no-break spaces.

    `english` is whether a lone `â` is an apostrophe in `itâs` and `donât`, as the page is English; in French it is a
    letter (`donnât`). `layers` is how often the page was misread at most.
    """

    encoding: str
    controls: Controls
    spaces: bool
    english: bool = False
    layers: int = 3

    @property
    def rule(self) -> str:
        """The name of the rule that repairs it."""
        return f"mojibake_{self.encoding.replace('-', '_')}"


class Reader:
    """Reads the lines of a page that was damaged in one way; a line that comes again is not read again."""

    def __init__(self, damage: Damage) -> None:
        self.damage = damage
        self._starts, self._opening = _starts(damage.encoding, damage.layers, damage.controls)
        self._read: dict[str, tuple[list[Slot], float]] = {}
        self._depth = 0

    def line(self, text: str) -> tuple[list[Slot], float]:
        """The damaged characters of a line, and what its reading costs."""
        if text not in self._read:
            self._read[text] = self._line(text)
        return self._read[text]

    def no_deeper(self, layers: int) -> "Reader":
        """A reader that takes off so many layers at most, and fewer only where it must.

        It knows the lines that have no other damage.
        """
        reader = Reader(replace(self.damage, layers=layers))
        reader._depth = layers
        read = self._read.items()
        reader._read = {text: done for text, done in read if all(slot.layers == layers for slot in done[0])}
        return reader

    def _line(self, text: str) -> tuple[list[Slot], float]:
        # What was flattened at the end of a line was cut off with the white space there.
        whole = f"{text} " if self.damage.spaces else text
        flat = flattened(whole)
        end = len(whole)
        ways: dict[int, _Way] = {0: (0.0, 0, None)}
        queue = [0]
        while (at := heappop(queue)) < end:
            spent = ways[at][0]
            found = self._opening.search(flat, at)
            place = found.start() if found else end
            if place > at:
                _go(ways, queue, place, (spent + _UNEXPLAINED * beyond_ascii(whole[at:place]), at, None))
                continue
            for slot in self._slots(whole, flat, at):
                paid = slot.cost + _SHALLOW * (self._depth - slot.layers) if self._depth else slot.cost
                _go(ways, queue, slot.end, (spent + paid, at, slot))
                if not slot.weak and slot.cost <= 1 + _DAMAGED:
                    break  # the longest, and nothing doubtful about it
            else:
                _go(ways, queue, at + 1, (spent + (0 if whole[at].isascii() else _UNEXPLAINED), at, None))
        return _with_words(whole, _way_to(ways, end, len(text))), ways[end][0]

    def _slots(self, text: str, flat: str, at: int) -> Iterator[Slot]:
        """Every damaged character that can begin at a place, the longest first."""
        guessed = text[at].isascii()
        if guessed and flat[at + 1 : at + 2].isascii():
            return
        spaces, english = self.damage.spaces, self.damage.english
        for opening in self._starts.get(flat[at], ()):
            if not flat.startswith(opening.text, at):
                continue
            behind = at + len(opening.text)
            forms = opening.forms(flat[behind : behind + 1])
            readings = forms.readings[spaces]
            for length in forms.lengths:
                chars = forms.chars.get(flat[at : at + length])
                if not chars or (guessed and length < _GUESSED):
                    continue
                actual = text[at : at + length]
                if actual not in readings:
                    readings[actual] = _reading(actual, chars, opening.chain, spaces=spaces)
                if reading := readings[actual]:
                    yield _beside(text, reading, at, english=english)


_GUESSED = 3  # a straight quote is worth a guess where two more characters follow


@cache
def _starts(name: str, layers: int, controls: Controls) -> tuple[dict[str, list[Opening]], re.Pattern[str]]:
    """How damaged characters begin, by the first character, the deepest damage first; and a pattern that finds them.

    A straight quote can begin one only where a character beyond ASCII follows, a letter only where one follows that is
    left of a byte: in clean Cyrillic and Greek, whose letters are all of them first bytes somewhere, few are found.
    """
    starts: dict[str, list[Opening]] = {}
    for chain in (Chain(name, number, controls) for number in range(layers, 0, -1)):
        for first, ways in openings(chain).items():
            starts.setdefault(first, []).extend(ways)
    quotes = {first for first in starts if first.isascii()}
    alone = {first for first, ways in starts.items() if any(way.seconds is None for way in ways)} - quotes
    seconds = {char for ways in starts.values() for way in ways for char in way.seconds or ()}
    patterns = [
        _set_of(alone) if alone else "",
        f"{_set_of(starts.keys() - alone - quotes)}(?={_set_of(seconds)})" if starts.keys() - alone - quotes else "",
        f"{_set_of(quotes)}(?=[^\\x00-\\x7f])" if quotes else "",
    ]
    return starts, re.compile("|".join(filter(None, patterns)))


def _set_of(chars: Iterable[str]) -> str:
    return f"[{re.escape(''.join(sorted(chars)))}]"


# How a place is reached: what it costs, from where, and by which damaged character, if not through clean text.
_Way = tuple[float, int, Slot | None]


def _go(ways: dict[int, _Way], queue: list[int], to: int, way: _Way) -> None:
    """Notes a way to a place, where none is known that costs as little."""
    if to not in ways:
        heappush(queue, to)
    elif ways[to][0] <= way[0]:
        return
    ways[to] = way


def _way_to(ways: dict[int, _Way], end: int, length: int) -> list[Slot]:
    """The damaged characters on the cheapest way to the end; what it takes behind the line's own end is cut off."""
    slots: list[Slot] = []
    at = end
    while at:
        _, at, slot = ways[at]
        if slot:
            slots.append(slot if slot.end <= length else replace(slot, end=length))
    return slots[::-1]


_LEAST = 3  # damaged letters side by side that no clean text has by chance


def _with_words(text: str, slots: list[Slot]) -> list[Slot]:
    """The damaged characters of a line, those made sure that are a word of a script with no letter in ASCII.

    Every letter of such a word begins with one of a few characters and goes on with others, some of them signs
    (`Ø¨Ù„Ø¯`). Boxes are drawn so too, but with none of the two that begin Cyrillic letters (`╨╕╤Ç╨╛╨╜`).
    """
    first = 0
    while first <= len(slots) - _LEAST:
        last = first + 1
        while last < len(slots) and _goes_on(slots[last - 1], slots[last]):
            last += 1
        word = slots[first:last]
        if last - first >= _LEAST and _is_foreign(text, word):
            slots[first:last] = [replace(slot, weak=False, sure=True) for slot in word]
        first = last
    return slots


def _goes_on(slot: Slot, following: Slot) -> bool:
    return slot.end == following.start and script_of(slot.chars[0]) == script_of(following.chars[0])


def _is_foreign(text: str, word: Sequence[Slot]) -> bool:
    """Whether some damaged characters are letters of another script than Latin, with signs where no word has them."""
    if script_of(word[0].chars[0]) == "LATIN" or any(slot.dropped for slot in word):
        return False
    rest = [text[slot.start + 1 : slot.end] for slot in word]
    letters = all(unicodedata.category(slot.chars[0])[0] in "LM" for slot in word)
    opened = all(text[slot.start].isalpha() or text[slot.start] in "╨╤" for slot in word)
    return letters and opened and not any(map(str.isascii, rest)) and sum(not one.isalpha() for one in rest) > 1


def beyond_ascii(text: str) -> int:
    """How many characters of a text are not of ASCII."""
    return 0 if text.isascii() else len(text) - len(text.encode("ascii", "ignore"))  # quicker than to find them


# What is left of a quote in English: before `s` in `itâs`, before a capital in `âPelvis`.
_ELIDED = re.compile(r"(?:s|t|re|ve|ll|d|m)\b")


def _beside(text: str, reading: Slot, at: int, *, english: bool) -> Slot:
    """A reading at its place. Sure is what splits a word as no clean text does.

    A Latin capital beyond ASCII behind a small letter (`pĂĄ`), a letter of another script beside one of ASCII
    (`LiГЁge`), a sign between two letters (`wiÄ™k`), a letter that was a quote (`itâs`).
    """
    end = at + reading.end
    before, after = text[at - 1 : at], text[end : end + 1]
    weak, sure, paid = reading.weak, reading.sure, reading.cost
    if sure and end == at + 2 and before.isupper() and not after.isalpha() and text[at + 1] in _TRAILING:
        sure = False  # `NICIODATĂ™`
    if not sure:
        weak, sure = _splits(text, at, end, weak=weak, english=english)
    if text[end - 1] == " ":
        paid += _at_space(reading.chars[0], before, text[end : end + 2])
    return Slot(reading.chars, at, end, weak and not sure, sure, paid, reading.layers, reading.dropped)


def _splits(text: str, at: int, end: int, *, weak: bool, english: bool) -> tuple[bool, bool]:
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
        return weak, second.islower() or second in "“”‘„"
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


def _at_space(char: str, before: str, after: str) -> float:
    """What a space that was a no-break space costs at its place: least at the end of a word, most inside one (`à`).

    `after` is two characters: `Ã s` was `às`.
    """
    if not after and char.isalpha() and script_of(char) != "LATIN":
        return 0.0  # at the end of a line nothing but its white space says so
    if not after[:1].isalpha() or (char == "à" and after[0] == "s" and not after[1:].isalpha()):
        return -0.6
    return 0.0 if before.isalpha() or char.isupper() else 1.0


_SIGNS = ("Sm", "So", "Sc", "No")
# What can stand behind a word in capitals.
_TRAILING = frozenset("™®©°†‡‰¹²³ªº")


_PLAIN = frozenset("'\" ")


def _reading(actual: str, chars: str, chain: Chain, *, spaces: bool) -> Slot | None:
    """What a stretch can be, wherever it stands; None where it is none of some characters."""
    if len(chars) > 1 or not _PLAIN.isdisjoint(actual):
        chars = "".join(char for char in chars if fits(chain, char, actual, spaces=spaces))
    ranked = sorted(chars, key=cost)
    if not ranked or cost(ranked[0]) >= IMPOSSIBLE:
        return None
    most = cost(ranked[0]) + _WINDOW
    shown = "".join(char for char in ranked if cost(char) <= max(most, 1))
    form = damaged(shown[0], chain.encoding, chain.layers)
    dropped = 0 if chain.controls == "kept" else len(form) - len(without_controls(form, ""))
    if len(actual) == 1 and dropped > 1 and cost(shown[0]):
        return None  # `å` could be any of a thousand Chinese characters; of `â` only marks are a guess
    guessed = _guesses(actual, dropped)
    quoted = len(actual) > 1 and alphabet(chain.encoding).find(actual[1]) == 0x80
    weak = is_weak(actual) or (guessed > 0.9 and not quoted)
    paid = _DAMAGED + cost(ranked[0]) + guessed
    sure = (
        is_sure(actual, chain.encoding) or shown == BOM or (chain.layers > 1 and not weak and beyond_ascii(actual) > 2)
    )
    return Slot(shown, 0, len(actual), weak, sure, paid, chain.layers, dropped)


def _guesses(actual: str, dropped: int) -> float:
    """What it costs that a text is plainer than the form of a character."""
    quotes = sum(char in "'\"" for char in actual)
    spaces = actual.count(" ")
    return _CONTROL * min(dropped, 3) + _QUOTE * quotes + _SPACE * spaces


_QUIET = ("Pi", "Pf", "Ps", "Pe", "Pd", "Zs", "Cf")


def is_sure(actual: str, name: str) -> bool:
    """Whether no clean text has a stretch: `â€`, or the lead of Western letters and signs before a sign (`Ã©`, `Â£`).

    Quotes, dashes, ellipses and spaces are no such signs: they stand behind clean letters too (`„Ä“`, `MÃE…`).
    """
    if actual in _STRANGERS or (len(actual) == 3 and actual[:2] in _TICKS and not actual[2].isascii()):
        return True
    if actual.isalpha():  # letters alone are sure as `вЂ` and its like, and nothing else
        return len(actual) > 2 and alphabet(name)[0xE2] + alphabet(name)[0x80] in actual
    if actual[0].isalpha() and (_is_sure_sequence(actual, name) or any(map(_UNUSED.__contains__, actual))):
        return True
    openers = _openers(name)
    return any(char in openers and _is_sure_pair(actual, at, name) for at, char in enumerate(actual[:-1]))


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


def accepted(text: str, slots: Sequence[Slot]) -> list[Slot]:
    """The damaged characters of a page that is damaged as a whole, but for the weak ones that may be clean.

    A weak one is clean in a word of which another letter was not damaged (`Рівне`), and in a script of which nothing
    stronger is on the page; a capital and a space are a residue where no word goes on behind them (`Å The`).
    """
    starts = {slot.start: slot for slot in slots}
    ends = {slot.end: slot for slot in slots}
    return [slot for slot in slots if not (slot.weak and _is_doubtful(text, slot, starts, ends))]


def _is_doubtful(text: str, slot: Slot, starts: dict[int, Slot], ends: dict[int, Slot]) -> bool:
    last = text[slot.end - 1 : slot.end]
    following = text[slot.end : slot.end + 1]
    goes_on = slot.end in starts or slot.start in ends or following.islower() or following == " "
    if FLAT.get(last, last) == " " and not goes_on and text[slot.start].isupper():
        return True
    return _meets_clean(text, slot.end, 1, starts) or _meets_clean(text, slot.start, -1, ends)


def _meets_clean(text: str, at: int, step: int, slots: dict[int, Slot]) -> bool:
    """Whether a letter beyond ASCII that is not damaged stands in the same word, in one direction."""
    while True:
        if at in slots:
            at = slots[at].end if step > 0 else slots[at].start
            continue
        char = text[at : at + 1] if step > 0 else text[at - 1 : at] if at else ""
        if not char.isalpha():
            return False
        if not char.isascii():
            return True
        at += step


class Proof:
    """What the sure damage of a page says for other damage on it."""

    def __init__(self, read: Sequence[tuple[str, Sequence[Slot]]]) -> None:
        sure = [(text, slot) for text, slots in read for slot in slots if slot.sure]
        self.looks = frozenset(text[slot.start : slot.end] for text, slot in sure)
        self.begins = frozenset(begin for text, slot in sure if (begin := _begin(text, slot))[1] != "LATIN")


def _begin(text: str, slot: Slot) -> tuple[str, str]:
    """How a damaged character begins, and its script; digits have the script of the letters."""
    return text[slot.start], script_of(slot.chars[0]).partition("-")[0]


def sure_ones(text: str, slots: Sequence[Slot], proof: Proof) -> list[Slot]:
    """The damaged characters of a page that is damaged in part.

    They are what no clean text has, what stands beside it, and what looks the same as one that is sure elsewhere on
    the page, unless it stands inside a word; and letters side by side that begin like sure ones of another script.
    """
    kept = [slot.sure or (text[slot.start : slot.end] in proof.looks and not _is_inside(text, slot)) for slot in slots]
    if proof.begins:
        like = [_begin(text, slot) in proof.begins for slot in slots]
        for at in range(1, len(slots)):
            if like[at - 1] and like[at] and slots[at - 1].end == slots[at].start:
                kept[at - 1] = kept[at] = True
    for order in (range(1, len(slots)), range(len(slots) - 2, -1, -1)):
        for at in order:
            beside = at - order.step
            touches = slots[min(at, beside)].end == slots[max(at, beside)].start
            kept[at] = kept[at] or (touches and kept[beside])
    return [slot for slot, keep in zip(slots, kept, strict=True) if keep]


def _is_inside(text: str, slot: Slot) -> bool:
    """Whether a stretch of letters only stands inside a word, or is one."""
    before, after = text[slot.start - 1 : slot.start], text[slot.end : slot.end + 1]
    return before.isalpha() and after.isalpha() and text[slot.start : slot.end].isalpha()
