"""WARC files, written by another program than the one that reads them: pages in, cut ends noticed."""

import gzip
import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from gnn9_extract.archive.source_page import Held, Missing, SourcePage
from gnn9_extract.archive.sources.warcs import pages_in_warc
from tests.command import run
from tests.made_archive import page

DAY = "2014-05-01T12:00:00Z"
ADDRESS = "http://www.valleyherald.example"


def html(number: int) -> bytes:
    paragraphs = "".join(f"<p>{block}</p>\n" for block in page(number).split("\n\n"))
    return f"<!doctype html>\n<html><head><title>{number}</title></head><body>{paragraphs}</body></html>\n".encode()


def chunked(data: bytes) -> bytes:
    return b"".join(
        b"%x\r\n%s\r\n" % (len(data[at : at + 100]), data[at : at + 100]) for at in range(0, len(data), 100)
    ) + (b"0\r\n\r\n")


PAGES = 6


def warc(*, packed: bool) -> tuple[bytes, list[int]]:
    """A WARC file as a crawler writes it, and where its records end."""
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=packed)
    ends: list[int] = []

    def add(address: str, kind: str, body: bytes, headers: StatusAndHeaders | None, **others: str) -> None:
        written = {"WARC-Date": DAY, "WARC-Record-ID": f"<urn:made:{len(ends)}>", **others}
        given = {"http_headers": headers, "warc_headers_dict": written, "length": len(body)}
        writer.write_record(writer.create_warc_record(address, kind, io.BytesIO(body), **given))
        ends.append(file.tell())

    def answer(status: str, *headers: tuple[str, str]) -> StatusAndHeaders:
        return StatusAndHeaders(status, list(headers), protocol="HTTP/1.1")

    typed = ("Content-Type", "text/html; charset=utf-8")
    for number in range(PAGES):
        asked = StatusAndHeaders(f"GET /{number} HTTP/1.1", [("Host", "a")], is_http_request=True)
        add(f"{ADDRESS}/{number}", "request", b"", asked)
        body, headers = html(number), [typed]
        if number == 1:
            body, headers = gzip.compress(body, mtime=0), [typed, ("Content-Encoding", "gzip")]
        if number == 2:
            body, headers = chunked(body), [typed, ("Transfer-Encoding", "chunked")]
        add(f"{ADDRESS}/{number}", "response", body, answer("200 OK", *headers))
    add(f"{ADDRESS}/moved", "response", b"gone", answer("301 Moved", typed))
    add(f"{ADDRESS}/logo.png", "response", b"\x89PNG", answer("200 OK", ("Content-Type", "image/png")))
    add(f"{ADDRESS}/text", "conversion", page(7).encode(), None, **{"Content-Type": "text/plain"})
    return file.getvalue(), ends


def read(data: bytes, folder: Path, *, packed: bool) -> list[SourcePage]:
    path = folder / ("crawl.warc.gz" if packed else "crawl.warc")
    path.write_bytes(data)
    return list(pages_in_warc(str(path), "crawl", "1"))


def contents(pages: list[SourcePage]) -> list[bytes | str]:
    """What the pages hold, or the code of what is wrong with them."""
    all_held: list[bytes | str] = []
    for content in (found.content for found in pages):
        assert isinstance(content, Held | Missing)
        all_held.append(content.data if isinstance(content, Held) else content.code)
    return all_held


WANTED = [*map(html, range(PAGES)), page(7).encode()]


@pytest.mark.parametrize("packed", [True, False], ids=["gzip", "plain"])
def test_the_pages_of_a_crawl_are_read_and_nothing_else(packed: bool, tmp_path: Path) -> None:
    pages = read(warc(packed=packed)[0], tmp_path, packed=packed)
    assert contents(pages) == WANTED
    assert [page.url for page in pages] == [*(f"{ADDRESS}/{number}" for number in range(PAGES)), f"{ADDRESS}/text"]
    assert pages[0].name == f"crawl#2 {ADDRESS}/0"
    assert {page.captured for page in pages} == {datetime(2014, 5, 1, 12, tzinfo=UTC)}


@pytest.mark.parametrize("packed", [True, False], ids=["gzip", "plain"])
def test_a_file_that_is_cut_short_anywhere_is_noticed_and_no_page_is_cut(packed: bool, tmp_path: Path) -> None:
    data, ends = warc(packed=packed)
    for cut in sorted({*range(40, len(data), 97), *(end - 1 for end in ends), len(data) - 2, len(data) - 4} - {*ends}):
        found = contents(read(data[:cut], tmp_path, packed=packed))
        assert found.count("damaged") == 1, cut
        assert found[-1] == "damaged"
        assert found[:-1] == WANTED[: len(found) - 1], cut


@pytest.mark.parametrize("packed", [True, False], ids=["gzip", "plain"])
def test_a_file_that_ends_between_two_records_is_whole(packed: bool, tmp_path: Path) -> None:
    data, ends = warc(packed=packed)
    for end in ends[1:]:
        assert "damaged" not in contents(read(data[:end], tmp_path, packed=packed))


def test_a_file_that_was_packed_as_a_whole_is_read_too(tmp_path: Path) -> None:
    data = gzip.compress(warc(packed=False)[0], mtime=0)
    assert contents(read(data, tmp_path, packed=True)) == WANTED
    assert contents(read(data[:-20], tmp_path, packed=True))[-1] == "damaged"


@pytest.mark.parametrize("data", [b"", b"no WARC file at all", b"\x1f\x8b\x08 nor a packed one"], ids=repr)
def test_what_is_no_warc_file_is_damaged(data: bytes, tmp_path: Path) -> None:
    assert contents(read(data, tmp_path, packed=False)) == ["damaged"]


def test_a_broken_record_does_not_end_the_file(tmp_path: Path) -> None:
    data, ends = warc(packed=False)
    broken = data[: ends[3]].replace(b"HTTP/1.1 200 OK", b"HTTP/1.1 no good", 1) + data[ends[3] :]
    assert contents(read(broken, tmp_path, packed=False))[-1] == WANTED[-1]


def test_a_run_reads_a_crawl_and_notices_its_end(tmp_path: Path) -> None:
    data, _ = warc(packed=True)
    (tmp_path / "whole.warc.gz").write_bytes(data)
    (tmp_path / "cut.warc.gz").write_bytes(data[:-7])
    assert run("batch", "whole.warc.gz", "cut.warc.gz", "--out", "all.jsonl", cwd=tmp_path).returncode == 1
    records = [json.loads(line) for line in (tmp_path / "all.jsonl").read_text("utf-8").splitlines()]
    rejects = [json.loads(line) for line in (tmp_path / "all.rejects.jsonl").read_text("utf-8").splitlines()]
    assert len(records) == 2 * len(WANTED) - 1
    assert {record["site"]["name"] for record in records} == {"valleyherald.example"}
    assert [(reject["source"], reject["code"]) for reject in rejects] == [(f"cut.warc.gz#15 {ADDRESS}/text", "damaged")]


def test_missing_is_what_a_cut_page_is(tmp_path: Path) -> None:
    last = read(warc(packed=False)[0][:-9], tmp_path, packed=False)[-1]
    assert isinstance(last.content, Missing)
    assert "cut short" in last.content.message


def test_the_content_type_of_a_response_goes_with_its_page(tmp_path: Path) -> None:
    pages = read(warc(packed=False)[0], tmp_path, packed=False)
    assert (pages[0].content_type, pages[-1].content_type) == ("text/html; charset=utf-8", "text/plain")
