"""The page after every cleaning stage, in the order of pipeline.py."""

from gnn9_extract.article import Article
from gnn9_extract.clean.controls import remove_controls
from gnn9_extract.clean.furniture import remove_furniture
from gnn9_extract.clean.mojibake.repair import repair_mojibake
from gnn9_extract.clean.stitch import stitch
from gnn9_extract.errors import ExtractionError
from gnn9_extract.page import Edit, Page
from gnn9_extract.pipeline import extract, extract_all, source_text
from gnn9_extract.read.markdown import take_off_markdown
from gnn9_extract.read.text import read_text
from gnn9_extract.sites.banner import identify
from gnn9_extract.sites.profile import find_profile

STAGES = ("read", "controls", "markdown", "mojibake", "furniture", "stitch")


def pages_of(source: str) -> dict[str, Page]:
    """What every stage hands on, by the stage's name."""
    read = read_text(source)
    controls = remove_controls(read)
    markdown, _ = take_off_markdown(controls)
    mojibake = repair_mojibake(markdown)
    lines = [line.text for line in mojibake.lines]
    furniture = remove_furniture(mojibake, find_profile(lines, None), identify(lines))
    return dict(zip(STAGES, (read, controls, markdown, mojibake, furniture, stitch(furniture)), strict=True))


def decoded(page: bytes | str) -> str:
    """The source that the places of a record count in."""
    return source_text(page)


def attempt(page: bytes | str) -> Article | ExtractionError:
    """The record of a page, or why there is none; any other exception is the test's failure."""
    try:
        return extract(page)
    except ExtractionError as error:
        return error


def attempt_all(page: bytes | str) -> list[Article]:
    """The records of all stories of a page; none where the page is refused."""
    try:
        return extract_all(page)
    except ExtractionError:
        return []


def carried_out(source: str, start: int, end: int, edits: tuple[Edit, ...]) -> str:
    """A stretch of the source with the edits in it carried out: written anew here, to check the program's own."""
    inside = [edit for edit in edits if start <= edit.start and edit.end <= end]
    text = source[start:end]
    for edit in reversed(inside):
        text = text[: edit.start - start] + edit.after + text[edit.end - start :]
    return text
