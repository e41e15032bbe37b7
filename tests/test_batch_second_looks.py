"""What a run finds out about an archive as a whole: which pages are the same, and what its sites look like."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from gnn9_extract import learn
from tests import made_site
from tests.command import run
from tests.made_archive import page
from tests.made_site import made_pages

LEAD = (
    "The harbour office counted its boats on Monday and found that eleven of them had not been repaired since the "
    "storm of last autumn, which tore two from their moorings and sank one off the northern pier. Owners have to pay."
)
TAIL = "Repairs begin in May, an officer said, if the money that was promised by both ministers is there by then."


def story(lead: str, tail: str = TAIL, credit: str = "- PTI") -> str:
    return f"Harbour office counts its boats\n\n27/11/2015 13:46\n\nMumbai: {lead}\n\n{tail}\n\n{credit}\n"


STORIES = {
    "1-first.txt": story(LEAD),
    "2-same-bytes.txt": story(LEAD),
    "3-edited.txt": story(LEAD.replace("on Monday", "this week"), credit="(With inputs from PTI)"),
    "4-cut.txt": story(LEAD, "Repairs begin in May, an officer said."),
    "5-another.txt": page(5),
    "6-another.txt": page(6),
    "7-short.txt": "Harbour closed\n\n27/11/2015\n\nNo boats today.\n",
    "8-short.txt": "Harbour closed\n\n28/11/2015\n\nNo boats today.\n",
}


def marked(folder: Path, *arguments: str, out: str = "all.jsonl") -> dict[str, tuple[Any, Any]]:
    """The marks of the records, by the name of the file."""
    assert run("batch", "pages", "--out", out, *arguments, cwd=folder).returncode == 0
    records = [json.loads(line) for line in (folder / out).read_text("utf-8").splitlines()]
    return {Path(record["source"]["name"]).name: (record["duplicate_of"], record["story_id"]) for record in records}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "pages").mkdir()
    for name, text in STORIES.items():
        (tmp_path / "pages" / name).write_text(text, "utf-8")
    return tmp_path


# ---------------------------------------------------------------- duplicates


def test_the_same_bytes_are_marked_with_the_first_page_that_has_them(folder: Path) -> None:
    copies = {name: first for name, (first, _) in marked(folder, "--duplicates").items() if first}
    assert copies == {"2-same-bytes.txt": "pages/1-first.txt"}


def test_tellings_of_one_story_have_one_id_and_other_stories_their_own(folder: Path) -> None:
    ids = {name: story for name, (_, story) in marked(folder, "--duplicates").items()}
    assert len({ids[name] for name in ("1-first.txt", "2-same-bytes.txt", "3-edited.txt", "4-cut.txt")}) == 1
    assert len({ids[name] for name in ("1-first.txt", "5-another.txt", "6-another.txt")}) == 3


def test_a_text_too_short_to_tell_a_story_has_no_id(folder: Path) -> None:
    ids = {name: story for name, (_, story) in marked(folder, "--duplicates").items()}
    assert ids["7-short.txt"] is ids["8-short.txt"] is None


def test_the_marks_come_and_go_with_the_option_and_no_page_is_done_again(folder: Path) -> None:
    assert run("batch", "pages", "--out", "all.jsonl", cwd=folder).returncode == 0
    plain = (folder / "all.jsonl").read_bytes()
    assert b"story_id" not in plain
    first = marked(folder, "--duplicates")
    assert marked(folder, "--duplicates") == first
    assert run("batch", "pages", "--out", "all.jsonl", cwd=folder).returncode == 0
    assert (folder / "all.jsonl").read_bytes() == plain


def test_a_page_that_comes_in_front_is_the_first_then(folder: Path) -> None:
    marked(folder, "--duplicates")
    (folder / "pages" / "0-earlier.txt").write_text(STORIES["1-first.txt"], "utf-8")
    found = marked(folder, "--duplicates")
    assert found["1-first.txt"][0] == found["2-same-bytes.txt"][0] == "pages/0-earlier.txt"
    assert found == marked(folder, "--duplicates", out="anew.jsonl")


# ---------------------------------------------------------------- profiles


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sixty pages of the made site, five of another, and one of none."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "pages").mkdir()
    for number, made in enumerate(made_pages(1, 60)):
        (folder / "pages" / f"{number}.txt").write_bytes(made.data)
    for number in range(5):
        (folder / "pages" / f"other-{number}.txt").write_text(page(number), "utf-8")
    (folder / "pages" / "none.txt").write_text("Harbour closed\n\n27/11/2015\n\nNo boats today.\n", "utf-8")
    assert run("batch", "pages", "--out", "all.jsonl", "--learn", cwd=folder).returncode == 0
    return folder


def test_a_profile_is_learned_for_a_site_with_pages_enough(site: Path) -> None:
    assert [path.name for path in (site / "all.profiles").iterdir()] == [f"{made_site.SITE}.toml"]
    learned = tomllib.loads((site / "all.profiles" / f"{made_site.SITE}.toml").read_text("utf-8"))
    pages = [path.read_bytes() for path in sorted((site / "pages").glob("[0-9]*.txt"))]
    assert learned["furniture"]
    whole = tomllib.loads(learn(pages, name=made_site.SITE))
    # A page that does not name its site teaches nothing here, so that the evidence is in another order.
    assert {name: sorted(value) for name, value in learned.items()} == {n: sorted(v) for n, v in whole.items()}


def test_learned_profiles_are_used(site: Path) -> None:
    paragraphs = "\n".join(
        text for line in (site / "all.jsonl").read_text("utf-8").splitlines() for text in json.loads(line)["paragraphs"]
    )
    assert made_site.SHARE not in paragraphs
    assert run("batch", "pages", "--out", "plain.jsonl", cwd=site).returncode == 0
    assert made_site.SHARE in (site / "plain.jsonl").read_text("utf-8")


def test_learned_profiles_are_used_again_as_they_stand(site: Path) -> None:
    before = (site / "all.jsonl").read_bytes()
    again = run("batch", "pages", "--out", "all.jsonl", "--learn", cwd=site)
    assert (again.returncode, (site / "all.jsonl").read_bytes()) == (0, before)
    profile = site / "all.profiles" / f"{made_site.SITE}.toml"
    profile.write_text(profile.read_text("utf-8").replace(made_site.TITLE, "Another Title"), "utf-8")
    changed = run("batch", "pages", "--out", "all.jsonl", "--learn", cwd=site)
    assert b"all pages are done again" in changed.stderr
    assert b"Another Title" in (site / "all.jsonl").read_bytes()
    assert run("batch", "pages", "--out", "all.jsonl", "--learn", "--restart", cwd=site).returncode == 0
    assert (site / "all.jsonl").read_bytes() == before


def test_a_profile_and_learning_do_not_go_together(site: Path) -> None:
    result = run("batch", "pages", "--out", "b.jsonl", "--learn", "--site", "a.toml", cwd=site)
    assert result.returncode == 2
    assert result.stderr == b"gnn9-extract: --site gives the profile, --learn learns profiles; take one of them\n"
