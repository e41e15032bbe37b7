"""Furniture, removed: banners, address lines, running heads, folios, print dates and notices.

Two witnesses are asked for every line that goes: **what it is** (a banner of the site's profile, a banner by its form,
a line that is repeated, a folio, the headline again) and **where it stands** (at the head or the foot of the dump, or
at a seam, where a print page broke). Repetition alone removes nothing: a refrain or a repeated quotation is body.

The work is done in rounds, each with what the rounds before it found:

1. what a web archive sets over its pages (captures.py), banners and addresses of the site (banners.py), and the head
   and foot lines of a browser's print (print_lines.py);
2. lines that stand again at the edges of the print pages (repeats.py);
3. notices that stand alone or beside other furniture (notices.py), and the site's name where those tell it;
4. menus over the headline and under the story (navigation.py), and the notices beside them;
5. folios, print dates and running heads beside furniture, a form feed, or an end (edges.py);
6. folios that count the pages with nothing beside them, and what stands next to those.

Between two lines of text that had furniture between them, the print page number goes up: there `stitch` looks for cut
sentences.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from gnn9_extract.clean.banners import banner_lines, name_lines
from gnn9_extract.clean.captures import capture_lines
from gnn9_extract.clean.dump import Dump
from gnn9_extract.clean.edges import counted_folios, edge_lines
from gnn9_extract.clean.navigation import navigation_lines
from gnn9_extract.clean.notices import notice_lines
from gnn9_extract.clean.print_lines import print_lines
from gnn9_extract.clean.repeats import repeated_lines, undecided_repeats
from gnn9_extract.page import Doubt, Edit, Line, Page, after_blank
from gnn9_extract.sites.banner import Banner
from gnn9_extract.sites.profile import Profile

_Round = Callable[[Dump], Iterator[tuple[int, str]]]
_ROUNDS: tuple[_Round, ...] = (
    repeated_lines,
    notice_lines,
    name_lines,
    navigation_lines,
    notice_lines,
    edge_lines,
    counted_folios,
    edge_lines,
)
# Notices that stand between paragraphs of one print page; only inside a sentence do they cut anything.
_INSIDE_A_PAGE = {"read_also", "share_line", "promotion", "copyright_line"}


def remove_furniture(page: Page, profile: Profile | None, banner: Banner | None) -> Page:
    """The page without furniture; every line that went is an edit, with the white space after it.

    `profile` is what is known of the site, `banner` what the page itself says of it.
    """
    dump = Dump(page.lines)
    site = profile.name if profile else banner.site if banner else None
    dump.rules.update(list(capture_lines(dump)))
    dump.rules.update(list(banner_lines(dump, site, profile, banner)))
    dump.rules.update(list(print_lines(dump, site)))
    asked: dict[_Round, dict[int, str]] = {}
    for find in _ROUNDS:
        if asked.get(find) != dump.rules:  # else nothing was found since
            asked[find] = {**dump.rules}
            dump.rules.update(list(find(dump)))
    doubts = [_undecided(line) for line in undecided_repeats(dump)]
    page = _without(page, dump)
    return replace(page, doubts=(*page.doubts, *doubts)) if doubts else page


def _undecided(line: Line) -> Doubt:
    message = f"a line stands again where a print page broke, and elsewhere: {line.text!r} at character {line.start}"
    return Doubt("undecided-furniture", message)


def _without(page: Page, dump: Dump) -> Page:
    """The page without the lines that have a rule, its print pages counted anew."""
    if not dump.rules and all(line.page == 1 for line in page.lines):
        return page
    lines: list[Line] = []
    edits: list[Edit] = []
    breaks: list[int] = []
    broke = False
    for number, line in enumerate(page.lines):
        if rule := dump.rules.get(number):
            edits.append(page.edit("remove", rule, line.start, after_blank(page.source, line.end)))
            broke = broke or rule not in _INSIDE_A_PAGE or dump.cuts(number)
            continue
        if lines and (broke or page.lines[number - 1].page != line.page):
            breaks.append(line.start)
        lines.append(line.on_page(1 + len(breaks)))
        broke = False
    page = page.edited(lines, edits)
    return replace(page, breaks=tuple(breaks)) if breaks else page
