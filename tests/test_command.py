"""The command as a process: what it prints, byte for byte, and how it ends."""

import hashlib
import json
import subprocess
from pathlib import Path

import pytest

import gnn9_extract
from gnn9_extract import extract, extract_all
from tests.command import COMMAND, ROOT, run, run_python, surroundings
from tests.fixture_files import page_of, path_of

PAGE = "Harbour reopens\n\n27/11/2015 13:46 by admin\n\nMoscow: Ships sailed “again”.\n\n- PTI\n".encode()
RECORD = f"""\
{{
  "headline": "Harbour reopens",
  "byline": {{
    "text": "by admin",
    "authors": [
      "admin"
    ]
  }},
  "timestamp": {{
    "text": "27/11/2015 13:46",
    "value": "2015-11-27T13:46:00",
    "updated": null
  }},
  "dateline": {{
    "text": "Moscow:",
    "places": [
      "Moscow"
    ],
    "date": null,
    "agencies": []
  }},
  "wire_credit": {{
    "text": "- PTI",
    "agencies": [
      "PTI"
    ],
    "kind": "agency"
  }},
  "paragraphs": [
    "Ships sailed “again”."
  ],
  "site": null,
  "source": {{
    "name": %s,
    "sha256": "{hashlib.sha256(PAGE).hexdigest()}",
    "format": "text",
    "encoding": "utf-8",
    "pages": 1,
    "start": 0,
    "end": {len(PAGE.decode())}
  }},
  "warnings": [
    {{
      "code": "placeholder-byline",
      "message": "admin is an account or a desk, not a person"
    }}
  ]
}}
"""
TWO_STORIES = (
    b"## Harbour reopens\n\n27/11/2015 13:46\n\nShips sailed again.\n\n"
    b"## Bridge closes\n\n28/11/2015 09:00\n\nCars turned back.\n"
)
ASCII_ONLY = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a page in it, which is where the command runs."""
    (tmp_path / "page.txt").write_bytes(PAGE)
    return tmp_path


def printed(result: subprocess.CompletedProcess[bytes]) -> str:
    """What a command that went well printed."""
    assert (result.returncode, result.stderr) == (0, b"")
    return result.stdout.decode()


# ---------------------------------------------------------------- a page in, a record out


def test_the_record_of_a_file_is_printed(folder: Path) -> None:
    assert printed(run("page.txt", cwd=folder)) == RECORD % '"page.txt"'


def test_a_file_keeps_its_name_but_not_its_folder(folder: Path) -> None:
    assert printed(run(str(folder / "page.txt"))) == RECORD % '"page.txt"'


@pytest.mark.parametrize("arguments", [["-"], []], ids=["dash", "no argument"])
def test_the_record_of_a_pipe_is_printed(arguments: list[str], tmp_path: Path) -> None:
    assert printed(run(*arguments, stdin=PAGE, cwd=tmp_path)) == RECORD % "null"


def test_a_page_from_a_redirected_file_is_read_like_a_pipe(folder: Path) -> None:
    with (folder / "page.txt").open("rb") as page:
        result = subprocess.run([*COMMAND, "-"], stdin=page, capture_output=True, check=False)
    assert printed(result) == RECORD % "null"


@pytest.mark.parametrize("env", [ASCII_ONLY, {"LC_ALL": "C.UTF-8"}, {"PYTHONIOENCODING": "utf-16"}], ids=str)
def test_the_output_is_utf_8_whatever_the_locale_says(env: dict[str, str], folder: Path) -> None:
    assert printed(run("page.txt", cwd=folder, env=env)) == RECORD % '"page.txt"'


@pytest.mark.parametrize(
    "name", ["seed-like-markdown-three-pages", "cp1252-bytes", "control-characters", "norwegian-words"]
)
def test_the_command_prints_what_the_library_returns(name: str) -> None:
    article = extract(page_of(name), name=f"{name}.txt")
    assert printed(run(str(path_of(name)))) == article.to_json(indent=2) + "\n"


def test_explain_adds_the_edits_and_claims_and_changes_nothing_else() -> None:
    page = str(path_of("seed-like-plain-three-pages"))
    plain, explained = (json.loads(printed(run(*arguments))) for arguments in ([page], ["--explain", page]))
    assert explained.pop("edits")[0]["rule"] == "site_banner"
    assert explained.pop("claims")[0]["field"] == "headline"
    assert explained == plain


def test_options_may_stand_behind_the_page(folder: Path) -> None:
    assert run("page.txt", "--explain", cwd=folder).stdout == run("--explain", "page.txt", cwd=folder).stdout


def test_all_prints_every_story_on_a_line_of_its_own() -> None:
    lines = printed(run("--all", stdin=TWO_STORIES)).splitlines()
    assert lines == [article.to_json() for article in extract_all(TWO_STORIES)]
    assert [json.loads(line)["headline"] for line in lines] == ["Harbour reopens", "Bridge closes"]


def test_without_all_the_first_story_is_printed_with_a_warning() -> None:
    record = json.loads(printed(run(stdin=TWO_STORIES)))
    assert record["headline"] == "Harbour reopens"
    assert [warning["code"] for warning in record["warnings"]] == ["several-stories"]


def test_all_prints_one_line_for_a_page_of_one_story(folder: Path) -> None:
    output = printed(run("--all", "page.txt", cwd=folder))
    assert [output.count("\n"), json.loads(output)] == [1, json.loads(RECORD % '"page.txt"')]


def test_a_site_profile_is_used(folder: Path) -> None:
    (folder / "site.toml").write_text('name = "a.example"\ntitle = "A"\ndate_order = "MDY"\n')
    record = json.loads(printed(run("--site", "site.toml", stdin=PAGE.replace(b"27/11", b"05/11"), cwd=folder)))
    assert record["site"] == {"name": "a.example", "title": "A", "url": None}
    assert record["timestamp"]["value"] == "2015-05-11T13:46:00"


def test_two_runs_print_the_same_bytes() -> None:
    page = str(path_of("other-site-full-mojibake"))
    assert run("--explain", page).stdout == run("--explain", page, env={"PYTHONHASHSEED": "1"}).stdout


# ---------------------------------------------------------------- the command itself


def test_the_version_is_that_of_the_package() -> None:
    assert printed(run("--version")) == f"gnn9-extract {gnn9_extract.__version__}\n"


@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_names_every_option_and_shows_examples(option: str) -> None:
    text = printed(run(option, env={"COLUMNS": "100"}))
    assert all(name in text for name in ("[PAGE]", "--explain", "--all", "--site", "--limit", "--version", "--help"))
    examples = ("gnn9-extract page.txt > article.json", "| gnn9-extract", "--explain page.txt", "gnn9-extract schema")
    assert all(example in text for example in examples)


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["schema"], ["no-such-page.txt"]], ids=str)
def test_without_a_terminal_there_is_no_colour(arguments: list[str]) -> None:
    result = run(*arguments)
    assert b"\x1b" not in result.stdout + result.stderr


def test_help_is_the_same_at_any_width_but_for_its_line_breaks() -> None:
    narrow, wide = (printed(run("--help", env={"COLUMNS": columns})) for columns in ("60", "140"))
    assert narrow.split() == wide.split()


def test_schema_prints_the_schema() -> None:
    output = printed(run("schema"))
    shipped = (ROOT / "gnn9_extract" / "write" / "record.schema.json").read_text("utf-8")
    assert output == shipped
    assert json.loads(output)["title"] == "Article record"


@pytest.mark.parametrize("option", ["--help", "-h"])
@pytest.mark.parametrize("name", ["batch", "learn", "repair", "schema"])
def test_every_command_has_help_of_its_own(name: str, option: str) -> None:
    assert f"Usage: gnn9-extract {name}" in printed(run(name, option))


def test_each_example_of_the_help_is_one_line_of_eighty_columns() -> None:
    lines = printed(run("--help", env={"COLUMNS": "80"})).splitlines()
    examples = [line for line in lines if line.startswith("    ") and "gnn9-extract" in line]
    assert len(examples) == 10
    assert all("  " in line.strip() and len(line) <= 80 for line in examples)


# ---------------------------------------------------------------- repair

DAMAGED = '  The cafÃ© â€" old.\r\n\n\tâ€œYesâ€\x9d\x0c\r'
REPAIRED = "  The café — old.\r\n\n\t“Yes”\x0c\r"


def test_repair_is_a_filter_that_changes_nothing_else(folder: Path) -> None:
    assert run("repair", stdin=DAMAGED.encode()).stdout == REPAIRED.encode()
    (folder / "damaged.txt").write_bytes(DAMAGED.encode())
    for arguments in (["damaged.txt"], ["--limit", "1", "damaged.txt"]):
        assert run("repair", *arguments, cwd=folder).stdout == REPAIRED.encode()


def test_repair_hands_on_what_is_empty_or_clean() -> None:
    for text in (b"", b"\n", "“Clean” – Å vere\r".encode()):
        result = run("repair", "-", stdin=text)
        assert (result.returncode, result.stdout, result.stderr) == (0, text, b"")


def test_repair_says_what_it_left() -> None:
    result = run("repair", stdin="The cafÃ© isnât in ZÄ â it wasnât.".encode())
    assert result.returncode == 0
    assert result.stdout.decode() == "The café isn’t in ZÄ — it wasn’t."
    message = b"gnn9-extract: standard input: undecided-mojibake: left as they are: '\xc3\x84' at 20\n"
    assert result.stderr == message


@pytest.mark.parametrize(
    ("data", "message"),
    [(b"PK\x03\x04", "standard input: this is a zip archive"), (b"x" * 1048577, "standard input: more than the limit")],
    ids=["archive", "large"],
)
def test_repair_refuses_what_the_main_command_refuses(data: bytes, message: str) -> None:
    result = run("repair", "--limit", "1", stdin=data)
    assert (result.returncode, result.stdout) == (1, b"")
    assert result.stderr.decode().startswith(f"gnn9-extract: {message}")


def test_repair_of_a_file_that_is_not_there_is_an_error() -> None:
    result = run("repair", "no-such-page.txt")
    assert (result.returncode, result.stdout) == (1, b"")
    assert result.stderr == b"gnn9-extract: no-such-page.txt: no such file; is the path right?\n"


@pytest.mark.parametrize("page", ["./schema", "folder/schema"])
def test_a_page_with_the_name_of_a_command_is_reached_by_its_path(page: str, tmp_path: Path) -> None:
    (tmp_path / page).parent.mkdir(exist_ok=True)
    (tmp_path / page).write_bytes(PAGE)
    assert printed(run(page, cwd=tmp_path)) == RECORD % '"schema"'


def test_what_is_not_the_name_of_a_command_is_a_page(folder: Path) -> None:
    (folder / "schemas").write_bytes(PAGE)
    assert printed(run("schemas", cwd=folder)) == RECORD % '"schemas"'


@pytest.mark.parametrize("name", ["two words.txt", "--explain.txt", "straße-日本.txt", "new\nline.txt"], ids=ascii)
def test_a_page_may_have_any_name(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(PAGE)
    record = json.loads(printed(run("--", name, cwd=tmp_path)))
    assert record["source"]["name"] == name


def test_a_page_may_have_a_name_that_is_no_text(tmp_path: Path) -> None:
    name = b"page\xff.txt"
    try:
        Path(tmp_path / name.decode("utf-8", "surrogateescape")).write_bytes(PAGE)
    except OSError:
        pytest.skip("this file system has no such names")
    assert json.loads(printed(run(name, cwd=tmp_path)))["source"]["name"] == "page\udcff.txt"


# ---------------------------------------------------------------- bad input


def refusal(result: subprocess.CompletedProcess[bytes], code: int) -> str:
    """The one line on standard error of a command that printed nothing else."""
    assert (result.returncode, result.stdout) == (code, b"")
    message = result.stderr.decode()
    assert message.startswith("gnn9-extract: ")
    assert message.endswith("\n")
    assert message.count("\n") == 1
    return message


def test_a_missing_file_is_named_with_a_way_out(tmp_path: Path) -> None:
    message = refusal(run("pages/no.txt", cwd=tmp_path), 1)
    assert "pages/no.txt" in message
    assert "no such file" in message
    assert "?" in message or ";" in message


def test_a_folder_is_named_with_a_way_out(tmp_path: Path) -> None:
    message = refusal(run(str(tmp_path)), 1)
    assert str(tmp_path) in message
    assert "folder" in message


# An audit hook refuses the one file, as the file system would: root may read everything.
REFUSE = """
import sys
def hook(event, arguments):
    if event == "open" and arguments[0] == "page.txt":
        raise PermissionError(13, "Permission denied", "page.txt")
sys.addaudithook(hook)
from gnn9_extract.cli import main
main(["page.txt"])
"""


def test_a_file_without_permission_is_named_with_a_way_out(folder: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError) as caught:
        run_python(REFUSE, cwd=folder)
    end = caught.value
    message = refusal(subprocess.CompletedProcess([], end.returncode, end.stdout, end.stderr), 1)
    assert "page.txt" in message
    assert "permission" in message


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (b"", "nothing at all"),
        (b" \n\t\r\n\xc2\xa0\n", "only white space"),
        (b"Global News Network 9\n\nhttp://www.gnn9.com\n\nGlobal News Network 9\n", "nothing but banners"),
        (b"http://www.gnn9.com\n\nPage 1 of 1\n\nGlobal News Network 9\n", "nothing but banners"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "PNG image"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG image"),
        (b"PK\x03\x04\x14\0\0\0\x08\0", "zip archive"),
        (b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", "PDF"),
        (bytes(range(32)) * 40, "not text"),
        (b"Harbour reopens. " * 100_000, "limit of 1,048,576 bytes"),
    ],
    ids=["empty", "blank", "banners", "banner and folio", "png", "jpeg", "zip", "pdf", "controls", "too large"],
)
@pytest.mark.parametrize("way", ["file", "pipe"])
def test_a_page_that_gives_no_record_is_refused_in_one_line(page: bytes, words: str, way: str, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_bytes(page)
    where = "page.txt" if way == "file" else "-"
    message = refusal(run("--limit", "1", where, stdin=page if way == "pipe" else b"", cwd=tmp_path), 1)
    assert message.startswith(f"gnn9-extract: {'page.txt' if way == 'file' else 'standard input'}: ")
    assert words in message


def test_no_stories_are_printed_of_a_page_that_gives_no_record() -> None:
    assert "white space" in refusal(run("--all", stdin=b" \n"), 1)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs a file without an end")
def test_of_a_file_without_an_end_no_more_than_the_limit_is_read() -> None:
    assert "limit" in refusal(run("--limit", "1", "/dev/zero"), 1)


def test_of_a_pipe_without_an_end_no_more_than_the_limit_is_read() -> None:
    endless = "import sys\ntry:\n while 1: sys.stdout.write('Ships sailed. ' * 999)\nexcept OSError: sys.stdout = None"
    with subprocess.Popen([COMMAND[0], "-c", endless], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as source:
        result = subprocess.run([*COMMAND, "--limit", "1"], stdin=source.stdout, capture_output=True, check=False)
        assert source.stdout is not None
        source.stdout.close()
    assert "limit" in refusal(result, 1)


@pytest.mark.parametrize(
    ("profile", "words"),
    [
        (None, "cannot read the site profile site.toml"),
        (b"name = ", "site.toml is no valid TOML"),
        (b'title = "A"', "site.toml has no name"),
        (b'name = "a.example"\nnmae = "b"', "unknown member nmae"),
        (b'name = "a.example"\nbanners = "A"', "banners cannot be 'A'"),
        (b"name = \xff", "site.toml"),
    ],
    ids=["missing", "no TOML", "no name", "misspelt", "wrong type", "no UTF-8"],
)
def test_a_bad_site_profile_is_a_wrong_call(profile: bytes | None, words: str, folder: Path) -> None:
    if profile is not None:
        (folder / "site.toml").write_bytes(profile)
    assert words in refusal(run("--site", "site.toml", "page.txt", cwd=folder), 2)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--explian", "page.txt"], b"--explian"),
        (["page.txt", "other.txt"], b"2 pages"),
        (["--site"], b"--site"),
        (["--limit", "0", "page.txt"], b"--limit"),
        (["--limit", "much", "page.txt"], b"much"),
        (["schema", "page.txt"], b"page.txt"),
    ],
    ids=["unknown option", "two pages", "no value", "no limit", "no number", "schema of a page"],
)
def test_a_wrong_call_says_what_is_wrong(arguments: list[str], words: bytes, folder: Path) -> None:
    result = run(*arguments, cwd=folder)
    assert (result.returncode, result.stdout) == (2, b"")
    assert words in result.stderr.splitlines()[-1]
    assert b"Traceback" not in result.stderr


# ---------------------------------------------------------------- pipes that close, disks that are full


@pytest.fixture
def long_page(tmp_path: Path) -> str:
    """A page whose record is longer than any pipe holds."""
    path = tmp_path / "long.txt"
    path.write_text("Harbour reopens\n\n27/11/2015\n\n" + "Ships sailed again on Friday.\n\n" * 20_000)
    return str(path)


def test_a_reader_that_closes_early_sees_no_traceback(long_page: str) -> None:
    with subprocess.Popen([*COMMAND, long_page], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as command:
        assert command.stdout is not None
        assert command.stderr is not None
        assert command.stdout.readline() == b"{\n"
        command.stdout.close()
        errors = command.stderr.read()
    assert (command.returncode, errors) == (0, b"")


def through_a_shell(line: str, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    """A line of shell in which `$0` is Python."""
    return subprocess.run(["sh", "-c", line, COMMAND[0]], capture_output=True, cwd=cwd, env=surroundings(), check=False)


@pytest.mark.parametrize("line", ['"$0" -m gnn9_extract page.txt | true', '"$0" -m gnn9_extract schema | head -1'])
def test_a_pipe_that_is_closed_before_it_is_written_to_brings_no_traceback(line: str, folder: Path) -> None:
    assert through_a_shell(line, folder).stderr == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
@pytest.mark.parametrize("arguments", [["page.txt"], ["--all", "page.txt"], ["schema"]], ids=str)
def test_a_full_disk_is_said_in_one_line(arguments: list[str], folder: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run([*COMMAND, *arguments], stdout=full, stderr=subprocess.PIPE, cwd=folder, check=False)
    assert result.returncode == 1
    assert result.stderr == b"gnn9-extract: cannot write the record: No space left on device\n"


def test_closed_standard_output_is_said_in_one_line(folder: Path) -> None:
    result = through_a_shell('"$0" -m gnn9_extract page.txt >&-', folder)
    assert (result.returncode, result.stderr.count(b"\n")) == (1, 1)
    assert b"Traceback" not in result.stderr


@pytest.mark.parametrize("page", ["-", ""], ids=["dash", "no argument"])
def test_closed_standard_input_is_a_wrong_call_or_an_unreadable_page(page: str, folder: Path) -> None:
    result = through_a_shell(f'"$0" -m gnn9_extract {page} <&-', folder)
    assert result.returncode in (1, 2)
    assert result.stdout == b""
    assert result.stderr.strip()
    assert b"Traceback" not in result.stderr


def test_without_a_page_on_a_terminal_the_call_is_wrong(folder: Path) -> None:
    """Nobody is left waiting for a page to be typed."""
    pty = pytest.importorskip("pty")
    keyboard, terminal = pty.openpty()
    with open(keyboard, "rb"), open(terminal, "rb") as stdin:  # noqa: PTH123  (descriptors have no path)
        result = subprocess.run(COMMAND, stdin=stdin, capture_output=True, cwd=folder, check=False, timeout=60)
    assert (result.returncode, result.stdout) == (2, b"")
    assert b"no page given" in result.stderr
    assert b"--help" in result.stderr
