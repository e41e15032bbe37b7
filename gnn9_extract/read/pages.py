"""Several dumps that are the print pages of one story, as one text."""

import hashlib
from collections.abc import Iterator, Sequence

from gnn9_extract.page import Doubt, Line
from gnn9_extract.read.source import Text
from gnn9_extract.read.text import read_text
from gnn9_extract.tables.folios import read_folio

_BETWEEN = "\n\f"
_EDGE_LINES = 4  # so many lines at the head and the foot of a dump can hold its folio


def join_texts(texts: Sequence[Text]) -> Text:
    """The texts with form feeds between them, as one print would have them, and what is doubtful about their order.

    The digest is that of the pages' digests, one a line: it changes when a page or the order does.
    """
    digests = "\n".join(text.sha256 for text in texts)
    encodings = list(dict.fromkeys(text.encoding for text in texts))
    return Text(
        _BETWEEN.join(text.text for text in texts),
        hashlib.sha256(digests.encode()).hexdigest(),
        encodings[0] if len(encodings) == 1 else None,
        (*(doubt for text in texts for doubt in text.doubts), *_order(texts)),
        texts[0].format if len({text.format for text in texts}) == 1 else None,
        tuple(_lines(texts)) if any(text.lines for text in texts) else (),
    )


def _lines(texts: Sequence[Text]) -> Iterator[Line]:
    """The lines of pages of which some are HTML, each with its place in the joined text."""
    at = 0
    for number, text in enumerate(texts, 1):
        for line in text.lines or read_text(text.text).lines:
            yield line._replace(start=line.start + at, end=line.end + at, page=number)
        at += len(text.text) + len(_BETWEEN)


def _order(texts: Sequence[Text]) -> Iterator[Doubt]:
    """A doubt for pages that are given in another order than their folios have, and for pages that are missing."""
    folios = [_folio(text.text) for text in texts]
    numbers = [folio[0] for folio in folios if folio]
    if len(numbers) < len(texts) or len(texts) < 2:
        return
    if numbers != sorted(numbers):
        yield Doubt("pages-out-of-order", f"the pages were given as {', '.join(map(str, numbers))}")
    last = max([*numbers, *(folio[1] for folio in folios if folio and folio[1])])
    lacking = sorted(set(range(1, last + 1)) - set(numbers))
    if lacking:
        yield Doubt("missing-page", f"of {last} pages these were not given: {', '.join(map(str, lacking))}")


def _folio(text: str) -> tuple[int, int | None] | None:
    """The folio of a dump, from its first or last lines."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    edges = [*lines[-_EDGE_LINES:][::-1], *lines[:_EDGE_LINES]]
    return next((folio for line in edges if (folio := read_folio(line))), None)
