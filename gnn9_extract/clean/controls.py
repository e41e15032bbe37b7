"""Control characters and half characters: what no page prints."""

import re
from dataclasses import replace

from gnn9_extract.clean.rewrite import rewrite
from gnn9_extract.page import Doubt, Page

# C0 controls but for white space, DEL, a byte order mark inside the text, and terminal escapes such as ESC[1m with
# their codes. C1 controls are left alone here: they are halves of damaged letters (see mojibake.py).
_CONTROL = re.compile(r"\x1b\[[0-9;]{0,20}[A-Za-z]|[\x00-\x08\x0e-\x1f\x7f\ufeff]")
# What all of these begin with: a set alone is searched fastest.
_ANY = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufeff]")
# Half of a surrogate pair, which only text given as str can hold: no encoding can write it.
_HALF = re.compile("[\ud800-\udfff]")


def remove_controls(page: Page) -> Page:
    """The page without control characters, and U+FFFD for every lone surrogate; a doubt says that there were some."""
    if page.source.replace("\n", "").isprintable():  # as most pages are
        return page
    if _ANY.search(page.source):
        doubt = Doubt("control-characters", "the page has control characters; they were taken out")
        page = rewrite(_doubted(page, doubt), _CONTROL, "remove", "control_characters", lambda found: "")
    if _has_halves(page.source):
        doubt = Doubt("lone-surrogates", "the page has halves of surrogate pairs; each is now U+FFFD")
        page = rewrite(_doubted(page, doubt), _HALF, "repair", "lone_surrogates", lambda found: "\ufffd")
    return page


def _has_halves(text: str) -> bool:
    """Whether a text has halves of surrogate pairs: those alone cannot be encoded."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _doubted(page: Page, doubt: Doubt) -> Page:
    return replace(page, doubts=(*page.doubts, doubt))
