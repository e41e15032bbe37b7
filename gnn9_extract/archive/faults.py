"""What goes wrong in a run: with one page, with the call, or with the run itself.

A page that goes wrong is `Rejected` and the run goes on. The others end the run, and their message says what to do.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rejected:
    """A page that gives no record: where it stands, a code for programs, a message for people.

    The codes are those of ExtractionError, and: refused, damaged, unreadable, timeout, out-of-memory, crashed, failed.
    docs/archive.md explains each.
    """

    source: str
    code: str
    message: str


class PageFault(Exception):  # noqa: N818  (it is no error of the program)
    """A page cannot be had from its source; becomes `Rejected`."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message


class CallError(Exception):
    """The call is wrong: no such source, an extra that is not installed, an output that is not ours."""


class RunError(Exception):
    """The run cannot go on: no room, no permission, workers that do not start. The same call goes on later."""
