"""The entry of the command.

The usual call, `gnn9-extract PAGE`, needs no parser of arguments and does not load one; every other call goes through
arguments.py. What either does is in calls.py, so that they cannot differ.
"""

import sys

from gnn9_extract.calls import COMMANDS, print_records


def main(arguments: list[str] | None = None) -> None:
    """Runs the command; what is not the name of another command is a page."""
    words = sys.argv[1:] if arguments is None else arguments
    if len(words) == 1 and words[0] and not words[0].startswith("-") and words[0] not in COMMANDS:
        print_records(words)
    else:
        from gnn9_extract.arguments import run  # noqa: PLC0415  (typer is a third of the start-up)

        run(words)
