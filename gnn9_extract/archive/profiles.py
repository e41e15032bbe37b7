"""Profiles of the sites in an archive, learned from a sample of its pages in a first pass.

They are written beside the output, where they can be read and changed, and are used as they stand there from then on.
"""

import hashlib
import heapq
import shutil
from collections import defaultdict
from collections.abc import Iterator, Sequence

from gnn9_extract.archive.agenda import shards
from gnn9_extract.archive.output import Output
from gnn9_extract.archive.pool import Limits, Pool
from gnn9_extract.archive.source_page import SourcePage
from gnn9_extract.archive.sources.walk import Sources, pages_of
from gnn9_extract.archive.work import Terms
from gnn9_extract.pipeline import teach
from gnn9_extract.read.source import MAX_BYTES
from gnn9_extract.sites.learn import Lesson, learn_profile
from gnn9_extract.sites.profile import Profile, read_profile, shipped_profiles

# Pages of the sample, and of a site in it, so that there is something to learn from.
_SAMPLE = 2000
_LEAST = 20


def learned_profiles(sources: Sources, output: Output, workers: int, limits: Limits) -> tuple[Profile, ...]:
    """The profiles beside the output; where there is no folder of them, it is made first."""
    if not output.profiles.is_dir():
        _learn(sources, output, workers, limits)
    return tuple(map(read_profile, sorted(output.profiles.glob("*.toml"))))


def forget_profiles(output: Output) -> None:
    """Takes the profiles away, so that they are learned anew."""
    shutil.rmtree(output.profiles, ignore_errors=True)


def _learn(sources: Sources, output: Output, workers: int, limits: Limits) -> None:
    by_site: defaultdict[str, list[Lesson]] = defaultdict(list)
    with Pool(workers, limits, lessons_of, Terms(None, limits.seconds)) as pool:
        for lessons in pool.outcomes(shard.pages for shard in shards(_sample(sources))):
            for site, lesson in filter(None, lessons):
                by_site[site].append(lesson)
    made = output.folder / "new.profiles"
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir()
    known = {profile.name for profile in shipped_profiles()}
    for site, lessons in sorted(by_site.items()):
        if len(lessons) >= _LEAST and site not in known:
            (made / f"{site}.toml").write_text(learn_profile(lessons, name=site), "utf-8")
    made.rename(output.profiles)


def _sample(sources: Sources) -> Iterator[SourcePage]:
    """Pages from all over the sources, the same ones every time; of all pages where there are few."""
    pages = (page for item in sources.items() for page in pages_of(item))
    marked = ((hashlib.sha256(page.name.encode()).digest(), number, page) for number, page in enumerate(pages))
    return (page for _, _, page in heapq.nsmallest(_SAMPLE, marked))


def lessons_of(pages: Sequence[SourcePage], terms: Terms) -> list[tuple[str, Lesson] | None]:
    """What some pages teach of their sites; None for a page without a site, or without a story."""
    return [_lesson(page) for page in pages]


def _lesson(page: SourcePage) -> tuple[str, Lesson] | None:
    try:
        site, lesson = teach(page.content.read(MAX_BYTES), url=page.url)
    except Exception:  # what it is, will be told where the page itself is done
        return None
    return (site, lesson) if site else None
