"""The pages in a zip archive, in the order of its directory, read without unpacking to disk."""

import zipfile
from collections.abc import Iterator

from gnn9_extract.archive.faults import PageFault
from gnn9_extract.archive.source_page import Content, Held, Missing, SourcePage, printable
from gnn9_extract.archive.sources.members import leads_outside, opened_member
from gnn9_extract.archive.sources.packed import HARMLESS, RATIO
from gnn9_extract.archive.sources.places import open_place
from gnn9_extract.read.source import MAX_BYTES

_ENCRYPTED = 0x1  # of the flags of a member
_LINK = 0o120000  # of the mode of a member that Unix wrote
_KIND = 0o170000


def pages_in_zip(place: str, name: str, stamp: str) -> Iterator[SourcePage]:
    """The members of a zip archive; what is refused or damaged is a page that cannot be had."""
    try:
        with open_place(place) as file, zipfile.ZipFile(file) as archive:
            for number, member in enumerate(archive.infolist()):
                if not member.is_dir():
                    at = f"{name}/{printable(member.filename)}"
                    yield SourcePage(at, f"{stamp} {number}", _content(archive, member))
    except (zipfile.BadZipFile, NotImplementedError, EOFError) as error:
        yield SourcePage(name, f"{stamp} broken", Missing("damaged", f"the zip archive is broken: {error}"))


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Content:
    if refused := _refused(member):
        return refused
    try:
        with archive.open(member) as file:
            return Held(opened_member(file, member.filename))
    except PageFault as fault:
        return Missing(fault.code, fault.message)
    except Exception as error:  # zlib.error, lzma.LZMAError, BadZipFile: each packing has its own
        return Missing("damaged", f"the member is broken: {error or type(error).__name__}")


def _refused(member: zipfile.ZipInfo) -> Missing | None:
    """Why a member is not read; None where nothing speaks against it."""
    against = (
        (leads_outside(member.filename), "the name of the member leads out of the archive"),
        (member.flag_bits & _ENCRYPTED, "the member is encrypted; unpack the archive with its password first"),
        ((member.external_attr >> 16) & _KIND == _LINK, "the member is a link"),
        (
            member.file_size > MAX_BYTES,
            f"the member has more than the limit of {MAX_BYTES:,} bytes",
        ),
        (
            member.file_size > HARMLESS and member.file_size > RATIO * max(1, member.compress_size),
            f"unpacks to more than {RATIO} times its size: a decompression bomb",
        ),
    )
    why = next((why for speaks, why in against if speaks), None)
    return Missing("refused", why) if why else None
