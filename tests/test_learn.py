"""A profile learned from pages of a site: what it says, what it is good for, and what it never takes for furniture."""

import os
import subprocess
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

from gnn9_extract import Article, ExtractionError, Profile, ProfileError, extract, learn, read_profile
from tests import made_site
from tests.command import COMMAND
from tests.made_site import MadePage, made_pages

ROOT = Path(__file__).parent.parent
PAGES = 200


@cache
def site() -> list[MadePage]:
    return made_pages(1, PAGES)


@cache
def learned() -> str:
    return learn([page.data for page in site()])


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    (tmp_path / "site.toml").write_text(learned(), "utf-8")
    return read_profile(tmp_path / "site.toml")


def members(pages: Iterable[bytes | str]) -> dict[str, Any]:
    """What is learned from some pages, as TOML reads it."""
    return tomllib.loads(learn(pages))


def lines_learned(pages: Iterable[bytes | str]) -> set[str]:
    found = members(pages)
    return {line.casefold() for line in (*found.get("banners", ()), *found.get("furniture", ()))}


# ---------------------------------------------------------------- what it says


def test_the_learned_profile_says_what_the_site_is(profile: Profile) -> None:
    assert (profile.name, profile.title, profile.url) == (made_site.SITE, made_site.TITLE, made_site.URL)
    assert profile.date_order == "DMY"
    assert set(profile.accounts) == {"newsroom2", "webadmin"}
    assert profile.timestamps == ("00/00/0000 00:00",)
    assert profile.bylines == ("by NAME",)


def test_all_furniture_is_learned_and_nothing_but_it(profile: Profile) -> None:
    assert set(profile.banners) == {*made_site.BANNERS, made_site.URL}
    assert set(profile.furniture) == {
        made_site.STRAP,
        made_site.LINKS,
        made_site.SHARE,
        made_site.COUNTER.format(0),
        made_site.COPYRIGHT.format(0),
        made_site.JUMP.format(0),
        "Page 0 of 0",
        "Printed on 0/0/0 0:0",
    }


def test_every_line_has_its_evidence_in_pages() -> None:
    having = sum(made_site.SHARE in page.data.decode() for page in site())
    assert f'"{made_site.SHARE}",  # seen on {having} of {PAGES} pages' in learned()
    values = [line for line in learned().splitlines() if line.endswith('"') or '",' in line]
    assert values
    assert all("  # " in line for line in values)


def test_the_document_shows_what_is_learned() -> None:
    assert learned() in (ROOT / "docs" / "sites.md").read_text("utf-8")


# ---------------------------------------------------------------- what it is good for


def words_of(article: Article) -> list[str]:
    fields = (article.headline, article.timestamp, article.byline, article.dateline)
    before = [field if isinstance(field, str) else field.text for field in fields if field is not None]
    after = [article.wire_credit.text] if article.wire_credit else []
    return " ".join([*before, *article.paragraphs, *after]).split()


def test_other_pages_of_the_site_lose_no_word_and_keep_no_furniture(profile: Profile) -> None:
    for page in made_pages(2, PAGES):
        article = extract(page.data, site=profile)
        assert words_of(article) == page.words(), page.name
        assert (article.headline, article.paragraphs) == (page.headline, page.paragraphs), page.name


def test_without_the_profile_those_pages_come_out_worse() -> None:
    assert not all(words_of(extract(page.data)) == page.words() for page in made_pages(2, 20))


# ---------------------------------------------------------------- always the same


def test_the_order_of_the_pages_makes_no_difference() -> None:
    pages = [page.data for page in site()]
    Random(3).shuffle(pages)
    assert learn(pages) == learned()


def test_the_command_prints_the_same_from_a_folder_with_other_files_in_it(tmp_path: Path) -> None:
    for number, page in enumerate(site()):
        folder = tmp_path / f"{number % 3}"
        folder.mkdir(exist_ok=True)
        (folder / page.name).write_bytes(page.data)
    (tmp_path / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    (tmp_path / "empty.txt").write_bytes(b"")
    command = [*COMMAND, "learn", str(tmp_path)]
    hashed = {**os.environ, "PYTHONHASHSEED": "7"}
    printed = subprocess.run(command, capture_output=True, check=True, env=hashed).stdout.decode()
    left_out = "# Left out: 2 files, which hold no page that can be read.\n"
    assert left_out in printed
    assert printed.replace(left_out, "") == learned()


# ---------------------------------------------------------------- never learned


def with_line(line: str, place: str) -> list[str]:
    """Forty pages of a site, half of which have a line more: in a story, over its credits, or at the foot."""
    pages = []
    for number, page in enumerate(made_pages(3, 40)):
        body = [paragraph for paragraph in page.paragraphs if paragraph != made_site.REFRAIN]
        headline = page.headline
        if number % 2 and place == "in a sentence":
            words = body[0].split()
            body[0] = "\n".join((" ".join(words[:4]), line, " ".join(words[4:])))
        elif number % 2 and place == "between paragraphs":
            body.insert(1, line)
        elif number % 2 and place == "over the credits":
            headline = line
        elif number % 2:
            body.append(line)
        banner = "The Harbour Post (harbourpost.example)"
        pages.append("\n\n".join((banner, headline, "27/11/2015 13:46", *body, banner)) + "\n")
    return pages


@pytest.mark.parametrize("place", ["in a sentence", "between paragraphs", "over the credits"])
@pytest.mark.parametrize("line", ["And the lamp was lit again", "The tide table of the week", "Weather and winds"])
def test_a_line_of_a_story_is_not_learned_however_often_it_is_there(line: str, place: str) -> None:
    assert line.casefold() not in lines_learned(with_line(line, place))


@pytest.mark.parametrize("line", ["Share this story with a friend", "More stories from the harbour and the sea"])
def test_the_same_line_at_the_foot_is_learned(line: str) -> None:
    assert line.casefold() in lines_learned(with_line(line, "at the foot"))


@pytest.mark.parametrize("line", ["- PTI", "(With inputs from agencies)", "* * *", "1,204", "3"])
def test_credits_marks_and_numbers_at_the_foot_are_not_learned(line: str) -> None:
    assert line.casefold() not in lines_learned(with_line(line, "at the foot"))


def test_one_page_teaches_no_furniture() -> None:
    assert not lines_learned([site()[0].data]) - {made_site.TITLE.casefold()}


# ---------------------------------------------------------------- dates


@pytest.mark.parametrize(
    ("dates", "order"),
    [
        (["05/11/2015", "27/11/2015", "03/04/2015"], "DMY"),
        (["05/11/2015", "11/27/2015", "03/04/2015"], "MDY"),
        (["05/11/2015", "03/04/2015", "01/02/2015"], None),
        (["27/11/2015", "11/27/2015", "01/02/2015"], None),
    ],
)
def test_one_date_settles_the_order_and_two_that_contradict_each_other_do_not(
    dates: list[str], order: str | None
) -> None:
    pages = [f"Harbour Post (harbour.example)\n\nShip {date}\n\n{date} 13:46\n\nIt sailed.\n" for date in dates]
    assert members(pages).get("date_order") == order


# ---------------------------------------------------------------- bad input


def test_there_have_to_be_pages(tmp_path: Path) -> None:
    with pytest.raises(ExtractionError, match="no page to learn from"):
        learn(tmp_path)
    with pytest.raises(ExtractionError, match="no such folder"):
        learn(tmp_path / "nothing")


def test_the_site_has_to_have_a_name() -> None:
    pages = ["Ships\n\n27/11/2015\n\nThey sailed.\n"] * 3
    with pytest.raises(ExtractionError, match="say the site's domain"):
        learn(pages)
    assert tomllib.loads(learn(pages, name="ships.example"))["name"] == "ships.example"
    with pytest.raises(ProfileError, match="is no domain"):
        learn(pages, name="www.Ships.example")


@pytest.mark.parametrize("line", ["0", "0/0", "", "- 0 -"])
def test_furniture_without_a_letter_is_refused(line: str, tmp_path: Path) -> None:
    path = tmp_path / "site.toml"
    path.write_text(f'name = "ships.example"\nfurniture = ["{line}"]\n', "utf-8")
    with pytest.raises(ProfileError, match="furniture cannot be"):
        read_profile(path)


@pytest.mark.parametrize(
    ("entry", "line", "same"),
    [
        ("Page 0 of 0", "PAGE 12 OF 140", True),
        ("Printed on Monday, 0 January 0, 0:0 am", "Printed on Friday, 27 November 2015, 1:46 PM", True),
        ("Comments (0)", "Comments (many)", False),
        ("Share this story", "Share this story today", False),
    ],
)
def test_furniture_is_compared_with_any_numbers(entry: str, line: str, same: bool) -> None:
    assert Profile("ships.example", furniture=(entry,)).prints(line) is same


def test_the_sentences_of_a_daily_report_are_not_learned() -> None:
    pages = [
        f"Harbour Post (harbour.example)\n\nTides\n\n{n + 1}/11/2015\n\nThe tide was {n} feet high.\n"
        for n in range(20)
    ]
    assert lines_learned(pages) == {"harbour post (harbour.example)"}
