"""The wire credit of an HTML page whose story names none: the agency among its authors."""

from collections.abc import Iterator

from gnn9_extract.article import WireCredit
from gnn9_extract.find.context import Context
from gnn9_extract.find.names import read_pieces
from gnn9_extract.find.web.metadata import credit_lines, values
from gnn9_extract.page import Found, Page
from gnn9_extract.tables.agencies import agencies, can_name_agency, is_press_release
from gnn9_extract.tables.bylines import read_bylines

_AUTHORS = ("ld:organization", "ld:author", "ld:creator", "author", "ld-page:organization")
# What controls and sections are called, and agencies, too: letters to set the size of the type, a section.
_CONTROLS = ("AA", "Aa", "Online")
_LONGEST = 120  # characters of a line of credits


def web_wire_credit(page: Page, context: Context) -> Found[WireCredit] | None:
    """The agencies that are shown among the credits beside the story, else those that the metadata has as authors.

    Takes `Asha Rao, PTI`, `By Reuters`, an author of JSON-LD that is an agency. Leaves agencies that own the site.
    """
    return next(_shown(page, context), None) or next(_told(page), None)


def _shown(page: Page, context: Context) -> Iterator[Found[WireCredit]]:
    for line in credit_lines(page, context):
        if len(line.text) > _LONGEST or not can_name_agency(line.text):
            continue
        starts = [byline.names for byline in read_bylines(line.text)] or [0]
        for start in starts:
            named = [piece for piece in read_pieces(line.text, start) or () if piece.kind == "agency"]
            codes = tuple(dict.fromkeys(code for piece in named for code in agencies(piece.text) or ()))
            text = line.text[named[0].start : named[-1].end] if named else ""
            if codes and text not in _CONTROLS and not any(map(is_press_release, codes)):
                value = WireCredit(text, codes, "agency")
                yield page.found(line, named[0].start, named[-1].end, value, "credit_beside_story")


def _told(page: Page) -> Iterator[Found[WireCredit]]:
    own = {*map(str.casefold, values(page, "site", "ld:publisher", "ld-page:publisher"))}
    for author, (line, at) in values(page, *_AUTHORS).items():
        codes = agencies(author) if author.casefold() not in own else None
        if codes:
            yield page.found(line, at, len(line.text), WireCredit(author, codes, "agency"), "metadata_author")
