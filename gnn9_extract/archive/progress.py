"""What the person in front of a run sees: a bar on a terminal, a line now and then elsewhere, or nothing."""

import sys
import time
from typing import Any

from gnn9_extract.archive.sources.walk import Sources

_SECONDS = 30  # between two lines


class Silent:
    """Says nothing."""

    def say(self, text: str) -> None:
        """Nothing is said."""

    def begin(self, sources: Sources, done: int) -> None:
        """Nothing is said."""

    def done(self, pages: int, rejects: int) -> None:
        """Nothing is said."""

    def close(self) -> None:
        """Nothing is open."""


class Plain(Silent):
    """A line on standard error now and then, for logs."""

    def __init__(self, program: str) -> None:
        self._program = program
        self._start = self._said = time.monotonic()
        self._before = self._pages = self._rejects = 0

    def say(self, text: str) -> None:
        """A line."""
        print(f"{self._program}: {text}", file=sys.stderr, flush=True)

    def begin(self, sources: Sources, done: int) -> None:
        """Says how many pages were done before, if any were."""
        self._before = done
        self._start = self._said = time.monotonic()
        if done:
            self.say(f"{done:,} pages were done before; going on")

    def done(self, pages: int, rejects: int) -> None:
        """Counts, and says so when it has been quiet for a while."""
        self._pages += pages
        self._rejects += rejects
        now = time.monotonic()
        if now - self._said >= _SECONDS:
            self._said = now
            rate = self._pages / (now - self._start)
            self.say(f"{self._before + self._pages:,} pages, {rate:,.0f} a second, {self._rejects:,} rejects")


class Bar(Silent):
    """A bar on a terminal, by rich."""

    def __init__(self, program: str) -> None:
        from rich.console import Console  # noqa: PLC0415
        from rich.progress import (  # noqa: PLC0415
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeElapsedColumn,
            TimeRemainingColumn,
        )

        self._program = program
        self._console = Console(stderr=True, highlight=False)
        self._progress: Any = Progress(
            TextColumn("pages"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]} a second"),
            TextColumn("{task.fields[rejects]} rejects"),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            console=self._console,
        )
        self._task: Any = None
        self._start = time.monotonic()
        self._pages = self._rejects = 0

    def say(self, text: str) -> None:
        """A line over the bar."""
        self._console.print(f"{self._program}: {text}", markup=False, soft_wrap=True)

    def begin(self, sources: Sources, done: int) -> None:
        """Shows the bar; how far it will go is known where all sources are folders and files."""
        self._start = time.monotonic()
        self._task = self._progress.add_task("", total=sources.count(), completed=done, rate="-", rejects="0")
        self._progress.start()

    def done(self, pages: int, rejects: int) -> None:
        """Moves the bar."""
        self._pages += pages
        self._rejects += rejects
        rate = self._pages / max(1e-3, time.monotonic() - self._start)
        self._progress.update(self._task, advance=pages, rate=f"{rate:,.0f}", rejects=f"{self._rejects:,}")

    def close(self) -> None:
        """Leaves the bar as it is."""
        self._progress.stop()


def watcher(program: str, *, quiet: bool) -> Silent:
    """Who watches a run: nobody, a bar where standard error is a terminal, else a log."""
    if quiet:
        return Silent()
    return Bar(program) if sys.stderr is not None and sys.stderr.isatty() else Plain(program)
