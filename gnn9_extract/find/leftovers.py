"""What only the finders were to see, and none claimed: metadata, and credits beside the headline."""

from gnn9_extract.page import Edit, Page


def remove_leftovers(page: Page) -> Page:
    """The page without its metadata and without the credits that no field claimed."""
    if not page.credits:
        return page
    edits: list[Edit] = []
    for line in page.credits:
        rule = "metadata" if line.block and line.block.key else "unclaimed_credit"
        edits.append(page.edit("remove", rule, line.start, line.end))
    return page.edited(page.lines, edits, credits=())
