"""One rule carried out on the lines of a page: a pattern, and what stands in its place."""

import re
from collections.abc import Callable

from gnn9_extract.page import Action, Edit, Line, Page, after_blank

# What a rule makes of one match in a line's text; None leaves it as it is.
Replacement = Callable[[re.Match[str]], str | None]


def rewrite(
    page: Page,
    pattern: re.Pattern[str],
    action: Action,
    rule: str,
    replacement: Replacement,
    *,
    skips: Callable[[str], bool] | None = None,
) -> Page:
    """The page with every match of the pattern replaced; each change is an edit, a line left empty goes.

    `skips` tells the lines in which the pattern finds nothing: they are not looked at.
    """
    lines: list[Line] = []
    edits: list[Edit] = []
    for line in page.lines:
        if skips and skips(line.text):
            lines.append(line)
            continue
        changes = [
            (found.start(), found.end(), after)
            for found in pattern.finditer(line.text)
            if (after := replacement(found)) is not None and after != found[0]
        ]
        changed, made = change_line(page, line, changes, action, rule)
        edits += made
        lines += [changed] if changed else []
    return page.edited(lines, edits) if edits else page


def change_line(
    page: Page, line: Line, changes: list[tuple[int, int, str]], action: Action, rule: str
) -> tuple[Line | None, list[Edit]]:
    """A line with stretches of its text replaced, and the edits; no line where nothing is left of it.

    A change is `start`, `end` and the new text. One that takes a part of what an earlier rule repaired is left out:
    one edit cannot undo half of another.
    """
    if not changes:
        return line, []
    places = page.places(line)
    changes = [change for change in changes if places.is_whole(*change[:2])]
    text = _changed(line.text, changes)
    if not text:
        return None, [page.edit(action, rule, line.start, after_blank(page.source, line.end))]
    edits = [page.edit(action, rule, places.start(start), places.end(end), after) for start, end, after in changes]
    return line.with_text(text), edits


def _changed(text: str, changes: list[tuple[int, int, str]]) -> str:
    parts: list[str] = []
    at = 0
    for start, end, after in changes:
        parts += text[at:start], after
        at = end
    return "".join((*parts, text[at:]))
