"""The outputs of a run: the same records in every format, the same bytes every time, whole or not there."""

import gzip
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from pyarrow import parquet

from gnn9_extract import extract
from gnn9_extract.write.flat import COLUMNS, flat
from tests.command import run
from tests.made_archive import page

PAGES = 12
STORY = (
    "Harbour reopens\n\n27/11/2015 13:46 IST by Asha Rao and Web Desk\n\n"
    "Moscow, Nov 26 (Reuters): Ships sailed again.\n\nNobody waved.\n\n(With inputs from PTI)\n"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with pages and, of their records, an output in every format."""
    folder = tmp_path_factory.mktemp("formats")
    (folder / "pages").mkdir()
    for number in range(PAGES):
        (folder / "pages" / f"{number:02}.txt").write_text(page(number), "utf-8")
    (folder / "pages" / "story.txt").write_text(STORY, "utf-8")
    for ending in ("jsonl", "jsonl.gz", "parquet", "sqlite"):
        assert run("batch", "pages", "--out", f"all.{ending}", cwd=folder).returncode == 0
    return folder


def records(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "all.jsonl").read_text("utf-8").splitlines()]


def test_gzip_packs_the_same_lines(folder: Path) -> None:
    assert gzip.decompress((folder / "all.jsonl.gz").read_bytes()) == (folder / "all.jsonl").read_bytes()


@pytest.mark.parametrize("ending", ["jsonl", "jsonl.gz", "parquet", "sqlite"])
def test_a_format_has_the_same_bytes_every_time(ending: str, folder: Path) -> None:
    assert run("batch", "pages", "--out", f"again.{ending}", cwd=folder).returncode == 0
    assert (folder / f"again.{ending}").read_bytes() == (folder / f"all.{ending}").read_bytes()


def test_a_parquet_file_has_a_row_for_each_record(folder: Path) -> None:
    table = parquet.read_table(folder / "all.parquet")
    assert table.column_names == list(COLUMNS)
    assert table.to_pylist() == [flat(record) for record in records(folder)]


def test_a_database_has_a_row_for_each_record(folder: Path) -> None:
    with sqlite3.connect(folder / "all.sqlite") as db:
        rows = db.execute("SELECT source, headline, body, authors, word_count FROM articles").fetchall()
    db.close()
    flats = [flat(record) for record in records(folder)]
    wanted = [(r["source"], r["headline"], r["body"], json.dumps(r["authors"]), r["word_count"]) for r in flats]
    assert rows == wanted


def test_a_database_is_searched_by_words(folder: Path) -> None:
    query = "SELECT source FROM articles WHERE rowid IN (SELECT rowid FROM search WHERE search MATCH 'waved')"
    with sqlite3.connect(folder / "all.sqlite") as db:
        assert db.execute(query).fetchall() == [("pages/story.txt",)]
    db.close()


def test_a_database_whose_run_was_ended_while_it_was_written_is_not_there(folder: Path) -> None:
    (folder / "half.sqlite.work").mkdir()
    (folder / "half.sqlite.work" / "new.sqlite").write_bytes(b"half a database")
    assert run("batch", "pages", "--out", "half.sqlite", cwd=folder).returncode == 0
    assert (folder / "half.sqlite").read_bytes() == (folder / "all.sqlite").read_bytes()


def test_an_output_that_is_gone_is_made_again_without_doing_its_pages(folder: Path) -> None:
    before = (folder / "all.parquet").read_bytes()
    (folder / "all.parquet").unlink()
    assert run("batch", "pages", "--out", "all.parquet", cwd=folder).returncode == 0
    assert (folder / "all.parquet").read_bytes() == before


def test_the_columns_of_a_row() -> None:
    row = flat(extract(STORY, name="story.txt").to_dict())
    assert list(row) == list(COLUMNS)
    assert {name: row[name] for name in ("byline", "dateline", "wire_credit", "wire_credit_kind")} == {
        "byline": "by Asha Rao and Web Desk",
        "dateline": "Moscow, Nov 26 (Reuters):",
        "wire_credit": "(With inputs from PTI)",
        "wire_credit_kind": "with-inputs",
    }
    assert row["authors"] == ["Asha Rao", "Web Desk"]
    assert (row["agencies"], row["credit_agencies"], row["dateline_agencies"]) == (
        ["PTI", "Reuters"],
        ["PTI"],
        ["Reuters"],
    )
    assert (row["published"], row["published_local"]) == (None, "2015-11-27T13:46:00")
    assert row["dateline_date"] == "2015-11-26"
    assert (row["body"], row["word_count"], row["char_count"]) == ("Ships sailed again.\n\nNobody waved.", 5, 34)


def test_a_row_of_a_page_that_has_next_to_nothing() -> None:
    row = flat(extract("Ships sailed again.").to_dict())
    empty = {name for name, value in row.items() if value is None}
    assert {"byline", "dateline", "wire_credit", "published", "source", "site", "duplicate_of", "story_id"} <= empty
    assert row["authors"] == row["agencies"] == []
