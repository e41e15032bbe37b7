"""What a finder may know besides the page: the site, the time of the capture, and what was found before it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from gnn9_extract.page import Found, Line
from gnn9_extract.sites.profile import Profile


class Context(NamedTuple):
    """`captured` is when the page was printed, `url` its address, `names` are those of the site, squashed.

    `found` has the claims of the finders before this one, by field. `is_web` tells an HTML page, and `told` are the
    names that its metadata has for its site.
    """

    profile: Profile | None
    captured: datetime | None
    url: str | None
    names: frozenset[str]
    found: Mapping[str, Found[Any]]
    is_web: bool = False
    told: frozenset[str] = frozenset()

    def is_beside(self, field: str, line: Line, source: str) -> bool:
        """Whether a line stands right beside what was found for a field: only white space and marks between them."""
        claim = self.found.get(field)
        if claim is None:
            return False
        low, high = sorted(((claim.start, claim.end), (line.start, line.end)))
        return not any(map(str.isalnum, source[low[1] : high[0]]))
