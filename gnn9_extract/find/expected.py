"""What a reader expects on a news page, and the doubts where it is missing."""

from collections.abc import Container, Iterator

from gnn9_extract.page import Doubt

# Every story has these. Many have no byline, no dateline and no wire credit, and nothing is wrong with them.
_EXPECTED = {
    "headline": "no headline was found",
    "timestamp": "no date of publication was found",
    "body": "no text of the story was found; a program may make it in the browser",
}


def missing(found: Container[str]) -> Iterator[Doubt]:
    """A doubt for each field that a reader would expect and that was not found."""
    for field, message in _EXPECTED.items():
        if field not in found:
            yield Doubt(f"no-{field}", message)
