"""The ledger: what was done, under which recipe, and where it stands in the working files. SQLite, beside the output.

A run writes a generation: pages in the order of the sources, each with the place of its line. What an interrupted run
has committed is never done again. Where the pages are no longer those of the ledger, a new generation is begun, and
takes over the lines of all pages that have not changed.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

_SCHEMA = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pages (
    generation INTEGER NOT NULL,
    number INTEGER NOT NULL,     -- in the order of the sources, from 0
    name TEXT NOT NULL,
    stamp TEXT NOT NULL,
    limits TEXT,                 -- where the outcome hangs on them
    sha256 TEXT,
    code TEXT,                   -- of a reject; null for a record
    found TEXT NOT NULL,         -- the fields that are not null
    warnings TEXT NOT NULL,      -- their codes
    start INTEGER NOT NULL,      -- of the line, in the file of records or that of rejects
    length INTEGER NOT NULL,
    PRIMARY KEY (generation, number)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS containers (
    generation INTEGER NOT NULL,
    first INTEGER NOT NULL,      -- the number of its first page
    name TEXT NOT NULL,
    stamp TEXT NOT NULL,
    pages INTEGER NOT NULL,
    PRIMARY KEY (generation, first, name)
) WITHOUT ROWID;
"""
_ROW = "number, name, stamp, limits, sha256, code, found, warnings, start, length"


class Row(NamedTuple):
    """A page that is done; a tuple of the columns that follow its generation."""

    number: int
    name: str
    stamp: str
    limits: str | None
    sha256: str | None
    code: str | None
    found: str
    warnings: str
    start: int
    length: int

    def holds(self, name: str, stamp: str, limits: str) -> bool:
        """Whether this is what doing that page again would give."""
        return self.name == name and self.stamp == stamp and self.limits in {None, limits}


@dataclass(frozen=True, slots=True)
class ContainerEnd:
    """An archive of which all pages are done."""

    first: int
    name: str
    stamp: str
    pages: int


class Ledger:
    """The ledger of an output."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.executescript(_SCHEMA)

    def close(self) -> None:
        """Closes it; what was not committed is forgotten."""
        self._db.close()

    # ------------------------------------------------------------ facts

    def fact(self, name: str) -> str | None:
        """What is written down under a name."""
        row = self._db.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def note(self, **facts: str | int | None) -> None:
        """Writes facts down, all at once; None strikes one out."""
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._note(facts)

    def _note(self, facts: dict[str, str | int | None]) -> None:
        for name, value in facts.items():
            if value is None:
                self._db.execute("DELETE FROM facts WHERE name = ?", (name,))
            else:
                self._db.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, str(value)))

    @property
    def generation(self) -> int:
        """The generation that is being written, or was written last."""
        return int(self.fact("generation") or 0)

    @property
    def is_published(self) -> bool:
        """Whether the generation was published, so that nothing may be added to it."""
        return self.fact("published") == str(self.generation)

    def number(self, name: str) -> int:
        """A fact that is a number; 0 where there is none."""
        return int(self.fact(name) or 0)

    # ------------------------------------------------------------ generations

    def begin(self, recipe: str, *, keep: bool) -> int:
        """A new generation; without `keep` all that was done before is forgotten."""
        generation = self.generation + 1
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            if keep:
                self._db.execute("CREATE INDEX IF NOT EXISTS pages_by_name ON pages (name, stamp)")
            else:
                self._db.execute("DELETE FROM pages")
                self._db.execute("DELETE FROM containers")
            self._note({"generation": generation, "recipe": recipe, "lines": 0, "rejects": 0})
        return generation

    def forget_before(self, generation: int) -> None:
        """Strikes out the generations before one."""
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.execute("DROP INDEX IF EXISTS pages_by_name")
            self._db.execute("DELETE FROM pages WHERE generation < ?", (generation,))
            self._db.execute("DELETE FROM containers WHERE generation < ?", (generation,))

    def has_earlier(self) -> bool:
        """Whether there are pages of earlier generations."""
        query = "SELECT 1 FROM pages WHERE generation < ? LIMIT 1"
        return self._db.execute(query, (self.generation,)).fetchone() is not None

    # ------------------------------------------------------------ pages

    def commit(self, rows: Sequence[Row], ends: Sequence[ContainerEnd], lines: int, rejects: int) -> None:
        """Writes pages down, and how long the working files are with them: all of it or nothing."""
        generation = self.generation
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.executemany(
                "INSERT INTO pages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                ((generation, *row) for row in rows),
            )
            self._db.executemany(
                "INSERT OR REPLACE INTO containers VALUES (?, ?, ?, ?, ?)",
                ((generation, end.first, end.name, end.stamp, end.pages) for end in ends),
            )
            self._note({"lines": lines, "rejects": rejects})

    def done(self) -> int:
        """How many pages of the generation are done."""
        query = "SELECT max(number) FROM pages WHERE generation = ?"
        last = self._db.execute(query, (self.generation,)).fetchone()[0]
        return 0 if last is None else last + 1

    def last_limited(self) -> int:
        """The number of the last page whose outcome may be another next time; -1 where there is none."""
        query = "SELECT max(number) FROM pages WHERE generation = ? AND limits IS NOT NULL"
        found = self._db.execute(query, (self.generation,)).fetchone()[0]
        return -1 if found is None else int(found)

    def rows(self) -> Iterator[Row]:
        """The pages of the generation, in their order."""
        query = f"SELECT {_ROW} FROM pages WHERE generation = ? ORDER BY number"
        return (Row(*row) for row in self._db.execute(query, (self.generation,)))

    def container(self, first: int, name: str, stamp: str) -> int | None:
        """How many pages an archive has that is done as a whole; None where it is not."""
        query = "SELECT pages FROM containers WHERE generation = ? AND first = ? AND name = ? AND stamp = ?"
        row = self._db.execute(query, (self.generation, first, name, stamp)).fetchone()
        return row[0] if row else None

    def kept(self, name: str, stamp: str, limits: str) -> tuple[int, Row] | None:
        """An earlier generation's outcome of a page that has not changed, and the generation."""
        query = f"""SELECT generation, {_ROW} FROM pages
            WHERE name = ? AND stamp = ? AND generation < ? AND (limits IS NULL OR limits = ?)
            ORDER BY generation DESC LIMIT 1"""
        row = self._db.execute(query, (name, stamp, self.generation, limits)).fetchone()
        return (row[0], Row(*row[1:])) if row else None

    def has_record(self, name: str) -> bool:
        """Whether an earlier generation has a record of a page of that name."""
        query = "SELECT 1 FROM pages WHERE name = ? AND generation < ? AND sha256 IS NOT NULL LIMIT 1"
        return self._db.execute(query, (name, self.generation)).fetchone() is not None

    def kept_bytes(self, name: str, sha256: str) -> tuple[int, Row] | None:
        """An earlier generation's record of a page with the same bytes, and the generation."""
        query = f"""SELECT generation, {_ROW} FROM pages
            WHERE name = ? AND sha256 = ? AND generation < ? ORDER BY generation DESC LIMIT 1"""
        row = self._db.execute(query, (name, sha256, self.generation)).fetchone()
        return (row[0], Row(*row[1:])) if row else None

    # ------------------------------------------------------------ the report

    def counted(self, column: str) -> list[tuple[str | None, int]]:
        """The values of `code`, `found` or `warnings` in the generation, each with the number of its pages."""
        query = f"SELECT {column}, count(*) FROM pages WHERE generation = ? GROUP BY 1 ORDER BY 2 DESC, 1"
        return list(self._db.execute(query, (self.generation,)))

    def patterns(self) -> list[tuple[str, str, int, str]]:
        """What records have and what is doubtful, each with the number of records and the first page: rarest first."""
        query = """SELECT found, warnings, count(*), name, min(number) FROM pages
            WHERE generation = ? AND code IS NULL GROUP BY 1, 2 ORDER BY 3, 5"""
        return [row[:4] for row in self._db.execute(query, (self.generation,))]
