"""Bad input gives a record with warnings, or an error that says what is wrong; never less, and never at any length."""

import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gnn9_extract import (
    Article,
    EmptyPageError,
    ExtractionError,
    NotTextError,
    ProfileError,
    TooLargeError,
    extract,
    extract_all,
    extract_file,
    read_profile,
)
from tests.made_pages import KNOWN_BANNERS, as_cp1252, misread
from tests.stages import decoded

HEAD = "Harbour reopens after eleven months\n\n27/11/2015 13:46\n\n"
BODY = "Ships sailed again on Friday.\n\nNobody was hurt.\n"
PARAGRAPHS = ("Ships sailed again on Friday.", "Nobody was hurt.")


def codes(article: Article) -> list[str]:
    return [warning.code for warning in article.warnings]


# ---------------------------------------------------------------- characters that no page prints


CONTROLS = [*"\x00\x01\x07\x08\x0e\x1a\x1b\x1c\x1d\x1f\x7f\ufeff", "\x1b[1m", "\x1b[0;31m", "\0\0\0"]


@pytest.mark.parametrize("control", CONTROLS, ids=ascii)
def test_control_characters_are_taken_out_with_a_warning(control: str) -> None:
    page = (HEAD + BODY).replace("Fri", f"F{control}ri").replace("reopens", f"{control}reopens{control}")
    article = extract(page)
    assert (article.headline, article.paragraphs) == ("Harbour reopens after eleven months", PARAGRAPHS)
    assert codes(article) == ["control-characters"]
    assert article.trace.accounts_for(page)


@pytest.mark.parametrize("place", ["line", "before", "after"])
def test_a_line_of_control_characters_is_no_line(place: str) -> None:
    """Neither does it join what stands around it, nor part it."""
    line = {"line": "\n\x00\x07\n", "before": "\n\x00\n\n", "after": "\n\n\x00\n"}[place]
    page = (HEAD + BODY).replace("\n\nNobody", f"{line}Nobody" if place != "line" else f"\n{line}\nNobody")
    article = extract(page)
    assert article.paragraphs == PARAGRAPHS
    assert article.trace.accounts_for(page)


@pytest.mark.parametrize("space", ["\t", "\u00a0", "\u2009", "\u3000", "\v", "\x85"], ids=ascii)
def test_white_space_of_any_kind_is_no_control_character(space: str) -> None:
    article = extract(HEAD + BODY.replace("\n\n", f"\n{space}\n"))
    assert (article.paragraphs, codes(article)) == (PARAGRAPHS, [])


@pytest.mark.parametrize("half", ["\ud83d", "\udfff\ud800"], ids=ascii)
def test_lone_surrogates_become_replacement_characters_with_a_warning(half: str) -> None:
    page = HEAD + BODY.replace("again", f"ag{half}ain")
    article = extract(page)
    assert article.paragraphs[0] == "Ships sailed ag" + "\ufffd" * len(half) + "ain on Friday."
    assert codes(article) == ["lone-surrogates"]
    assert article.trace.accounts_for(page)


def test_characters_beyond_the_basic_plane_are_no_surrogates() -> None:
    article = extract(HEAD + "The 🚢 sailed for 𝟝 days.\n")
    assert (article.paragraphs, codes(article)) == (("The 🚢 sailed for 𝟝 days.",), [])


# ---------------------------------------------------------------- bytes in any encoding

TEXT = HEAD + "“We sailed,” said the café’s owner — at last.\n"


@pytest.mark.parametrize(
    ("data", "encoding", "warnings"),
    [
        (TEXT.encode(), "utf-8", []),
        (TEXT.encode("utf-8-sig"), "utf-8-sig", []),
        (TEXT.encode("utf-16"), "utf-16", []),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16", []),
        (TEXT.encode("utf-16-le"), "utf-16-le", []),
        (TEXT.encode("utf-16-be"), "utf-16-be", []),
        (TEXT.encode("utf-32"), "utf-32", []),
        (TEXT.encode("cp1252"), "cp1252", ["guessed-encoding"]),
        (TEXT.encode() + "Café’s".encode("cp1252"), "utf-8", ["undecodable-bytes"]),
    ],
    ids=["utf-8", "bom", "utf-16", "utf-16 big", "utf-16 no bom", "utf-16 big no bom", "utf-32", "cp1252", "mixed"],
)
def test_the_text_and_its_encoding_are_found(data: bytes, encoding: str, warnings: list[str]) -> None:
    article = extract(data)
    assert article.paragraphs[0] == "“We sailed,” said the café’s owner — at last."
    assert (article.source.encoding, codes(article)) == (encoding, warnings)


def test_stray_bytes_in_utf_8_are_read_one_by_one() -> None:
    article = extract((HEAD + "“We sailed,” said — at last — the caf").encode() + b"\xe9\x92s owner.\n")
    assert article.paragraphs == ("“We sailed,” said — at last — the café’s owner.",)


@given(st.lists(st.tuples(st.integers(0x80, 0xFF), st.sampled_from(("a", " ", "\né", "x—“”")))))
def test_no_stray_byte_is_dropped_or_becomes_a_question_mark(strays: list[tuple[int, str]]) -> None:
    """Each is the character that it is in Windows-1252, wherever it stands between whole letters."""
    letters = "é" * (len(strays) + 1)
    data = letters.encode() + b"".join(bytes([byte]) + text.encode() for byte, text in strays)
    assert decoded(data) == letters + "".join(as_cp1252(byte) + text for byte, text in strays)


def test_a_page_that_declares_its_charset_is_read_in_it() -> None:
    page = '<meta charset="windows-1251">\n\nГавань открыта\n\n27/11/2015\n\nКорабли вышли в море.\n'
    assert extract(page.encode("cp1251")).source.encoding == "cp1251"


# ---------------------------------------------------------------- no story


@pytest.mark.parametrize(
    ("page", "what"),
    [
        (b"", "nothing at all"),
        (b"\xef\xbb\xbf", "nothing"),
        (b" \n\t\r\n\x0c\n", "white space"),
        ("\u00a0\n\u3000\u2028\u2009".encode(), "white space"),
        ("\x00\x00\n", "white space"),
        *(("\n\n".join(banner * 3).encode(), "banners") for banner in KNOWN_BANNERS),
    ],
)
def test_a_page_without_a_story_is_refused_as_empty(page: bytes | str, what: str) -> None:
    with pytest.raises(EmptyPageError, match=what):
        extract(page)


@pytest.mark.parametrize("page", ["", " \n ", "Global News Network 9\n\nhttp://www.gnn9.com\n"])
def test_a_page_without_a_story_has_no_list_of_stories_either(page: str) -> None:
    with pytest.raises(EmptyPageError):
        extract_all(page)


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"\xff\xd8\xff\xe0\x00\x10JFIF",
        b"GIF89a\x01\x00\x01\x00",
        b"RIFF\x24\x00\x00\x00WEBPVP8 ",
        b"PK\x03\x04\x14\x00\x00\x00\x08\x00",
        b"\x1f\x8b\x08\x00\x00\x00\x00\x00",
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
        b"\x7fELF\x02\x01\x01",
        b"SQLite format 3\x00",
        bytes(range(256)) * 16,
    ],
    ids=["png", "jpeg", "gif", "webp", "zip", "gzip", "pdf", "elf", "sqlite", "every byte"],
)
def test_what_is_no_text_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(NotTextError, match=r"this is |these bytes are not text"):
        extract(data)


@pytest.mark.parametrize("headline", ["RIFFs are heard again", "GIF is old", "BZhang wins", "PK Mishra resigns"])
def test_a_story_that_begins_like_a_file_format_is_text(headline: str) -> None:
    assert extract(f"{headline}\n\n27/11/2015\n\n{BODY}".encode()).headline == headline


def test_a_text_with_a_few_control_bytes_is_text() -> None:
    assert extract((HEAD + BODY).replace("again", "ag\0ain").encode()).paragraphs == PARAGRAPHS


# ---------------------------------------------------------------- too large


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    with path.open("wb") as file:
        file.truncate(1 << 30)
    with pytest.raises(TooLargeError, match=r"page\.txt.*limit of 67,108,864 bytes"):
        extract_file(path)
    assert peak(lambda: extract_file(path)) < 1 << 20


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs a file without an end")
def test_of_a_file_without_an_end_little_more_than_the_limit_is_read() -> None:
    assert peak(lambda: extract_file("/dev/zero", max_bytes=1 << 20)) < 4 << 20


def peak(work: Callable[[], object]) -> int:
    """The most memory that Python held while it refused a page."""
    tracemalloc.start()
    try:
        with pytest.raises(TooLargeError):
            work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("limit", [0, 1, 10])
def test_the_limit_can_be_set(limit: int) -> None:
    with pytest.raises(TooLargeError, match=f"limit of {limit} bytes"):
        extract(HEAD + BODY, max_bytes=limit)


# ---------------------------------------------------------------- files


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(ExtractionError, match="no such file"):
        extract_file(tmp_path / "no.txt")


def test_a_folder_is_said_to_be_one(tmp_path: Path) -> None:
    with pytest.raises(ExtractionError, match="folder"):
        extract_file(tmp_path)


def test_a_file_that_may_not_be_read_is_said_to_be_forbidden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ExtractionError, match="permission"):
        extract_file(tmp_path / "page.txt")


@pytest.mark.parametrize("path", ["a\0b", "x" * 5000, ""], ids=["a NUL", "too long", "empty"])
def test_what_is_no_path_is_refused(path: str) -> None:
    with pytest.raises(ExtractionError):
        extract_file(path)


def test_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(ExtractionError, match="loop"):
        extract_file(tmp_path / "loop")


# ---------------------------------------------------------------- profiles


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("name", "no valid TOML"),
        ("", "has no name"),
        ("name = 7", "name cannot be 7"),
        ('name = "a"\nbanners = "The Herald"', "banners cannot be 'The Herald'"),
        ('name = "a"\nbanners = [1]', r"banners cannot be \[1\]"),
        ('name = "a"\ndate_order = "DDD"', "date_order cannot be 'DDD'"),
        ('name = "a"\nzones = { IST = "5:30" }', "zones cannot be"),
        ('name = "a"\nzones = ["IST"]', "zones cannot be"),
        ('name = "a"\nlogo = "b"', "unknown member logo"),
    ],
)
def test_a_bad_profile_is_refused_with_its_file_and_what_is_wrong(content: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "site.toml"
    path.write_text(content, "utf-8")
    with pytest.raises(ProfileError, match=words) as caught:
        extract(HEAD + BODY, site=path)
    assert "site.toml" in str(caught.value)


@pytest.mark.parametrize("content", [None, b"\xff\xfe", b"name = '\0'"], ids=["missing", "no UTF-8", "a NUL"])
def test_a_profile_that_cannot_be_read_is_refused(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "site.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ProfileError, match=r"site\.toml"):
        read_profile(path)


@pytest.mark.parametrize("path", ["", "a\0b", "."], ids=["empty", "a NUL", "a folder"])
def test_what_is_no_path_of_a_profile_is_refused(path: str) -> None:
    with pytest.raises(ProfileError):
        extract(HEAD + BODY, site=path)


# ---------------------------------------------------------------- great length

TEN_MB = 10_000_000


@pytest.mark.parametrize(
    ("line", "paragraphs"),
    [
        ("a" * TEN_MB, 1),
        ("word " * (TEN_MB // 5), 1),
        ("â€™" * (TEN_MB // 30), 1),
        ("*" * (TEN_MB // 10), 1),
        ("(" * (TEN_MB // 10), 1),
        ("1" * (TEN_MB // 10), 1),
        ("By A and " * (TEN_MB // 90), 1),
    ],
    ids=["one word", "words", "damage", "stars", "brackets", "digits", "names"],
)
def test_a_line_of_any_length_gives_a_record(line: str, paragraphs: int) -> None:
    page = f"{HEAD}{line}"
    article = extract(page)
    assert len(article.paragraphs) == paragraphs
    assert article.trace.accounts_for(page)


@pytest.mark.parametrize(
    ("count", "line"),
    [
        (100_000, "Ships sailed again on Friday, the {}th of the month.\n\n"),
        (20_000, "{}\n"),
        (20_000, "The ship with the number {} sailed to the north and\n"),
        (20_000, "http://www.gnn9.com\n{} ships\n"),
        (20_000, misread("The café’s “number {}” was closed.\n")),
    ],
    ids=["paragraphs", "numbers", "wrapped", "banners", "damage"],
)
def test_a_great_many_lines_give_a_record(count: int, line: str) -> None:
    page = HEAD + "".join(line.format(number) for number in range(count))
    article = extract(page)
    assert article.trace.accounts_for(page)
    assert article.source.end == len(page)


def calls(work: Callable[[], object]) -> int:
    """How many functions Python calls for a piece of work: a clock that every machine reads alike."""
    count = 0

    def tick(frame: FrameType, event: str, _: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(tick)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


SHAPES = {
    "paragraphs": "Ships sailed again on Friday, the {}th of the month.\n\n",
    "wrapped": "The ship with the number {} sailed to the north and\n",
    "banners": "Ships sailed to\n\nGlobal News Network 9\nhttp://www.gnn9.com\n\nthe {} ports in the north.\n\n",
    "folios": "Ships sailed to\n\n- {} -\f\nthe ports in the north.\n\n",
    "lossy": 'The bridge â€" it was number {} â€" was closed.\n\n',
    "mojibake": misread("The café’s “number {}” — the best — was closed.\n\n"),
    "markdown": "**Ships {}** sailed *again* on \\- Friday.\n\n",
    "control": "Ships \0 number {} sailed\x07 again.\n\n",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_work_grows_with_the_size_of_the_page_and_not_with_its_square(shape: str) -> None:
    def page(lines: int) -> str:
        return HEAD + "".join(SHAPES[shape].format(number) for number in range(lines))

    extract(page(10))
    small, large = (calls(lambda lines=lines: extract(page(lines))) for lines in (200, 800))  # type: ignore[misc]
    assert large < 5 * small
