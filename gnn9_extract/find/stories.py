"""A dump of several stories, cut into its stories.

Facts: dumps of news sites, of wires and of press archives, where each story has its headline over its credits.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from gnn9_extract.find.dateline_reader import read_dateline
from gnn9_extract.find.names import read_pieces
from gnn9_extract.page import Doubt, Line, Page, merged
from gnn9_extract.tables.credits import read_credit
from gnn9_extract.tables.stamps import is_credit, is_stamp

_LONGEST = 160  # characters; what is longer is a paragraph
_ENDS = ".!?”\"'’)…।"  # of a sentence
_FEWEST_WORDS = 3  # of a headline that nothing sets apart from the text around it


def cut_stories(page: Page) -> list[Page]:
    """The stories of a page, each a page of its own with its part of the source; most pages hold one.

    A story begins at a heading, or at the first line of a print page, that has its credits under it, with or without
    a line between; and at any other line that stands like a headline between the end of a story and a byline or a time
    (`_stands_between`). What stands over the first of them is a story of its own if it has a paragraph. A rule between
    two stories is taken off. Headings that could head a story and have no credits are left in theirs, with a doubt. An
    HTML page is one story.
    """
    if page.credits:
        return [page]
    heads = [number for number, line in enumerate(page.lines) if _heads_a_story(page, number, line)]
    if heads and not any(len(line.text) > _LONGEST for line in page.lines[: heads[0]]):
        heads[0] = 0
    cuts = sorted({0, *heads})
    stories = [page] if len(cuts) == 1 else list(_parts(page, [*cuts, len(page.lines)]))
    return [_doubted(story, of_several=len(stories) > 1) for story in stories]


def only_first(stories: Sequence[Page]) -> Page:
    """The first story; where there are others, they are an edit and a doubt of it."""
    first = stories[0]
    if len(stories) == 1:
        return first
    rest = first.edit("remove", "other_stories", first.end, stories[-1].end)
    doubt = Doubt("several-stories", f"the page has {len(stories)} stories; this is the first (extract_all gives all)")
    return replace(first, edits=(*first.edits, rest), doubts=(*first.doubts, doubt), end=stories[-1].end)


def _heads_a_story(page: Page, number: int, line: Line) -> bool:
    below = page.lines[number + 1 : number + 4]
    if not below or not _can_head(line):
        return False
    if number and not line.heading and line.page == page.lines[number - 1].page:
        return _stands_between(page.lines, number) == "sure"
    if is_credit(below[0].text) or ((line.heading or not number) and _has_agency_dateline(below[0].text)):
        return True
    # A strap, a name or an agency between the headline and the next credit, or an agency and then the story.
    between, under = below[0], below[1:2]
    if len(between.text) > _LONGEST or between.heading or between.page != line.page or not under:
        return False
    if is_credit(under[0].text):
        return not is_stamp(under[0].text) or bool(read_pieces(between.text)) or ":" in under[0].text
    return _ends_nothing(line) and _is_agency(between.text) and len(under[0].text) > _LONGEST / 2


def _has_agency_dateline(text: str) -> bool:
    dateline = read_dateline(text)
    return dateline is not None and bool(dateline.agencies)


def _stands_between(lines: Sequence[Line], number: int) -> Literal["sure", "perhaps"] | None:
    """Whether a line inside a print page stands between the end of a story and the credits of the next.

    It has several words and ends no sentence; over it a sentence, a wire credit or a rule ends the story before; under
    it a byline or a date with its time, behind a wire credit or a rule also a date alone; and then a paragraph, or one
    with an agency in its dateline. Where nothing but a sentence ends the story before and the paragraph is short, it
    can be a comment or a box of this one.
    """
    line, over = lines[number], lines[number - 1].text
    if line.text[-1] in ".:;," or line.text.count(" ") < _FEWEST_WORDS - 1:
        return None
    credit, *story = (below.text for below in lines[number + 1 : number + 5])
    wired = not is_credit(credit)
    if not _ends_nothing(line) or (wired and not _has_agency_dateline(credit)):
        return None
    ended = _is_rule(over) or read_credit(over) is not None
    told = wired or not is_stamp(credit) or ":" in credit
    paragraph = credit if wired else next((text for text in story if not is_credit(text)), "")
    if not (ended or (over[-1] in _ENDS and told)) or not paragraph or paragraph[-1] not in _ENDS:
        return None
    return "sure" if ended or len(paragraph) > _LONGEST / 2 else "perhaps"


def _can_head(line: Line) -> bool:
    return len(line.text) <= _LONGEST and any(map(str.isalpha, line.text)) and not is_credit(line.text)


def _ends_nothing(line: Line) -> bool:
    """Whether a line is neither the end of a sentence nor a label of what follows."""
    return line.text[-1] not in ".:;," and not line.text[0].islower() and read_credit(line.text) is None


def _is_agency(text: str) -> bool:
    credit = read_credit(text)
    return credit is not None and bool(credit.agencies)


def _is_rule(text: str) -> bool:
    """Whether a line is a rule: `---`, `* * *`, `==========`."""
    return len(text) > 2 and not any(map(str.isalnum, text))


def _parts(page: Page, cuts: list[int]) -> Iterator[Page]:
    places = [page.start, *(page.lines[cut].start for cut in cuts[1:-1]), page.end]
    for first, last, start, end in zip(cuts, cuts[1:], places, places[1:], strict=False):
        lines, edits = page.lines[first:last], page.edits_in(start, end)
        if last < len(page.lines) and len(lines) > 1 and _is_rule(lines[-1].text):
            edits = merged(edits, [page.removal("separator", lines[-1])])
            lines = lines[:-1]
        base = lines[0].page - 1
        lines = tuple(line.on_page(line.page - base) for line in lines)
        yield replace(page, lines=lines, edits=tuple(edits), start=start, end=end)


def _doubted(story: Page, *, of_several: bool) -> Page:
    """The story with a doubt where a line in it could be the headline of another story.

    On a page of several stories that is a heading of the level of its own, or what begins a print page like a headline;
    on any page a second heading of the first level, and a line over credits that stands between two paragraphs.
    """
    first, *others = story.lines
    again = [line for line in others if line.heading and line.heading == first.heading]
    if not (of_several or first.heading == 1):
        again = []
    again += [line for number, line in enumerate(others[:-1], 1) if _may_head(story.lines, number)]
    if of_several:
        again += [line for over, line, below in _triples(story.lines) if _opens_page(over, line, below)]
    if not again:
        return story
    message = f"{again[0].text[:60]!r} may be the headline of another story; it has no credits and was left in this one"
    return replace(story, doubts=(*story.doubts, Doubt("undecided-story", message)))


def _triples(lines: Sequence[Line]) -> Iterator[tuple[Line, Line, Line]]:
    return zip(lines, lines[1:], lines[2:], strict=False)


def _may_head(lines: Sequence[Line], number: int) -> bool:
    line = lines[number]
    inside = line.page == lines[number - 1].page and not line.heading
    return inside and _can_head(line) and _stands_between(lines, number) == "perhaps"


def _opens_page(over: Line, line: Line, below: Line) -> bool:
    """Whether a line that begins a print page looks like a headline: several words, no sentence, over a paragraph."""
    words = line.text.count(" ") + 1
    is_short = len(line.text) <= _LONGEST / 2 and words >= _FEWEST_WORDS and _ends_nothing(line)
    return line.page != over.page and is_short and over.text[-1] in _ENDS and below.text[-1] in _ENDS
