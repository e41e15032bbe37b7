"""A PDF print is read as the dump that it shows: whole lines in reading order, paragraphs apart, nothing lost."""

import random
import re
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from gnn9_extract import Article, NotTextError, extract, extract_file, extract_pages, source_text
from gnn9_extract.read.pdf.dump import pdf_text
from tests.command import run_python
from tests.made_pages import Story, stories
from tests.made_pdfs import LEFT, Look, Put, coded_pdf, flowed, lines_at, looks, new_pdf, pdf_of, wrapped
from tests.test_bad_input import calls

WORDS = (
    "The harbour office counted the old bridges before the rain came, and nobody objected to any of the figures that "
    "were read out on that evening to the council of the town by its oldest pilot."
)
HEADLINE = "Harbour office counts its boats again"
STAMP = "27/11/2015 13:46 by admin"
BODY = (WORDS, "Both ministers refused eleven wooden boats.", WORDS.replace("bridges", "lamps"), "Nobody was hurt.")
BLOCKS = (HEADLINE, STAMP, *BODY)


def dump(*sheets: list[Put]) -> str:
    return pdf_text(pdf_of(*sheets))


def blocks_of(text: str) -> list[str]:
    """The blocks of a dump without hyphens: a blank line or an indent begins one."""
    return [" ".join(block.split("\n")).strip() for block in re.split(r"\n\n|\n(?= )", text.strip("\n"))]


# ---------------------------------------------------------------- the record


def test_the_record_of_a_print_is_that_of_its_story() -> None:
    data = pdf_of(*flowed(BLOCKS, 1, Look()))
    article = extract(data, name="print.pdf")
    assert (article.headline, article.paragraphs) == (HEADLINE, BODY)
    assert article.timestamp is not None
    assert article.timestamp.value == "2015-11-27T13:46:00"
    assert article.trace.accounts_for(source_text(data))


def test_the_source_of_a_print_is_a_pdf_without_an_encoding() -> None:
    look = Look(foot=lambda page: ("http://www.gnn9.com", f"{page}/3"))
    sheets = flowed([HEADLINE, STAMP, *BODY * 8], 1, look)
    source = extract(pdf_of(*sheets)).source
    assert (source.format, source.encoding, source.pages) == ("pdf", None, len(sheets))
    assert len(sheets) > 1


def test_a_print_in_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "print.pdf"
    path.write_bytes(pdf_of(*flowed(BLOCKS, 1, Look())))
    assert extract_file(path).headline == HEADLINE


@given(stories(), looks())
def test_the_blocks_of_a_print_are_those_of_its_story(story: Story, look: Look) -> None:
    blocks = story.blocks()
    sheets = flowed(blocks, len(story.credits), look)
    text = pdf_text(pdf_of(*sheets))
    assert text.count("\f") == len(sheets) - 1
    assert text.split() == " ".join(blocks).split()
    if len(sheets) == 1:
        assert blocks_of(text) == blocks


# ---------------------------------------------------------------- characters


@pytest.mark.parametrize("seed", range(30))
def test_no_character_is_lost_wherever_it_stands(seed: int) -> None:
    chance = random.Random(seed)
    texts = ("T", "th", "2", "word-", "- item", "The harbour office", "a  b", "café", "(1)", "“Yes”", "1/3")

    def put(row: int, column: int) -> Put:
        x, y = 30 + 130 * column + chance.uniform(-9, 9), 40 + 40 * row + chance.uniform(-9, 9)
        return Put(x, y, chance.choice(texts), chance.choice([6, 9, 11, 14, 30]), chance.choice(["", "B"]))

    sheet = [put(row, column) for row in range(13) for column in range(3)]
    chance.shuffle(sheet)
    sheet.append(Put(400, 300, "side note", turn=chance.choice([45, 90, 180, 270])))
    printed = "".join(put.text for put in sheet)
    assert Counter("".join(dump(sheet).split())) == Counter("".join(printed.split()))


@pytest.mark.parametrize("hyphen", ["-", "\u00ad"], ids=["hard", "soft"])
def test_a_hyphen_at_the_end_of_a_line_is_a_hyphen(hyphen: str) -> None:
    text = dump(lines_at(LEFT, 100, [f"They told the council what was pro{hyphen}", "duced in the north."]))
    assert text == "They told the council what was pro-\nduced in the north.\n"


@pytest.mark.parametrize(
    ("code", "printed"),
    [
        ("d835dc00", "\U0001d400"),
        ("006600660069", "ffi"),
        ("0000", "\ufffd"),
        ("0007", "\ufffd"),
        ("d835", "\ufffd"),
        ("fffe", "-"),
        ("00ad", "\u00ad"),
        ("0085", " "),
    ],
    ids=["beyond the basic plane", "ligature", "NUL", "control", "half", "hyphen", "soft hyphen", "line end"],
)
def test_what_a_letter_stands_for_is_read(code: str, printed: str) -> None:
    assert pdf_text(coded_pdf("abc d", {"b": code})) == f"a{printed}c d\n"


@pytest.mark.parametrize("order", ["forward", "backward", "by turns"])
def test_a_space_that_is_a_gap_alone_is_a_space(order: str) -> None:
    pdf = new_pdf()
    pdf.set_font("Times", size=11)
    at, sheet = LEFT, []
    for word in WORDS[:60].split():
        sheet += [Put(at, 100, word), Put(at, 200, word)]
        at += pdf.get_string_width(f"{word} ")
    sheet = {"forward": sheet[::2] + sheet[1::2], "backward": sheet[::-1], "by turns": sheet}[order]
    line = WORDS[:60].strip()
    assert dump(sheet) == f"{line}\n\n{line}\n"


def test_a_line_that_is_not_quite_level_is_one_line() -> None:
    words = [Put(LEFT + 40 * n, 100 + n / 2, word) for n, word in enumerate(WORDS.split()[:6])]
    below = [Put(LEFT + 40 * n, 114 + n / 2, word) for n, word in enumerate(WORDS.split()[6:12])]
    lines = [" ".join(WORDS.split()[:6]), " ".join(WORDS.split()[6:12])]
    assert dump([*words, *below]) == "\n".join(lines) + "\n"


def test_a_word_in_two_styles_is_one_word() -> None:
    pdf = new_pdf()
    pdf.set_font("Times", "B", 11)
    assert dump([Put(LEFT, 100, "harbour", style="B"), Put(LEFT + pdf.get_string_width("harbour"), 100, "s")]) == (
        "harbours\n"
    )


def test_raised_and_lowered_figures_stand_in_their_line() -> None:
    pdf = new_pdf()
    pdf.set_font("Times", size=11)
    ends = [LEFT + pdf.get_string_width(text) for text in ("On the 10", "On the 10th day CO")]
    sheet = [
        Put(LEFT, 100, "On the 10"),
        Put(ends[0], 96, "th", 6),
        Put(ends[0] + 6, 100, "day CO"),
        Put(ends[0] + 6 + pdf.get_string_width("day CO"), 103, "2", 6),
        *lines_at(LEFT, 114, ["fell by half, said the", "office."]),
    ]
    assert dump(sheet) == "On the 10th day CO2\nfell by half, said the\noffice.\n"


@pytest.mark.parametrize("drop", [0, 14, 28], ids=["raised", "two lines", "three lines"])
def test_a_drop_capital_begins_its_word(drop: float) -> None:
    indent = LEFT + 0.62 * (26 + drop)
    beside = ["he harbour office counted", "the old bridges before the", "rain came"][: 1 + int(drop / 14)]
    rest = ["and nobody objected to any", "of the figures.", "Nobody was hurt on the", "ferry."]
    puts = [Put(LEFT, 100 + drop, "T", 26 + drop), *lines_at(indent, 100, beside), *lines_at(LEFT, 114 + drop, rest)]
    text = dump([put if put.text != rest[2] else replace(put, x=indent) for put in puts])
    assert [line.strip() for line in text.split("\n")[:-1]] == [f"T{beside[0]}", *beside[1:], *rest]
    assert [line.strip() for line in text.split("\n") if line[:1] == " "] == [rest[2]]


# ---------------------------------------------------------------- lines and paragraphs


@pytest.mark.parametrize("leading", [12.5, 14, 22, 30])
def test_a_blank_line_stands_where_the_distance_is_clearly_larger_than_usual(leading: float) -> None:
    lines = wrapped(WORDS, 11, 250)
    sheet = lines_at(LEFT, 80, lines, leading)
    below = sheet[-1].y + 1.6 * leading
    assert dump([*sheet, *lines_at(LEFT, below, lines, leading)]) == "\n".join([*lines, "", *lines]) + "\n"


def test_lines_that_are_all_far_apart_are_paragraphs() -> None:
    lines = [
        "Nobody was hurt in the far north.",
        "Both ministers refused eleven boats.",
        "Some pilots counted all of them.",
    ]
    assert dump(lines_at(LEFT, 80, lines, 24)) == "\n\n".join(lines) + "\n"


def test_a_blank_line_stands_where_the_type_size_changes() -> None:
    headline = lines_at(LEFT, 80, ["Harbour office counts", "its boats again"], 20, 18)
    lines = wrapped(WORDS, 11, 250)
    text = dump([*headline, *lines_at(LEFT, 114, [STAMP, *lines])])
    assert text == "\n".join(["Harbour office counts", "its boats again", "", STAMP, *lines]) + "\n"


def test_lines_of_one_paragraph_have_no_blank_line_between_them() -> None:
    lines = wrapped(WORDS * 3, 11, 250)
    assert dump(lines_at(LEFT, 80, lines)) == "\n".join(lines) + "\n"


def test_the_first_line_of_a_paragraph_keeps_its_indent() -> None:
    first, *rest = wrapped(WORDS, 11, 250, 16)
    sheet: list[Put] = []
    for number in range(3):
        y = 80 + 14 * number * (1 + len(rest))
        sheet += [Put(LEFT + 16, y, first), *lines_at(LEFT, y + 14, rest)]
    assert dump(sheet) == "\n".join([f"   {first}", *rest] * 3) + "\n"


def test_text_that_is_set_in_as_a_whole_has_no_indent() -> None:
    lines = wrapped(WORDS, 11, 250)
    sheet = [*lines_at(LEFT, 80, lines), *lines_at(LEFT + 30, 200, lines), *lines_at(LEFT, 320, lines)]
    assert " " not in {line[:1] for line in dump(sheet).split("\n")}


def test_a_quotation_that_is_set_in_right_under_the_text_has_no_indents() -> None:
    lines = wrapped(WORDS * 2, 11, 250)
    sheet = [*lines_at(LEFT, 80, lines), *lines_at(LEFT + 20, 80 + 14 * len(lines), lines)]
    sheet += lines_at(LEFT, 80 + 28 * len(lines), lines)
    assert dump(sheet) == "\n".join(lines * 3) + "\n"


def test_a_list_that_hangs_from_its_marks_has_no_indents() -> None:
    sheet: list[Put] = []
    for number in range(4):
        sheet += lines_at(LEFT, 80 + 28 * number, ["- eleven wooden boats and the ropes that"])
        sheet += lines_at(LEFT + 12, 94 + 28 * number, ["belong to them"])
    assert dump(sheet) == "- eleven wooden boats and the ropes that\nbelong to them\n" * 4


# ---------------------------------------------------------------- pages


def test_columns_are_read_one_after_the_other() -> None:
    lines = [f"{number} {line}" for number, line in enumerate(wrapped(WORDS * 3, 9, 140))]
    half = len(lines) // 2
    head = [Put(LEFT, 50, "The Harbour Times", 9), Put(320, 50, "Friday", 9)]
    title = [Put(LEFT, 100, "A headline that stands over both of the columns", 15, "B")]
    columns = [*lines_at(LEFT, 130, lines[:half], 11, 9), *lines_at(LEFT + 162, 130, lines[half:], 11, 9)]
    foot = [Put(LEFT, 560, "http://www.gnn9.com", 9), Put(330, 560, "1/1", 9)]
    assert dump(columns) == "\n".join(lines) + "\n"
    printed = [line for line in dump([*foot, *columns, *title, *head]).split("\n") if line]
    assert printed == ["The Harbour Times", "Friday", title[0].text, *lines, "http://www.gnn9.com", "1/1"]


def test_a_table_is_read_row_by_row() -> None:
    sheet = [Put(LEFT + 150 * column, 100 + 14 * row, f"Cell {row}{column}") for column in (0, 1) for row in range(6)]
    assert dump(sheet).split("\n")[:-1] == [f"Cell {row}{column}" for row in range(6) for column in (0, 1)]


def test_what_stands_far_apart_on_one_height_are_lines_of_their_own() -> None:
    text = dump([Put(LEFT, 570, "http://www.gnn9.com"), Put(340, 570, "1/2"), Put(LEFT, 80, "Ships sailed.")])
    assert text == "Ships sailed.\n\nhttp://www.gnn9.com\n1/2\n"


@pytest.mark.parametrize("over", [True, False], ids=["head", "foot"])
def test_a_running_line_is_parted_from_the_body_however_near_it_stands(over: bool) -> None:
    def sheet(number: int) -> list[Put]:
        lines = wrapped(" ".join(WORDS.split()[number:]), 11, 250)
        margin = Put(LEFT, 80, f"Harbour Times, page {number}")
        body = lines_at(LEFT, 94 if over else 380 - 14 * len(lines), lines)
        return [*body, margin if over else Put(LEFT, 380, margin.text)]

    for number, page in enumerate(dump(*map(sheet, range(3))).split("\f")):
        lines = page.strip("\n").split("\n")
        assert lines.count("") == 1
        running = f"Harbour Times, page {number}"
        assert (lines[:2] if over else lines[:-3:-1]) == [running, ""]


def test_a_form_feed_stands_between_pages_also_empty_ones() -> None:
    assert dump([Put(LEFT, 80, "One.")], [], [Put(LEFT, 80, "Three.")]) == "One.\n\f\n\fThree.\n"


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_read_as_one_that_is_not(turn: int) -> None:
    lines = wrapped(WORDS, 11, 250)
    down = {90: (14, 0), 180: (0, -14), 270: (-14, 0)}[turn]
    sheet = [Put(200 + down[0] * n, 300 + down[1] * n, line, turn=turn) for n, line in enumerate(lines)]
    assert dump(sheet) == "\n".join(lines) + "\n"


@pytest.mark.parametrize("turn", [90, 270])
def test_a_side_note_does_not_stand_among_the_lines(turn: int) -> None:
    lines = wrapped(WORDS, 11, 250)
    sheet = [Put(410, 200, "Photo: Asha Rao", turn=turn), *lines_at(LEFT, 300, lines)]
    assert dump(sheet) == "\n".join([*lines, "", "Photo: Asha Rao"]) + "\n"


# ---------------------------------------------------------------- what cannot be read


def image_alone() -> bytes:
    pdf = new_pdf()
    pdf.add_page()
    pdf.rect(50, 50, 100, 100)
    return bytes(pdf.output())


WHOLE = pdf_of([Put(LEFT, 80, "Ships sailed.")])


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (pdf_of([Put(LEFT, 80, "Ships sailed.")], password="secret"), "encrypted; .*without its password"),
        (b"%PDF-1.7\n%%EOF\n", "broken .*print it anew"),
        (b"%PDF-1.7\n1 0 obj", "cut off .*fetch it again"),
        (WHOLE[: len(WHOLE) // 2], "cut off .*fetch it again"),
        (image_alone(), "without text .*text layer"),
        (pdf_of([]), "without text"),
    ],
    ids=["encrypted", "broken", "head alone", "cut off", "image", "empty"],
)
def test_a_pdf_that_gives_no_text_is_refused_with_the_reason_and_a_way_out(
    data: bytes, words: str, tmp_path: Path
) -> None:
    (tmp_path / "print.pdf").write_bytes(data)
    with pytest.raises(NotTextError, match=rf"print\.pdf: this is a PDF .*{words}"):
        extract_file(tmp_path / "print.pdf")


def test_a_pdf_that_needs_no_password_to_be_read_is_read() -> None:
    assert pdf_text(pdf_of([Put(LEFT, 80, "Ships sailed.")], password="")) == "Ships sailed.\n"


def test_without_pypdfium2_the_message_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(NotTextError, match=r'this is a PDF.*pip install "gnn9-extract\[pdf\]"'):
        extract(WHOLE)


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_pdf_is_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(pdf_of(*flowed(BLOCKS, 1, Look())))
    for _ in range(chance.choice([1, 10, 100])):
        data[chance.randrange(8, len(data))] = chance.randrange(256)
    try:
        assert isinstance(pdf_text(bytes(data)), str)
    except NotTextError as error:
        assert "this is a PDF" in str(error)  # noqa: PT017  (either is right)


def test_pypdfium2_is_loaded_for_a_pdf_alone() -> None:
    code = "import sys, gnn9_extract as g; g.extract('Ships sailed.\\n\\nA story.'); print('pypdfium2' in sys.modules)"
    assert run_python(code).stdout.split() == [b"False"]


# ---------------------------------------------------------------- many


def test_prints_can_be_read_by_several_threads_at_once() -> None:
    data = [pdf_of(*flowed([HEADLINE, STAMP, f"{number} {WORDS}"], 1, Look())) for number in range(8)]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(pdf_text, data * 4)) == [pdf_text(one) for one in data] * 4


SHAPES = {
    "pages": lambda count: [lines_at(LEFT, 80, wrapped(WORDS, 11, 250)) for _ in range(count)],
    "lines": lambda count: [[Put(LEFT, 100 + number / 9, f"Line {number}") for number in range(count)]],
    "pieces": lambda count: [[Put(LEFT + 40 * number, 100, f"T{number}") for number in range(count)]],
    "figures": lambda count: [[Put(8 * n, 100 - 4 * (n % 2), "2", 11 - 5 * (n % 2)) for n in range(count)]],
    "capitals": lambda count: [[Put(LEFT, 100 + 12 * n, "T", 11 + 30 * (n % 2)) for n in range(count)]],
    "columns": lambda count: [[Put(170 * (n % 9), 12 * (n // 9), "eleven wooden boats here") for n in range(count)]],
}


@pytest.mark.parametrize("shape", SHAPES)
def test_work_grows_with_the_size_of_a_print_and_not_with_its_square(shape: str) -> None:
    small, large = (pdf_of(*SHAPES[shape](count)) for count in (40, 160))
    pdf_text(small)
    assert calls(lambda: pdf_text(large)) < 5 * calls(lambda: pdf_text(small))


def test_two_hundred_pages_are_read() -> None:
    sheet = lines_at(LEFT, 80, wrapped(WORDS, 11, 250))
    assert dump(*[sheet] * 200).count("\f") == 199


# ---------------------------------------------------------------- what a print does not tell


def codes(article: Article) -> list[str]:
    return [doubt.code for doubt in article.warnings]


def test_a_page_without_text_among_others_is_warned_about() -> None:
    article = extract(pdf_of([Put(LEFT, 80, "Ships sailed again.")], [], [Put(LEFT, 80, "They came back.")]))
    assert any(doubt.message.startswith("of 3 pages") and ": 2" in doubt.message for doubt in article.warnings)
    assert "page-without-text" in codes(article)
    assert "page-without-text" not in codes(extract(pdf_of([Put(LEFT, 80, "Ships sailed again.")])))


def test_glyphs_without_a_character_are_counted() -> None:
    article = extract(coded_pdf("abcb d", {"b": "0000"}))
    assert "unreadable-glyphs" in codes(article)
    assert any(doubt.message.startswith("2 glyphs") for doubt in article.warnings)


def test_print_pages_that_are_all_pdf_are_a_pdf_when_joined() -> None:
    first, second = (pdf_of([Put(LEFT, 80, text)]) for text in ("Ships sailed again.", "They came back."))
    assert extract_pages([first, second]).source.format == "pdf"
    assert extract_pages([first, b"They came back."]).source.format == "text"
