"""The lines of an HTML page as a page: its source is the text that was rendered, metadata first."""

from gnn9_extract.page import Block, Line
from gnn9_extract.read.html.head import Value
from gnn9_extract.read.html.rendering import Printed, Rendering, render

_BODY = "ld:articleBody"
_BEFORE = ("\n", "\n\n")  # a line, by the blank lines over it
_BEGINNING = 40  # characters of a paragraph that tell whether it is shown


def read_html(markup: bytes) -> tuple[str, tuple[Line, ...]]:
    r"""The text dump of an HTML page in UTF-8, and its lines: first those of its metadata, one for each value.

    >>> read_html(b"<title>Ships</title><p>Ships <b>sailed</b>.<p>Again.")[0]
    'title: Ships\n\nShips sailed.\n\nAgain.'
    """
    printed = _printed(render(markup))
    lines: list[Line] = []
    at = 0
    for text, gap, block in printed:
        start = at + 1 + gap if lines else 0
        at = start + len(text)
        lines.append(Line(text, start, at, 1, gap, 0, 0, block))
    return "".join([_BEFORE[gap] + text for text, gap, _ in printed]).lstrip("\n"), tuple(lines)


def _printed(rendering: Rendering) -> list[Printed]:
    """The lines of the metadata, then those of the page."""
    values = list(rendering.head.values())
    if _is_shown([value for value in values if value.key == _BODY], rendering):
        values = [value for value in values if value.key != _BODY]
    told = [(f"{value.key}: {value.text}", 0, Block(value.box, key=value.key)) for value in values]
    return told + rendering.lines


def _is_shown(body: list[Value], rendering: Rendering) -> bool:
    """Whether the page shows the body that its metadata tells: then it need not be read twice."""
    if not body:
        return True
    shown = "\n".join([text for text, _, _ in rendering.lines])
    return any(value.text[:_BEGINNING] in shown for value in body if len(value.text) >= _BEGINNING)
