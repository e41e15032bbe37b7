"""A made archive: pages of our own in every kind of source, and bad ones of every sort, with what has to come of each.

The same call makes the same bytes. `expected` maps the name of every page, as records and rejects say it, to None for
a record or to the code of its reject.
"""

import bz2
import gzip
import io
import json
import lzma
import os
import socket
import tarfile
import zipfile
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from random import Random
from typing import Any

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from gnn9_extract.archive.sources.packed import zstandard
from tests.made_pages import AUTHORS, CREDITS, DATELINES, ENDS, HEADLINES, OBJECTS, STAMPS, SUBJECTS, TAILS, VERBS

SITE = "valleyherald.example"
_BANNER = f"Valley Herald Online ({SITE})"
BOMB = 8 * 2**20  # bytes
DAY = 1_400_000_000  # the time of all files, in seconds since 1970


def page(number: int, shortest: int = 2, longest: int = 5) -> str:
    """A page of the made site with so many paragraphs; every number another."""
    random = Random(number)
    count = random.randint(shortest, longest)
    paragraphs = [" ".join(_sentence(random) for _ in range(random.randint(1, 3))) for _ in range(count)]
    dateline, author, credit = random.choice(DATELINES), random.choice(AUTHORS), random.choice(CREDITS)
    stamp = random.choice(STAMPS) + (f" by {author}" if author else "")
    paragraphs[0] = f"{dateline} {paragraphs[0]}" if dateline else paragraphs[0]
    blocks = [_BANNER, f"{random.choice(HEADLINES)}, part {number}", stamp, *paragraphs, *([credit] if credit else [])]
    return "\n\n".join([*blocks, _BANNER]) + "\n"


def _sentence(random: Random) -> str:
    subject, verb, thing, tail = (random.choice(words) for words in (SUBJECTS, VERBS, OBJECTS, TAILS))
    return f"{subject} {verb} {thing} {tail}{random.choice(ENDS[:3])}"


BAD = {
    "empty-page": [b"", b" \n\n", f"{_BANNER}\n".encode()],
    "not-text": [b"\x89PNG\r\n\x1a\n\x00\x00", b"PK\x03\x04 and so on", b"\x00\x01\x02\x03" * 50, b"%PDF-1.4 cut off"],
}


ALL_BAD = [(code, data) for code, pages in BAD.items() for data in pages]


@dataclass(slots=True)
class MadeArchive:
    """The folder of an archive, the sources in it, and what has to come of every page."""

    folder: Path
    sources: list[str] = field(default_factory=list)
    expected: dict[str, str | None] = field(default_factory=dict)

    def records(self) -> list[str]:
        """The names of the pages that have records, in their order."""
        return [name for name, code in self.expected.items() if code is None]

    def rejects(self) -> dict[str, str]:
        """The codes of the pages that have none, in their order."""
        return {name: code for name, code in self.expected.items() if code is not None}


def made_archive(folder: Path, pages: int) -> MadeArchive:
    """An archive of about so many pages, spread over all kinds of sources."""
    made = MadeArchive(folder)
    share = max(4, pages // 10)
    numbers = iter(range(10**9))
    _folder(made, numbers, 4 * share)
    _zip(made, numbers, share)
    for packing in ("", ".gz", ".bz2", ".xz", ".zst"):
        _tar(made, numbers, max(2, share // 2), packing)
    _lines(made, numbers, share)
    _warc(made, numbers, share)
    return made


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    os.utime(path, (DAY, DAY))


def _folder(made: MadeArchive, numbers: Any, share: int) -> None:
    """Plain and packed pages in folders, bad ones among them, and what is no file."""
    made.sources.append("folder")
    files: dict[str, tuple[bytes, str | None]] = {}
    for number in (next(numbers) for _ in range(share)):
        data = page(number).encode()
        ending = PACKINGS.get(number % 20, "")
        data = packed(data, ending)
        files[f"folder/{number % 7}/{number:06}.txt{ending}"] = (data, None)
    for number, (code, data) in enumerate(islice(cycle(ALL_BAD), max(len(ALL_BAD), share // 50))):
        files[f"folder/{number % 7}/bad-{number}.txt"] = (data, code)
    cut = gzip.compress(page(0).encode(), mtime=0)
    files["folder/bad/cut.txt.gz"] = (cut[:-9], "damaged")
    files["folder/bad/not.txt.gz"] = (b"no gzip at all", "damaged")
    files["folder/bad/bomb.txt.gz"] = (gzip.compress(bytes(BOMB), mtime=0), "refused")
    for name, (data, _) in files.items():
        _write(made.folder / name, data)
    odd = made.folder / "folder" / "odd"
    odd.mkdir()
    os.mkfifo(odd / "a-pipe")
    (odd / "b-circle").symlink_to(made.folder / "folder")
    (odd / "c-nowhere").symlink_to(odd / "nothing")
    with socket.socket(socket.AF_UNIX) as server:
        here = Path.cwd()
        os.chdir(odd)  # the path of a socket must be short
        server.bind("d-socket")
        os.chdir(here)
    codes = {name: code for name, (_, code) in files.items()}
    odd_codes = {"a-pipe": "refused", "b-circle": "refused", "c-nowhere": "unreadable", "d-socket": "refused"}
    codes |= {f"folder/odd/{name}": code for name, code in odd_codes.items()}
    made.expected |= dict(sorted(codes.items(), key=lambda item: item[0].split("/")))


def _members(made: MadeArchive, archive: str, numbers: Any, share: int) -> list[tuple[str, bytes]]:
    """The members of an archive, each noted with what has to come of it."""
    members = [(f"pages/{number}.txt", page(number).encode(), None) for number in (next(numbers) for _ in range(share))]
    bad = [
        ("../outside.txt", page(1).encode(), "refused"),
        ("/etc/outside.txt", page(2).encode(), "refused"),
        ("empty.txt", b"", "empty-page"),
        ("cut.txt.gz", gzip.compress(page(3).encode(), mtime=0)[:-9], "damaged"),
        ("packed.txt.gz", gzip.compress(page(4).encode(), mtime=0), None),
        ("bomb.txt.xz", lzma.compress(bytes(BOMB), preset=0), "refused"),
    ]
    for name, _, code in (*members, *bad):
        made.expected[f"{archive}/{name}"] = code
    return [(name, data) for name, data, _ in (*members, *bad)]


def _zip(made: MadeArchive, numbers: Any, share: int) -> None:
    name = "pages.zip"
    made.sources.append(name)
    with zipfile.ZipFile(made.folder / name, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, data in _members(made, name, numbers, share):
            archive.writestr(zipfile.ZipInfo(member, (2014, 5, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
        archive.writestr(zipfile.ZipInfo("zeros.txt", (2014, 5, 1, 0, 0, 0)), bytes(BOMB), zipfile.ZIP_DEFLATED)
        made.expected[f"{name}/zeros.txt"] = "refused"
        link = zipfile.ZipInfo("link.txt", (2014, 5, 1, 0, 0, 0))
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/hostname")
        made.expected[f"{name}/link.txt"] = "refused"


def _tar(made: MadeArchive, numbers: Any, share: int, packing: str) -> None:
    name = f"pages.tar{packing}"
    made.sources.append(name)
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w") as archive:
        for member, data in _members(made, name, numbers, share):
            info = tarfile.TarInfo(member)
            info.size, info.mtime = len(data), DAY
            archive.addfile(info, io.BytesIO(data))
        for member, kind in (("link.txt", tarfile.SYMTYPE), ("device", tarfile.CHRTYPE)):
            info = tarfile.TarInfo(member)
            info.type, info.linkname, info.mtime = kind, "/etc/hostname", DAY
            archive.addfile(info)
            made.expected[f"{name}/{member}"] = "refused"
    _write(made.folder / name, packed(plain.getvalue(), packing))


PACKINGS = {3: ".gz", 5: ".bz2", 7: ".xz", 9: ".zst"}


def packed(data: bytes, ending: str) -> bytes:
    """Bytes packed as an ending says; the same for the same."""
    packers: dict[str, Any] = {
        "": lambda data: data,
        ".gz": lambda data: gzip.compress(data, mtime=0),
        ".bz2": bz2.compress,
        ".xz": lzma.compress,
        ".zst": lambda data: zstandard().compress(data),
    }
    return bytes(packers[ending](data))


def _lines(made: MadeArchive, numbers: Any, share: int) -> None:
    name = "pages.jsonl.gz"
    made.sources.append(name)
    lines: list[tuple[str, str | None, str | None]] = []
    for number in [next(numbers) for _ in range(share)]:
        address = f"http://www.{SITE}/{number}"
        lines.append((json.dumps({"url": address, "text": page(number)}), address, None))
    lines += [
        ("no json", None, "damaged"),
        ("[1, 2]", None, "damaged"),
        ('{"url": "http://a.example/"}', "http://a.example/", "damaged"),
        ('{"url": 7, "text": "a"}', None, "damaged"),
        ('{"text": " "}', None, "empty-page"),
        (json.dumps({"text": page(5)}), None, None),
    ]
    for number, (_, url, code) in enumerate(lines, 1):
        made.expected[f"{name}#{number} {url}" if url else f"{name}#{number}"] = code
    _write(made.folder / name, packed("".join(f"{line}\n" for line, _, _ in lines).encode(), ".gz"))


def _warc(made: MadeArchive, numbers: Any, share: int) -> None:
    name = "crawl.warc.gz"
    made.sources.append(name)
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=True)
    for record, number in enumerate([next(numbers) for _ in range(share)], 1):
        data, address = page(number).encode(), f"http://www.{SITE}/{number}"
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/plain")], protocol="HTTP/1.1")
        given = {"WARC-Date": "2014-05-01T12:00:00Z", "WARC-Record-ID": f"<urn:made:{number}>"}
        written = {"http_headers": headers, "warc_headers_dict": given, "length": len(data)}
        writer.write_record(writer.create_warc_record(address, "response", io.BytesIO(data), **written))
        made.expected[f"{name}#{record} {address}"] = None
    last = f"{name}#{share} http://www.{SITE}/{number}"
    made.expected[last] = "damaged"  # for the file is cut short
    _write(made.folder / name, file.getvalue()[:-11])
