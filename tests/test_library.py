"""The library: its public names, its types, and what it does with what it is given."""

import copy
import dataclasses
import inspect
import json
import pickle
from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

import gnn9_extract
from gnn9_extract import (
    Article,
    EmptyPageError,
    ExtractionError,
    NotTextError,
    Profile,
    ProfileError,
    Site,
    TooLargeError,
    extract,
    extract_all,
    extract_file,
    read_profile,
)
from tests.fixture_files import NAMES, page_of, path_of
from tests.made_pages import rough_pages
from tests.stages import attempt

PAGE = "Harbour reopens after eleven months\n\n27/11/2015 13:46 by admin\n\nMoscow: Ships sailed again.\n\n- PTI\n"
PROFILE = """
name = "harbour.example"
title = "The Harbour Post"
url = "http://harbour.example/"
banners = ["The Harbour Post"]
date_order = "MDY"
zones = { HST = "+03:00" }
accounts = ["Night Owl"]
"""
BANNERED = "The Harbour Post\n\nHarbour reopens\n\n05/11/2015 13:46 HST by Night Owl\n\nShips sailed again.\n"


@pytest.fixture
def profile_path(tmp_path: Path) -> Path:
    path = tmp_path / "harbour.toml"
    path.write_text(PROFILE, "utf-8")
    return path


# ---------------------------------------------------------------- the public names


def test_the_public_names_are_sorted() -> None:
    assert list(gnn9_extract.__all__) == sorted(gnn9_extract.__all__)


def test_the_public_names_are_all_that_the_package_offers() -> None:
    public = {name for name, value in vars(gnn9_extract).items() if name[0] != "_" and not inspect.ismodule(value)}
    late = set(gnn9_extract._LATE)
    assert public | late == set(gnn9_extract.__all__)
    assert all(callable(getattr(gnn9_extract, name)) for name in late)


def test_every_type_that_a_record_is_made_of_is_public() -> None:
    article = extract(PAGE)
    parts = [article, article.trace, *(getattr(article, field.name) for field in dataclasses.fields(article))]
    items = [item for part in parts for item in (part if isinstance(part, tuple) else [part])]
    named = {type(item).__name__ for item in items if dataclasses.is_dataclass(item)}
    assert named <= set(gnn9_extract.__all__)


@pytest.mark.parametrize("name", gnn9_extract.__all__)
def test_every_public_name_is_documented(name: str) -> None:
    assert (getattr(gnn9_extract, name).__doc__ or "").strip()


def test_the_package_is_typed() -> None:
    assert (resources.files(gnn9_extract) / "py.typed").is_file()


def test_every_error_is_an_extraction_error_and_a_value_error() -> None:
    errors = (EmptyPageError, NotTextError, ProfileError, TooLargeError)
    assert all(issubclass(error, ExtractionError) for error in errors)
    assert issubclass(ExtractionError, ValueError)


def test_every_error_has_a_code_of_its_own() -> None:
    errors = (ExtractionError, EmptyPageError, NotTextError, ProfileError, TooLargeError)
    assert len({error.code for error in errors}) == len(errors)


# ---------------------------------------------------------------- the record


def parts_of(article: Article) -> list[Any]:
    whole = [article, article.byline, article.timestamp, article.dateline, article.wire_credit, article.source]
    return [*whole, article.site, *article.warnings[:1], *article.edits[:1], *article.claims[:1], article.trace]


PARTS = parts_of(extract(page_of("banner-in-parentheses")))


@pytest.mark.parametrize("part", PARTS, ids=lambda part: type(part).__name__)
def test_a_record_and_its_parts_are_frozen(part: Any) -> None:
    name = dataclasses.fields(part)[0].name
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(part, name, None)


def test_a_record_can_be_compared_and_stand_in_a_set() -> None:
    assert len({extract(PAGE), extract(PAGE), extract(PAGE.replace("again", "away"))}) == 2


@pytest.mark.parametrize("name", NAMES)
def test_a_record_with_its_trace_comes_back_from_its_dict(name: str) -> None:
    article = extract(page_of(name), name=name)
    assert Article.from_dict(article.to_dict(explain=True)) == article


@pytest.mark.parametrize("name", NAMES)
def test_a_record_without_its_trace_comes_back_from_its_dict_without_edits(name: str) -> None:
    article = extract(page_of(name), name=name)
    assert Article.from_dict(article.to_dict()) == dataclasses.replace(article, edits=(), claims=())


@pytest.mark.parametrize("way", [copy.copy, copy.deepcopy, lambda article: pickle.loads(pickle.dumps(article))])
@pytest.mark.parametrize("name", NAMES)
def test_a_record_with_its_trace_can_be_copied_and_sent_to_another_process(name: str, way: Any) -> None:
    article = extract(page_of(name), name=name)
    other = way(article)
    assert other == article
    assert other.to_json(explain=True) == article.to_json(explain=True)


@given(rough_pages())
def test_any_record_comes_back_from_its_json(text: str) -> None:
    article = attempt(text)
    if isinstance(article, Article):
        assert Article.from_dict(json.loads(article.to_json(explain=True))) == article


@pytest.mark.parametrize("explain", [False, True])
def test_the_json_is_that_of_the_dict(explain: bool) -> None:
    article = extract(PAGE)
    assert json.loads(article.to_json(explain=explain)) == article.to_dict(explain=explain)


def test_the_dict_holds_nothing_but_what_json_knows() -> None:
    def plain(value: object) -> bool:
        if isinstance(value, dict):
            return all(type(key) is str and plain(item) for key, item in value.items())
        return all(map(plain, value)) if type(value) is list else value is None or type(value) in (str, int)

    assert plain(extract(page_of("several-authors")).to_dict(explain=True))


def test_the_members_of_the_record_are_in_the_order_of_the_documentation() -> None:
    members = "headline byline timestamp dateline wire_credit paragraphs site source warnings edits claims"
    assert list(extract(PAGE).to_dict(explain=True)) == members.split()


def test_json_is_written_in_unicode_on_one_line_unless_asked_otherwise() -> None:
    article = extract("Å bygge på øya\n\n27/11/2015\n\n“Ja” — sa hun på båten.\n")
    assert "“Ja” — sa hun på båten." in article.to_json()
    assert [article.to_json().count("\n"), article.to_json(indent=2).count("\n") > 10] == [0, True]


def test_json_of_a_page_with_lone_surrogates_can_be_written_as_utf_8() -> None:
    article = extract("Harbour\ud83d reopens\n\n27/11/2015\n\nShips \udc80 sailed.\n", name="p\udcff.txt")
    text = article.to_json(explain=True)
    assert json.loads(text.encode("utf-8")) == article.to_dict(explain=True)


def test_text_is_the_paragraphs_with_a_blank_line_between() -> None:
    article = extract("Harbour reopens\n\n27/11/2015\n\nShips sailed.\n\nNobody was hurt.\n")
    assert article.text == "Ships sailed.\n\nNobody was hurt."


@pytest.mark.parametrize("damage", [{"headline": "Harbour"}, {"paragraphs": ("Ships sank again.",)}])
def test_a_record_that_was_changed_no_longer_accounts_for_its_page(damage: dict[str, Any]) -> None:
    changed = dataclasses.replace(extract(PAGE), **damage)
    try:
        accounted = changed.trace.accounts_for(PAGE)
    except ValueError:
        accounted = False
    assert not accounted


@pytest.mark.parametrize("source", [PAGE[:-9], PAGE.replace("Ships", "Boats"), "", PAGE.replace("\n", "x")])
def test_a_record_accounts_for_no_other_page(source: str) -> None:
    assert not extract(PAGE).trace.accounts_for(source)


def test_a_trace_that_contradicts_its_record_cannot_be_restored() -> None:
    changed = dataclasses.replace(extract(PAGE), headline="Harbour reopens after eleven long months")
    with pytest.raises(ValueError, match="headline"):
        changed.trace.restore()


def test_a_record_that_lost_a_repair_cannot_be_restored() -> None:
    article = extract('Harbour reopens\n\n27/11/2015\n\nThe bridge â€" it is old â€" was closed.\n')
    changed = dataclasses.replace(article, paragraphs=("The bridge - it is old - was closed.",))
    with pytest.raises(ValueError, match=r"paragraphs\[0\]"):
        changed.trace.restore()


def test_the_trace_restores_the_source_but_for_white_space() -> None:
    article = extract(page_of("seed-like-markdown-three-pages"))
    source = page_of("seed-like-markdown-three-pages").decode()
    assert article.trace.restore().split() == source.split()


# ---------------------------------------------------------------- what it is given


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_a_page_is_bytes_of_any_kind(kind: Any) -> None:
    assert extract(kind(PAGE.encode())) == extract(PAGE.encode())


@pytest.mark.parametrize("page", [None, 7, ["Harbour"], Path("page.txt")])
def test_what_is_no_page_is_refused_with_a_message(page: Any) -> None:
    with pytest.raises(ExtractionError, match="bytes or str"):
        extract(page)


def test_the_name_of_a_page_is_in_its_record() -> None:
    assert [extract(PAGE, name="a.txt").source.name, extract(PAGE).source.name] == ["a.txt", None]


def test_an_address_in_a_web_archive_tells_the_site_and_when_the_page_was_captured() -> None:
    page = "Harbour reopens\n\nPublished 2 hours ago\n\nShips sailed again.\n"
    article = extract(page, url="https://web.archive.org/web/20140302041233/http://harbour.example/7")
    assert article.site == Site("harbour.example", None, None)
    assert article.timestamp is not None
    assert article.timestamp.value == "2014-03-02T02:12:33+00:00"


def test_a_time_that_the_caller_gives_counts_more_than_that_of_the_address() -> None:
    url, captured = "https://web.archive.org/web/20140302041233/http://harbour.example/7", datetime(2014, 3, 1, 12)
    article = extract("Harbour reopens\n\nPublished 2 hours ago\n\nShips sailed again.\n", url=url, captured=captured)
    assert article.timestamp is not None
    assert article.timestamp.value == "2014-03-01T10:00:00"


def test_the_url_of_a_known_site_chooses_its_profile() -> None:
    site = extract(PAGE, url="http://www.gnn9.com/index.php?id=7").site
    assert site is not None
    assert (site.name, site.title) == ("gnn9.com", "Global News Network 9")


@pytest.mark.parametrize(
    ("url", "value", "codes"),
    [
        ("https://coast.example/2015/05/11/lamp", "2015-05-11T13:46:00", []),
        ("https://coast.example/news/2015/nov/5/lamp", "2015-11-05T13:46:00", []),
        ("https://coast.example/lamp-20150511.html", "2015-05-11T13:46:00", []),
        ("https://coast.example/2015/05/12/lamp", "2015-11-05T13:46:00", ["ambiguous-date"]),
        ("https://coast.example/2015/05/11923", "2015-11-05T13:46:00", ["ambiguous-date"]),
    ],
)
def test_the_date_in_a_url_tells_the_order_of_the_printed_one(url: str, value: str, codes: list[str]) -> None:
    article = extract("Harbour reopens\n\n05/11/2015 13:46\n\nShips sailed.\n", url=url)
    assert article.timestamp is not None
    assert article.timestamp.value == value
    assert [doubt.code for doubt in article.warnings] == codes


def test_the_url_of_an_unknown_site_names_it() -> None:
    site = extract(PAGE, url="https://www.valleyherald.example/news/7").site
    assert site is not None
    assert (site.name, site.title, site.url) == ("valleyherald.example", None, None)


def test_a_page_that_names_no_site_has_none() -> None:
    assert extract(PAGE).site is None


def as_profile(path: Path) -> Profile:
    return read_profile(path)


@pytest.mark.parametrize("give", [as_profile, Path, str], ids=["Profile", "Path", "str"])
def test_a_site_is_given_as_a_profile_or_as_the_path_of_one(give: Any, profile_path: Path) -> None:
    article = extract(BANNERED, site=give(profile_path))
    assert article.headline == "Harbour reopens"
    assert article.site is not None
    assert article.site.title == "The Harbour Post"


def test_a_profile_says_the_order_of_dates_the_zones_and_the_accounts(profile_path: Path) -> None:
    article = extract(BANNERED, site=profile_path)
    assert article.timestamp is not None
    assert article.timestamp.value == "2015-05-11T13:46:00+03:00"
    assert [doubt.code for doubt in article.warnings] == ["placeholder-byline"]


@pytest.mark.parametrize(
    ("language", "value"), [("hr", "2015-10-05"), ("pl", "2015-11-05"), ("pl-PL", "2015-11-05"), ("xx", "2015-11-05")]
)
def test_the_language_of_a_site_tells_its_months(language: str, value: str) -> None:
    page = "Luka se otvara\n\n5. listopada 2015.\n\nBrodovi plove.\n"
    stamp = extract(page, site=Profile("luka.example", language=language)).timestamp
    assert stamp is not None
    assert stamp.value == value


def test_extract_all_takes_what_extract_takes(profile_path: Path) -> None:
    one = extract(BANNERED, name="a.txt", site=profile_path)
    assert extract_all(BANNERED, name="a.txt", site=profile_path) == [one]


def test_a_file_gives_the_record_of_its_bytes_and_its_name() -> None:
    path = path_of("no-credit")
    assert extract_file(path) == extract_file(str(path)) == extract(path.read_bytes(), name="no-credit.txt")


def test_a_file_takes_a_url_and_a_site(profile_path: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(BANNERED, "utf-8")
    given = {"url": "http://harbour.example/7", "site": profile_path}
    assert extract_file(page, **given) == extract(BANNERED.encode(), name="page.txt", **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("content", "error"),
    [(b"", EmptyPageError), (b"\x89PNG\r\n\x1a\n", NotTextError), (b"x" * 101, TooLargeError), (None, ExtractionError)],
    ids=["empty", "an image", "too large", "missing"],
)
def test_an_error_about_a_file_names_its_path(content: bytes | None, error: type[Exception], tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(error, match=r"page\.txt"):
        extract_file(path, max_bytes=100)


@pytest.mark.parametrize("page", [PAGE, PAGE.encode()], ids=["str", "bytes"])
def test_the_limit_is_on_the_bytes_and_includes_its_last(page: str | bytes) -> None:
    size = len(PAGE.encode())
    assert extract(page, max_bytes=size).headline is not None
    with pytest.raises(TooLargeError):
        extract(page, max_bytes=size - 1)
    with pytest.raises(TooLargeError):
        extract_all(page, max_bytes=size - 1)
