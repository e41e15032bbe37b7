"""Duplicates: the same bytes again, and the same story in other words of the page around it.

Looked for when all records are there, in their order, so that the first of its kind is the same in every run. What is
remembered of the records is in a database of its own, so that memory does not grow with the archive.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from gnn9_extract.archive.extras import need
from gnn9_extract.write.flat import identity

# A signature estimates which share of their shingles two texts have in common.
_NUMBERS = 128  # of a signature
_ROWS = 4  # of a signature are a band; who shares a band is compared
_WORDS = 3  # of a shingle
_ALIKE = 0.6  # of the shingles of two tellings of one story are the same, at least
_SHORTEST = 10  # shingles, below which a text tells no story from another
_SEED = 9

_SCHEMA = """
CREATE TABLE bytes (sha256 TEXT PRIMARY KEY, name TEXT) WITHOUT ROWID;
CREATE TABLE bands (band INTEGER PRIMARY KEY, story INTEGER);
CREATE TABLE stories (number INTEGER PRIMARY KEY, id TEXT, signature BLOB);
"""


def with_duplicates(lines: Path, made: Path, scratch: Path) -> None:
    """Writes the lines again with `duplicate_of` and `story_id` at the end of each record."""
    scratch.unlink(missing_ok=True)
    with closing(sqlite3.connect(scratch, isolation_level=None)) as db, lines.open("rb") as source:
        db.execute("PRAGMA journal_mode = OFF")
        db.execute("PRAGMA synchronous = OFF")
        db.execute("PRAGMA cache_size = -65536")
        db.executescript(_SCHEMA)
        db.execute("BEGIN")
        with made.open("wb") as target:
            target.writelines(_annotated(source, db))
    scratch.unlink()


def _annotated(lines: Any, db: sqlite3.Connection) -> Iterator[bytes]:
    rensa = need("rensa", "dedupe", "--duplicates")
    for line in lines:
        record = json.loads(line)
        name, sha256 = record["source"]["name"], record["source"]["sha256"]
        first = _first_of_bytes(db, sha256, name)
        story = _story(db, _signature(rensa, "\n".join(record["paragraphs"])), identity(name, sha256))
        told = json.dumps({"duplicate_of": first, "story_id": story}, ensure_ascii=False)
        yield line.rstrip(b"\n")[:-1] + b", " + told[1:].encode() + b"\n"


def _first_of_bytes(db: sqlite3.Connection, sha256: str, name: str) -> str | None:
    """The first page with the same bytes; None for the first itself."""
    if db.execute("INSERT OR IGNORE INTO bytes VALUES (?, ?)", (sha256, name)).rowcount:
        return None
    found: str = db.execute("SELECT name FROM bytes WHERE sha256 = ?", (sha256,)).fetchone()[0]
    return found


def _signature(rensa: Any, text: str) -> tuple[int, ...] | None:
    """The signature of a text; None where it is too short to be told from others."""
    words = [word.strip(".,;:!?\"'()“”‘’").casefold() for word in text.split()]
    shingles = {" ".join(words[at : at + _WORDS]) for at in range(len(words) - _WORDS + 1)}
    if len(shingles) < _SHORTEST:
        return None
    sketch = rensa.RMinHash(num_perm=_NUMBERS, seed=_SEED)
    sketch.update(sorted(shingles))
    return tuple(sketch.digest())


def _story(db: sqlite3.Connection, signature: tuple[int, ...] | None, own: str) -> str | None:
    """The id of the first record that tells the same story; the record's own where it is the first."""
    if signature is None:
        return None
    bands = [_band(signature, at) for at in range(0, _NUMBERS, _ROWS)]
    places = ", ".join("?" * len(bands))
    found = db.execute(
        f"SELECT id, signature FROM stories WHERE number IN (SELECT story FROM bands WHERE band IN ({places}))"
        " ORDER BY number",
        bands,
    ).fetchall()
    likeness = [(_likeness(signature, json.loads(other)), -place) for place, (_, other) in enumerate(found)]
    best, place = max(likeness, default=(0.0, 0))
    if best >= _ALIKE:
        return str(found[-place][0])
    number = db.execute("INSERT INTO stories (id, signature) VALUES (?, ?)", (own, json.dumps(signature))).lastrowid
    db.executemany("INSERT OR IGNORE INTO bands VALUES (?, ?)", ((band, number) for band in bands))
    return own


def _band(signature: tuple[int, ...], at: int) -> int:
    """A band as one number of 63 bits, the same in every process."""
    return hash((at, *signature[at : at + _ROWS])) & (2**63 - 1)


def _likeness(one: tuple[int, ...], other: list[int]) -> float:
    return sum(a == b for a, b in zip(one, other, strict=True)) / _NUMBERS
