"""The laws of every page: conservation, idempotence, one path, no invention. (Sameness: test_sameness.py.)

Each is held over the pages in fixtures/pages and over pages made by Hypothesis (made_pages.py).
"""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gnn9_extract import Article, Claim, Edit, ExtractionError, extract
from tests.fixture_files import NAMES, page_of
from tests.made_pages import Print, Story, prints, rough_pages, soups, stories, torn_bytes, with_once_broken
from tests.stages import attempt, attempt_all, carried_out, decoded

ANY_TEXT = rough_pages() | soups() | st.text(max_size=400)
ANY_BYTES = torn_bytes() | st.binary(max_size=400)

# ---------------------------------------------------------------- conservation


def assert_conserved(article: Article, source: str) -> None:
    assert article.trace.accounts_for(source)
    assert len(article.trace.restore()) == article.source.end - article.source.start
    assert lost(article, source) == []


def lost(article: Article, source: str) -> list[tuple[int, str]]:
    """The characters, white space aside, that stand in no claim and in no edit."""
    parts: list[Claim | Edit] = [*article.claims, *article.edits]
    places = {place for part in parts for place in range(part.start, part.end)}
    stretch = range(article.source.start, article.source.end)
    return [(at, source[at]) for at in stretch if at not in places and not source[at].isspace()]


@pytest.mark.parametrize("name", NAMES)
def test_no_character_of_a_fixture_is_lost(name: str) -> None:
    assert_conserved(extract(page_of(name)), decoded(page_of(name)))


@with_once_broken
@given(ANY_TEXT)
def test_no_character_of_any_text_is_lost(text: str) -> None:
    article = attempt(text)
    if isinstance(article, Article):
        assert_conserved(article, text)


@given(ANY_BYTES)
def test_no_character_of_any_bytes_is_lost(data: bytes) -> None:
    article = attempt(data)
    if isinstance(article, Article):
        assert_conserved(article, decoded(data))


@given(ANY_TEXT | ANY_BYTES)
def test_one_record_accounts_for_the_whole_page(page: str | bytes) -> None:
    article = attempt(page)
    if isinstance(article, Article):
        assert (article.source.start, article.source.end) == (0, len(decoded(page)))


@with_once_broken
@given(ANY_TEXT)
def test_the_records_of_several_stories_account_for_the_page_without_gap_or_overlap(text: str) -> None:
    articles = attempt_all(text)
    places = [place for article in articles for place in (article.source.start, article.source.end)]
    assert places[:1] == ([0] if articles else [])
    assert places[1:-1:2] == places[2::2]
    assert places[-1:] == ([len(text)] if articles else [])
    for article in articles:
        assert_conserved(article, text)


@given(st.text() | soups() | st.binary() | torn_bytes())
def test_nothing_but_extraction_errors_is_raised_for_any_page(page: str | bytes) -> None:
    assert isinstance(attempt(page), Article | ExtractionError)


# ---------------------------------------------------------------- idempotence


def printed_again(article: Article) -> str:
    """The record as a clean page."""
    lines = [part.text for part in (article.timestamp, article.byline) if part]
    story = Story(
        headline=article.headline or "",
        credits=tuple(lines),
        dateline=article.dateline.text if article.dateline else None,
        paragraphs=article.paragraphs,
        credit=article.wire_credit.text if article.wire_credit else None,
    )
    return story.plain()


def said(article: Article) -> dict[str, object]:
    """What the record prints of the page."""
    parts = ("byline", "timestamp", "dateline", "wire_credit")
    texts = {name: getattr(getattr(article, name), "text", None) for name in parts}
    return {"headline": article.headline, **texts, "paragraphs": article.paragraphs}


def assert_comes_back(article: Article) -> None:
    again = extract(printed_again(article))
    assert said(again) == said(article)
    assert again.edits == ()


@pytest.mark.parametrize("name", NAMES)
def test_the_record_of_a_fixture_printed_again_comes_back_as_it_was(name: str) -> None:
    assert_comes_back(extract(page_of(name)))


@given(prints())
def test_the_record_of_a_print_printed_again_comes_back_as_it_was(made: Print) -> None:
    assert_comes_back(extract(made.text))


def assert_says(article: Article, story: Story) -> None:
    assert article.headline == story.headline
    assert article.paragraphs == story.paragraphs
    assert (article.dateline.text if article.dateline else None) == story.dateline
    assert (article.wire_credit.text if article.wire_credit else None) == story.credit
    printed = [part.text for part in (article.timestamp, article.byline) if part]
    assert " ".join(printed) == " ".join(story.credits)


@given(stories())
def test_a_clean_page_comes_back_as_it_was_with_no_edits(story: Story) -> None:
    article = extract(story.plain())
    assert_says(article, story)
    assert article.edits == ()


@given(prints())
def test_a_story_that_was_cut_and_damaged_comes_back_whole(made: Print) -> None:
    assert_says(extract(made.text), made.story)


@given(prints())
def test_a_page_that_was_cleaned_is_cleaned(made: Print) -> None:
    clean = printed_again(extract(made.text))
    assert printed_again(extract(clean)) == clean


# ---------------------------------------------------------------- one path


def assert_one_path(article: Article) -> None:
    explained = article.to_dict(explain=True)
    assert [explained.pop("edits"), explained.pop("claims")] != [None, None]
    assert explained == article.to_dict()


@pytest.mark.parametrize("name", NAMES)
def test_a_fixtures_record_is_the_same_with_and_without_its_trace(name: str) -> None:
    assert_one_path(extract(page_of(name)))


@with_once_broken
@given(ANY_TEXT)
def test_a_record_is_the_same_with_and_without_its_trace(text: str) -> None:
    article = attempt(text)
    if isinstance(article, Article):
        assert_one_path(article)


# ---------------------------------------------------------------- no invention


def texts_of(article: Article) -> dict[str, str]:
    """What the record prints of the page, under the names that claims use."""
    parts = {name: getattr(article, name) for name in ("byline", "timestamp", "dateline", "wire_credit")}
    texts = {name: part.text for name, part in parts.items() if part}
    if article.headline is not None:
        texts["headline"] = article.headline
    return texts | {f"paragraphs[{number}]": text for number, text in enumerate(article.paragraphs)}


def assert_nothing_invented(article: Article, source: str) -> None:
    """Every text is its stretch of the page with the edits carried out, and only repairs bring in new letters."""
    claimed = {claim.field: carried_out(source, claim.start, claim.end, article.edits) for claim in article.claims}
    assert claimed == texts_of(article)
    assert {edit.after for edit in article.edits if edit.action == "remove"} <= {""}
    assert {edit.after for edit in article.edits if edit.action == "join"} <= {"", " ", "-"}


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


def assert_meanings_are_printed(article: Article) -> None:
    """Names of people and places are read from the text that is printed with them."""
    if article.byline:
        assert words(" ".join(article.byline.authors)) <= words(article.byline.text)
    if article.dateline:
        assert words(" ".join(article.dateline.places)) <= words(article.dateline.text)


@pytest.mark.parametrize("name", NAMES)
def test_every_text_of_a_fixtures_record_stands_on_the_page_or_in_a_repair(name: str) -> None:
    article = extract(page_of(name))
    assert_nothing_invented(article, decoded(page_of(name)))
    assert_meanings_are_printed(article)


@with_once_broken
@given(ANY_TEXT)
def test_every_text_of_a_record_stands_on_the_page_or_in_a_repair(text: str) -> None:
    article = attempt(text)
    if isinstance(article, Article):
        assert_nothing_invented(article, text)
        assert_meanings_are_printed(article)


@given(prints())
def test_every_word_of_a_record_stands_on_the_page_or_in_an_edit(made: Print) -> None:
    """No word of these pages is cut in two, so each stands whole in one place or the other."""
    article = extract(made.text)
    there = words(made.text).union(*(words(edit.after) for edit in article.edits))
    beside_repairs = words(carried_out(made.text, 0, len(made.text), article.edits))
    assert words(" ".join(texts_of(article).values())) <= there | beside_repairs
