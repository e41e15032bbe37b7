"""Navigation of a text dump: the menus over the headline and under the story.

Two witnesses: the words of the lines (tables/menu.csv), one of them a service of the site, and their place, over the
line that heads the story or under its last sentence. What stands between the lines of a menu goes with them, if it is
short and no sentence.
"""

from collections.abc import Iterator, Sequence

from gnn9_extract.clean.dump import Dump
from gnn9_extract.clean.sentences import ends_sentence
from gnn9_extract.tables.credits import read_credit
from gnn9_extract.tables.menu import menu_words
from gnn9_extract.tables.stamps import is_credit

_LONGEST = 80  # characters of what stands in a menu
_FEWEST = 3  # words that make a menu
_SHARE = 1 / 3  # of the lines of a menu are in the table, at least


def navigation_lines(dump: Dump) -> Iterator[tuple[int, str]]:
    """The lines of the menus at the head and at the foot."""
    lines = [*dump.text()]
    head = next((at for at, number in enumerate(lines) if not _can_be(dump, number)), 0)
    above = lines[: min(head, _first_head(dump, lines))]
    tail = next((at for at, number in enumerate(reversed(lines)) if not _can_be(dump, number)), 0)
    below = lines[len(lines) - tail :]
    for numbers in (above, below):
        words = {number: kinds for number in numbers if (kinds := menu_words(dump.lines[number].text))}
        menu = [n for n in numbers if words and (n <= max(words) if numbers is above else n >= min(words))]
        if _is_menu(menu, [*words.values()]):
            yield from ((number, "navigation") for number in menu)


def _first_head(dump: Dump, lines: Sequence[int]) -> int:
    """The place among the lines of the first that heads a story: with credits under it, or marked as a heading."""
    heads = (at for at, number in enumerate(lines) if dump.lines[number].heading or dump.heads_a_story(number))
    return next(heads, len(lines))


def _can_be(dump: Dump, number: int) -> bool:
    """Whether a line could stand in a menu: it is short, and no sentence and no credit."""
    text = dump.lines[number].text
    return len(text) <= _LONGEST and not (ends_sentence(text) or is_credit(text) or read_credit(text))


def _is_menu(lines: Sequence[int], words: Sequence[list[str]]) -> bool:
    kinds = [kind for found in words for kind in found]
    return len(kinds) >= _FEWEST and "service" in kinds and len(words) >= _SHARE * len(lines)
