"""PDFs made by the tests themselves, with fpdf2 and the fonts that every reader has.

* `Put` is a text at a place, and `pdf_of` makes a PDF of sheets of them: for what is set by hand.
* `flowed` sets the blocks of a story on sheets, as a browser or a word processor does; a `Look` says how.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice

from fpdf import FPDF
from hypothesis import strategies as st

WIDTH, HEIGHT = 420.0, 595.0
LEFT, TOP, FOOT = 50.0, 80.0, 530.0


@dataclass(frozen=True, slots=True)
class Put:
    """A text whose baseline begins at `x` and `y`, in points from the left and the top; `turn` in degrees."""

    x: float
    y: float
    text: str
    size: float = 11
    style: str = ""
    turn: float = 0


def new_pdf() -> FPDF:
    pdf = FPDF(unit="pt", format=(WIDTH, HEIGHT))
    pdf.core_fonts_encoding = "cp1252"  # curly quotes and dashes
    return pdf


def pdf_of(*sheets: Sequence[Put], password: str | None = None) -> bytes:
    """A PDF with a page for each sheet, on which the texts are put in their order."""
    pdf = new_pdf()
    if password is not None:
        pdf.set_encryption("owner", password)
    for sheet in sheets:
        pdf.add_page()
        for put in sheet:
            pdf.set_font("Times", put.style, put.size)
            with pdf.rotation(put.turn, put.x, put.y):
                pdf.text(put.x, put.y, put.text)
    return bytes(pdf.output())


def lines_at(x: float, y: float, lines: Sequence[str], leading: float = 14, size: float = 11) -> list[Put]:
    """Lines under each other."""
    return [Put(x, y + number * leading, line, size) for number, line in enumerate(lines)]


def coded_pdf(text: str, codes: dict[str, str]) -> bytes:
    """A PDF of one line, some of whose letters stand for other characters: UTF-16 in hexadecimal, as PDFs have it."""
    chars = " ".join(f"<{ord(letter):02x}> <{code}>" for letter, code in codes.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def "
        "1 begincodespacerange <00> <ff> endcodespacerange "
        f"{len(codes)} beginbfchar {chars} endbfchar endcmap end end"
    )
    line = f"BT /F 11 Tf 50 500 Td ({text}) Tj ET"
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 595] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
        f"<< /Length {len(line)} >>\nstream\n{line}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding /ToUnicode 6 0 R >>",
        f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream",
    )
    body = "".join(f"{number} 0 obj\n{content}\nendobj\n" for number, content in enumerate(objects, 1))
    return f"%PDF-1.4\n{body}trailer << /Size 7 /Root 1 0 R >>\n%%EOF\n".encode()


# ---------------------------------------------------------------- stories, set


@dataclass(frozen=True, slots=True)
class Look:
    """How a print is set: `leading` in type sizes, `gap` (over a paragraph) in lines, `indent` in type sizes.

    `head` and `foot` are texts at the left and the right of every page's margins, made for a page's number.
    """

    size: float = 11
    leading: float = 1.3
    gap: float = 0.6
    indent: float = 0
    width: float = 300
    head: Callable[[int], tuple[str, ...]] = lambda page: ()
    foot: Callable[[int], tuple[str, ...]] = lambda page: ()


def looks() -> st.SearchStrategy[Look]:
    """Looks in which a paragraph's beginning can be seen: white space over it, an indent, or both."""
    parted = st.sampled_from([(0.5, 0.0), (1.0, 0.0), (0.0, 1.5), (0.0, 2.0), (0.6, 1.2)])
    return st.builds(
        lambda size, leading, begin, width: Look(size, leading, begin[0], begin[1], width),
        st.sampled_from([8.0, 9.5, 11.0, 12.0]),
        st.sampled_from([1.1, 1.25, 1.5]),
        parted,
        st.sampled_from([180.0, 250.0, 320.0]),
    )


def wrapped(text: str, size: float, width: float, indent: float = 0) -> list[str]:
    """A text as lines that fit a width, the first of which is shorter by the indent; all lengths in points."""
    pdf = new_pdf()
    pdf.set_font("Times", size=size)
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if lines[-1] and pdf.get_string_width(longer) > width - (indent if len(lines) == 1 else 0):
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def flowed(blocks: Sequence[str], credits: int, look: Look) -> list[list[Put]]:
    """A headline, so many lines of credits, and paragraphs, on as many sheets as they need."""
    lines = [*_headline(blocks[0], look), *_body(blocks[1:], credits, look)]
    sheets: list[list[Put]] = [[]]
    y = TOP
    for space, line in lines:
        y = y + space if sheets[-1] else TOP
        if y > FOOT:
            sheets.append([])
            y = TOP
        sheets[-1].append(Put(line.x, y, line.text, line.size, line.style))
    return [[*sheet, *_margins(number, look)] for number, sheet in enumerate(sheets, 1)]


def _headline(text: str, look: Look) -> list[tuple[float, Put]]:
    """The lines of a headline, each with the space over it."""
    size = 1.6 * look.size
    return [(1.15 * size, Put(LEFT, 0, line, size, "B")) for line in wrapped(text, 1.05 * size, look.width)]


def _body(blocks: Sequence[str], credits: int, look: Look) -> list[tuple[float, Put]]:
    """The lines under the headline, each with the space over it; credits have no indent."""
    lines = []
    leading = look.leading * look.size
    for number, block in enumerate(blocks):
        indent = look.indent * look.size if number >= credits else 0
        first, *rest = wrapped(block, look.size, look.width, indent)
        lines.append(((1 + look.gap) * leading, Put(LEFT + indent, 0, first, look.size)))
        lines += [(leading, Put(LEFT, 0, line, look.size)) for line in rest]
    return lines


def _margins(page: int, look: Look) -> list[Put]:
    """What stands over and under the body, as a browser prints it: at the left, and far from it at the right."""
    puts = []
    for y, texts in ((40.0, look.head(page)), (570.0, look.foot(page))):
        puts += [Put(x, y, text, 8) for x, text in zip(islice((LEFT, 320.0), len(texts)), texts, strict=True)]
    return puts
