"""Furniture, removed: banners, address lines, running heads, folios and print dates.

Two witnesses are asked for every line that goes: **what it is** (a banner of the site's profile, a banner by its form,
a line that is repeated, a folio, the headline again) and **where it stands** (at the head or the foot of the dump, or
at a seam, where a print page broke). Repetition alone removes nothing: a refrain or a repeated quotation is body.

The work is done in rounds, each with what the rounds before it found:

1. strong lines: banners and addresses of the site;
2. lines repeated at the edges of the print pages;
3. weak lines (folios, print dates, running heads) that stand next to strong ones, to a form feed, or to an end;
4. folios that count the pages, 1 to the last, with nothing else at the seams;
5. notices (jump lines, share and "read also" lines, promotions, copyright) that stand alone or beside other furniture.

Between two lines of text that had furniture between them, the print page number goes up: there `stitch` looks for cut
sentences.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from gnn9_extract.page import Edit, Line, Page, after_blank
from gnn9_extract.sites.banner import Banner, read_banner, squash
from gnn9_extract.sites.profile import Profile, site_of_address
from gnn9_extract.tables.agencies import names_agency
from gnn9_extract.tables.folios import read_folio
from gnn9_extract.tables.notices import notice
from gnn9_extract.tables.stamps import is_credit, is_stamp

_LONGEST = 160  # characters; a longer line is never furniture

_SHORTEST_LABEL = 5  # letters of a site's name that are no accident

_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class _Dump:
    """The lines of a page, and which of them are furniture by which rule so far."""

    lines: tuple[Line, ...]
    rules: dict[int, str]

    def text(self) -> Iterator[int]:
        """The lines that are not furniture."""
        return (number for number in range(len(self.lines)) if number not in self.rules)

    def first(self) -> int:
        """The first line that is not furniture."""
        return next(self.text(), len(self.lines))

    def last(self) -> int:
        """The last line that is not furniture."""
        return next((n for n in reversed(range(len(self.lines))) if n not in self.rules), -1)


def remove_furniture(page: Page, profile: Profile | None, banner: Banner | None) -> Page:
    """The page without furniture; every line that went is an edit, with the white space after it.

    `profile` is what is known of the site, `banner` what the page itself says of it.
    """
    dump = _Dump(page.lines, {})
    dump.rules.update(_strong(dump, profile, banner))
    for find in (_repeated, _notices, _weak, _counted, _weak):
        dump.rules.update(list(find(dump)))
    return _without(page, dump.rules)


# ---------------------------------------------------------------- round 1: banners and addresses


def _strong(dump: _Dump, profile: Profile | None, banner: Banner | None) -> Iterator[tuple[int, str]]:
    """The lines that the site's own name gives away."""
    site = profile.name if profile else banner.site if banner else None
    addresses = [site_of_address(line.text) for line in dump.lines]
    titles = Counter(squash(line.text) for line in dump.lines if _is_title(line.text, site))
    for number, line in enumerate(dump.lines):
        if len(line.text) > _LONGEST:
            continue
        if "   " in line.text and _is_foot_line(line.text, site):
            yield number, "foot_line"
        elif site and addresses[number] == site:
            yield number, "address_line"
        elif (
            (profile and profile.prints(line.text))
            or ((found := read_banner([line.text])) and found.site == site)
            or (_is_title(line.text, site) and (titles[squash(line.text)] > 1 or _by_address(dump, addresses, number)))
        ):
            yield number, "site_banner"


def _is_foot_line(text: str, site: str | None) -> bool:
    """Whether a line is made of parts far from each other, of which one is the site's address and each is furniture.

    `http://www.gnn9.com                    1/2`
    """
    parts = re.split(r"\s{3,}", text)
    addresses = [site_of_address(part) == site for part in parts]
    others = (part for part, is_address in zip(parts, addresses, strict=True) if not is_address)
    return any(addresses) and all(read_folio(part) or is_stamp(part) or read_banner([part]) for part in others)


def _by_address(dump: _Dump, addresses: list[str | None], number: int) -> bool:
    """Whether an address stands next to a line that is no headline."""
    return any(addresses[max(number - 1, 0) : number + 2]) and not _heads_a_story(dump, number)


def _is_title(text: str, site: str | None) -> bool:
    """Whether a line begins with the name that the site's address has: "WORLD WIRE 24: ..." of worldwire24.com."""
    if site is None or len(text) > _LONGEST or text[:1] in "\"'“‘":
        return False
    label = site.split(".")[0].replace("-", "").removeprefix("the")
    if len(label) < _SHORTEST_LABEL or text[0].casefold() not in (label[0], "t"):
        return False
    return squash(text[: 3 * len(label)]).removeprefix("the").startswith(label)


# ---------------------------------------------------------------- round 2: repeated lines


def _repeated(dump: _Dump) -> Iterator[tuple[int, str]]:
    """Lines that open or close the dump, and stand in it again; numbers in them may vary.

    The line that opens the dump is a banner if the headline, with its credits, is under it; one with credits right
    under it is itself the headline, and its repetitions are running heads. A line that closes the dump is a foot line
    if wherever else it stands a print page broke; else it is a refrain.
    """
    keys = {n: _key(dump.lines[n].text) for n in dump.text() if len(dump.lines[n].text) <= _LONGEST}
    times = Counter(keys.values())
    first, last = dump.first(), dump.last()
    banner = keys.get(first) if first == 0 and _heads_a_story(dump, 1) else None
    foot = keys.get(last)
    if foot == keys.get(first) or not all(_at_seam(dump, n) for n, key in keys.items() if key == foot and n != last):
        foot = None
    for number, key in keys.items():
        if key in (banner, foot) and times[key] > 1 and not read_folio(dump.lines[number].text):
            yield number, "repeated_line"


def _at_seam(dump: _Dump, number: int) -> bool:
    return _beside(dump, number, but="") or _cuts(dump, number)


def _key(text: str) -> str:
    return _DIGITS.sub("0", " ".join(text.casefold().split()))


def _heads_a_story(dump: _Dump, number: int) -> bool:
    """Whether a timestamp or a byline stands under a line: then it is a headline."""
    following = dump.lines[number + 1 : number + 2]
    return bool(following) and is_credit(following[0].text)


def _cuts(dump: _Dump, number: int) -> bool:
    """Whether a line stands inside a sentence: what is before it has no end, and what comes after goes on small."""
    before = dump.lines[number - 1].text if number else ""
    after = dump.lines[number + 1].text if number + 1 < len(dump.lines) else ""
    return before[-1:] not in ".!?”\"'’:" and after[:1].islower()


# ---------------------------------------------------------------- round 3: folios, print dates, running heads


def _weak(dump: _Dump) -> Iterator[tuple[int, str]]:
    """Lines that are furniture only because of what stands next to them; each may carry the next."""
    so_far = _Dump(dump.lines, {**dump.rules})
    head = next((n for n in dump.text() if not read_folio(dump.lines[n].text)), len(dump.lines))
    headline = " ".join(line.text for line in dump.lines[head : head + 2])
    title = dump.lines[head].text if head < len(dump.lines) else ""
    waiting = sorted(n for n in range(len(dump.lines)) if n not in dump.rules and n != head and _edge(dump, n))
    while waiting:
        number = waiting.pop()
        rule = None if number in so_far.rules else _weak_rule(so_far, number, head, (title, headline))
        if rule:
            so_far.rules[number] = rule
            yield number, rule
            waiting += [n for n in (number - 1, number + 1) if 0 <= n < len(dump.lines) and n != head]


def _weak_rule(dump: _Dump, number: int, head: int, headlines: tuple[str, str]) -> str | None:
    text = dump.lines[number].text
    if len(text) > _LONGEST:
        return None
    if read_folio(text) and (not text.isdigit() or _beside(dump, number, but="folio") or _last_page(dump, number)):
        return "folio"
    below_headline = number <= head + 2 and all(len(line.text) <= _LONGEST for line in dump.lines[head:number])
    if is_stamp(text) and not below_headline and (number < len(dump.lines) - 1 or _dated(dump, head)):
        return "print_date"
    if number > head + 1 and _beside(dump, number, but="running_head"):
        return "running_head" if any(_is_running_head(text, headline) for headline in headlines) else None
    if dump.rules.get(number - 1) == "running_head" and is_credit(text) and text == dump.lines[head + 1].text:
        return "repeated_credit"
    return None


def _beside(dump: _Dump, number: int, *, but: str) -> bool:
    """Whether a line stands next to a form feed or to furniture of another kind.

    A row of numbers, or a line repeated at the end of a song, is no furniture because one of them could be.
    """
    lines = dump.lines
    if any(
        lines[a].page != lines[b].page
        for a, b in ((number - 1, number), (number, number + 1))
        if a >= 0 and b < len(lines)
    ):
        return True
    return any(other in dump.rules and dump.rules[other] != but for other in (number - 1, number + 1))


def _last_page(dump: _Dump, number: int) -> bool:
    """Whether a bare number at the end of the dump is that of its last page."""
    seams = sum(n - 1 in dump.rules and n not in dump.rules for n in range(dump.first() + 1, number))
    return number == len(dump.lines) - 1 and int(dump.lines[number].text) == 1 + seams


def _dated(dump: _Dump, head: int) -> bool:
    """Whether a timestamp stands under the headline; else a date at the foot may be the story's own."""
    return any(is_credit(line.text) for line in dump.lines[head + 1 : min(head + 4, len(dump.lines) - 1)])


def _is_running_head(text: str, headline: str) -> bool:
    """Whether a line is the headline again, or its beginning with an ellipsis.

    >>> _is_running_head("Council votes to reopen...", "Council votes to reopen the old harbour")
    True
    >>> _is_running_head("Council votes", "Council votes to reopen the old harbour")
    False
    """
    cut = text.rstrip(".… ")
    whole, part = squash(headline), squash(cut)
    return len(part) >= 10 and whole.startswith(part) and (whole == part or cut != text.rstrip())


def _edge(dump: _Dump, number: int) -> bool:
    """Whether a line stands at the edge of a print page: beside furniture, a form feed, or an end of the dump."""
    lines = dump.lines
    if number in (0, len(lines) - 1) or number - 1 in dump.rules or number + 1 in dump.rules:
        return True
    return lines[number - 1].page != lines[number].page or lines[number + 1].page != lines[number].page


# ---------------------------------------------------------------- round 4: folios that count


def _counted(dump: _Dump) -> Iterator[tuple[int, str]]:
    """Folios that count the pages from 1 on, or say the same number of pages each time, with nothing beside them."""
    folios = [(number, *found) for number, line in enumerate(dump.lines) if (found := read_folio(line.text))]
    numbers = [page for _, page, _ in folios]
    in_order = len(folios) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[0] <= 2
    apart = all(b[0] - a[0] > 1 for a, b in pairwise(folios))
    totals = {last for _, _, last in folios}
    told = len(totals) == 1 and None not in totals
    at_foot = bool(folios) and folios[-1][0] >= dump.last()
    for number, _, last in folios:
        # One that says "Page 1", "1/3" or "- 1 -" is more of a witness than a bare number.
        plain = last is None and dump.lines[number].text.isdigit()
        if (in_order and apart and (told or at_foot or not plain)) or (not plain and _cuts(dump, number)):
            yield number, "folio"


# ---------------------------------------------------------------- round 5: notices


def _notices(dump: _Dump) -> Iterator[tuple[int, str]]:
    """Lines that say by their words what they are, where they stand alone; of the story's own paragraphs none does."""
    kinds = {n: kind for n in dump.text() if n != dump.first() and (kind := notice(dump.lines[n].text))}
    foot = dump.last()
    while foot in kinds:
        foot -= 1
    for number, kind in kinds.items():
        beside = number - 1 in kinds or number + 1 in kinds or _edge(dump, number)
        if kind == "copyright_line":
            # The notice of an agency is a wire credit.
            taken = number > foot and not names_agency(dump.lines[number].text)
        elif kind == "share_line":
            taken = beside
        else:
            taken = beside or _alone(dump, number) or _cuts(dump, number)
        if taken:
            yield number, kind


def _alone(dump: _Dump, number: int) -> bool:
    """Whether white space stands over and under a line."""
    below = dump.lines[number + 1 : number + 2]
    return dump.lines[number].gap > 0 and all(line.gap > 0 for line in below)


# ---------------------------------------------------------------- what is left


def _without(page: Page, rules: dict[int, str]) -> Page:
    """The page without the lines that have a rule, its print pages counted anew."""
    lines: list[Line] = []
    edits: list[Edit] = []
    breaks: list[int] = []
    broke = False
    for index, line in enumerate(page.lines):
        if index in rules:
            edits.append(page.edit("remove", rules[index], line.start, after_blank(page.source, line.end)))
            broke = True
            continue
        if lines and (broke or page.lines[index - 1].page != line.page):
            breaks.append(line.start)
        number = 1 + len(breaks)
        lines.append(line.on_page(number))
        broke = False
    return replace(page.edited(lines, edits), breaks=tuple(breaks))
