"""Every rule, case by case: what it takes and what it leaves alone.

The cases are in fixtures/cases, one file for each rule; a case has a `label` (it begins with "taken" or "left"), an
`input`, what is `expected`, a `comment` with the reason, and `expect`: "pass", or "fail" for a known limit. Lists stand
for lines. An input is put into a frame, a page with a place for it, and read through the public API; of the record, one
view is compared.
"""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from gnn9_extract import Article, Claim, ExtractionError, extract, extract_all, repair, source_text
from tests.fixture_files import FIXTURES
from tests.stages import attempt

CASES = FIXTURES / "cases"

# ---------------------------------------------------------------- frames: where an input stands on its page

HEAD = "Harbour reopens after eleven months\n\n27/11/2015 13:46\n\n"
BODY = "Ships sailed again on Friday.\n\nThe band played.\n\n"
END = "\n\nNobody was hurt.\n"


def whole(text: str) -> str:
    """The input is the page."""
    return text


def in_body(text: str) -> str:
    return f"{HEAD}{BODY}{text}{END}"


def as_body(text: str) -> str:
    return f"{HEAD}{text}\n"


def at_head_of_body(text: str) -> str:
    return f"{HEAD}{text}{END}"


def at_end(text: str) -> str:
    return f"{HEAD}{BODY}{text}\n"


def under_headline(text: str) -> str:
    return f"Harbour reopens after eleven months\n\n{text}\n\n{BODY}"


def encoded(parts: list[list[str]]) -> bytes:
    """The input is a list of texts, each with its encoding."""
    return b"".join(text.encode(encoding) for text, encoding in parts)


# ---------------------------------------------------------------- views: what is compared


def paragraphs(page: str) -> list[str]:
    return list(extract(page).paragraphs)


def headline_and_paragraphs(page: str) -> list[str | None]:
    article = extract(page)
    return [article.headline, *article.paragraphs]


def between(page: str) -> list[str]:
    """The paragraphs between those of the frame."""
    first, second, *middle, last = paragraphs(page)
    assert f"{first}\n\n{second}\n\n{last}" == BODY + END.strip()
    return middle


def field(name: str) -> Callable[[str], Any]:
    """One field of the record; where it is missing, the whole text must still be there."""

    def view(page: str) -> Any:
        article = extract(page)
        value = getattr(article, name)
        if value is None:
            assert leftover(article, page)
            return None
        return value if isinstance(value, str) else json.loads(json.dumps(asdict(value)))

    return view


def web_field(name: str) -> Callable[[str], Any]:
    """One field of the record of an HTML page."""

    def view(page: str) -> Any:
        value = getattr(extract(page), name)
        return value if value is None or isinstance(value, str) else json.loads(json.dumps(asdict(value)))

    return view


def leftover(article: Article, page: str) -> bool:
    """Whether what no field took is in the body, line for line."""
    printed = [line.strip() for line in page.splitlines() if line.strip()]
    taken = [part.text for part in (article.timestamp, article.byline, article.dateline, article.wire_credit) if part]
    return all(line in article.text or line == article.headline or any(t in line for t in taken) for line in printed)


LAST = "Nobody was hurt, and the tram drivers of the city were thanked by the mayor in person."
FRAME = [*BODY.strip().split("\n\n"), "The lamps on the quay were lit at six, and the crowd went home by tram."]


def credits_of(page: str) -> dict[str, Any]:
    """The credits that are found, the paragraphs that are not the frame's, and the warnings."""
    record = extract(page).to_dict()
    seen = {name: record[name] for name in ("byline", "timestamp", "dateline", "wire_credit") if record[name]}
    others = [paragraph for paragraph in record["paragraphs"] if paragraph not in FRAME]
    codes = sorted({warning["code"] for warning in record["warnings"]} - {"no-headline", "no-timestamp"})
    return seen | ({"paragraphs": others} if others else {}) | ({"warnings": codes} if codes else {})


def at_end_of_story(text: str) -> str:
    return "\n\n".join(("Harbour reopens after eleven months", *FRAME, text)) + "\n"


def over_story(text: str) -> str:
    return "\n\n".join(("Harbour reopens after eleven months", text, *FRAME)) + "\n"


WEB_BODY = "".join(f"<p>{text}</p>" for text in FRAME)
WEB_HEADLINE = "<h1>Harbour reopens after eleven months</h1>"


def in_web_story(markup: str) -> str:
    """The input stands inside the story of an HTML page."""
    return f"<!doctype html>{WEB_HEADLINE}<main>{WEB_BODY}{markup}<p>{LAST}</p></main>"


def over_web_story(markup: str) -> str:
    """The input stands between the headline and the story."""
    return f"<!doctype html>{WEB_HEADLINE}{markup}{WEB_BODY}"


def as_web_head(markup: str) -> str:
    """The input has the headline, or tells it."""
    return f"<!doctype html>{markup}{WEB_BODY}"


def labelled(page: str) -> list[str]:
    """The lines between those of the frame, each with the rule that removed it."""
    article = extract(page)
    lines = [(claim.start, article.paragraphs[number]) for number, claim in enumerate(body_claims(article))]
    lines += [(edit.start, f"{edit.rule}: {text}") for edit in article.edits for text in edit.before.split("\n\n")]
    (first, _), (last, _) = (next(line for line in lines if line[1] == text) for text in (FRAME[-1], LAST))
    return [text for at, text in sorted(lines, key=lambda line: line[0]) if first < at < last]


def body_claims(article: Article) -> list[Claim]:
    return [claim for claim in article.claims if claim.field.startswith("paragraphs")]


def headlines(page: str) -> list[str | None]:
    return [article.headline for article in extract_all(page)]


def warnings(page: str) -> list[str]:
    return sorted({warning.code for warning in extract(page).warnings})


def reading(page: bytes) -> dict[str, Any]:
    article = extract(page)
    codes = sorted({warning.code for warning in article.warnings} - {"no-headline", "no-timestamp"})
    return {"encoding": article.source.encoding, "paragraphs": list(article.paragraphs), "warnings": codes}


def repaired(text: str) -> str:
    return repair(text).text


RULES: dict[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    "address_line": (whole, paragraphs),
    "boilerplate": (in_web_story, labelled),
    "byline": (under_headline, field("byline")),
    "byline_forms": (over_story, credits_of),
    "captures": (whole, headline_and_paragraphs),
    "control_characters": (in_body, between),
    "credit_forms": (at_end_of_story, credits_of),
    "credit_in_byline": (under_headline, field("wire_credit")),
    "dateline": (at_head_of_body, field("dateline")),
    "dateline_forms": (over_story, credits_of),
    "decode": (encoded, reading),
    "folio": (whole, paragraphs),
    "headline": (whole, field("headline")),
    "look_alikes": (whole, headline_and_paragraphs),
    "markdown": (in_body, between),
    "mojibake": (in_body, between),
    "navigation": (whole, paragraphs),
    "notices": (whole, paragraphs),
    "page_break": (as_body, paragraphs),
    "print_date": (whole, paragraphs),
    "print_lines": (whole, paragraphs),
    "repair": (whole, repaired),
    "repeated_line": (whole, paragraphs),
    "running_head": (whole, paragraphs),
    "several_stories": (whole, headlines),
    "shared_codes": (whole, credits_of),
    "site_banner": (whole, paragraphs),
    "stray_letter": (in_body, between),
    "timestamp": (under_headline, field("timestamp")),
    "timestamp_forms": (over_story, credits_of),
    "unwrap": (as_body, paragraphs),
    "warnings": (whole, warnings),
    "web_byline": (over_web_story, web_field("byline")),
    "web_date_places": (whole, web_field("timestamp")),
    "web_headline": (as_web_head, web_field("headline")),
    "web_timestamp": (over_web_story, web_field("timestamp")),
    "web_wire_credit": (over_web_story, web_field("wire_credit")),
    "wire_credit": (at_end, field("wire_credit")),
}
# Rules whose expectation is a list of lines, where one line may stand for a list of one.
LINES = {name for name, (_, view) in RULES.items() if view in (paragraphs, between)}


# ---------------------------------------------------------------- the cases


def cases_of(rule: str) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = json.loads((CASES / f"{rule}.json").read_text("utf-8"))
    return cases


def params() -> list[Any]:
    """Every case as a parameter; one that is known to fail is a strict xfail, with its comment as the reason."""
    return [
        pytest.param(
            rule,
            case["input"],
            case["expected"],
            id=f"{rule}-{case['label']}",
            marks=[pytest.mark.xfail(reason=case["comment"], strict=True)] if case["expect"] == "fail" else [],
        )
        for rule in RULES
        for case in cases_of(rule)
    ]


def as_text(given: Any) -> Any:
    """Lines as text; the parts of a page of bytes stay as they are."""
    return "\n".join(given) if isinstance(given, list) and all(isinstance(line, str) for line in given) else given


@pytest.mark.parametrize(("rule", "given", "expected"), params())
def test_a_rule_takes_what_it_should_and_leaves_the_rest(rule: str, given: Any, expected: Any) -> None:
    frame, view = RULES[rule]
    if rule in LINES and isinstance(expected, str):
        expected = [expected]
    assert view(frame(as_text(given))) == expected


@pytest.mark.parametrize("rule", RULES)
def test_no_case_loses_a_character(rule: str) -> None:
    frame, _ = RULES[rule]
    for case in cases_of(rule):
        page = frame(as_text(case["input"]))
        article = attempt(page)
        assert isinstance(article, ExtractionError) or article.trace.accounts_for(source_text(page)), case["label"]


# ---------------------------------------------------------------- the files


def test_every_file_of_cases_has_a_rule_and_every_rule_a_file() -> None:
    assert {Path(name).stem for name in CASES.iterdir()} == set(RULES)


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_cases_that_it_takes_and_cases_that_it_leaves(rule: str) -> None:
    kinds = Counter(case["label"].split(":")[0] for case in cases_of(rule))
    assert kinds.keys() == {"taken", "left"}
    assert kinds.total() >= 8
    assert min(kinds.values()) >= 3


@pytest.mark.parametrize("rule", RULES)
def test_every_case_has_a_label_of_its_own_and_a_reason(rule: str) -> None:
    cases = cases_of(rule)
    assert len({case["label"] for case in cases}) == len(cases)
    assert all(list(case) == ["label", "input", "expected", "comment", "expect"] for case in cases)
    assert all(len(case["comment"]) > 10 and case["expect"] in ("pass", "fail") for case in cases)
