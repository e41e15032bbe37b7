"""What the boxes of an HTML page are, and where its story stands.

A box is judged by its element and its class words (tables/boxes.csv), and by what it holds: a box with much of the
page's sentences is the story's, whatever its class says ("has-sidebar", "comments-open"), and so is one round the
headline.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache

from gnn9_extract.page import Box, Line
from gnn9_extract.tables.boxes import kinds_of

# Elements that never hold a story's text, and what they do hold.
_TAGS = {
    "nav": "navigation",
    "menu": "navigation",
    "footer": "footer",
    "aside": "sidebar",
    "form": "form",
    "button": "form",
    "select": "form",
    "option": "form",
    "textarea": "form",
    "label": "form",
    "input": "form",
    "fieldset": "form",
    "noscript": "hidden",
    "svg": "media",
    "iframe": "media",
    "object": "media",
    "video": "media",
    "audio": "media",
    "dialog": "hidden",
    "rt": "hidden",
    "rp": "hidden",
    "figcaption": "caption",
    "figure": "caption",
    "amp-ad": "advertisement",
}
_LEAST_SENTENCE = 60  # characters; a shorter line tells little of where the story is
# Kana, ideographs and Hangul: one says as much as two or three letters.
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
# What an element or its class words must be, whatever it holds, unless it holds most of the page.
_SURE = {"navigation", "footer", "comments", "related_links", "hidden", "form", "newsletter", "author_box", "fact_box"}
_MOST_OF_PAGE = 0.5
_MUCH_OF_PAGE, _MUCH = 0.25, 600
_DESCEND = 0.7  # a box in the box goes on with the story if it has so much of it
_NAMED = 0.5  # and one that is named as the story's if it has so much
_ALL = 0.98
_POSTS = ("twitter", "instagram", "facebook", "tiktok", "bluesky")
_PARAGRAPHS = ("p", "li", "blockquote")


class Boxes:
    """The boxes of the lines of one page. Lines are known by their number, and so are boxes."""

    def __init__(self, lines: Sequence[Line], headline: int | None = None) -> None:
        self._lines = lines
        self._all = _every_box(line.block.box for line in lines if line.block)
        place: dict[int, int] = {}
        self._parents: list[int] = []
        for number, box in enumerate(self._all):  # the outer before the inner
            place[box.number] = number
            self._parents.append(place[box.parent.number] if box.parent else -1)
        self._of_line = [place[line.block.box.number] if line.block else 0 for line in lines]
        # What each box is by itself, once that is asked: in a menu, or among comments, it is not.
        self._owns: list[str | None] = [None] * len(self._all)
        if headline is not None:
            for number in self._round(headline):
                self._owns[number] = ""
        # Of each box the article round it, and the last box in it: boxes are in the order in which they open.
        self._articles: list[int] = []
        for number, (box, parent) in enumerate(zip(self._all, self._parents, strict=True)):
            around = self._articles[parent] if parent >= 0 else -1
            self._articles.append(number if box.tag == "article" else around)
        self._last = list(range(len(self._all)))
        for number in range(len(self._all) - 1, 0, -1):
            parent = self._parents[number]
            if self._last[parent] == parent:  # the last box in a box is the last in the last one in it
                self._last[parent] = self._last[number]
        self.masses = [_mass(line) for line in lines]
        self._kinds = self._inherited(self.masses, sure=True)
        self._kinds = self._inherited(self._left(), sure=False)
        self._story_masses = self._sums(self._left())
        self.story = self._find_story()
        self._inside = [number == self.story for number in range(len(self._all))]
        for number, parent in enumerate(self._parents):
            if parent >= 0 and self._inside[parent]:
                self._inside[number] = True
        story_lines = (n for n in range(len(lines)) if self.masses[n] and self.inside(n) and not self.kind(n))
        self._looks = {look(lines[number]) for number in story_lines} - {""}

    def kind(self, line: int) -> str:
        """The kind of a line by its boxes; "" where they say nothing against it."""
        return self._kinds[self._of_line[line]]

    def inside(self, line: int) -> bool:
        """Whether a line stands in the story's box."""
        return self._inside[self._of_line[line]]

    def is_story(self, line: int) -> bool:
        """Whether a line is a sentence of the story, as far as its boxes tell."""
        return self.masses[line] > 0 and self.inside(line) and not self.kind(line)

    def around(self, line: int) -> int:
        """The box round the box of a line."""
        return self._parents[self._of_line[line]]

    def looks_like_story(self, line: int) -> bool:
        """Whether a line is a sentence in a box with the same names as those of the story's sentences."""
        return self.masses[line] > 0 and self.has_look(line)

    def has_look(self, line: int) -> bool:
        """Whether a line stands in a box with the same names as those of the story's sentences."""
        return look(self._lines[line]) in self._looks

    def are_against(self, line: int) -> bool:
        """Whether a box round a line is said to be something else than the story."""
        return any(map(self._own, self._round(line)))

    def article(self, line: int) -> int | None:
        """The innermost article element round a line."""
        article = self._articles[self._of_line[line]]
        return None if article < 0 else article

    def has_story(self, box: int) -> bool:
        """Whether a box holds much of the story."""
        return self._story_masses[box] > _MUCH_OF_PAGE * self._story_masses[self.story]

    def is_in(self, line: int, box: int) -> bool:
        """Whether a line stands in a box."""
        return box <= self._of_line[line] <= self._last[box]

    def section(self, line: int) -> int:
        """The box that a line is the heading of: the innermost round it that holds other lines, too."""
        box = self._of_line[line]
        while self._parents[box] >= 0 and self._lines_in[box] == 1:
            box = self._parents[box]
        return box

    def _own(self, number: int) -> str:
        """What a box is by its element and its class words."""
        own = self._owns[number]
        if own is None:
            box = self._all[number]
            own = self._owns[number] = _own_kind(box.tag, box.names)
        return own

    def _round(self, line: int) -> Iterator[int]:
        """The boxes round a line, the inner before the outer."""
        at = self._of_line[line]
        while at >= 0:
            yield at
            at = self._parents[at]

    def _left(self) -> list[int]:
        """How much each line tells of where the story is, without those that are something else."""
        return [0 if self._kinds[box] else mass for box, mass in zip(self._of_line, self.masses, strict=True)]

    def _inherited(self, masses: Sequence[int], *, sure: bool) -> list[str]:
        """The kind of every box: its own, or that of the box round it."""
        total = sum(masses)
        most, much = max(_MUCH, _MOST_OF_PAGE * total), max(_MUCH, _MUCH_OF_PAGE * total)
        kinds: list[str] = []
        for number, (box, parent, mass) in enumerate(zip(self._all, self._parents, self._sums(masses), strict=True)):
            kind = kinds[parent] if parent >= 0 else ""
            if box.tag == "blockquote" and (kind == "caption" or _is_post(box, kind)):
                kind = ""  # a quotation in a figure is pulled out of the story
            elif not kind and (own := self._own(number)):
                if own in _SURE:
                    kind = "" if mass > most else own
                elif not sure:
                    kind = "" if mass > much else own
            kinds.append(kind)
        return kinds

    @cached_property
    def _lines_in(self) -> list[int]:
        """How many lines each box holds."""
        return self._sums([1] * len(self._of_line))

    def _sums(self, values: Sequence[int]) -> list[int]:
        """For every box the sum of what its lines have."""
        sums = [0] * len(self._all)
        for box, value in zip(self._of_line, values, strict=True):
            sums[box] += value
        parents = self._parents
        for box in range(len(sums) - 1, 0, -1):
            sums[parents[box]] += sums[box]
        return sums

    def _find_story(self) -> int:
        """The innermost box that has most of the page's sentences."""
        mass = self._story_masses
        largest: dict[int, int] = {}
        for number, parent in enumerate(self._parents):
            if parent not in largest or mass[number] > mass[largest[parent]]:
                largest[parent] = number
        story = 0
        while (best := largest.get(story)) and mass[best] >= _DESCEND * mass[story]:
            if self._all[best].tag in _PARAGRAPHS:
                break
            story = best
        enough = _NAMED * mass[story]
        named = [n for n in range(story, len(self._all)) if mass[n] >= enough and _is_named_story(self._all[n])]
        most = max((mass[number] for number in named), default=0)
        return max((number for number in named if mass[number] > _ALL * most), default=story)


def _is_post(box: Box, kind: str) -> bool:
    """Whether a quotation is a post from elsewhere that the story embeds."""
    return kind not in _SURE and any(post in box.names for post in _POSTS)


def _is_named_story(box: Box) -> bool:
    return "articleBody" in box.names or "story" in kinds_of(box.names)


@lru_cache(20_000)
def _own_kind(tag: str, names: str) -> str:
    """What a box is by its element and its class words alone."""
    if tag in ("html", "body", "main", "h1", ""):
        return ""
    if kind := _TAGS.get(tag):
        return kind
    if "-" in tag:
        names = f"{tag} {names}"  # a custom element says what it is
    kinds = kinds_of(names) if names else ()
    if tag != "article" and "display-none" in names:
        return "hidden"
    if not kinds or "story" in kinds or (tag == "article" and "comments" not in kinds):
        return ""
    return kinds[0]


def look(line: Line) -> str:
    """The element and names of a line's box, or of the one round it where it has none; "" where neither has."""
    if not line.block:
        return ""
    box = line.block.box
    if box.names:
        return f"{box.tag} {box.names}"
    return f"{box.tag} in {box.parent.names}" if box.parent and box.parent.names else ""


def _mass(line: Line) -> int:
    """How much a line tells of where the story is: the characters of sentences that are no links."""
    size = len(line.text)
    if not line.block or line.block.box.tag == "textarea" or 2 * line.block.linked > size or 3 * size < _LEAST_SENTENCE:
        return 0
    weight = 1 if line.text.isascii() else 1 + 2 * len(_DENSE.findall(line.text)) / size
    return int(weight * (size - line.block.linked)) if weight * size >= _LEAST_SENTENCE else 0


def _every_box(boxes: Iterable[Box]) -> list[Box]:
    """The boxes and all that are round them, the outer before the inner."""
    found: dict[int, Box] = {}
    for start in boxes:
        box: Box | None = start
        while box is not None and box.number not in found:
            found[box.number] = box
            box = box.parent
    return [found[number] for number in sorted(found)]
