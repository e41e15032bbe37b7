"""Control characters and half characters: what no page prints."""

import re
from dataclasses import replace

from gnn9_extract.clean.rewrite import rewrite
from gnn9_extract.page import Doubt, Page

# C0 controls but for white space, DEL, a byte order mark inside the text, and terminal escapes such as ESC[1m with
# their codes. C1 controls are left alone here: they are halves of damaged letters (see mojibake.py).
_CONTROL = re.compile(r"\x1b\[[0-9;]{0,20}[A-Za-z]|[\x00-\x08\x0e-\x1f\x7f\ufeff]")
# What they begin with, of ASCII.
_ASCII = bytes([*range(0x09), *range(0x0E, 0x20), 0x7F])
# Half of a surrogate pair, which only text given as str can hold: no encoding can write it.
_HALF = re.compile("[\ud800-\udfff]")
_HALF_IN_BYTES = re.compile(rb"\xed[\xa0-\xbf]")


def remove_controls(page: Page) -> Page:
    """The page without control characters, and U+FFFD for every lone surrogate; a doubt says that there were some."""
    data = page.source.encode(errors="surrogatepass")  # bytes are searched in a third of the time
    if "\ufeff" in page.source or len(data.translate(None, _ASCII)) < len(data):
        doubt = Doubt("control-characters", "the page has control characters; they were taken out")
        page = rewrite(_doubted(page, doubt), _CONTROL, "remove", "control_characters", lambda found: "")
    if _HALF_IN_BYTES.search(data):
        doubt = Doubt("lone-surrogates", "the page has halves of surrogate pairs; each is now U+FFFD")
        page = rewrite(_doubted(page, doubt), _HALF, "repair", "lone_surrogates", lambda found: "\ufffd")
    return page


def _doubted(page: Page, doubt: Doubt) -> Page:
    return replace(page, doubts=(*page.doubts, doubt))
