"""The command batch: from the words of the call to the exit code.

Exit codes: 0 all pages have records; 1 some were rejected; 2 the call is wrong; 3 the run could not go on; 130 and 143
it was interrupted.
"""

import signal
import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gnn9_extract.archive.extras import need
from gnn9_extract.archive.faults import CallError, RunError
from gnn9_extract.archive.output import output_of
from gnn9_extract.archive.pool import Limits, processors
from gnn9_extract.archive.progress import Silent, watcher
from gnn9_extract.archive.run import Call, run
from gnn9_extract.archive.sources.walk import listed
from gnn9_extract.errors import ProfileError
from gnn9_extract.sites.profile import read_profile

_ON = "the same command goes on from there"


class _TerminatedError(KeyboardInterrupt):
    """The run was asked to end, by SIGTERM."""


def batch(
    program: str,
    sources: Sequence[str],
    out: str,
    *,
    workers: int | None,
    seconds: float,
    mebibytes: int,
    site: Path | None,
    learn: bool,
    duplicates: bool,
    cluster: str | None,
    restart: bool,
    quiet: bool,
) -> tuple[int, str]:
    """Does what the command asks for. The exit code, and the summary to print."""
    watch = watcher(program, quiet=quiet)
    signal.signal(signal.SIGTERM, _terminate)
    try:
        _refuse_both(site, learn=learn)
        if duplicates:
            need("rensa", "dedupe", "--duplicates")
        call = Call(
            sources=[path for source in sources for path in (_list() if source == "-" else [source])],
            output=output_of(out),
            workers=workers or processors(),
            limits=Limits(seconds, mebibytes),
            profile=read_profile(site) if site else None,
            learn=learn,
            duplicates=duplicates,
            cluster=cluster,
            restart=restart,
        )
        report = run(call, watch)
    except (CallError, ProfileError) as error:
        return _ended(program, watch, str(error), 2)
    except RunError as error:
        return _ended(program, watch, f"{error}; then {_ON}", 3)
    except (OSError, sqlite3.Error) as error:
        return _ended(program, watch, f"{_told(error, out)}; make it right, and {_ON}", 3)
    except KeyboardInterrupt as error:
        return _ended(program, watch, f"interrupted; {_ON}", 143 if isinstance(error, _TerminatedError) else 130)
    watch.close()
    return 1 if report.rejected else 0, "" if quiet else report.text()


def _refuse_both(site: Path | None, *, learn: bool) -> None:
    if site and learn:
        raise CallError("--site gives the profile, --learn learns profiles; take one of them")


def _list() -> list[str]:
    """The paths on standard input."""
    if sys.stdin is None:
        raise CallError("standard input is closed; name the sources, or give a list of them")
    paths = listed(sys.stdin.buffer.read())
    if not paths:
        raise CallError("there is no path on standard input")
    return paths


def _told(error: Exception, out: str) -> str:
    """What the system says, with the path that it says it of."""
    if isinstance(error, OSError):
        return f"cannot write {error.filename or out}: {error.strerror or error}"
    return f"cannot write the ledger of {out}: {error}"


def _ended(program: str, watch: Silent, message: str, code: int) -> tuple[int, str]:
    watch.close()
    print(f"{program}: {message}", file=sys.stderr)
    return code, ""


def _terminate(*_: Any) -> None:
    raise _TerminatedError
