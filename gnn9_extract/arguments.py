"""The arguments of the command, as typer reads them."""

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from gnn9_extract import __version__
from gnn9_extract.calls import COMMANDS, PROGRAM, print_profile, print_records, print_repaired, write
from gnn9_extract.read.source import MAX_BYTES
from gnn9_extract.write.schema import schema_text

_MIB = 1024 * 1024
_HELP = {"help_option_names": ["-h", "--help"]}
_EXAMPLES = """
Examples:

\b
  gnn9-extract page.txt > article.json      the record of a page
  gnn9-extract page.html > article.json     text, HTML or a PDF print
  curl -s ADDRESS | gnn9-extract -          a page from a pipe
  gnn9-extract --explain page.txt           with what became of all
  gnn9-extract --all dump.txt > all.jsonl   every story, one record a line
  gnn9-extract --join p1.txt p2.txt         one story from several files
  gnn9-extract learn pages > site.toml      a site's profile from its pages
  gnn9-extract batch pages --out all.jsonl  all pages of an archive
  gnn9-extract repair < damaged > repaired  nothing but the damage repaired
  gnn9-extract schema                       the JSON Schema of the record

What is not the name of a command (batch, learn, repair, schema) is a page;
for a page of that name write ./schema.
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
    captured: Annotated[
        datetime | None,
        typer.Option("--captured", metavar="TIME", help='When the page was fetched, for "2 hours ago" (ISO 8601).'),
    ] = None,
    url: Annotated[
        str | None, typer.Option("--url", metavar="ADDRESS", help="The address that the page comes from.")
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
    print_records(
        names,
        explain=explain,
        all_stories=all_stories,
        join=join,
        site=site,
        captured=captured,
        url=url,
        most=limit * _MIB,
    )


def _page_names(pages: list[str], *, join: bool, all_stories: bool) -> list[str]:
    """The pages that are asked for; a pipe where none is named. A wrong call ends here."""
    if sys.stdin is None and (not pages or "-" in pages):
        raise typer.BadParameter("standard input is closed; name a page")
    if not pages and sys.stdin.isatty():
        raise typer.BadParameter(f"no page given; try {PROGRAM} page.txt, or {PROGRAM} --help")
    if len(pages) > 1 and not join:
        given = f"{len(pages)} pages given ({', '.join(pages)})"
        raise typer.BadParameter(f"{given}; batch takes many pages, --join the print pages of one story")
    if join and all_stories:
        raise typer.BadParameter("--join makes one story, --all is for several; take one of them")
    return pages or ["-"]


def schema_command() -> None:
    """The JSON Schema (draft 2020-12) of the record."""
    write(schema_text())


def learn_command(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The pages, in the folder and the folders in it.")],
    name: Annotated[
        str | None, typer.Argument(metavar="[DOMAIN]", help="The site, where its pages do not name it.")
    ] = None,
) -> None:
    """The profile of a site, learned from a folder with pages of it, as TOML."""
    print_profile(folder, name)


def repair_command(
    page: Annotated[
        str | None,
        typer.Argument(metavar="[PAGE]", help="The text: a file, or - for standard input.", show_default=False),
    ] = None,
    limit: Annotated[
        int, typer.Option("--limit", metavar="MIB", min=1, help="The largest text to read, in MiB.")
    ] = MAX_BYTES // _MIB,
) -> None:
    """A text with its wrongly decoded characters repaired and nothing else changed, in UTF-8."""
    (name,) = _page_names([page] if page else [], join=False, all_stories=False)
    print_repaired(name, limit * _MIB)


def batch_command(  # noqa: PLR0917  (typer calls it by name)
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE...", help="Folders, files, globs, archives, s3:// ...; - reads a list of paths."
        ),
    ],
    out: Annotated[
        str, typer.Option("--out", metavar="FILE", help="Where the records go: .jsonl, .jsonl.gz, .parquet or .sqlite.")
    ],
    workers: Annotated[
        int | None,
        typer.Option("--workers", metavar="N", min=1, help="How many processes work.", show_default="one a processor"),
    ] = None,
    time_limit: Annotated[
        float, typer.Option("--time-limit", metavar="SECONDS", min=0.1, help="How long a page may take.")
    ] = 60,
    memory_limit: Annotated[
        int, typer.Option("--memory-limit", metavar="MIB", min=256, help="How much memory a worker may have.")
    ] = 2048,
    site: Annotated[
        Path | None, typer.Option("--site", metavar="FILE", help="The profile of the site, for all pages.")
    ] = None,
    learn: Annotated[bool, typer.Option("--learn", help="Learn profiles of the sites first, from a sample.")] = False,
    duplicates: Annotated[
        bool, typer.Option("--duplicates", help="Mark the same bytes and the same story found again.")
    ] = False,
    cluster: Annotated[
        str | None,
        typer.Option("--cluster", metavar="ADDRESS", help="The scheduler of a Dask cluster; local starts one here."),
    ] = None,
    restart: Annotated[bool, typer.Option("--restart", help="Forget what was done and begin anew.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print no progress and no summary.")] = False,
) -> None:
    """The records of all pages of an archive. The same call goes on where a run was ended."""
    from gnn9_extract.archive.command import batch  # noqa: PLC0415  (a page alone needs nothing of it)

    code, summary = batch(
        PROGRAM,
        sources,
        out,
        workers=workers,
        seconds=time_limit,
        mebibytes=memory_limit,
        site=site,
        learn=learn,
        duplicates=duplicates,
        cluster=cluster,
        restart=restart,
        quiet=quiet,
    )
    write(summary)
    raise typer.Exit(code)


_COMMANDS: dict[str, Callable[..., None]] = dict(
    zip(COMMANDS, (schema_command, learn_command, repair_command, batch_command), strict=True)
)


def run(words: list[str]) -> None:
    """Runs the command with its arguments; ends with SystemExit."""
    name = PROGRAM
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    if words and words[0] in _COMMANDS:
        app.command(context_settings=_HELP)(_COMMANDS[words[0]])
        name, words = f"{PROGRAM} {words[0]}", words[1:]
    else:
        app.command(epilog=_EXAMPLES, context_settings=_HELP)(page_command)
    app(args=words, prog_name=name)
