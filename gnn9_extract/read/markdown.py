"""Markdown taken off a text dump: what the page prints is the text, not the marks.

Only a page that has headings or bold text is read as markdown; elsewhere a star, a hash or a backslash is text.
Left alone on purpose: list bullets, rules and tables, which a dump often has without markdown, and single underscores
(file names, handles).
"""

import re

from gnn9_extract.page import Edit, Line, Page

# `## Headline` -- not `#hashtag`, not `#1`.
_HEADING = re.compile(r"(#{1,6})[ \t]+(?=\S)")
_HEADING_END = re.compile(r"[ \t]#+$")
# `**bold**` -- not `2 ** 3`, `2**8 and 2**16`, `f**k and s**t`: no space inside the marks, no word right outside.
_BOLD = re.compile(r"(?<![\w*\\])\*\*(?=[^\s*])([^*]{1,300}?)(?<=[^\s*\\])\*\*(?![\w*])")
# `*emphasis*` -- not `5 * 3 * 2`, not `f***`.
_EMPHASIS = re.compile(r"(?<![\w*\\])\*(?=[^\s*])([^*]{1,300}?)(?<=[^\s*\\])\*(?![\w*])")
# `\_` `\*` `\-` -- not `C:\Users`: a mark before punctuation only.
_ESCAPE = re.compile(r"\\(?=[\\`*_{}\[\]()#+\-.!>|~])")
# `[text](http://...)` -- not `[India] (ANI)`: an address must follow at once.
_LINK = re.compile(r"(?<!!)(\[)[^\[\]]{1,300}(\]\((?:https?://|/|mailto:)[^()\s]{0,500}\))")


def take_off_markdown(page: Page) -> tuple[Page, bool]:
    """The page without markdown marks, and whether it was markdown at all.

    Each mark is an edit of the rule `markdown`; a line keeps the level of its heading, which tells more of a headline
    than its words.
    """
    if not any(_HEADING.match(line.text) or _BOLD.search(line.text) for line in page.lines if _may_be(line.text)):
        return page, False
    lines: list[Line] = []
    edits: list[Edit] = []
    for line in page.lines:
        plain, marks = _plain(page, line)
        edits += marks
        lines += [plain] if plain.text else []
    return page.edited(lines, edits), True


def _may_be(text: str) -> bool:
    return text[0] == "#" or "**" in text


def _plain(page: Page, line: Line) -> tuple[Line, list[Edit]]:
    """One line without its marks."""
    text = line.text
    if text[0] != "#" and "*" not in text and "\\" not in text and "](" not in text:
        return line, []
    heading = _HEADING.match(text)
    spans = sorted(_marks(text, heading))
    kept, at = [], 0
    for start, end in spans:
        kept.append(text[at:start])
        at = end
    kept.append(text[at:])
    places = page.places(line)
    edits = [page.edit("remove", "markdown", places.start(start), places.end(end)) for start, end in spans]
    level = len(heading[1]) if heading else 0
    return line._replace(text="".join(kept), heading=level), edits


def _marks(text: str, heading: re.Match[str] | None) -> list[tuple[int, int]]:
    """Where the marks of a line stand; where two kinds meet, the first wins."""
    spans: list[tuple[int, int]] = []
    if heading:
        spans.append(heading.span())
        spans += [found.span() for found in _HEADING_END.finditer(text)]
    for found in _BOLD.finditer(text) if "**" in text else ():
        spans += (found.start(), found.start() + 2), (found.end() - 2, found.end())
    for found in _EMPHASIS.finditer(text) if "*" in text else ():
        spans += (found.start(), found.start() + 1), (found.end() - 1, found.end())
    for found in _LINK.finditer(text) if "](" in text else ():
        spans += found.span(1), found.span(2)
    spans += [found.span() for found in _ESCAPE.finditer(text)] if "\\" in text else []
    return _apart(sorted(spans))


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans without those that begin inside another."""
    result: list[tuple[int, int]] = []
    for span in spans:
        if not result or span[0] >= result[-1][1]:
            result.append(span)
    return result
