"""Archives from Python: an iterator over the articles of all pages, done by workers."""

import os
from collections.abc import Iterable, Iterator

from gnn9_extract.archive.agenda import shards
from gnn9_extract.archive.faults import CallError, Rejected, RunError
from gnn9_extract.archive.pool import Limits, Pool, processors
from gnn9_extract.archive.sources.walk import Sources, pages_of
from gnn9_extract.archive.work import Terms, articles_of
from gnn9_extract.article import Article
from gnn9_extract.errors import ExtractionError
from gnn9_extract.sites.profile import Profile, as_profile

Path = str | os.PathLike[str]


def extract_many(
    sources: Path | Iterable[Path],
    *,
    workers: int | None = None,
    site: Profile | Path | None = None,
    time_limit: float = 60,
    memory_limit: int = 2048,
) -> Iterator[Article | Rejected]:
    """The articles of all pages in some sources, in the order of the sources; `Rejected` for a page that has none.

    Sources are what `gnn9-extract batch` takes: files, folders, globs, archives, WARC files, JSON Lines, addresses in
    object stores. `workers` are processes, one for each processor unless said otherwise; `time_limit` is in seconds a
    page, `memory_limit` in MiB a worker. Articles come as they are asked for and are not kept, so that memory does
    not grow with the archive. As with all of Python's processes, a script that calls this needs
    `if __name__ == "__main__":` around what it does.

    ExtractionError for a source that is not there, and where the workers cannot work; ProfileError.
    """
    named = [sources] if isinstance(sources, str | os.PathLike) else list(sources)
    found = Sources([os.fspath(source) for source in named])
    terms = Terms(as_profile(site) if site is not None else None, time_limit)
    try:
        found.check()
        pool = Pool(workers or processors(), Limits(time_limit, memory_limit), articles_of, terms)
    except CallError as error:
        raise ExtractionError(str(error)) from error
    return _outcomes(found, pool)


def _outcomes(sources: Sources, pool: Pool) -> Iterator[Article | Rejected]:
    pages = (page for item in sources.items() for page in pages_of(item))
    try:
        with pool:
            for outcomes in pool.outcomes(shard.pages for shard in shards(pages)):
                yield from outcomes
    except (CallError, RunError) as error:
        raise ExtractionError(str(error)) from error
