"""How a page was damaged, and a damaged character of it."""

from typing import NamedTuple

from gnn9_extract.clean.mojibake.encodings import Controls


class Slot(NamedTuple):
    """A damaged character, from `start` to `end` of its line: all that it can be, the likeliest first.

    `weak` where nothing but letters, or what flattening left, speaks for the damage; `sure` where no clean text has it.
    """

    chars: str
    start: int
    end: int
    weak: bool
    sure: bool
    cost: float
    layers: int
    dropped: int


class Damage(NamedTuple):
    """How a page was damaged: in which encoding, what became of its controls, whether of its no-break spaces.

    `english` is whether a lone `â` is an apostrophe in `itâs` and `donât`, as the page is English; in French it is a
    letter (`donnât`). `layers` is how often the page was misread at most.
    """

    encoding: str
    controls: Controls
    spaces: bool
    english: bool = False
    layers: int = 3

    @property
    def rule(self) -> str:
        """The name of the rule that repairs it."""
        return f"mojibake_{self.encoding.replace('-', '_')}"
