"""Imports run one way: what pages are made of <- the four stages <- the pipeline <- the command."""

import ast
import sys
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.command import run_python
from tests.fixture_files import path_of

PACKAGE = Path(__file__).parent.parent / "gnn9_extract"
# From the bottom up. The package itself is the public names; `review` comes with later work.
LAYERS = (
    {"page", "article", "trace", "errors", "tables", "sites"},
    {"read", "clean", "find", "write"},
    {"pipeline"},
    {"archive", "review", "adapters"},
    {"gnn9_extract"},
    {"calls"},
    {"arguments"},
    {"cli"},
    {"__main__"},
)
STAGES = LAYERS[1]
HEIGHT = {part: height for height, parts in enumerate(LAYERS) for part in parts}
# The command is an argument parser's; the others cost more to load than a clean page takes to read.
LAZY = {
    "ftfy",
    "dateparser",
    "bs4",
    "lxml",
    "pypdfium2",
    "typer",
    "rich",
    "pyarrow",
    "scrapy",
    "itemadapter",
    "datatrove",
}
EAGER = {
    ("gnn9_extract.arguments", "typer"),
    # These are loaded by the program that they are adapters for.
    ("gnn9_extract.adapters.datatrove", "datatrove"),
    ("gnn9_extract.adapters.scrapy", "itemadapter"),
    ("gnn9_extract.adapters.scrapy", "scrapy"),
}
NO_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "settings", "shared", "base", "stuff"}


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_of(path): path for path in sorted(PACKAGE.rglob("*.py"))}


@cache
def tree_of(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text("utf-8"))


def imported(node: ast.AST) -> list[str]:
    """The modules that one import statement names; of `from a import b`, `a.b` where that is a module."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if not isinstance(node, ast.ImportFrom) or node.module is None:
        return []
    inside = {alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    return sorted({inside[name] if inside[name] in MODULES else node.module for name in inside})


def imports_of(module: str) -> set[str]:
    """What a module imports of the package, anywhere in it."""
    names = (name for node in ast.walk(tree_of(module)) for name in imported(node))
    return {name for name in names if name.split(".")[0] == "gnn9_extract"}


def part_of(module: str) -> str:
    """The part of the floor plan that a module belongs to."""
    return [*module.split("."), ""][1] or module


def edges() -> list[tuple[str, str]]:
    return [(module, name) for module in MODULES for name in sorted(imports_of(module))]


def test_every_module_has_its_place_in_the_floor_plan() -> None:
    assert {part_of(module) for module in MODULES} <= set(HEIGHT)


def test_imports_are_absolute() -> None:
    relative = [
        module
        for module in MODULES
        for node in ast.walk(tree_of(module))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert relative == []


def test_no_module_imports_from_above() -> None:
    assert [(a, b) for a, b in edges() if HEIGHT[part_of(a)] < HEIGHT[part_of(b)]] == []


def test_the_four_stages_never_import_each_other() -> None:
    crossing = [(a, b) for a, b in edges() if {part_of(a), part_of(b)} <= STAGES and part_of(a) != part_of(b)]
    assert crossing == []


def test_nothing_imports_the_command_but_its_entry() -> None:
    assert [a for a, b in edges() if part_of(b) == "cli"] == ["gnn9_extract.__main__"]


def test_there_are_no_cycles() -> None:
    order = list(TopologicalSorter({module: imports_of(module) for module in MODULES}).static_order())
    assert set(order) == set(MODULES)


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert {part for module in MODULES for part in module.split(".")} & NO_NAMES == set()


def at_the_top(module: str) -> set[str]:
    """The packages that a module imports as soon as it is imported itself."""
    tree = tree_of(module)
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    inside = {id(node) for function in functions for node in ast.walk(function)}
    return {name.split(".")[0] for node in ast.walk(tree) if id(node) not in inside for name in imported(node)}


def test_slow_packages_are_imported_only_inside_functions() -> None:
    eager = {(module, package) for module in MODULES for package in at_the_top(module) & LAZY}
    assert eager == EAGER


def test_no_third_party_package_is_imported_beside_the_declared_ones() -> None:
    packages = {name.split(".")[0] for m in MODULES for node in ast.walk(tree_of(m)) for name in imported(node)}
    assert packages - sys.stdlib_module_names - {"gnn9_extract"} <= LAZY


# ---------------------------------------------------------------- what a fresh process loads

LOADED = f"; import sys; print(*sorted({LAZY} & sys.modules.keys()))"
EXTRACT = "import sys, gnn9_extract; gnn9_extract.extract(sys.argv[1])" + LOADED


def loaded_by(code: str, *arguments: str) -> list[str]:
    """Which of the slow packages a fresh process has loaded after some code."""
    return run_python(code, *arguments).stdout.decode().split()


def page(credit: str = "27/11/2015 13:46 by admin", body: str = "Ships sailed again on Friday.") -> str:
    return f"Harbour reopens after eleven months\n\n{credit}\n\nMoscow: {body}\n\n- PTI\n"


def test_importing_the_library_loads_no_slow_package() -> None:
    assert loaded_by("import gnn9_extract" + LOADED) == []


@pytest.mark.parametrize(
    "body",
    [
        "Ships sailed again on Friday.",
        "“We sailed,” said the café’s owner — at last, for €4.80.",
        'The bridge â€" it is old â€" was closed in 2009â€"2013.',
        "The captainâ€™s boat sailed.",
        "Корабли снова вышли в море.",
        "Å bygge båten tok ti år.",
        "जहाज़ शुक्रवार को फिर चले।",
    ],
    ids=["ascii", "curly quotes", "lossy dashes", "a damaged apostrophe", "Russian", "Norwegian", "Hindi"],
)
def test_a_page_that_needs_no_ftfy_does_not_load_it(body: str) -> None:
    assert loaded_by(EXTRACT, page(body=body)) == []


def test_a_damaged_page_loads_nothing() -> None:
    assert loaded_by(EXTRACT, page(body='The cafÃ© was closed â€" she said.')) == []


def test_a_page_with_damage_that_is_left_loads_ftfy_and_nothing_else() -> None:
    body = "The captainâ€™s boat donâ€™t sail, itâ€™s too old, and theyâ€™re at the caf├⌐ now."
    assert loaded_by(EXTRACT, page(body=body)) == ["ftfy"]


@pytest.mark.parametrize(
    "credit", ["27/11/2015 13:46 by admin", "2015-11-27", "Nov 27, 2015 1:46 PM", "Published: 27th November 2015"]
)
def test_a_page_whose_date_has_a_known_form_does_not_load_dateparser(credit: str) -> None:
    assert loaded_by(EXTRACT, page(credit=credit)) == []


def test_a_page_without_a_date_does_not_load_dateparser() -> None:
    assert loaded_by(EXTRACT, page(credit="by admin")) == []


def test_a_date_in_another_language_loads_dateparser() -> None:
    assert "dateparser" in loaded_by(EXTRACT, page(credit="27 noyabr 2015"))


@pytest.mark.parametrize(("option", "loaded"), [([], []), (["--explain"], [b"typer"])])
def test_the_command_loads_nothing_slow_but_for_options_its_argument_parser(
    option: list[str], loaded: list[bytes]
) -> None:
    code = "import sys; from gnn9_extract.cli import main\ntry: main(sys.argv[1:])\nfinally: sys.stdout = sys.stderr"
    result = run_python(code + LOADED, *option, str(path_of("no-dateline")))
    assert result.stderr.split() == loaded
