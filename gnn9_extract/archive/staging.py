"""The working folder beside an output: the ledger, the lines of records and rejects so far, a lock.

Lines are appended, brought to the disk, and only then written down in the ledger. What the ledger does not know is cut
off when a run goes on. So nothing is lost and nothing is there twice, whenever a run was ended.
"""

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from gnn9_extract.archive.faults import CallError
from gnn9_extract.archive.ledger import ContainerEnd, Ledger, Row
from gnn9_extract.archive.output import Output


class Staging:
    """The working folder of an output, held by one run at a time."""

    def __init__(self, output: Output, *, restart: bool) -> None:
        self.output = output
        self.folder = output.folder
        self._held = False
        self.folder.mkdir(exist_ok=True)
        self._lock = (self.folder / "lock").open("wb")
        try:
            self._hold()
            if restart:
                self._empty()
            self.ledger = Ledger(self.folder / "ledger.sqlite")
        except BaseException:
            self._lock.close()
            raise
        self._files: tuple[BinaryIO, ...] = ()
        self._kept: dict[Path, BinaryIO] = {}
        self._rows: list[Row] = []
        self._ends: list[ContainerEnd] = []

    def close(self) -> None:
        """Lets go of the folder; lines that were not committed are forgotten."""
        self._close_files()
        for file in self._kept.values():
            file.close()
        self.ledger.close()
        self._lock.close()

    def _hold(self) -> None:
        with contextlib.suppress(ImportError):  # where there is no fcntl, two runs at once are the caller's matter
            import fcntl  # noqa: PLC0415

            try:
                fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise CallError(f"another run is writing {self.output.name}; wait for it, or end it") from None

    def _empty(self) -> None:
        for path in self.folder.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            elif path.name != "lock":
                path.unlink()

    # ------------------------------------------------------------ the generation that is being written

    def path(self, kind: str, generation: int | None = None) -> Path:
        """The working file of `lines` or `rejects` of a generation."""
        return self.folder / f"{kind}-{self.ledger.generation if generation is None else generation}.jsonl"

    def begin(self, recipe: str, *, keep: bool) -> None:
        """A new generation, with what is kept of those before or without."""
        self._close_files()
        generation = self.ledger.begin(recipe, keep=keep)
        if not keep:
            self._remove_before(generation)

    def open(self) -> None:
        """The working files of the generation, cut to what the ledger knows of them."""
        self._close_files()
        self._files = tuple(_appendable(self.path(kind), self.ledger.number(kind)) for kind in ("lines", "rejects"))
        _sync_folder(self.folder)

    def add(self, row: Row, line: bytes) -> None:
        """A page and its line, which counts after `commit`. Where the line starts is filled in here."""
        file = self._files[0 if row.code is None else 1]
        self._rows.append(row._replace(start=file.tell(), length=len(line)))
        file.write(line)

    def end(self, container: ContainerEnd) -> None:
        """An archive of which all pages were added."""
        self._ends.append(container)

    @property
    def pending(self) -> int:
        """How many pages wait for `commit`."""
        return len(self._rows)

    def commit(self) -> None:
        """Brings what was added to the disk and writes it down."""
        if not self._rows and not self._ends:
            return
        for file in self._files:
            file.flush()
            os.fsync(file.fileno())
        lines, rejects = (file.tell() for file in self._files)
        self.ledger.commit(self._rows, self._ends, lines, rejects)
        self._rows, self._ends = [], []

    # ------------------------------------------------------------ earlier generations

    def kept_line(self, generation: int, row: Row) -> bytes | None:
        """The line of a page in an earlier generation; None where its file is gone."""
        kind = "lines" if row.code is None else "rejects"
        path = self.path(kind, generation)
        if path not in self._kept:
            try:
                self._kept[path] = path.open("rb")
            except OSError:
                return None
        file = self._kept[path]
        file.seek(row.start)
        line = file.read(row.length)
        return line if len(line) == row.length and line.endswith(b"\n") else None

    def forget_earlier(self) -> None:
        """Removes the working files of earlier generations."""
        for file in self._kept.values():
            file.close()
        self._kept.clear()
        generation = self.ledger.generation
        self.ledger.forget_before(generation)
        self._remove_before(generation)

    def _remove_before(self, generation: int) -> None:
        for path in self.folder.glob("*-*.jsonl"):
            number = path.stem.partition("-")[2]
            if number.isdigit() and int(number) < generation:
                path.unlink()

    def _close_files(self) -> None:
        for file in self._files:
            with contextlib.suppress(OSError):  # what cannot be written any more does not count either
                file.close()
        self._files = ()


def _appendable(path: Path, size: int) -> BinaryIO:
    """A file to write on from a size that it had; CallError where it has become shorter than that."""
    file = path.open("r+b" if path.exists() else "w+b")
    found = file.seek(0, os.SEEK_END)
    if found < size:
        file.close()
        raise CallError(f"{path} is shorter than the run left it; --restart begins anew")
    if found > size:  # to cut a file to the size that it has would change its time
        file.truncate(size)
    file.seek(size)
    return file


def _sync_folder(folder: Path) -> None:
    """Brings the names of files in a folder to the disk, where a folder can be opened."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextlib.contextmanager
def staged(output: Output, *, restart: bool) -> Iterator[Staging]:
    """The working folder of an output, for as long as a run lasts."""
    staging = Staging(output, restart=restart)
    try:
        yield staging
    finally:
        staging.close()
