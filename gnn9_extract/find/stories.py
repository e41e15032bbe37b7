"""A dump of several stories, cut into its stories."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gnn9_extract.page import Doubt, Line, Page
from gnn9_extract.tables.stamps import is_credit

_LONGEST = 160  # characters; what is longer is a paragraph


def cut_stories(page: Page) -> list[Page]:
    """The stories of a page, each a page of its own with its part of the source; most pages hold one.

    A story begins at a heading, or at the first line of a print page, that has a timestamp or byline right under it.
    What stands over the first of them is a story of its own if it has a paragraph. An HTML page is one story.
    """
    if page.credits:
        return [page]
    heads = [number for number, line in enumerate(page.lines) if _heads_a_story(page, number, line)]
    if heads and not any(len(line.text) > _LONGEST for line in page.lines[: heads[0]]):
        heads[0] = 0
    cuts = sorted({0, *heads})
    return [page] if len(cuts) == 1 else list(_parts(page, [*cuts, len(page.lines)]))


def only_first(stories: Sequence[Page]) -> Page:
    """The first story; where there are others, they are an edit and a doubt of it."""
    first = stories[0]
    if len(stories) == 1:
        return first
    rest = first.edit("remove", "other_stories", first.end, stories[-1].end)
    doubt = Doubt("several-stories", f"the page has {len(stories)} stories; this is the first (extract_all gives all)")
    return replace(first, edits=(*first.edits, rest), doubts=(*first.doubts, doubt), end=stories[-1].end)


def _heads_a_story(page: Page, number: int, line: Line) -> bool:
    if number and not line.heading and line.page == page.lines[number - 1].page:
        return False
    credit = page.lines[number + 1 : number + 2]
    return bool(credit) and not is_credit(line.text) and is_credit(credit[0].text)


def _parts(page: Page, cuts: list[int]) -> Iterator[Page]:
    places = [page.start, *(page.lines[cut].start for cut in cuts[1:-1]), page.end]
    for first, last, start, end in zip(cuts, cuts[1:], places, places[1:], strict=False):
        lines = page.lines[first:last]
        base = lines[0].page - 1
        lines = tuple(line.on_page(line.page - base) for line in lines)
        yield replace(page, lines=lines, edits=tuple(page.edits_in(start, end)), start=start, end=end)
