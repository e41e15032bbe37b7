"""The trace: the source put together again from a record and its edits (the law of conservation)."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from gnn9_extract.page import Edit

_START = attrgetter("start")


@dataclass(frozen=True, slots=True)
class Claim:
    """Which stretch of the source a text of the record was read from, and the rule that found it.

    `field` is headline, byline, timestamp, dateline, wire_credit or paragraphs[N]; `start` and `end` are characters of
    the decoded source.
    """

    field: str
    rule: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Trace:
    """A record's texts, by field, with the claims and edits that lead back to the source.

    It holds no copy of the source: what `restore` gives comes from the record and the edits alone.
    """

    texts: Mapping[str, str]
    claims: Sequence[Claim]
    edits: Sequence[Edit]
    start: int
    end: int

    def restore(self) -> str:
        """The source from `start` to `end`; white space that no edit names and no text holds is a plain space.

        ValueError where record and edits contradict each other: then the record was changed after it was made.
        """
        source = [" "] * (self.end - self.start)
        for edit in self.edits:
            self._put(source, edit.start, edit.before)
        for claim in self.claims:
            for at, text in self._verbatim(claim):
                self._put(source, at, text)
        return "".join(source)

    def accounts_for(self, source: str) -> bool:
        """Whether every character of the decoded source but white space is in the record or in an edit."""
        restored = self.restore()
        original = source[self.start : self.end]
        if len(restored) != len(original):
            return False
        return all(a == b or (a == " " and b.isspace()) for a, b in zip(restored, original, strict=True))

    def _put(self, source: list[str], at: int, text: str) -> None:
        at -= self.start
        source[at : at + len(text)] = text

    def _verbatim(self, claim: Claim) -> Iterator[tuple[int, str]]:
        """The runs of a claimed text that stand on the page as they are, each with its place."""
        text, there, here = self.texts[claim.field], claim.start, 0
        low = bisect_left(self.edits, claim.start, key=_START)
        for edit in self.edits[low : bisect_left(self.edits, claim.end, lo=low, key=_START)]:
            kept = edit.start - there
            yield there, text[here : here + kept]
            here += kept
            if text[here : here + len(edit.after)] != edit.after:
                raise ValueError(f"{claim.field} does not hold what rule {edit.rule} left at {edit.start}")
            there, here = edit.end, here + len(edit.after)
        if len(text) - here != claim.end - there:
            raise ValueError(f"{claim.field} is not as long as its place on the page")
        yield there, text[here:]
