"""The record as one row of a table: the same columns for Parquet and SQLite.

docs/archive.md explains each column. A column that the record does not fill is None.
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Literal

Kind = Literal["text", "list", "integer", "time", "warnings"]
RECORD_VERSION = "1"

COLUMNS: dict[str, Kind] = {
    "id": "text",
    "source": "text",
    "sha256": "text",
    "site": "text",
    "headline": "text",
    "byline": "text",
    "dateline": "text",
    "wire_credit": "text",
    "wire_credit_kind": "text",
    "authors": "list",
    "places": "list",
    "agencies": "list",
    "credit_agencies": "list",
    "dateline_agencies": "list",
    "published": "time",
    "published_local": "text",
    "published_text": "text",
    "updated_local": "text",
    "dateline_date": "text",
    "body": "text",
    "paragraphs": "list",
    "word_count": "integer",
    "char_count": "integer",
    "warnings": "warnings",
    "duplicate_of": "text",
    "story_id": "text",
    "record_version": "text",
}


def flat(record: Mapping[str, Any]) -> dict[str, Any]:
    """The row of a record that `Article.to_dict` made: a value for each of COLUMNS."""
    byline, stamp, dateline, credit, site, source = (
        record[name] or {} for name in ("byline", "timestamp", "dateline", "wire_credit", "site", "source")
    )
    body = "\n\n".join(record["paragraphs"])
    of_credit, of_dateline = credit.get("agencies", []), dateline.get("agencies", [])
    return {
        "id": identity(source.get("name"), source["sha256"]),
        "source": source.get("name"),
        "sha256": source["sha256"],
        "site": site.get("name"),
        "headline": record["headline"],
        "byline": byline.get("text"),
        "dateline": dateline.get("text"),
        "wire_credit": credit.get("text"),
        "wire_credit_kind": credit.get("kind"),
        "authors": byline.get("authors", []),
        "places": dateline.get("places", []),
        "agencies": list(dict.fromkeys((*of_credit, *of_dateline))),
        "credit_agencies": of_credit,
        "dateline_agencies": of_dateline,
        "published": instant(stamp.get("value")),
        "published_local": stamp.get("value"),
        "published_text": stamp.get("text"),
        "updated_local": stamp.get("updated"),
        "dateline_date": dateline.get("date"),
        "body": body,
        "paragraphs": record["paragraphs"],
        "word_count": len(body.split()),
        "char_count": len(body),
        "warnings": record["warnings"],
        "duplicate_of": record.get("duplicate_of"),
        "story_id": record.get("story_id"),
        "record_version": RECORD_VERSION,
    }


def identity(name: str | None, sha256: str) -> str:
    """The id of a record: the same for the same bytes in the same place, another for any other."""
    return hashlib.sha256(f"{name or ''}\0{sha256}".encode()).hexdigest()[:32]


def instant(value: str | None) -> datetime | None:
    """A timestamp with its offset; None where the page does not fix the instant.

    >>> str(instant("2015-11-27T13:46:00+05:30")), instant("2015-11-27T13:46:00"), instant("--11-27")
    ('2015-11-27 13:46:00+05:30', None, None)
    """
    if value is None or "T" not in value:
        return None
    found = datetime.fromisoformat(value)
    return found if found.tzinfo else None


def in_batches(rows: Iterable[dict[str, Any]], size: int) -> Iterable[list[dict[str, Any]]]:
    """The rows, so many at a time."""
    some: list[dict[str, Any]] = []
    for row in rows:
        some.append(row)
        if len(some) >= size:
            yield some
            some = []
    if some:
        yield some
