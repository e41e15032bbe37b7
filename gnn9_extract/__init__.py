r"""A scraped news page in, a clean article record out; every character of the page is accounted for.

>>> from gnn9_extract import extract
>>> article = extract("Harbour reopens\n\n27/11/2015 13:46 by admin\n\nMoscow: Ships sailed again.\n\n- PTI\n")
>>> article.headline, article.dateline.places, article.wire_credit.agencies
('Harbour reopens', ('Moscow',), ('PTI',))
"""

import typing as _typing

from gnn9_extract.article import Article, Byline, Dateline, Site, Source, Timestamp, WireCredit
from gnn9_extract.errors import EmptyPageError, ExtractionError, NotTextError, ProfileError, TooLargeError
from gnn9_extract.page import Doubt, Edit, Repaired
from gnn9_extract.pipeline import extract, extract_all, extract_file, extract_pages, learn, repair, source_text
from gnn9_extract.sites.profile import Profile, read_profile
from gnn9_extract.trace import Claim, Trace

if _typing.TYPE_CHECKING:
    from gnn9_extract.archive.faults import Rejected
    from gnn9_extract.archive.many import extract_many

__version__ = "0.1.0"

__all__ = [
    "Article",
    "Byline",
    "Claim",
    "Dateline",
    "Doubt",
    "Edit",
    "EmptyPageError",
    "ExtractionError",
    "NotTextError",
    "Profile",
    "ProfileError",
    "Rejected",
    "Repaired",
    "Site",
    "Source",
    "Timestamp",
    "TooLargeError",
    "Trace",
    "WireCredit",
    "extract",
    "extract_all",
    "extract_file",
    "extract_many",
    "extract_pages",
    "learn",
    "read_profile",
    "repair",
    "source_text",
]

# What archives need is loaded when it is asked for.
_LATE = {"Rejected": "gnn9_extract.archive.faults", "extract_many": "gnn9_extract.archive.many"}


def __getattr__(name: str) -> _typing.Any:
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415

    return getattr(import_module(_LATE[name]), name)
