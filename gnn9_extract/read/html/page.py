"""The lines of an HTML page as a page: its source is the text that was rendered, metadata first."""

from collections.abc import Iterator

from gnn9_extract.page import Block, Line
from gnn9_extract.read.html.head import Value
from gnn9_extract.read.html.rendering import Printed, Rendering, render

_BODY = "ld:articleBody"
_BEGINNING = 40  # characters of a paragraph that tell whether it is shown


def read_html(markup: bytes) -> tuple[str, tuple[Line, ...]]:
    r"""The text dump of an HTML page in UTF-8, and its lines: first those of its metadata, one for each value.

    >>> read_html(b"<title>Ships</title><p>Ships <b>sailed</b>.<p>Again.")[0]
    'title: Ships\n\nShips sailed.\n\nAgain.'
    """
    rendering = render(markup)
    parts: list[str] = []
    lines: list[Line] = []
    at = 0
    for text, gap, block in _printed(rendering):
        if parts:
            blank = "\n" * (1 + gap)
            parts.append(blank)
            at += len(blank)
        parts.append(text)
        lines.append(Line(text, at, at + len(text), 1, gap, block=block))
        at += len(text)
    return "".join(parts), tuple(lines)


def _printed(rendering: Rendering) -> Iterator[Printed]:
    """The lines of the metadata, then those of the page."""
    values = list(rendering.head.values())
    shows_body = _is_shown([value for value in values if value.key == _BODY], rendering)
    for value in values:
        if value.key != _BODY or not shows_body:
            yield Printed(f"{value.key}: {value.text}", 0, Block(value.box, key=value.key))
    yield from rendering.lines


def _is_shown(body: list[Value], rendering: Rendering) -> bool:
    """Whether the page shows the body that its metadata tells: then it need not be read twice."""
    if not body:
        return True
    shown = "\n".join([line.text for line in rendering.lines])
    return any(value.text[:_BEGINNING] in shown for value in body if len(value.text) >= _BEGINNING)
