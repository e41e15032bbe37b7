"""HTML pages: every text node is accounted for, whatever the markup is like."""

import re
from collections import Counter

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from gnn9_extract import Article, ExtractionError, extract, source_text
from gnn9_extract.read.html.sniff import is_html
from tests.stages import attempt

HEAD = "<!doctype html><html><head><title>Harbour reopens</title></head><body><h1>Harbour reopens</h1>"
BODY = "<p>Ships sailed again on Friday, eleven months after the storm had broken the mole in two.</p>"
END = "</body></html>"


def page(inside: str) -> str:
    return f"{HEAD}{BODY}{inside}{END}"


def letters(text: str) -> Counter[str]:
    return Counter(re.sub(r"\s", "", text))


def lost(markup: str) -> Counter[str]:
    """The characters of the text nodes, as another parser sees them, that the rendering does not have."""
    return letters(BeautifulSoup(markup, "html.parser").get_text()) - letters(source_text(markup))


# ---------------------------------------------------------------- made pages

TAGS = ("div", "p", "span", "b", "a", "table", "tr", "td", "ul", "li", "h2", "aside", "figure", "section", "em", "pre")
CLASSES = (
    "",
    ' class="related-posts"',
    ' class="caption"',
    ' id="comments"',
    ' class="byline"',
    ' style="display:none"',
)
TEXTS = ("Ships sailed again.", "By Asha Rao", "27/11/2015 13:46", "Read more: Ships", "a < b & c", "©", "é — “quoted”")


@st.composite
def elements(draw: st.DrawFn, depth: int = 3) -> str:
    """Well-formed markup with text between, before and after its elements."""
    parts = [draw(st.sampled_from(TEXTS)).replace("&", "&amp;").replace("<", "&lt;")]
    for _ in range(draw(st.integers(0, 3)) if depth else 0):
        tag, names = draw(st.sampled_from(TAGS)), draw(st.sampled_from(CLASSES))
        parts += (
            f"<{tag}{names}>",
            draw(elements(depth - 1)),
            f"</{tag}>",
            draw(st.sampled_from(("", " tail ", "<br>"))),
        )
    return "".join(parts)


MARKUP = (
    "<p> </p> <div\u2009class= ' \" > </div <b> <!-- --> <script> </script> <td> &amp &#0; <a\u2009href=x> </a> <br>"
    " \0 \x07 é <![CDATA[ ]]> </html> <title> </title> text\u2009"
)
PIECES = st.sampled_from([*(piece.replace("\u2009", " ") for piece in MARKUP.split()), "\n"])
SOUPS = st.lists(PIECES, max_size=40).map(lambda pieces: HEAD + "".join(pieces))


@given(elements())
def test_no_text_node_of_a_well_formed_page_is_missing_from_the_source(inside: str) -> None:
    assert lost(page(inside)) == Counter()


@given(elements())
def test_no_character_of_a_made_page_is_lost(inside: str) -> None:
    article = extract(page(inside))
    assert article.source.format == "html"
    assert article.trace.accounts_for(source_text(page(inside)))


@given(SOUPS)
def test_broken_markup_gives_a_record_that_accounts_for_its_source_or_a_clear_error(markup: str) -> None:
    article = attempt(markup)
    if isinstance(article, Article):
        assert article.trace.accounts_for(source_text(markup))


@given(SOUPS)
def test_the_same_markup_as_bytes_gives_the_same_record(markup: str) -> None:
    once, again = attempt(markup), attempt(markup.encode())
    assert isinstance(once, ExtractionError) == isinstance(again, ExtractionError)
    if isinstance(once, Article) and isinstance(again, Article):
        assert once.paragraphs == again.paragraphs


# ---------------------------------------------------------------- markup that parsers cut


@pytest.mark.parametrize("depth", [300, 3000, 50_000])
def test_text_below_any_depth_is_kept(depth: int) -> None:
    """A tree of lxml's ends at 255 levels, or at 2,048, without a word."""
    deep = "<div>" * depth + "The lamp is lit." + "</div>" * depth + "<p>The last line.</p>"
    assert {"The lamp is lit.", "The last line."} <= set(source_text(page(deep)).split("\n"))


def test_unclosed_elements_of_any_number_are_read() -> None:
    assert "The lamp is lit." in source_text(page("<b><i>" * 20_000 + "The lamp is lit."))


def test_markup_that_would_take_hours_is_refused() -> None:
    """An end tag without its element is looked for through all that are open."""
    with pytest.raises(ExtractionError, match="nested too deep"):
        source_text(page("<div>" * 100_000 + "</p>" * 100_000))


def test_a_text_node_of_ten_megabytes_is_kept() -> None:
    """libxml2 ends at a text node of ten million characters, unless it is told not to."""
    text = "All ships stayed in the harbour for a night. " * 300_000
    assert text.strip() in source_text(page(f"<p>{text}</p>"))


def test_what_stands_behind_the_end_of_the_page_is_kept() -> None:
    assert "One more line." in source_text(page("") + "<p>One more line.</p>")


def test_a_nul_is_a_replacement_character_with_a_warning() -> None:
    article = extract(page("<p>The lamp\0 is lit, and the fishermen of the island have come to see it.</p>"))
    assert "The lamp\ufffd is lit, and the fishermen of the island have come to see it." in article.paragraphs
    assert "control-characters" in {doubt.code for doubt in article.warnings}


def test_half_a_surrogate_pair_is_a_replacement_character_with_a_warning() -> None:
    article = extract(page("<p>The lamp\ud800 is lit, and the fishermen of the island have come to see it.</p>"))
    assert "The lamp\ufffd is lit, and the fishermen of the island have come to see it." in article.paragraphs
    assert "lone-surrogates" in {doubt.code for doubt in article.warnings}


@pytest.mark.parametrize("silent", ["<script>let a = 1</script>", "<style>p {}</style>", "<template>T</template>"])
def test_scripts_styles_and_templates_are_no_text(silent: str) -> None:
    assert source_text(page(silent)) == source_text(page(""))


# ---------------------------------------------------------------- lines


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("One<br><br>Two", ["One", "Two"]),
        ("<td>One<br><br>Two</td>", ["One", "Two"]),
        ("<h2>One<br>Two</h2>", ["One Two"]),
        ("<pre>One\nTwo</pre>", ["One", "Two"]),
        ("O<b>ne</b> <i>and</i> two", ["One and two"]),
        ("<p>One<p>Two<div>Three", ["One", "Two", "Three"]),
        ("<p>One\n  two\tthree</p>", ["One two three"]),
        ("AT&amp;T &lt;b&gt; caf&eacute; &#8211; &nbsp;", ["AT&T <b> café –"]),
    ],
)
def test_a_line_is_the_text_between_two_edges_of_blocks(markup: str, lines: list[str]) -> None:
    assert (
        source_text(f"<!doctype html>{markup}").split("\n\n" if len(lines) > 1 and "pre" not in markup else "\n")
        == lines
    )


def test_a_quotation_in_a_figure_is_of_the_story_whatever_box_of_the_figure_it_is_in() -> None:
    quote = "The mole will stand for another hundred years, the engineer said when the last stone was laid."
    article = extract(page(f"<figure><nav><p>Home</p><blockquote><p>{quote}</p></blockquote></nav></figure>{BODY}"))
    assert quote in article.paragraphs
    assert "Home" not in article.paragraphs


def test_the_next_article_of_the_site_is_no_part_of_the_story() -> None:
    teaser = "It rained at the Oval from noon on, and the umpires went home at three."
    other = f"<article><h2>Rain stops play</h2><p>{teaser}</p></article>"
    own = f"<article><h1>Harbour reopens</h1>{BODY}</article>"
    assert extract(f"<!doctype html><main>{own}{other}</main>").paragraphs == (BODY[3:-4],)


# ---------------------------------------------------------------- what is HTML


@pytest.mark.parametrize(
    "text",
    [
        "<!DOCTYPE html><p>Ships sailed.",
        "\ufeff\n<html><body>Ships</body></html>",
        "<!-- made by hand --><head><title>Ships</title></head>",
        "<?xml version='1.0'?><!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 Strict//EN' 'x'><html></html>",
        "<p>Ships</p>\n<p>sailed</p>\n<p>again.</p>",
        "<script>var a;</script><div>Ships sailed.</div>",
        "Warning: mysql_connect() failed\n<html><head></head><body>Ships</body></html>",
    ],
)
def test_markup_is_html(text: str) -> None:
    assert is_html(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ships sailed.",
        "# Ships sailed\n\n27/11/2015 13:46\n\n<br>\n\nThe mole was mended.",
        "The <p> tag opens a paragraph, and the </p> tag ends it.",
        "<Ships sailed> said the sign at the harbour, and <nobody> had taken it down.",
        "<asha@coast.example> wrote: the html of the page is broken.",
    ],
)
def test_text_is_no_html(text: str) -> None:
    assert not is_html(text)


# ---------------------------------------------------------------- charsets

POLISH = (
    "<!doctype html><h1>Łódź</h1><p>Łódź to miasto, w którym statki nie pływają, a latarnia stoi na środku placu.</p>"
)


def test_the_charset_of_the_header_is_taken() -> None:
    article = extract(POLISH.encode("iso-8859-2"), content_type="text/html; charset=ISO-8859-2")
    assert (article.headline, article.source.encoding) == ("Łódź", "iso8859-2")


def test_utf_8_is_utf_8_whatever_the_header_says() -> None:
    article = extract(POLISH.encode(), content_type="text/html; charset=iso-8859-1")
    assert (article.headline, article.source.encoding) == ("Łódź", "utf-8")


@pytest.mark.parametrize(
    "header", ["text/html", "text/html; charset=nothing", "charset=base64", "", "text/html; charset="]
)
def test_a_header_that_says_nothing_is_passed_over(header: str) -> None:
    article = extract(POLISH.encode("cp1250"), content_type=header)
    assert "guessed-encoding" in {doubt.code for doubt in article.warnings}


# ---------------------------------------------------------------- structured data that is broken or lies


@pytest.mark.parametrize(
    "data",
    [
        '{"@type": "NewsArticle", "author": [{"@id": ["x"]}, 3, null, {"name": {"a": 1}}], "headline": 7}',
        '{"@graph": [[[[["x"]]]]], "@type": [1, null]}',
        '{"@type": "NewsArticle", "author": "#a"}',
        "[" * 5000,
        '{"@type": "NewsArticle", "datePublished": "0000-99-99", "articleBody": ["x", 2]}',
        "not json",
    ],
)
def test_data_of_any_shape_does_no_harm(data: str) -> None:
    markup = page(f'<script type="application/ld+json">{data}</script>')
    article = extract(markup)
    assert article.headline == "Harbour reopens"
    assert article.trace.accounts_for(source_text(markup))
