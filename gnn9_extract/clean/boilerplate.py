"""Everything on an HTML page that is not its story, removed: navigation, captions, related links, comments.

Every line that goes is part of an edit whose rule says what it was (labels.py). Metadata and credits are set aside for
the finders.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter

from gnn9_extract.clean.labels import CREDIT, HEADLINE, OUTSIDE, REPEATED, STORY, Labels
from gnn9_extract.clean.shown_headline import titles_of
from gnn9_extract.page import Edit, Line, Page

# The body as the metadata has it. It is taken where so little of it is shown that the page does not show its story.
_TOLD = "ld:articleBody"
_UNSEEN = 0.25

Labelled = Sequence[tuple[str, Line]]


def remove_boilerplate(page: Page) -> Page:
    """The page with nothing but its story, under its headline; a page that is no HTML as it is.

    Of several pages that make one story, the headline of the first counts.
    """
    if not any(line.block for line in page.lines):
        return page
    metadata: list[Line] = []
    labelled: list[tuple[str, Line]] = []
    for _, lines in groupby(page.lines, key=attrgetter("page")):
        values, shown = _parted(lines)
        labelled += _labelled(shown, values, REPEATED if labelled else HEADLINE)
        metadata += values
    told = [line for line in metadata if line.block and line.block.key == _TOLD]
    if told and _size(line for rule, line in labelled if rule == STORY) < _UNSEEN * _size(told):
        return _told_page(page, metadata, labelled)
    kept = [_marked(line) if rule == HEADLINE else line for rule, line in labelled if rule in (STORY, HEADLINE)]
    credits = [*metadata, *(line for rule, line in labelled if rule == CREDIT)]
    return replace(page.edited(kept, list(_removals(page, labelled))), credits=tuple(credits))


def _parted(lines: Iterable[Line]) -> tuple[list[Line], list[Line]]:
    """The metadata among some lines, and what is shown."""
    metadata: list[Line] = []
    shown: list[Line] = []
    for line in lines:
        (metadata if line.block and line.block.key else shown).append(line)
    return metadata, shown


def _labelled(shown: Sequence[Line], metadata: Sequence[Line], headline: str) -> Labelled:
    """The shown lines of one page with their labels; `headline` is the label of the line that shows the headline."""
    if not shown or not shown[0].block:
        return [(STORY, line) for line in shown]  # one of several pages is a dump of text
    rules = Labels(shown, titles_of(metadata)).rules
    return [(headline if rule == HEADLINE else rule, line) for rule, line in zip(rules, shown, strict=True)]


def _told_page(page: Page, metadata: Sequence[Line], labelled: Labelled) -> Page:
    """A page that does not show its story (a program in it would): the body as the metadata has it."""
    lines, edits = [], []
    for line in metadata:
        if line.block and line.block.key == _TOLD:
            start = line.start + len(_TOLD) + 2
            lines.append(line._replace(text=line.text[start - line.start :], start=start))
            edits.append(page.edit("remove", "metadata", line.start, start))
    unlike = [(OUTSIDE if rule == STORY else rule, line) for rule, line in labelled]
    headline = [_marked(line) for rule, line in labelled if rule == HEADLINE]
    credits = [line for line in metadata if line.block and line.block.key != _TOLD]
    credits += [line for rule, line in labelled if rule == CREDIT]
    page = page.edited([*headline, *lines], [*edits, *_removals(page, unlike)])
    return replace(page, credits=tuple(credits))


def _size(lines: Iterable[Line]) -> int:
    return sum(len(line.text) for line in lines)


def _marked(line: Line) -> Line:
    """The line that shows the headline, marked as such."""
    return line._replace(block=replace(line.block, headline=True)) if line.block else line


def _removals(page: Page, labelled: Labelled) -> Iterator[Edit]:
    """The removal of every line that has a rule; of neighbours with the same rule, one for all."""
    for (rule, _), group in groupby(labelled, key=lambda each: (each[0], each[1].page)):
        if rule not in (STORY, HEADLINE, CREDIT):
            lines = [line for _label, line in group]
            yield page.edit("remove", rule, lines[0].start, lines[-1].end)
