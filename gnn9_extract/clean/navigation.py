"""Navigation of a text dump: the menus over the headline and under the story.

Two witnesses: the words of the lines (tables/menu.csv), one of them a service of the site, and their place, over the
line that heads the story or under its last sentence. What stands between the lines of a menu goes with them, if it is
short and no sentence.
"""

from collections.abc import Iterator, Mapping, Sequence

from gnn9_extract.clean.dump import Dump
from gnn9_extract.clean.sentences import ends_sentence
from gnn9_extract.tables.credits import read_credit
from gnn9_extract.tables.menu import menu_words
from gnn9_extract.tables.stamps import is_credit
from gnn9_extract.tables.web_notices import heading_over

_LONGEST = 80  # characters of what stands in a menu
_FEWEST = 3  # words that make a menu
_NAME = 3  # words that a name of a site can have
_SHARE = 1 / 3  # of the lines of a menu are in the table, at least


def navigation_lines(dump: Dump) -> Iterator[tuple[int, str]]:
    """The lines of the menus at the head and at the foot, and of lists of other stories at the foot."""
    lines = [*dump.text()]
    head = next((at for at, number in enumerate(lines) if not _can_be(dump, number)), len(lines))
    yield from _above(dump, lines[: _first_head(dump, lines[:head])], lines[head : head + 1])
    tail = next((at for at, number in enumerate(reversed(lines)) if not _can_be(dump, number)), 0)
    below = lines[len(lines) - tail :]
    if below and below[0] and dump.lines[below[0] - 1].text[-1] != ":":  # else it is a list of the story
        yield from _below(dump, below)


def _above(dump: Dump, numbers: Sequence[int], sentence: Sequence[int]) -> Iterator[tuple[int, str]]:
    """The menu among the lines over the headline; where a sentence is right under it, the headline stands inside."""
    words = _words(dump, numbers)
    last = max(words, default=-1)
    menu = [number for number in numbers if number <= last]
    if not _is_menu(menu, words):
        return
    headline = None
    if sentence and menu[-1] == numbers[-1]:
        others = [number for number in menu if number not in words and len(dump.lines[number].text.split()) > _NAME]
        headline = max(others, key=lambda number: len(dump.lines[number].text), default=None)
    yield from ((number, "navigation") for number in menu if number != headline)


def _below(dump: Dump, numbers: Sequence[int]) -> Iterator[tuple[int, str]]:
    """What stands under the last sentence, from a heading over other stories or the first line of a menu on."""
    words = _words(dump, numbers)
    first = min(words, default=len(dump.lines))
    is_menu = _is_menu([number for number in numbers if number >= first], words)
    rule = None
    for number in numbers:
        heading = heading_over(dump.lines[number].text)
        if heading == "comments" or (heading == "related_links" and number < numbers[-1]):
            rule = heading
        elif is_menu and number >= first and (rule is None or number in words):
            rule = "navigation"
        if rule:
            yield number, rule


def _words(dump: Dump, numbers: Sequence[int]) -> dict[int, list[str]]:
    return {number: kinds for number in numbers if (kinds := menu_words(dump.lines[number].text))}


def _first_head(dump: Dump, lines: Sequence[int]) -> int:
    """The place among the lines of the first that heads a story: with credits under it, or marked as a heading."""
    heads = (at for at, number in enumerate(lines) if dump.lines[number].heading or dump.heads_a_story(number))
    return next(heads, len(lines))


def _can_be(dump: Dump, number: int) -> bool:
    """Whether a line could stand in a menu: it is short, and no sentence and no credit."""
    text = dump.lines[number].text
    return len(text) <= _LONGEST and not (ends_sentence(text) or is_credit(text) or read_credit(text))


def _is_menu(lines: Sequence[int], words: Mapping[int, list[str]]) -> bool:
    kinds = [kind for found in words.values() for kind in found]
    return len(kinds) >= _FEWEST and "service" in kinds and len(words) >= _SHARE * len(lines)
