"""Site profiles: what the program knows of a site, read from TOML.

The members of a profile are those of `Profile`, under the same names; docs/sites.md explains each.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from functools import cache
from os import PathLike
from pathlib import Path
from typing import Any

from gnn9_extract.errors import ProfileError
from gnn9_extract.sites.capture import read_capture
from gnn9_extract.tables.calendar import month, weekday

_LONGEST = 200  # characters of a banner or an address line


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of a site. Only `name`, its domain without www., has to be there.

    `timestamps` and `bylines` tell a reader how the site prints its credits; no stage reads them.
    """

    name: str
    title: str | None = None
    url: str | None = None
    country: str | None = None
    language: str | None = None
    banners: tuple[str, ...] = ()
    furniture: tuple[str, ...] = ()
    date_order: str | None = None
    zones: dict[str, str] = field(default_factory=dict)
    accounts: tuple[str, ...] = ()
    timestamps: tuple[str, ...] = ()
    bylines: tuple[str, ...] = ()

    def prints(self, line: str) -> bool:
        """Whether a line is the site's own: one of its banners, or of its furniture with any numbers.

        >>> site = Profile("coastdaily.example", banners=("The Coast Daily",), furniture=("Page 0 of 0",))
        >>> site.prints("THE COAST DAILY"), site.prints("Page 3 of 17"), site.prints("Page three")
        (True, True, False)
        """
        if not (self.furniture or _first_character(line) in _first_characters(self.banners)):
            return False
        key = banner_key(line)
        return key in self.banner_keys or bool(self.furniture and _generalised(key) in _furniture_keys(self.furniture))

    @property
    def banner_keys(self) -> frozenset[str]:
        """The banners in the form in which lines are compared."""
        return _keys(self.banners)


def banner_key(line: str) -> str:
    """A line as banners are compared: without case, white space as one space, no full stop at the end.

    >>> banner_key("GLOBAL  News Network 9.")
    'global news network 9'
    """
    return " ".join(line.casefold().split()).rstrip(".")


_DIGIT = re.compile(r"[0-9]")
_WORD_OR_NUMBER = re.compile(r"[0-9]+|[^\W\d_]+")


def furniture_key(line: str) -> str:
    """A line as furniture is compared: like a banner, with 0 for every number.

    In a line with a number the name of a month, of a day of the week, and am or pm stand for any other of their kind.

    >>> furniture_key("Page 12 of 13."), furniture_key("Printed on Friday, 27 November 2015 01:46 PM")
    ('page 0 of 0', 'printed on monday, 0 january 0 0:0 am')
    """
    return _generalised(banner_key(line))


def _generalised(key: str) -> str:
    return _WORD_OR_NUMBER.sub(_as_compared, key) if _DIGIT.search(key) else key


def _as_compared(found: re.Match[str]) -> str:
    word = found[0]
    if word.isdigit():
        return "0"
    if month(word):
        return "january"
    return "monday" if weekday(word) is not None else "am" if word == "pm" else word


def _first_character(line: str) -> str:
    return line.lstrip()[:1].casefold()[:1]


@cache
def _first_characters(banners: tuple[str, ...]) -> frozenset[str]:
    """The characters with which banners begin: few lines of a story begin with one of them."""
    return frozenset(key[:1] for key in _keys(banners))


@cache
def _keys(banners: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(banner_key, banners))


@cache
def _furniture_keys(furniture: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(furniture_key, furniture))


def read_profile(path: str | PathLike[str]) -> Profile:
    """The profile in a TOML file. ProfileError says what is wrong with the file, and where."""
    try:
        text = Path(path).read_text("utf-8")
    except (OSError, ValueError) as error:  # ValueError: no UTF-8, or a NUL in the path
        raise ProfileError(f"cannot read the site profile {path}: {error}") from error
    return _parsed(text, str(path))


def as_profile(site: object) -> Profile:
    """A profile given as one, or as the path of its file. ProfileError for anything else."""
    if isinstance(site, Profile):
        return site
    if isinstance(site, str | PathLike):
        return read_profile(site)
    raise ProfileError(f"a site profile is a Profile or the path of a TOML file, not {type(site).__name__}")


def find_profile(lines: Sequence[str], url: str | None, known: Sequence[Profile] = ()) -> Profile | None:
    """The profile of the site that a page comes from: by its URL, or by a banner or address among its lines.

    The profiles that the caller knows are tried first, then those that come with the program.
    """
    short = [line for line in lines if len(line) < _LONGEST]
    profiles = (*known, *shipped_profiles())
    first = frozenset().union(*(_first_characters(profile.banners) for profile in profiles))
    keys = {banner_key(line) for line in short if _first_character(line) in first}
    sites = {site_of_address(line) for line in (*short, url or "")}
    for profile in profiles:
        if profile.name in sites or not keys.isdisjoint(profile.banner_keys):
            return profile
    return None


def site_of_address(line: str) -> str | None:
    """The site (host without www.) of a line that is nothing but a web address; None for other lines.

    Of a page that an archive of the web keeps, the page's own.

    >>> site_of_address("https://www.valleyherald.example/news?id=3")
    'valleyherald.example'
    >>> site_of_address("https://web.archive.org/web/20140302041233/http://www.valleyherald.example/news?id=3")
    'valleyherald.example'
    >>> site_of_address("See http://www.gnn9.com for more") is None
    True
    """
    found = _ADDRESS.fullmatch(line) if line[:1] in "hHwW" else None
    if found and (capture := read_capture(line)):
        found = _ADDRESS.fullmatch(capture.address)
    return found[1].casefold() if found else None


# `http://www.gnn9.com`, `www.gnn9.com/index.php` -- not `gnn9.com said`, not `e.g.`
_ADDRESS = re.compile(
    r"(?:https?://(?:www\.)?|www\.)([a-z0-9](?:[a-z0-9.-]{0,120}[a-z0-9])?)(?:[:/?#]\S*)?", re.IGNORECASE
)


@cache
def shipped_profiles() -> tuple[Profile, ...]:
    """The profiles that come with the program, in the order of their file names."""
    files = sorted(Path(__file__).parent.glob("*.toml"))
    return tuple(_parsed(file.read_text("utf-8"), file.name) for file in files)


def _parsed(text: str, name: str) -> Profile:
    try:
        members = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(f"the site profile {name} is no valid TOML: {error}") from error
    unknown = sorted(set(members) - {f.name for f in fields(Profile)})
    if unknown:
        raise ProfileError(f"the site profile {name} has the unknown member {unknown[0]}; docs/sites.md lists them")
    for member, value in members.items():
        _check(name, member, value)
    if "name" not in members:
        raise ProfileError(f'the site profile {name} has no name; write name = "example.com"')
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in members.items()}
    return Profile(**values)


def _check(name: str, member: str, value: Any) -> None:
    """ProfileError unless the member has the type that it must have."""
    if member in ("banners", "furniture", "accounts", "timestamps", "bylines"):
        right = isinstance(value, list) and all(isinstance(item, str) for item in value)
        # Numbers alone would take every number that stands alone on its line.
        right = right and (member != "furniture" or all(any(map(str.isalpha, item)) for item in value))
    elif member == "zones":
        right = isinstance(value, dict) and all(_is_zone(zone, offset) for zone, offset in value.items())
    elif member == "date_order":
        right = value in ("DMY", "MDY")
    elif member == "language":
        right = isinstance(value, str) and _LANGUAGE.fullmatch(value) is not None
    elif member == "name":
        right = isinstance(value, str) and site_of_address(f"www.{value}") == value
    else:
        right = isinstance(value, str)
    if not right:
        raise ProfileError(f"the site profile {name}: {member} cannot be {value!r}; docs/sites.md shows what it can be")


def _is_zone(zone: str, offset: Any) -> bool:
    return zone.isupper() and isinstance(offset, str) and _OFFSET.fullmatch(offset) is not None


_OFFSET = re.compile(r"[+-]\d\d:\d\d")
# The code of a language as the web writes it (BCP 47): `en`, `pt-BR` -- not `English`.
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
