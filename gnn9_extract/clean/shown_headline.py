"""Which line of an HTML page shows its headline."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from gnn9_extract.clean.boxes import Boxes
from gnn9_extract.page import Line
from gnn9_extract.sites.banner import read_banner, squash
from gnn9_extract.tables.bylines import is_byline
from gnn9_extract.tables.metadata import keys_about
from gnn9_extract.tables.stamps import first_stamp, is_credit

_WORD = re.compile(r"\w+")
_PARTING = re.compile(r"\s+(?:[|·•»«:–—-]|::|--)+\s+")
_LONGEST = 300
_CREDITS_BETWEEN = 4  # lines between a headline and its story
_LONGEST_CREDIT = 160
_FEWEST_WORDS = 3
_LEAST_ALIKE = 0.5
_MOST_ABOVE = 0.3  # of the story; what stands below so much of it is not its headline
_GREAT_HEADINGS = {"h1", "h2", "h3"}
_HEADINGS = {*_GREAT_HEADINGS, "h4", "h5", "h6"}
_HEADING_DEPTH = 3  # boxes between a line and the heading that it is part of
_ELSEWHERE = {"navigation", "footer", "related_links", "comments", "hidden", "sidebar"}


class Titles(NamedTuple):
    """What the page's metadata calls the story: squashed, as words, the first letters; and what it calls the site."""

    squashed: tuple[str, ...]
    words: tuple[frozenset[str], ...]
    initials: frozenset[str]
    sites: frozenset[str]

    def alike(self, text: str) -> float:
        """How far a line and one of the titles are the same: 1 for the same letters, else the share of their words."""
        line = squash(text)
        if line in self.squashed:
            return 1.0
        words = frozenset(_WORD.findall(text.casefold()))
        return max((_alike(line, words, *title) for title in zip(self.squashed, self.words, strict=True)), default=0.0)


def titles_of(metadata: Sequence[Line]) -> Titles:
    """The titles in the lines of the metadata, without those that are no more than the site's name."""
    keys = keys_about("site") | {"ld:publisher", "ld-page:publisher"}
    sites = frozenset(map(squash, _values(metadata, keys)))
    parts = dict.fromkeys(part for title in dict.fromkeys(_titles(metadata)) for part in _parts(title))
    titles = {part: squashed for part in parts if (squashed := squash(part)) not in sites}
    return Titles(
        tuple(titles.values()),
        tuple(frozenset(_WORD.findall(title.casefold())) for title in titles),
        frozenset(title[:1] for title in titles),
        sites,
    )


def _values(metadata: Sequence[Line], keys: Collection[str]) -> Iterator[str]:
    for line in metadata:
        key = line.block.key if line.block else ""
        if key in keys:
            yield line.text[len(key) + 2 :]


def _titles(metadata: Sequence[Line]) -> Iterator[str]:
    for line in metadata:
        key = line.block.key if line.block else ""
        if key.endswith("title") or key in ("ld:headline", "ld:name", "headline"):
            yield line.text[len(key) + 2 :]


def _parts(title: str) -> Iterator[str]:
    """A title, and the part of it that is no site's name: the first, or one that is far longer."""
    if title:
        yield title
        parts = _PARTING.split(title)
        longest = max(parts, key=len)
        is_first = 2 * len(parts[0]) >= len(longest)
        part = parts[0] if is_first else longest
        if part != title and len(part.split()) >= (_FEWEST_WORDS - 1 if is_first else _FEWEST_WORDS):
            yield part


def _alike(line: str, words: frozenset[str], title: str, of_title: frozenset[str]) -> float:
    short, long = (line, title) if len(line) < len(title) else (title, line)
    part = len(short) / len(long) if short and short in long else 0.0
    common = len(words & of_title)
    return max(part, common / (len(words) + len(of_title) - common) if common else 0.0)


def shown_headline(lines: Sequence[Line], titles: Titles, boxes: Boxes) -> int | None:
    """The number of the line that shows the headline: a heading, or a line that is like a title of the metadata."""
    best, best_score = None, 0.0
    for number, line in enumerate(lines[: _end_of_opening(boxes)]):
        tag = heading_tag(line)
        if not tag and line.text[:1] not in titles.initials:
            continue
        if len(line.text) > _LONGEST or ("." in line.text and read_banner([line.text])):
            continue
        match = titles.alike(line.text)
        if (match < _LEAST_ALIKE and tag != "h1") or squash(line.text) in titles.sites:
            continue
        score = 2 * match + (1 if tag == "h1" else 0.5 if tag else 0)
        if boxes.kinds[number] in _ELSEWHERE:
            score -= 0.8
        if score > best_score:
            best, best_score = number, score
    return _heading_over_story(lines, boxes) if best is None else best


def _end_of_opening(boxes: Boxes) -> int | None:
    """The line that ends the part of the story below which no headline stands; None where the page has no sentence."""
    most = _MOST_ABOVE * sum(boxes.masses[number] for number in boxes.story_lines)
    above = 0
    for number in boxes.story_lines:
        above += boxes.masses[number]
        if above > most:
            return number
    return None


def _heading_over_story(lines: Sequence[Line], boxes: Boxes) -> int | None:
    """Where the metadata does not tell the headline: the last heading over the story, or what stands over its credits.

    Pages of tables have their headline in a cell that is no heading: a short line, the date under it, the story.
    """
    first = next(iter(boxes.story_lines), 0)
    over = [n for n in range(first - 1, -1, -1) if not boxes.kinds[n] and not read_banner([lines[n].text])]
    if heading := next((n for n in over if heading_tag(lines[n]) in _GREAT_HEADINGS), None):
        return heading
    near = [n for n in over[:_CREDITS_BETWEEN] if not _is_credit(lines[n].text)]
    return next((n for n in near if _can_be(lines[n])), None) if len(near) < len(over[:_CREDITS_BETWEEN]) else None


def _is_credit(text: str) -> bool:
    return is_credit(text) or is_byline(text) or (len(text) < _LONGEST_CREDIT and first_stamp(text) is not None)


def _can_be(line: Line) -> bool:
    """Whether a line can be a headline by its words: some, no link, no end of a sentence."""
    linked = line.block.linked if line.block else 0
    return len(line.text.split()) >= _FEWEST_WORDS and not linked and line.text[-1] not in ".:"


def heading_tag(line: Line) -> str:
    """The heading that a line is, or is part of: h1 to h6; "" where it is none."""
    box = line.block.box if line.block else None
    for _ in range(_HEADING_DEPTH):
        if box is None:
            break
        if box.tag in _HEADINGS:
            return box.tag
        box = box.parent
    return ""
