"""The trace at every stage: edits keep their order and their place, lines are what the edits made of the source."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gnn9_extract import Article, Claim, Edit
from gnn9_extract.page import Page
from tests.fixture_files import NAMES, page_of
from tests.made_pages import rough_pages, soups, with_once_broken
from tests.stages import STAGES, attempt, attempt_all, decoded, pages_of

ANY_TEXT = rough_pages() | soups() | st.text(max_size=400)


def assert_lines_are_their_source(page: Page) -> None:
    assert [line.text for line in page.lines] == [page.text_of(line.start, line.end) for line in page.lines]
    assert all(line.text for line in page.lines)


def assert_lines_in_order(page: Page) -> None:
    places = [place for line in page.lines for place in (line.start, line.end)]
    assert places == sorted(places)


def assert_edits_in_order(edits: tuple[Edit, ...], source: str) -> None:
    assert all(left.end <= right.start for left, right in pairwise(edits))
    assert [edit.before for edit in edits] == [source[edit.start : edit.end] for edit in edits]
    assert all(edit.before != edit.after for edit in edits)


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_line_of_a_fixture_is_its_source_with_the_edits_carried_out(name: str, stage: str) -> None:
    assert_lines_are_their_source(pages_of(decoded(page_of(name)))[stage])


@with_once_broken
@given(ANY_TEXT)
def test_every_line_of_every_stage_is_its_source_with_the_edits_carried_out(text: str) -> None:
    for page in pages_of(text).values():
        assert_lines_are_their_source(page)
        assert_lines_in_order(page)


@with_once_broken
@given(ANY_TEXT)
def test_the_edits_of_every_stage_are_sorted_apart_and_true_to_the_source(text: str) -> None:
    for page in pages_of(text).values():
        assert_edits_in_order(page.edits, text)


@with_once_broken
@given(ANY_TEXT)
def test_a_stage_never_takes_back_what_an_earlier_one_did(text: str) -> None:
    """An edit stays, or becomes part of a greater one."""
    for earlier, later in pairwise(pages_of(text).values()):
        for edit in earlier.edits:
            assert any(other.start <= edit.start and edit.end <= other.end for other in later.edits)


@with_once_broken
@given(ANY_TEXT)
def test_the_edits_of_a_record_are_sorted_apart_and_true_to_the_source(text: str) -> None:
    article = attempt(text)
    if isinstance(article, Article):
        assert_edits_in_order(article.edits, text)


@with_once_broken
@given(ANY_TEXT)
def test_claims_and_edits_of_a_story_stay_within_its_part_of_the_page(text: str) -> None:
    for article in attempt_all(text):
        parts: list[Claim | Edit] = [*article.claims, *article.edits]
        assert all(article.source.start <= part.start <= part.end <= article.source.end for part in parts)


@with_once_broken
@given(ANY_TEXT)
def test_no_two_fields_claim_the_same_character(text: str) -> None:
    for article in attempt_all(text):
        claims = sorted(article.claims, key=lambda claim: (claim.start, claim.end))
        assert all(left.end <= right.start for left, right in pairwise(claims))
