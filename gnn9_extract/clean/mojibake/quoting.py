"""Damage that is quoted on purpose: an article on encodings, a line of code. It is left.

Two things have to come together. On the page nothing is damaged but what stands by itself, and each of these stands
where no prose has it: between quotation marks or backticks, as a letter that is no word, as a quote that encloses
nothing, beside the same character undamaged.
"""

import re
from collections.abc import Sequence

from gnn9_extract.clean.mojibake.damage import Slot
from gnn9_extract.clean.mojibake.likelihood import BOM
from gnn9_extract.clean.mojibake.spelling import is_word

_MOST = 24  # damaged characters; who quotes damage does not quote more
_ENCLOSING = {"`": "`", '"': '"', "'": "'", "“": "”", "‘": "’", "„": "“", "«": "»", "‹": "›", "(": ")", "[": "]"}
_QUOTES = frozenset("‘’“”")


def is_quoted(lines: Sequence[tuple[str, Sequence[Slot]]]) -> bool:
    """Whether all that is damaged in some lines is quoted on purpose."""
    if sum(len(slots) for _, slots in lines) > _MOST:
        return False
    clean = "\n".join(_clean(text, slots) for text, slots in lines)
    if not clean.strip():
        return False  # there is nothing that could quote it
    return all(_is_quotation(text, run, clean) for text, slots in lines for run in _runs(slots))


def _clean(text: str, slots: Sequence[Slot]) -> str:
    """A line without its damage."""
    ends = [0, *(slot.end for slot in slots)]
    starts = [*(slot.start for slot in slots), len(text)]
    return " ".join(text[end:start] for end, start in zip(ends, starts, strict=True))


def _runs(slots: Sequence[Slot]) -> list[list[Slot]]:
    """The damaged characters that stand side by side."""
    runs: list[list[Slot]] = []
    for slot in slots:
        if runs and runs[-1][-1].end == slot.start:
            runs[-1].append(slot)
        else:
            runs.append([slot])
    return runs


# The word that a run stands in, up to what encloses it: `cafÃ©` in `"cafÃ©"`.
_HEAD = re.compile(r"[\w-]*$")
_TAIL = re.compile(r"[\w-]*")


def _is_quotation(text: str, run: Sequence[Slot], clean: str) -> bool:
    start, end = run[0].start, run[-1].end
    head, tail = _found(_HEAD, text[max(start - 40, 0) : start]), _found(_TAIL, text[end : end + 40])
    what = "".join(slot.chars[0] for slot in run)
    before, after = text[: start - len(head)][-1:], text[end + len(tail) :][:1]
    is_enclosed = bool(before) and _ENCLOSING.get(before) == after
    if head or tail:
        # A word that the page has undamaged too, or code.
        return is_enclosed and (before == "`" or f"{head}{what}{tail}" in clean)
    if is_enclosed:
        return before != "(" or what.isalpha() or what in _QUOTES  # `(˘⌣˘)` is a face
    if (before.strip() and before not in ":(") or (after.strip() and after not in ".,;:!?)"):
        return False
    if what in _QUOTES or (what == BOM and before):
        return True
    return what.isalpha() and (what in clean or not is_word(what))


def _found(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[0] if found else ""
