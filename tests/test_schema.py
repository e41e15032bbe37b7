"""The JSON Schema and the record describe each other."""

import dataclasses
import json
import types
import typing
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from gnn9_extract import Article, extract
from tests.command import run
from tests.fixture_files import NAMES, page_of
from tests.made_pages import rough_pages
from tests.stages import attempt


@cache
def schema() -> dict[str, Any]:
    """What the command prints."""
    printed: dict[str, Any] = json.loads(run("schema").stdout)
    return printed


def problems(record: dict[str, Any]) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in Draft202012Validator(schema()).iter_errors(record)]


def test_the_schema_is_one() -> None:
    assert schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("explain", [False, True], ids=["plain", "explained"])
@pytest.mark.parametrize("name", NAMES)
def test_the_record_of_a_fixture_is_valid(name: str, explain: bool) -> None:
    assert problems(extract(page_of(name), name=name).to_dict(explain=explain)) == []


@given(rough_pages())
def test_any_record_is_valid(text: str) -> None:
    article = attempt(text)
    if isinstance(article, Article):
        assert problems(article.to_dict(explain=True)) == []


@pytest.mark.parametrize(
    "change",
    [
        {"headline": ""},
        {"byline": {"text": "by admin"}},
        {"timestamp": {"text": "Friday", "value": "Friday"}},
        {"dateline": {"text": "Moscow:", "places": ["Moscow"], "date": "27/11", "agencies": []}},
        {"wire_credit": {"text": "- PTI", "agencies": ["PTI"], "kind": "rumour"}},
        {"paragraphs": "Ships sailed."},
        {"author": "admin"},
        {"warnings": [{"code": "Not A Code", "message": "!"}]},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_is_no_record_is_not_valid(change: dict[str, Any]) -> None:
    assert problems(extract(page_of("no-credit")).to_dict() | change) != []


# ---------------------------------------------------------------- the same members on both sides


def parts(kind: Any) -> list[type]:
    """The dataclasses in a type: `Byline | None` holds Byline, `tuple[Edit, ...]` holds Edit."""
    if dataclasses.is_dataclass(kind):
        return [typing.cast("type", kind)]
    return [part for argument in typing.get_args(kind) for part in parts(argument)]


def described(of: type, node: dict[str, Any], path: str = "$") -> list[tuple[str, type, dict[str, Any]]]:
    """Every dataclass of the record with its place and the part of the schema that describes it."""
    found = [(path, of, node)]
    for name, kind in typing.get_type_hints(of).items():
        for part in parts(kind):
            inner = node["properties"][name]
            found += described(part, inner.get("items", inner), f"{path}.{name}")
    return found


DESCRIBED = described(Article, schema())
each_part = pytest.mark.parametrize(
    ("of", "node"), [(of, node) for _, of, node in DESCRIBED], ids=[path for path, _, _ in DESCRIBED]
)


@each_part
def test_the_properties_are_the_fields_of_the_dataclass(of: type, node: dict[str, Any]) -> None:
    names = [field.name for field in dataclasses.fields(of)]
    assert list(node["properties"]) == names
    assert node["additionalProperties"] is False


@each_part
def test_every_member_is_required_but_the_trace(of: type, node: dict[str, Any]) -> None:
    names = [field.name for field in dataclasses.fields(of) if field.name not in ("edits", "claims")]
    assert node["required"] == names


@each_part
def test_what_can_be_none_can_be_null(of: type, node: dict[str, Any]) -> None:
    for name, kind in typing.get_type_hints(of).items():
        optional = isinstance(kind, types.UnionType) and type(None) in kind.__args__
        member = node["properties"][name]
        if "$ref" in member:
            member = schema()["$defs"][member["$ref"].removeprefix("#/$defs/")]
        kinds = member.get("type", [])
        assert ("null" in kinds) == optional, name
