"""Records as an SQLite database: the table `articles`, and `search`, an index over all its words (FTS5)."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from datetime import UTC
from pathlib import Path
from typing import Any

from gnn9_extract.write.flat import COLUMNS, flat, in_batches

_ROWS = 1000
_SEARCHED = ("headline", "byline", "dateline", "wire_credit", "body")


def write_sqlite(records: Iterable[Mapping[str, Any]], path: Path) -> None:
    """Writes the rows of the records into a new database; lists are JSON text, instants are ISO 8601 in UTC."""
    columns = ", ".join(f"{name} {'INTEGER' if kind == 'integer' else 'TEXT'}" for name, kind in COLUMNS.items())
    searched = ", ".join(_SEARCHED)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        # It is nobody's database before it is whole.
        db.execute("PRAGMA journal_mode = OFF")
        db.execute("PRAGMA synchronous = OFF")
        db.execute("BEGIN")
        db.execute(f"CREATE TABLE articles ({columns})")
        places = ", ".join("?" * len(COLUMNS))
        for rows in in_batches(map(flat, records), _ROWS):
            db.executemany(
                f"INSERT INTO articles VALUES ({places})", (tuple(map(_plain, row.values())) for row in rows)
            )
        db.execute("CREATE INDEX articles_published ON articles (published_local)")
        db.execute("CREATE INDEX articles_story ON articles (story_id)")
        db.execute(f"CREATE VIRTUAL TABLE search USING fts5({searched}, content='articles')")
        db.execute("INSERT INTO search(search) VALUES ('rebuild')")
        db.execute("COMMIT")


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return value.astimezone(UTC).isoformat() if hasattr(value, "astimezone") else value
