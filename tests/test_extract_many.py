"""The articles of an archive from Python: all of them, in order, as they are asked for."""

import itertools
import os
import resource
from collections.abc import Sequence
from pathlib import Path

import pytest

import gnn9_extract
from gnn9_extract import Article, ExtractionError, Profile, ProfileError, Rejected, extract, extract_many
from gnn9_extract.archive import pool
from gnn9_extract.archive.source_page import Held, SourcePage
from gnn9_extract.archive.work import Terms
from tests.command import ROOT, run_python
from tests.made_archive import MadeArchive, made_archive, page


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> MadeArchive:
    return made_archive(tmp_path_factory.mktemp("archive"), 60)


def name_of(outcome: Article | Rejected) -> str | None:
    return outcome.source if isinstance(outcome, Rejected) else outcome.source.name


def test_all_pages_come_in_the_order_of_the_sources(archive: MadeArchive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(archive.folder)
    outcomes = list(extract_many(archive.sources, workers=2))
    assert [name_of(outcome) for outcome in outcomes] == list(archive.expected)
    assert [o.code if isinstance(o, Rejected) else None for o in outcomes] == list(archive.expected.values())


def test_an_article_is_what_extract_gives_with_its_trace(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(page(1), "utf-8")
    (article,) = extract_many(tmp_path)
    assert article == extract(page(1).encode(), name=str(tmp_path / "page.txt"))
    assert isinstance(article, Article)
    assert article.trace.accounts_for(page(1))


def test_a_profile_holds_for_all_pages(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(page(1), "utf-8")
    (article,) = extract_many([tmp_path], site=Profile("valleyherald.example", title="The Herald"))
    assert isinstance(article, Article)
    assert article.site == gnn9_extract.Site("valleyherald.example", "The Herald", None)


def test_a_worker_that_has_done_much_is_replaced_and_nothing_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_LIFE", 2)
    shards = [[SourcePage(f"{number}.txt", "", Held(page(number)))] for number in range(7)]
    with pool.Pool(1, pool.Limits(), workers_of, Terms()) as workers:
        done = [outcome for (outcome,) in workers.outcomes(shards)]
    assert [name for name, _ in done] == [f"{number}.txt" for number in range(7)]
    assert [len(list(some)) for _, some in itertools.groupby(worker for _, worker in done)] == [2, 2, 2, 1]


def workers_of(pages: Sequence[SourcePage], _: Terms) -> list[tuple[str, int]]:
    """Which worker has the pages."""
    return [(page.name, os.getpid()) for page in pages]


def test_what_is_not_asked_for_is_not_done(tmp_path: Path) -> None:
    for number in range(3000):
        (tmp_path / f"{number:04}.txt").write_text("Ships sail.\n", "utf-8")
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    articles = extract_many(tmp_path, workers=1)
    assert len(list(itertools.islice(articles, 3))) == 3
    articles.close()  # type: ignore[attr-defined]
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before < 1.5


def test_a_source_that_is_not_there_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(ExtractionError, match="nothing: no such file or folder"):
        extract_many(tmp_path / "nothing")
    with pytest.raises(ProfileError, match="cannot read the site profile"):
        extract_many(tmp_path, site=tmp_path / "no.toml")


def test_a_script_reads_an_archive(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(page(1), "utf-8")
    script = (
        "from gnn9_extract import extract_many\nif __name__ == '__main__':\n    print(len(list(extract_many('.'))))"
    )
    assert run_python(script, cwd=tmp_path, env={"PYTHONPATH": str(ROOT)}).stdout == b"1\n"


def test_the_package_has_no_other_names() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'extract_none'"):
        _ = gnn9_extract.extract_none
