"""The article record: what a page says, as data.

docs/record.md defines every field; a test holds that page and this file together. All types are frozen; what the page
does not say is None.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import starmap
from operator import attrgetter
from typing import Any

from gnn9_extract.page import Doubt, Edit
from gnn9_extract.trace import Claim, Trace


@dataclass(frozen=True, slots=True)
class Byline:
    """Who wrote it: the byline as printed, and the names in it (accounts and desks count as names)."""

    text: str
    authors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Timestamp:
    """When it was published, and when it was updated: as printed, and as ISO 8601.

    An offset is there only where the page or the profile fixes it. `value` is None for a time that counts from an
    unknown capture ("2 hours ago"); it lacks what the page does not print (`--11-27`, `2015-11`).
    """

    text: str
    value: str | None
    updated: str | None = None


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where it was filed: as printed; `date` is YYYY-MM-DD, or --MM-DD where nothing tells the year."""

    text: str
    places: tuple[str, ...]
    date: str | None
    agencies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WireCredit:
    """Which agency it came from: as printed, and the agencies' codes in the printed order.

    `kind` is agency, with-inputs, staff-notes, generic, house or press-release.
    """

    text: str
    agencies: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Site:
    """The site that printed the page, from its profile or from its banner."""

    name: str
    title: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Source:
    """Where the record comes from.

    `sha256` is the digest of the page's bytes (of its UTF-8 form where text was given, and `encoding` is None then);
    `pages` counts the print pages. The record accounts for the characters `start` to `end` of the decoded source:
    all of them, unless the page was cut into several stories.
    """

    name: str | None
    sha256: str
    format: str
    encoding: str | None
    pages: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """One news story."""

    headline: str | None
    byline: Byline | None
    timestamp: Timestamp | None
    dateline: Dateline | None
    wire_credit: WireCredit | None
    paragraphs: tuple[str, ...]
    site: Site | None
    source: Source
    warnings: tuple[Doubt, ...] = ()
    edits: tuple[Edit, ...] = field(default=(), repr=False)
    claims: tuple[Claim, ...] = field(default=(), repr=False)

    @property
    def text(self) -> str:
        """The body: the paragraphs, with a blank line between them."""
        return "\n\n".join(self.paragraphs)

    @property
    def trace(self) -> Trace:
        """The proof that no character was lost: puts the source together again from this record and its edits."""
        return Trace(dict(self._printed()), self.claims, self.edits, self.source.start, self.source.end)

    def to_dict(self, *, explain: bool = False) -> dict[str, Any]:
        """The record as plain dicts, lists and strings; `explain` adds `edits` and `claims`, the trace."""
        record: dict[str, Any] = {
            "headline": self.headline,
            "byline": _members(self.byline),
            "timestamp": _members(self.timestamp),
            "dateline": _members(self.dateline),
            "wire_credit": _members(self.wire_credit),
            "paragraphs": list(self.paragraphs),
            "site": _members(self.site),
            "source": _members(self.source),
        }
        for name in ("warnings", "edits", "claims") if explain else ("warnings",):
            record[name] = [_members(item) for item in getattr(self, name)]
        return record

    def to_json(self, *, explain: bool = False, indent: int | None = None) -> str:
        """The record as JSON text in Unicode; a lone surrogate is written as an escape, so UTF-8 can hold the text."""
        text = json.dumps(self.to_dict(explain=explain), ensure_ascii=False, indent=indent)
        try:
            text.encode()  # to try it takes a fourth of the time that a search for a surrogate takes
        except UnicodeEncodeError:
            return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
        return text

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> "Article":
        """The article of a record that `to_dict` made. KeyError or TypeError for anything else."""
        values = dict(record)
        for name, part in _PARTS.items():
            values[name] = part(**_frozen(record[name])) if record[name] is not None else None
        for name, item in _LISTS.items():
            values[name] = tuple(item(**entry) for entry in record.get(name, ()))
        return cls(**_frozen(values))

    def __reduce__(self) -> tuple[Any, ...]:
        """For pickle: tuples, which are done in a third of the time; workers send whole articles with their traces."""
        parts = [None if (part := getattr(self, name)) is None else _VALUES[name](part) for name in _PARTS]
        lists = [list(map(_VALUES[name], getattr(self, name))) for name in _LISTS]
        return _article, (self.headline, self.paragraphs, parts, lists)

    def _printed(self) -> Iterator[tuple[str, str]]:
        """What the record prints of the page, under the names that claims use."""
        if self.headline is not None:
            yield "headline", self.headline
        for name in ("byline", "timestamp", "dateline", "wire_credit"):
            part = getattr(self, name)
            if part is not None:
                yield name, part.text
        for number, paragraph in enumerate(self.paragraphs):
            yield f"paragraphs[{number}]", paragraph


_SURROGATE = re.compile("[\ud800-\udfff]")

_PARTS: dict[str, type] = {
    "byline": Byline,
    "timestamp": Timestamp,
    "dateline": Dateline,
    "wire_credit": WireCredit,
    "site": Site,
    "source": Source,
}
_LISTS: dict[str, type] = {"warnings": Doubt, "edits": Edit, "claims": Claim}
_VALUES = {name: attrgetter(*vars(part)["__slots__"]) for name, part in (_PARTS | _LISTS).items()}


def _article(headline: str | None, paragraphs: tuple[str, ...], parts: list[Any], lists: list[Any]) -> Article:
    """The article that was pickled."""
    values: dict[str, Any] = {
        name: None if part is None else kind(*part) for (name, kind), part in zip(_PARTS.items(), parts, strict=True)
    }
    for (name, kind), items in zip(_LISTS.items(), lists, strict=True):
        values[name] = tuple(starmap(kind, items))
    return Article(headline=headline, paragraphs=paragraphs, **values)


def _members(part: Any) -> dict[str, Any] | None:
    """A part of the record as JSON has it; what is in a part is text, a number, or a tuple of texts."""
    if part is None:
        return None
    record = {name: getattr(part, name) for name in part.__slots__}
    for name, value in record.items():
        if type(value) is tuple:
            record[name] = list(value)
    return record


def _frozen(record: Mapping[str, Any]) -> dict[str, Any]:
    """The members of a record with tuples for its lists."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in record.items()}
