"""Datelines of East Asian agencies, which write place and agency without a space between them.

Facts: the datelines of Xinhua and China News Service, of Kyodo and Jiji, of Yonhap, Newsis and News1.
"""

import re
from typing import NamedTuple

from gnn9_extract.tables.agencies import agency
from gnn9_extract.tables.calendar import day_of

# `新华社北京11月14日电 `, `中新社北京11月14日电（`: agency, place, day -- not `11月14日电影节开幕`.
_WIRED = re.compile(r"(?P<in>[^\W\d_]{4,16}?)(?P<month>\d{1,2})月(?P<day>\d{1,2})日[电電](?=[\s（(　])[\s　]?")
# `【ワシントン共同】`, `【ソウル＝聯合ニュース】`: place and agency in black brackets -- not `【速報】`.
_IN_LENSES = re.compile(r"【(?P<in>[^\W\d_]{2,12}?[=＝]?[\wー]{2,10})】\s?")
# `(서울=연합뉴스) `, `[서울=뉴시스]`: place, equals sign, agency -- not `(서울)`.
_BY_EQUALS = re.compile(r"[(\[](?P<in>[^\W\d_]{1,10}=\w{2,12})[)\]]\s?")


class EastAsian(NamedTuple):
    """A dateline up to `end`: a place, an agency, and month and day where they are printed."""

    end: int
    place: str
    agency: str
    day: tuple[int, int] | None


def read_east_asian(text: str) -> EastAsian | None:
    """The dateline at the head of a text in one of these forms; None for any other text.

    >>> read_east_asian("(서울=연합뉴스) 정부는")
    EastAsian(end=10, place='서울', agency='Yonhap', day=None)
    >>> read_east_asian("【速報】ワシントン") is None
    True
    """
    if text[:1] not in "【([" and "日" not in text[:24]:
        return None
    if wired := _WIRED.match(text):
        return _agency_first(wired)
    if found := _IN_LENSES.match(text) or _BY_EQUALS.match(text):
        return _place_first(found)
    return None


def _agency_first(found: re.Match[str]) -> EastAsian | None:
    printed, month, day = found["in"], int(found["month"]), int(found["day"])
    for at in range(2, len(printed) - 1):
        code = agency(printed[:at])
        if code and day_of(2000, month, day):
            return EastAsian(found.end(), printed[at:], code, (month, day))
    return None


def _place_first(found: re.Match[str]) -> EastAsian | None:
    printed = found["in"]
    for at in range(1, len(printed) - 1):
        if code := agency(printed[at:].lstrip("=＝")):
            return EastAsian(found.end(), printed[:at].rstrip("=＝"), code, None)
    return None
