"""What is left of damage where most of it is gone: runs that ftfy can undo, and letters that stand for nothing."""

import re
from functools import cache, lru_cache

from gnn9_extract.clean.mojibake.encodings import CONTINUATION, ENCODINGS, chars
from gnn9_extract.clean.rewrite import rewrite
from gnn9_extract.page import Page


def repair_residue(page: Page) -> Page:
    """The page without what is left: each run that ftfy can undo undone, each stray letter gone."""
    page = rewrite(page, _RUN, "repair", "mojibake_ftfy", _by_ftfy, ascii_too=False)
    if _is_nordic(page):
        return page
    return rewrite(page, _STRAY, "remove", "stray_letter", lambda found: "", ascii_too=False)


_RUN = re.compile(r"[^\x00-\x7f]{2,}")
# Damage that is left: the run was damaged twice and flattened, and half a repair is none.
_STILL = re.compile(r"[ÂÃâ][^\x00-\x7f]")


@cache
def _whole(name: str) -> re.Pattern[str]:
    """A damaged character with all its bytes: `Ã©`, `â€™` -- not `é’`."""
    twos, threes, seconds = (
        re.escape(chars(name, part)) for part in (range(0xC2, 0xE0), range(0xE0, 0xF0), CONTINUATION)
    )
    return re.compile(f"[{twos}][{seconds}]|[{threes}][{seconds}][{seconds}]")


def _by_ftfy(found: re.Match[str]) -> str | None:
    """What ftfy makes of a run; None where it sees no damage."""
    if not any(_whole(name).search(found[0]) for name in ENCODINGS if name != "mac_roman"):
        return None
    fixed = _fixed(found[0])
    return None if _STILL.search(fixed) else fixed


@lru_cache(1024)
def _fixed(run: str) -> str:
    import ftfy  # noqa: PLC0415  (as slow to load as everything else together)

    return ftfy.fix_encoding(run)


# `Å Despite` at the head of a line, `10Â km` behind a word -- not `Å bygge`, where no sentence begins, nor `Â = 3`.
_STRAY = re.compile(r"^[ÅÂ]\s(?=[^\sa-z=–—-])|(?<=[\w.,;:!?%\"'”’)\]])Â(?= )")
# The small letters of a language with an Å of its own.
_NORDIC = re.compile("[åøæ]")


def _is_nordic(page: Page) -> bool:
    return any(_NORDIC.search(line.text) for line in page.lines if not line.text.isascii())
