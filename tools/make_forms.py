"""Makes docs/forms.md, the forms of credits that are read, from the cases in fixtures/cases.

python tools/make_forms.py
"""

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "forms.md"
SECTIONS = {
    "dateline_forms": "Datelines",
    "byline_forms": "Bylines",
    "timestamp_forms": "Timestamps",
    "credit_forms": "Wire credits",
}
HEAD = """# The forms of credits

How pages print where a story was filed, who wrote it, when it was published and which agency it came from, and how each
form is read. This page is made from the cases that the tests run, by `tools/make_forms.py`; a line break is ⏎.
What "stays" is left in the body. Forms that are known to be read wrongly are marked with their reason.
"""


def forms_page() -> str:
    """The text of the page."""
    parts = [HEAD]
    for name, title in SECTIONS.items():
        cases = json.loads((ROOT / "fixtures" / "cases" / f"{name}.json").read_text("utf-8"))
        rows = [f"| {_code(_printed(case['input']))} | {_reading(case)} |" for case in cases]
        parts.append("\n".join((f"## {title}", "", "| Printed | Read as |", "|---|---|", *rows)) + "\n")
    return "\n".join(parts)


def _printed(given: str | list[str]) -> str:
    """The lines of an input, the text of a story shortened."""
    lines = [given] if isinstance(given, str) else [line for line in given if line]
    return " ⏎ ".join(line if len(line) < 70 else line[:64].rsplit(" ", 1)[0] + " ..." for line in lines)


def _reading(case: dict[str, Any]) -> str:
    if case["expect"] == "fail":
        return f"not yet: {case['comment']}"
    seen = case["expected"]
    parts = [_field(name, seen[name]) for name in ("byline", "timestamp", "dateline", "wire_credit") if name in seen]
    parts += [f"warning `{code}`" for code in seen.get("warnings", [])]
    return "; ".join(parts) or ("stays" if "paragraphs" in seen else "taken off")


def _field(name: str, value: dict[str, Any]) -> str:
    if name == "byline":
        return "by " + (", ".join(value["authors"]) or "nobody named")
    if name == "timestamp":
        update = f", updated {value['updated']}" if value["updated"] else ""
        return f"published {value['value'] or 'at an unknown time'}{update}"
    if name == "dateline":
        parts = ("; ".join(value["places"]), value["date"], ", ".join(value["agencies"]))
        return "filed " + " / ".join(part for part in parts if part)
    return f"{value['kind']}: " + (", ".join(value["agencies"]) or "no agency named")


def _code(text: str) -> str:
    text = text.replace("|", "\\|")
    return f"`` {text} ``" if "`" in text else f"`{text}`"


if __name__ == "__main__":
    PAGE.write_text(forms_page(), "utf-8")
