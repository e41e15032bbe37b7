"""JSON-LD: what the scripts of a page say of its story, in the words of schema.org.

Written anew where extruct and its like exist: they load a page a second time into a tree, and refuse a script for a
comma too many. Only the story's own object is read, or, where there is none, that of the page.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_DEEPEST = 12  # lists and objects round a story
# The types of schema.org that are a story, and the page round it.
_STORY = re.compile(r"(?:\w*Article|\w*BlogPosting|Report|Review|Recipe|HowTo)$", re.IGNORECASE)
_PAGE = re.compile(r"(?:WebPage|ItemPage|VideoObject|CreativeWork)$", re.IGNORECASE)
# What is asked of a story. Who has most of it is the page's own; others are those that it links to.
_TELLING = ("headline", "datePublished", "author", "articleBody")
_TEXTS = ("headline", "name", "datePublished", "dateCreated", "dateModified")
_BODY = "articleBody"

# What hides a script from old browsers: at its head `<!--`, `//<![CDATA[`, `/* ... */`; at its end `-->`, `//]]>`, `;`.
_HIDING_HEAD = re.compile(r"\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*.{0,20}?\*/)?")
_HIDING_ENDS = ("-->", "]]>", "//", ";")
# `, }` and `,]`, which JSON has not.
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
# What can still be read of JSON that is broken: `"datePublished": "2015-11-27T13:46:00"`.
_BROKEN = re.compile(r'"(headline|datePublished|dateModified)"\s{0,9}:\s{0,9}"((?:[^"\\]|\\.){1,400})"')
_LINE_END = re.compile(r"[\n\r]+|</p>|<br ?/?>")

Item = dict[str, Any]
Items = Mapping[str, Item]


def said_in(scripts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What the scripts say of the story ("ld:headline", "ld:author", ...) and of the page ("ld-page:name", ...).

    >>> list(said_in(['{"@type": "NewsArticle", "author": {"name": "Asha Rao"}, "headline": "Ships sail",}']))
    [('ld:headline', 'Ships sail'), ('ld:author', 'Asha Rao')]
    """
    items = [item for script in scripts for item in _items(_loaded(script))]
    by_id = {item["@id"]: item for item in items if isinstance(item.get("@id"), str) and len(item) > 1}
    for prefix, types in (("ld", _STORY), ("ld-page", _PAGE)):
        if found := [item for item in items if _is(item, types)]:
            own = max(found, key=lambda item: sum(name in item for name in _TELLING))
            yield from ((f"{prefix}:{key}", text) for key, text in _said(own, by_id))
    if not items:
        for script in scripts:
            for value in _BROKEN.finditer(script):
                yield f"ld:{value[1]}", value[2].replace('\\"', '"').replace("\\/", "/")


def _loaded(text: str) -> Any:
    """The data in a script; None where it cannot be read, also not after the common damages are mended."""
    head = _HIDING_HEAD.match(text)
    text = text[head.end() if head else 0 :].rstrip()
    for end in _HIDING_ENDS:
        text = text.removesuffix(end).rstrip()
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        pass
    try:
        return json.loads(_TRAILING_COMMA.sub(r"\1", text), strict=False)
    except (ValueError, RecursionError):
        return None


def _items(data: Any, depth: int = 0) -> Iterator[Item]:
    """The objects in the data that can be the page's own: at the top, in a graph, or as the main entity of another."""
    if depth > _DEEPEST:
        return
    if isinstance(data, list):
        for entry in data:
            yield from _items(entry, depth + 1)
    elif isinstance(data, dict):
        yield data
        for name in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _items(data.get(name), depth + 1)


def _is(item: Item, types: re.Pattern[str]) -> bool:
    return any(types.search(name) for name in _strings(item.get("@type")))


def _said(item: Item, by_id: Items) -> Iterator[tuple[str, str]]:
    """What an item says of its story."""
    for key in _TEXTS:
        if isinstance(text := item.get(key), str):
            yield key, text
    for key, of_persons, name in (
        ("author", True, "author"),
        ("creator", True, "creator"),
        ("author", False, "organization"),
        ("publisher", None, "publisher"),
    ):
        if names := dict.fromkeys(_names(item.get(key), by_id, of_persons)):
            yield name, "; ".join(names)
    for body in _strings(item.get(_BODY)):
        yield from ((_BODY, paragraph) for paragraph in _LINE_END.split(body) if paragraph.strip())


def _names(value: Any, by_id: Items, of_persons: bool | None) -> Iterator[str]:
    """The names of people, or of organizations, in a value: text, an object, a reference, a list of these."""
    for entry in value if isinstance(value, list) else [value]:
        item = entry if isinstance(entry, dict) else by_id.get(entry) if isinstance(entry, str) else None
        if item is None:
            yield from _strings(entry if of_persons is not False else None)
            continue
        if "name" not in item and isinstance(item.get("@id"), str):
            item = by_id.get(item["@id"], item)
        is_person = not any("Organization" in name for name in _strings(item.get("@type")))
        if of_persons is None or of_persons == is_person:
            yield from _strings(item.get("name"))


def _strings(value: Any) -> list[str]:
    """The strings that a value is, or is a list of."""
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str) and each.strip()]
