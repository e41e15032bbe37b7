"""The damage of a page: found, taken off layer by layer, and each character chosen."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from gnn9_extract.clean.mojibake.context import PageContext, is_usual, page_context
from gnn9_extract.clean.mojibake.encodings import CONTINUATION, ENCODINGS, LEADS, Encoding, encoding
from gnn9_extract.clean.mojibake.layers import Flattening, Symbol, is_plausible, peel, script_of
from gnn9_extract.clean.rewrite import change_line, rewrite
from gnn9_extract.page import Doubt, Edit, Page

_LAYERS = 3
_SAMPLE = 3000  # characters of damaged lines that tell the encoding
_WHOLE = 0.8  # of the characters beyond ASCII are damaged, of a page that is damaged as a whole
_SURE_BY_NUMBER = 4  # weak sequences are damage where so many stand and hardly a letter is none


def repair_mojibake(page: Page) -> Page:
    """The page with its damaged characters repaired; a page of plain ASCII is handed back as it is."""
    if page.source.isascii():
        return page
    text = "\n".join(line.text for line in page.lines if not line.text.isascii())
    if found := _encoding_of(text):
        page = _restored(page, found, text)
    page = rewrite(page, _RUN, "repair", "mojibake_ftfy", _by_ftfy, ascii_too=False)
    if _is_nordic(page):
        return page
    return rewrite(page, _STRAY, "remove", "stray_letter", lambda found: "", ascii_too=False)


# ---------------------------------------------------------------- which encoding


@cache
def _pairs(name: str) -> re.Pattern[str]:
    """Two characters that begin a damaged one: `Ã©` `вЂ` `√©` -- not `é`, not `—É`."""
    table = encoding(name)
    leads, seconds = table.chars(LEADS), table.chars(CONTINUATION)
    if name == "mac_roman":
        # D2 to D5 are quotes there, which stand before accented letters in clean text too.
        leads = "".join(char for char in leads if not 0xD1 < table.bytes[char] < 0xD6) + "'"
    return re.compile(f"[{re.escape(leads)}][{re.escape(seconds)}]")


# `itâs`, `donât`: an apostrophe of which latin-1 and a dropping of controls left one letter.
_LONE = re.compile(r"(?<=[A-Za-z])â(?=(?:s|t|re|ve|ll|d|m)\b)")


def _encoding_of(text: str) -> Encoding | None:
    """The encoding that the text was misread in.

    Of those that explain most of its characters beyond ASCII it is the one that leaves least damage behind.
    """
    seen = {name: len(_pairs(name).findall(text)) for name in ENCODINGS}
    seen["latin-1"] += len(_LONE.findall(text))
    often = max(seen.values())
    likely = [name for name in ENCODINGS if seen[name] and 2 * seen[name] >= often]
    if not likely:
        return None
    # What the damaged lines at the head of a page tell is enough.
    damaged = (line for line in text.split("\n") if any(_pairs(name).search(line) for name in likely) or "â" in line)
    text = "\n".join(damaged)[:_SAMPLE]
    explained = {name: _explained(text, encoding(name)) for name in likely}
    most = max(explained.values(), default=0)
    likely = [name for name, number in explained.items() if number and number > 0.9 * most]
    if len(likely) > 1:
        likely.sort(key=lambda name: _left_behind(text, encoding(name)) + most - explained[name])
    return encoding(likely[0]) if likely else None


def _left_behind(text: str, table: Encoding) -> int:
    """How much damage is left where a text is taken to be misread in an encoding, and how much of it turns out odd."""
    symbols = _peeled(text, table, flattening_of(text, table))
    peeled = "".join(symbol.chars[0] if symbol.layers else symbol.chars for symbol in symbols)
    odd = sum(bool(symbol.layers) and not any(map(is_usual, symbol.chars)) for symbol in symbols)
    return odd + sum(len(_pairs(name).findall(peeled)) for name in ENCODINGS)


def _explained(text: str, table: Encoding) -> int:
    """How many characters beyond ASCII are part of a damaged sequence; 0 unless some are surely damage."""
    symbols = _symbols(text)
    peeled, strong, found = peel(symbols, table, flattening_of(text, table))
    if table.name == "latin-1":
        strong += len(_LONE.findall(text))
    damaged = [symbol for symbol in _accepted(peeled, symbols) if symbol.layers]
    explained = sum(not char.isascii() for symbol in damaged for char in text[symbol.start : symbol.end])
    by_number = found >= _SURE_BY_NUMBER and explained > 0.9 * len(_BEYOND_ASCII.findall(text))
    left = len(_lead(table.name).findall(text)) - len(damaged)
    return max(explained - max(left, 0), 1) if strong or by_number else 0


_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


@cache
def _lead(name: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(encoding(name).chars(LEADS))}]")


# ---------------------------------------------------------------- layer by layer


# Characters beyond ASCII one by one, what a flattening can have left beside them, and runs of everything else.
_SYMBOL = re.compile(r"[^\x00-\x7f]|['\"]|(?<=[^ !#-&(-~\t\n]) |[^'\"\x80-\U0010ffff]+")


def _symbols(text: str) -> list[Symbol]:
    return [Symbol(found[0], *found.span()) for found in _SYMBOL.finditer(text)]


def flattening_of(text: str, table: Encoding) -> Flattening:
    """What can have been flattened: neither spaces nor controls of which some are left."""
    spaces, controls = "\u00a0" not in text, not _CONTROL.search(text)
    dropped = len(_dropping(table.name).findall(text)) if controls else 0
    return Flattening(spaces, controls, 4 * dropped > len(_before_space(table.name).findall(text)))


_CONTROL = re.compile("[\x80-\x9f]")


@cache
def _dropping(name: str) -> re.Pattern[str]:
    """The head of a damaged character behind which there is neither a continuation nor what one is flattened to."""
    return re.compile(rf"{_head(name)}(?=[A-Za-z0-9,.;:!?)\]-]|$)", re.MULTILINE)


@cache
def _before_space(name: str) -> re.Pattern[str]:
    return re.compile(rf"{_head(name)}(?= )")


def _head(name: str) -> str:
    """The lead of two bytes, or the lead of three and its second."""
    table = encoding(name)
    twos, threes = table.chars(range(0xC2, 0xE0)), table.chars(range(0xE0, 0xF0))
    # Where most continuations are controls, both of a lead of three can be gone.
    second = f"[{re.escape(table.chars(CONTINUATION))}]" + ("?" if len(table.dropped) > 16 else "")
    return f"(?:[{re.escape(twos)}]|[{re.escape(threes)}]{second})"


def _peeled(text: str, table: Encoding, flattening: Flattening, *, whole: bool = True) -> list[Symbol]:
    """The characters of a line with all layers of damage off."""
    symbols = _symbols(text)
    for layer in range(_LAYERS):
        peeled, strong, found = peel(symbols, table, None if layer else flattening)
        if not found or (layer and not strong):
            break
        symbols = _accepted(peeled if whole or layer else _sure_ones(peeled, symbols), symbols)
    return symbols


def _sure_ones(peeled: Sequence[Symbol], before: Sequence[Symbol]) -> list[Symbol]:
    """The symbols after a layer of a page that is damaged in part: what clean text has too stays as it was.

    Right behind or before a sequence that is sure, the others are damage as well (`Ã¢â‚¬â„¢`).
    """
    kept = [symbol.layers == 0 or symbol.sure for symbol in peeled]
    for order in (range(1, len(peeled)), range(len(peeled) - 2, -1, -1)):
        for at in order:
            beside = at + (-1 if order.step > 0 else 1)
            kept[at] = kept[at] or (peeled[beside].layers > 0 and kept[beside])
    result: list[Symbol] = []
    at = 0
    for symbol, keep in zip(peeled, kept, strict=True):
        while before[at].start < symbol.start:
            at += 1
        if keep:
            result.append(symbol)
        while at < len(before) and before[at].start < symbol.end:
            if not keep:
                result.append(before[at])
            at += 1
    return result


def _accepted(peeled: Sequence[Symbol], before: Sequence[Symbol]) -> list[Symbol]:
    """The symbols after a layer, but for the weak sequences that may be clean.

    A weak sequence is clean in a word of which another letter was not damaged (`Рівне`), and in a script of which no
    certain damage is on the page.
    """
    scripts = {script_of(symbol.chars[0]) for symbol in peeled if symbol.layers and not symbol.weak}
    originals = {symbol.start: at for at, symbol in enumerate(before)}
    result: list[Symbol] = []
    for at, symbol in enumerate(peeled):
        odd = symbol.weak and not is_plausible(symbol.chars[0]) and script_of(symbol.chars[0]) not in scripts
        last = before[originals[symbol.end] - 1] if symbol.end in originals else before[-1]
        if odd or (symbol.weak and _is_doubtful(peeled, at, last)) or _is_residue(peeled, at, last):
            first = originals[symbol.start]
            while first < len(before) and before[first].start < symbol.end:
                result.append(before[first])
                first += 1
        else:
            result.append(symbol)
    return result


def _is_residue(peeled: Sequence[Symbol], at: int, last: Symbol) -> bool:
    """Whether a capital and a no-break space are what is left of a damaged space: no word goes on behind them."""
    following = peeled[at + 1 : at + 2]
    return last.chars == "\u00a0" and peeled[at].chars.isupper() and bool(following) and not _goes_on(following[0])


def _goes_on(symbol: Symbol) -> bool:
    return symbol.layers > 0 or symbol.chars[0].islower() or symbol.chars[0] == " "


def _is_doubtful(peeled: Sequence[Symbol], at: int, last: Symbol) -> bool:
    """Whether a weak sequence is none: a clean letter stands in its word, or no word goes on behind its space.

    `Å The` is a residue, `Ã la` is `à la`.
    """
    if last.chars == " " and at + 1 < len(peeled) and not _goes_on(peeled[at + 1]):
        return True
    return _is_clean(peeled, at - 1, -1) or _is_clean(peeled, at + 1, 1)


def _is_clean(symbols: Sequence[Symbol], at: int, step: int) -> bool:
    """Whether a letter beyond ASCII that is not damaged stands in the same word, in one direction."""
    while 0 <= at < len(symbols):
        symbol = symbols[at]
        if not (symbol.chars[0].isalpha() if symbol.layers else symbol.chars.isalpha()):
            return False
        if not symbol.layers and not symbol.chars.isascii():
            return True
        at += step
    return False


# ---------------------------------------------------------------- character by character


def _restored(page: Page, table: Encoding, text: str) -> Page:
    flattening = flattening_of(text, table)
    damaged = [line for line in page.lines if _can_be_damaged(line.text, table)]
    whole = _is_whole(text, table, flattening)
    if whole is None:
        return page
    peeled = {line.start: _peeled(line.text, table, flattening, whole=whole) for line in damaged}
    sure = Counter(
        symbol.chars for symbols in peeled.values() for symbol in symbols if len(symbol.chars) == 1 and symbol.layers
    )
    context = page_context(text, sure)
    lines, edits, undecided = [], list[Edit](), list[str]()
    for line in page.lines:
        changes = list(_changes(line.text, peeled[line.start], context, undecided)) if line.start in peeled else []
        changed, made = change_line(page, line, changes, "repair", table.rule)
        lines += [changed] if changed else []
        edits += made
    doubts = (
        [Doubt("undecided-mojibake", f"left as they are: {', '.join(dict.fromkeys(undecided))}")] if undecided else []
    )
    return page.edited(lines, edits, doubts) if edits or doubts else page


def _is_whole(text: str, table: Encoding, flattening: Flattening) -> bool | None:
    """Whether a page is damaged as a whole, or in part; None where nothing on it is surely damage."""
    symbols = _symbols(text)
    peeled, _, found = peel(symbols, table, flattening)
    sure = sum(symbol.sure for symbol in peeled) + (len(_LONE.findall(text)) if table.name == "latin-1" else 0)
    damaged = [symbol for symbol in _accepted(peeled, symbols) if symbol.layers]
    inside = sum(not char.isascii() for symbol in damaged for char in text[symbol.start : symbol.end])
    if inside > _WHOLE * len(_BEYOND_ASCII.findall(text)) and (sure or found >= _SURE_BY_NUMBER):
        return True
    return False if sure else None


def _can_be_damaged(text: str, table: Encoding) -> bool:
    return not text.isascii() and _lead_or_pair(table.name).search(text) is not None


@cache
def _lead_or_pair(name: str) -> re.Pattern[str]:
    return re.compile(f"{_lead(name).pattern}|{_pairs(name).pattern}")


def _changes(
    text: str, symbols: Sequence[Symbol], context: PageContext, undecided: list[str]
) -> Iterator[tuple[int, int, str]]:
    """The stretches of a line that were damaged, each with what it was."""
    start = end = -1
    after, done = "", ""
    for at, symbol in enumerate(symbols):
        chosen = _chosen(text, symbols, at, done[-24:], context) if symbol.layers else None
        if symbol.layers and chosen is None:
            undecided.append(f"{text[symbol.start : symbol.end]!r} at {symbol.start}")
        if chosen is None:
            if end > start:
                yield start, end, after
            start = end = -1
            after = ""
            done += text[symbol.start : symbol.end]
            continue
        start = symbol.start if start < 0 else start
        end, after, done = symbol.end, after + chosen, done + chosen
    if end > start:
        yield start, end, after


def _chosen(text: str, symbols: Sequence[Symbol], at: int, before: str, context: PageContext) -> str | None:
    following = symbols[at + 1 : at + 20]
    after = "".join(symbol.chars if not symbol.layers or len(symbol.chars) == 1 else "’" for symbol in following)
    chosen = context.choose(symbols[at].chars, before, after)
    return None if chosen and "\x80" <= chosen <= "\x9f" else chosen


# ---------------------------------------------------------------- what is left

_RUN = re.compile(r"[^\x00-\x7f]{2,}")
# Damage that is left: the run was damaged twice and flattened, and half a repair is none.
_STILL = re.compile(r"[ÂÃâ][^\x00-\x7f]")


@cache
def _whole(name: str) -> re.Pattern[str]:
    """A damaged character with all its bytes: `Ã©`, `â€™` -- not `é’`."""
    table = encoding(name)
    twos, threes, seconds = (
        re.escape(table.chars(part)) for part in (range(0xC2, 0xE0), range(0xE0, 0xF0), CONTINUATION)
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
