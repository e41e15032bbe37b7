"""The command, run as a process of its own, as a user runs it."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

COMMAND = (sys.executable, "-m", "gnn9_extract")
ROOT = Path(__file__).parent.parent


def run(
    *arguments: str | bytes, stdin: bytes | None = b"", cwd: Path = ROOT, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Exit code, standard output and standard error of the command, as bytes."""
    words = [*COMMAND, *arguments]
    return subprocess.run(words, input=stdin, capture_output=True, cwd=cwd, env=surroundings(env), check=False)


def run_python(
    code: str, *arguments: str, cwd: Path = ROOT, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """A few lines of Python in a fresh interpreter, which must end well."""
    words = [sys.executable, "-c", code, *arguments]
    return subprocess.run(words, capture_output=True, cwd=cwd, env=surroundings(env), check=True)


def surroundings(changes: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of this process with some variables changed."""
    return {**os.environ, **(changes or {})}
