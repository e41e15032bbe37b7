"""Same bytes, same record: in any process, order, thread, locale and time zone."""

from dataclasses import replace

import pytest

from gnn9_extract import extract
from tests.command import run_python
from tests.fixture_files import NAMES, PAGES, page_of

# Prints one record a line, in the order of the names; how the work is done is the first argument.
CODE = """
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from gnn9_extract import extract

way, folder, names = sys.argv[1], Path(sys.argv[2]), sys.argv[3:]
record = lambda name: (name, extract(next(folder.glob(f"{name}.[th]*")).read_bytes(), name=name).to_json(explain=True))
if way == "threads":
    with ThreadPoolExecutor(8) as pool:
        records = dict(pool.map(record, names * 3))
elif way == "reversed":
    records = dict(map(record, reversed(names)))
else:
    records = dict(map(record, names))
sys.stdout.buffer.write("\\n".join(records[name] for name in names).encode())
"""
ELSEWHERE = [
    {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "4711", "TZ": "Asia/Kolkata", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "0"},
    {"PYTHONHASHSEED": "815", "TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "PYTHONOPTIMIZE": "2"},
]


@pytest.fixture(scope="module")
def here() -> list[str]:
    """The records of the fixture pages, made in this process."""
    return [extract(page_of(name), name=name).to_json(explain=True) for name in NAMES]


@pytest.mark.parametrize("env", ELSEWHERE, ids=lambda env: env["TZ"])
def test_another_process_with_another_seed_zone_and_locale_gives_the_same_records(
    env: dict[str, str], here: list[str]
) -> None:
    assert run_python(CODE, "forward", str(PAGES), *NAMES, env=env).stdout.decode().split("\n") == here


@pytest.mark.parametrize("way", ["reversed", "threads"])
def test_the_order_and_the_threads_in_which_pages_are_read_do_not_matter(way: str, here: list[str]) -> None:
    assert run_python(CODE, way, str(PAGES), *NAMES).stdout.decode().split("\n") == here


# Damage that nothing can undo: languages that explain it equally well are tried in turn.
HOPELESS = "Ā§Ćā€°ĀŗĆŗĆĀbre del '"
REPAIRED = "import sys; from gnn9_extract import repair; sys.stdout.buffer.write(repair(sys.argv[1]).text.encode())"


def test_languages_that_explain_a_text_equally_well_have_an_order() -> None:
    seeds = ({"PYTHONHASHSEED": seed, "PYTHONUTF8": "1"} for seed in "0123")
    assert len({run_python(REPAIRED, HOPELESS, env=env).stdout for env in seeds}) == 1


def test_a_page_read_twice_gives_the_same_record() -> None:
    once, twice = ([extract(page_of(name)) for name in NAMES] for _ in range(2))
    assert once == twice


def is_utf8(name: str) -> bool:
    article = extract(page_of(name))
    return article.source.encoding == "utf-8" and "undecodable-bytes" not in {doubt.code for doubt in article.warnings}


@pytest.mark.parametrize("name", [name for name in NAMES if is_utf8(name)])
def test_a_page_given_as_text_has_the_record_of_its_bytes(name: str) -> None:
    """All but the encoding, which only bytes have."""
    from_bytes, from_text = extract(page_of(name)), extract(page_of(name).decode())
    assert from_text == replace(from_bytes, source=replace(from_bytes.source, encoding=None))
