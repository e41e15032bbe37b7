"""How long the paragraphs of a page are: the evidence where a full line ends a sentence.

In a proportional face such a line may be the last of its paragraph or stand inside it. It stands inside where a
quotation or a bracket is open at its end; where it names the speaker of a quotation that goes on under it; and where
the page's paragraphs hold sentences oftener than they end with one, and both parts together are hardly longer than its
paragraphs usually are.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from gnn9_extract.clean.sentences import ends_sentence, quotation_open, sentences_inside
from gnn9_extract.page import Line

# A line and the next are one paragraph, are two, or could be either.
Bond = Literal["one", "two", "even"]

_FEWEST = 3  # whole paragraphs, to say how long the page's are
_MOST_SENTENCES = 2  # inside a paragraph: more of them tell no more
_QUOTES = "\"'“”‘’"
# A quotation and its speaker at the end of a line: `...,” the mayor said.` -- not `...,” he said. Nobody else did.`
_SPEAKER = re.compile(r"[,?!][\"”][^\"“”.!?]{3,60}\.$")


class _Part(NamedTuple):
    """The lines from `start` to before `end`, surely of one paragraph, and the bonds over and under them."""

    start: int
    end: int
    over: Bond
    under: Bond

    @property
    def is_whole(self) -> bool:
        return "even" not in (self.over, self.under)


def lines_that_go_on(lines: Sequence[Line], bonds: Sequence[Bond]) -> Iterator[int]:
    """The numbers of the lines that go on with a paragraph although the bond over them is even.

    `bonds` has one for each line but the last. Left alone: a quotation that ends with its line, as a new paragraph
    follows those oftener.
    """
    parts = [*_parts(bonds)]
    longest = _longest(lines, parts)
    for part, following in pairwise(parts):
        # What follows is a heading if it has no end.
        whole = lines[part.end - 1].text[-1] not in _QUOTES and ends_sentence(lines[following.end - 1].text)
        short = following.end - part.start <= longest and whole
        if part.under == "even" and (short or _is_open(lines[part.start : part.end], lines[part.end])):
            yield following.start


def _longest(lines: Sequence[Line], parts: Sequence[_Part]) -> float:
    """How many lines a paragraph of the page may have; 0 where its paragraphs are hardly more than one sentence."""
    whole = [part.end - part.start for part in parts if part.is_whole and ends_sentence(lines[part.end - 1].text)]
    sentences = sum(sentences_inside(line.text) for line in lines)
    if len(whole) < _FEWEST or sentences < len(whole):
        return 0
    return sum(whole) / len(whole) * (1 + min(sentences / len(whole), _MOST_SENTENCES) / 4)


def _is_open(part: Sequence[Line], below: Line) -> bool:
    """Whether something is open at the end of a part: a quotation, a bracket, or what a speaker goes on to say.

    A quotation of several paragraphs opens again with each.
    """
    text = " ".join(line.text for line in part)
    if below.text[0] in _QUOTES:
        return bool(_SPEAKER.search(text))
    return text.count("(") > text.count(")") or quotation_open(text)


def _parts(bonds: Sequence[Bond]) -> Iterator[_Part]:
    start = 0
    over: Bond = "two"
    bond: Bond
    for number, bond in enumerate((*bonds, "two"), 1):
        if bond != "one":
            yield _Part(start, number, over, bond)
            start, over = number, bond
