"""One rule carried out on the lines of a page: a pattern, and what stands in its place."""

import re
from collections.abc import Callable
from dataclasses import replace

from gnn9_extract.page import Action, Edit, Line, Page

# What a rule makes of one match in a line's text; None leaves it as it is.
Replacement = Callable[[re.Match[str]], str | None]


def rewrite(page: Page, pattern: re.Pattern[str], action: Action, rule: str, replacement: Replacement) -> Page:
    """The page with every match of the pattern replaced; each change is an edit, a line left empty goes."""
    lines: list[Line] = []
    edits: list[Edit] = []
    for line in page.lines:
        changes = [
            (found.start(), found.end(), after)
            for found in pattern.finditer(line.text)
            if (after := replacement(found)) is not None and after != found[0]
        ]
        if changes:
            edits += [_edit(page, line, start, end, action, rule, after) for start, end, after in changes]
            line = replace(line, text=_changed(line.text, changes))  # noqa: PLW2901
        if line.text:
            lines.append(line)
    return page.edited(lines, edits) if edits else page


def _edit(page: Page, line: Line, start: int, end: int, action: Action, rule: str, after: str) -> Edit:  # noqa: PLR0917
    claim = page.found(line, start, end, None, rule)
    return page.edit(action, rule, claim.start, claim.end, after)


def _changed(text: str, changes: list[tuple[int, int, str]]) -> str:
    parts, at = [], 0
    for start, end, after in changes:
        parts += text[at:start], after
        at = end
    return "".join((*parts, text[at:]))
