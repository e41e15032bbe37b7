"""Notices of web pages: lines that say by their words that they are no story, or that what follows is none.

The table is web_notices.csv: the text in small letters; where it stands, "heading" (the whole of a line over things of
that kind), "line" (the whole of a line) or "beginning" (of a short line); and the kind, which is the name of the rule.
"""

import re
from functools import cache, lru_cache

from gnn9_extract.tables.rows import rows

_LONGEST = 220  # characters of a line that begins so
_LONGEST_HEADING, _LONGEST_FOLLOW = 60, 120
_HANDLE = (
    r"(?:@\w{2,30}|[\w.+-]{1,60}@[\w-]{1,60}(?:\.[\w-]{1,30}){1,4}|(?:www\.)?(?:twitter|x|facebook)\.com/\w{2,40})"
)
# `asha@coast.example`, `Twitter: @asha`, `Write to Asha Rao at asha@coast.example`, `Follow him on Twitter @asha.`
# -- not `He wrote to asha@coast.example.`
_CONTACT = re.compile(
    r"(?:(?:write to|get in touch|contact|e-?mail|reach|follow|tweet|twitter|tips?)\b[^.!?\n]{0,80}[\s:])?"
    rf"\(?{_HANDLE}\W{{0,3}}",
    re.IGNORECASE,
)
_NETWORKS = "twitter|facebook|instagram|youtube|whatsapp|telegram|tiktok|linkedin|google news|flipboard|threads|bluesky"
# `Follow Coast Sport on Facebook and Twitter.` -- not `Follow the road on foot`.
_FOLLOW = re.compile(rf"(?:follow|find|like|join) [^.!?\n]{{1,60}} on (?:our )?(?:{_NETWORKS})\b", re.IGNORECASE)
# `More great Coast stories`, over other stories -- not `More than stories`.
_MORE_STORIES = re.compile(r"more (?!than )(?:[^\s.!?]{1,20} ){1,3}(?:stories|news|headlines)")
# `More harbour news: https://coast.example/harbour` -- not `More at the pier: he found https://coast.example`.
_MORE_AT = re.compile(
    r"more [^:.!?\n]{2,40}: (?:https?://|www\.)\S{2,200}(?: (?:and|or) (?:https?://|www\.)\S{2,200})?"
)
_FIRST_CJK = "\u3040"
_EDGES = " .:;…!?|»›>-–—↓▼►▶→"


@cache
def _table(where: str) -> dict[str, str]:
    return {
        row["text"].strip(_EDGES) if where != "beginning" else row["text"]: row["kind"]
        for row in rows("web_notices.csv")
        if row["where"] == where
    }


@cache
def _beginnings() -> dict[str, tuple[str, ...]]:
    """The beginnings, by their first letters."""
    found: dict[str, tuple[str, ...]] = {}
    for text in _table("beginning"):
        found[text[0]] = (*found.get(text[0], ()), text)
    return found


def heading_over(line: str) -> str | None:
    """The kind of what stands under a line; None where it is no such heading.

    >>> heading_over("Related Stories:"), heading_over("Related parties")
    ('related_links', None)
    """
    if len(line) > _LONGEST_HEADING:
        return None
    text = line.casefold().strip(_EDGES)
    return _table("heading").get(text) or ("related_links" if _MORE_STORIES.fullmatch(text) else None)


def web_notice(line: str) -> str | None:
    """The kind of a line that is a notice itself; None for other lines.

    >>> web_notice("Read more: Ships sail again"), web_notice("Read morning papers")
    ('related_links', None)
    """
    return _web_notice(line) if len(line) <= _LONGEST else None


@lru_cache(1024)  # several stages ask for the same lines of a page
def _web_notice(line: str) -> str | None:
    if ("@" in line or "/" in line) and _CONTACT.fullmatch(line):
        return "author_note"
    if len(line) <= _LONGEST_FOLLOW and _FOLLOW.match(line):
        return "share_buttons"
    text = line.casefold()
    if kind := _table("line").get(text.strip(_EDGES)):
        return kind
    text = text.lstrip(" -–—•*»›>[(")
    if _MORE_AT.fullmatch(text):
        return "related_links"
    known = _beginnings().get(text[:1], ())
    if not text.startswith(known):
        return None
    # `Segui` is a beginning of "Segui il nostro canale", not of "Seguiranno altri incontri".
    starts = (start for start in known if text.startswith(start) and _ends_a_word(text, start))
    return _table("beginning").get(next(starts, ""))


def _ends_a_word(text: str, start: str) -> bool:
    """Whether a beginning of a text ends with a word, or with a mark; no blank ends a word of Chinese or Japanese."""
    return not start[-1].isalnum() or start[-1] >= _FIRST_CJK or not text[len(start) : len(start) + 1].isalnum()
