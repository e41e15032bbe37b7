"""Wire credits: lines that say which agency a story came from, and nothing else."""

import re
from dataclasses import dataclass

from gnn9_extract.tables.agencies import agencies, agency

_LONGEST = 320  # characters


@dataclass(frozen=True, slots=True)
class Credit:
    """The agencies' codes in the printed order, and the kind of credit: agency, with-inputs, staff-notes, generic."""

    agencies: tuple[str, ...]
    kind: str


# `- PTI`, `(ANI)`, `AFP/Reuters`, `— IANS`
_SIGN_OFF = re.compile(r"[-–—_ ]{0,4}[(\[]?\s?(?P<names>[^()\[\]]{2,60}?)\s?[)\]]?\.{0,3}")
# `PTI KKS ABH`: the groups after the code are the initials of the desk.
_INITIALS = re.compile(r"(?P<code>[A-Z]{2,5})(?: [A-Z]{2,4}){1,4}")
# `(With inputs from PTI and ANI)`, `With agency inputs`, `(Inputs from PTI)`
_INPUTS = re.compile(
    r"[(\[]?(?:with )?(?:additional )?(?:(?P<before>[\w/, ]{2,40}?) )?inputs?"
    r"(?: from (?P<names>[^()\[\]]{2,80}?))?[)\]]?\.?",
    re.IGNORECASE,
)
# `(Reporting by Asha Rao; Editing by John Lee)`: the style of Reuters' staff notes.
_STAFF_NOTES = re.compile(r"\((?:additional )?(?:reporting|writing|editing|compiled) by [^()]{3,300}\)", re.IGNORECASE)
# `(Agencies)`, `- Agencies`, `With agencies`
_GENERIC = re.compile(r"[-–—(\[ ]{0,3}(?:with )?(?:agenc(?:y|ies)|news agencies|wire services)[)\]]?\.?", re.IGNORECASE)


def read_credit(line: str) -> Credit | None:
    """The credit of a line that is nothing but a wire credit; None for any other line.

    >>> read_credit("- PTI"), read_credit("(With inputs from agencies)")
    (Credit(agencies=('PTI',), kind='agency'), Credit(agencies=(), kind='generic'))
    >>> read_credit("PTI chairman Imran Khan said") is None
    True
    """
    if len(line) > _LONGEST:
        return None
    if line.startswith("(") and _STAFF_NOTES.fullmatch(line):
        return Credit(("Reuters",), "staff-notes")
    if _GENERIC.fullmatch(line):
        return Credit((), "generic")
    if names := _sign_off(line):
        return Credit(names, "agency")
    return _with_inputs(line)


def _sign_off(line: str) -> tuple[str, ...] | None:
    found = _SIGN_OFF.fullmatch(line) if len(line) <= 70 else None
    if not found:
        return None
    names = found["names"]
    # A teleprinter writes `reuter`; in small letters a code alone would be any word.
    if codes := agencies(names) or (agencies(names.upper()) if names.islower() and len(names) > 5 else None):
        return codes
    initials = _INITIALS.fullmatch(found["names"])
    code = agency(initials["code"]) if initials else None
    return (code,) if code else None


def _with_inputs(line: str) -> Credit | None:
    found = _INPUTS.fullmatch(line) if "nput" in line or "NPUT" in line else None
    named = found and (found["names"] or found["before"])
    if not named:
        return None
    if _GENERIC.fullmatch(named):
        return Credit((), "generic")
    names = agencies(named)
    return Credit(names, "with-inputs") if names else None
