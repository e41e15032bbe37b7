"""The output of a run: what it is called, what its ending says, and where its companions stand."""

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from gnn9_extract.archive.extras import need
from gnn9_extract.archive.faults import CallError
from gnn9_extract.archive.sources.places import is_remote, store_of

FORMATS = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".jsonl.gz": "jsonl.gz",
    ".ndjson.gz": "jsonl.gz",
    ".parquet": "parquet",
    ".sqlite": "sqlite",
    ".db": "sqlite",
}


@dataclass(frozen=True, slots=True)
class Output:
    """An output by its name: a path, or the address of an object in a store.

    The working folder of an object in a store, and the profiles, are in the current folder.
    """

    name: str
    format: str
    ending: str

    @property
    def is_remote(self) -> bool:
        """Whether it is an object in a store."""
        return is_remote(self.name)

    @property
    def local(self) -> Path:
        """The output on this machine; of an object in a store, what would be uploaded."""
        return Path(self.name.rpartition("/")[2] if self.is_remote else self.name)

    @property
    def stem(self) -> str:
        """The name without folders and ending."""
        return self.local.name[: -len(self.ending)]

    @property
    def rejects(self) -> Path:
        """The file of rejects."""
        return self.local.with_name(f"{self.stem}.rejects.jsonl")

    @property
    def rejects_name(self) -> str:
        """Where the rejects are at the end: beside the output, in its store if it is in one."""
        return f"{self.name[: -len(self.ending)]}.rejects.jsonl" if self.is_remote else str(self.rejects)

    @property
    def profiles(self) -> Path:
        """The folder of learned profiles."""
        return self.local.with_name(f"{self.stem}.profiles")

    @property
    def folder(self) -> Path:
        """The working folder."""
        return self.local.with_name(f"{self.local.name}.work")

    @property
    def own(self) -> frozenset[str]:
        """The absolute paths that the run writes."""
        return frozenset(map(os.path.abspath, (self.local, self.rejects, self.profiles, self.folder)))


def output_of(name: str) -> Output:
    """The output of that name. CallError for an ending without a format, or for what is no file."""
    small = name.lower()
    ending = next((ending for ending in sorted(FORMATS, key=len, reverse=True) if small.endswith(ending)), None)
    base = name.rpartition("/")[2]
    if ending is None or len(base) == len(ending):
        raise CallError(f"{name}: the ending of --out says the format: {', '.join(sorted(FORMATS))}")
    output = Output(name, FORMATS[ending], ending)
    if output.format == "parquet":
        need("pyarrow", "parquet", "writing Parquet")
    if output.is_remote:
        store_of(name)
    else:
        _refuse_no_file(output.local)
    return output


def _refuse_no_file(path: Path) -> None:
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        if not path.parent.is_dir():
            raise CallError(f"{path}: the folder {path.parent} is not there; make it first") from None
        return
    except (OSError, ValueError) as error:
        raise CallError(f"{path}: cannot be written: {error}") from error
    if not stat.S_ISREG(mode):
        raise CallError(f"{path} is no file; records are written to a file and appear under its name at the end")
