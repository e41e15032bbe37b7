"""Labels of dates that stand on a line of their own: `Published`, and under it `23 May 2019`.

What is copied from a web page has them so, and so have pages that set the two in boxes of their own. Apart, the label
would be a paragraph of the story, and the date of an update would pass for that of the publication.
"""

from gnn9_extract.page import Edit, Line, Page, after_blank
from gnn9_extract.tables.labels import LONGEST_LABEL, is_label
from gnn9_extract.tables.stamps import is_stamp

_FURTHEST = 1  # blank lines between a label and its date


def join_date_labels(page: Page) -> Page:
    """The page with every label that says when a page was published or updated on the line of the date under it."""
    edits: list[Edit] = []
    lines: list[Line] = []
    for line in page.lines:
        if lines and len(lines[-1].text) <= LONGEST_LABEL and _belong_together(lines[-1], line):
            label = lines.pop()
            edits.append(page.edit("join", "date_label", label.end, after_blank(page.source, label.end), " "))
            lines.append(_joined(label, line))
        else:
            lines.append(line)
    return page.edited(lines, edits) if edits else page


def _belong_together(label: Line, date: Line) -> bool:
    near = date.gap <= _FURTHEST and date.page == label.page
    return near and is_label(label.text) and is_stamp(date.text)


def _joined(label: Line, date: Line) -> Line:
    """The date with its label before it; of an HTML page it is what the date is."""
    return date._replace(text=f"{label.text} {date.text}", start=label.start, gap=label.gap)
