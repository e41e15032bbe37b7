"""Notices: lines that a site prints round its stories, and that say so by their words.

The table is notices.csv: the kind (which is the name of the rule), whether the text is the whole line or its beginning,
and the text in small letters, with 0 for any number in a whole line. Facts: Indian, British and US news sites.
"""

import re
from functools import cache, lru_cache

from gnn9_extract.page import has_wide_gap
from gnn9_extract.tables.agencies import agencies
from gnn9_extract.tables.rows import rows

_LONGEST = 160  # characters
_LONGEST_ROW = 60
_LONGEST_PICTURE = 71
_FEW_WORDS = 5
# What parts the words of a row of buttons: `Share | Tweet | Print`, `[Print] [Email]`.
_ROW = re.compile(r"[\s\[\]]{0,3}[|\[\]•·][\s\[\]]{0,3}|\s{2,}")
_MARK_OF_ROW = re.compile(r"[|\[\]•·]")
_NUMBER = re.compile(r"\d+")
_HEAD = r"[A-Z][A-Z'’-]{2,19}(?: [A-Z][A-Z'’-]{1,19}){0,2}"
_PAGE = r"(?:[Pp]age|PAGE|[Pp]g?\.) ?[A-Z]{0,2}-?\d{1,3}"
# How American papers lead to the next page and back: `HARBOUR From Page A1`, `See PIER, A7`, `Continued on A7`
# -- not `FIRE ON M25`, `See Naples, 7 days`: the head is in capitals, and the page is called one or the line a jump.
_JUMP = re.compile(
    rf"(?:(?:{_HEAD}[,/]? ?)?(?:[Ff]rom|FROM) {_PAGE}"
    rf"|(?:(?:[Pp]lease )?[Ss]ee|SEE) {_HEAD}(?:(?:,| on| ON)? {_PAGE}|, [A-Z]-?\d{{1,3}})"
    r"|(?:[Cc]ont(?:inued|['’]d|d|)\.?|CONTINUED) (?:from|on|FROM|ON) [A-Z]-?\d{1,3})"
)


@cache
def _whole() -> dict[str, str]:
    return {row["text"]: row["kind"] for row in rows("notices.csv") if row["whole"] == "yes"}


@cache
def _longest_whole() -> int:
    return 8 + max(map(len, _whole()))  # a number can be longer than the 0 that stands for it


@cache
def _beginnings() -> dict[str, str]:
    return {row["text"]: row["kind"] for row in rows("notices.csv") if row["whole"] == "no"}


@cache
def _longest_beginning() -> int:
    return max(map(len, _beginnings()))


@cache
def _beginnings_by_character() -> dict[str, tuple[str, ...]]:
    by_character: dict[str, tuple[str, ...]] = {}
    for beginning in _beginnings():
        by_character[beginning[0]] = (*by_character.get(beginning[0], ()), beginning)
    return by_character


def _beginning(text: str) -> str | None:
    """The beginning in the table that a text has."""
    start = text[: _longest_beginning()].casefold()
    known = _beginnings_by_character().get(start[:1], ())
    return next(filter(start.startswith, known)) if start.startswith(known) else None


def notice(line: str) -> str | None:
    """The kind of a notice, such as jump_line or share_line; None for other lines.

    >>> notice("(Contd. on page 4)"), notice("Also read: Ships sail"), notice("Share"), notice("Share prices fell")
    ('jump_line', 'read_also', 'share_line', None)
    """
    return _notice(line) if len(line) <= _LONGEST else None


@lru_cache(1024)  # several stages ask for the same lines of a page
def _notice(line: str) -> str | None:
    text = line.strip(" ()[]–—-^<>»●•*")
    if len(text) <= _LONGEST_ROW:
        folded = text.casefold()
        if kind := _whole_kind(folded) or _kind_of_row(folded):
            return kind
    if beginning := _beginning(text) or _beginning(line):  # `(c) 2015` would lose its bracket
        kind = _beginnings()[beginning]
        rest = line[line.casefold().find(beginning) + len(beginning) :]
        if kind in ("copyright_line", "photo_credit"):
            return None if _is_sentence(rest) else kind
        return None if kind != "promotion" and _ends_as_sentence(kind, rest) else kind
    bare = line.strip(" ()[]–—-►▶>")
    if bare[-1:].isdigit() and _JUMP.fullmatch(bare):
        return "jump_line"
    return "photo_credit" if _is_picture_of_agency(bare) else None


def _whole_kind(text: str) -> str | None:
    return _whole().get(_NUMBER.sub("0", text)) if len(text) <= _longest_whole() else None


def _kind_of_row(text: str) -> str | None:
    """The kind of a row of buttons, all of one kind."""
    if not (_MARK_OF_ROW.search(text) or has_wide_gap(text)):
        return None
    kinds = {_whole_kind(part) for part in _ROW.split(text) if part}
    return kinds.pop() if len(kinds) == 1 else None


def _ends_as_sentence(kind: str, rest: str) -> bool:
    """Whether a line ends with a full stop where a notice of its kind does not: what is read also is a headline."""
    return rest[-1:] == "." and (kind == "read_also" or len(rest.split()) > _FEW_WORDS)


def _is_sentence(rest: str) -> bool:
    """Whether a line goes on as a sentence: `Copyright is the matter.`, not `Copyright by The Tide`."""
    words = rest.split()
    return len(words) > 3 and rest[-1] in ".!?" and sum(word.islower() for word in words) > len(words) / 2


# `ANI Photo`, `DHA via AP, File`: an agency and a word for a picture -- not `Photo of the ANI office`.
_PICTURE = re.compile(
    r"(?P<agency>[^,()]{2,30}?) photos?|(?P<from>[^,()]{2,30}) via (?P<by>[^,()]{2,30}?)(?:, (?:file|pool))?",
    re.IGNORECASE,
)


def _is_picture_of_agency(text: str) -> bool:
    folded = text.casefold() if len(text) <= _LONGEST_PICTURE else ""
    found = _PICTURE.fullmatch(text) if " photo" in folded or " via " in folded else None
    return found is not None and agencies(found["agency"] or found["by"]) is not None
