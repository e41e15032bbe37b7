"""What the command does for a call: reads pages, prints records, ends with a message; no text processing.

Exit codes: 0 the record is on standard output; 1 the page gives no record; 2 the call is wrong.
"""

import os
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

from gnn9_extract.errors import ExtractionError, ProfileError
from gnn9_extract.pipeline import extract, extract_all, extract_pages, learn, repair
from gnn9_extract.read.source import MAX_BYTES, read_file, read_stream

PROGRAM = "gnn9-extract"
COMMANDS = ("schema", "learn", "repair", "batch")


def print_records(
    names: Sequence[str],
    *,
    explain: bool = False,
    all_stories: bool = False,
    join: bool = False,
    site: Path | None = None,
    captured: datetime | None = None,
    url: str | None = None,
    most: int = MAX_BYTES,
) -> None:
    """Prints the record of a page (`-` for standard input), of all its stories, or of several pages joined."""
    data = [_read(name, most) for name in names]
    known = None if names == ["-"] else ", ".join(Path(name).name for name in names)
    given: dict[str, Any] = {"name": known, "site": site, "captured": captured, "url": url, "max_bytes": most}
    try:
        if join:
            articles = [extract_pages(data, **given)]
        elif all_stories:
            articles = extract_all(data[0], **given)
        else:
            articles = [extract(data[0], **given)]
    except ProfileError as error:
        fail(str(error), 2)
    except ExtractionError as error:
        fail(f"{'standard input' if names == ['-'] else ', '.join(names)}: {error}", 1)
    indent = None if all_stories else 2
    write("".join(article.to_json(explain=explain, indent=indent) + "\n" for article in articles))


def print_profile(folder: Path, name: str | None) -> None:
    """Prints the profile learned from a folder with pages of one site."""
    try:
        profile = learn(folder, name=name)
    except ProfileError as error:
        fail(str(error), 2)
    except ExtractionError as error:
        fail(str(error), 1)
    write(profile)


def print_repaired(name: str, most: int) -> None:
    """Prints a text (`-` for standard input) with its damaged characters repaired; a message says what is left."""
    data = _read(name, most)
    place = "standard input" if name == "-" else name
    try:
        repaired = repair(data, max_bytes=most)
    except ExtractionError as error:
        fail(f"{place}: {error}", 1)
    write(repaired.text)
    for warning in repaired.warnings:
        print(f"{PROGRAM}: {place}: {warning.code}: {warning.message}", file=sys.stderr)


def _read(name: str, most: int) -> bytes:
    try:
        return read_stream(sys.stdin.buffer, most) if name == "-" else read_file(name, most)
    except ExtractionError as error:
        fail(f"{'standard input' if name == '-' else name}: {error}", 1)


def write(text: str) -> None:
    """UTF-8 on standard output, line ends as they are, whatever the locale says."""
    if sys.stdout is None:
        fail("cannot write the record: standard output is closed", 1)
    try:
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # The reader has seen enough (`| head -1`). What is left in the buffer goes nowhere, without a traceback.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        fail(f"cannot write the record: {error.strerror}", 1)


def fail(message: str, code: int) -> NoReturn:
    """Ends the command with one line on standard error."""
    print(f"{PROGRAM}: {message}", file=sys.stderr)
    raise SystemExit(code)
