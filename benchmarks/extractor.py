"""HTML pages beside trafilatura, the news extractor with the best body of the peers: what is right, and the time.

The pages are the fixtures of this project. They are made to be hard in the ways that it is made for, so the share that
is right says what the difference is, not how great it is on any site.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from gnn9_extract import extract

Found = Mapping[str, Any]
FIELDS = ("headline", "authors", "day", "paragraphs")


def lines(pages: Path, seconds: Callable[[Callable[[], object]], float]) -> list[str]:
    """What was measured, a line each; `seconds` tells how long something takes."""
    files = sorted(pages.glob("*.html"))
    try:
        from trafilatura import bare_extraction  # noqa: PLC0415  (no dependency of ours)
    except ImportError:
        return [f"extract over {len(files)} HTML fixture pages: no ratio; pip install trafilatura for one"]
    markup = [file.read_bytes() for file in files]
    truths = [_of_record(json.loads(file.with_suffix(".json").read_text("utf-8"))["record"]) for file in files]
    ours = [_of_record(extract(page).to_dict()) for page in markup]
    theirs = [_of_document(bare_extraction(page, with_metadata=True)) for page in markup]
    ratio = seconds(lambda: [*map(extract, markup)]) / seconds(
        lambda: [bare_extraction(page, with_metadata=True) for page in markup]
    )
    return [
        f"extract over {len(files)} HTML fixture pages: {ratio:.2f} of the time of trafilatura.bare_extraction",
        *(f"  {field}: {_right(truths, ours, field)}, trafilatura {_right(truths, theirs, field)}" for field in FIELDS),
    ]


def _of_record(record: Found) -> Found:
    """The fields that both have, of a record."""
    byline, stamp = record["byline"] or {}, record["timestamp"] or {}
    return {
        "headline": record["headline"],
        "authors": byline.get("authors", []),
        "day": (stamp.get("value") or "")[:10],
        "paragraphs": record["paragraphs"],
    }


def _of_document(document: Any) -> Found:
    """The same of what the other has found."""
    found = document.as_dict() if document else {}
    return {
        "headline": found.get("title"),
        "authors": (found.get("author") or "").split("; ") if found.get("author") else [],
        "day": found.get("date") or "",
        "paragraphs": (found.get("text") or "").split("\n"),
    }


def _right(truths: Sequence[Found], found: Sequence[Found], field: str) -> str:
    """How many values are right, of all that the pages have; a paragraph with the dateline still before it is right."""
    if field != "paragraphs":
        pairs = [(truth[field], one[field]) for truth, one in zip(truths, found, strict=True) if truth[field]]
        return f"{sum(one == other for one, other in pairs)} of {len(pairs)} right"
    texts = [(truth[field], one[field]) for truth, one in zip(truths, found, strict=True)]
    right = sum(any(line.endswith(text) for line in lines) for truth, lines in texts for text in truth)
    more = sum(bool(line) and not line.endswith(tuple(truth)) for truth, lines in texts for line in lines)
    return f"{right} of {sum(len(truth) for truth, _ in texts)} right, and {more} lines that are none"
