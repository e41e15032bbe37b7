"""The command: arguments, exit codes, messages; no text processing.

Exit codes: 0 the record is on standard output; 1 the page gives no record; 2 the call is wrong.
"""

import os
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from gnn9_extract import __version__
from gnn9_extract.errors import ExtractionError, ProfileError
from gnn9_extract.pipeline import extract, extract_all, extract_pages
from gnn9_extract.read.source import MAX_BYTES, read_file, read_stream

PROGRAM = "gnn9-extract"
_MIB = 1024 * 1024
_EXAMPLES = """
Examples:

  gnn9-extract page.txt > article.json      the record of a page

  curl -s ADDRESS | gnn9-extract -           a page from a pipe

  gnn9-extract --explain page.txt           and what became of each character

  gnn9-extract --all dump.txt > all.jsonl   every story, one record a line

  gnn9-extract --join p1.txt p2.txt         one story from several files

  gnn9-extract schema                       the JSON Schema of the record

What is not the name of a command (schema) is a page; for a page of that
name write ./schema.
"""


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"{PROGRAM} {__version__}")
        raise typer.Exit


def page_command(  # noqa: PLR0917  (typer calls it by name)
    pages: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PAGE]", help="The page: a file, or - for standard input.", show_default=False),
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Add the edits and claims: what became of every character.")
    ] = False,
    all_stories: Annotated[bool, typer.Option("--all", help="All stories of the page, as JSON Lines.")] = False,
    join: Annotated[bool, typer.Option("--join", help="Several files are the print pages of one story.")] = False,
    site: Annotated[
        Path | None, typer.Option("--site", metavar="FILE", help="The profile of the site (TOML; see docs/sites.md).")
    ] = None,
    limit: Annotated[
        int, typer.Option("--limit", metavar="MIB", min=1, help="The largest page to read, in MiB.")
    ] = MAX_BYTES // _MIB,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """A scraped news page in, a clean article record out, as JSON."""
    names = _page_names(pages or [], join=join, all_stories=all_stories)
    most = limit * _MIB
    data = [_read(name, most) for name in names]
    known = None if names == ["-"] else ", ".join(Path(name).name for name in names)
    try:
        if join:
            articles = [extract_pages(data, name=known, site=site, max_bytes=most)]
        elif all_stories:
            articles = extract_all(data[0], name=known, site=site, max_bytes=most)
        else:
            articles = [extract(data[0], name=known, site=site, max_bytes=most)]
    except ProfileError as error:
        _fail(str(error), 2)
    except ExtractionError as error:
        _fail(f"{'standard input' if names == ['-'] else ', '.join(names)}: {error}", 1)
    indent = None if all_stories else 2
    _write("".join(article.to_json(explain=explain, indent=indent) + "\n" for article in articles))


def _page_names(pages: list[str], *, join: bool, all_stories: bool) -> list[str]:
    """The pages that are asked for; a pipe where none is named. A wrong call ends here."""
    if sys.stdin is None and (not pages or "-" in pages):
        raise typer.BadParameter("standard input is closed; name a page")
    if not pages and sys.stdin.isatty():
        raise typer.BadParameter(f"no page given; try {PROGRAM} page.txt, or {PROGRAM} --help")
    if len(pages) > 1 and not join:
        given = f"{len(pages)} pages given ({', '.join(pages)})"
        raise typer.BadParameter(f"{given}; --join makes one record of the print pages of one story")
    if join and all_stories:
        raise typer.BadParameter("--join makes one story, --all is for several; take one of them")
    return pages or ["-"]


def _read(name: str, most: int) -> bytes:
    try:
        return read_stream(sys.stdin.buffer, most) if name == "-" else read_file(name, most)
    except ExtractionError as error:
        _fail(f"{'standard input' if name == '-' else name}: {error}", 1)


def _write(text: str) -> None:
    """UTF-8 on standard output, whatever the locale says."""
    if sys.stdout is None:
        _fail("cannot write the record: standard output is closed", 1)
    try:
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # The reader has seen enough (`| head -1`). What is left in the buffer goes nowhere, without a traceback.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        _fail(f"cannot write the record: {error.strerror}", 1)


def _fail(message: str, code: int) -> NoReturn:
    typer.echo(f"{PROGRAM}: {message}", err=True)
    raise typer.Exit(code)


def schema_command() -> None:
    """The JSON Schema (draft 2020-12) of the record."""
    from gnn9_extract.write.schema import schema_text  # noqa: PLC0415  (only this command needs it)

    _write(schema_text())


_COMMANDS = {"schema": schema_command}


def main(arguments: list[str] | None = None) -> None:
    """Runs the command; what is not the name of another command is a page."""
    words = sys.argv[1:] if arguments is None else arguments
    name = PROGRAM
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    if words and words[0] in _COMMANDS:
        app.command()(_COMMANDS[words[0]])
        name, words = f"{PROGRAM} {words[0]}", words[1:]
    else:
        app.command(epilog=_EXAMPLES, context_settings={"help_option_names": ["-h", "--help"]})(page_command)
    app(args=words, prog_name=name)
