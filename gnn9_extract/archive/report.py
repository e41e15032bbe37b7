"""The summary of a run: how many pages, what was found, what was rejected, what to look at first."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import log

from gnn9_extract.archive.staging import Staging
from gnn9_extract.archive.work import FIELDS

_FEW = 5
# What more than one record in twenty has is not unusual.
_RARE = 0.05
_NAMES = (*FIELDS, "paragraphs")


@dataclass(frozen=True, slots=True)
class Unusual:
    """Pages that differ from most: the first of them, how many there are, and in what."""

    name: str
    pages: int
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a run; counts are in pages."""

    records: int
    rejects: dict[str, int]
    found: dict[str, int]
    warnings: dict[str, int]
    unusual: tuple[Unusual, ...]
    output: str
    rejects_file: str

    @property
    def rejected(self) -> int:
        """How many pages gave no record."""
        return sum(self.rejects.values())

    def text(self) -> str:
        """The report for people."""
        lines = [f"{self.records + self.rejected:,} pages: {self.records:,} records in {self.output}"]
        if self.rejected:
            lines[0] += f", {self.rejected:,} rejects in {self.rejects_file}"
            lines += ["", "rejects", *_table(self.rejects)]
        if self.records:
            shares = {name: f"{100 * self.found.get(name, 0) / self.records:.1f} %" for name in _NAMES}
            lines += ["", "fields found", *_table(shares)]
        if self.warnings:
            lines += ["", "warnings", *_table(self.warnings)]
        if self.unusual:
            lines += ["", "unusual pages, to look at first"]
            lines += [f"  {page.name}: {', '.join(page.why)}{_more(page.pages - 1)}" for page in self.unusual]
        return "\n".join(lines) + "\n"


def _table(rows: dict[str, int] | dict[str, str]) -> list[str]:
    width = max(map(len, rows))
    shown = {name: value if isinstance(value, str) else f"{value:,}" for name, value in rows.items()}
    right = max(map(len, shown.values()))
    return [f"  {name:{width}}  {value:>{right}}" for name, value in shown.items()]


def _more(pages: int) -> str:
    return f" (and {pages:,} more)" if pages else ""


def report_of(staging: Staging) -> Report:
    """The report on the generation that the ledger has."""
    ledger, output = staging.ledger, staging.output
    rejects = {code: pages for code, pages in ledger.counted("code") if code}
    patterns = ledger.patterns()
    found = _words((row[0], row[2]) for row in patterns)
    warnings = _words((row[1], row[2]) for row in patterns)
    records = sum(row[2] for row in patterns)
    unusual = _unusual(patterns, records, warnings)
    in_order = dict(sorted(warnings.items(), key=lambda item: (-item[1], item[0])))
    return Report(records, rejects, dict(found), in_order, unusual, output.name, output.rejects_name)


def _words(counted: Iterable[tuple[str, int]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for words, pages in counted:
        for word in words.split():
            found[word] += pages
    return found


def _unusual(patterns: list[tuple[str, str, int, str]], records: int, warnings: Counter[str]) -> tuple[Unusual, ...]:
    """The pages whose warnings are the least to be expected on pages of this archive."""
    found = []
    for _, codes, pages, name in patterns:
        surprise = sum(log(records / warnings[code]) for code in codes.split())
        if codes and pages <= max(1, _RARE * records):
            found.append((-surprise, name, Unusual(name, pages, tuple(codes.split()))))
    return tuple(page for _, _, page in sorted(found, key=lambda item: item[:2])[:_FEW])
