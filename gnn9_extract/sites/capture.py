"""Addresses under which an archive of the web keeps a page: whose page it is, and when it was captured.

The form is that of the Wayback Machine and of all services that run its software or pywb (Arquivo.pt, Archive-It, the
national archives): fourteen digits, with or without a flag, before the page's own address.
"""

import re
from datetime import UTC, datetime
from typing import NamedTuple

# `https://web.archive.org/web/20140302041233/http://a.example/7`, `http://archive.example/all/20140302041233id_/http:/...`
# -- not `http://a.example/20140302041233/seven`
_CAPTURE = re.compile(
    r"https?://[\w.:-]{1,80}/(?:[\w.-]{1,40}/){0,4}(?P<time>\d{14})(?:[a-z]{2}_)?/(?P<address>https?:/{1,2}\S+)",
    re.IGNORECASE | re.ASCII,
)


class Capture(NamedTuple):
    """The address of the page itself, and when it was captured, in UTC; None for digits that are no time."""

    address: str
    time: datetime | None


def read_capture(address: str) -> Capture | None:
    """The capture that a web address leads to; None for other addresses.

    >>> address, time = read_capture("https://web.archive.org/web/20140302041233/http://coastdaily.example/pier")
    >>> address, time.isoformat()
    ('http://coastdaily.example/pier', '2014-03-02T04:12:33+00:00')
    >>> read_capture("http://coastdaily.example/20140302041233/pier") is None
    True
    """
    found = _CAPTURE.fullmatch(address)
    if found is None:
        return None
    scheme, _, rest = found["address"].partition(":")
    return Capture(f"{scheme}://{rest.lstrip('/')}", _time(found["time"]))  # old captures have `http:/` with one slash


def _time(digits: str) -> datetime | None:
    try:
        return datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None
