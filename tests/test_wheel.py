"""The wheel holds all that the program needs, and works without the folder it was built from."""

import importlib.util
import subprocess
import sys
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

import gnn9_extract
from tests.command import ROOT, run, run_python
from tests.fixture_files import page_of, path_of

SHIPPED = {".py", ".csv", ".txt", ".toml", ".json", ".typed"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel of the project; with the build backend at hand nothing is fetched for it."""
    folder = tmp_path_factory.mktemp("wheel")
    isolation = ["--no-build-isolation"] if importlib.util.find_spec("hatchling") else []
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", *isolation, "--wheel-dir", str(folder)]
    subprocess.run([*command, str(ROOT)], check=True, timeout=300)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def metadata(unpacked: Path, name: str) -> str:
    return next(unpacked.glob("*.dist-info")).joinpath(name).read_text("utf-8")


def test_the_wheel_holds_every_file_of_the_package_and_nothing_else(wheel: Path) -> None:
    package = ROOT / "gnn9_extract"
    files = {path.relative_to(ROOT).as_posix() for path in package.rglob("*") if path.suffix in SHIPPED}
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert packed == files


@pytest.mark.parametrize(
    "name",
    [
        "py.typed",
        "tables/agencies.csv",
        "tables/months.csv",
        "tables/places.txt",
        "tables/desks.txt",
        "sites/gnn9.toml",
        "write/record.schema.json",
    ],
)
def test_the_wheel_holds_the_data_files(name: str, unpacked: Path) -> None:
    assert (unpacked / "gnn9_extract" / name).read_bytes() == (ROOT / "gnn9_extract" / name).read_bytes()


def test_the_wheel_has_the_version_of_the_package(unpacked: Path) -> None:
    assert Parser().parsestr(metadata(unpacked, "METADATA"))["Version"] == gnn9_extract.__version__


def test_the_wheel_installs_the_command(unpacked: Path) -> None:
    assert "gnn9-extract = gnn9_extract.cli:main" in metadata(unpacked, "entry_points.txt")


def test_typer_is_bounded_below_the_version_that_needs_pydantic(unpacked: Path) -> None:
    needs = Parser().parsestr(metadata(unpacked, "METADATA")).get_all("Requires-Dist", [])
    (typer,) = (need for need in needs if need.startswith("typer"))
    assert "<0.29" in typer


def test_every_dependency_has_an_upper_bound(unpacked: Path) -> None:
    needs = Parser().parsestr(metadata(unpacked, "METADATA")).get_all("Requires-Dist", [])
    assert [need for need in needs if "extra ==" not in need and "<" not in need] == []


def test_the_library_works_from_the_wheel_alone(unpacked: Path, tmp_path: Path) -> None:
    code = "import sys, gnn9_extract as g; print(g.__file__); print(g.extract_file(sys.argv[1]).to_json(), end='')"
    name = "seed-like-markdown-three-pages"
    env = {"PYTHONPATH": str(unpacked), "PYTHONUTF8": "1"}
    where, record = run_python(code, str(path_of(name)), cwd=tmp_path, env=env).stdout.decode().split("\n", 1)
    assert Path(where).is_relative_to(unpacked)
    assert record == gnn9_extract.extract(page_of(name), name=f"{name}.txt").to_json()


@pytest.mark.parametrize("arguments", [["--version"], ["schema"], ["-"]], ids=str)
def test_the_command_works_from_the_wheel_alone(arguments: list[str], unpacked: Path, tmp_path: Path) -> None:
    page = page_of("no-credit")
    there = run(*arguments, stdin=page, cwd=tmp_path, env={"PYTHONPATH": str(unpacked)})
    assert (there.returncode, there.stderr) == (0, b"")
    assert there.stdout == run(*arguments, stdin=page).stdout
