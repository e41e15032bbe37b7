"""A made-up site, The Harbour Post: pages as it would print them, with the stories they were made of.

`made_pages(seed, count)` gives the same pages for the same seed on every machine. The site prints its banner in three
variants, one of which is its plain title; a strap under it; a line of links on some pages; folios of four kinds, or
none; and under the story a share line, a copyright line and the date of the print. Days come first in its dates. Some
stories have a refrain, some name the site, and some days' news goes under the same headline.
"""

import textwrap
from dataclasses import dataclass
from random import Random

SITE = "harbourpost.example"
TITLE = "The Harbour Post"
URL = "http://www.harbourpost.example/index.php"
BANNERS = (f"{SITE} :{URL}: {TITLE}", f"{TITLE} ({SITE})", "THE HARBOUR POST")
STRAP = "Every tide, every day, since 1871"
LINKS = "Home | Harbour | World | Weather | Letters"
SHARE = "Share this story with a friend"
COUNTER = "Comments ({})"
COPYRIGHT = "© {} The Harbour Post. All rights reserved."
JUMP = "Continued on page {}"
REFRAIN = "And the lamp was lit again."
COLUMN = "The day in brief"
MENTIONS = (
    "The Harbour Post was the first to tell of it, in a short note on page two.",
    "She has read The Harbour Post every day since she came ashore.",
    "Neither the mayor nor The Harbour Post had known of the second list.",
)

_WHO = (
    "The harbour office",
    "A retired pilot",
    "Both ministers",
    "Her neighbours",
    "Farmers of the northern valley",
    "The owner of the café",
    "Four engineers",
    "The captain of the ferry",
    "Some 1,400 readers",
    "A committee of the parish",
    "The school on the hill",
    "Nobody at the shipyard",
)
_DID = (
    "counted",
    "repaired",
    "described",
    "sold",
    "painted",
    "refused",
    "found",
    "paid for",
    "gave away",
    "asked for",
    "measured",
    "forgot",
)
_WHAT = (
    "the old bridges",
    "eleven wooden boats",
    "a list of names",
    "the last two lamps",
    "240 sacks of rice",
    "what was left of the roof",
    "a piano without strings",
    "the map of the channel",
    "three hundred letters",
    "a bell from the wreck",
    "the key to the archive",
    "six barrels of tar",
)
_WHEN = (
    "before the rain came",
    "for 3.5 million crowns",
    "while the school was closed",
    "in the years when nobody looked",
    "and nobody objected",
    "after a long winter at anchor",
    "as the council had feared",
    "without a word to the press",
    "with the help of the navy",
    "so that the market could open",
)
_WHY = (
    "",
    "",
    ", which surprised the insurers",
    ", as it had in the year of the flood",
    ", although the tide was against them",
    " because the contract said so",
)
_PEOPLE = ("Asha Rao", "Ruth Kessler", "John Lee", "Marta Nyberg", "Ivo Brandt", "Leena Pillai", "Tom Okafor")
_ACCOUNTS = ("newsroom2", "webadmin")
_CREDITS = (None, None, "- PTI", "(With inputs from agencies)", "(Reporting by Ivo Brandt; Editing by Ruth Kessler)")
_WIDTH = 72


@dataclass(frozen=True, slots=True)
class MadePage:
    """A page, and the story on it: its headline, its credits as printed, its paragraphs, its wire credit."""

    name: str
    data: bytes
    headline: str
    stamp: str
    author: str
    paragraphs: tuple[str, ...]
    credit: str | None

    def words(self) -> list[str]:
        """Every word of the story, in the printed order."""
        credits = f"{self.stamp} by {self.author}"
        return " ".join([self.headline, credits, *self.paragraphs, self.credit or ""]).split()


def made_pages(seed: int, count: int) -> list[MadePage]:
    """So many pages of the site."""
    random = Random(seed)
    return [_page(random, f"page-{seed}-{number:04d}.txt") for number in range(count)]


# ---------------------------------------------------------------- the story


def _sentence(random: Random) -> str:
    parts = (_WHO, _DID, _WHAT, _WHEN)
    return " ".join(random.choice(part) for part in parts) + random.choice(_WHY) + "."


def _paragraph(random: Random) -> str:
    return " ".join(_sentence(random) for _ in range(random.randint(2, 5)))


def _paragraphs(random: Random) -> tuple[str, ...]:
    paragraphs = [_paragraph(random) for _ in range(random.randint(4, 9))]
    kind = random.random()
    if kind < 0.15:  # a story with a refrain, between its paragraphs and at its end
        paragraphs = [line for paragraph in paragraphs for line in (paragraph, REFRAIN)]
    elif kind < 0.35:
        at = random.randrange(len(paragraphs))
        paragraphs[at] = f"{paragraphs[at]} {random.choice(MENTIONS)} {_sentence(random)}"
    return tuple(paragraphs)


def _headline(random: Random) -> str:
    if random.random() < 0.2:
        return COLUMN
    who, what = random.choice(_WHO), random.choice(_WHAT)
    return f"{who} {random.choice(('and', 'against', 'in search of', 'will not give up', 'looks for'))} {what}"


def _stamp(random: Random) -> str:
    day, month = random.randint(1, 28), random.randint(1, 12)
    return f"{day:02d}/{month:02d}/{random.randint(2009, 2016)} {random.randint(0, 23):02d}:{random.randint(0, 59):02d}"


# ---------------------------------------------------------------- the print


@dataclass(frozen=True, slots=True)
class _Look:
    """How one page is printed: its banner, its folios, whether its lines are wrapped, what a break looks like."""

    banner: str
    folio: str
    wraps: bool
    feeds: bool
    tight: bool
    links: bool
    address: bool


def _look(random: Random) -> _Look:
    return _Look(
        banner=random.choice(BANNERS),
        folio=random.choice(("Page {} of {}", "{}/{}", "- {} -", "")),
        wraps=random.random() < 0.5,
        feeds=random.random() < 0.3,
        tight=random.random() < 0.3,
        links=random.random() < 0.6,
        address=random.random() < 0.5,
    )


def _page(random: Random, name: str) -> MadePage:
    story = MadePage(
        name=name,
        data=b"",
        headline=_headline(random),
        stamp=_stamp(random),
        author=random.choice(_PEOPLE + _ACCOUNTS),
        paragraphs=_paragraphs(random),
        credit=random.choice(_CREDITS),
    )
    text = _printed(random, story, _look(random))
    return MadePage(name, text.encode(), *(getattr(story, field) for field in MadePage.__slots__[2:]))


def _printed(random: Random, story: MadePage, look: _Look) -> str:
    sheets = _sheets(random, story, look)
    last = len(sheets)
    jumps = random.random() < 0.4
    text = _masthead(look, first=True)
    for number, sheet in enumerate(sheets, 1):
        blank = "\n" if look.tight and number > 1 else "\n\n"
        text += blank + sheet
        if number < last:
            foot = [JUMP.format(number + 1)] if jumps else []
            foot += [look.folio.format(number, last)] if look.folio else []
            text += ("\n" if look.tight else "\n\n") + "".join(f"{line}\n" for line in foot)
            text += ("\f" if look.feeds else "") + _masthead(look, first=False)
    return text + _foot(random, look, last)


def _masthead(look: _Look, *, first: bool) -> str:
    """The banner; on the first print page with the strap, the links and the address that some pages have."""
    lines = [look.banner, STRAP]
    lines += [URL] if look.address else []
    lines += [LINKS] if first and look.links else []
    return "\n".join(lines)


def _foot(random: Random, look: _Look, last: int) -> str:
    lines = [look.folio.format(last, last)] if look.folio else []
    lines += [SHARE] if random.random() < 0.8 else []
    lines += [COPYRIGHT.format(random.randint(2009, 2016))]
    lines += [f"Printed on {_stamp(random)}"] if random.random() < 0.5 else []
    return "\n\n" + "\n".join(lines) + "\n"


def _sheets(random: Random, story: MadePage, look: _Look) -> list[str]:
    """The story on its print pages, broken inside sentences."""
    head = [story.headline, f"{story.stamp} by {story.author}"]
    head += [COUNTER.format(random.randint(0, 99))] if random.random() < 0.5 else []
    sheets: list[list[str]] = [head]
    for paragraph in story.paragraphs:
        cuts = _cuts(paragraph) if len(sheets[-1]) > 3 and random.random() < 0.35 else []
        if cuts:
            at = random.choice(cuts)
            sheets[-1].append(paragraph[:at])
            sheets.append([paragraph[at + 1 :]])
        else:
            sheets[-1].append(paragraph)
    sheets[-1] += [story.credit] if story.credit else []
    return ["\n\n".join(_wrapped(block) if look.wraps else block for block in blocks) for blocks in sheets]


def _wrapped(block: str) -> str:
    return textwrap.fill(block, _WIDTH, break_on_hyphens=False, break_long_words=False)


def _cuts(paragraph: str) -> list[int]:
    """Where a page break surely falls inside a sentence: after a letter, before a small letter."""
    spaces = (at for at, char in enumerate(paragraph) if char == " ")
    return [at for at in spaces if paragraph[at - 1].isalpha() and paragraph[at + 1].islower()]
