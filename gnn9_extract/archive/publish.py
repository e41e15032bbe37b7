"""The end of a run: what stands in the working folder appears under the name of the output, whole.

Everything is written under another name first, brought to the disk, and renamed.
"""

import contextlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from gnn9_extract.archive.duplicates import with_duplicates
from gnn9_extract.archive.faults import CallError
from gnn9_extract.archive.output import Output
from gnn9_extract.archive.sources.places import store_of
from gnn9_extract.archive.staging import Staging
from gnn9_extract.write.gzipped import write_gzipped
from gnn9_extract.write.parquet import write_parquet
from gnn9_extract.write.sqlite import write_sqlite


def refuse_foreign(output: Output, *, restart: bool) -> None:
    """CallError where something stands under the name of the output that no run of ours has written."""
    if (
        not output.is_remote
        and output.local.exists()
        and not (output.folder / "ledger.sqlite").exists()
        and not restart
    ):
        raise CallError(f"{output.name} is there already, and no run has written it; --restart overwrites it")


def settle(staging: Staging, *, restart: bool) -> None:
    """Looks at what stands under the name of the output. CallError where no run of ours has written it.

    A run that was ended right behind the renaming has published, and only did not come to write it down. With
    `restart` what stands there may be overwritten, whoever wrote it.
    """
    ledger, output = staging.ledger, staging.output
    if output.is_remote or not output.local.exists():
        return
    stamp = _stamp(output.local)
    if restart:
        ledger.note(output=stamp)
    elif stamp == ledger.fact("next"):
        ledger.note(published=ledger.fact("publishing"), output=stamp, next=None, publishing=None)
    elif stamp != ledger.fact("output"):
        raise CallError(f"{output.name} was changed since the run wrote it; --restart overwrites it")


def is_published(staging: Staging, *, duplicates: bool) -> bool:
    """Whether the generation stands under the name of the output, in the shape that is asked for."""
    is_there = staging.output.is_remote or staging.output.local.exists()
    return is_there and staging.ledger.is_published and staging.ledger.fact("shape") == _shape(duplicates)


def _shape(duplicates: bool) -> str:
    return "duplicates" if duplicates else "plain"


def publish(staging: Staging, *, duplicates: bool) -> None:
    """Publishes the records and the rejects of the generation, and forgets the generations before it."""
    output, ledger = staging.output, staging.ledger
    staging.open()
    _publish_rejects(staging)
    made = staging.folder / f"new{output.ending}"
    made.unlink(missing_ok=True)
    lines = _annotated(staging) if duplicates else staging.path("lines")
    _write(lines, made, output.format)
    if output.is_remote:
        store, path = store_of(output.name)
        store.put_file(str(made), path)
        made.unlink()
        stamp = None
    else:
        stamp = _stamp(made)
        ledger.note(next=stamp, publishing=ledger.generation, shape=_shape(duplicates))
        made.replace(output.local)
    ledger.note(published=ledger.generation, output=stamp, next=None, publishing=None, shape=_shape(duplicates))
    (staging.folder / "new.lines").unlink(missing_ok=True)
    staging.forget_earlier()


def _annotated(staging: Staging) -> Path:
    made = staging.folder / "new.lines"
    with_duplicates(staging.path("lines"), made, staging.folder / "duplicates.sqlite")
    return made


def _publish_rejects(staging: Staging) -> None:
    path, output = staging.path("rejects"), staging.output
    are_some = path.stat().st_size > 0
    if output.is_remote:
        store, there = store_of(output.rejects_name)
        if are_some:
            store.put_file(str(path), there)
        elif store.exists(there):
            store.rm_file(there)
    elif are_some:
        made = staging.folder / "new.rejects"
        made.unlink(missing_ok=True)
        linked(path, made)
        made.replace(output.rejects)
        made.unlink(missing_ok=True)  # two names of one file are both left by a renaming
    else:
        output.rejects.unlink(missing_ok=True)


def _write(lines: Path, made: Path, form: str) -> None:
    """The output in its format, under another name."""
    _FORMS[form](lines, made)
    with made.open("rb+") as file:
        os.fsync(file.fileno())


def linked(lines: Path, made: Path) -> None:
    """The same file under a second name, which costs no room; a copy where there can be no such name."""
    with contextlib.suppress(OSError):
        made.hardlink_to(lines)
        return
    shutil.copyfile(lines, made)


def _records(lines: Path) -> Iterator[dict[str, Any]]:
    with lines.open("rb") as file:
        for line in file:
            yield json.loads(line)


_FORMS: dict[str, Callable[[Path, Path], None]] = {
    "jsonl": linked,
    "jsonl.gz": write_gzipped,
    "parquet": lambda lines, made: write_parquet(_records(lines), made),
    "sqlite": lambda lines, made: write_sqlite(_records(lines), made),
}


def _stamp(path: Path) -> str:
    found = path.stat()
    return f"{found.st_size} {found.st_mtime_ns}"
