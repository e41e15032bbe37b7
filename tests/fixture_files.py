"""The pages in fixtures/pages, with the records that were written for them by hand."""

import json
from pathlib import Path
from typing import Any

FIXTURES = Path(__file__).parent.parent / "fixtures"
PAGES = FIXTURES / "pages"
_PATHS = {path.stem: path for path in PAGES.iterdir() if path.suffix in (".txt", ".html")}
NAMES = sorted(_PATHS)


def path_of(name: str) -> Path:
    return _PATHS[name]


def page_of(name: str) -> bytes:
    return path_of(name).read_bytes()


def expected_of(name: str) -> dict[str, Any]:
    """The file beside the page: `about`, a line on what the page is for, and `record`."""
    expected: dict[str, Any] = json.loads((PAGES / f"{name}.json").read_text("utf-8"))
    return expected
