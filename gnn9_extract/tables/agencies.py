"""News agencies: which code a printed name stands for.

The table is agencies.csv: code, name, country, kind, aliases (parted by |). `kind` is agency, press-release for the
wires that send what companies and governments pay for, and house for the service of one publisher, which is reported
as no agency. A code or an alias may stand in several rows: then the country of the story decides, if it can.
"""

import re
from collections.abc import Collection
from functools import cache
from typing import NamedTuple

from gnn9_extract.tables.rows import rows

_LONGEST = 120  # characters of a list of agencies


class Agency(NamedTuple):
    """A row of the table: the code, the agency's country, and its kind."""

    code: str
    country: str
    kind: str


@cache
def _forms() -> dict[str, tuple[Agency, ...]]:
    """Every printed form, also in capitals, with the agencies that it can mean, those whose code it is first."""
    forms: dict[str, tuple[Agency, ...]] = {}
    for is_code in (True, False):
        for row in rows("agencies.csv"):
            agency = Agency(row["code"], row["country"], row["kind"])
            for form in (row["code"],) if is_code else (row["name"], *filter(None, row["aliases"].split("|"))):
                for spelt in {form, form.upper()}:
                    if agency not in (known := forms.get(spelt, ())):
                        forms[spelt] = (*known, agency)
    return forms


def readings(text: str) -> tuple[Agency, ...]:
    """The agencies that a printed name can mean; none where the table has no such name.

    >>> [(agency.code, agency.country) for agency in readings("SANA")]
    [('SANA', 'Pakistan'), ('SANA', 'Syria')]
    """
    name = " ".join(text.split())
    forms = _forms()
    return forms.get(name) or (forms.get(name[4:], ()) if name[:4].casefold() == "the " else ())


def agency(text: str, country: str | None = None) -> str | None:
    """The code of an agency's printed name; None where the table has no such name, or a publisher's own service.

    Of agencies that share the name, it is the one of that country, else the first.

    >>> agency("PTI"), agency("The Associated Press"), agency("MNA", "Iran"), agency("Tigers"), agency("TNN")
    ('PTI', 'AP', 'Mehr', None, None)
    """
    found = [reading for reading in readings(text) if reading.kind != "house"]
    return next((reading.code for reading in found if reading.country == country), found[0].code if found else None)


def is_house(text: str) -> bool:
    """Whether a name is that of a publisher's own news service.

    >>> is_house("Express News Service"), is_house("PTI")
    (True, False)
    """
    return any(found.kind == "house" for found in readings(text))


def is_press_release(code: str) -> bool:
    """Whether a code is that of a wire for press releases."""
    return any(found.code == code and found.kind == "press-release" for found in readings(code))


def is_settled(text: str, countries: Collection[str]) -> bool:
    """Whether a name means one agency only, in general or among agencies of some countries."""
    known = {found.country for found in readings(text)}
    return len(known) < 2 or len(known & set(countries)) == 1


def in_country(text: str, countries: Collection[str]) -> Agency | None:
    """The one agency of those countries that a shared name means; None where it is not shared, or not settled by them.

    >>> in_country("MNA", {"Iran"}), in_country("PTI", {"India"})
    (Agency(code='Mehr', country='Iran', kind='agency'), None)
    """
    known = readings(text)
    found = [reading for reading in known if reading.country in countries]
    return found[0] if len(found) == 1 and len({reading.country for reading in known}) > 1 else None


def is_spelt_out(code: str, text: str) -> bool:
    """Whether a text has a name of the agency that no other agency shares.

    >>> is_spelt_out("APS", "Algérie Presse Service"), is_spelt_out("APS", "- APS")
    (True, False)
    """
    names = (name for name, found in _forms().items() if name in text and [reading.code for reading in found] == [code])
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for name in names)


def names_agency(text: str) -> bool:
    """Whether the name or code of an agency stands in a text, in its own capitals.

    >>> names_agency("Copyright 2015 The Associated Press."), names_agency("Copyright 2015 Valley Herald.")
    (True, False)
    """
    named = (name for name in _forms() if len(name) > 1 and name in text and agency(name))
    return any(re.search(rf"\b{re.escape(name)}\b", text) for name in named)


_WORD = re.compile(r"\w+")


@cache
def _first_words() -> frozenset[str]:
    """The words with which the names of agencies begin."""
    forms = (_WORD.search(form) for form in _forms())
    return frozenset(word[0] for word in forms if word)


def _can_open(text: str) -> bool:
    """Whether the first word of a text is that of an agency's name; hardly a line of a story begins with one."""
    word = _WORD.search(text)
    return word is not None and (word[0] in _first_words() or word[0].casefold() == "the")


def can_name_agency(text: str) -> bool:
    """Whether a text has a word with which the name of an agency begins: most have none, and name none.

    >>> can_name_agency("By Asha Rao, PTI"), can_name_agency("By Asha Rao on Friday")
    (True, False)
    """
    return not _first_words().isdisjoint(_WORD.findall(text))


# What stands between two agencies of one credit: "AFP/Reuters", "PTI and ANI", "AP, AFP & dpa", "Anadolu-OANA".
_BETWEEN = re.compile(r"\s*(?:/|,|\||&|\b(?:and|und|et|y|e)\b|(?<=\s)with\b)\s*")


def agencies(text: str, country: str | None = None) -> tuple[str, ...] | None:
    """The codes of a list of agencies in the printed order; None unless every name is an agency's.

    The regional services that agencies add after a slash in small letters (`dpa/bb`) are no names.

    >>> agencies("AFP/Reuters"), agencies("PTI and ANI"), agencies("dpa/bb"), agencies("AP and others")
    (('AFP', 'Reuters'), ('PTI', 'ANI'), ('dpa',), None)
    """
    if len(text) > _LONGEST or not _can_open(text):
        return None
    if whole := agency(text, country):
        return (whole,)
    codes: list[str] = []
    for number, name in enumerate(part for part in _BETWEEN.split(text) if part):
        read = _codes_of(name, country, added=number > 0)
        if read is None:
            return None
        codes += read
    return tuple(dict.fromkeys(codes)) or None


# `bb`, `lnw` in `dpa/bb`, `dpa/lnw` -- not `afp`, which the table has.
_REGION = re.compile(r"[a-z]{2,3}")


def _codes_of(name: str, country: str | None, *, added: bool) -> list[str] | None:
    """The codes of one name of a list, or of the two that a hyphen joins: `TT-AFP`; none for a regional service."""
    if code := agency(name, country):
        return [code]
    if added and _REGION.fullmatch(name):
        capital = agency(name.upper(), country) if len(name) > 2 else None
        return [capital] if capital else []
    first, hyphen, second = name.partition("-")
    both = (agency(first, country), agency(second, country)) if hyphen else (None, None)
    return [both[0], both[1]] if both[0] and both[1] else None
