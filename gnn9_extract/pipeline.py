"""The order of the stages: read, clean, find, write. The whole program on one screen."""

import os
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from gnn9_extract.article import Article, Site, Source
from gnn9_extract.clean.columns import warn_of_columns
from gnn9_extract.clean.controls import remove_controls
from gnn9_extract.clean.date_labels import join_date_labels
from gnn9_extract.clean.furniture import remove_furniture
from gnn9_extract.clean.mojibake.repair import repair_mojibake
from gnn9_extract.clean.stitch import stitch
from gnn9_extract.errors import EmptyPageError, ExtractionError
from gnn9_extract.find.body import find_body
from gnn9_extract.find.byline import find_byline
from gnn9_extract.find.context import Context
from gnn9_extract.find.dateline import find_dateline
from gnn9_extract.find.expected import missing
from gnn9_extract.find.headline import find_headline
from gnn9_extract.find.leftovers import remove_leftovers
from gnn9_extract.find.stories import cut_stories, only_first
from gnn9_extract.find.timestamp import find_timestamp
from gnn9_extract.find.wire_credit import find_wire_credit
from gnn9_extract.page import Found, Line, Page, Repaired
from gnn9_extract.read.markdown import take_off_markdown
from gnn9_extract.read.pages import join_texts
from gnn9_extract.read.source import MAX_BYTES, Text, files_below, read_file, read_source
from gnn9_extract.read.text import read_lines, read_text
from gnn9_extract.sites.banner import Banner, identify, squash
from gnn9_extract.sites.capture import read_capture
from gnn9_extract.sites.profile import Profile, as_profile, find_profile, site_of_address
from gnn9_extract.trace import Claim

if TYPE_CHECKING:
    from gnn9_extract.sites.learn import Lesson

SiteName = Profile | str | os.PathLike[str] | Sequence[Profile] | None


def extract(
    page: bytes | str,
    *,
    url: str | None = None,
    name: str | None = None,
    content_type: str | None = None,
    site: SiteName = None,
    captured: datetime | None = None,
    max_bytes: int = MAX_BYTES,
) -> Article:
    """The article record of a page.

    `page` is the page as bytes or as text: an HTML page, a dump of text, a PDF print. `url` and `name` say where it
    comes from; `content_type` is the header that it was sent with, for its charset; `site` is a profile, the path of
    one, or several, of which the first that fits is taken; `captured` is when the page was fetched or printed, for
    times that count from then ("2 hours ago"), which a `url` in a web archive tells itself. A page of several stories
    gives the first, with the warning several-stories. ExtractionError and its children, and nothing else, for a page
    that gives no record.
    """
    clean, facts = _cleaned(read_source(page, max_bytes, content_type), _given(url, name, site, captured))
    return _record(only_first(cut_stories(clean)), facts)


def extract_all(
    page: bytes | str,
    *,
    url: str | None = None,
    name: str | None = None,
    content_type: str | None = None,
    site: SiteName = None,
    captured: datetime | None = None,
    max_bytes: int = MAX_BYTES,
) -> list[Article]:
    """The records of all stories on a page, in their order; see `extract`."""
    clean, facts = _cleaned(read_source(page, max_bytes, content_type), _given(url, name, site, captured))
    return [_record(story, facts) for story in cut_stories(clean)]


def extract_pages(
    pages: Iterable[bytes | str],
    *,
    url: str | None = None,
    name: str | None = None,
    site: SiteName = None,
    captured: datetime | None = None,
    max_bytes: int = MAX_BYTES,
) -> Article:
    """The one record of a story whose print pages are dumps of their own, given in their order; see `extract`.

    The source is the pages with a line end and a form feed between them. Folios that contradict the order, or tell of
    pages that are not there, are warned about.
    """
    texts = [read_source(page, max_bytes) for page in pages]
    if not texts:
        raise EmptyPageError("there are no pages")
    return _record(*_cleaned(join_texts(texts), _given(url, name, site, captured)))


def extract_file(
    path: str | os.PathLike[str],
    *,
    url: str | None = None,
    content_type: str | None = None,
    site: SiteName = None,
    captured: datetime | None = None,
    max_bytes: int = MAX_BYTES,
) -> Article:
    """The article record of a page in a file, whose name the record keeps; see `extract`."""
    try:
        data = read_file(path, max_bytes)
        given: dict[str, Any] = {"url": url, "content_type": content_type, "site": site, "captured": captured}
        return extract(data, name=Path(path).name, max_bytes=max_bytes, **given)
    except ExtractionError as error:
        raise type(error)(f"{path}: {error}") from error


def repair(text: bytes | str, *, max_bytes: int = MAX_BYTES) -> Repaired:
    """A text with its wrongly decoded characters repaired, and nothing else changed: no line end, no blank.

    ExtractionError and its children for what is no text; an empty text comes back empty.
    """
    source = read_source(text, max_bytes).text
    page = repair_mojibake(read_text(source))
    return Repaired(page.text_of(0, len(source)), page.edits, page.doubts)


def source_text(page: bytes | str, *, content_type: str | None = None, max_bytes: int = MAX_BYTES) -> str:
    """The decoded source of a page, in which edits and claims count their places: of PDF and HTML the dump of it.

    `extract(page).trace.accounts_for(source_text(page))` proves that no character was lost. ExtractionError and its
    children for what is no page.
    """
    return read_source(page, max_bytes, content_type).text


def learn(
    pages: str | os.PathLike[str] | Iterable[bytes | str], *, name: str | None = None, max_bytes: int = MAX_BYTES
) -> str:
    """The profile of a site, as TOML, learned from its pages: a folder with them, or the pages themselves.

    `name` is the domain of the site, where the pages do not name it. What is no page is left out and counted.
    ExtractionError where there is nothing to learn from; ProfileError for a name that is no domain.
    """
    from gnn9_extract.sites.learn import learn_profile  # noqa: PLC0415  (no record needs it)

    data = files_below(pages) if isinstance(pages, str | os.PathLike) else pages
    lessons = [_lesson(page, max_bytes) for page in data]
    return learn_profile(filter(None, lessons), lessons.count(None), name)


def _lesson(page: bytes | str | Path, max_bytes: int) -> "Lesson | None":
    """What a page teaches; None where it holds no page."""
    try:
        return teach(read_file(page, max_bytes) if isinstance(page, Path) else page, max_bytes=max_bytes)[1]
    except ExtractionError:
        return None


def teach(page: bytes | str, *, url: str | None = None, max_bytes: int = MAX_BYTES) -> "tuple[str | None, Lesson]":
    """The site that a page comes from, if it tells, and what it teaches of it. ExtractionError for what is no page."""
    from gnn9_extract.sites.learn import Lesson  # noqa: PLC0415

    clean, facts = _cleaned(read_source(page, max_bytes), _Given(url))
    article = _record(only_first(cut_stories(clean)), facts)
    stamp, byline = article.timestamp, article.byline
    credits = (stamp.text if stamp else None, byline.text if byline else None, byline.authors if byline else ())
    return facts.site.name if facts.site else None, Lesson(facts.printed, *credits)


class _Given(NamedTuple):
    """What the caller says of a page."""

    url: str | None = None
    name: str | None = None
    site: SiteName = None
    captured: datetime | None = None


def _given(url: str | None, name: str | None, site: SiteName, captured: datetime | None) -> _Given:
    """What the caller says. An address in a web archive tells the page's own, and when it was captured."""
    if url and (capture := read_capture(url)):
        return _Given(capture.address, name, site, captured or capture.time)
    return _Given(url, name, site, captured)


class _Facts(NamedTuple):
    """What is known of a page besides its story; `printed` are its lines, furniture and all."""

    text: Text
    printed: tuple[Line, ...]
    given: _Given
    format: str
    site: Site | None
    profile: Profile | None


def _repaired(text: Text) -> tuple[Page, bool]:
    """Read and repair: the lines as they were printed, and whether they were markdown."""
    page = remove_controls(read_lines(text.text, text.lines) if text.lines else read_text(text.text))
    _refuse_empty(page, "only white space" if text.text else "markup without text" if text.format else "nothing at all")
    page, is_markdown = (page, False) if text.lines else take_off_markdown(page)
    return repair_mojibake(page), is_markdown


def _cleaned(text: Text, given: _Given) -> tuple[Page, _Facts]:
    """Read and clean: the page with nothing but its stories left, a paragraph a line, and the facts about it."""
    page, is_markdown = _repaired(text)
    page = join_date_labels(page)
    if text.lines:
        from gnn9_extract.clean.boilerplate import remove_boilerplate  # noqa: PLC0415  (for HTML alone)

        page = remove_boilerplate(page)
    printed = page.lines
    lines = [line.text for line in printed]
    profile = _profile(lines, given)
    banner = identify(lines)
    page = remove_furniture(page, profile, banner)
    _refuse_empty(page, "nothing but banners, addresses and page numbers")
    kind = text.format or ("markdown" if is_markdown else "text")
    facts = _Facts(text, printed, given, kind, _site(profile, banner, _told_site(page), given.url), profile)
    return stitch(warn_of_columns(page)), facts


def _profile(lines: Sequence[str], given: _Given) -> Profile | None:
    """The profile that the caller names, or the one of several that fits; else one that comes with the program."""
    if given.site is None:
        return find_profile(lines, given.url)
    return (
        find_profile(lines, given.url, given.site) if isinstance(given.site, tuple | list) else as_profile(given.site)
    )


_Finder = Callable[[Page, Context], Found[Any] | None]


def _of_web(name: str) -> _Finder:
    """A finder of find/web. It is loaded when an HTML page comes, and finds nothing on others."""

    @cache
    def finder() -> _Finder:
        loaded: _Finder = getattr(import_module(f"gnn9_extract.find.web.{name.removeprefix('web_')}"), name)
        return loaded

    def find(page: Page, context: Context) -> Found[Any] | None:
        return finder()(page, context) if context.is_web else None

    return find


# In this order: a credit that is found is cut out, so that the next finder sees what is left. The finders of the web
# ask an HTML page itself; where it does not say, and of any other page, the printed lines are asked.
_FINDERS: tuple[tuple[str, tuple[_Finder, ...]], ...] = (
    ("headline", (_of_web("web_headline"), find_headline)),
    ("timestamp", (_of_web("web_timestamp"), find_timestamp)),
    ("byline", (_of_web("web_byline"), find_byline, _of_web("web_site_byline"))),
    ("dateline", (find_dateline,)),
    ("wire_credit", (find_wire_credit, _of_web("web_wire_credit"))),
)


def _record(page: Page, facts: _Facts) -> Article:
    """Find: each field is claimed and cut out of the page; what no field claimed is the body."""
    found: dict[str, Found[Any]] = {}
    given = facts.given
    is_web = bool(page.credits) or any(line.block for line in page.lines)
    context = Context(facts.profile, given.captured, given.url, _names(facts.site), found, is_web, _told_names(page))
    for field, finders in _FINDERS:
        if claim := next(filter(None, (find(page, context) for find in finders)), None):
            found[field] = claim
            page = page.without(claim)
    page = remove_leftovers(page)
    body = find_body(page)
    claims = [*found.items(), *((f"paragraphs[{number}]", claim) for number, claim in enumerate(body))]
    values = {field: found[field].value if field in found else None for field, _ in _FINDERS}
    doubts = (*facts.text.doubts, *page.doubts, *(doubt for _, claim in claims for doubt in claim.doubts))
    return Article(
        **values,
        paragraphs=tuple(claim.value for claim in body),
        site=facts.site,
        source=_source(page, facts),
        warnings=(*doubts, *missing({*found, *(["body"] if body else [])})),
        edits=page.edits,
        claims=tuple(Claim(field, claim.rule, claim.start, claim.end) for field, claim in claims),
    )


def _source(page: Page, facts: _Facts) -> Source:
    pages = 1 + sum(page.start < place < page.end for place in page.breaks)
    text = facts.text
    return Source(facts.given.name, text.sha256, facts.format, text.encoding, pages, page.start, page.end)


def _site(profile: Profile | None, banner: Banner | None, told: Site | None, url: str | None) -> Site | None:
    """The site: what its profile says of it, else what the page says, else whose address the caller gave."""
    if profile:
        return Site(profile.name, profile.title, profile.url)
    if banner:
        return Site(banner.site, banner.title, banner.url)
    if told:
        return told
    name = site_of_address(url) if url else None
    return Site(name, None, None) if name else None


def _told_site(page: Page) -> Site | None:
    """The site that the metadata names; of an HTML page alone."""
    if not page.credits:
        return None
    from gnn9_extract.find.web.metadata import told_site  # noqa: PLC0415

    return told_site(page)


def _told_names(page: Page) -> frozenset[str]:
    """What the metadata calls the site, squashed; of an HTML page alone."""
    if not page.credits:
        return frozenset()
    from gnn9_extract.find.web.metadata import site_names  # noqa: PLC0415

    return site_names(page)


def _names(site: Site | None) -> frozenset[str]:
    """What a site is called: its domain and its title."""
    return frozenset(squash(name) for name in (site.name, site.title) if name) if site else frozenset()


def _refuse_empty(page: Page, what: str) -> None:
    if not page.lines and not page.credits:
        raise EmptyPageError(f"the page is empty: it holds {what}")
