"""A damaged line read: which stretches of it are damaged characters, and all that each can have been.

Of the ways to cut a line into damaged characters and clean text the cheapest is taken. A character costs by how seldom
it is printed, a guess at what was flattened costs, and what stays beyond ASCII without being explained costs most.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from heapq import heappop, heappush

from gnn9_extract.clean.mojibake.damage import Damage, Slot
from gnn9_extract.clean.mojibake.encodings import Controls, alphabet, beyond_ascii, damaged, flattened, without_controls
from gnn9_extract.clean.mojibake.evidence import TRAILING, is_root, is_sure, is_weak, splits
from gnn9_extract.clean.mojibake.forms import Chain, Opening, fits, openings
from gnn9_extract.clean.mojibake.likelihood import BOM, IMPOSSIBLE, cost, script_of

_DAMAGED = 2.5  # the cost of a damaged character, so that few of many layers are cheaper than many of few
_UNEXPLAINED = 6.0  # the cost of a character beyond ASCII that is taken as it is
_QUOTE, _SPACE, _CONTROL = 0.3, 1.0, 0.5  # the costs of taking one to be flattened, or dropped
_SHALLOW = 1.0  # the cost of each layer less than the page has
_WINDOW = 0.6  # how much more than the likeliest another reading of the same stretch may cost


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
        reader = Reader(self.damage._replace(layers=layers))
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
            slots.append(slot if slot.end <= length else slot._replace(end=length))
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
            slots[first:last] = [slot._replace(weak=False, sure=True) for slot in word]
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


def _beside(text: str, reading: Slot, at: int, *, english: bool) -> Slot:
    """A reading at its place. Sure is what splits a word as no clean text does.

    A Latin capital beyond ASCII behind a small letter (`pĂĄ`), a letter of another script beside one of ASCII
    (`LiГЁge`), a sign between two letters (`wiÄ™k`), a letter that was a quote (`itâs`).
    """
    end = at + reading.end
    before, after = text[at - 1 : at], text[end : end + 1]
    weak, sure, paid = reading.weak, reading.sure, reading.cost
    if sure and end == at + 2 and before.isupper() and not after.isalpha() and text[at + 1] in TRAILING:
        sure = False  # `NICIODATĂ™`
    if sure and is_root(text, at, end):
        weak, sure = True, False
    if not sure:
        weak, sure = splits(text, at, end, weak=weak, english=english)
    if text[end - 1] == " ":
        paid += _at_space(reading.chars[0], before, text[end : end + 2])
    return Slot(reading.chars, at, end, weak and not sure, sure, paid, reading.layers, reading.dropped)


def _at_space(char: str, before: str, after: str) -> float:
    """What a space that was a no-break space costs at its place: least at the end of a word, most inside one (`à`).

    `after` is two characters: `Ã s` was `às`.
    """
    if not after and char.isalpha() and script_of(char) != "LATIN":
        return 0.0  # at the end of a line nothing but its white space says so
    if not after[:1].isalpha() or (char == "à" and after[0] == "s" and not after[1:].isalpha()):
        return -0.6
    return 0.0 if before.isalpha() or char.isupper() else 1.0


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
