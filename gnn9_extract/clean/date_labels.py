"""Labels of dates that stand on a line of their own: `Published`, and under it `23 May 2019`.

What is copied from a web page has them so, and so have pages that set the two in boxes of their own. Apart, the label
would be a paragraph of the story, and the date of an update would pass for that of the publication.
"""

from gnn9_extract.page import Box, Edit, Line, Page, after_blank
from gnn9_extract.tables.labels import LONGEST_LABEL, is_label
from gnn9_extract.tables.stamps import is_stamp

_FURTHEST = 1  # blank lines between a label and its date
_OF_CREDITS = ("", "author", "date", "credit")


def join_date_labels(page: Page) -> Page:
    """The page with every label that says when a page was published or updated on the line of the date under it."""
    texts = [line.text for line in page.lines]
    labels = [number for number, text in enumerate(texts) if len(text) <= LONGEST_LABEL and is_label(text)]
    lines = list(page.lines)
    edits: list[Edit] = []
    for number in reversed(labels):
        label, under = lines[number], lines[number + 1 : number + 2]
        if under and _is_date_of(label, under[0]):
            edits.append(page.edit("join", "date_label", label.end, after_blank(page.source, label.end), " "))
            lines[number : number + 2] = [_joined(label, under[0])]
    return page.edited(lines, edits) if edits else page


def _is_date_of(label: Line, line: Line) -> bool:
    near = line.gap <= _FURTHEST and line.page == label.page
    return near and is_stamp(line.text) and _stand_together(label, line)


def _stand_together(label: Line, date: Line) -> bool:
    """Whether no box of an HTML page that is something else than credits holds one of two lines alone.

    A link is no label (`Updated` in a menu).
    """
    if not label.block or not date.block:
        return True
    from gnn9_extract.clean.boxes import own_kind  # noqa: PLC0415  (for HTML alone)

    apart = _round(label.block.box) ^ _round(date.block.box)
    return not label.block.linked and all(own_kind(box.tag, box.names) in _OF_CREDITS for box in apart)


def _round(box: Box | None) -> set[Box]:
    """The boxes round a line."""
    found: set[Box] = set()
    while box is not None:
        found.add(box)
        box = box.parent
    return found


def _joined(label: Line, date: Line) -> Line:
    """The date with its label before it; of an HTML page it is what the date is."""
    return date._replace(text=f"{label.text} {date.text}", start=label.start, gap=label.gap)
