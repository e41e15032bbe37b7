"""Which of several characters it was: the characters beside it, the words of the page, the words of its language."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from gnn9_extract.clean.mojibake.damage import Damage, Slot
from gnn9_extract.clean.mojibake.likelihood import USUAL, cost, script_of
from gnn9_extract.clean.mojibake.spelling import (
    FOREIGN,
    WITH_GRAVE,
    hits,
    is_spelt,
    languages_of,
    likelihood,
    spelt,
    with_letters,
)

# By how much one letter has to be likelier than the next, as a logarithm; more where the language is not known.
_MARGIN, _WIDE_MARGIN = 0.4, 1.2
_HIDDEN = "\ufffd"  # stands for a character that is not known yet
_WORD = re.compile(rf"(?:[^\W\d_]|{_HIDDEN}|[\u0300-\u036f\u0591-\u1fff])+")


class PageContext:
    """What a page tells about its damage, when it is asked: its certain words, and what they say for each language."""

    def __init__(self, damage: Damage, lines: Sequence[tuple[str, Sequence[Slot]]]) -> None:
        self.damage = damage
        self._lines = lines

    @cached_property
    def _words(self) -> list[str]:
        return _words_in("\n".join(_certain(text, slots) for text, slots in self._lines))

    @cached_property
    def words(self) -> str:
        """The words with letters beyond ASCII, the commonest first, each in a line."""
        ranked = Counter(word for word in self._words if not word.isascii()).most_common()
        return "\n".join(("", *(word for word, _ in ranked), ""))

    @cached_property
    def hits(self) -> Mapping[str, float]:
        """What the words say for each language."""
        return hits(self._words)


def _words_in(certain: str) -> list[str]:
    """The words of a text, but for those of which a letter is not known."""
    return [word for word in _WORD.findall(certain.casefold()) if _HIDDEN not in word]


def _certain(text: str, slots: Sequence[Slot]) -> str:
    parts: list[str] = []
    at = 0
    for slot in slots:
        parts += text[at : slot.start], slot.chars if len(slot.chars) == 1 else _HIDDEN
        at = slot.end
    return "".join((*parts, text[at:]))


@dataclass(slots=True)
class _Pending:
    """The quotes that are open at a place of a line."""

    quotes: list[str] = field(default_factory=list)

    def see(self, text: str) -> None:
        for char in text:
            if char in "“‘":
                self.quotes.append(char)
            elif char in "”’" and self.quotes and (char == "”") == (self.quotes[-1] == "“"):
                self.quotes.pop()


LOST = "\ufffd"


def chosen(text: str, slots: Sequence[Slot], context: PageContext) -> list[str | None]:
    """What each damaged character of a line was; None where the evidence is even.

    Where a byte of it is U+FFFD on the page already, all of it is, as a decoder has it that knows the damage.
    """
    result = _decided(text, slots, context)
    for number, slot in enumerate(slots):
        if result[number] is None and LOST in text[slot.start : slot.end]:
            result[number] = LOST
    return result


def _decided(text: str, slots: Sequence[Slot], context: PageContext) -> list[str | None]:
    """What the evidence tells."""
    result: list[str | None] = [slot.chars if len(slot.chars) == 1 else None for slot in slots]
    if all(result):
        return _with_blanks(text, slots, result)
    words = _words_of(text, slots)
    if words:
        beside = hits(_words_in(_certain(text, slots)))
        names = dict.fromkeys((*beside, *context.hits))  # in their order: languages can be equal
        found = {name: 3 * beside.get(name, 0) + 0.1 * context.hits.get(name, 0) for name in names}
    for first, last in words:
        low = slots[first - 1].end if first else 0
        high = slots[last].start if last < len(slots) else len(text)
        result[first:last] = _word(_Word(text, slots[first:last], low, high), context, found)
    pending, done, at = _Pending(), "", 0
    for number, slot in enumerate(slots):
        clean = text[at : slot.start]
        pending.see(clean)
        done = (done + clean)[-24:]
        if result[number] is None:
            result[number] = mark(slot.chars, done, _following(text, slots, result, number), pending)
        after = result[number] or text[slot.start : slot.end]
        pending.see(after)
        done += after
        at = slot.end
    return _with_blanks(text, slots, result)


def _with_blanks(text: str, slots: Sequence[Slot], result: list[str | None]) -> list[str | None]:
    """The characters, each `à` with the blank behind it that fell together with its flattened no-break space.

    `Ã la` was `à la`, as no word begins so; `lÃ m` is the Vietnamese `làm`.
    """
    for number, (slot, char) in enumerate(zip(slots, result, strict=True)):
        if char == "à" and text[slot.end - 1] == " " and text[slot.end : slot.end + 1].isalpha():
            head, tail = (
                _found(_BEFORE, text[max(slot.start - 24, 0) : slot.start]),
                _found(_AFTER, text[slot.end : slot.end + 24]),
            )
            elided = text[slot.end + len(tail) : slot.end + len(tail) + 1] in ("'", "’")
            if elided or not is_spelt(f"{head}à{tail}".lower(), WITH_GRAVE):
                result[number] = "à "
    return result


def _following(text: str, slots: Sequence[Slot], result: Sequence[str | None], number: int) -> str:
    """The characters behind a damaged one; of those not known yet the likeliest."""
    parts: list[str] = []
    at = slots[number].end
    for other in range(number + 1, min(number + 12, len(slots))):
        slot = slots[other]
        parts += text[at : min(slot.start, at + 24)], result[other] or slot.chars[0]
        at = slot.end
        if slot.start - slots[number].end > 24:
            break
    return "".join((*parts, text[at : at + 24]))


# ---------------------------------------------------------------- letters


def _words_of(text: str, slots: Sequence[Slot]) -> list[tuple[int, int]]:
    """The damaged characters of each word in which one is not known: the first, and the one behind the last."""
    found: list[tuple[int, int]] = []
    first = 0
    while first < len(slots):
        last = first + 1
        if _is_letter_here(text, slots[first]):
            while last < len(slots) and _is_within(text, slots[last - 1], slots[last]):
                last += 1
            if any(len(slot.chars) > 1 for slot in slots[first:last]):
                found.append((first, last))
        first = last
    return found


def _is_within(text: str, slot: Slot, following: Slot) -> bool:
    """Whether a damaged character is a letter of the same word as the one before it."""
    touches = slot.end == following.start or text[slot.end : following.start].isalpha()
    return touches and _is_letter_here(text, following)


def _is_letter_here(text: str, slot: Slot) -> bool:
    """Whether a damaged character is a letter; what can be a sign too is one beside a letter."""
    letters = sum(map(_is_letter, slot.chars))
    if not letters or letters == len(slot.chars):
        return letters > 0
    return (
        _is_letter(slot.chars[0])
        or text[slot.start - 1 : slot.start].isalpha()
        or text[slot.end : slot.end + 1].isalpha()
    )


def _is_letter(char: str) -> bool:
    return char.isalpha() or unicodedata.category(char)[0] == "M"


_BEFORE = re.compile(r"[^\W\d_]*$")
_AFTER = re.compile(r"[^\W\d_]*")


class _Word:
    """A word with damaged characters: the clean letters before them, between them and behind them.

    `actual` is the word as it stands on the page, `places` where in it each damaged character will be, `length` how
    many letters it will have.
    """

    def __init__(self, text: str, slots: Sequence[Slot], low: int, high: int) -> None:
        start, end = slots[0].start, slots[-1].end
        self.slots = slots
        self.head = _found(_BEFORE, text[max(start - 24, low) : start])
        self.tail = _found(_AFTER, text[end : min(end + 24, high)])
        self.gaps = [text[a.end : b.start] for a, b in pairwise(slots)]
        self.actual = text[start - len(self.head) : end + len(self.tail)]

    @property
    def is_alone(self) -> bool:
        """Whether it is a single letter that lost a control: it can be what is left of something else."""
        return len(self.actual) == 1 and self.slots[0].dropped > 0

    def in_script(self, script: str) -> "_Word":
        """The word with only the letters of a script left to choose from."""
        word = copy(self)
        word.slots = [
            slot._replace(chars="".join(c for c in slot.chars if script_of(c) == script)) for slot in self.slots
        ]
        return word

    def scripts(self) -> list[str]:
        """The scripts that it can be in, the likeliest first: all its characters can; Latin where it has ASCII.

        Where they cannot be Latin, what is of ASCII are letters that look like others: `C` in `Cрпски`.
        """
        ranked = [dict.fromkeys(script_of(char) for char in slot.chars if _is_letter(char)) for slot in self.slots]
        shared = [script for script in ranked[0] if all(script in others for others in ranked)]
        ascii_too = self.head or self.tail or any(self.gaps)
        return [script for script in shared if script == "LATIN"] or shared if ascii_too else shared

    def pattern(self) -> re.Pattern[str]:
        """What finds the word, in small letters, among others that stand in a line each."""
        parts = [re.escape(self.head.lower())]
        for slot, gap in zip(self.slots, ["", *self.gaps], strict=True):
            small = "".join(dict.fromkeys(char.lower()[0] for char in slot.chars))
            parts += re.escape(gap.lower()), f"[{re.escape(small)}]"
        return re.compile(f"\n({''.join(parts)}{re.escape(self.tail.lower())})(?=\n)")

    def is_in_capitals(self) -> bool:
        """Whether all its letters that are whole are capitals, and more than one."""
        whole = "".join((self.head, *self.gaps, self.tail))
        return len(whole) > 1 and whole.isupper()

    def letters_of(self, word: str) -> list[str | None] | None:
        """The damaged characters as a word has them; None where it is not that word."""
        letters: list[str | None] = []
        at = len(self.head)
        for slot, gap in zip(self.slots, ["", *self.gaps], strict=True):
            at += len(gap)
            if word[at : at + 1] not in slot.chars or at >= len(word):
                return None
            letters.append(word[at])
            at += 1
        return letters if at + len(self.tail) == len(word) else None


def _word(word: _Word, context: PageContext, found: Mapping[str, float]) -> list[str | None]:
    """The letters of a word: as a word that is known, or one by one."""
    for script in word.scripts():
        languages = languages_of(script, found)
        narrowed = word.in_script(script)
        names = tuple(name for name in FOREIGN if script == "LATIN" and name not in languages)
        letters = _known(narrowed, context, languages if word.is_alone else (*languages, *names))
        if not letters and script == "LATIN":
            letters = _in_any_language(narrowed)
        if not letters and not word.is_alone:
            asked = _asked(narrowed, languages) if script == "LATIN" else languages
            letters = _one_by_one(narrowed, asked, _MARGIN if asked is languages else _WIDE_MARGIN)
        if letters and any(letters):
            return letters
    return [slot.chars if len(slot.chars) == 1 else None for slot in word.slots]


def _asked(word: _Word, languages: Sequence[str]) -> Sequence[str]:
    """The languages that are asked for the letters of a word in Latin letters: those of its page, if they have them.

    Else those of names that are in everybody's news, or whatever languages have one of the letters.
    """
    writing = _writing(word)
    if languages[:1] not in ((), ("en",)) and not writing.isdisjoint(languages):
        return languages
    return FOREIGN if not writing.isdisjoint(FOREIGN) else sorted(writing)


def _found(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[0] if found else ""


def _known(word: _Word, context: PageContext, languages: Sequence[str]) -> list[str | None] | None:
    """The letters that are missing in a word, where the page or the tables have the word, the commonest first."""
    if len(word.slots) > _LONGEST or len({slot.layers for slot in word.slots}) > 1:
        return None
    pattern = word.pattern()
    return next(_fillings(word, (*pattern.findall(context.words), *spelt(languages, pattern))), None)


_LONG = 6  # letters of a word that hardly two languages have by chance
_LONGEST = 40  # damaged letters of a word that is in a table


def _in_any_language(word: _Word) -> list[str | None] | None:
    """The same, where one word only of all languages can be it."""
    whole = len(word.head) + sum(map(len, word.gaps)) + len(word.tail)
    if not _LONG <= whole + len(word.slots) <= whole + _LONGEST:
        return None
    found = {tuple(letters) for letters in _fillings(word, spelt(sorted(_writing(word)), word.pattern()))}
    return list(found.pop()) if len(found) == 1 else None


def _writing(word: _Word) -> frozenset[str]:
    """The languages that have one of the letters that a word can have."""
    chars = "".join(slot.chars for slot in word.slots if len(slot.chars) > 1)
    return with_letters(chars + chars.lower())


def _fillings(word: _Word, words: Iterable[str]) -> Iterator[list[str | None]]:
    """What is missing in a word, by some that it can be."""
    cases = (str.upper,) if word.is_in_capitals() else (str, str.capitalize, str.upper)
    return (letters for one in words for case in cases if (letters := word.letters_of(case(one))))


def _one_by_one(word: _Word, languages: Sequence[str], margin: float) -> list[str | None]:
    """The letters of a word that is not known, each by those beside it."""
    letters: list[str | None] = []
    before = f" {word.head}"
    for number, slot in enumerate(word.slots):
        following = word.slots[number + 1].chars if number + 1 < len(word.slots) else ""
        between = word.gaps[number] if following else f"{word.tail} "
        after = between + (following if len(following) == 1 else "")
        letter = _letter(slot.chars, before, after, languages, margin)
        letters.append(letter)
        before += (letter or _HIDDEN) + between
    return letters


def _letter(chars: str, before: str, after: str, languages: Sequence[str], margin: float) -> str | None:
    if len(chars) == 1:
        return chars
    fitting = [char for char in chars if _fits(char, before.strip(), after.strip())] or list(chars)
    if len(fitting) == 1:
        return fitting[0]
    left, right = before[-2:].lower(), after[:2].lower()
    ranked = sorted(((likelihood(languages, char, left, right), char) for char in fitting), reverse=True)
    if ranked[0][0] - ranked[1][0] > margin:
        return ranked[0][1]
    usual = [char for char in fitting if char in USUAL]
    if len(usual) == 1:
        return usual[0]
    cheapest = sorted(fitting, key=cost)
    return cheapest[0] if cost(cheapest[0]) + 0.5 <= cost(cheapest[1]) else None


def _fits(char: str, start: str, end: str) -> bool:
    """Whether the case of a letter is that of its word: a capital at its head, or among capitals."""
    if not char.isalpha():
        return True
    if char.isupper():
        return not start or (start.isupper() and (not end or end.isupper()))
    return not (start + end).isupper() or len(start + end) < 2


# ---------------------------------------------------------------- marks


def mark(chars: str, before: str, after: str, pending: _Pending | None = None) -> str | None:
    """A punctuation mark by what stands beside it: quotes open before a word and close behind one, dashes part."""
    pending = pending or _Pending()
    if len(chars) == 1:
        return chars
    last, following = before[-1:], after[:1]
    dashes = [char for char in "–—" if char in chars]
    opens = (not last or last.isspace() or last in "([—–-\"'“‘/") and (
        following.isalnum() or following in "‘’“”\"'$£€#(…"
    )
    closes = bool(last) and not last.isspace()
    between = last.isalnum() and following.isalnum()
    if "’" in chars and between and not (last.isdigit() and following.isdigit()):
        return "’" if not dashes or _is_elided(before, after) else dashes[-1]
    if opens and (found := _first_of("‘“" if pending.quotes[-1:] == ["“"] else "“‘", chars)):
        return found
    if closes and not between and (found := _first_of(_closing(pending), chars)):
        return found
    if dashes:
        between_digits = last.isdigit() and following.isdigit()
        return "–" if "–" in dashes and between_digits else dashes[-1]
    ranked = sorted(chars, key=cost)
    return ranked[0] if not ranked[0].isalpha() and cost(ranked[0]) + 0.5 <= cost(ranked[1]) else None


def _closing(pending: _Pending) -> str:
    """The closing quotes by their likelihood: that of the open one; where none is open, an apostrophe (`workers’`)."""
    return "”’" if pending.quotes[-1:] == ["“"] else "’”"


# What stands before or behind an apostrophe: `l’eau`, `qu’il`, `O’Hara`; `don’t`, `Trump’s`, `it’ll`.
_HEADS = re.compile(r"(?:\b\w|qu|Qu|gl|un|all|dell|nell|sull|dall|quell)$")
_TAILS = re.compile(r"(?:s|t|d|m|re|ve|ll|n|in|un|nun)\b")


def _is_elided(before: str, after: str) -> bool:
    """Whether two halves of a word are parted by an apostrophe, and not two words by a dash (`bright—we’ll`)."""
    return bool(_TAILS.match(after) or _HEADS.search(before))


def _first_of(wanted: str, chars: str) -> str | None:
    return next((char for char in wanted if char in chars), None)
