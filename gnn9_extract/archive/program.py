"""What a record hangs on besides its page: the program, the packages that it reads with, the profiles."""

import hashlib
import json
from collections.abc import Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from gnn9_extract.sites.profile import Profile

# What the stages read with; another version of one can read a page in another way.
_READERS = ("beautifulsoup4", "dateparser", "ftfy", "lxml", "pypdfium2")


@cache
def fingerprint() -> str:
    """A digest of the program as it is installed here: its files, and the versions of what it reads with."""
    package = Path(__file__).parent.parent
    found = hashlib.sha256()
    for path in sorted(package.rglob("*")):
        if path.suffix in {".py", ".csv", ".txt", ".toml", ".json"}:
            found.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    found.update(json.dumps([_version(name) for name in _READERS]).encode())
    return found.hexdigest()[:16]


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def recipe(profiles: Sequence[Profile] | Profile | None) -> str:
    """All that a record hangs on besides its page; what was done under another recipe is done again."""
    given = [profiles] if isinstance(profiles, Profile) else profiles or []
    return json.dumps({"program": fingerprint(), "profiles": hashlib.sha256(repr(given).encode()).hexdigest()[:16]})
