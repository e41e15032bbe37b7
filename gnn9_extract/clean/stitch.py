"""Lines joined to paragraphs: hard-wrapped lines, and sentences and words cut by a page break.

A join needs evidence (joins.py). Where a page broke after a sentence and nothing tells whether the paragraph went on,
the two are left apart, with the warning `undecided-break`.
"""

from collections.abc import Sequence
from itertools import pairwise

from gnn9_extract.clean.dropped_hyphens import restore_hyphens
from gnn9_extract.clean.hyphen import HYPHENS
from gnn9_extract.clean.joins import Joins
from gnn9_extract.clean.layout import find_layout
from gnn9_extract.clean.spacing import close_spread_lines, single_spaced
from gnn9_extract.page import Doubt, Edit, Line, Page, after_blank


def stitch(page: Page) -> Page:
    """The page with every paragraph on one line; each join is an edit. An HTML page tells its paragraphs itself."""
    if not page.lines or page.lines[0].block:  # the lines of HTML are paragraphs already
        return page
    page = single_spaced(page)
    layout = find_layout(page.lines, page.source)
    page = restore_hyphens(page, layout)
    joins = Joins(page.lines, layout)
    groups, glues = [[page.lines[0]]], [[""]]
    doubts: list[Doubt] = []
    for left, right in pairwise(page.lines):
        glue = joins.glue(left, right)
        if glue is None:
            groups.append([right])
            glues.append([""])
            doubts += [_undecided(right)] if joins.undecided(left, right) else []
        else:
            groups[-1].append(right)
            glues[-1].append(glue)
    edits: list[Edit] = []
    lines = [_joined(page, group, glue, edits) for group, glue in zip(groups, glues, strict=True)]
    page = page.edited(lines, edits, doubts)
    if any(doubt.code == "two-columns" for doubt in page.doubts):
        return page
    return close_spread_lines(page, {group[0].start for group in groups if len(group) > 1})


def _undecided(line: Line) -> Doubt:
    message = f"a page broke after a sentence, before character {line.start}: a paragraph may end there or go on"
    return Doubt("undecided-break", message)


def _joined(page: Page, group: Sequence[Line], glues: Sequence[str], edits: list[Edit]) -> Line:
    """One line of several, each with the glue before it; the edits that join them are added to `edits`."""
    if len(group) == 1:
        return group[0]
    parts = [group[0].text]
    for (left, right), glue in zip(pairwise(group), glues[1:], strict=True):
        start, before = left.end, ""
        if left.text[-1] in HYPHENS and glue != " ":
            parts[-1] = parts[-1][:-1]
            # The hyphen can be what a repair left, with characters before it.
            start = page.places(left).start(len(left.text) - 1)
            before = "".join(edit.after[:-1] for edit in page.edits_in(start, left.end) if edit.start == start)
        rule = "unwrap" if left.page == right.page else "page_break"
        edits.append(page.edit("join", rule, start, after_blank(page.source, left.end), before + glue))
        parts += glue, right.text
    return group[0].with_text("".join(parts), group[-1].end)
