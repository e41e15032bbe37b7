"""What the boxes of an HTML page are, and where its story stands.

A box is judged by its element and its class words (tables/boxes.csv), and by what it holds: a box with much of the
page's sentences is the story's, whatever its class says ("has-sidebar", "comments-open"), and so is one round the
headline.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate, repeat

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
    """The boxes of the lines of one page. Lines are known by their number, and so are boxes.

    `masses` tells how much each line says of where the story is: much if it is a sentence, one of `sentences`. `kinds`
    is the kind of each line by its boxes, "" where they say nothing against it; `story_lines` are the sentences of the
    story, as far as the boxes tell.
    """

    kinds: list[str]
    story_lines: list[int]

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self.masses = [_mass(line) for line in lines]
        self.sentences = [number for number, mass in enumerate(self.masses) if mass]
        self._all = _every_box(lines)
        place = {box.number: number for number, box in enumerate(self._all)}
        self._parents = [place[box.parent.number] if box.parent else -1 for box in self._all]
        self._of_line = [place[line.block.box.number] if line.block else 0 for line in lines]
        self._ends = _ends(self._parents)
        self._judge(())

    def believe(self, headline: int) -> None:
        """Judges the lines again: the boxes round the headline are the story's, whatever they are called."""
        self._judge({*self._round(headline)})

    def is_in(self, line: int, box: int) -> bool:
        """Whether a line stands in a box."""
        return box <= self._of_line[line] < self._ends[box]

    def inside(self, line: int) -> bool:
        """Whether a line stands in the story's box."""
        return self.is_in(line, self.story)

    def around(self, line: int) -> int:
        """The box round the box of a line."""
        return self._parents[self._of_line[line]]

    def has_look(self, line: int) -> bool:
        """Whether a line stands in a box with the same names as those of the story's sentences."""
        return look(self._lines[line]) in self._looks

    def are_against(self, line: int) -> bool:
        """Whether a box round a line is taken for something else than the story."""
        telling = self._nearest[self._of_line[line]]
        while not self._judged[telling] and telling >= 0:
            telling = self._nearest[self._parents[telling]]
        return telling >= 0

    def article(self, line: int) -> int | None:
        """The innermost article element round a line."""
        return next((box for box in self._round(line) if self._all[box].tag == "article"), None)

    def in_article(self, line: int) -> bool:
        """Whether a line stands in an article element."""
        return self._in_article[self._of_line[line]]

    def has_story(self, box: int) -> bool:
        """Whether a box holds much of the story."""
        return self._held(self._story_mass, box) > _MUCH_OF_PAGE * self._held(self._story_mass, self.story)

    def section(self, line: int) -> int:
        """The box that a line is the heading of: the innermost round it that holds other lines, too."""
        box = self._of_line[line]
        while self._parents[box] >= 0 and self._held(self._lines_before, box) == 1:
            box = self._parents[box]
        return box

    def _judge(self, believed: Collection[int]) -> None:
        """Tells what every line is by its boxes, and which box is the story's; nothing is said of those believed."""
        owns, self._nearest, sure = self._telling(believed)
        of_line = self._of_line
        unsure = self._mass_before(number for number in self.sentences if self._nearest[of_line[number]] not in sure)
        self._judged = self._weighed(owns, unsure)
        self.kinds = [self._judged[self._nearest[box]] for box in of_line]
        left = [number for number in self.sentences if not self.kinds[number]]
        self._story_mass = self._mass_before(left)
        self.story = self._find_story()
        self.story_lines = [number for number in left if self.inside(number)]
        self._looks = {look(self._lines[number]) for number in self.story_lines} - {""}

    def _round(self, line: int) -> Iterator[int]:
        """The boxes round a line, the inner before the outer."""
        at = self._of_line[line]
        while at >= 0:
            yield at
            at = self._parents[at]

    def _telling(self, believed: Collection[int]) -> tuple[dict[int, str], list[int], set[int]]:
        """The boxes that tell something: what each is by itself, of every box the nearest round it, and the sure ones.

        A box is its own nearest. In a sure one no other is looked at, unless it has another round it: in a figure, a
        quotation is the story's.
        """
        boxes, parents = self._all, self._parents
        before = self._mass_before(self.sentences)
        most = max(_MUCH, _MOST_OF_PAGE * before[-1])
        owns: dict[int, str] = {}
        nearest: list[int] = []
        sure: set[int] = set()
        while (number := len(nearest)) < len(boxes):
            box, around = boxes[number], nearest[parents[number]] if number else -1
            own = "" if number in believed else own_kind(box.tag, box.names)
            if not own and box.tag != "blockquote":
                nearest.append(around)
                continue
            owns[number] = own
            if around in sure or (own in _SURE and self._held(before, number) <= most):
                sure.add(number)
            is_alone = number in sure and around < 0
            nearest += [number] * (self._ends[number] - number if is_alone else 1)
        return owns, nearest, sure

    def _weighed(self, owns: dict[int, str], before: Sequence[int]) -> dict[int, str]:
        """The kinds of the boxes that tell something: none of one that holds too much, else of the outermost."""
        most, much = max(_MUCH, _MOST_OF_PAGE * before[-1]), max(_MUCH, _MUCH_OF_PAGE * before[-1])
        kinds = {-1: ""}
        for number, own in owns.items():
            box, kind = self._all[number], kinds[self._nearest[self._parents[number]]]
            if box.tag == "blockquote" and (kind == "caption" or (kind not in _SURE and _is_post(box.names))):
                kind = ""  # a quotation in a figure is pulled out of the story
            elif not kind and self._held(before, number) <= (most if own in _SURE else much):
                kind = own
            kinds[number] = kind
        return kinds

    @cached_property
    def _in_article(self) -> list[bool]:
        """Whether each box is in an article element, or one."""
        inside: list[bool] = []
        for box, parent in zip(self._all, self._parents, strict=True):
            inside.append(box.tag == "article" or (parent >= 0 and inside[parent]))
        return inside

    @cached_property
    def _lines_before(self) -> list[int]:
        """How many lines stand in the boxes before each box."""
        return self._before(zip(self._of_line, repeat(1)))

    def _mass_before(self, sentences: Iterable[int]) -> list[int]:
        """How much of some sentences stands in the boxes before each box."""
        return self._before((self._of_line[number], self.masses[number]) for number in sentences)

    def _before(self, values: Iterable[tuple[int, int]]) -> list[int]:
        """The sum of what the lines in the boxes before each box have, and at last of the whole page."""
        own = [0] * len(self._all)
        for box, value in values:
            own[box] += value
        return [0, *accumulate(own)]

    def _held(self, before: Sequence[int], box: int) -> int:
        """What the lines in a box have in all."""
        return before[self._ends[box]] - before[box]

    def _find_story(self) -> int:
        """The innermost box that has most of the page's sentences."""
        story, most = 0, self._held(self._story_mass, 0)
        box = 1
        while box < self._ends[story]:
            held = self._held(self._story_mass, box)
            if held < _DESCEND * most:
                box = self._ends[box]  # what is in it has no more
            elif self._all[box].tag in _PARAGRAPHS:
                break
            else:
                story, most = box, held
                box += 1
        return self._named_story(story, _NAMED * most)

    def _named_story(self, story: int, enough: float) -> int:
        """The innermost box that is named as the story's and has enough of it; the one that is given where none is."""
        named: dict[int, int] = {}
        box = story
        while box < len(self._all):
            held = self._held(self._story_mass, box)
            if held >= enough and _is_named_story(self._all[box]):
                named[box] = held
            box = box + 1 if held >= enough else self._ends[box]
        most = max(named.values(), default=0)
        return max((number for number, held in named.items() if held > _ALL * most), default=story)


def _ends(parents: Sequence[int]) -> list[int]:
    """Of each box the number of the first that is not in it: boxes are in the order in which they open."""
    ends = [0] * len(parents)
    for number in range(len(parents) - 1, -1, -1):
        end = ends[number] = ends[number] or number + 1
        parent = parents[number]
        ends[parent] = ends[parent] or end
    return ends


def _is_post(names: str) -> bool:
    """Whether a quotation is by its names a post from elsewhere that the story embeds."""
    return any(post in names for post in _POSTS)


def _is_named_story(box: Box) -> bool:
    return "articleBody" in box.names or "story" in kinds_of(box.names)


@lru_cache(20_000)
def own_kind(tag: str, names: str) -> str:
    """What a box is by its element and its class words alone."""
    if tag in ("html", "body", "main", "h1", ""):
        return ""
    if kind := _TAGS.get(tag):
        return kind
    if tag == "blockquote" and _is_post(names):
        return ""
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
    size, block = len(line.text), line.block
    if 3 * size < _LEAST_SENTENCE or not block or 2 * block.linked > size or block.box.tag == "textarea":
        return 0
    weight = 1 if line.text.isascii() else 1 + 2 * len(_DENSE.findall(line.text)) / size
    return int(weight * (size - block.linked)) if weight * size >= _LEAST_SENTENCE else 0


def _every_box(lines: Iterable[Line]) -> list[Box]:
    """The boxes of some lines and all that are round them, the outer before the inner."""
    found: dict[int, Box] = {}
    for line in lines:
        box = line.block.box if line.block else None
        while box is not None and (number := box.number) not in found:
            found[number] = box
            box = box.parent
    return [found[number] for number in sorted(found)]
