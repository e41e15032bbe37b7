"""What an HTML page says of itself: its title, meta elements, times, canonical address, and JSON-LD.

Only values that a finder can use are kept, each with the key under which the page gives it. Whether they are true is
not asked here.
"""

import html
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from gnn9_extract.page import Box
from gnn9_extract.read.html.json_ld import said_in
from gnn9_extract.tables.metadata import field_of

# `<b>`, `</p>`, `<a href="...">` in a value -- not `a < b`, not `<3`.
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_LONGEST_VALUE = 500  # characters; a longer title, name or date is none
_MOST_TIMES = 40
_KEYS = ("property", "name", "itemprop")  # the attributes of a meta element that can hold its key


# The box round all others.
WHOLE_PAGE = Box(0, "", "", None)


class Value(NamedTuple):
    """One value, the key it was given under, and the box it stood in."""

    key: str
    text: str
    box: Box = WHOLE_PAGE


class Head:
    """The values, as they come."""

    def __init__(self) -> None:
        self._title: list[str] = []
        self._values: list[Value] = []
        self._times = 0
        self._scripts: list[str] = []

    @property
    def has_title(self) -> bool:
        """Whether there was a title that says something."""
        return any(map(str.strip, self._title))

    def title_text(self, text: str) -> None:
        """Text of the title element, or a part of it."""
        self._title.append(text)

    def script(self, text: str) -> None:
        """A script of JSON-LD."""
        self._scripts.append(text)

    def element(self, tag: str, attributes: Mapping[str, str], box: Box) -> None:
        """A meta, link or time element."""
        if tag == "meta":
            self._meta(attributes, box)
        elif tag == "time" and self._times < _MOST_TIMES:
            if value := attributes.get("datetime") or attributes.get("content"):
                self._times += 1
                self._add("time", value, box)
        elif tag == "link" and "canonical" in attributes.get("rel", "").lower():
            self._add("canonical", attributes.get("href", ""), box)

    def values(self) -> Iterator[Value]:
        """All values, the title first; none twice under one key. The title is text of the page, and stays as it is."""
        said = ((key, text) for key, text in said_in(self._scripts))
        every = [
            Value("title", " ".join("".join(self._title).split())),
            *self._values,
            *(Value(key, _plain(text)) for key, text in said if key == "ld:articleBody" or len(text) <= _LONGEST_VALUE),
        ]
        seen: set[tuple[str, str]] = set()
        for value in every:
            if value.text and (value.key, value.text) not in seen:
                seen.add((value.key, value.text))
                yield value

    def _meta(self, attributes: Mapping[str, str], box: Box) -> None:
        content = attributes.get("content")
        if not content:
            return
        for name in _KEYS:
            if name in attributes:
                key = attributes[name].strip().lower()
                if name == "itemprop":
                    key = f"itemprop:{key}"
                if field_of(key):
                    self._add(key, content, box)

    def _add(self, key: str, text: str, box: Box) -> None:
        if len(text) <= _LONGEST_VALUE:
            self._values.append(Value(key, _plain(text), box))


def _plain(text: str) -> str:
    """A value as it is read: entities resolved (some are escaped twice), without tags, white space as one space."""
    if "&" in text:
        text = html.unescape(html.unescape(text))
    if "<" in text:
        text = _TAG.sub(" ", text)
    return " ".join(text.split())
