"""Every page in fixtures/pages gives the record that was written for it by hand."""

import hashlib
from functools import cache
from typing import Any

import pytest

from gnn9_extract import extract, source_text
from tests.fixture_files import NAMES, PAGES, expected_of, page_of, path_of

MEMBERS = ("headline", "byline", "timestamp", "dateline", "wire_credit", "paragraphs", "site")
HANDWRITTEN_SOURCE = ("name", "format", "encoding", "pages")


@cache
def record_of(name: str) -> dict[str, Any]:
    return extract(page_of(name), name=path_of(name).name).to_dict()


def test_every_page_has_a_record_and_every_record_a_page() -> None:
    assert {path.stem for path in PAGES.glob("*.json")} == set(NAMES)


def test_there_are_at_least_a_dozen_pages() -> None:
    assert len(NAMES) >= 12


@pytest.mark.parametrize("name", NAMES)
def test_every_page_says_what_it_is_for(name: str) -> None:
    assert len(expected_of(name)["about"]) > 20


@pytest.mark.parametrize("member", MEMBERS)
@pytest.mark.parametrize("name", NAMES)
def test_a_page_gives_the_record_written_for_it(name: str, member: str) -> None:
    assert record_of(name)[member] == expected_of(name)["record"][member]


@pytest.mark.parametrize("name", NAMES)
def test_a_page_gives_the_warnings_written_for_it_and_no_others(name: str) -> None:
    codes = sorted({warning["code"] for warning in record_of(name)["warnings"]})
    assert codes == expected_of(name)["record"]["warnings"]


@pytest.mark.parametrize("name", NAMES)
def test_the_source_is_named_as_written(name: str) -> None:
    source = record_of(name)["source"]
    assert {key: source[key] for key in HANDWRITTEN_SOURCE} == expected_of(name)["record"]["source"]


@pytest.mark.parametrize("name", NAMES)
def test_the_source_has_the_digest_of_the_bytes_and_the_length_of_the_text(name: str) -> None:
    source, data = record_of(name)["source"], page_of(name)
    found = (source["sha256"], source["start"], source["end"])
    assert found == (hashlib.sha256(data).hexdigest(), 0, len(source_text(data)))


@pytest.mark.parametrize("name", NAMES)
def test_the_handwritten_record_has_every_member_and_no_other(name: str) -> None:
    assert list(expected_of(name)["record"]) == [*MEMBERS, "source", "warnings"]
