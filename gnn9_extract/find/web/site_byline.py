"""The byline of an HTML page that names no author as such: a bare name, the organization, the site, a desk."""

from collections.abc import Iterator, Sequence

from gnn9_extract.article import Byline
from gnn9_extract.find.context import Context
from gnn9_extract.find.names import read_pieces
from gnn9_extract.find.web.byline import Named, claimed, names_in, shown_authors
from gnn9_extract.find.web.metadata import values
from gnn9_extract.page import Found, Line, Page
from gnn9_extract.sites.banner import squash
from gnn9_extract.tables.agencies import agency
from gnn9_extract.tables.desks import is_desk
from gnn9_extract.tables.places import is_place
from gnn9_extract.tables.words import is_opener, is_word

_SIGNING = ("ld:organization", "ld:author", "author")
_SITE = ("site", "ld:publisher", "ld-page:publisher")
_ANYBODY: frozenset[str] = frozenset()
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_WORDS_OF_NAME = (2, 3, 4)
_MARKS = ".,;:!?…()\"“”„'’«»"  # beside a word; `asha@coast.example` is none
_LONGEST_NAMES = 80  # characters of the line with which a story opens


def web_site_byline(page: Page, context: Context) -> Found[Byline] | None:
    """The name with which the story opens, the organization that the metadata names, the site in an author's place.

    Leaves the site where the metadata has an agency as author: the story is the agency's.
    """
    sites = context.told | context.names
    signed = next(_alone(page, context), None)
    if signed is None and not _is_of_agency(page):
        signed = next(_said(page), None) or next(_shown(page, context, sites), None)
    return claimed(page, signed, sites)


def _alone(page: Page, context: Context) -> Iterator[Named]:
    """The names that are all of the line with which the story opens.

    Takes `Asha Rao`, `Asha Rao/John Lee`. Leaves `Hard Times`, `New Delhi`, headings, a single word, and what has
    a word that the story has in small letters: it is one of its language.
    """
    headline = context.found.get("headline")
    story = [line for line in page.lines if line.start >= (headline.start if headline else 0)]
    line = story[0] if len(story) > 1 else None
    if line is None or len(line.text) > _LONGEST_NAMES or not line.block or line.block.box.tag in _HEADINGS:
        return
    pieces = read_pieces(line.text) or []
    names = tuple(piece.text for piece in pieces if piece.kind == "name" and _is_full_name(piece.text))
    if names and len(names) == len(pieces) and not _shares_word(names, story[1:]):
        yield Named(line, 0, len(line.text), names, "shown_author")


def _shares_word(names: Sequence[str], story: Sequence[Line]) -> bool:
    """Whether the story has a word of the names in small letters."""
    words = {word.strip(_MARKS) for line in story for word in line.text.split()}
    return any(word.lower() in words for name in names for word in name.split())


def _is_full_name(text: str) -> bool:
    """Whether a text is two to four words with capitals, of which none is one of the language."""
    words = text.split()
    return (
        len(words) in _WORDS_OF_NAME
        and not is_place(text)
        and not any(word.islower() or is_word(word) or is_opener(word) for word in words)
    )


def _is_of_agency(page: Page) -> bool:
    """Whether the metadata has an agency as author, and not as its site."""
    own = {*map(squash, values(page, *_SITE))}
    return any(agency(author) is not None and squash(author) not in own for author in values(page, *_SIGNING))


def _said(page: Page) -> Iterator[Named]:
    for author, (line, at) in values(page, *_SIGNING).items():
        if names := names_in(author):
            yield Named(line, at, len(line.text), names, "metadata_author")


def _shown(page: Page, context: Context, sites: frozenset[str]) -> Iterator[Named]:
    for signed in shown_authors(page, context, _ANYBODY):
        if all(is_desk(name) or squash(name) in sites for name in signed.names):
            yield signed
