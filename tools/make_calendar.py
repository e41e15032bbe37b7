"""Makes gnn9_extract/tables/months.csv and weekdays.csv from the CLDR (Unicode licence), as packaged by babel.

    pip install babel && python tools/make_calendar.py

The languages are those of the news pages that carry the wires; the names are the long and the short ones, as they
stand in a date and alone. Where two languages share a name with different numbers, the table has both: `listopad` is
November in Polish and October in Croatian.
"""

import csv
from collections.abc import Callable
from pathlib import Path

from babel.dates import get_day_names, get_month_names

LANGUAGES = [
    "en",
    "de",
    "fr",
    "es",
    "pt",
    "it",
    "nl",
    "sv",
    "nb",
    "da",
    "fi",
    "pl",
    "cs",
    "hr",
    "sk",
    "hu",
    "ro",
    "tr",
    "id",
    "ms",
    "ru",
    "uk",
    "bg",
    "el",
    "sr",
    "hi",
    "ur",
    "bn",
    "mr",
    "gu",
    "pa",
    "ta",
    "te",
    "kn",
    "ml",
    "ne",
    "si",
    "th",
    "vi",
    "ar",
    "fa",
    "he",
]
# Languages whose short names are words of other languages (`pro`, `pet`).
LONG_ONLY = {"hr"}
# Forms that the CLDR has not, but newspapers print, with number and language.
MORE_MONTHS = {
    "sept": (9, "en"),
    "फरवरी": (2, "hi"),
    "अक्तूबर": (10, "hi"),
    "नवम्बर": (11, "hi"),
    "सितम्बर": (9, "hi"),
    "दिसम्बर": (12, "hi"),
    # The three letters of RIA Novosti and TASS.
    "сен": (9, "ru"),
    "ноя": (11, "ru"),
}
MORE_DAYS = {"tues": (1, "en"), "weds": (2, "en"), "thur": (3, "en"), "thurs": (3, "en"), "रविवार": (6, "hi")}
TABLES = Path(__file__).parent.parent / "gnn9_extract" / "tables"


def names(get: Callable[..., dict[int, str]], more: dict[str, tuple[int, str]]) -> dict[tuple[str, int], str]:
    """Every name with its number, and the language it was met in first."""
    found: dict[tuple[str, int], str] = {}
    for language in LANGUAGES:
        for width in ("wide",) if language in LONG_ONLY else ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in get(width, context, language).items():
                    key = name.rstrip(".").casefold()
                    if len(key) > (2 if key.isascii() else 1) and not key.isdigit() and " " not in key:
                        found.setdefault((key, number), language)
    return found | {(name, number): language for name, (number, language) in more.items()}


def write(file: str, table: dict[tuple[str, int], str]) -> None:
    """Writes a table, sorted by language and number."""
    with (TABLES / file).open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(("name", "number", "language"))
        for (name, number), language in sorted(table.items(), key=lambda item: (item[1], item[0][1], item[0][0])):
            rows.writerow((name, number, language))


if __name__ == "__main__":
    write("months.csv", names(get_month_names, MORE_MONTHS))
    write("weekdays.csv", names(get_day_names, MORE_DAYS))
