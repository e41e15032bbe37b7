"""The rendering: an HTML page as lines of text, in one pass over its markup.

libxml2 tells of tags and text as it reads them (the SAX way), and no tree is made. So no depth is too deep, where a
tree of lxml's is silently cut; no text node is too long; and a page takes little more memory than its text.
Cutting markup into tags with patterns of our own was measured: it takes as long as libxml2 with all its calls, and has
the attributes and the ends that nobody wrote still before it.

A line is the text between two edges of blocks. Inline elements do not end it; `<br>` ends it, and a second `<br>`
leaves a blank line. The text of scripts, styles and templates is no text of the page. All other text is rendered, also
where no browser shows it, and of each line it is known where it stood.
"""

import re
from collections.abc import Mapping
from copy import copy
from functools import lru_cache
from inspect import signature
from typing import Any

from gnn9_extract.errors import ExtractionError
from gnn9_extract.page import Block, Box, Mark
from gnn9_extract.read.html.head import WHOLE_PAGE, Head

# Elements that do not end a line. What is not known is taken for a block: a custom element is mostly a widget.
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big blink cite code data del dfn em font i ins kbd label mark nobr q rp rt ruby s samp"  # noqa: SIM905
    " small span strike strong sub sup time tt u var o:p st1:place st1:city st1:country-region".split()
)
# Their text is no text of the page.
_SILENT = frozenset(("script", "style", "template"))
# Where a line break is a space: these are one line however they are set.
_ONE_LINE = frozenset("h1 h2 h3 h4 h5 h6 figcaption caption title button option a dt".split())  # noqa: SIM905
_HEAD = frozenset(("meta", "link", "time"))
# What is in these is one line, and of no further interest.
_FLAT = frozenset(("nav", "menu", "select", "datalist"))
# Unless one of these comes, which a menu seldom has.
_OF_STORY = frozenset(("h1", "h2", "p", "article", "main", "time"))
# These change how the text in them is read.
_COUNTED = _ONE_LINE | {"pre"}
# Pictures and their like stand in a line, and have no text.
_WORDLESS = frozenset("img picture source input path use g circle rect area param track embed wbr col base".split())  # noqa: SIM905
# What is in these is a line of its own, inside a line that goes on behind it.
_ISLANDS = frozenset(("button", "svg", "iframe", "object", "video", "audio", "noscript", "textarea"))
# All other elements are blocks of which nothing more has to be known.
_SPECIAL = _INLINE | _SILENT | _ONE_LINE | _HEAD | _ISLANDS | _WORDLESS | {"br", "pre"}
# No line stands in them.
_BOXLESS = _SILENT | {"meta", "link"}
# How characters are read, set over them: no part of their line.
_READINGS = frozenset(("rt", "rp"))
# Inline elements that change nothing, unless they have names.
_PLAIN_INLINE = _INLINE - {"a", "time"} - _READINGS
_BLANK = re.compile(r"[ \t\n\r\f]+")
_LINE_END = re.compile(r"[\n\r\f]")
# Whose ends change nothing.
_UNCHANGING = _PLAIN_INLINE | _WORDLESS | {"br"}
# The attributes that say what an element is.
_NAMING = frozenset(
    ("class", "id", "role", "itemprop", "itemtype", "rel", "property", "data-component", "data-testid", "data-type")
)
_BESIDE_CLASS = (_NAMING | {"hidden", "style"}) - {"class"}
# `display: none`, and the style of what is for a screen reader alone: `clip: rect(0 0 0 0)` -- not `clip: auto`, not
# `clip: rect(0, 600px, 200px, 0)`.
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|clip\s*:\s*rect\(\s?[01](?:px)?\s?[ ,]\s?[01](?:px)?[ ,]",
    re.IGNORECASE,
)
# The names of an inline element that is not seen: `sr-only` -- not `hidden-xs`, which most screens show.
_UNSEEN = re.compile(r"(?<![\w-])(?:display-none|sr-only|visually-?hidden|screen-?reader(?:-text)?)(?![\w-])")
# The address of a page about one author, in small letters: `/author/asha-rao`, `/profil/12` -- not `/authority/`, not
# `/people`.
_OF_AUTHOR = re.compile(
    r"/(?:authors?|autor(?:en|es|i)?|auteurs?|journalists?|contributors?|profile?s?|reporters?|writers?|columnists?"
    r"|people|staff|byline|by|newsteam|redakteure?)/[^/?#]{3}"
)
_AUTHOR_LINK = "author-link"
# The names, in small letters, of inline elements whose text can be a name or a date: `post-date` -- not `fnord`.
_TELLING = re.compile(r"author|byline|\bfn\b|creator|contributor|date|time|publish|posted|updated")
_MOST_MARKS = 8  # inside each other
_LONGEST_MARKED = 400  # characters of a line
_CLIMB = 40  # boxes
# Depth times end tags: libxml2 looks for the element of an end tag through all that are open.
_MOST_WORK = 4_000_000_000
_CHUNK = 1 << 16  # bytes that libxml2 is given at once: it goes on to their end when it is told to stop


# One line as it is rendered: its text, the blank lines over it (0 or 1), and what it is in the page.
Printed = tuple[str, int, Block]

# A line in the making: its parts, linked characters, marks, open marks, box and gap.
_Line = tuple[list[str], int, list[tuple[str, list[str]]], list[tuple[int, list[str]]], Box | None, int]


class Rendering:
    """What libxml2 tells of a page, made into lines: `lines` and `head` (its metadata)."""

    def __init__(self) -> None:
        self.lines: list[Printed] = []
        self.head = Head()
        # The innermost box that is open, and how many there were.
        self._box = WHOLE_PAGE
        self._boxes = 0
        # The box round each open element.
        self._open = [WHOLE_PAGE]
        self._links = self._one_line = 0
        # How many elements are open in a flat one, with it.
        self._flat = 0
        # What kind of text comes: of silent elements, of the title, of preformatted lines.
        self._silent = self._title = self._pre = 0
        self._is_plain = True
        self._script: list[str] | None = None
        # The line in the making.
        self._parts: list[str] = []
        self._linked = 0
        self._marks: list[tuple[str, list[str]]] = []
        self._open_marks: list[tuple[int, list[str]]] = []
        self._line_box: Box | None = None
        self._gap = 1
        # The lines that wait for the end of an island.
        self._waiting: list[_Line] = []
        # How many elements are open with each inline element that is an island: it is not seen, or a reading.
        self._unseen: list[int] = []

    @property
    def depth(self) -> int:
        """How many elements are open."""
        return len(self._open) + self._flat

    # ------------------------------------------------------------ what libxml2 calls

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element opens."""
        if self._flat:
            if tag not in _OF_STORY:
                self._inside_flat(tag, attributes, 1)
                return
            self._open += [self._box] * (self._flat - 1)
            self._flat = 0
        self._open.append(box := self._box)
        if tag not in _SPECIAL:
            if self._parts:
                self._flush()
            self._gap = 1
            self._boxes += 1
            self._box = Box(self._boxes, tag, _names(attributes) if attributes else "", box)
            if tag in _FLAT:
                self._flat = 1
        elif tag == "a":
            self._start_link(attributes)
        elif tag in _BOXLESS:
            self._start_boxless(tag, attributes)
        elif tag not in _WORDLESS and (attributes or tag not in _PLAIN_INLINE):
            self._start_special(tag, attributes)

    # lxml asks for it at every page, and to find it out takes as long as thirty elements.
    start.__signature__ = signature(start)  # type: ignore[attr-defined]

    def end(self, tag: str) -> None:
        """An element closes: the innermost that is open."""
        if self._flat > 1:
            self._inside_flat(tag, {}, -1)
            return
        self._flat = 0
        if self._open_marks and self._open_marks[-1][0] == len(self._open):
            self._open_marks.pop()
        if self._unseen and self._unseen[-1] == len(self._open):
            self._unseen.pop()
            self._end_unseen(tag)
        if tag not in _SPECIAL:
            if self._parts:
                self._flush()
            self._gap = 1
        elif tag == "a":
            self._one_line -= 1
            self._links -= 1
        elif tag not in _UNCHANGING:
            self._end_special(tag)
        self._box = self._open.pop() if len(self._open) > 1 else WHOLE_PAGE

    def data(self, text: str) -> None:
        """Text, or a part of it."""
        if self._is_plain:
            if not text.isspace():
                self._words(text)
            elif self._parts:
                self._space()
        elif self._silent:
            if self._script is not None:
                self._script.append(text)
        elif self._title:
            self.head.title_text(text)
        else:
            first, *others = _LINE_END.split(text)
            self._text(first)
            for line in others:
                self._line_break()
                self._text(line)

    def close(self) -> "Rendering":
        """The page ends."""
        while self._waiting:
            self._go_on()
        self._flush()
        return self

    # ------------------------------------------------------------ elements

    def _start_link(self, attributes: Mapping[str, str]) -> None:
        if names := _names(attributes):
            self._begin_box("a", names)
        self._one_line += 1
        self._links += 1
        if "href" in attributes and _OF_AUTHOR.search(attributes["href"].lower()):
            self._mark(f"{names} {_AUTHOR_LINK}")
        elif names and _is_telling(names):
            self._mark(f"a {names}")

    def _start_boxless(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element opens that no line stands in."""
        self._end_line()
        if tag in _SILENT:
            self._begin_silent(attributes)
        else:
            self.head.element(tag, attributes, self._box)

    def _start_special(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element opens, no plain block, that text can stand in, or a line break."""
        if tag == "br":
            self._line_break()
            return
        inline = tag in _INLINE
        names = _names(attributes) if attributes else ""
        if tag in _ISLANDS:
            self._wait()
        elif not inline:
            self._end_line()
        elif tag in _READINGS or (names and _is_unseen(names)):
            self._wait()
            self._unseen.append(len(self._open))
        if names or not inline or tag in _READINGS:
            self._begin_box(tag, names)
        if tag == "time" or (names and inline and _is_telling(names)):
            self._mark(f"{tag} {names}")
        if tag == "time":
            self.head.element(tag, attributes, self._box)
        elif tag in _COUNTED:
            self._count(tag, 1)

    def _end_special(self, tag: str) -> None:
        """An element closes that is no plain block."""
        if tag in _ISLANDS and self._waiting:
            self._go_on()
        elif tag not in _INLINE:
            self._end_line()
        if tag in _SILENT:
            self._end_silent()
        elif tag in _COUNTED:
            self._count(tag, -1)

    def _inside_flat(self, tag: str, attributes: Mapping[str, str], step: int) -> None:
        """An element opens (`step` 1) or closes (-1) in a flat one: no more than a space in its line."""
        self._flat += step
        if tag not in _INLINE and self._parts:
            self._parts.append(" ")
        if tag in _COUNTED:
            self._count(tag, step)
        elif tag in _SILENT:
            if step > 0:
                self._begin_silent(attributes)
            else:
                self._end_silent()

    def _begin_box(self, tag: str, names: str) -> None:
        self._boxes += 1
        self._box = Box(self._boxes, tag, names, self._box)

    def _count(self, tag: str, step: int) -> None:
        """An element opens (`step` 1) or closes (-1) that changes how the text in it is read."""
        if tag == "pre":
            self._pre += step
        else:
            self._one_line += step
            if tag == "a":
                self._links += step
                return
            if tag != "title":
                return
            # A drawing has a title, too.
            self._title = int(step > 0 and not self._waiting and not self.head.has_title)
        self._is_plain = not (self._silent or self._title or self._pre)

    def _begin_silent(self, attributes: Mapping[str, str]) -> None:
        """An element opens whose text is no text of the page."""
        self._silent += 1
        self._is_plain = False
        if "ld+json" in attributes.get("type", "").lower():
            self._script = []

    def _end_silent(self) -> None:
        self._silent -= 1
        self._is_plain = not (self._silent or self._title or self._pre)
        if self._script is not None:
            self.head.script("".join(self._script))
            self._script = None

    # ------------------------------------------------------------ lines

    def _text(self, text: str) -> None:
        """Text in a line that can be empty."""
        if text and not text.isspace():
            self._words(text)
        elif self._parts:
            self._space()

    def _space(self) -> None:
        """White space inside a line."""
        self._parts.append(" ")
        for _, parts in self._open_marks:
            parts.append(" ")

    def _words(self, text: str) -> None:
        """Text that is more than white space."""
        self._parts.append(text)
        for _, parts in self._open_marks:
            parts.append(text)
        if self._links or self._flat:
            self._linked += len(text.strip())
        if self._line_box is None:
            self._line_box = self._box
        elif self._line_box is not self._box:
            self._line_box = _around(self._line_box, self._box)

    def _mark(self, names: str) -> None:
        """An element that says what its text is opens inside a line."""
        if len(self._open_marks) < _MOST_MARKS:
            parts: list[str] = []
            self._marks.append((names, parts))
            self._open_marks.append((len(self._open), parts))

    def _end_line(self) -> None:
        """The edge of a block."""
        if self._parts:
            self._flush()
        self._gap = 1

    def _wait(self) -> None:
        """An island opens: the line round it goes on behind it."""
        self._waiting.append((self._parts, self._linked, self._marks, self._open_marks, self._line_box, self._gap))
        self._parts, self._linked, self._marks, self._open_marks, self._line_box = [], 0, [], [], None

    def _go_on(self) -> None:
        """An island closes."""
        self._flush()
        self._parts, self._linked, self._marks, self._open_marks, self._line_box, self._gap = self._waiting.pop()

    def _end_unseen(self, tag: str) -> None:
        """An island closes that is not seen; a mark alone (`: ` between kicker and headline) is part of the line."""
        parts = "".join(self._parts)
        if tag in _READINGS or any(map(str.isalnum, parts)):
            self._go_on()
        else:
            self._parts, self._linked, self._marks, self._open_marks, self._line_box, self._gap = self._waiting.pop()
            self._text(parts)

    def _line_break(self) -> None:
        """A line break; the second in a row is a blank line."""
        if self._one_line and not self._pre:
            if self._parts:
                self._parts.append(" ")
        elif self._parts:
            self._flush()
        else:
            self._gap = 1

    def _flush(self) -> None:
        """The line in the making ends."""
        text = _one_spaced("".join(self._parts))
        if text:
            marks: tuple[Mark, ...] = ()
            if self._marks and len(text) <= _LONGEST_MARKED:
                marks = tuple([Mark(names, _one_spaced("".join(parts))) for names, parts in self._marks])
            box = self._line_box or WHOLE_PAGE
            self.lines.append((text, self._gap, Block(box, self._linked, "", False, marks)))
            self._gap = 0
        self._parts.clear()
        self._marks.clear()
        self._linked, self._line_box = 0, None


def _around(one: Box, other: Box) -> Box:
    """The innermost box round two; where they are far apart, one not far round the first."""
    for _ in range(_CLIMB):
        if one is other:
            break
        if one.number > other.number:
            one = one.parent or one
        else:
            other = other.parent or other
    return min(one, other, key=lambda box: box.number)


def _one_spaced(text: str) -> str:
    """A text with every run of white space as one space, and none at its ends."""
    text = text.strip()
    if "\n" in text or "  " in text or "\t" in text or "\r" in text or "\f" in text:
        return _BLANK.sub(" ", text)
    return text


def _names(attributes: Mapping[str, str]) -> str:
    """The words that say what an element is; `display-none` for one that is not shown."""
    if _BESIDE_CLASS.isdisjoint(attributes):  # most have nothing else
        return attributes.get("class", "")
    words = []
    for name in attributes:  # a loop, as a comprehension is a call, and pages have thousands of elements
        if name in _NAMING:
            words.append(attributes[name])
    if "hidden" in attributes or ("style" in attributes and _HIDING.search(attributes["style"])):
        words.append("display-none")
    return words[0] if len(words) == 1 else " ".join(words)


@lru_cache(4096)
def _is_telling(names: str) -> bool:
    return _TELLING.search(names.lower()) is not None


@lru_cache(4096)
def _is_unseen(names: str) -> bool:
    return _UNSEEN.search(names.lower()) is not None


def render(markup: bytes) -> Rendering:
    """The lines and the metadata of an HTML page in UTF-8, without NULs: libxml2 takes them for its end.

    ExtractionError for markup that would take hours.
    """
    from lxml import etree  # noqa: PLC0415  (slow to load, and for HTML alone)

    rendering = Rendering()
    end_tags = len(markup)  # at most; they are counted where that can be too many
    target: Any = rendering
    parser = etree.HTMLParser(target=target, encoding="utf-8", huge_tree=True)
    for at in range(0, len(markup), _CHUNK):
        parser.feed(markup[at : at + _CHUNK])
        if rendering.depth * end_tags > _MOST_WORK:
            end_tags = markup.count(b"</")
        if rendering.depth * end_tags > _MOST_WORK:
            raise ExtractionError("the markup is nested too deep to be read; is it an HTML page?")
    if markup.strip():
        parser.close()
    return _freed(rendering)


def _freed(rendering: Rendering) -> Rendering:
    """A rendering that its parser does not hold any more.

    lxml's parser and its target hold each other: all that hangs on them stays until the garbage collector comes.
    """
    freed = copy(rendering)
    vars(rendering).clear()
    return freed
