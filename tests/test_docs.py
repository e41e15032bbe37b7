"""The documents and the code say the same: examples run, tables agree with the code, links lead to files."""

import ast
import doctest
import importlib
import json
import re
import runpy
import shlex
import typing
from collections.abc import Iterator
from dataclasses import MISSING, dataclass, fields, is_dataclass
from functools import cache
from pathlib import Path
from textwrap import dedent
from types import UnionType
from typing import Any, Literal, get_args, get_origin

import duckdb
import pytest

from gnn9_extract import (
    Article,
    Byline,
    Claim,
    Dateline,
    Doubt,
    Edit,
    ExtractionError,
    Profile,
    Site,
    Source,
    Timestamp,
    Trace,
    WireCredit,
    __version__,
    article,
    extract,
    extract_all,
    read_profile,
)
from gnn9_extract.archive.output import FORMATS
from gnn9_extract.archive.pool import Limits
from gnn9_extract.clean.labels import RULES as BOILERPLATE_RULES
from gnn9_extract.clean.mojibake.encodings import ENCODINGS
from gnn9_extract.find.expected import missing
from gnn9_extract.page import Action
from gnn9_extract.read.source import MAX_BYTES
from gnn9_extract.tables.rows import rows as table_rows
from gnn9_extract.write.flat import COLUMNS
from gnn9_extract.write.schema import schema_text
from tests.command import run
from tests.fixture_files import NAMES, page_of

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "gnn9_extract"
DOCUMENTS = [
    *("README.md", "CHANGELOG.md", "CONTRIBUTING.md"),
    *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")),
]
RECORD = "docs/record.md"
# The parts of the record, by the heading over their fields.
PARTS: dict[str, type] = {
    "Article": Article,
    "Byline": Byline,
    "Timestamp": Timestamp,
    "Dateline": Dateline,
    "Wire credit": WireCredit,
    "Site": Site,
    "Source": Source,
    "Warnings": Doubt,
    "Edits": Edit,
    "Claims": Claim,
}

# Kinds of boxes whose lines stay on the page, or are set aside for the finders.
NO_RULES = {"story", "nothing", "author", "date", "credit"}

Row = dict[str, str]


# ---------------------------------------------------------------- reading a document


@cache
def text_of(document: str) -> str:
    return (ROOT / document).read_text("utf-8")


def blocks(document: str, language: str) -> list[str]:
    """The fenced blocks of one language, without the indent of the list that they stand in."""
    found = re.finditer(rf"^( *)```{language}\n(.*?)^\1```$", text_of(document), re.MULTILINE | re.DOTALL)
    return [dedent(block[2]) for block in found]


def prose(document: str) -> str:
    """The document without its fenced blocks."""
    return re.sub(r"^( *)```.*?^\1```$", "", text_of(document), flags=re.MULTILINE | re.DOTALL)


def commands(document: str) -> list[tuple[str, str]]:
    """The commands of the console blocks, each with the output that the document shows."""
    typed = [part for block in blocks(document, "console") for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]]
    return [(command, output) for command, _, output in (part.partition("\n") for part in typed)]


def shown_files(document: str) -> dict[str, str]:
    """The files that the document shows by `$ cat NAME`."""
    return {typed.removeprefix("cat "): text for typed, text in commands(document) if typed.startswith("cat ")}


def write_files(document: str, folder: Path) -> None:
    for name, text in shown_files(document).items():
        (folder / name).write_bytes(text.encode())


def tables(document: str) -> Iterator[tuple[str, list[Row]]]:
    """The tables of a document, each with the heading that it stands under."""
    for section in re.split(r"^#+ ", prose(document), flags=re.MULTILINE)[1:]:
        heading = section.split("\n", 1)[0]
        for found in re.finditer(r"(?:^\|.*\|\n?)+", section, re.MULTILINE):
            head, _, *rows = map(cells, found[0].strip().split("\n"))
            yield heading, [dict(zip(head, row, strict=True)) for row in rows]


def cells(line: str) -> list[str]:
    return [cell.strip().replace(r"\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def table(document: str, heading: str, first_column: str) -> list[Row]:
    """The table under a heading whose first column has that name; in that column the backticks are taken off."""
    for over, rows in tables(document):
        if over == heading and next(iter(rows[0])) == first_column:
            return [{**row, first_column: row[first_column].strip("`")} for row in rows]
    raise AssertionError(f"{document} has no table of {first_column} under {heading}")


def column(rows: list[Row], name: str) -> list[str]:
    return [row[name] for row in rows]


# ---------------------------------------------------------------- examples


def test_there_are_examples_to_run() -> None:
    ran = [command for document in DOCUMENTS for command, _ in commands(document) if command.startswith("gnn9-extract")]
    assert ran
    assert any(blocks(document, "python") for document in DOCUMENTS)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_commands_of_a_document_print_what_it_shows(document: str, tmp_path: Path) -> None:
    write_files(document, tmp_path)
    for command, output in commands(document):
        match shlex.split(command):
            case ["cat", name]:
                assert output.endswith("\n"), name
            case ["gnn9-extract", *arguments]:
                ran = run(*arguments, cwd=tmp_path)
                assert (ran.stdout + ran.stderr).decode() == output
            case _:
                pytest.fail(f"{document} shows a command that is not run here: {command}")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_python_of_a_document_gives_what_it_shows(
    document: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(document, tmp_path)
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    report: list[str] = []
    for number, block in enumerate(blocks(document, "python"), 1):
        examples = doctest.DocTestParser().get_doctest(block, names, f"{document}, block {number}", document, 0)
        assert examples.examples, examples.name
        doctest.DocTestRunner(verbose=False).run(examples, out=report.append, clear_globs=False)
        names = examples.globs
    assert "".join(report) == ""


# ---------------------------------------------------------------- fields


def in_words(hint: Any) -> tuple[str, bool]:
    """A type as the tables call it, and whether it can be null."""
    if get_origin(hint) in {UnionType, typing.Union}:
        (some,) = set(get_args(hint)) - {type(None)}
        return in_words(some)[0], True
    if get_origin(hint) is tuple:
        return ("list of strings" if get_args(hint)[0] is str else "list of objects"), False
    names = {str: "string", int: "integer", dict[str, str]: "table of strings"}
    return ("string" if get_origin(hint) is Literal else names.get(hint, "object")), False


def test_every_class_of_the_record_is_documented() -> None:
    classes = {value for value in vars(article).values() if isinstance(value, type) and is_dataclass(value)}
    assert set(PARTS.values()) == classes - {Trace}


@pytest.mark.parametrize("heading", PARTS)
def test_the_fields_of_the_record_are_the_rows_of_the_page(heading: str) -> None:
    rows = table(RECORD, heading, "Field")
    assert column(rows, "Field") == [field.name for field in fields(PARTS[heading])]


@pytest.mark.parametrize("heading", PARTS)
def test_the_types_of_the_page_are_those_of_the_code(heading: str) -> None:
    hints = typing.get_type_hints(PARTS[heading])
    for row in table(RECORD, heading, "Field"):
        said = (row["Type"], row["Null when"] != "never")
        assert said == in_words(hints[row["Field"]]), row["Field"]


@pytest.mark.parametrize("heading", PARTS)
def test_the_examples_of_the_page_are_the_record_of_its_page(heading: str) -> None:
    ((name, page),) = shown_files(RECORD).items()
    record = extract(page.encode(), name=name).to_dict(explain=True)
    part = record if heading == "Article" else record[heading.lower().replace(" ", "_")]
    part = part[0] if isinstance(part, list) else part
    for row in table(RECORD, heading, "Field"):
        value = part[row["Field"]]
        if row["Example"] == "below":
            assert isinstance(value, dict) or all(isinstance(item, dict) for item in value)
        else:
            assert json.loads(row["Example"].strip("`")) == value


def test_the_kinds_of_credits_are_those_of_the_schema() -> None:
    kinds = json.loads(schema_text())["properties"]["wire_credit"]["properties"]["kind"]["enum"]
    assert column(table(RECORD, "Wire credit", "Kind"), "Kind") == kinds


def test_the_credits_that_the_page_shows_are_of_their_kind() -> None:
    for row in table(RECORD, "Wire credit", "Kind"):
        for text in re.findall(r"`([^`]+)`", row["Looks like"]):
            credit = extract(f"Ferry sails\n\n14/01/2014\n\nThe ferry sailed.\n\n{text}\n").wire_credit
            assert credit is not None, text
            assert (credit.text, credit.kind) == (text, row["Kind"])


def test_the_formats_are_those_of_the_schema() -> None:
    formats = json.loads(schema_text())["properties"]["source"]["properties"]["format"]["enum"]
    (row,) = (row for row in table(RECORD, "Source", "Field") if row["Field"] == "format")
    assert re.findall(r"`(\w+)`", row["Meaning"]) == formats


# ---------------------------------------------------------------- codes and rules, read from the source


@cache
def modules() -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text("utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}


@dataclass(frozen=True, slots=True)
class Call:
    """A call, with the module and the function (or the module again) that it stands in."""

    node: ast.Call
    path: Path
    inside: ast.AST

    def argument(self, place: int | None, keyword: str) -> ast.expr | None:
        named = [given.value for given in self.node.keywords if given.arg == keyword]
        placed = [] if place is None else self.node.args[place : place + 1]
        return next(iter([*named, *placed]), None)


def calls(*names: str) -> Iterator[Call]:
    """The calls of functions, methods and classes of those names in the whole package."""
    for path, tree in modules().items():
        for scope in (tree, *(node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))):
            for node in own(scope):
                if isinstance(node, ast.Call) and {getattr(node.func, "id", ""), getattr(node.func, "attr", "")} & {
                    *names
                }:
                    yield Call(node, path, scope)


def own(scope: ast.AST) -> Iterator[ast.AST]:
    """What stands in a module or a function, but not in the functions inside it."""
    for node in ast.iter_child_nodes(scope):
        if not isinstance(node, ast.FunctionDef):
            yield node
            yield from own(node)


def parameters(node: ast.AST) -> list[str]:
    """What a function takes by place, or the fields of a class."""
    if isinstance(node, ast.FunctionDef):
        return [each.arg for each in (*node.args.posonlyargs, *node.args.args) if each.arg not in {"self", "cls"}]
    if isinstance(node, ast.ClassDef):
        return [
            each.target.id
            for each in node.body
            if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)
        ]
    return []


def rule_takers() -> dict[str, list[str]]:
    """Whatever is told the name of a rule, with its parameters: Page.edit, Page.found, rewrite, Edit and their like."""
    nodes = [node for tree in modules().values() for node in ast.walk(tree)]
    taking = [node for node in nodes if isinstance(node, ast.FunctionDef | ast.ClassDef) and "rule" in parameters(node)]
    return {node.name: parameters(node) for node in taking}


def rules_at(call: Call, rule: ast.expr | None) -> set[str]:
    """The rules that an argument can be: a string, one that the module decided on before, or one handed through."""
    if isinstance(rule, ast.Attribute) or (isinstance(rule, ast.Name) and rule.id in parameters(call.inside)):
        return set()  # handed through: it is counted where it comes from
    name = rule.id if isinstance(rule, ast.Name) else "rule"
    found = strings(rule) if isinstance(rule, ast.Constant) else decided_in_reach(call.path, name)
    assert found, f"{call.path.name}, line {call.node.lineno}: which rule is this?"
    return found


def decided_in_reach(path: Path, variable: str) -> set[str]:
    """The rules that a module decides on; where it hands the decision to others of its stage, those that they do."""
    own = decided(modules()[path], variable)
    stage = "|".join(re.findall(rf"from gnn9_extract\.{path.parent.name}\.(\w+) import", path.read_text("utf-8")))
    others = [
        tree for other, tree in modules().items() if other.parent == path.parent and re.fullmatch(stage, other.stem)
    ]
    return own or {rule for tree in others for rule in decided(tree, variable)}


def decided(tree: ast.Module, variable: str) -> set[str]:
    """The rules that a module decides on: what its functions return or yield, and what it gives to a variable."""
    values: list[ast.expr | None] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Return | ast.Yield):
            values.append(node.value)
        elif isinstance(node, ast.GeneratorExp):
            values.append(node.elt)
        elif isinstance(node, ast.Assign) and any(
            isinstance(to, ast.Name) and to.id == variable for to in node.targets
        ):
            values.append(node.value)
    return {name for value in values for part in outcomes(value) for name in strings(part)}


def outcomes(value: ast.expr | None) -> Iterator[ast.expr]:
    """What an expression can come to, if that is a string or a tuple with one."""
    if isinstance(value, ast.IfExp):
        yield from (*outcomes(value.body), *outcomes(value.orelse))
    elif isinstance(value, ast.Tuple):
        yield from (part for item in value.elts for part in outcomes(item))
    elif isinstance(value, ast.Constant):
        yield value


def strings(node: ast.expr | None) -> set[str]:
    """The string of a constant, if it could be the name of a rule."""
    value = node.value if isinstance(node, ast.Constant) else None
    return {value} if isinstance(value, str) and re.fullmatch(r"[a-z]+(_[a-z]+)*", value) else set()


def edit_rules() -> dict[str, set[str]]:
    """Every rule that makes edits, with its actions."""
    found: dict[str, set[str]] = {}
    for taker, takes in rule_takers().items():
        for call in calls(taker) if "action" in takes or taker == "removal" else ():
            actions = strings(call.argument(takes.index("action"), "action")) if "action" in takes else {"remove"}
            for rule in rules_at(call, call.argument(takes.index("rule"), "rule")):
                found.setdefault(rule, set()).update(actions)
    # The kinds of notices, and of boxes on HTML pages, are rules that tables name.
    tables = ("notices.csv", "boxes.csv", "web_notices.csv")
    kinds = {row["kind"] for table in tables for row in table_rows(table)} - NO_RULES
    found |= {rule: {"remove"} for rule in (*kinds, *BOILERPLATE_RULES)}
    # The encodings that UTF-8 was misread in are in the names of their rule.
    return found | {f"mojibake_{name.replace('-', '_')}": {"repair"} for name in ENCODINGS}


def claim_rules() -> dict[str, set[str]]:
    """Every rule that makes claims, with the fields that it claims; finders have the name of a field, but for three."""
    found: dict[str, set[str]] = {}
    for taker, takes in rule_takers().items():
        if "action" not in takes and taker != "removal":
            for call in calls(taker):
                field = {"body": "paragraphs", "loose_dates": "timestamp", "site_byline": "byline"}.get(
                    call.path.stem, call.path.stem
                )
                for rule in rules_at(call, call.argument(takes.index("rule"), "rule")):
                    found.setdefault(rule, set()).add(field)
    return found


def warning_codes() -> set[str]:
    codes = {doubt.code for doubt in missing(())}
    for call in calls("Doubt"):
        code = call.argument(0, "code")
        # Only the codes of missing fields are put together by a program.
        assert isinstance(code, ast.Constant) or call.path.stem == "expected", call.path
        if isinstance(code, ast.Constant):
            codes.add(str(code.value))
    return codes


def unique(names: list[str]) -> set[str]:
    assert len(names) == len(set(names))
    return set(names)


def test_every_warning_of_the_code_is_on_the_page() -> None:
    assert unique(column(table(RECORD, "Warnings", "Code"), "Code")) == warning_codes()


def test_every_action_of_the_code_is_on_the_page() -> None:
    assert tuple(column(table(RECORD, "Edits", "Action"), "Action")) == get_args(Action)


def test_every_edit_rule_of_the_code_is_on_the_page() -> None:
    rows = table(RECORD, "Edits", "Rule")
    unique(column(rows, "Rule"))
    assert {row["Rule"]: set(row["Action"].split(", ")) for row in rows} == edit_rules()


def test_every_claim_rule_of_the_code_is_on_the_page() -> None:
    rows = table(RECORD, "Claims", "Rule")
    unique(column(rows, "Rule"))
    assert {row["Rule"]: set(re.findall(r"\w+", row["Field"])) for row in rows} == claim_rules()


@pytest.mark.parametrize("name", NAMES)
def test_no_record_has_a_rule_or_a_warning_that_is_not_on_the_page(name: str) -> None:
    edits, claims = (set(column(table(RECORD, heading, "Rule"), "Rule")) for heading in ("Edits", "Claims"))
    for story in extract_all(page_of(name)):
        assert {edit.rule for edit in story.edits} <= edits
        assert {claim.rule for claim in story.claims} <= claims
        assert {doubt.code for doubt in story.warnings} <= set(column(table(RECORD, "Warnings", "Code"), "Code"))


# ---------------------------------------------------------------- errors


def family(error: type[ExtractionError]) -> Iterator[type[ExtractionError]]:
    yield error
    for child in error.__subclasses__():
        yield from family(child)


def test_every_error_of_the_code_is_on_the_page() -> None:
    said = {row["Error"].strip("`"): row["Code"].strip("`") for row in table(RECORD, "Errors", "Error")}
    assert said == {error.__name__: error.code for error in family(ExtractionError)}


def test_the_command_ends_with_the_exit_status_on_the_page(tmp_path: Path) -> None:
    pages = {"blank": b" \n", "image": b"\x89PNG\r\n", "large": b"word " * 300_000, "page": b"Head\n\nBody\n"}
    for name, data in pages.items():
        (tmp_path / name).write_bytes(data)
    wrong = {
        "ExtractionError": ["no-such-page"],
        "EmptyPageError": ["blank"],
        "NotTextError": ["image"],
        "TooLargeError": ["--limit", "1", "large"],
        "ProfileError": ["--site", "no-such-profile", "page"],
    }
    said = {row["Error"]: int(row["Exit"]) for row in table(RECORD, "Errors", "Error")}
    assert said == {error: run(*arguments, cwd=tmp_path).returncode for error, arguments in wrong.items()}


# ---------------------------------------------------------------- site profiles


def test_the_members_of_a_profile_are_the_rows_of_the_page() -> None:
    hints = typing.get_type_hints(Profile)
    rows = table("docs/sites.md", "The members", "Member")
    assert column(rows, "Member") == [field.name for field in fields(Profile)]
    assert column(rows, "Type") == [in_words(hints[field.name])[0] for field in fields(Profile)]
    required = [field.default is MISSING and field.default_factory is MISSING for field in fields(Profile)]
    assert [row["Default"] == "required" for row in rows] == required


def test_the_example_of_a_profile_has_every_member(tmp_path: Path) -> None:
    write_files("docs/sites.md", tmp_path)
    (file,) = tmp_path.glob("*.toml")
    profile = read_profile(file)
    assert all(getattr(profile, field.name) for field in fields(Profile))


# ---------------------------------------------------------------- how it works


def test_the_steps_are_functions_of_the_modules_that_they_link_to() -> None:
    for row in table("docs/how-it-works.md", "The stages", "Step"):
        (module,) = re.findall(r"\[`([\w/]+)\.py`\]", row["Module"])
        assert callable(getattr(importlib.import_module(f"gnn9_extract.{module.replace('/', '.')}"), row["Step"]))


def test_the_steps_are_those_of_the_pipeline() -> None:
    pipeline = (PACKAGE / "pipeline.py").read_text("utf-8")
    rows = table("docs/how-it-works.md", "The stages", "Step")
    linked = {name for row in rows for name in re.findall(r"\[`([\w/]+)\.py`\]", row["Module"])}
    imported = re.findall(r"^from gnn9_extract\.((?:read|clean|find)\.[\w.]+) import [a-z]", pipeline, re.MULTILINE)
    assert {name.replace(".", "/") for name in imported} <= linked
    in_order = re.findall(r"find_\w+|web_\w+", pipeline.partition("_FINDERS:")[2].partition("\n)\n")[0])
    assert in_order
    assert [name for name in column(rows, "Step") if name in in_order] == in_order


def test_every_law_is_in_the_test_file_that_the_page_names() -> None:
    rows = table("docs/how-it-works.md", "The laws", "Law")
    assert len(rows) == 5
    for row in rows:
        (name,) = re.findall(r"`(\w+\.py)`", row["Held by"])
        text = (ROOT / "tests" / name).read_text("utf-8")
        assert row["Law"].lower() in f"{name} {text}", row["Law"]


# ---------------------------------------------------------------- links, targets, options, version


def anchors(document: str) -> set[str]:
    """The anchors of a document's headings, as code hosts make them."""
    headings = re.findall(r"^#+ (.*)", prose(document), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_leads_to_a_file_and_a_heading(document: str) -> None:
    for link in re.findall(r"\]\(([^)\s]+)\)", prose(document)):
        if "://" in link:
            continue
        path, _, anchor = link.partition("#")
        target = (ROOT / document).parent / path if path else ROOT / document
        assert target.exists(), link
        assert not anchor or anchor in anchors(str(target.resolve().relative_to(ROOT))), link


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_path_that_is_named_exists(document: str) -> None:
    for path in re.findall(r"`((?:gnn9_extract|tests|tools|docs|fixtures|benchmarks)/[^`\s<>]*)`", prose(document)):
        assert (ROOT / path).exists(), path


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_make_target_that_is_named_exists(document: str) -> None:
    code = "\n".join([*blocks(document, "sh"), *re.findall(r"`([^`]+)`", prose(document))])
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z]+)", code)) <= targets


def test_the_readme_names_the_two_commands() -> None:
    assert {"run", "test"} <= set(re.findall(r"^make ([a-z]+)", "\n".join(blocks("README.md", "sh")), re.MULTILINE))


def options_of(text: str) -> set[str]:
    return set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", text))


@cache
def options(*command: str) -> set[str]:
    lines = run(*command, "--help").stdout.decode().partition("Options:")[2].partition("Examples:")[0].split("\n")
    return {option for line in lines for option in options_of(line.strip().partition("  ")[0])}


def test_the_options_of_the_readme_are_those_of_the_help() -> None:
    rows = table("README.md", "The command", "Option")
    assert {option for row in rows for option in options_of(row["Option"])} == options()


@pytest.mark.parametrize("document", [document for document in DOCUMENTS if document != "docs/forms.md"])
def test_every_option_that_is_named_exists(document: str) -> None:
    spans = re.findall(r"`(--?[a-z][^`]*)`", prose(document))
    typed = re.findall(r"^gnn9-extract [^#\n]*", "\n".join(blocks(document, "sh")), re.MULTILINE)
    assert options_of("\n".join([*spans, *typed])) <= options() | options("batch")


# ---------------------------------------------------------------- archives

ARCHIVE = "docs/archive.md"


def test_the_options_of_a_batch_are_those_of_its_help() -> None:
    rows = table(ARCHIVE, "Options", "Option")
    assert {option for row in rows for option in options_of(row["Option"])} == options("batch")
    defaults = {row["Option"]: re.findall(r"default is (\d+)", row["What it does"]) for row in rows}
    given = Limits()
    assert defaults["--time-limit SECONDS"] == [f"{given.seconds:g}"]
    assert defaults["--memory-limit MIB"] == [str(given.mebibytes)]


def test_every_code_of_a_reject_is_on_the_page() -> None:
    sources = "\n".join(path.read_text("utf-8") for path in sorted((PACKAGE / "archive").rglob("*.py")))
    codes = set(re.findall(r'(?:Missing|PageFault)\(\s*"([a-z-]+)"', sources))
    codes |= set(re.findall(r'Rejected\([^"()]+, "([a-z-]+)"', sources))
    assert {"refused", "timeout", "crashed"} <= codes
    errors = {error.code for error in family(ExtractionError)}
    assert unique(column(table(ARCHIVE, "Rejects", "Code"), "Code")) == codes | errors


def test_the_columns_of_the_tables_are_those_of_the_page() -> None:
    rows = table(ARCHIVE, "Columns", "Column")
    assert {row["Column"]: row["Type"] for row in rows} == COLUMNS


def test_the_endings_of_the_outputs_are_those_of_the_page() -> None:
    said = {ending for row in table(ARCHIVE, "Outputs", "Ending") for ending in re.findall(r"\.[a-z.]+", row["Ending"])}
    assert said == {ending for ending in FORMATS if "ndjson" not in ending}


def test_the_question_to_duckdb_is_answered(tmp_path: Path) -> None:
    (question,) = blocks(ARCHIVE, "sql")
    write_files(ARCHIVE, tmp_path)
    assert run("batch", "ferry.txt", "--out", "articles.parquet", cwd=tmp_path).returncode == 0
    asked = question.replace("articles.parquet", str(tmp_path / "articles.parquet"))
    with duckdb.connect() as db:
        assert db.execute(asked).fetchall() == [("PTI", 1)]


def test_the_readme_names_the_limit() -> None:
    (row,) = (row for row in table("README.md", "The command", "Option") if "--limit" in row["Option"])
    assert re.findall(r"\d+", row["What it does"]) == [str(MAX_BYTES // 2**20)]


def test_the_changelog_opens_with_the_version_and_its_day() -> None:
    opening = re.search(r"^## \[(.+?)\] - (.+)$", text_of("CHANGELOG.md"), re.MULTILINE)
    assert opening
    assert opening[1] == __version__
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", opening[2])


def test_the_page_of_forms_is_made_from_the_cases() -> None:
    made = runpy.run_path(str(ROOT / "tools" / "make_forms.py"))["forms_page"]()
    assert (ROOT / "docs" / "forms.md").read_text("utf-8") == made
