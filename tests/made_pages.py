"""Pages made by Hypothesis: stories of plain sentences, printed the ways in which sites print them, then spoilt.

* `stories()` are what a page says; `Story.plain()` is a clean page of it.
* `prints()` are pages of such stories with banners, page breaks and damage, all of which can be told for sure, so that
  the story has to come back whole.
* `rough_pages()` are prints with anything at all done to them, and `soups()` are made of nothing but the marks that
  rules look for: of these no more is asked than the laws.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hypothesis import example
from hypothesis import strategies as st

SUBJECTS = (
    "The harbour office",
    "A retired pilot",
    "Both ministers",
    "Her neighbours",
    "Farmers in the north",
    "The café’s owner",
    "Four engineers",
    "Mr. Lindqvist",
    "Some 1,400 readers",
)
VERBS = ("counted", "repaired", "described", "sold", "painted", "refused", "found", "paid for")
OBJECTS = (
    "the old bridges",
    "eleven wooden boats",
    "a list of names",
    "the last two lamps",
    "240 sacks of rice",
    "what was left of the roof",
)
ASIDES = ("", "", "", " — without any help —", ", as in 1998,", " (the third this year)", " “for nothing”")
TAILS = (
    "before the rain came",
    "for 3.5 million rupees",
    "while the school was closed",
    "in the years 2004–2010",
    "and nobody objected",
    "after a winter’s rest",
)
ENDS = (".", ".", ".", "?", ",” she said.")
HEADLINES = (
    "Harbour office counts its boats again",
    "Two lamps, one bridge and no money",
    "Why the ferry’s captain stayed ashore",
    "Old mill reopens as a school for pilots",
)
STAMPS = ("27/11/2015 13:46", "2014-10-02 17:22:00", "Feb 26, 2012 11:39 PM", "17 September 2013")
AUTHORS = (None, "admin", "Asha Rao", "Ruth Kessler and John Lee", "Web Desk")
DATELINES = (None, "Moscow:", "LONDON (Reuters) -", "Mumbai, Nov 26 (PTI):", "NEW DELHI:")
CREDITS = (None, "- PTI", "(ANI)", "AFP/Reuters", "(With inputs from PTI and ANI)", "Agencies")


@dataclass(frozen=True, slots=True)
class Story:
    """What a page says; `credits` are the lines under the headline."""

    headline: str
    credits: tuple[str, ...]
    dateline: str | None
    paragraphs: tuple[str, ...]
    credit: str | None

    def blocks(self) -> list[str]:
        """The story, block for block, as a clean page prints it."""
        first, *rest = self.paragraphs
        opening = f"{self.dateline} {first}" if self.dateline else first
        return [self.headline, *self.credits, opening, *rest, *([self.credit] if self.credit else [])]

    def plain(self) -> str:
        """A clean page: every block on one line, a blank line between two."""
        return "\n\n".join(self.blocks()) + "\n"


@dataclass(frozen=True, slots=True)
class Print:
    """A page as a site prints it, and the story it was made of."""

    text: str
    story: Story


def _sentence(words: tuple[str, ...]) -> str:
    subject, verb, thing, aside, tail, end = words
    sentence = f"{subject} {verb} {thing}{aside} {tail}{end}"
    return f"“{sentence}" if "”" in end else sentence


def _sentences() -> st.SearchStrategy[str]:
    choices = (SUBJECTS, VERBS, OBJECTS, ASIDES, TAILS, ENDS)
    return st.tuples(*map(st.sampled_from, choices)).map(_sentence)


def _paragraphs() -> st.SearchStrategy[str]:
    return st.lists(_sentences(), min_size=1, max_size=4).map(" ".join)


def _credits(stamp: str, author: str | None) -> tuple[str, ...]:
    return (f"{stamp} by {author}" if author else stamp,)


def stories() -> st.SearchStrategy[Story]:
    """Stories of one to six paragraphs; every field but headline, timestamp and body may be missing."""
    return st.builds(
        Story,
        headline=st.sampled_from(HEADLINES),
        credits=st.builds(_credits, st.sampled_from(STAMPS), st.sampled_from(AUTHORS)),
        dateline=st.sampled_from(DATELINES),
        paragraphs=st.lists(_paragraphs(), min_size=1, max_size=6).map(tuple),
        credit=st.sampled_from(CREDITS),
    )


# ---------------------------------------------------------------- prints

_GNN9 = "http://www.gnn9.com"
# What stands at the top, at every break and at the end of a print. The last of a known site is the address alone, with
# which a break is glued to the text after it.
KNOWN_BANNERS: tuple[tuple[str, ...], ...] = (
    ("gnn9.com :http://www.gnn9.com/index.php: Global News Network 9", _GNN9),
    ("Global News Network 9 (gnn9.com)",),
    ("Global News Network 9 | gnn9.com", _GNN9),
    ("GLOBAL NEWS NETWORK 9",),
    (_GNN9,),
)
OTHER_BANNERS: tuple[tuple[str, ...], ...] = (
    ("valleyherald.example :http://www.valleyherald.example/index.php: Valley Herald Online",),
    ("Valley Herald Online (valleyherald.example)", "http://www.valleyherald.example"),
    ("Valley Herald Online | valleyherald.example",),
)
# What a break looks like around its banner: blank lines on both sides, on the left, on neither; a form feed.
_JOINTS = (("\n\n", "\n\n"), ("\n\n", "\n"), ("\n", "\n"), ("\n\n\f", "\n\n"), ("\n\f", "\n"))
_FOLIOS: tuple[Callable[[int, int], str], ...] = (
    lambda page, last: "",
    lambda page, last: f"Page {page} of {last}",
    lambda page, last: f"{page}/{last}",
    lambda page, last: f"- {page} -",
)


def misread(text: str) -> str:
    """UTF-8 read as Windows-1252; its five bytes without a meaning are kept as C1 control characters."""
    return "".join(as_cp1252(byte) for byte in text.encode())


def as_cp1252(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


def flattened(text: str) -> str:
    """The lossy form: dashes misread, then the curly quote in them made straight."""
    return text.replace("—", 'â€"').replace("–", 'â€"')


DAMAGES: tuple[Callable[[str], str], ...] = (str, flattened, misread)


def cuts(block: str) -> list[int]:
    """Where a page break surely falls inside a sentence: after a letter or a comma, before a small letter."""
    spaces = (at for at, char in enumerate(block) if char == " ")
    return [at for at in spaces if block[at + 1].islower() and (block[at - 1].isalpha() or block[at - 1] == ",")]


@dataclass(frozen=True, slots=True)
class Look:
    """How a site prints: its banner, what a break looks like, and what befalls the text."""

    banner: tuple[str, ...]
    joint: tuple[str, str]
    folio: Callable[[int, int], str]
    damage: Callable[[str], str]
    markdown: bool
    newline: str


def looks() -> st.SearchStrategy[Look]:
    return st.builds(
        Look,
        banner=st.sampled_from(KNOWN_BANNERS + OTHER_BANNERS),
        joint=st.sampled_from(_JOINTS),
        folio=st.sampled_from(_FOLIOS),
        damage=st.sampled_from(DAMAGES),
        markdown=st.booleans(),
        newline=st.sampled_from(("\n", "\r\n")),
    )


def printed(story: Story, look: Look, places: Sequence[tuple[int, int]]) -> str:
    """The story on print pages that break inside its paragraphs; a place is a block and a choice of its cuts."""
    blocks = story.blocks()
    breaks = _breaks(story, blocks, places)
    last = 1 + sum(map(len, breaks.values()))
    folios = iter(range(1, last + 1))
    parts = []
    for number, block in enumerate(blocks):
        pieces, at = [], 0
        for cut in sorted(breaks.get(number, ())):
            pieces += [block[at:cut], _break(look, next(folios), last)]
            at = cut + 1
        parts.append(look.damage(_marked(story, look, number, "".join([*pieces, block[at:]]))))
    foot = look.folio(last, last)
    text = "\n\n".join([_banner(look), *parts, *([foot] if foot else []), _banner(look)]) + "\n"
    return text.replace("\n", look.newline)


def _breaks(story: Story, blocks: Sequence[str], places: Sequence[tuple[int, int]]) -> dict[int, set[int]]:
    """Where the blocks of the body are cut, by the number of the block."""
    body = range(1 + len(story.credits), len(blocks) - bool(story.credit))
    breaks: dict[int, set[int]] = {}
    for block, choice in places:
        number = body[block % len(body)]
        if possible := cuts(blocks[number]):
            breaks.setdefault(number, set()).add(possible[choice % len(possible)])
    return breaks


def _banner(look: Look) -> str:
    return "\n".join([f"## {look.banner[0]}" if look.markdown else look.banner[0], *look.banner[1:]])


def _break(look: Look, page: int, last: int) -> str:
    before, after = look.joint
    folio = look.folio(page, last)
    return f"{before}{folio}\n{_banner(look)}{after}" if folio else f"{before}{_banner(look)}{after}"


def _marked(story: Story, look: Look, number: int, block: str) -> str:
    """The block with the markdown that a dump puts on headlines and datelines."""
    if look.markdown and number == 0:
        return f"## {block}"
    if look.markdown and story.dateline and block.startswith(story.dateline):
        return f"**{story.dateline}**{block[len(story.dateline) :]}"
    return block


def prints() -> st.SearchStrategy[Print]:
    """Pages from which the story has to come back as it was."""
    places = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 99)), max_size=4)

    def build(story: Story, look: Look, places: list[tuple[int, int]]) -> Print:
        return Print(printed(story, look, places), story)

    return st.builds(build, stories(), looks(), places).filter(_prints_nothing_twice)


def _prints_nothing_twice(made: Print) -> bool:
    """Whether only furniture is repeated; the halves of two paragraphs, cut alike, would be a line at every foot."""
    furniture = {line for banner in KNOWN_BANNERS + OTHER_BANNERS for line in banner}
    lines = [line.strip().removeprefix("## ") for line in made.text.splitlines()]
    text = [line for line in lines if line and line not in furniture]
    return len(set(text)) == len(text)


# ---------------------------------------------------------------- rough pages

_CONTROLS = ("\x00", "\x07", "\x1b[1m", "\x1d", "\x85", "\x9d", "\ufeff", "\ud83d", "\udc80")
_BLANKS = ("\u2028", "\u00a0", "\t", "\r", "\f", "\n", "\n\n", "\f2/3\n")
_DAMAGE = ("Å ", "Â ", "Ã", "â€", 'â€"', "â€™", "Ã©", "ßª")
_MARKS = (
    "**",
    "*",
    "\\*",
    "\\",
    "## ",
    "#",
    "[a](http://b.c)",
    "-",
    "—",
    "...",
    "…",
    "“",
    "”",
    ":",
    "(",
    ")",
    "|",
    ",",
)
_CREDIT = ("- PTI", "(ANI)", "\nPTI\n", "Moscow:", "27/11/2015 13:46", "by admin", "by", "\n\n27/11/2015 by admin\n\n")
_FURNITURE = (_GNN9, f"\n{_GNN9}\n", "\nGlobal News Network 9\n", "Page 1 of 2", "\n2\n")
_STORY = ("\n## Another headline\n\n27/11/2015 13:46\n\n",)
SPOILS = (*_CONTROLS, *_BLANKS, *_DAMAGE, *_MARKS, *_CREDIT, *_FURNITURE, *_STORY)
_WORDS = (" ", " ", "\n", "a", "The", "rain,", "came.", "Obama", "2015", "и", "é", "Å", "दो", "Harbour office opens")
_ENCODINGS = ("utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-32", "cp1251", "mac_roman")

# Pages that broke a law once, each as short as it could be made. They are tried first, every time.
ONCE_BROKEN = (
    "ßªÂ 0",  # a letter removed out of what a repair had made
    "Harbour\n\n\x00**Moscow:** Ships.",  # marks behind a character that was taken out
    "A b\n\x00\n\fc d",  # a join over a line of which nothing was left
    "0\f\b\r:",
)


def with_once_broken(test: Callable[[str], None]) -> Callable[[str], None]:
    """The test, with the pages that broke a law once among its examples."""
    for page in ONCE_BROKEN:
        test = example(page)(test)
    return test


def rough_pages() -> st.SearchStrategy[str]:
    """Prints into which anything was put, and of which any piece may be missing."""
    spoils = st.lists(
        st.tuples(st.integers(0, 3000), st.integers(0, 40), st.sampled_from(SPOILS) | st.text(max_size=8)), max_size=12
    )
    return st.builds(_spoilt, prints(), spoils)


def _spoilt(page: Print, spoils: list[tuple[int, int, str]]) -> str:
    text = page.text
    for place, drop, spoil in spoils:
        at = place % (len(text) + 1)
        text = text[:at] + spoil + text[at + drop % 7 :]
    return text


def soups() -> st.SearchStrategy[str]:
    """Text of little but the marks that rules look for."""
    return st.lists(st.sampled_from(SPOILS + _WORDS), max_size=40).map("".join)


def torn_bytes() -> st.SearchStrategy[bytes]:
    """Bytes of pages in many encodings, with stray bytes in them."""
    text = (rough_pages() | soups()).map(lambda page: page[:1500])
    encoded = st.builds(lambda page, name: page.encode(name, "ignore"), text, st.sampled_from(_ENCODINGS))
    return st.builds(_torn, encoded, st.binary(max_size=4), st.integers(0, 1500))


def _torn(page: bytes, stray: bytes, place: int) -> bytes:
    at = place % (len(page) + 1)
    return page[:at] + stray + page[at:]
